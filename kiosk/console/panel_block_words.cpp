// Owns the form with a block's words: of one that is there, changed field by field, and of a new one. Drawing
// thread only. It must never throw away what was typed: a snapshot fills in only what nobody has touched.
#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

constexpr std::array<std::string TypedBlock::*, 6> texts{&TypedBlock::title, &TypedBlock::text,
                                                         &TypedBlock::notes, &TypedBlock::materials,
                                                         &TypedBlock::start, &TypedBlock::prompt};

const views::BlockView* find_block(const Desk& desk, std::optional<BlockId> id) {
    for (const views::BlockView& block : desk.view().agenda.blocks) {
        if (block.id == id) return &block;
    }
    return nullptr;
}

TypedBlock as_typed(const Desk& desk, const views::BlockView& block) {
    TypedBlock typed;
    typed.title = block.title;
    typed.form = block.form;
    typed.text = block.text;
    if (block.fixed_ms) typed.start = clock_text(*block.fixed_ms);
    const auto more = desk.desk().blocks.find(block.id);
    if (more == desk.desk().blocks.end()) return typed;
    typed.notes = more->second.notes;
    typed.materials = more->second.materials;
    typed.prompt = more->second.prompt;
    typed.think_s = more->second.think_s;
    return typed;
}

// What the snapshot says goes into each field that nobody has touched.
void follow(BlockEditing& editing, const TypedBlock& now) {
    for (const auto field : texts) {
        if (in_one_line(editing.typed.*field) == editing.seen.*field) editing.typed.*field = now.*field;
    }
    if (editing.typed.form == editing.seen.form) editing.typed.form = now.form;
    if (editing.typed.think_s == editing.seen.think_s) editing.typed.think_s = now.think_s;
    editing.seen = now;
}

// What keeps these words from being taken, in plain words; "" for nothing.
std::string mistake(const Desk& desk, const TypedBlock& typed) {
    if (in_one_line(typed.title).empty()) return desk.say("console.words.needs_title");
    const std::string start = in_one_line(typed.start);
    if (!start.empty() && !text::minutes_after_midnight(start)) return desk.say("console.words.bad_start");
    struct Most {
        const std::string& words;
        const char* key;
        std::size_t graphemes;
    };
    for (const Most& most : {Most{typed.title, "console.words.title", limits::title_graphemes},
                             Most{typed.text, "console.words.text", limits::block_text_graphemes},
                             Most{typed.notes, "console.words.notes", limits::notes_graphemes},
                             Most{typed.materials, "console.words.materials", limits::materials_graphemes},
                             Most{typed.prompt, "console.words.prompt", limits::prompt_graphemes}}) {
        const std::size_t count = text::count_graphemes(in_one_line(most.words));
        if (count <= most.graphemes) continue;
        return desk.say("console.words.too_long",
                        {{"field", desk.say(most.key)}, {"n", std::to_string(count - most.graphemes)}});
    }
    return {};
}

// The name of a field at the left, the field itself behind it.
void label(Desk& desk, std::string_view words, float at_small_screen = 132) {
    const float width = desk.look.px(at_small_screen);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = measure(desk, words, Weight::small, width - desk.look.px(8));
    const float drop = std::max(0.0F, (ImGui::GetFrameHeight() - desk.look.line_px(Weight::small)) / 2);
    draw_text(desk, {at.x, at.y + (size.y > desk.look.line_px(Weight::small) ? 0 : drop)}, words,
              Weight::small, desk.look.colours.soft, width - desk.look.px(8));
    ImGui::SetCursorScreenPos({at.x + width, at.y});
}

void wide_field(Desk& desk, std::string_view key, std::string& value) {
    label(desk, desk.say(key));
    text_field(desk, key, "", value);
}

void wide_area(Desk& desk, std::string_view key, std::string& value, int lines) {
    label(desk, desk.say(key));
    text_area(desk, key, value, lines);
}

