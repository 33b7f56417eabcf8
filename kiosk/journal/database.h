// Owns the thin wrapper around SQLite's C interface: a connection and its prepared statements, closed by
// themselves, errors as result codes. Each object belongs to one thread. It must never know what an evening
// is.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace buurtkiosk::journal {

// One prepared statement. bind() counts from 1, column_*() from 0, as SQLite does.
class Statement {
  public:
    Statement() = default;
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

    Statement& bind(int place, std::int64_t value);
    Statement& bind(int place, std::string_view text);  // must live until reset
    Statement& bind(int place, std::span<const std::uint8_t> blob);
    Statement& bind_null(int place);

    bool row();  // steps; true: there is a row to read. When false, code() says whether that was the end.
    bool run();  // steps to the end and resets; true when there was no error
    void reset();
    int code() const { return code_; }  // SQLITE_DONE at the end, else what went wrong
    bool at_end() const;

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::string_view text(int column) const;               // until the next step
    std::span<const std::uint8_t> blob(int column) const;  // until the next step

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    int code_ = 0;
    int bind_code_ = 0;
};

class Database {
  public:
    Database() = default;

    // flags: SQLITE_OPEN_…; vfs: a registered file system of SQLite, null for the usual one. The result code.
    int open(const std::string& path, int flags, const char* vfs);
    // Finalized statements are the caller's care. Closing may write: it folds the log into the file.
    void close();
    bool is_open() const { return database_ != nullptr; }
    sqlite3* get() const { return database_.get(); }

    int execute(const char* sql);
    Statement prepare(const char* sql, int* code = nullptr);
    // The first column of the first row, as text; empty when there is none or it failed.
    std::string first_text(const char* sql, int* code = nullptr);

    int extended_code() const;
    std::string message() const;  // SQLite's own English words for the last error

  private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Close> database_;
};

// The sentence for the log: "disk I/O error (SQLITE_IOERR_FSYNC 1034)" and the like.
std::string describe_code(int code);

}  // namespace buurtkiosk::journal
