// Owns the tests of the text rules: what a line and a word may hold, how long they are, when names are the
// same. Runs on the test thread. It must never include anything but the text rules and the limits.
#include "base/text.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "base/limits.h"

namespace {

using buurtkiosk::text::clean_line;
using buurtkiosk::text::clean_word;
using buurtkiosk::text::count_graphemes;
using buurtkiosk::text::fold;
using buurtkiosk::text::same_name;
using buurtkiosk::text::TextCheck;
using buurtkiosk::text::TextProblem;
namespace limits = buurtkiosk::limits;

std::string line(std::string_view utf8) {
    const TextCheck check = clean_line(utf8, limits::name_graphemes);
    CHECK(check.problem == TextProblem::none);
    return check.text;
}

std::string word(std::string_view utf8) {
    const TextCheck check = clean_word(utf8, limits::word_graphemes);
    CHECK(check.problem == TextProblem::none);
    return check.text;
}

TextProblem line_problem(std::string_view utf8) {
    const TextCheck check = clean_line(utf8, limits::name_graphemes);
    if (check.problem != TextProblem::none) CHECK(check.text.empty());
    return check.problem;
}

TextProblem word_problem(std::string_view utf8) { return clean_word(utf8, limits::word_graphemes).problem; }

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t at = 0; at < times; ++at) text += part;
    return text;
}

constexpr std::string_view family = "👨‍👩‍👧‍👦";

}  // namespace

TEST_CASE("a line is trimmed, and its white space is single") {
    CHECK(line("  Fatma   de  Vries ") == "Fatma de Vries");
    CHECK(line("Fatma\u00A0\u2003de Vries") == "Fatma de Vries");
    CHECK(line("\r\n Joop\t\n") == "Joop");
    CHECK(line("\uFEFFJoop\u200E\u200B ") == "Joop");
    CHECK(line("j.w. 'Hans' O’Neill-Özdemir (tafel 4)") == "j.w. 'Hans' O’Neill-Özdemir (tafel 4)");
}

TEST_CASE("a line is brought to one normal form") {
    CHECK(line("e\u0301e\u0301n") == "één");
    CHECK(clean_line("e\u0301e\u0301n", 3).graphemes == 3);
    CHECK(line("i\u0307") == "i\u0307");
}

TEST_CASE("nothing but white space is empty") {
    CHECK(line_problem("") == TextProblem::empty);
    CHECK(line_problem("   ") == TextProblem::empty);
    CHECK(line_problem("\t\r\n") == TextProblem::empty);
    CHECK(line_problem("\u200B\u3000\uFEFF") == TextProblem::empty);
    CHECK(word_problem("") == TextProblem::empty);
    CHECK(word_problem(" \u00A0 ") == TextProblem::empty);
    CHECK(word_problem("...!") == TextProblem::empty);
}

TEST_CASE("control characters are refused inside a line") {
    for (int c = 0; c < 0x20; ++c) {
        INFO("control character " << c);
        const std::string text = std::string("a") + static_cast<char>(c) + "b";
        CHECK(line_problem(text) == TextProblem::bad_text);
    }
    CHECK(line_problem("a\x7F"
                       "b") == TextProblem::bad_text);
    CHECK(line_problem("a\u0085b") == TextProblem::bad_text);
    CHECK(line_problem("a\u009Bb") == TextProblem::bad_text);
    CHECK(line_problem("a\u2028b") == TextProblem::bad_text);
    CHECK(line_problem("a\u2029b") == TextProblem::bad_text);
    CHECK(line_problem(std::string_view("\0", 1)) == TextProblem::bad_text);
    CHECK(line_problem("\x1B[31mrood") == TextProblem::bad_text);
}

TEST_CASE("characters that turn or hide text are refused, also at the edges") {
    for (const char* hidden :
         {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067",    "\u2068",
          "\u2069", "\u206A", "\u206F", "\u2060", "\u2061", "\u2064", "\u00AD",    "\u034F",
          "\u180E", "\u115F", "\u3164", "\uFFA0", "\u2800", "\uFFF9", "\U000E0041"}) {
        INFO("code point " << std::hex << static_cast<int>(static_cast<unsigned char>(hidden[0])) << " …");
        CHECK(line_problem(std::string("Jan") + hidden + "tje") == TextProblem::bad_text);
        CHECK(line_problem(hidden + std::string("Jantje")) == TextProblem::bad_text);
        CHECK(line_problem(std::string("Jantje") + hidden) == TextProblem::bad_text);
        CHECK(word_problem(std::string("bl") + hidden + "ij") == TextProblem::bad_text);
    }
    // Marks of direction and zero-width spaces come along with pasting: harmless at the edges, refused
    // inside.
    for (const char* mark : {"\u200E", "\u200F", "\u061C", "\u200B", "\uFEFF"}) {
        CHECK(line(mark + std::string("Jan") + mark) == "Jan");
        CHECK(line_problem(std::string("Jan") + mark + "tje") == TextProblem::bad_text);
    }
}

