// Owns the tables, settings and chain of an evening's file. Loop thread. It must never hold what an event
// means.
#include "journal/schema.h"

#include <sqlite3.h>

#include <array>
#include <cassert>
#include <iterator>

namespace buurtkiosk::journal {

namespace {

constexpr const char* first_schema_sql =
    "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE journal (seq INTEGER PRIMARY KEY NOT NULL, at_ms INTEGER NOT NULL, by_person INTEGER NOT "
    "NULL,"
    " kind TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT;"
    "CREATE TABLE personal (seq INTEGER NOT NULL REFERENCES journal (seq), field TEXT NOT NULL,"
    " person INTEGER, salt BLOB NOT NULL, text TEXT NOT NULL, PRIMARY KEY (seq, field)) STRICT, WITHOUT "
    "ROWID;"
    "CREATE TABLE open_ballots (key BLOB PRIMARY KEY NOT NULL, poll INTEGER NOT NULL, person INTEGER NOT "
    "NULL,"
    " choice TEXT NOT NULL, UNIQUE (poll, person)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE closed_ballots (poll INTEGER NOT NULL, place INTEGER NOT NULL, choice TEXT NOT NULL,"
    " PRIMARY KEY (poll, place)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE replies (number INTEGER PRIMARY KEY NOT NULL, person INTEGER NOT NULL, command_id TEXT NOT "
    "NULL,"
    " answer TEXT NOT NULL, UNIQUE (person, command_id)) STRICT;"
    "CREATE INDEX replies_of_person ON replies (person, number);";
constexpr const char* attachments_sql =
    "CREATE TABLE attachments (digest BLOB PRIMARY KEY NOT NULL, body BLOB NOT NULL) STRICT;";

}  // namespace

int create_schema(Database& database, std::string_view evening, std::int64_t created_ms,
                  std::string_view program) {
    const std::string marks = "PRAGMA application_id=" + std::to_string(application_id) +
                              ";PRAGMA user_version=" + std::to_string(format_version) + ";";
    if (const int code = database.execute(
            "PRAGMA locking_mode=EXCLUSIVE;PRAGMA page_size=4096;PRAGMA secure_delete=ON;BEGIN EXCLUSIVE"))
        return code;
    if (const int code = database.execute(first_schema_sql)) return code;
    if (const int code = database.execute(attachments_sql)) return code;
    if (const int code = database.execute(marks.c_str())) return code;
    {
        int code = SQLITE_OK;
        Statement insert = database.prepare("INSERT INTO meta (key, value) VALUES (?, ?)", &code);
        if (code != SQLITE_OK) return code;
        const std::string created = std::to_string(created_ms);
        const std::array<std::array<std::string_view, 2>, 4> rows = {
            {{"evening", evening}, {"created_ms", created}, {"program", program}, {"scrub", "0"}}};
        for (const auto& [key, value] : rows) {
            if (!insert.bind(1, key).bind(2, value).run()) return insert.code();
        }
    }
    if (const int code = database.execute("COMMIT")) return code;
    int code = SQLITE_OK;
    const std::string mode = database.first_text("PRAGMA journal_mode=WAL", &code);
    if (code == SQLITE_OK && mode != "wal") code = SQLITE_ERROR;
    return code;
}

namespace {

std::string tables_of(Database& database) {
    return database.first_text(
        "SELECT group_concat(line, char(10)) FROM"
        " (SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_schema ORDER BY line)");
}

}  // namespace

int upgrade_schema(Database& database) {
    if (const int code = database.execute(attachments_sql)) return code;
    return database.execute(("PRAGMA user_version=" + std::to_string(format_version)).c_str());
}

std::string compare_schema(Database& database) {
    int code = SQLITE_OK;
    const std::string marks = database.first_text(
        "SELECT application_id || ' ' || user_version FROM pragma_application_id, pragma_user_version",
        &code);
    if (code != SQLITE_OK) return database.message();
    const std::string mark = std::to_string(application_id) + " ";
    const bool first = marks == mark + "1";
    if (!first && marks != mark + std::to_string(format_version)) return "its marks differ";
    Database fresh;
    fresh.open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    fresh.execute(first_schema_sql);
    if (!first) fresh.execute(attachments_sql);
    const std::string expected = tables_of(fresh);
    assert(!expected.empty());
    if (tables_of(database) != expected) return "its tables are not those of this format";
    return {};
}

std::string apply_settings(Database& database, int* code) {
    struct Setting {
        const char* set;   // may answer its new value itself
        const char* read;  // null: the answer of set counts
        const char* value;
    };
    // locking_mode first: it must stand before the file is touched, so that the log's index is never shared.
    static constexpr Setting settings[] = {
        {"PRAGMA locking_mode=EXCLUSIVE", nullptr, "exclusive"},
        {"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"},  // VACUUM must not spill ballots elsewhere
        {"PRAGMA mmap_size=0", "PRAGMA mmap_size", "0"},
        {"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0"},
        {"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
        {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
        {"PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1"},
        {"PRAGMA journal_mode=WAL", nullptr, "wal"},
        {"PRAGMA synchronous=FULL", "PRAGMA synchronous", "2"},
        {"PRAGMA wal_autocheckpoint=0", "PRAGMA wal_autocheckpoint", "0"},
    };
    for (const Setting& setting : settings) {
        std::string value = database.first_text(setting.set, code);
        if (*code == SQLITE_OK && setting.read != nullptr) value = database.first_text(setting.read, code);
        if (*code != SQLITE_OK) return std::string(setting.set) + ": " + database.message();
        if (value != setting.value) {
            *code = SQLITE_ERROR;
            return std::string(setting.set) + " answered '" + value + "'";
        }
    }
    return {};
}

Digest chain_root(std::string_view evening) {
    return Hasher().add_sized("buurtkiosk evening").add_sized(evening).finish();
}

Digest chain_next(const Digest& before, const ChainRow& row) {
    return Hasher()
        .add(Bytes{before})
        .add_number(row.seq)
        .add_number(static_cast<std::uint64_t>(row.at_ms))
        .add_number(static_cast<std::uint64_t>(row.by_person))
        .add_sized(row.kind)
        .add_number(static_cast<std::uint64_t>(row.version))
        .add_sized(row.body)
        .finish();
}

void add_ballot_line(std::string& lines, std::string_view choice) {
    lines += choice;
    lines += '\n';
}

}  // namespace buurtkiosk::journal
