// Owns how an evening is read and checked. Loop thread. It must never write.
#include "journal/reading.h"

#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/slide_list.h"
#include "journal/schema.h"

namespace buurtkiosk::journal {

namespace {

constexpr std::int64_t by_console = -1;

template <char Letter>
bool id_fits(std::int64_t number, Id<Letter>& id) {
    if (number <= 0 || !std::in_range<std::uint32_t>(number)) return false;
    id.number = static_cast<std::uint32_t>(number);
    return true;
}

class EveningReader {
  public:
    EveningReader(Database& database, const EventCallback& event, const ReplyCallback& reply)
        : database_(database), event_(event), reply_(reply) {}

    Reading read() {
        if (read_meta() && read_open_ballots() && read_journal() && check_open_ballots()) read_replies();
        if (reading_.head.seq != 0) reading_.head.hash = hex(reading_.head_hash);
        return std::move(reading_);
    }

  private:
    using Link = std::pair<PollId, PersonId>;

    bool fail(DecodeProblem problem, std::string detail) {
        reading_.problem = problem;
        reading_.detail = std::move(detail);
        return false;
    }
    bool fail_at(std::uint64_t seq, DecodeProblem problem, const std::string& detail) {
        return fail(problem, "event " + std::to_string(seq) + ": " + detail);
    }
    bool fail_reading(int code) {
        reading_.code = code;
        return fail(DecodeProblem::damaged, describe_code(code));
    }
    Statement prepare(const char* sql) {
        int code = SQLITE_OK;
        Statement statement = database_.prepare(sql, &code);
        if (code != SQLITE_OK) fail_reading(code);
        return statement;
    }
    // After the last row: was it the end?
    bool ended(const Statement& statement) { return statement.at_end() || fail_reading(statement.code()); }

    bool read_meta() {
        Statement select = prepare("SELECT key, value FROM meta");
        if (!reading_.ok()) return false;
        while (select.row()) {
            if (select.text(0) == "evening") reading_.evening = select.text(1);
            if (select.text(0) == "scrub") reading_.scrub = select.text(1) != "0";
        }
        if (!ended(select)) return false;
        if (reading_.evening.empty()) return fail(DecodeProblem::damaged, "the evening has no id");
        reading_.head_hash = chain_root(reading_.evening);
        return true;
    }

    bool read_open_ballots() {
        Statement select = prepare("SELECT poll, person, choice FROM open_ballots");
        if (!reading_.ok()) return false;
        while (select.row()) {
            Link link;
            if (!id_fits(select.integer(0), link.first) || !id_fits(select.integer(1), link.second)) {
                return fail(DecodeProblem::damaged, "a ballot without a poll or a person");
            }
            ballots_[link] = assembly::Ballot{std::string(select.text(2))};
        }
        return ended(select);
    }

    bool read_journal() {
        Statement rows =
            prepare("SELECT seq, at_ms, by_person, kind, version, body, hash FROM journal ORDER BY seq");
        Statement texts = prepare("SELECT seq, field, person, salt, text FROM personal ORDER BY seq, field");
        if (!reading_.ok()) return false;
        bool more_texts = texts.row();
        std::vector<PersonalPart> parts;
        while (rows.row()) {
            const auto seq = static_cast<std::uint64_t>(rows.integer(0));
            if (seq != reading_.head.seq + 1) {
                return fail_at(reading_.head.seq + 1, DecodeProblem::damaged, "is missing");
            }
            parts.clear();
            for (; more_texts && texts.integer(0) <= rows.integer(0); more_texts = texts.row()) {
                if (texts.integer(0) != rows.integer(0) || !take_part(texts, parts)) {
                    return fail_at(seq, DecodeProblem::damaged, "a personal text that does not belong");
                }
            }
            if (!more_texts && !ended(texts)) return false;
            if (!read_row(rows, seq, parts)) return false;
        }
        if (!ended(rows)) return false;
        if (more_texts) return fail(DecodeProblem::damaged, "a personal text of no event");
        return true;
    }

    static bool take_part(const Statement& texts, std::vector<PersonalPart>& parts) {
        PersonalPart part;
        part.field = texts.text(1);
        if (!texts.is_null(2) && !id_fits(texts.integer(2), part.person)) return false;
        const Bytes salt = texts.blob(3);
        if (salt.size() != part.salt.size()) return false;
        std::copy(salt.begin(), salt.end(), part.salt.begin());
        part.text = texts.text(4);
        parts.push_back(std::move(part));
        return true;
    }

