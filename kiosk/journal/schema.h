// Owns the shape of an evening's file: its marks, tables and settings, and the hash of a row in the chain.
// Pure but for the connection it is given, loop thread. It must never hold what an event means.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "journal/database.h"

namespace buurtkiosk::journal {

inline constexpr std::int32_t application_id = 0x42754b69;  // "BuKi", at byte 68 of the file
inline constexpr std::int32_t format_version = 2;           // user_version, at byte 60

// Tables:
//   meta           key → value: evening (a random id, the root of the chain), created_ms, program, scrub (1
//                  while the remains of closed ballots may still be in the file)
//   journal        the chain; by_person: 0 the kiosk, -1 its console, else a person's number
//   personal       the texts that the chain commits to; a row taken away is a text erased
//   open_ballots   while a poll is open, under a random key, with its person
//   closed_ballots from the close on: sorted, without a person
//   replies        the last answers to each person's commands
//   attachments    bytes under their digest, which events name; since format 2. A file of format 1 is read as
//                  it is, and gets the table with its first attachment.

// Makes the tables, marks and first rows in an empty database, as one transaction. SQLite's result code.
int create_schema(Database& database, std::string_view evening, std::int64_t created_ms,
                  std::string_view program);

// Makes a file of format 1 one of format 2; inside the caller's transaction. SQLite's result code.
int upgrade_schema(Database& database);

// Empty when the tables are exactly those of the file's format, else what differs.
std::string compare_schema(Database& database);

// The settings that the evening relies on, each read back. Empty when all hold, else which one did not.
// code: SQLite's result for it (SQLITE_BUSY when another holds the file).
std::string apply_settings(Database& database, int* code);

// --- the chain ---

struct ChainRow {
    std::uint64_t seq = 0;
    std::int64_t at_ms = 0;
    std::int64_t by_person = 0;
    std::string_view kind;
    std::int32_t version = 0;
    std::string_view body;
};

Digest chain_root(std::string_view evening);
Digest chain_next(const Digest& before, const ChainRow& row);

// What the digest of a closed poll's ballots is taken of: the sorted choices, one a line.
void add_ballot_line(std::string& lines, std::string_view choice);

}  // namespace buurtkiosk::journal