TEST_CASE("joiners stand only where a script or an emoji needs them") {
    CHECK(line("می\u200Cخواهم") == "می\u200Cخواهم");  // Persian
    CHECK(line_problem("\u200Cabc") == TextProblem::bad_text);
    CHECK(line_problem("a\u200C\u200Cb") == TextProblem::bad_text);
    CHECK(line_problem("a\u200C 1") == TextProblem::bad_text);
    CHECK(line_problem("a\u200Db") == TextProblem::bad_text);
    CHECK(line_problem("😀\u200D") == TextProblem::bad_text);
    CHECK(line("\u0915\u094D\u200D\u0937") == "\u0915\u094D\u200D\u0937");  // Hindi, after a virama
    CHECK(line("❤️‍🔥") == "❤️‍🔥");
    CHECK(line("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F") ==
          "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F");
    CHECK(line_problem("🏴\U000E0067\U000E0062") == TextProblem::bad_text);  // never closed
    CHECK(line_problem("a\uFE0F") == TextProblem::bad_text);
    CHECK(line_problem("\uFE0F") == TextProblem::bad_text);
    CHECK(line_problem("❤\uFE0F\uFE0F") == TextProblem::bad_text);
}

TEST_CASE("marks are for letters, and few") {
    CHECK(line("Việt Nguyễn") == "Việt Nguyễn");
    CHECK(line("מְנַשֶּׁה") == line("מְנַשֶּׁה"));
    CHECK(line("مُحَمَّدٌ") == "مُحَمَّدٌ");
    CHECK(line("ที่นี่") == "ที่นี่");
    CHECK(line("x" + repeated("\u0317", 4)) == "x" + repeated("\u0317", 4));
    CHECK(line_problem("x" + repeated("\u0317", 5)) == TextProblem::bad_text);
    CHECK(line_problem("Z" + repeated("\u0335\u0321\u0316", 30) + "algo") == TextProblem::bad_text);
    CHECK(line_problem("\u0301") == TextProblem::bad_text);
    CHECK(line_problem("a \u0301") == TextProblem::bad_text);
    CHECK(line_problem("\u0301Jan") == TextProblem::bad_text);
}

TEST_CASE("a flood inside one grapheme is refused") {
    CHECK(line_problem("👨" + repeated("\u200D👨", 40)) == TextProblem::bad_text);
    CHECK(line_problem(repeated("\u1100", 200)) == TextProblem::bad_text);  // leading consonants without end
}

TEST_CASE("noncharacters, private use, unassigned and damaged characters are refused") {
    for (const char* bad : {"\uFDD0", "\uFFFE", "\uFFFF", "\U0001FFFE", "\U0010FFFF", "\uE000", "\uF8FF",
                            "\U000F0000", "\U00100000", "\u0378", "\uFFFD", "\uFFFC"}) {
        CHECK(line_problem(std::string("a") + bad) == TextProblem::bad_text);
    }
    // Room that Unicode keeps for new emoji: a phone may be newer than this computer.
    CHECK(line_problem("\U0001FAFF") == TextProblem::none);
}

TEST_CASE("bytes that are not UTF-8 are refused") {
    for (const std::string& bytes : std::vector<std::string>{
             "\xFF", "\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xED\xA0\x80", "\xED\xBF\xBF",
             "\xF4\x90\x80\x80", "\x80", "a\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xF8\x88\x80\x80\x80",
             "\xFC\x84\x80\x80\x80\x80", "\xC1\x81", "goed\xFE"}) {
        CHECK(line_problem(bytes) == TextProblem::bad_text);
        CHECK(word_problem(bytes) == TextProblem::bad_text);
    }
}

