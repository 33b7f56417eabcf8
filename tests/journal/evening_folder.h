// Owns a folder of its own for each test, bytes of files, and a whole evening read into values. Tests only.
// It must never leave anything behind.
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "journal/sqlite_journal.h"

namespace buurtkiosk::journal {

class EveningFolder {
  public:
    EveningFolder() {
        // In memory where that can be had: thousands of syncs of a real disk would take minutes.
        const std::filesystem::path memory = "/dev/shm";
        const bool has_memory = access(memory.c_str(), W_OK) == 0;
        std::string name =
            ((has_memory ? memory : std::filesystem::temp_directory_path()) / "buurtkiosk-test-XXXXXX")
                .string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder_ = name;
    }
    EveningFolder(const EveningFolder&) = delete;
    EveningFolder& operator=(const EveningFolder&) = delete;
    ~EveningFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    std::string file(const std::string& name = "avond.kiosk") const { return folder_ + "/" + name; }
    // Name → bytes of everything in it.
    std::map<std::string, std::string> bytes() const;

  private:
    std::string folder_;
};

inline std::string bytes_of_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
inline void write_file_bytes(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}
inline std::map<std::string, std::string> EveningFolder::bytes() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
        all[entry.path().filename().string()] = bytes_of_file(entry.path().string());
    }
    return all;
}

// What a crash leaves: the file and its log as they are on disk now, without closing.
inline void copy_as_crashed(const std::string& from, const std::string& to) {
    write_file_bytes(to, bytes_of_file(from));
    if (std::filesystem::exists(from + "-wal")) write_file_bytes(to + "-wal", bytes_of_file(from + "-wal"));
}

struct Evening {
    std::vector<TimedEvent> events;
    std::vector<StoredReply> replies;
    Head head;
    bool operator==(const Evening& other) const {
        return events == other.events && replies == other.replies && head.seq == other.head.seq &&
               head.hash == other.head.hash && head.at_ms == other.head.at_ms;
    }
};

inline Evening read_all(Journal& journal) {
    Evening evening;
    const Status status = journal.replay([&](const TimedEvent& event) { evening.events.push_back(event); },
                                         [&](const StoredReply& reply) { evening.replies.push_back(reply); });
    REQUIRE(status.ok());
    evening.head = journal.head();
    return evening;
}

inline std::unique_ptr<SqliteJournal> open_journal(const std::string& path, SqliteOptions options = {}) {
    Result<std::unique_ptr<SqliteJournal>> opened = SqliteJournal::open(path, options);
    if (!opened) {
        for (const TextParameter& parameter : opened.refusal().sentence.parameters) {
            UNSCOPED_INFO(parameter.name << ": " << parameter.value);
        }
        FAIL(opened.refusal().sentence.key);
    }
    return std::move(opened).value();
}

inline std::string refusal_key(const std::string& path) {
    const Result<std::unique_ptr<SqliteJournal>> opened = SqliteJournal::open(path);
    if (opened) return "opened";
    if (opened.refusal().code != RefusalCode::storage) return "another code";
    return opened.refusal().sentence.key;
}

inline std::string parameter(const Refusal& refusal, const std::string& name) {
    for (const TextParameter& one : refusal.sentence.parameters) {
        if (one.name == name) return one.value;
    }
    return {};
}

}  // namespace buurtkiosk::journal