// Everything but the title. `to_come`: form and fixed start can still be changed.
void draw_fields(Desk& desk, TypedBlock& typed, bool to_come, bool may_have_start) {
    label(desk, desk.say("console.words.form"));
    ImGui::BeginDisabled(!to_come);
    const int chosen = choose_one(desk, "console.words.form", form_words(desk), static_cast<int>(typed.form),
                                  desk.look.px(180));
    if (chosen >= 0) typed.form = static_cast<assembly::Form>(chosen);
    if (may_have_start) {
        ImGui::SameLine();
        label(desk, desk.say("console.words.start"), 108);
        text_field(desk, "console.words.start_hint", "", typed.start);
    }
    ImGui::EndDisabled();
    if (typed.form == assembly::Form::check_in) {
        wide_area(desk, "console.words.prompt", typed.prompt, 2);
        label(desk, desk.say("console.words.think"));
        const std::string time = typed.think_s == 0 ? desk.say("console.check_in.no_think")
                                                    : minutes_seconds(std::int64_t{typed.think_s} * 1000);
        typed.think_s =
            std::clamp(typed.think_s + stepper(desk, "item.think", "", time, 30), 0, limits::think_s);
    }
    wide_area(desk, "console.words.text", typed.text, 2);
    if (desk.hall_reads_along()) return soft_text(desk, desk.say("console.words.hidden_here"));
    wide_area(desk, "console.words.notes", typed.notes, 3);
    wide_area(desk, "console.words.materials", typed.materials, 2);
}

assembly::EditBlock changes(const BlockEditing& editing) {
    const TypedBlock& typed = editing.typed;
    const TypedBlock& seen = editing.seen;
    assembly::EditBlock edit{editing.block};
    const auto changed = [](const std::string& now, const std::string& before) {
        std::string line = in_one_line(now);
        return line == before ? std::nullopt : std::optional(std::move(line));
    };
    edit.title = changed(typed.title, seen.title);
    if (typed.form != seen.form) edit.form = typed.form;
    edit.text = changed(typed.text, seen.text);
    edit.notes = changed(typed.notes, seen.notes);
    edit.materials = changed(typed.materials, seen.materials);
    edit.prompt = changed(typed.prompt, seen.prompt);
    if (typed.think_s != seen.think_s) edit.think_s = typed.think_s;
    if (const auto start = changed(typed.start, seen.start))
        edit.start_min = text::minutes_after_midnight(*start);
    return edit;
}

bool is_same(const BlockEditing& editing) {
    const bool texts_same = std::all_of(texts.begin(), texts.end(), [&](const auto field) {
        return in_one_line(editing.typed.*field) == editing.seen.*field;
    });
    return texts_same && editing.typed.form == editing.seen.form &&
           editing.typed.think_s == editing.seen.think_s;
}

// What was typed for a block that somebody took out meanwhile can still be added as a new one.
void draw_gone(Desk& desk) {
    Memory& memory = desk.memory;
    text(desk, desk.say("console.words.gone", {{"title", memory.editing->seen.title}}));
    // A new block that is half filled in is not thrown away for it.
    const bool may = memory.new_block.typed == TypedBlock{};
    if (!may) text(desk, desk.say("console.words.new_waits"));
    if (button(desk, "console.words.as_new", {.kind = ButtonKind::primary, .enabled = may})) {
        memory.new_block.typed = memory.editing->typed;
        memory.editing.reset();
        new_block(desk);
        return;
    }
    beside_button(desk, "console.words.forget", {});
    if (button(desk, "console.words.forget", {})) memory.editing.reset();
}

// The fields scroll; what is wrong and the buttons stay in sight below them.
void begin_fields(const Desk& desk, const std::string& wrong) {
    const float spacing = ImGui::GetStyle().ItemSpacing.y;
    float below = ImGui::GetFrameHeight() + spacing;
    if (!wrong.empty())
        below += measure(desk, wrong, Weight::bold, ImGui::GetContentRegionAvail().x).y + spacing;
    const float height = std::max(ImGui::GetContentRegionAvail().y - below, desk.look.px(80));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("fields", {0, height}, false, ImGuiWindowFlags_NavFlattened);
    ImGui::PopStyleColor();
}

void end_fields(Desk& desk, const std::string& wrong) {
    ImGui::EndChild();
    if (!wrong.empty()) text(desk, wrong, Weight::bold);
}