TEST_CASE("length is what a person counts") {
    CHECK(count_graphemes(family) == 1);
    CHECK(clean_line(family, 1).problem == TextProblem::none);
    CHECK(clean_line(family, 1).graphemes == 1);
    CHECK(clean_word(family, 1).text == family);
    CHECK(count_graphemes("🇳🇱") == 1);
    CHECK(count_graphemes("🇳🇱🇹🇷") == 2);
    CHECK(count_graphemes("👍🏽") == 1);
    CHECK(count_graphemes("1️⃣") == 1);
    CHECK(count_graphemes("e\u0301e\u0301n") == 3);
    CHECK(count_graphemes("مُتَفائِل") == 6);
    CHECK(count_graphemes("") == 0);
    CHECK(count_graphemes("\xFF\xFE") == 2);
}

TEST_CASE("24 graphemes are a word, 25 are too long") {
    const std::size_t limit = limits::word_graphemes;
    REQUIRE(limit == 24);
    for (const std::string& part : std::vector<std::string>{
             std::string("a"), std::string("é"), std::string("ش"), std::string(family), std::string("🇳🇱")}) {
        INFO(part);
        const TextCheck fits = clean_word(repeated(part, limit), limit);
        CHECK(fits.problem == TextProblem::none);
        CHECK(fits.graphemes == limit);
        const TextCheck longer = clean_word(repeated(part, limit + 1), limit);
        CHECK(longer.problem == TextProblem::too_long);
        CHECK(longer.graphemes == limit + 1);
        CHECK(longer.text.empty());
    }
    CHECK(word("meervoudigepersoonlijkhe") == "meervoudigepersoonlijkhe");
    CHECK(clean_word("“" + repeated("a", limit) + "”!", limit).problem == TextProblem::none);
    CHECK(clean_word("meer dan één woord en ook nog veel te lang", limit).problem ==
          TextProblem::not_one_word);
}

TEST_CASE("text over the cap of bytes is too long, whatever it holds") {
    CHECK(line_problem(std::string(limits::text_bytes + 1, ' ')) == TextProblem::too_long);
    CHECK(line_problem(std::string(limits::text_bytes + 1, '\xFF')) == TextProblem::too_long);
    CHECK(line_problem(std::string(limits::text_bytes, ' ')) == TextProblem::empty);
    CHECK(line_problem(std::string(limits::text_bytes, 'a')) == TextProblem::too_long);
}

TEST_CASE("a word keeps hyphen and apostrophe, and loses what stands around it") {
    CHECK(word("zee-eend") == "zee-eend");
    CHECK(word("foto's") == "foto's");
    CHECK(word("foto’s") == "foto’s");
    CHECK(word(" “Blij!” ") == "Blij");
    CHECK(word("«moe»...") == "moe");
    CHECK(word("'hoopvol'") == "hoopvol");
    CHECK(word("#samen") == "samen");
    CHECK(word("¿qué?") == "qué");
    CHECK(word("متفائل؟") == "متفائل");
    CHECK(word("blij !") == "blij");
    CHECK(word("- rustig -") == "rustig");
    CHECK(word("50/50") == "50/50");
    CHECK(word("7,5") == "7,5");
    CHECK(word("coöperatief") == "coöperatief");
}

TEST_CASE("an emoji is a word") {
    CHECK(word("😀") == "😀");
    CHECK(word(" 👍🏽 ") == "👍🏽");
    CHECK(word("❤️") == "❤️");
    CHECK(word("❤️!!") == "❤️");
    CHECK(word("‼️") == "‼️");
    CHECK(word("#️⃣") == "#️⃣");
    CHECK(word("blij😀") == "blij😀");
    CHECK(word("<3") == "<3");
}

TEST_CASE("more than one word is not one") {
    for (const char* several :
         {"heel blij", "blij,moe", "blij/moe", "blij\u00A0moe", "blij+moe", "blij&moe", "blij;moe",
          "blij…moe", "blij.Moe", "blij!moe", "(blij)moe", "a=b", "😀 😀", "moe — maar blij", "\"a\"b"}) {
        INFO(several);
        CHECK(word_problem(several) == TextProblem::not_one_word);
    }
}

TEST_CASE("folding makes equal what people read as the same word") {
    CHECK(fold("BENIEUWD") == fold("benieuwd"));
    CHECK(fold("Één") == fold("een"));
    CHECK(fold("enthousiasme") != fold("enthousiast"));
    CHECK(fold("ﬁjn") == fold("fijn"));
    CHECK(fold("blĳ") == fold("blij"));
    CHECK(fold("foto’s") == fold("foto's"));
    CHECK(fold("foto´s") == fold("foto's"));
    CHECK(fold("Ｈａｌｌｏ") == fold("hallo"));
    CHECK(fold("Straße") == fold("strasse"));
    CHECK(fold("Łukasz") == fold("lukasz"));
    CHECK(fold("Søren") == fold("soren"));
    CHECK(fold("  twee   woorden ") == "twee woorden");
    CHECK(fold("ΣΊΣΥΦΟΣ") == fold("σίσυφος"));
    CHECK(fold("й") != fold("и"));
    CHECK(fold("😀") == "😀");
    CHECK(fold("❤️") == fold("❤"));
}

