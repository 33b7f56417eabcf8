// Owns finding the runbooks for the console and reading its tables. Drawing thread. It must never make the
// folder of the evenings: who only looks, or rehearses, leaves this computer as it was.
#include "runbook_shelf.h"

#include <string_view>
#include <utility>
#include <vector>

#include "host/folders.h"
#include "runbook/shelf.h"
#include "runbook/table.h"

namespace buurtkiosk {

console::Shelf runbook_shelf(const std::filesystem::path& assets, const Locales& locales,
                             std::string language) {
    console::Shelf shelf;
    shelf.evenings = [assets] {
        std::vector<console::ReadyMade> all;
        const auto add = [&](const std::filesystem::path& folder, bool own) {
            for (runbook::OnShelf& one : runbook::files_on_shelf(folder)) {
                console::ReadyMade offered{one.file, own,
                                           std::move(one.agenda).value_or(assembly::TakeAgenda())};
                offered.slides = std::move(one.slides);
                if (one.mistake) offered.mistake = one.mistake->sentence;
                all.push_back(std::move(offered));
            }
        };
        if (const auto evenings = host::evenings_place())
            add(host::own_runbooks_folder(evenings.value()), true);
        add(assets / "runbooks", false);
        return all;
    };
    shelf.read_table = [&locales, language = std::move(language)](std::string_view text) {
        runbook::TableReading reading =
            runbook::read_table(text, locales.text(language, "console.table.name"));
        console::TableRead read{std::move(reading.blocks), {}};
        for (Refusal& mistake : reading.mistakes) read.mistakes.push_back(std::move(mistake.sentence));
        return read;
    };
    return shelf;
}

}  // namespace buurtkiosk