// As the meeting has it: tables begin together, and a block that is on by itself stays one.
bool may_get_parts(const Desk& desk, const views::BlockView& block) {
    if (block.inside || block.state == views::BlockState::done) return false;
    if (block.state != views::BlockState::now) return true;
    const auto& blocks = desk.view().agenda.blocks;
    return !block.side_by_side && std::any_of(blocks.begin(), blocks.end(), [&](const views::BlockView& one) {
        return one.inside == block.id;
    });
}

// Where the new block goes; the chosen block is what it can go before or into.
void draw_place(Desk& desk, const views::BlockView* chosen) {
    NewBlock& fresh = desk.memory.new_block;
    const bool to_come = chosen != nullptr && chosen->state == views::BlockState::todo;
    const bool takes_parts = chosen != nullptr && may_get_parts(desk, *chosen);
    if (fresh.place == NewBlock::Place::before && !to_come) fresh.place = NewBlock::Place::last;
    if (fresh.place == NewBlock::Place::inside && !takes_parts) fresh.place = NewBlock::Place::last;
    label(desk, desk.say("console.words.place"));
    ImGui::BeginGroup();
    const auto choice = [&](const char* key, NewBlock::Place place, bool possible) {
        if (!possible) return;
        const std::string words =
            desk.say(key, {{"title", chosen == nullptr ? std::string() : chosen->title}});
        const ButtonOptions options{.weight = Weight::small, .chosen = fresh.place == place, .left = true};
        if (button(desk, key, words, options)) fresh.place = place;
    };
    choice("console.words.place_before", NewBlock::Place::before, to_come);
    choice("console.words.place_inside", NewBlock::Place::inside, takes_parts);
    choice("console.words.place_last", NewBlock::Place::last, true);
    if (chosen == nullptr) soft_text(desk, desk.say("console.words.place_hint"));
    ImGui::EndGroup();
    const bool is_part =
        fresh.place == NewBlock::Place::inside || (fresh.place == NewBlock::Place::before && chosen->inside);
    if (is_part) fresh.side_by_side = false;
    if (is_part) return;
    label(desk, desk.say("console.words.parts"));
    const auto which = [&](const char* key, bool together) {
        const ButtonOptions options{.weight = Weight::small, .chosen = fresh.side_by_side == together};
        if (button(desk, key, options)) fresh.side_by_side = together;
    };
    which("console.words.in_turn", false);
    ImGui::SameLine();
    which("console.words.together", true);
}

assembly::AddBlock as_command(const NewBlock& fresh, const views::BlockView* chosen) {
    assembly::AddBlock command{};
    const TypedBlock& typed = fresh.typed;
    command.title = in_one_line(typed.title);
    command.form = typed.form;
    command.minutes = fresh.minutes;
    command.text = in_one_line(typed.text);
    command.notes = in_one_line(typed.notes);
    command.materials = in_one_line(typed.materials);
    command.prompt = in_one_line(typed.prompt);
    command.think_s = typed.think_s;
    command.start_min = text::minutes_after_midnight(in_one_line(typed.start));
    command.side_by_side = fresh.side_by_side;
    if (chosen == nullptr) return command;
    if (fresh.place == NewBlock::Place::before) {
        command.before = chosen->id;
        command.inside = chosen->inside;
    } else if (fresh.place == NewBlock::Place::inside) {
        command.inside = chosen->id;
    }
    return command;
}

}  // namespace

void edit_block(Desk& desk, BlockId block) {
    Memory& memory = desk.memory;
    open_runbook_page(desk, RunbookPage::block);
    give_keyboard(desk, "console.words.title");
    if (memory.editing && memory.editing->block != block && !is_same(*memory.editing)) {
        // What was typed for another block is not thrown away by a press.
        memory.toast =
            Toast{desk.say("console.words.unsaved", {{"title", memory.editing->seen.title}}), desk.hand_ms};
        return;
    }
    if (memory.editing && memory.editing->block != block) memory.editing.reset();
    memory.block = block;
}