TEST_CASE("the letters i of Turkish meet") {
    CHECK(fold("İyi") == fold("iyi"));
    CHECK(fold("IYI") == fold("iyi"));
    CHECK(fold("İYİ") == fold("iyi"));
    CHECK(fold("ıyı") == fold("iyi"));
    CHECK(fold("i\u0307yi") == fold("iyi"));
    CHECK(fold("MUTLULUĞUM") == fold("mutluluğum"));
    CHECK(same_name("IŞIL", "ışıl"));
    CHECK(same_name("Işıl", "İŞİL"));
}

TEST_CASE("Arabic is compared without vowel marks, tatweel and forms of alef") {
    CHECK(fold("مُتَفَائِل") == fold("متفائل"));
    CHECK(fold("جمـــيل") == fold("جميل"));
    CHECK(fold("أمل") == fold("امل"));
    CHECK(fold("إيمان") == fold("ايمان"));
    CHECK(fold("آمال") == fold("امال"));
    CHECK(fold("سعيدة") == fold("سعيده"));
    CHECK(fold("مصطفى") == fold("مصطفي"));
    CHECK(fold("ﻣﺤﻤﺪ") == fold("محمد"));
    CHECK(fold("یاسمین") == fold("ياسمين"));
    CHECK(fold("مسؤول") != fold("مسوول"));  // hamza on waw is a letter of its own
    CHECK(fold("سعيد") != fold("سعيدة"));
    CHECK(same_name("أحمد", "احمد"));
    CHECK(same_name("فاطمة", "فاطِمَه"));
    CHECK_FALSE(same_name("أحمد", "محمد"));
    CHECK(line("  فاطمة   الزهراء ") == "فاطمة الزهراء");
    CHECK(clean_line("عبد الرحمٰن", limits::name_graphemes).graphemes == 10);
}

TEST_CASE("names are the same when read out the same") {
    CHECK(same_name("Fatma", " FATMA "));
    CHECK(same_name("José", "jose"));
    CHECK(same_name("Zoë", "Zoe"));
    CHECK(same_name("D’Angelo", "d'angelo"));
    CHECK_FALSE(same_name("Jan", "Joan"));
    CHECK_FALSE(same_name("Jan", "Jan 2"));
    CHECK_FALSE(same_name("", "Jan"));
}

TEST_CASE("folding twice is folding once, and no bytes do harm") {
    std::mt19937 random(20260417);
    const std::vector<std::string> pieces = {
        "a",      "É",          "İ",          "ı", "\u0301", "\u200D", "\u200C", "👨",        "🏽",
        "\uFE0F", "ة",          "ى",          "أ", "\u064E", "ـ",      " ",      "\u00A0",   "’",
        "-",      "\t",         "\u202E",     "ß", "ﬁ",      "\xFF",   "\xC3",   "\xE2\x82", "\xED\xA0\x80",
        "🏴",   "\U000E0067", "\U000E007F", "1", "\u20E3", "#",      "\u1100", "각",       "\u0345",
        "\uFFFE", "<",          "\u0F71",     "ǆ"};
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        const std::size_t length = random() % 14;
        for (std::size_t at = 0; at < length; ++at) {
            text += random() % 8 == 0 ? std::string(1, static_cast<char>(random() % 256))
                                      : pieces[random() % pieces.size()];
        }
        INFO("round " << round << ": " << text);
        const TextCheck cleaned = clean_line(text, 40);
        if (cleaned.problem == TextProblem::none) CHECK(same_name(cleaned.text, text));
        const std::string folded = fold(text);
        CHECK(fold(folded) == folded);
        for (const TextCheck& check : {clean_line(text, 40), clean_word(text, 24)}) {
            CHECK((check.problem == TextProblem::none) == !check.text.empty());
            if (check.problem != TextProblem::none) continue;
            CHECK(clean_line(check.text, 40).text == check.text);  // what was cleaned is clean
            CHECK(count_graphemes(check.text) == check.graphemes);
        }
    }
}
