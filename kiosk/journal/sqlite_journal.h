// Owns the evening's file while it is in use: one connection, one transaction a turn, the chain's head. Loop
// thread only. It must never say OK before the disk has, and never keep the link between person and ballot
// once a poll is closed.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/digest.h"
#include "journal/backup.h"
#include "journal/evening_file.h"
#include "journal/journal.h"

namespace buurtkiosk::journal {

struct SqliteOptions {
    std::int64_t now_ms = 0;             // written into a new file as its date
    std::string program = "buurtkiosk";  // and its maker
    RandomBytes random = random_bytes;   // for salts, ballot keys and the evening's id
    const char* vfs = nullptr;           // a registered file system of SQLite; null: the usual one
};

class SqliteJournal final : public Journal {
  public:
    // A log longer than this (16 MB) is folded in after a commit, unless a vote is open: an evening of many
    // small turns without a step of the agenda must not fill the disk.
    static constexpr std::uint32_t log_frames_most = 4096;

    // Makes the file when there is none (or an empty one), else checks all of it and goes on with it. Refused
    // with code storage and one of refusal.evening_{damaged,newer,foreign,in_use,unreadable,disk} (params
    // file, detail; n events readable when damaged); the file is then left as it was, byte for byte.
    static Result<std::unique_ptr<SqliteJournal>> open(const std::string& path,
                                                       const SqliteOptions& options = {});
    ~SqliteJournal() override;
    SqliteJournal(const SqliteJournal&) = delete;
    SqliteJournal& operator=(const SqliteJournal&) = delete;

    Status commit(const Turn& turn) override;
    Status attach(const Digest& digest, Bytes body) override;
    std::optional<std::vector<std::uint8_t>> attachment(const Digest& digest) override;
    Status replay(const std::function<void(const TimedEvent&)>& event,
                  const std::function<void(const StoredReply&)>& reply) override;
    Head head() const override { return head_; }
    void checkpoint() override;

    // A copy of the evening that goes on by itself, made in slices of pages between turns. Refused while a
    // vote is open ("refusal.backup_vote_open"), and over when one opens. step: true when it is complete.
    Status begin_backup(const std::string& path);
    Result<bool> step_backup(int pages = 256);
    bool backup_running() const { return backup_ != nullptr; }

    const std::string& evening() const { return evening_; }  // its random id, 32 hex digits
    const std::string& path() const { return path_; }
    bool vote_open() const { return !open_polls_.empty(); }
    // Remains of closed ballots may still be in the file: a disk that fails kept them from being wiped. It is
    // tried again after every commit that closes a poll, at checkpoints and at the next start.
    bool scrub_pending() const { return scrub_pending_; }
    // Names of slides whose pages were not all there, or damaged, when the file was opened. The evening goes
    // on.
    const std::vector<std::string>& damaged_slides() const { return damaged_slides_; }

  private:
    struct Statements;

    SqliteJournal(std::string path, SqliteOptions options);
    FileState open_checked();
    FileState open_database();
    FileState prepare_statements();
    int write_attachment(const Digest& digest, Bytes body);
    int write_turn(const Turn& turn);
    int write_event(const TimedEvent& event);
    int write_ballot(const assembly::BallotCast& cast);
    int close_ballots(const assembly::PollClosed& closed);
    int write_reply(const StoredReply& reply);
    Refusal failed_commit(int code);
    void cut_log();
    void scrub();

    std::string path_;
    SqliteOptions options_;
    FileLock lock_;  // first made, last closed
    Database database_;
    std::unique_ptr<Statements> statements_;
    std::unique_ptr<Backup> backup_;

    std::string evening_;
    Head head_;
    Digest head_hash_{};
    std::set<PollId> open_polls_;
    bool scrub_pending_ = false;
    std::uint32_t log_frames_ = 0;  // of commits that were acknowledged

    std::vector<std::string> damaged_slides_;
    bool takes_attachments_ = false;  // a file of format 1 does from its first one on

    // Of the transaction that is being written; becomes the above when the disk has it.
    struct Working {
        Head head;
        Digest head_hash{};
        std::set<PollId> open_polls;
        bool scrub = false;
    } working_;
};

}  // namespace buurtkiosk::journal
