// Owns the transactions on the evening's file. Loop thread only. It must never say OK before the disk has.
#include "journal/sqlite_journal.h"

#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include <array>
#include <cassert>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/limits.h"
#include "journal/schema.h"

namespace buurtkiosk::journal {

namespace {

// What is there already is replaced: a disk may have damaged it.
constexpr const char* insert_attachment_sql =
    "INSERT OR REPLACE INTO attachments (digest, body) VALUES (?, ?)";
constexpr const char* select_attachment_sql = "SELECT body FROM attachments WHERE digest = ?";

constexpr std::size_t log_header_bytes = 32;
constexpr std::size_t log_frame_bytes = 24 + 4096;

// SQLite calls it after each commit with the length of the log.
int remember_frames(void* frames, sqlite3*, const char*, int count) {
    *static_cast<std::uint32_t*>(frames) = static_cast<std::uint32_t>(count);
    return SQLITE_OK;
}

FileState problem_of(FileProblem problem, std::string detail) {
    FileState state;
    state.problem = problem;
    state.detail = std::move(detail);
    return state;
}

}  // namespace

struct SqliteJournal::Statements {
    Statement begin, commit, rollback;
    Statement event, personal;
    Statement drop_ballot, add_ballot, ballots_of, close_ballot, drop_ballots;
    Statement reply, forget_replies;
    Statement scrub_due, scrub_done;
    Statement attach, attached;  // once there is a table for them
};

SqliteJournal::SqliteJournal(std::string path, SqliteOptions options)
    : path_(std::move(path)), options_(std::move(options)) {}

SqliteJournal::~SqliteJournal() {
    backup_.reset();
    statements_.reset();
    database_.close();
}

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(const std::string& path,
                                                           const SqliteOptions& options) {
    std::unique_ptr<SqliteJournal> journal(new SqliteJournal(real_path(path), options));
    if (const FileState state = journal->open_checked(); !state.ok()) return refusal_of(state, path);
    return journal;
}

FileState SqliteJournal::open_checked() {
    FileState state = lock_.take(path_);
    std::error_code error;
    const bool has_log = std::filesystem::exists(path_ + "-wal", error) &&
                         std::filesystem::file_size(path_ + "-wal", error) > 0;
    const bool empty = state.ok() && std::filesystem::file_size(path_, error) == 0 && !error && !has_log;
    if (state.problem == FileProblem::absent || empty) {
        // A log without its file holds an evening of which the start was lost; SQLite would wipe it.
        if (has_log) return problem_of(FileProblem::damaged, "only its write-ahead log is there");
        if (empty) std::filesystem::remove(path_, error);
        std::array<std::uint8_t, 16> id{};
        options_.random(id.data(), id.size());
        const NewEvening evening{hex(Bytes{id}), options_.now_ms, options_.program, options_.vfs};
        if (state = create_evening(path_, evening); !state.ok()) return state;
        lock_ = FileLock();
        state = lock_.take(path_);
    }
    if (!state.ok()) return state;
    if (state = inspect(lock_, path_, {}, {}); !state.ok()) return state;
    evening_ = state.reading.evening;
    head_ = state.reading.head;
    head_hash_ = state.reading.head_hash;
    open_polls_ = state.reading.open_polls;
    scrub_pending_ = state.reading.scrub;
    damaged_slides_ = state.damaged_slides;
    log_frames_ = state.log_frames;
    if (state = open_database(); !state.ok()) return state;
    cut_log();  // what an interrupted write left would look like damage if it lay behind later commits
    if (scrub_pending_) scrub();
    return {};
}

FileState SqliteJournal::open_database() {
    int code = database_.open(path_, SQLITE_OPEN_READWRITE, options_.vfs);
    if (code != SQLITE_OK) return problem_of_code(code, database_.message());
    const std::string unset = apply_settings(database_, &code);
    if (!unset.empty()) return problem_of_code(code, unset);
    sqlite3_wal_hook(database_.get(), &remember_frames, &log_frames_);
    return prepare_statements();
}

FileState SqliteJournal::prepare_statements() {
    statements_ = std::make_unique<Statements>();
    int worst = SQLITE_OK;
    const auto prepare = [&](Statement& statement, const char* sql) {
        int code = SQLITE_OK;
        statement = database_.prepare(sql, &code);
        if (code != SQLITE_OK) worst = code;
    };
    Statements& all = *statements_;
    prepare(all.begin, "BEGIN IMMEDIATE");
    prepare(all.commit, "COMMIT");
    prepare(all.rollback, "ROLLBACK");
    prepare(all.event,
            "INSERT INTO journal (seq, at_ms, by_person, kind, version, body, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)");
    prepare(all.personal, "INSERT INTO personal (seq, field, person, salt, text) VALUES (?, ?, ?, ?, ?)");
    prepare(all.drop_ballot, "DELETE FROM open_ballots WHERE poll = ? AND person = ?");
    prepare(all.add_ballot, "INSERT INTO open_ballots (key, poll, person, choice) VALUES (?, ?, ?, ?)");
    prepare(all.ballots_of, "SELECT choice FROM open_ballots WHERE poll = ? ORDER BY choice");
    prepare(all.close_ballot, "INSERT INTO closed_ballots (poll, place, choice) VALUES (?, ?, ?)");
    prepare(all.drop_ballots, "DELETE FROM open_ballots WHERE poll = ?");
    prepare(all.reply, "INSERT OR REPLACE INTO replies (person, command_id, answer) VALUES (?, ?, ?)");
    prepare(all.forget_replies,
            "DELETE FROM replies WHERE number IN"
            " (SELECT number FROM replies WHERE person = ? ORDER BY number DESC LIMIT -1 OFFSET ?)");
    prepare(all.scrub_due, "UPDATE meta SET value = '1' WHERE key = 'scrub'");
    prepare(all.scrub_done, "UPDATE meta SET value = '0' WHERE key = 'scrub'");
    takes_attachments_ = database_.first_text("PRAGMA user_version") != "1";
    if (takes_attachments_) {
        prepare(all.attach, insert_attachment_sql);
        prepare(all.attached, select_attachment_sql);
    }
    if (worst != SQLITE_OK) return problem_of_code(worst, database_.message());
    return {};
}

Status SqliteJournal::attach(const Digest& digest, Bytes body) {
    int code = SQLITE_OK;
    if (!statements_->begin.run()) {
        code = statements_->begin.code();
    } else {
        code = write_attachment(digest, body);
        if (code == SQLITE_OK && !statements_->commit.run()) code = statements_->commit.code();
    }
    if (code != SQLITE_OK) {
        // The statements belong to a table that was taken back with the transaction.
        if (!takes_attachments_) {
            statements_->attach = Statement();
            statements_->attached = Statement();
        }
        return failed_commit(code);
    }
    takes_attachments_ = true;
    if (log_frames_ > log_frames_most) checkpoint();
    return Done{};
}

int SqliteJournal::write_attachment(const Digest& digest, Bytes body) {
    int code = SQLITE_OK;
    if (!takes_attachments_) {
        code = upgrade_schema(database_);
        if (code == SQLITE_OK) statements_->attach = database_.prepare(insert_attachment_sql, &code);
        if (code == SQLITE_OK) statements_->attached = database_.prepare(select_attachment_sql, &code);
        if (code != SQLITE_OK) return code;
    }
    Statement& insert = statements_->attach;
    return insert.bind(1, Bytes{digest}).bind(2, body).run() ? SQLITE_OK : insert.code();
}

std::optional<std::vector<std::uint8_t>> SqliteJournal::attachment(const Digest& digest) {
    if (!takes_attachments_) return std::nullopt;
    Statement& select = statements_->attached;
    select.bind(1, Bytes{digest});
    std::optional<std::vector<std::uint8_t>> body;
    if (select.row()) {
        const Bytes found = select.blob(0);
        if (same_bytes(blake2b(found), digest)) body.emplace(found.begin(), found.end());
    }
    select.reset();
    return body;
}

Status SqliteJournal::commit(const Turn& turn) {
    if (turn.events.empty() && turn.replies.empty()) return Done{};
    working_ = Working{head_, head_hash_, open_polls_, false};
    int code = SQLITE_OK;
    if (!statements_->begin.run()) {
        code = statements_->begin.code();
    } else {
        code = write_turn(turn);
        if (code == SQLITE_OK && !statements_->commit.run()) code = statements_->commit.code();
    }
    if (code != SQLITE_OK) return failed_commit(code);

    head_ = working_.head;
    head_hash_ = working_.head_hash;
    open_polls_ = std::move(working_.open_polls);
    if (backup_ != nullptr && vote_open()) backup_.reset();
    if (working_.scrub) {
        scrub_pending_ = true;
        scrub();
    }
    if (log_frames_ > log_frames_most) checkpoint();  // which waits for the end of a vote
    return Done{};
}

int SqliteJournal::write_turn(const Turn& turn) {
    for (const TimedEvent& event : turn.events) {
        if (const int code = write_event(event)) return code;
    }
    for (const StoredReply& reply : turn.replies) {
        if (const int code = write_reply(reply)) return code;
    }
    if (working_.scrub && !statements_->scrub_due.run()) return statements_->scrub_due.code();
    if (working_.head.seq != 0) working_.head.hash = hex(Bytes{working_.head_hash});
    return SQLITE_OK;
}

int SqliteJournal::write_event(const TimedEvent& event) {
    if (const auto* const cast = std::get_if<assembly::BallotCast>(&event.event.body)) {
        if (const int code = write_ballot(*cast)) return code;
    } else if (const auto* const closed = std::get_if<assembly::PollClosed>(&event.event.body)) {
        if (const int code = close_ballots(*closed)) return code;
    }
    follow_open_polls(working_.open_polls, event.event);

    const EncodedEvent encoded = encode(event.event, options_.random);
    ChainRow row;
    row.seq = working_.head.seq + 1;
    row.at_ms = event.at_ms;
    row.by_person = by_number(event);
    row.kind = encoded.kind;
    row.version = encoded.version;
    row.body = encoded.body;
    const Digest hash = chain_next(working_.head_hash, row);
    const auto seq = static_cast<std::int64_t>(row.seq);
    Statement& insert = statements_->event;
    insert.bind(1, seq).bind(2, row.at_ms).bind(3, row.by_person).bind(4, row.kind);
    insert.bind(5, std::int64_t{row.version}).bind(6, row.body).bind(7, Bytes{hash});
    if (!insert.run()) return insert.code();
    for (const PersonalPart& part : encoded.personal) {
        Statement& text = statements_->personal;
        text.bind(1, seq).bind(2, std::string_view(part.field));
        if (part.person.number == 0) {
            text.bind_null(3);
        } else {
            text.bind(3, std::int64_t{part.person.number});
        }
        text.bind(4, Bytes{part.salt}).bind(5, std::string_view(part.text));
        if (!text.run()) return text.code();
    }
    working_.head.seq = row.seq;
    working_.head.at_ms = row.at_ms;
    working_.head_hash = hash;
    return SQLITE_OK;
}

// A ballot that is changed gets a new random key, so that its place in the table tells nothing either.
int SqliteJournal::write_ballot(const assembly::BallotCast& cast) {
    assert(cast.ballot.has_value());
    Statement& drop = statements_->drop_ballot;
    drop.bind(1, std::int64_t{cast.poll.number}).bind(2, std::int64_t{cast.person.number});
    if (!drop.run()) return drop.code();
    std::array<std::uint8_t, 16> key{};
    options_.random(key.data(), key.size());
    Statement& add = statements_->add_ballot;
    add.bind(1, Bytes{key}).bind(2, std::int64_t{cast.poll.number}).bind(3, std::int64_t{cast.person.number});
    add.bind(4, std::string_view(cast.ballot->choice));
    return add.run() ? SQLITE_OK : add.code();
}

int SqliteJournal::close_ballots(const assembly::PollClosed& closed) {
    const std::int64_t poll = closed.poll.number;
    Statement& select = statements_->ballots_of;
    Statement& insert = statements_->close_ballot;
    std::string lines;
    std::int64_t place = 0;
    select.bind(1, poll);
    while (select.row()) {
        ++place;
        add_ballot_line(lines, select.text(0));
        insert.bind(1, poll).bind(2, place).bind(3, select.text(0));
        if (!insert.run()) {
            select.reset();
            return insert.code();
        }
    }
    const int code = select.code();
    select.reset();
    if (code != SQLITE_DONE) return code;
    // What the chain is told must be what the table holds.
    assert(static_cast<std::uint32_t>(place) == closed.tally.cast);
    assert(hex(blake2b(lines)) == closed.ballots_digest);
    Statement& drop = statements_->drop_ballots;
    if (!drop.bind(1, poll).run()) return drop.code();
    working_.scrub = true;
    return SQLITE_OK;
}

int SqliteJournal::write_reply(const StoredReply& reply) {
    const std::string answer = encode_answer(reply.answer);
    const std::int64_t person = reply.person.number;
    Statement& insert = statements_->reply;
    insert.bind(1, person).bind(2, std::string_view(reply.command_id)).bind(3, std::string_view(answer));
    if (!insert.run()) return insert.code();
    Statement& forget = statements_->forget_replies;
    forget.bind(1, person).bind(2, static_cast<std::int64_t>(limits::stored_replies));
    return forget.run() ? SQLITE_OK : forget.code();
}

Refusal SqliteJournal::failed_commit(int code) {
    const std::string detail = describe_code(code);
    if (sqlite3_get_autocommit(database_.get()) == 0) statements_->rollback.run();
    cut_log();
    spdlog::error("the evening's file took no write: {}", detail);
    return refuse(RefusalCode::storage, "refusal.storage", {{"detail", detail}});
}

// A commit whose last sync failed may stand whole in the log: after a crash SQLite would take it for done,
// while everybody was told that it was not. So the log is cut back to what was acknowledged, which needs no
// room on the disk. (The next commit would write over its beginning anyway.)
void SqliteJournal::cut_log() {
    sqlite3_file* log = nullptr;
    if (sqlite3_file_control(database_.get(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK)
        return;
    if (log == nullptr || log->pMethods == nullptr) return;
    const std::size_t bytes = log_frames_ == 0 ? 0 : log_header_bytes + log_frames_ * log_frame_bytes;
    sqlite3_int64 size = 0;
    if (log->pMethods->xFileSize(log, &size) != SQLITE_OK || size <= static_cast<sqlite3_int64>(bytes))
        return;
    log->pMethods->xTruncate(log, static_cast<sqlite3_int64>(bytes));
}

Status SqliteJournal::replay(const std::function<void(const TimedEvent&)>& event,
                             const std::function<void(const StoredReply&)>& reply) {
    const Reading reading = read_evening(database_, event, reply);
    if (!reading.ok()) {
        FileState state;
        state.problem = reading.code != SQLITE_OK ? FileProblem::disk : FileProblem::damaged;
        state.detail = reading.detail;
        state.reading = reading;
        return refusal_of(state, path_);
    }
    head_ = reading.head;
    head_hash_ = reading.head_hash;
    open_polls_ = reading.open_polls;
    scrub_pending_ = reading.scrub;
    return Done{};
}

void SqliteJournal::checkpoint() {
    if (vote_open()) return;
    if (scrub_pending_) {
        scrub();
        return;
    }
    const int code =
        sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code == SQLITE_OK) {
        log_frames_ = 0;
    } else {
        spdlog::warn("the write-ahead log could not be folded in: {}", describe_code(code));
    }
}

// Wipes what deleted ballots left: free space of pages and the order of cells go with VACUUM, earlier pages
// with the log. The mark in meta lives until both are done, so that a crash between is made good at the next
// start.
void SqliteJournal::scrub() {
    backup_.reset();
    int code = database_.execute("VACUUM");
    if (code == SQLITE_OK) {
        code =
            sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        if (code == SQLITE_OK) log_frames_ = 0;
    }
    if (code == SQLITE_OK) code = statements_->scrub_done.run() ? SQLITE_OK : statements_->scrub_done.code();
    scrub_pending_ = code != SQLITE_OK;
    if (code != SQLITE_OK) {
        cut_log();
        spdlog::error("remains of closed ballots could not be wiped yet: {}", describe_code(code));
    }
}

Status SqliteJournal::begin_backup(const std::string& path) {
    if (vote_open()) return refuse(RefusalCode::closed, "refusal.backup_vote_open");
    if (scrub_pending_) scrub();
    if (scrub_pending_) {
        return refuse(RefusalCode::storage, "refusal.backup_failed",
                      {{"file", path}, {"detail", "remains of closed ballots could not be wiped"}});
    }
    Result<std::unique_ptr<Backup>> begun = Backup::begin(database_, path);
    if (!begun) return begun.refusal();
    backup_ = std::move(begun).value();
    return Done{};
}

Result<bool> SqliteJournal::step_backup(int pages) {
    if (backup_ == nullptr) return refuse(RefusalCode::closed, "refusal.backup_vote_open");
    Result<bool> step = backup_->step(pages);
    if (!step || step.value()) backup_.reset();
    return step;
}

}  // namespace buurtkiosk::journal
