// Owns MemoryJournal: the evening's memory without a disk, with the same promises as the real one, and disks
// that fail when a test says so. One thread, tests and simulations only. It must keep no ballot beside its
// person after the close, just like the file.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/limits.h"
#include "journal/event_codec.h"
#include "journal/journal.h"
#include "journal/reading.h"
#include "journal/schema.h"

namespace buurtkiosk::journal {

// Events are kept encoded, as in the file, so that a simulation exercises the codec too.
class MemoryJournal final : public Journal {
  public:
    // The same seed gives the same salts, so the same chain.
    explicit MemoryJournal(std::uint64_t seed = 1) : random_state_(seed) {
        head_hash_ = chain_root("memory " + std::to_string(seed));
    }

    Status commit(const Turn& turn) override {
        if (turn.events.empty() && turn.replies.empty()) return Done{};
        ++commits_asked_;
        if (fails && fails()) return refused();
        if (failing_commits_ > 0) {
            --failing_commits_;
            return refused();
        }
        for (const TimedEvent& event : turn.events) append(event);
        for (const StoredReply& reply : turn.replies) keep(reply);
        if (head_.seq != 0) head_.hash = hex(head_hash_);
        return Done{};
    }

    Status replay(const std::function<void(const TimedEvent&)>& event,
                  const std::function<void(const StoredReply&)>& reply) override {
        if (failing_replays_ > 0) {
            --failing_replays_;
            return refused();
        }
        for (const Row& row : rows_) {
            DecodedEvent decoded =
                decode(row.encoded.kind, row.encoded.version, row.encoded.body, row.encoded.personal);
            assert(decoded.problem == DecodeProblem::none);
            TimedEvent timed = row.timed;
            timed.event = std::move(decoded.event);
            if (auto* const cast = std::get_if<assembly::BallotCast>(&timed.event.body)) {
                const auto ballot = open_ballots_.find({cast->poll, cast->person});
                if (ballot != open_ballots_.end()) cast->ballot = ballot->second;
            }
            if (event) event(timed);
        }
        std::map<std::uint64_t, const StoredReply*> in_order;
        for (const auto& [person, kept] : replies_) {
            for (const auto& [number, stored] : kept) in_order.emplace(number, &stored);
        }
        for (const auto& [number, stored] : in_order) {
            if (reply) reply(*stored);
        }
        return Done{};
    }

    Status attach(const Digest& digest, Bytes body) override {
        if (failing_attachments_ > 0) {
            --failing_attachments_;
            return refused();
        }
        attachments_.emplace(digest, std::vector<std::uint8_t>(body.begin(), body.end()));
        return Done{};
    }
    std::optional<std::vector<std::uint8_t>> attachment(const Digest& digest) override {
        const auto found = attachments_.find(digest);
        return found == attachments_.end() ? std::nullopt : std::optional(found->second);
    }

    Head head() const override { return head_; }
    void checkpoint() override { ++checkpoints_; }

    // --- what a test may switch ---
    void fail_next_commits(int count) { failing_commits_ = count; }
    void fail_next_replays(int count) { failing_replays_ = count; }
    void fail_next_attachments(int count) { failing_attachments_ = count; }
    std::function<bool()> fails;  // asked at each commit; true: this one fails

    // --- what a test may ask ---
    std::uint64_t commits_asked() const { return commits_asked_; }
    int checkpoints() const { return checkpoints_; }
    std::size_t open_ballots() const { return open_ballots_.size(); }
    std::vector<std::string> closed_ballots(PollId poll) const {
        const auto found = closed_ballots_.find(poll);
        return found == closed_ballots_.end() ? std::vector<std::string>{} : found->second;
    }

  private:
    struct Row {
        TimedEvent timed;  // its event is empty: that stands encoded
        EncodedEvent encoded;
    };
    using Link = std::pair<PollId, PersonId>;
    using Numbered = std::pair<std::uint64_t, StoredReply>;  // by order of keeping

    static Refusal refused() {
        return refuse(RefusalCode::storage, "refusal.storage", {{"detail", "the test said so"}});
    }

    void append(const TimedEvent& timed) {
        if (const auto* const cast = std::get_if<assembly::BallotCast>(&timed.event.body)) {
            assert(cast->ballot.has_value());
            open_ballots_[{cast->poll, cast->person}] = *cast->ballot;
        } else if (const auto* const closed = std::get_if<assembly::PollClosed>(&timed.event.body)) {
            close(*closed);
        }
        Row row{timed, encode(timed.event, random_)};
        row.timed.event = {};
        ChainRow chained;
        chained.seq = head_.seq + 1;
        chained.at_ms = timed.at_ms;
        chained.by_person = by_number(timed);
        chained.kind = row.encoded.kind;
        chained.version = row.encoded.version;
        chained.body = row.encoded.body;
        head_hash_ = chain_next(head_hash_, chained);
        head_.seq = chained.seq;
        head_.at_ms = timed.at_ms;
        rows_.push_back(std::move(row));
    }

    void close(const assembly::PollClosed& closed) {
        std::vector<std::string>& choices = closed_ballots_[closed.poll];
        for (const auto& [link, ballot] : open_ballots_) {
            if (link.first == closed.poll) choices.push_back(ballot.choice);
        }
        std::sort(choices.begin(), choices.end());
        std::string lines;
        for (const std::string& choice : choices) add_ballot_line(lines, choice);
        assert(choices.size() == closed.tally.cast);
        assert(hex(blake2b(lines)) == closed.ballots_digest);
        std::erase_if(open_ballots_, [&](const auto& one) { return one.first.first == closed.poll; });
    }

    void keep(const StoredReply& reply) {
        std::deque<Numbered>& kept = replies_[reply.person];
        std::erase_if(kept, [&](const Numbered& old) { return old.second.command_id == reply.command_id; });
        kept.emplace_back(++reply_number_, reply);
        if (kept.size() > limits::stored_replies) kept.pop_front();
    }

    std::uint64_t next_random() {  // splitmix64
        std::uint64_t mixed = (random_state_ += 0x9e3779b97f4a7c15U);
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
        return mixed ^ (mixed >> 31);
    }

    std::uint64_t random_state_;
    RandomBytes random_ = [this](std::uint8_t* bytes, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(next_random());
    };
    std::vector<Row> rows_;
    std::map<PersonId, std::deque<Numbered>> replies_;
    std::uint64_t reply_number_ = 0;
    std::map<Link, assembly::Ballot> open_ballots_;
    std::map<PollId, std::vector<std::string>> closed_ballots_;
    Head head_;
    Digest head_hash_{};
    int failing_commits_ = 0;
    int failing_attachments_ = 0;
    std::map<Digest, std::vector<std::uint8_t>> attachments_;
    int failing_replays_ = 0;
    int checkpoints_ = 0;
    std::uint64_t commits_asked_ = 0;
};

}  // namespace buurtkiosk::journal
