// Owns reading the demo's data files, with a plain complaint when one is not as it should be.
// Before the demo's thread starts. It must never invent what a file does not say.
#include "demo/script.h"

#include <fstream>
#include <optional>
#include <sstream>

#include "base/json.h"

namespace buurtkiosk::demo {
namespace {

using json::Value;

struct Unusable {
    std::string file;
    std::string reason;
};

// Reads one file as JSON; the reader throws nothing, it fills in `wrong`.
class Reader {
  public:
    Reader(const std::string& folder, std::optional<Unusable>& wrong) : folder_(folder), wrong_(wrong) {}

    Value read(const std::string& name) {
        file_ = folder_ + "/" + name;
        std::ifstream stream(file_, std::ios::binary);
        std::stringstream content;
        content << stream.rdbuf();
        if (!stream) {
            complain("it cannot be read");
            return Value::object();
        }
        auto value = json::parse(content.str());
        if (!value) complain("it is not JSON");
        return value ? std::move(*value) : Value::object();
    }
    std::string text(const Value& object, const char* key) {
        const auto value = json::text_at(object, key);
        if (!value) complain(std::string("a text is missing: ") + key);
        return value.value_or("");
    }
    std::vector<std::string> texts(const Value& array) {
        std::vector<std::string> result;
        for (const Value& item : array) {
            const auto value = json::text(item);
            if (!value) complain("a list of texts holds something else");
            result.push_back(value.value_or(""));
        }
        return result;
    }
    const Value& list(const Value& object, const char* key) {
        static const Value none = Value::array();
        const Value* found = json::array_at(object, key);
        if (found == nullptr || found->empty()) complain(std::string("a list is missing or empty: ") + key);
        return found == nullptr ? none : *found;
    }
    void complain(std::string reason) {
        if (!wrong_) wrong_ = Unusable{file_, std::move(reason)};
    }

  private:
    const std::string& folder_;
    std::string file_;
    std::optional<Unusable>& wrong_;
};

double number_at(const Value& object, const char* key, double otherwise) {
    const Value* found = json::find(object, key);
    return found != nullptr && found->is_number() ? found->get<double>() : otherwise;
}

void read_chair(Reader& reader, Script& script) {
    const Value chair = reader.read("chair.json");
    script.chair_name = reader.text(chair, "name");
    script.speakers = static_cast<std::size_t>(json::integer_at(chair, "speakers").value_or(3));
    const Value* pace = json::object_at(chair, "pace_s");
    if (pace == nullptr) {
        reader.complain("pace_s is missing");
        return;
    }
    for (const auto& [code, seconds] : pace->items()) {
        if (!seconds.is_number()) reader.complain("pace_s holds something else than numbers");
        script.pace_s[code] = seconds.is_number() ? seconds.get<double>() : 5;
    }
}

}  // namespace

Result<Script> Script::load(const std::string& folder) {
    std::optional<Unusable> wrong;
    Reader reader(folder, wrong);
    Script script;
    const Value people = reader.read("people.json");
    for (const Value& person : reader.list(people, "people")) {
        script.people.push_back({reader.text(person, "name"), reader.text(person, "language"),
                                 json::text_at(person, "place").value_or("room")});
    }
    const Value words = reader.read("words.json");
    for (const Value& word : reader.list(words, "words")) {
        script.words.push_back({reader.texts(reader.list(word, "spellings")), number_at(word, "weight", 1)});
    }
    const Value topics = reader.read("topics.json");
    script.topics = reader.texts(reader.list(topics, "topics"));
    const Value questions = reader.read("questions.json");
    script.questions = reader.texts(reader.list(questions, "questions"));
    read_chair(reader, script);
    if (wrong) {
        return refuse(RefusalCode::bad_frame, "program.demo_file",
                      {{"file", wrong->file}, {"reason", wrong->reason}});
    }
    return script;
}

}  // namespace buurtkiosk::demo
