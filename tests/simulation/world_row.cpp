// Owns what must be true of the row of speakers as phones read it: its order, the hash of it, and the entries
// in the view and in the section for what did not fit. One thread, simulation only. It must never ask the
// views for the hash: it is written here once more.
#include <fmt/format.h>

#include "assembly/queue/names.h"
#include "simulation/world.h"

namespace buurtkiosk::simulation {

using namespace assembly;

namespace {

// FNV-1a over 32 bits: from the offset basis, each byte is added by exclusive or, then the prime multiplies.
std::string fnv_1a(std::string_view text) {
    std::uint64_t hash = 0x811c9dc5;
    for (const char letter : text) {
        hash ^= static_cast<std::uint8_t>(letter);
        hash = hash * 0x01000193 % 0x1'0000'0000;
    }
    return fmt::format("{:08x}", hash);
}

}  // namespace

void World::check_row(const json::Value& queue) {
    const State& state = journal_.committed();
    std::string drawn = "-";
    if (const json::Value* speaking = json::find(queue, "speaking"))
        drawn = speaking->at("id").get<std::string>();
    promise(drawn == (state.queue.speaking ? state.queue.speaking->entry.text() : "-"),
            "somebody else speaks on the phones");
    std::vector<std::string> order;
    for (const QueuePlace& place : queue_order(state)) order.push_back(place.entry.text());
    promise(queue.at("order").get<std::vector<std::string>>() == order, "phones show another order");
    for (const std::string& id : order) drawn += " " + id;
    promise(queue.at("hash") == fnv_1a(drawn), "the hash is not that of the order beside it");

    const std::string section = view_->section("queue");
    promise(section.empty() != queue.contains("more"), "the view and the row's section do not agree");
    const json::Value rest = section.empty() ? json::Value::object() : json::parse(section)->at("by");
    const json::Value& by = queue.at("by");
    promise(by.size() + rest.size() == order.size(), "another number of entries than of places");
    for (std::size_t place = 0; place < order.size(); ++place) {
        // The first ones stand in the view, so that a phone can draw them without asking for more.
        const json::Value& part = place < by.size() ? by : rest;
        promise(part.contains(order[place]), "an entry stands in the wrong part");
        const json::Value& shown = part.at(order[place]);
        const QueueEntry& entry = state.queue.entries.at(*EntryId::parse(order[place]));
        promise(shown.at("kind") == std::string(name_of(entry.kind)), "an entry is shown as another kind");
        promise(shown.contains("person") == entry.person.has_value(), "an entry is shown as another sort");
        promise(!entry.person || shown.at("person") == entry.person->text(), "an entry is somebody else's");
        const bool hand = entry.guest.hand != 0;
        promise(shown.contains("hand") == hand && (!hand || shown.at("hand") == entry.guest.hand),
                "a raised hand has another number");
    }
}

}  // namespace buurtkiosk::simulation
