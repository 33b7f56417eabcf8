// Owns the calls into SQLite. Each object belongs to one thread. It must never know what an evening is.
#include "journal/database.h"

#include <sqlite3.h>

namespace buurtkiosk::journal {

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement& Statement::bind(int place, std::int64_t value) {
    if (const int code = sqlite3_bind_int64(statement_.get(), place, value)) bind_code_ = code;
    return *this;
}

Statement& Statement::bind(int place, std::string_view text) {
    // A null pointer would bind NULL, and an empty text is not that.
    const char* const start = text.data() != nullptr ? text.data() : "";
    if (const int code =
            sqlite3_bind_text64(statement_.get(), place, start, text.size(), SQLITE_STATIC, SQLITE_UTF8)) {
        bind_code_ = code;
    }
    return *this;
}

Statement& Statement::bind(int place, std::span<const std::uint8_t> blob) {
    const void* const start = blob.data() != nullptr ? static_cast<const void*>(blob.data()) : "";
    if (const int code = sqlite3_bind_blob64(statement_.get(), place, start, blob.size(), SQLITE_STATIC)) {
        bind_code_ = code;
    }
    return *this;
}

Statement& Statement::bind_null(int place) {
    if (const int code = sqlite3_bind_null(statement_.get(), place)) bind_code_ = code;
    return *this;
}

bool Statement::row() {
    if (statement_ == nullptr || bind_code_ != SQLITE_OK) {
        code_ = bind_code_ != SQLITE_OK ? bind_code_ : SQLITE_MISUSE;
        return false;
    }
    code_ = sqlite3_step(statement_.get());
    return code_ == SQLITE_ROW;
}

bool Statement::run() {
    while (row()) {
    }
    const int code = code_;
    reset();
    code_ = code;
    return code == SQLITE_DONE;
}

void Statement::reset() {
    if (statement_ == nullptr) return;
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
    bind_code_ = SQLITE_OK;
}

bool Statement::at_end() const { return code_ == SQLITE_DONE; }

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Statement::text(int column) const {
    const auto* text = sqlite3_column_text(statement_.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text), size);
}

std::span<const std::uint8_t> Statement::blob(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return bytes == nullptr ? std::span<const std::uint8_t>{} : std::span<const std::uint8_t>(bytes, size);
}

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

int Database::open(const std::string& path, int flags, const char* vfs) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_EXRESCODE, vfs);
    database_.reset(opened);  // also after an error: it holds the message
    return code;
}

void Database::close() { database_.reset(); }

int Database::execute(const char* sql) {
    return sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
}

Statement Database::prepare(const char* sql, int* code) {
    sqlite3_stmt* statement = nullptr;
    const int result =
        sqlite3_prepare_v3(database_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != nullptr) *code = result;
    return Statement(statement);
}

std::string Database::first_text(const char* sql, int* code) {
    int result = SQLITE_OK;
    Statement statement = prepare(sql, &result);
    std::string text;
    if (result == SQLITE_OK) {
        if (statement.row()) text = statement.text(0);
        result = statement.code() == SQLITE_ROW || statement.at_end() ? SQLITE_OK : statement.code();
    }
    if (code != nullptr) *code = result;
    return text;
}

int Database::extended_code() const { return sqlite3_extended_errcode(database_.get()); }

std::string Database::message() const {
    return database_ == nullptr ? "not open" : std::string(sqlite3_errmsg(database_.get()));
}

std::string describe_code(int code) {
    return std::string(sqlite3_errstr(code)) + " (SQLite " + std::to_string(code) + ")";
}

}  // namespace buurtkiosk::journal
