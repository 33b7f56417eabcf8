// Owns the JSON form of the views, as protocol.schema.json says: what has an id stands by id beside an order.
// Pure, loop thread. It must never add or hide anything: redaction is done in views/.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/locale.h"
#include "protocol/messages.h"

namespace buurtkiosk::protocol {

std::string to_string(views::Place place);
std::string to_string(views::Role role);

// {"order":[…],"by":{…}} of the polls given.
json::Value polls_json(const std::vector<const views::PollView*>& polls, const Locales& locales,
                       const std::string& language);
json::Value words_json(const std::vector<views::WordView>& words);

// The view without what is too large for it; those parts stand in `sections` and are named by version by the
// caller.
struct ViewParts {
    json::Value view;
    json::Value older_polls;  // null: all polls stand in the view
    json::Value words;        // null: all words stand in the view
    json::Value queue_rest;   // {"by":{…}} of the last ones in the queue; null: all stand in the view
    json::Value questions;    // null: all questions stand in the view
};
ViewParts view_parts(const views::PublicView& view, const Locales& locales);

json::Value me_json(const views::PersonalView& me);
json::Value desk_json(const views::DeskView& desk, const host::HostInfo& host);

}  // namespace buurtkiosk::protocol
