#include "command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string_view>
#include <utility>

#include "failure.hpp"
#include "help.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

/// What CLI11 fills in as it was typed; checked and turned into a CommandLine afterwards.
struct Typed {
    std::vector<std::string> sets{}, nulls{};
    std::string weeks{}, replicates{}, seed{}, policies{}, threads{}, sample{"10"}, progress{"auto"}, color{"auto"};
    bool version = false;
};

/// Builds the commands and their options, and turns what was typed into a CommandLine.
class Parser {
public:
    explicit Parser(CommandLine& line)
        : line_(line),
          app_(
              "Candor simulates how leadership shapes trust, autonomy and speaking up in an organization, and what "
              "that does to its performance.") {
        app_.name("candor");
        app_.formatter(help_formatter(Terminal(stdout, ColorWhen::never).text_width()));
        app_.set_help_flag("-h,--help", "Print this and exit")->group("Options");
        app_.add_flag("--version", typed_.version, "Print version, commit, compiler and instruction set")
            ->group("Options");
        app_.footer(footer::program());
        app_.require_subcommand(0, 1);
        app_.allow_extras();
        add_run();
        add_compare();
        add_ablate();
        add_check();
        add_init();
        add_describe();
        add_hash();
        add_verify();
    }

    void parse(std::vector<std::string> arguments) {
        if (!arguments.empty() && arguments.front() == "help") {
            arguments.erase(arguments.begin());
            arguments.resize(std::min<std::size_t>(arguments.size(), 1));
            arguments.emplace_back("--help");
        }
        std::reverse(arguments.begin(), arguments.end());
        try {
            app_.parse(std::move(arguments));
        } catch (CLI::CallForHelp const&) {
            refuse(app_.remaining(), false);
            show_help();
            return;
        } catch (CLI::ParseError const& error) {
            throw UsageError(in_our_words(error), see_help());
        }
        read_look();
        refuse_unknown();
        if (typed_.version) {
            line_.command = Command::version;
        } else if (command() == nullptr) {
            throw UsageError("no command was given",
                             "`candor --help` lists them; the main job is `candor compare FILE.yaml`");
        } else {
            read_settings();
            require_files();
        }
    }

private:
    CLI::App* add(Command command, char const* name, std::string const& purpose, std::string const& foot) {
        CLI::App* const app = app_.add_subcommand(name, purpose);
        app->footer(foot);
        app->allow_extras();
        app->parse_complete_callback([this, command] { line_.command = command; });
        return app;
    }

    /// An option with one value; the last one counts.
    static CLI::Option* add_value(CLI::App* app, char const* name, std::string& value, char const* placeholder,
                                  char const* meaning, char const* group) {
        return app->add_option(name, value, meaning)
            ->option_text(placeholder)
            ->group(group)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }

    static void add_flag(CLI::App* app, char const* name, bool& value, char const* meaning) {
        app->add_flag(name, value, meaning)->group("Look")->disable_flag_override();
    }

    void add_files(CLI::App* app, char const* usage, char const* meaning) {
        app->add_option("FILE", line_.files, meaning)->option_text(usage);
    }

    void add_color_and_help(CLI::App* app) {
        add_value(app, "--color", typed_.color, "WHEN",
                  "Colour: auto (where someone looks on and NO_COLOR is not set), always, never", "Look");
        app->set_help_flag("-h,--help", "Print this and exit")->group("Look");
    }

    void add_set(CLI::App* app) {
        app->add_option("--set", typed_.sets,
                        "Set any key of the scenario, e.g. environment.turbulence=.2 or timeline[0].week=10; "
                        "repeatable, later ones "
                        "win (`candor describe` lists the keys)")
            ->option_text("PATH=VALUE")
            ->group("Scenario")
            ->allow_extra_args(false);
    }

    void add_replicates(CLI::App* app) {
        add_value(app, "--replicates", typed_.replicates, "N",
                  "Runs that differ only in their random numbers (run.replicates)", "Scenario");
    }

    void add_running(CLI::App* app) {
        add_value(app, "--threads", typed_.threads, "N",
                  "Threads to use; all there are unless given. Results do not depend on it", "Running");
    }

    void add_progress(CLI::App* app) {
        add_flag(app, "-q,--quiet", line_.look.quiet, "No progress and no notes; warnings and errors stay");
        add_value(app, "--progress", typed_.progress, "KIND",
                  "Progress: auto (a bar where someone looks on), bar, json (one object a line), none", "Look");
    }

    void add_variant(CLI::App* app) {
        add_value(app, "--variant", line_.variant, "NAME", "Run it as this one of its `variants`", "Scenario");
    }

