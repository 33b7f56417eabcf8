// Owns Hand, which works the console as a person does, without a screen: it finds an item by its label's key,
// moves the pointer there, presses, types, and gathers what the console returns. It must never reach into the
// console past that.
#pragma once

#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/locale.h"
#include "catch2/catch.hpp"
#include "console/console.h"
#include "console/evenings.h"
#include "runbook/runbook.h"
#include "runbook/shelf.h"
#include "runbook/table.h"

namespace buurtkiosk::tests {

inline const Locales& locales() {
    static const auto loaded = Locales::load(std::string(BUURTKIOSK_ASSETS_DIR) + "/locales");
    if (!loaded) FAIL("the locales do not load: " << loaded.refusal().sentence.key);
    return loaded.value();
}

// The runbooks of the kiosk and one that cannot be read, as the program gives them to the console.
inline console::Shelf shelf() {
    console::Shelf shelf;
    shelf.evenings = [] {
        std::vector<console::ReadyMade> all;
        for (runbook::OnShelf& one : runbook::files_on_shelf(BUURTKIOSK_ASSETS_DIR "/runbooks")) {
            all.push_back({one.file, false, std::move(one.agenda).value()});
        }
        all.push_back(
            {"kapot.toml", true, {}, runbook::parse_runbook("titel = 1", "kapot.toml").refusal().sentence});
        return all;
    };
    shelf.read_table = [](std::string_view text) {
        runbook::TableReading reading = runbook::read_table(text, "De tabel");
        console::TableRead read{std::move(reading.blocks), {}};
        for (const Refusal& mistake : reading.mistakes) read.mistakes.push_back(mistake.sentence);
        return read;
    };
    return shelf;
}

// No hand bounces for so long, nor double-clicks.
inline constexpr std::int64_t after_click_ms = 750;

class Hand {
  public:
    explicit Hand(views::Snapshot snapshot, console::Surface surface = console::Surface::own_window,
                  float width_px = 1366, float height_px = 768)
        : desk({.locales = locales(), .shelf = shelf()}), seen(std::move(snapshot)), surface_(surface) {
        context_ = ImGui::CreateContext();
        ImGui::SetCurrentContext(context_);
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {width_px, height_px};
        io.DeltaTime = 1.0F / 60.0F;
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
        for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
        scale_ = console::scale_for(width_px, height_px);
        fonts_ = console::load_fonts(scale_);
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
        look_again(3);
    }
    ~Hand() {
        ImGui::SetCurrentContext(context_);
        ImGui::DestroyContext(context_);
    }
    Hand(const Hand&) = delete;
    Hand& operator=(const Hand&) = delete;

    // Frames without touching anything; what the console returned is kept.
    void look_again(int frames = 1) {
        for (int i = 0; i < frames; ++i) {
            ImGui::SetCurrentContext(context_);
            ImGui::NewFrame();
            items = {};
            const auto actions = desk.draw(seen, {.now_ms = now_ms,
                                                  .surface = surface_,
                                                  .stage_fullscreen = stage_fullscreen,
                                                  .fonts = fonts_,
                                                  .scale = scale_,
                                                  .set_up = set_up,
                                                  .recorder = &items});
            ImGui::Render();
            done.insert(done.end(), actions.begin(), actions.end());
        }
    }

    bool sees(const std::string& item) const { return items.items.contains(item); }
    const console::ItemRecorder::Item& item(const std::string& name) const {
        const auto found = items.items.find(name);
        if (found == items.items.end()) FAIL("there is no item " << name);
        return found->second;
    }
    bool reads(std::string_view words) const {
        for (const std::string& text : items.texts) {
            if (text.find(words) != std::string::npos) return true;
        }
        return false;
    }

    // Text that begins so, on a line that was too short for all of it.
    bool reads_cut(std::string_view begin) const {
        for (const std::string& text : items.texts) {
            if (text.rfind(begin, 0) == 0 && text.ends_with(" …")) return true;
        }
        return false;
    }

    // A whole press, as quick as a hand; the pointer goes away after it.
    void click(const std::string& name) {
        const auto target = item(name);
        INFO("pressing " << name);
        REQUIRE(target.visible);
        ImGuiIO& io = ImGui::GetIO();
        io.MousePos = {(target.min.x + target.max.x) / 2, (target.min.y + target.max.y) / 2};
        look_again();
        io.MouseDown[0] = true;
        look_again();
        io.MouseDown[0] = false;
        look_again();
        io.MousePos = {-1, -1};
        look_again();
        now_ms += after_click_ms;
    }
    // Two presses as close as those of a double click, with what the meeting answers in between.
    void double_click(const std::string& name, const std::function<void()>& answered) {
        click(name);
        now_ms += 200 - after_click_ms;
        answered();
        look_again(2);
        click(name);
    }
    // A press whose letters come in the very frame in which it ends, as on a slow computer.
    void click_typing(const std::string& name, const std::string& text) {
        const auto target = item(name);
        REQUIRE(target.visible);
        ImGuiIO& io = ImGui::GetIO();
        io.MousePos = {(target.min.x + target.max.x) / 2, (target.min.y + target.max.y) / 2};
        look_again();
        io.MouseDown[0] = true;
        look_again();
        io.MouseDown[0] = false;
        io.AddInputCharactersUTF8(text.c_str());
        look_again(2);
        io.MousePos = {-1, -1};
        now_ms += after_click_ms;
    }
    void type(const std::string& text) {
        ImGuiIO& io = ImGui::GetIO();
        io.AddInputCharactersUTF8(text.c_str());
        look_again(2);
    }
    void strike(ImGuiKey key) {
        ImGuiIO& io = ImGui::GetIO();
        io.KeysDown[key] = true;
        look_again();
        io.KeysDown[key] = false;
        look_again();
    }
    void key_alone(console::Key key) {
        const auto actions = desk.press(key, seen, now_ms, surface_);
        done.insert(done.end(), actions.begin(), actions.end());
    }
    void press(console::Key key) {
        key_alone(key);
        look_again(2);
    }
    void on(console::Surface surface) {
        surface_ = surface;
        look_again(2);
    }

    const paint::ConsoleFonts& fonts() const { return fonts_; }
    std::vector<console::ConsoleAction> take() { return std::exchange(done, {}); }
    // The one command that was asked since; fails when there were more, or none of this kind.
    template <class Command>
    Command only() {
        const auto actions = take();
        REQUIRE(actions.size() == 1);
        const auto* command = std::get_if<assembly::Command>(&actions.front());
        REQUIRE(command != nullptr);
        const auto* wanted = std::get_if<Command>(command);
        REQUIRE(wanted != nullptr);
        return *wanted;
    }
    bool asked_nothing() { return take().empty(); }

    console::Console desk;
    views::Snapshot seen;
    std::int64_t now_ms = evenings::now_ms;
    bool stage_fullscreen = false;
    console::SetUp set_up;
    console::ItemRecorder items;
    std::vector<console::ConsoleAction> done;

  private:
    console::Surface surface_;
    ImGuiContext* context_ = nullptr;
    paint::ConsoleFonts fonts_;
    float scale_ = 1;
};

}  // namespace buurtkiosk::tests
