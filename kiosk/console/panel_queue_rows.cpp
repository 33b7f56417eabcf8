// Owns the row of who waits, as everybody sees it: number, kind, name, where, why there, how long spoken; who
// was called and was not there; and the buttons that unfold under the one that was pressed. Drawing thread
// only. It must never reorder: it draws QueueView::waiting from first to last.
#include <algorithm>
#include <cmath>

#include "base/shown_name.h"
#include "console/panels.h"
#include "console/queue_parts.h"
#include "paint/signs.h"

namespace buurtkiosk::console {

namespace {

using views::QueueEntryView;

void add_to(std::string& words, const std::string& more) {
    if (more.empty()) return;
    if (!words.empty()) words += " · ";
    words += more;
}

// What kind of turn it is, where they are and of which group.
std::string about(const Desk& desk, const QueueEntryView& entry) {
    std::string words;
    if (!entry.replies_to.empty()) {
        words = desk.say("console.queue.replies_to", {{"name", desk.name_of(entry.replies_to)}});
    } else if (entry.why.code != assembly::Why::Code::point_of_order) {  // that reason says the kind
        words = views::kind_words(say_of(desk), entry.kind);
    }
    add_to(words, desk.say(entry.place == views::Place::home ? "common.home" : "common.room"));
    add_to(words, set_apart(group_words(desk, entry.group)));
    // A card is how a helper finds them, when the name alone is shown.
    if (entry.card != 0 && !as_number(entry.name)) add_to(words, desk.say_count("common.card", entry.card));
    if (!entry.topic.empty()) add_to(words, desk.say("console.queue.topic", {{"topic", entry.topic}}));
    return words;
}

// Why they stand there, and what the chair wants to know before calling them.
std::string why(const Desk& desk, const QueueEntryView& entry) {
    std::string words = views::why_words(say_of(desk), entry.why, desk.view());
    // Who waited long stands there because of it.
    if (entry.overtaken > 0 && entry.why.code != assembly::Why::Code::waited)
        add_to(words, desk.say_count("console.queue.overtaken", entry.overtaken));
    const views::DeskPerson* person = person_of(desk, entry.person);
    if (person != nullptr && !person->here && !desk.hall_reads_along())
        add_to(words, desk.say("console.queue.not_connected"));
    return words;
}

struct Row {
    std::string name, spoken, about, why;
    float name_wrap = 0;
    float wrap = 0;
    float name_height = 0;
    float about_height = 0;
    float why_height = 0;
    bool why_beside = false;  // on the line of `about`
    float about_width = 0;
    float height = 0;
};

Row lay_out(const Desk& desk, const LiveTimes& times, const QueueEntryView& entry, Weight weight,
            float wrap) {
    Row row;
    row.wrap = wrap;
    row.name = desk.name_of(entry.name);
    const views::DeskSpeaker* speaker = desk.hall_reads_along() ? nullptr : spoken_by(times, entry);
    if (speaker != nullptr) row.spoken = spoken_words(desk, *speaker);
    row.about = about(desk, entry);
    row.why = why(desk, entry);
    const float spoken_width =
        row.spoken.empty() ? 0 : measure(desk, row.spoken, Weight::small, 0).x + desk.look.px(10);
    row.name_wrap = std::max(wrap - spoken_width, desk.look.px(60));
    row.name_height = measure(desk, row.name, weight, row.name_wrap).y;
    const float one_line = measure(desk, row.about, Weight::small, 0).x;
    const float why_width = measure(desk, row.why, Weight::small, 0).x;
    const float gap = desk.look.px(14);
    row.why_beside = one_line + gap + why_width <= wrap;
    row.about_width = one_line + gap;
    row.about_height = measure(desk, row.about, Weight::small, wrap).y;
    row.why_height = row.why_beside ? 0 : measure(desk, row.why, Weight::small, wrap).y;
    row.height = row.name_height + row.about_height + row.why_height + 2 * desk.look.px(4);
    return row;
}

void draw_words(Desk& desk, const Row& row, ImVec2 at, Weight weight) {
    const Colours& c = desk.look.colours;
    draw_text(desk, at, row.name, weight, c.text, row.name_wrap);
    if (!row.spoken.empty()) {
        const ImVec2 size = measure(desk, row.spoken, Weight::small, 0);
        const float line = desk.look.line_px(weight);
        draw_text(desk, {at.x + row.wrap - size.x, at.y + (line - size.y) / 2}, row.spoken, Weight::small,
                  c.soft, 0);
    }
    const float second = at.y + row.name_height;
    draw_text(desk, {at.x, second}, row.about, Weight::small, c.soft, row.wrap);
    if (row.why_beside) {
        draw_text(desk, {at.x + row.about_width, second}, row.why, Weight::small, c.text, 0);
    } else {
        draw_text(desk, {at.x, second + row.about_height}, row.why, Weight::small, c.text, row.wrap);
    }
}

paint::Sign sign_of(views::QueueKind kind) {
    switch (kind) {
        case views::QueueKind::point:
            return paint::Sign::point;
        case views::QueueKind::reply:
            return paint::Sign::reply;
        case views::QueueKind::question:
            return paint::Sign::question;
        case views::QueueKind::point_of_order:
            return paint::Sign::point_of_order;
    }
    return paint::Sign::point;
}

paint::Colour colour_of(ImU32 packed) {
    const auto part = [packed](unsigned int shift) {
        return static_cast<std::uint8_t>((packed >> shift) & 0xFFU);
    };
    return {part(IM_COL32_R_SHIFT), part(IM_COL32_G_SHIFT), part(IM_COL32_B_SHIFT)};
}

// The sign of the kind, beside its word; the same on the wall.
void draw_kind(Desk& desk, views::QueueKind kind, ImVec2 centre, ImU32 behind) {
    const Colours& c = desk.look.colours;
    const bool first = kind == views::QueueKind::point_of_order;
    paint::draw_sign(*ImGui::GetWindowDrawList(), sign_of(kind), centre.x, centre.y, desk.look.px(17),
                     colour_of(first ? c.attention : c.soft), colour_of(behind), ImGui::GetStyle().Alpha);
}

void draw_guest_tools(Desk& desk, const QueueEntryView& entry, const std::string& id) {
    Memory& memory = desk.memory;
    const NameOrCard typed = name_or_card(memory.guest_name);
    const ButtonOptions options{.id = id, .enabled = !typed.empty()};
    const float save = button_size(desk, desk.say("console.queue.name_it"), options).x;
    bool wanted = text_field(desk, "console.queue.guest_name", id, memory.guest_name,
                             ImGui::GetContentRegionAvail().x - save - ImGui::GetStyle().ItemSpacing.x);
    ImGui::SameLine();
    wanted = button(desk, "console.queue.name_it", options) || wanted;
    if (!wanted || typed.empty()) return;
    assembly::NameGuest command{entry.id};
    if (typed.card != 0) {
        command.card = typed.card;
    } else {
        command.name = typed.name;
    }
    desk.send(std::move(command));
    memory.guest_name.clear();
}

void draw_group_choice(Desk& desk, const QueueEntryView& entry, const std::string& id) {
    if (desk.view().groups.empty()) return;
    const int now = choice_of_group(desk, entry.group);
    const int chosen = choose_one(desk, "console.queue.group", group_choices(desk), now,
                                  ImGui::GetContentRegionAvail().x, id);
    if (chosen < 0 || chosen == now) return;
    const auto group = group_of_choice(desk, chosen);
    if (entry.person) {
        desk.send(assembly::SetPersonGroup{*entry.person, group});
    } else {
        assembly::NameGuest command{entry.id};
        command.group = group;
        desk.send(std::move(command));
    }
}

// What can be done with the one that was pressed.
void draw_tools(Desk& desk, const std::vector<QueueEntryView>& waiting, std::size_t index) {
    const QueueEntryView& entry = waiting[index];
    const std::string id = entry.id.text();
    const bool ended = desk.view().phase == views::Phase::ended;
    const ButtonOptions call{.id = id, .kind = ButtonKind::primary, .enabled = !ended};
    if (button(desk, "console.queue.call", call))
        desk.send(assembly::CallSpeaker{speaking_now(desk), entry.id});
    // A point of order stands before all others, and nobody can be put before it.
    const bool moves = entry.kind != views::QueueKind::point_of_order;
    const bool up = moves && index > 0 && waiting[index - 1].kind != views::QueueKind::point_of_order;
    const bool down = moves && index + 1 < waiting.size();
    ImGui::SameLine();
    if (arrow_button(desk, "console.queue.up", id, true, up))
        desk.send(assembly::MoveInQueue{entry.id, waiting[index - 1].id});
    ImGui::SameLine();
    if (arrow_button(desk, "console.queue.down", id, false, down)) {
        desk.send(assembly::MoveInQueue{
            entry.id, index + 2 < waiting.size() ? std::optional(waiting[index + 2].id) : std::nullopt});
    }
    beside_button(desk, "console.queue.remove", {.id = id});
    if (button(desk, "console.queue.remove", {.id = id})) desk.send(assembly::RemoveFromQueue{entry.id});
    if (!entry.person) draw_guest_tools(desk, entry, id);
    draw_group_choice(desk, entry, id);
}

void choose(Desk& desk, const QueueEntryView& entry, bool chosen) {
    Memory& memory = desk.memory;
    memory.entry = chosen ? std::nullopt : std::optional(entry.id);
    memory.entry_unfolds = !chosen;
    memory.guest_name.clear();
}

void draw_row(Desk& desk, const LiveTimes& times, const std::vector<QueueEntryView>& waiting,
              std::size_t index) {
    const QueueEntryView& entry = waiting[index];
    const std::string id = entry.id.text();
    const bool chosen = desk.memory.entry == entry.id;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float padding = desk.look.px(4);
    const float number_width = desk.look.px(34);
    const bool interrupts = may_interrupt(desk, entry);
    const float beside = interrupts ? button_size(desk, desk.say("console.queue.interrupt"), {.id = id}).x +
                                          ImGui::GetStyle().ItemSpacing.x
                                    : 0;
    const Weight weight = index == 0 ? Weight::bold : Weight::body;
    const Row row = lay_out(desk, times, entry, weight, width - number_width - 2 * padding - beside);
    ImGui::PushStyleColor(ImGuiCol_Button, chosen ? desk.look.colours.raised : IM_COL32(0, 0, 0, 0));
    if (ImGui::Button(("##entry#" + id).c_str(), {width - beside, row.height})) choose(desk, entry, chosen);
    ImGui::PopStyleColor();
    desk.record("item.entry", id);
    const bool hovered = ImGui::IsItemHovered();
    if (item_in_sight(desk)) {
        const std::string number = std::to_string(index + 1);
        draw_text(desk, {at.x + padding, at.y + padding}, number, weight, desk.look.colours.soft, 0);
        const Colours& c = desk.look.colours;
        const float line = desk.look.line_px(Weight::small);
        draw_kind(desk, entry.kind,
                  {at.x + padding + desk.look.px(9), at.y + padding + row.name_height + line / 2},
                  hovered  ? c.raised_hovered
                  : chosen ? c.raised
                           : c.panel);
        draw_words(desk, row, {at.x + padding + number_width, at.y + padding}, weight);
    }
    if (interrupts) {
        ImGui::SetCursorScreenPos({at.x + width - beside + ImGui::GetStyle().ItemSpacing.x,
                                   at.y + std::max((row.height - ImGui::GetFrameHeight()) / 2, 0.0F)});
        if (button(desk, "console.queue.interrupt", {.id = id, .kind = ButtonKind::primary}))
            desk.send(assembly::InterruptSpeaker{speaking_now(desk), entry.id});
        ImGui::SetCursorScreenPos({at.x, at.y + row.height + ImGui::GetStyle().ItemSpacing.y});
    }
    if (!desk.memory.entry || desk.memory.entry != entry.id) return;
    ImGui::Indent(padding + number_width);
    draw_tools(desk, waiting, index);
    ImGui::Unindent(padding + number_width);
    ImGui::Dummy({0, padding});
    if (desk.memory.entry_unfolds && !ImGui::IsItemVisible()) ImGui::SetScrollHereY(1);
    desk.memory.entry_unfolds = false;
}

// Called, and not there: back onto the list when they come, or gone.
void draw_absent(Desk& desk, const QueueEntryView& entry) {
    const std::string id = entry.id.text();
    const ImGuiStyle& style = ImGui::GetStyle();
    const bool running = desk.view().phase == views::Phase::running;
    const ButtonOptions back{.id = id, .weight = Weight::small, .enabled = running};
    const ButtonOptions gone{.id = id, .weight = Weight::small};
    const float buttons = button_size(desk, desk.say("console.queue.return"), back).x +
                          button_size(desk, desk.say("console.queue.remove"), gone).x + style.ItemSpacing.x;
    const std::string words = desk.say("console.queue.absent", {{"name", desk.name_of(entry.name)}});
    const float left = ImGui::GetContentRegionAvail().x - buttons - style.ItemSpacing.x;
    const ImVec2 size = measure(desk, words, Weight::small, 0);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (size.x <= left) {  // a short name: all on one line
        const float line = desk.look.line_px(Weight::small) + 2 * style.FramePadding.y;
        ImGui::Dummy({left, line});
        draw_text(desk, {at.x, at.y + (line - size.y) / 2}, words, Weight::small, desk.look.colours.text, 0);
        ImGui::SameLine();
    } else {
        text(desk, words, Weight::small);
    }
    if (button(desk, "console.queue.return", back)) desk.send(assembly::ReturnToQueue{entry.id});
    ImGui::SameLine();
    if (button(desk, "console.queue.remove", gone)) desk.send(assembly::RemoveFromQueue{entry.id});
}

}  // namespace

void draw_queue_rows(Desk& desk, float height_px) {
    const auto& waiting = desk.view().queue.waiting;
    const auto& absent = desk.desk().absent;
    Memory& memory = desk.memory;
    const bool waits = std::any_of(waiting.begin(), waiting.end(),
                                   [&](const QueueEntryView& entry) { return entry.id == memory.entry; });
    if (!waits) memory.entry.reset();
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("entries", {0, std::max(height_px, desk.look.px(60))}, false,
                      ImGuiWindowFlags_NavFlattened);
    for (const QueueEntryView& entry : absent) draw_absent(desk, entry);
    if (waiting.empty() && desk.view().phase != views::Phase::ended)
        soft_text(desk, desk.say("console.queue.empty"));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ImGui::GetStyle().ItemSpacing.x, desk.look.px(3)});
    const LiveTimes times = live_times(desk);
    for (std::size_t i = 0; i < waiting.size(); ++i) draw_row(desk, times, waiting, i);
    ImGui::PopStyleVar();
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

}  // namespace buurtkiosk::console