    void add_nulls(CLI::App* app) {
        app->add_option("--null", typed_.nulls,
                        "Hold a mechanism still at its neutral value: trust_frozen, voice_off, motivation_off, "
                        "adjustment_off, advice_off or no_turnover; repeatable, instead of the scenario's `nulls`")
            ->option_text("NAME")
            ->group("Scenario")
            ->allow_extra_args(false);
    }

    void add_policies(CLI::App* app, char const* meaning) {
        add_value(app, "--policies", typed_.policies, "A,B,...", meaning, "Scenario");
    }

    void add_run_settings(CLI::App* app) {
        add_value(app, "--weeks", typed_.weeks, "N", "Weeks that each run lasts (run.weeks)", "Scenario");
        add_replicates(app);
        add_value(app, "--seed", typed_.seed, "N", "Which random numbers (run.seed)", "Scenario");
    }

    void add_experiment(CLI::App* app, char const* default_output) {
        add_variant(app);
        add_nulls(app);
        add_set(app);
        add_run_settings(app);
        add_value(app, "-o,--output", line_.output, "FILE.h5", default_output, "Running");
        add_running(app);
        add_flag(app, "--all", line_.all_outcomes, "Show every outcome, the counts and the relationship levels too");
        add_flag(app, "--json", line_.look.json, "Print JSON instead of a table");
        add_progress(app);
        add_color_and_help(app);
    }

    void add_run() {
        auto* const app = add(Command::run, "run",
                              "Run one scenario under its own policy.\nAll replicates of it; prints the means of the "
                              "last year, writes all "
                              "weeks to a file.",
                              footer::run());
        add_files(app, "FILE.yaml", "The scenario");
        add_experiment(app, "Where the result goes; results/SCENARIO-POLICY.h5 unless given");
    }

    void add_compare() {
        auto* const app = add(Command::compare, "compare",
                              "Set leadership policies, or scenarios, side by side.\nWith one file: the policies of "
                              "its key `compare`, or "
                              "those named by --policies; each on the same people with the same shocks. With several "
                              "files: each under its "
                              "own policy. The first is what the others are compared with.",
                              footer::compare());
        add_files(app, "FILE.yaml [FILE.yaml...]", "The scenario, or the scenarios");
        add_policies(app,
                     "Styles to compare, of those built in (command, transactional, level2, distributed) or the "
                     "scenario's own, or STYLE@VARIANT; one FILE only");
        add_experiment(app, "Where the result goes; results/SCENARIO.h5 unless given");
    }

    void add_ablate() {
        auto* const app = add(Command::ablate, "ablate",
                              "Say what each mechanism carries of a difference.\nRuns two policies as they are, then "
                              "with one mechanism after the other held still at its neutral value, all on the same "
                              "people with the same shocks.",
                              footer::ablate());
        add_files(app, "FILE.yaml", "The scenario");
        add_value(app, "--outcome", line_.outcome, "NAME", "Which difference; performance unless given", "Scenario");
        add_policies(app, "The two styles; the first two of the scenario's `compare` unless given");
        add_variant(app);
        add_set(app);
        add_run_settings(app);
        add_running(app);
        add_flag(app, "--json", line_.look.json, "Print JSON instead of a table");
        add_progress(app);
        add_color_and_help(app);
    }

    void add_check() {
        auto* const app = add(Command::check, "check",
                              "Say whether scenarios can be run, and all that is wrong if not.\nReads the files they "
                              "name as well; writes nothing, and runs nothing but, with --expect, what the scenarios "
                              "expect something of.",
                              footer::check());
        add_files(app, "FILE.yaml [FILE.yaml...]", "The scenarios");
        app->add_flag(
               "--expect", line_.expect,
               "Also run them and say whether what they `expect` comes true: signs and orders, by 95 % intervals")
            ->group("Scenario")
            ->disable_flag_override();
        add_set(app);
        add_replicates(app);
        add_running(app);
        add_flag(app, "--json", line_.look.json, "Print SARIF 2.1.0, which editors and code hosts read");
        add_progress(app);
        add_color_and_help(app);
    }

    void add_init() {
        auto* const app = add(Command::init, "init",
                              "Write a scenario to begin with.\nEvery key with its default and what it means, or a "
                              "story that ships, as one file that needs no other. Overwrites nothing.",
                              footer::init());
        app->add_option("FILE", line_.files, "The file to make; scenario.yaml, or STORY.yaml, unless given")
            ->option_text("[FILE.yaml]");
        add_value(app, "--from", line_.story, "STORY", "Copy this story", "Scenario");
        add_color_and_help(app);
    }