void draw_block_words(Desk& desk) {
    Memory& memory = desk.memory;
    // Untouched, the form goes along with the block that is chosen or on.
    const auto looked_at = memory.block ? memory.block : desk.view().agenda.now;
    if (memory.editing && looked_at && memory.editing->block != *looked_at && is_same(*memory.editing))
        memory.editing.reset();
    const auto id = memory.editing ? std::optional(memory.editing->block)
                                   : (memory.block ? memory.block : desk.view().agenda.now);
    const views::BlockView* block = find_block(desk, id);
    if (block == nullptr) {
        if (memory.editing && !is_same(*memory.editing)) return draw_gone(desk);
        memory.editing.reset();
        return soft_text(desk, desk.say("console.words.choose"));
    }
    const TypedBlock now = as_typed(desk, *block);
    if (!memory.editing) memory.editing = BlockEditing{block->id, now, now};
    BlockEditing& editing = *memory.editing;
    follow(editing, now);
    memory.form_is_open = !is_same(editing);  // while nothing was typed, letters are keys as ever
    const bool to_come =
        block->state == views::BlockState::todo || block->state == views::BlockState::skipped;
    const views::BlockView* whole = find_block(desk, block->inside);
    const std::string wrong = mistake(desk, editing.typed);
    begin_fields(desk, wrong);
    // A field that has the keyboard gives what is in it to whatever has its id: each block has its own
    // fields.
    ImGui::PushID(static_cast<int>(block->id.number));
    wide_field(desk, "console.words.title", editing.typed.title);
    draw_fields(desk, editing.typed, to_come, whole == nullptr || !whole->side_by_side);
    ImGui::PopID();
    end_fields(desk, wrong);
    const bool same = is_same(editing);
    const bool may = !same && wrong.empty() && desk.view().phase != views::Phase::ended;
    const bool save = button(desk, "console.words.save", {.kind = ButtonKind::primary, .enabled = may});
    ImGui::SameLine();
    if (button(desk, "console.words.back", {.enabled = !same})) editing.typed = editing.seen;
    if ((take_save(desk) || save) && may) desk.send(changes(editing));
}

void draw_new_block(Desk& desk) {
    Memory& memory = desk.memory;
    NewBlock& fresh = memory.new_block;
    if (desk.view().phase == views::Phase::ended) return soft_text(desk, desk.say("console.phase.ended"));
    memory.form_is_open = true;
    const views::BlockView* chosen = find_block(desk, memory.block);
    const bool empty = in_one_line(fresh.typed.title).empty();
    const std::string wrong = mistake(desk, fresh.typed);
    const std::string said = empty ? std::string() : wrong;  // nobody has typed anything wrong yet
    begin_fields(desk, said);
    ImGui::PushID("new");
    label(desk, desk.say("console.words.title"));
    bool add = text_field(desk, "console.runbook.title", "", fresh.typed.title);
    label(desk, desk.say("console.words.minutes"));
    const std::string minutes = desk.say_count("console.minutes", static_cast<std::size_t>(fresh.minutes));
    const int change = stepper(desk, "item.new_block_minutes", "", minutes, 1);
    // By fives, but for the very short ones.
    const int step = (change < 0 ? fresh.minutes <= 5 : fresh.minutes < 5) ? 1 : 5;
    fresh.minutes = std::clamp(fresh.minutes + change * step, 1, limits::block_minutes);
    draw_place(desk, chosen);
    const views::BlockView* whole = fresh.place == NewBlock::Place::inside ? chosen : nullptr;
    draw_fields(desk, fresh.typed, true, whole == nullptr || !whole->side_by_side);
    ImGui::PopID();
    end_fields(desk, said);
    const bool may = wrong.empty() && !fresh.sent;
    add = button(desk, "console.runbook.add_now", {.kind = ButtonKind::primary, .enabled = may}) || add;
    ImGui::SameLine();
    if (button(desk, "console.cancel", {.id = "block"})) {
        fresh = {};
        memory.page = RunbookPage::block;
        return;
    }
    if ((!take_save(desk) && !add) || !may) return;
    desk.send(as_command(fresh, chosen));
    fresh.sent = sent_now(desk);
}

}  // namespace buurtkiosk::console