    bool read_row(const Statement& rows, std::uint64_t seq, const std::vector<PersonalPart>& parts) {
        const std::int64_t version = rows.integer(4);
        if (!std::in_range<std::int32_t>(version)) {
            return fail_at(seq, DecodeProblem::damaged, "an impossible version");
        }
        ChainRow row;
        row.seq = seq;
        row.at_ms = rows.integer(1);
        row.by_person = rows.integer(2);
        row.kind = rows.text(3);
        row.version = static_cast<std::int32_t>(version);
        row.body = rows.text(5);
        const Digest hash = chain_next(reading_.head_hash, row);
        if (!same_bytes(hash, rows.blob(6))) {
            return fail_at(seq, DecodeProblem::damaged, "the chain is broken");
        }

        DecodedEvent decoded = decode(row.kind, row.version, row.body, parts);
        if (decoded.problem != DecodeProblem::none) return fail_at(seq, decoded.problem, decoded.detail);
        TimedEvent event;
        event.event = std::move(decoded.event);
        event.at_ms = row.at_ms;
        if (row.by_person == by_console) {
            event.by = TimedEvent::By::console;
        } else if (row.by_person != 0) {
            event.by = TimedEvent::By::person;
            if (!id_fits(row.by_person, event.person)) {
                return fail_at(seq, DecodeProblem::damaged, "by nobody");
            }
        }
        if (auto* const cast = std::get_if<assembly::BallotCast>(&event.event.body)) {
            const Link link{cast->poll, cast->person};
            marks_.insert(link);
            if (const auto ballot = ballots_.find(link); ballot != ballots_.end())
                cast->ballot = ballot->second;
        } else if (const auto* const closed = std::get_if<assembly::PollClosed>(&event.event.body)) {
            if (!check_closed(seq, *closed)) return false;
        }
        follow_open_polls(reading_.open_polls, event.event);
        follow_slides(event.event);
        reading_.head_hash = hash;
        reading_.head = Head{seq, {}, row.at_ms};
        if (event_) event_(event);
        return true;
    }

    void follow_slides(const assembly::Event& event) {
        const auto* const set = std::get_if<assembly::BlockSlidesSet>(&event.body);
        if (set != nullptr && set->to && !set->to->digest.empty())
            reading_.slides.emplace(set->to->digest, set->to->name);
    }

    bool check_closed(std::uint64_t seq, const assembly::PollClosed& closed) {
        std::erase_if(marks_, [&](const Link& link) { return link.first == closed.poll; });
        Statement select = prepare("SELECT choice FROM closed_ballots WHERE poll = ? ORDER BY place");
        if (!reading_.ok()) return false;
        select.bind(1, static_cast<std::int64_t>(closed.poll.number));
        std::string lines;
        while (select.row()) add_ballot_line(lines, select.text(0));
        if (!ended(select)) return false;
        if (hex(blake2b(lines)) != closed.ballots_digest) {
            return fail_at(seq, DecodeProblem::damaged, "the ballots do not fit their digest");
        }
        return true;
    }

    bool check_open_ballots() {
        const bool fit = marks_.size() == ballots_.size() &&
                         std::all_of(ballots_.begin(), ballots_.end(),
                                     [this](const auto& ballot) { return marks_.contains(ballot.first); });
        if (!fit) return fail(DecodeProblem::damaged, "the ballots of an open vote do not fit who has voted");
        return true;
    }

    void read_replies() {
        Statement select = prepare("SELECT person, command_id, answer FROM replies ORDER BY number");
        if (!reading_.ok()) return;
        while (select.row()) {
            StoredReply stored;
            std::optional<assembly::Answer> answer = decode_answer(select.text(2));
            if (!id_fits(select.integer(0), stored.person) || !answer) {
                fail(DecodeProblem::damaged, "a stored reply cannot be read");
                return;
            }
            stored.command_id = select.text(1);
            stored.answer = std::move(*answer);
            if (reply_) reply_(stored);
        }
        ended(select);
    }

    Database& database_;
    const EventCallback& event_;
    const ReplyCallback& reply_;
    Reading reading_;
    std::map<Link, assembly::Ballot> ballots_;
    std::set<Link> marks_;  // who voted in polls that are still open
};

}  // namespace

Reading read_evening(Database& database, const EventCallback& event, const ReplyCallback& reply) {
    return EveningReader(database, event, reply).read();
}

bool slides_are_whole(Database& database, const std::string& digest) {
    int code = SQLITE_OK;
    Statement select = database.prepare("SELECT body FROM attachments WHERE digest = ?", &code);
    if (code != SQLITE_OK) return false;
    const auto fits = [&select](const Digest& asked, std::string* body) {
        select.bind(1, Bytes{asked});
        const bool whole = select.row() && same_bytes(blake2b(select.blob(0)), asked);
        const Bytes found = whole ? select.blob(0) : Bytes{};
        if (body != nullptr) body->assign(found.begin(), found.end());
        select.reset();
        return whole;
    };
    const auto asked = digest_from_hex(digest);
    std::string list;
    if (!asked || !fits(*asked, &list)) return false;
    const auto pages = read_slide_list(list);
    return pages && std::all_of(pages->begin(), pages->end(), [&](const SlideParts& page) {
               return fits(page.wall, nullptr) && fits(page.phone, nullptr) && fits(page.text, nullptr);
           });
}

void follow_open_polls(std::set<PollId>& open, const assembly::Event& event) {
    if (const auto* const opened = std::get_if<assembly::PollOpened>(&event.body)) {
        open.insert(opened->poll);
    } else if (const auto* const unopened = std::get_if<assembly::PollUnopened>(&event.body)) {
        open.erase(unopened->poll);
    } else if (const auto* const closed = std::get_if<assembly::PollClosed>(&event.body)) {
        open.erase(closed->poll);
    } else if (const auto* const removed = std::get_if<assembly::PollRemoved>(&event.body)) {
        open.erase(removed->poll);
    }
}

std::int64_t by_number(const TimedEvent& event) {
    switch (event.by) {
        case TimedEvent::By::kiosk:
            return 0;
        case TimedEvent::By::console:
            return by_console;
        case TimedEvent::By::person:
            return event.person.number;
    }
    return 0;
}

}  // namespace buurtkiosk::journal