    void add_describe() {
        auto* const app = add(Command::describe, "describe",
                              "Explain what a scenario may hold and what a run reports.\nEvery key with default, "
                              "range, unit, meaning and "
                              "source; `outcomes` for what is reported.",
                              footer::describe());
        app->add_option("SECTION", line_.section, "A section or key, e.g. environment; all unless given")
            ->option_text("[SECTION]");
        add_flag(app, "--json", line_.look.json, "Print JSON");
        add_flag(app, "--schema", line_.schema, "Print the JSON Schema (draft-07) of scenario files");
        add_color_and_help(app);
    }

    void add_hash() {
        auto* const app =
            add(Command::hash, "hash", "Print the content hash of result files, computed anew.", footer::hash());
        add_files(app, "FILE.h5 [FILE.h5...]", "Result files");
        add_flag(app, "--variables", line_.variables, "Also one line for each variable: its own hash and its name");
        add_color_and_help(app);
    }

    void add_verify() {
        auto* const app =
            add(Command::verify, "verify",
                "Run some of a result again and compare it bit by bit.\nA random sample of its runs, from "
                "the scenario and the seeds that the file holds itself.",
                footer::verify());
        add_files(app, "FILE.h5 [FILE.h5...]", "Result files");
        add_value(app, "--sample", typed_.sample, "N", "How many runs; 10 unless given", "Sample");
        add_value(app, "--seed", typed_.seed, "N", "Which runs; 1 unless given", "Sample");
        add_value(app, "--data", line_.data, "FOLDER",
                  "Where charts and ties lie that were imported; here unless given", "Running");
        add_running(app);
        add_progress(app);
        add_color_and_help(app);
    }

    [[nodiscard]] CLI::App const* command() const {
        auto const commands = app_.get_subcommands();
        return commands.empty() ? nullptr : commands.front();
    }

    [[nodiscard]] std::string see_help() const {
        return command() == nullptr ? "`candor --help` says more"
                                    : fmt::format("`candor {} --help` says more", command()->get_name());
    }

    void show_help() {
        CLI::App const* const app = command();
        line_.help_text = app == nullptr ? app_.help() : app->help("candor");
        line_.command = Command::help;
    }

    /// CLI11 says `--weeks: 1 required TEXT missing`.
    static std::string in_our_words(CLI::ParseError const& error) {
        std::string const what = error.what();
        bool const lacks_value =
            dynamic_cast<CLI::ArgumentMismatch const*>(&error) != nullptr && what.find("required") != std::string::npos;
        if (lacks_value) return fmt::format("`{}` needs a value (none follows)", what.substr(0, what.find(':')));
        if (what.find("disallowed flag override") != std::string::npos)
            return fmt::format("`--{}` takes no value", what.substr(0, what.find(' ')));
        return what;
    }

    [[nodiscard]] static std::vector<std::string> option_names(CLI::App const& app) {
        std::vector<std::string> names;
        for (CLI::Option const* option : app.get_options([](CLI::Option const* o) { return o->nonpositional(); })) {
            for (std::string const& name : option->get_lnames()) names.push_back("--" + name);
        }
        return names;
    }

    void refuse_unknown() const {
        refuse(app_.remaining(), false);
        if (command() != nullptr) refuse(command()->remaining(), true);
    }

    void refuse(std::vector<std::string> const& words, bool in_command) const {
        for (std::string const& word : words) {
            if (word == "--") continue;
            if (!word.starts_with('-') && !in_command) {
                std::vector<std::string> names{"help"};
                for (CLI::App const* candidate : app_.get_subcommands({})) names.push_back(candidate->get_name());
                std::string const meant = scenario::did_you_mean(word, names);
                throw UsageError(fmt::format("unknown command `{}`", word), meant.empty() ? see_help() : meant);
            }
            if (!word.starts_with('-'))
                throw UsageError(fmt::format("`{}` was not expected (one is enough)", word), see_help());
            std::string const name = word.substr(0, word.find('='));
            std::string const meant = scenario::did_you_mean(name, option_names(in_command ? *command() : app_));
            std::string const whose = in_command ? fmt::format(" of `candor {}`", command()->get_name())
                                                 : std::string(" (options of a command follow it)");
            throw UsageError(fmt::format("unknown option `{}`{}", name, whose), meant.empty() ? see_help() : meant);
        }
    }

