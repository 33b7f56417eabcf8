// Owns the errands between runbook, maker and meeting. Main thread, and the maker's thread for what it calls.
// It must never open a PDF itself.
#include "evening_slides.h"

#include <algorithm>
#include <filesystem>

#include "base/limits.h"

namespace buurtkiosk {

std::vector<slides::Wanted> slides_in(const std::vector<assembly::Command>& commands,
                                      const std::string& runbook_file) {
    namespace fs = std::filesystem;
    std::vector<slides::Wanted> wanted;
    for (const assembly::Command& command : commands) {
        const auto* block = std::get_if<assembly::AddBlock>(&command);
        if (!block || block->slides.empty()) continue;
        const fs::path file = fs::path(runbook_file).parent_path() / block->slides;
        wanted.push_back({block->slides, file.string(), block->title});
    }
    return wanted;
}

EveningSlides::EveningSlides(engine::Mailbox& mailbox, const Terminal& terminal)
    : mailbox_(mailbox),
      terminal_(terminal),
      maker_({"/proc/self/exe", limits::slides_evening_bytes},
             {[this](const Digest& digest, std::vector<std::uint8_t> body) {
                  mailbox_.post(engine::KeepAttachment{digest, std::move(body)});
              },
              [this](const std::string& name, const std::string& digest, std::int32_t pages) {
                  mailbox_.post(engine::SlidesMade{assembly::SlidesReady{name, digest, pages}});
              },
              [this](const std::string& name, Sentence why) { cannot(name, std::move(why)); }}) {}

void EveningSlides::cannot(const std::string& name, Sentence why) {
    terminal_.say(why);
    mailbox_.post(engine::SlidesMade{assembly::SlidesFailed{name}, std::move(why)});
}

void EveningSlides::start(const assembly::State& state, const std::vector<slides::Wanted>& offered,
                          const std::vector<std::string>& damaged) {
    std::vector<slides::Wanted> wanted;
    for (const BlockId id : state.agenda.order) {
        const assembly::Block& block = state.agenda.blocks.at(id);
        if (!block.slides || !block.slides->digest.empty()) continue;
        const std::string& name = block.slides->name;
        const auto file = std::find_if(offered.begin(), offered.end(),
                                       [&](const slides::Wanted& one) { return one.name == name; });
        if (file != offered.end()) {
            wanted.push_back({name, file->file, block.title});
        } else if (!block.slides->failed) {
            // The kiosk stopped before they were ready, and nobody said where the PDF is now.
            cannot(name, Sentence{"program.slides_unfinished", {{"file", name}, {"block", block.title}}});
        }
    }
    for (const std::string& name : damaged)
        cannot(name, Sentence{"program.slides_damaged", {{"file", name}}});
    maker_.start(std::move(wanted));
}

}  // namespace buurtkiosk
