// Owns every maximum of the program, named, in one place; a test meets each of them.
// Plain constants that any thread may read. It must never include anything but the standard integer types.
#pragma once

#include <cstddef>
#include <cstdint>

namespace buurtkiosk::limits {

// --- text that people write, in graphemes (what a person counts as one character) ---
inline constexpr std::size_t name_graphemes = 40;
inline constexpr std::size_t word_graphemes = 24;
inline constexpr std::size_t topic_graphemes = 80;
inline constexpr std::size_t title_graphemes = 80;
inline constexpr std::size_t prompt_graphemes = 160;
inline constexpr std::size_t question_graphemes = 300;
inline constexpr std::size_t option_graphemes = 120;
inline constexpr std::size_t written_graphemes = 240;  // a question that somebody writes to the meeting
inline constexpr std::size_t notes_graphemes = 2000;
inline constexpr std::size_t block_text_graphemes = 600;
inline constexpr std::size_t materials_graphemes = 400;
inline constexpr std::size_t grapheme_bytes = 12;  // of a text, on average: more only emoji families need
inline constexpr std::size_t text_bytes = 8192;    // before any other rule looks at it

// --- the meeting ---
inline constexpr std::size_t people = 5000;
inline constexpr std::size_t blocks = 150;  // so that a whole view fits in what a returning phone may cost
inline constexpr std::size_t runbook_bytes = std::size_t{4} << 20U;  // of a file; more is no runbook
inline constexpr std::int32_t block_minutes = 600;
inline constexpr std::size_t table_bytes = 64 * 1024;  // of an agenda that is pasted
inline constexpr std::size_t ready_made = 40;          // runbooks that the console offers
inline constexpr std::size_t queue_entries = 200;
inline constexpr std::size_t queue_history = 20'000;  // asked in one evening, those who left among them
inline constexpr std::int32_t card_number = 9999;
inline constexpr std::int32_t hands_at_once = 30;
inline constexpr std::int32_t overtake_most = 20;  // how often the rules may let somebody be overtaken
inline constexpr std::int64_t answer_within_ms =
    60'000;  // of who is called at home: until then their time does not run
inline constexpr std::size_t people_groups = 8;
inline constexpr std::size_t group_name_graphemes = 30;
inline constexpr std::size_t video_call_bytes = 300;
inline constexpr std::size_t questions = 300;  // written in one evening …
inline constexpr std::size_t questions_bytes =
    256 * 1024;                                        // … and all their texts: a chair's view holds them
inline constexpr std::size_t questions_of_person = 5;  // not yet answered
inline constexpr std::size_t polls = 200;
inline constexpr std::size_t poll_options = 12;
inline constexpr std::size_t poll_options_least = 2;
inline constexpr std::size_t languages = 8;
inline constexpr std::size_t language_bytes = 16;
inline constexpr std::int32_t think_s = 3600;
inline constexpr std::int32_t speaking_s = 3600;
inline constexpr std::size_t undo_steps = 20;
inline constexpr std::size_t check_ins = 100;  // in one evening
inline constexpr std::size_t word_groups =
    10'000;  // of one check-in, those that nobody means any more among them
inline constexpr std::size_t spellings_in_group = 200;
inline constexpr std::size_t poll_kind_bytes = 16;

// --- slides: the pages of a PDF on the wall ---
inline constexpr std::int32_t slides_pages = 200;  // of one PDF
inline constexpr std::size_t slides_pdf_bytes = 100 * 1024 * 1024;
inline constexpr std::size_t slides_name_graphemes = 200;  // of the PDF, with folders
inline constexpr int slide_wide_px = 1920;                 // a page fits in this on the wall …
inline constexpr int slide_high_px = 1080;
inline constexpr int slide_phone_wide_px = 1280;  // … and in this on a phone
inline constexpr int slide_phone_high_px = 960;
inline constexpr std::size_t slide_wall_bytes = 1024 * 1024;  // of its picture; a heavier one gets smaller …
inline constexpr std::size_t slide_phone_bytes = 256 * 1024;  // … and so does that of the phones
inline constexpr std::size_t slide_text_bytes = 8 * 1024;
// Of all slides of an evening: closing a vote rewrites the evening's file, and that must not take seconds.
inline constexpr std::size_t slides_evening_bytes = 48 * 1024 * 1024;
inline constexpr std::size_t slides_slack_bytes = 8 * 1024 * 1024;       // of pictures above a child's share
inline constexpr std::size_t slides_child_bytes = 1536UL * 1024 * 1024;  // memory of the child that draws
inline constexpr std::int64_t slides_open_ms = 30'000;           // a PDF that opens slower is refused …
inline constexpr std::int64_t slides_page_ms = 30'000;           // … and so is one with a slower page …
inline constexpr std::int64_t slides_document_ms = 10 * 60'000;  // … or slower as a whole
inline constexpr std::size_t slides_on_shelf = 64;               // pages that phones may ask for, in memory

// --- commands ---
inline constexpr std::size_t command_id_bytes = 36;
inline constexpr std::size_t stored_replies = 64;  // per person
inline constexpr std::int64_t pairing_code_ms = 15 * 60'000;

// --- the wire ---
inline constexpr std::size_t frame_bytes = 4096;  // from a client, over all its fragments
inline constexpr std::size_t clients = 6000;
inline constexpr std::size_t reserved_clients = 16;  // places only chairs and the kiosk itself may take
inline constexpr std::size_t outbox_bytes = 512 * 1024;
inline constexpr std::int64_t hello_within_ms = 10'000;
inline constexpr std::int64_t publish_every_ms = 100;
inline constexpr std::size_t view_bytes =
    31 * 1024;                                     // words that would make a view larger become a section …
inline constexpr std::size_t words_in_view = 150;  // … and so do more words than this
inline constexpr std::size_t queue_view_bytes =
    11 * 1024;  // the entries of a longer queue that do not fit become a section
inline constexpr std::size_t questions_in_view = 40;  // and no more than fit; the rest is a section
inline constexpr std::size_t polls_in_view = 12;      // older closed polls become a section

// --- this computer's settings ---
inline constexpr std::size_t settings_bytes = 64 * 1024;  // of the file; more is no settings file
inline constexpr std::size_t setting_name_bytes = 200;    // of a screen, an address, a theme
inline constexpr double image_height_least_m = 0.2;
inline constexpr double image_height_most_m = 20.0;
inline constexpr double last_row_least_m = 1.0;
inline constexpr double last_row_most_m = 100.0;

// --- sound ---
inline constexpr std::int64_t sound_late_ms = 3'000;  // a device that takes longer over a sound has failed

// --- presence ---
inline constexpr std::int64_t here_after_contact_ms = 10 * 60'000;  // a phone sleeps in a pocket

}  // namespace buurtkiosk::limits