    /// The value that a word stands for, or UsageError.
    template <class Value, std::size_t size>
    Value choice(char const* option, std::string const& word,
                 std::array<std::pair<char const*, Value>, size> const& choices) const {
        std::vector<std::string> names;
        for (auto const& [name, value] : choices) {
            if (word == name) return value;
            names.emplace_back(name);
        }
        std::string const meant = scenario::did_you_mean(word, names);
        throw UsageError(fmt::format("`{}` cannot be `{}` (it is one of {})", option, word, listed(names)),
                         meant.empty() ? see_help() : meant);
    }

    void read_look() {
        line_.look.color = choice<ColorWhen, 3>(
            "--color", typed_.color,
            {{{"auto", ColorWhen::automatic}, {"always", ColorWhen::always}, {"never", ColorWhen::never}}});
        line_.look.progress = choice<ProgressKind, 4>("--progress", typed_.progress,
                                                      {{{"auto", ProgressKind::automatic},
                                                        {"bar", ProgressKind::bar},
                                                        {"json", ProgressKind::json},
                                                        {"none", ProgressKind::none}}});
    }

    void read_settings() {
        for (std::string const& set : typed_.sets) line_.settings.push_back({set, "--set", set});
        auto const add_setting = [&](char const* option, std::string const& value, std::string path_value) {
            if (command()->get_option_no_throw(option) == nullptr || command()->count(option) == 0) return;
            line_.settings.push_back({std::move(path_value), option, value});
        };
        add_setting("--weeks", typed_.weeks, "run.weeks=" + typed_.weeks);
        add_setting("--replicates", typed_.replicates, "run.replicates=" + typed_.replicates);
        add_setting("--seed", typed_.seed, "run.seed=" + typed_.seed);
        std::string nulls;
        for (std::string const& null : typed_.nulls) nulls += (nulls.empty() ? "" : ",") + null;
        add_setting("--null", nulls, "nulls=[" + nulls + "]");
        add_setting("--policies", typed_.policies, "compare=[" + typed_.policies + "]");
        line_.names_policies = !typed_.policies.empty();
        if (!typed_.threads.empty()) line_.threads = number<int>("--threads", typed_.threads, 1, 1024);
        if (line_.command == Command::verify) {
            line_.sample = number<std::size_t>("--sample", typed_.sample, 1, 1'000'000'000);
            line_.seed = number<std::uint32_t>("--seed", typed_.seed.empty() ? "1" : typed_.seed, 0, 4294967295);
        }
    }

    /// The whole number that a word stands for, or UsageError.
    template <class Value>
    [[nodiscard]] Value number(char const* option, std::string const& word, Value least, Value most) const {
        Value value{};
        char const* const end = word.data() + word.size();
        auto const [stopped, failure] = std::from_chars(word.data(), end, value);
        if (failure != std::errc() || stopped != end || value < least || value > most) {
            throw UsageError(fmt::format("`{}` must be a whole number, got `{}` ({}..{})", option, word, least, most),
                             see_help());
        }
        return value;
    }

    void require_files() const {
        bool const takes_files = line_.command != Command::describe && line_.command != Command::init;
        bool const takes_one = line_.command == Command::run || line_.command == Command::ablate;
        if (takes_files && line_.files.empty())
            throw UsageError(fmt::format("`candor {}` needs a file", command()->get_name()), see_help());
        if (line_.command == Command::init && line_.files.size() > 1)
            throw UsageError(fmt::format("`candor init` makes one file, got {}", line_.files.size()), see_help());
        if (takes_one && line_.files.size() > 1) {
            throw UsageError(
                fmt::format("`candor {}` takes one file, got {}", command()->get_name(), line_.files.size()),
                "`candor compare` sets several scenarios side by side");
        }
        if (!line_.variant.empty() && line_.files.size() > 1) {
            throw UsageError("`--variant` takes one file (variants are of one scenario)",
                             "leave out --variant, or all files but one");
        }
        if (line_.names_policies && line_.files.size() > 1) {
            throw UsageError("`--policies` takes one file (each of several runs under its own leadership.policy)",
                             "leave out --policies, or all files but one");
        }
    }

    CommandLine& line_;
    Typed typed_;
    CLI::App app_;
};

/// The word as a shell would need it.
std::string quoted(std::string const& word) {
    auto const plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("-_./=,:+@%").find(c) != std::string_view::npos;
    };
    if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
    std::string out = "'";
    for (char const c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

}  // namespace

void parse(int argc, char const* const* argv, CommandLine& line) {
    std::vector<std::string> const arguments(argv + 1, argv + argc);
    line.typed = "candor";
    for (std::string const& argument : arguments) line.typed += " " + quoted(argument);
    Parser(line).parse(arguments);
}

}  // namespace candor::cli
