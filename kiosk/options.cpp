// Owns reading the command line with CLI11, its help and its complaints in the user's language. Main thread,
// at start. It must never say more than one line about a mistake, and nothing on standard output but --help.
#include "options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iostream>

#include "base/limits.h"

namespace buurtkiosk {
namespace {

// A number as people write it, a decimal comma too; none for anything else.
template <class Number>
std::optional<Number> number_in(std::string text) {
    std::replace(text.begin(), text.end(), ',', '.');
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return number;
}

class Reader {
  public:
    explicit Reader(const Texts& texts) : texts_(texts), app_(texts("program.help.title", {})) {
        app_.name("buurtkiosk");
        app_.set_help_flag("-h,--help", texts("program.help.help", {}));
    }

    CLI::App& app() { return app_; }
    std::string words(const std::string& key) const { return texts_(key, {}); }

    template <class Value>
    CLI::Option* text(const std::string& name, Value& value, const std::string& help) {
        return app_.add_option("--" + name, value, words(help));
    }
    CLI::Option* flag(const std::string& name, bool& value, const std::string& help) {
        return app_.add_flag("--" + name, value, words(help));
    }
    // The value may be one that is not there until it is given.
    template <class Number, class Value>
    CLI::Option* number(const std::string& name, Value& value, Number least, Number most,
                        const std::string& help) {
        return app_
            .add_option_function<std::string>(
                "--" + name, [&value](const std::string& given) { value = *number_in<Number>(given); },
                words(help))
            ->check([this, least, most](const std::string& given) {
                const auto number = number_in<Number>(given);
                if (number && *number >= least && *number <= most) return std::string();
                return texts_("program.bad_number", {{"given", given},
                                                     {"least", CLI::detail::to_string(least)},
                                                     {"most", CLI::detail::to_string(most)}});
            });
    }

  private:
    const Texts& texts_;
    CLI::App app_;
};

}  // namespace

ParsedOptions parse_options(int argc, const char* const* argv, const Texts& texts) {
    ParsedOptions parsed;
    Options& options = parsed.options;
    Reader reader(texts);
    constexpr int usual_demo = 40;
    int demo = usual_demo;
    reader.text("evening", options.evening, "program.help.evening");
    reader.text("runbook", options.runbook, "program.help.runbook");
    reader.flag("headless", options.headless, "program.help.headless");
    reader.flag("windowed", options.windowed, "program.help.windowed");
    CLI::Option* with_port =
        reader.number<std::uint16_t>("port", options.port, 0, 65535, "program.help.port");
    reader.text("listen", options.listen, "program.help.listen");
    CLI::Option* with_demo = reader.number("demo", demo, 1, 500, "program.help.demo")
                                 ->expected(0, 1)
                                 ->default_str(std::to_string(usual_demo));
    reader.flag("rehearse", options.rehearse, "program.help.rehearse");
    reader.text("capture", options.capture, "program.help.capture");
    reader.text("public-url", options.public_url, "program.help.public_url");
    reader.text("address", options.address, "program.help.address");
    reader.text("wifi-name", options.wifi_name, "program.help.wifi_name");
    reader.text("wifi-password", options.wifi_password, "program.help.wifi_password");
    reader.number("image-height", options.image_height_m, limits::image_height_least_m,
                  limits::image_height_most_m, "program.help.image_height");
    reader.number("last-row", options.last_row_m, limits::last_row_least_m, limits::last_row_most_m,
                  "program.help.last_row");
    reader.flag("reduced-motion", options.reduced_motion, "program.help.reduced_motion");
    CLI::App* check = reader.app().add_subcommand("check", reader.words("program.help.check"));
    std::string file;
    check->add_option("FILE", file, reader.words("program.help.check_file"))->required();
    CLI::App* runbook = reader.app().add_subcommand("runbook", reader.words("program.help.print_runbook"));
    runbook->add_option("FILE", file, reader.words("program.help.runbook_file"))->required();
    CLI::App* minutes = reader.app().add_subcommand("minutes", reader.words("program.help.minutes"));
    minutes->add_option("FILE", file, reader.words("program.help.minutes_file"))->required();
    minutes->add_option("-o,--output", options.minutes_folder, reader.words("program.help.minutes_folder"))
        ->required();
    minutes->add_flag("--names", options.minutes_names, reader.words("program.help.minutes_names"));

    const auto refuse_with = [&](const std::string& sentence) {
        std::cerr << "buurtkiosk: " << sentence << " " << texts("program.see_help", {}) << "\n";
        parsed.exit_status = 2;
        return parsed;
    };
    try {
        reader.app().parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        std::cout << reader.app().help();
        parsed.exit_status = 0;
        return parsed;
    } catch (const CLI::ValidationError& error) {
        return refuse_with(error.what());  // "--port: " and our own sentence
    } catch (const CLI::ExtrasError&) {
        const std::vector<std::string> unknown = reader.app().remaining(true);
        return refuse_with(
            texts("program.unknown_option", {{"option", unknown.empty() ? "" : unknown.front()}}));
    } catch (const CLI::RequiredError&) {
        return refuse_with(
            texts(minutes->parsed() ? "program.minutes_arguments" : "program.file_missing", {}));
    } catch (const CLI::ParseError& error) {
        // "--evening: 1 required TEXT missing"
        const std::string said = error.what();
        return refuse_with(texts("program.value_missing", {{"option", said.substr(0, said.find(':'))}}));
    }
    if (with_demo->count() > 0) options.demo = demo;
    options.port_given = with_port->count() > 0;
    if (options.demo && options.rehearse) return refuse_with(texts("program.rehearse_or_demo", {}));
    if (check->parsed()) options.check = file;
    if (runbook->parsed()) options.print_runbook = file;
    if (minutes->parsed()) options.minutes = file;
    return parsed;
}

}  // namespace buurtkiosk
