// Tests of what the evening's file keeps beside its events: pages survive a crash and a backup, a file of
// before they were kept opens as it is, and a damaged page costs that page, not the evening. One thread. It
// must never draw a page.
#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "base/slide_list.h"
#include "journal/evening_folder.h"
#include "journal/faulty_vfs.h"
#include "journal/memory_journal.h"
#include "journal/sample_events.h"
#include "journal/schema.h"

using namespace buurtkiosk;
using namespace buurtkiosk::journal;
using namespace buurtkiosk::assembly;

namespace {

std::vector<std::uint8_t> bytes_of_page(char letter, std::size_t size = 9'000) {
    return std::vector<std::uint8_t>(size, static_cast<std::uint8_t>(letter));
}

Digest attach(Journal& journal, const std::vector<std::uint8_t>& body) {
    const Digest digest = blake2b(Bytes(body));
    REQUIRE(journal.attach(digest, body));
    return digest;
}

// Slides of two pages, kept, and a block that shows them.
std::string attach_slides(Journal& journal) {
    std::vector<SlideParts> pages;
    for (const char letter : {'a', 'b'}) {
        SlideParts page;
        page.wall = attach(journal, bytes_of_page(letter));
        page.phone = attach(journal, bytes_of_page(static_cast<char>(letter + 10), 900));
        page.text = attach(journal, bytes_of_page(static_cast<char>(letter + 20), 90));
        pages.push_back(page);
    }
    const std::string list = write_slide_list(pages);
    const std::string digest = hex(attach(journal, {list.begin(), list.end()}));
    Block block;
    block.id = BlockId{1};
    block.title = "Plannen";
    block.slides = Slides{"plan.pdf", "", 0, 1, false};
    const std::vector<TimedEvent> events = {
        timed(BlockAdded{block, std::nullopt}),
        timed(BlockSlidesSet{block.id, block.slides, Slides{"plan.pdf", digest, 2, 1, false}})};
    REQUIRE(journal.commit({events, {}}));
    return digest;
}

void change(const std::string& path, const std::string& sql) {
    Database database;
    REQUIRE(database.open(path, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    INFO(sql);
    REQUIRE(database.execute(sql.c_str()) == SQLITE_OK);
}

// As the program made it before there were attachments.
void make_first_format(const std::string& path) {
    change(path, "DROP TABLE attachments; PRAGMA user_version = 1");
}

}  // namespace

TEST_CASE("what is attached comes back byte for byte, in the file and in memory") {
    const EveningFolder folder;
    auto file = open_journal(folder.file());
    MemoryJournal memory;
    for (Journal* journal : {static_cast<Journal*>(file.get()), static_cast<Journal*>(&memory)}) {
        const auto page = bytes_of_page('p', 300'000);
        const Digest digest = attach(*journal, page);
        const Digest none = attach(*journal, {});
        CHECK(journal->attachment(digest) == page);
        CHECK(journal->attachment(none) == std::vector<std::uint8_t>{});
        CHECK_FALSE(journal->attachment(blake2b("iets anders")));
        attach(*journal, page);  // again: a start that was cut short
        CHECK(journal->attachment(digest) == page);
        CHECK(journal->head().seq == 0);
    }
}

TEST_CASE("slides are in the file after a power cut, and in its backup") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    const std::string digest = attach_slides(*journal);
    copy_as_crashed(folder.file(), folder.file("na-de-storing.kiosk"));
    REQUIRE(journal->begin_backup(folder.file("kopie.kiosk")));
    while (!journal->step_backup(2).value()) {
    }
    journal->checkpoint();
    journal.reset();
    for (const char* name : {"avond.kiosk", "na-de-storing.kiosk", "kopie.kiosk"}) {
        INFO(name);
        auto again = open_journal(folder.file(name));
        CHECK(again->damaged_slides().empty());
        const auto list = again->attachment(*digest_from_hex(digest));
        REQUIRE(list);
        const auto pages = read_slide_list(std::string(list->begin(), list->end()));
        REQUIRE(pages);
        CHECK(again->attachment(pages->at(1).wall) == bytes_of_page('b'));
    }
}

TEST_CASE("an evening of before there were attachments opens unchanged, and takes them from then on") {
    const EveningFolder folder;
    {
        auto journal = open_journal(folder.file());
        REQUIRE(journal->commit({std::vector<TimedEvent>{timed(KioskRestarted{})}, {}}));
    }
    make_first_format(folder.file());
    {
        auto journal = open_journal(folder.file());
        CHECK_FALSE(journal->attachment(blake2b("iets")));
        REQUIRE(journal->commit({std::vector<TimedEvent>{timed(KioskRestarted{})}, {}}));
    }
    {
        Database look;
        REQUIRE(look.open(folder.file(), SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
        CHECK(look.first_text("PRAGMA user_version") == "1");
    }
    {
        auto journal = open_journal(folder.file());
        attach_slides(*journal);
        copy_as_crashed(folder.file(), folder.file("na-de-storing.kiosk"));
    }
    for (const char* name : {"avond.kiosk", "na-de-storing.kiosk"}) {
        auto journal = open_journal(folder.file(name));
        CHECK(journal->head().seq == 4);
        CHECK(journal->damaged_slides().empty());
        CHECK(journal->attachment(blake2b(Bytes(bytes_of_page('a')))));
    }
    // A file of the first format with the table, or of the second without it, was made by nobody.
    change(folder.file(), "PRAGMA user_version = 1");
    CHECK(refusal_key(folder.file()) == "refusal.evening_damaged");
    change(folder.file(), "DROP TABLE attachments; PRAGMA user_version = 2");
    CHECK(refusal_key(folder.file()) == "refusal.evening_damaged");
}

TEST_CASE("a page that is damaged or lost is told, and costs that page, not the evening") {
    const EveningFolder folder;
    const std::string path = folder.file();
    std::string digest;
    {
        auto journal = open_journal(path);
        digest = attach_slides(*journal);
    }
    const std::string wall = "x'" + hex(Bytes(blake2b(Bytes(bytes_of_page('a'))))) + "'";
    const std::string change_sql =
        GENERATE_COPY("UPDATE attachments SET body = zeroblob(9000) WHERE digest = " + wall,
                      "DELETE FROM attachments WHERE digest = " + wall,
                      "DELETE FROM attachments WHERE digest = x'" + digest + "'",
                      "UPDATE attachments SET body = x'' WHERE digest = x'" + digest + "'");
    change(path, change_sql);
    auto journal = open_journal(path);
    INFO(change_sql);
    CHECK(journal->damaged_slides() == std::vector<std::string>{"plan.pdf"});
    CHECK(journal->head().seq == 2);
    const bool page_is_there = journal->attachment(blake2b(Bytes(bytes_of_page('a')))).has_value();
    const bool list_is_there = journal->attachment(*digest_from_hex(digest)).has_value();
    CHECK_FALSE((page_is_there && list_is_there));
    // Attached anew, it is whole.
    attach(*journal, bytes_of_page('a'));
    CHECK(journal->attachment(blake2b(Bytes(bytes_of_page('a')))) == bytes_of_page('a'));
}

TEST_CASE("a disk that takes no page says so, and the evening goes on") {
    const EveningFolder folder;
    const bool first_format = GENERATE(false, true);
    { auto journal = open_journal(folder.file()); }
    if (first_format) make_first_format(folder.file());
    SqliteOptions options;
    options.vfs = faulty_vfs();
    auto journal = open_journal(folder.file(), options);
    const auto page = bytes_of_page('p');
    const Digest digest = blake2b(Bytes(page));
    set_faults({FaultPlan::What::write, 1, true, SQLITE_FULL, false});
    const Status refused = journal->attach(digest, page);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.refusal().code == RefusalCode::storage);
    CHECK_FALSE(journal->attachment(digest));
    set_faults({});
    REQUIRE(journal->commit({std::vector<TimedEvent>{timed(KioskRestarted{})}, {}}));
    attach(*journal, page);
    CHECK(journal->attachment(digest) == page);
    CHECK(journal->head().seq == 1);
}
