#include "command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

#include "candor/scenario/scenario_fields.hpp"
#include "failure.hpp"
#include "options.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

/// Turns what was typed into a CommandLine.
class Parser {
public:
    explicit Parser(CommandLine& line)
        : line_(line),
          app_(
              "Candor simulates how leadership shapes trust, autonomy and speaking up in an organization, and what "
              "that does to its performance.") {
        declare_commands(app_, line_, typed_);
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
            if (line_.command == Command::sweep) read_sweep();
            read_odd();
            require_files();
        }
    }

private:
    /// The command that was typed, or the one within it.
    [[nodiscard]] CLI::App const* command() const {
        CLI::App const* found = nullptr;
        for (auto commands = app_.get_subcommands(); !commands.empty(); commands = found->get_subcommands())
            found = commands.front();
        return found;
    }

    /// `sweep status`, where one command is within another.
    [[nodiscard]] std::string command_name() const {
        std::string name = command()->get_name();
        for (CLI::App const* app = command()->get_parent(); app != &app_; app = app->get_parent())
            name = app->get_name() + " " + name;
        return name;
    }

    [[nodiscard]] std::string see_help() const {
        return command() == nullptr ? "`candor --help` says more"
                                    : fmt::format("`candor {} --help` says more", command_name());
    }

    void show_help() {
        CLI::App const* const app = command();
        line_.help_text =
            app == nullptr ? app_.help() : app->help(app->get_parent() == &app_ ? "candor" : "candor sweep");
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
            std::string const whose = in_command ? fmt::format(" of `candor {}`", command_name())
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
        if (line_.command != Command::sweep)
            add_setting("--replicates", typed_.replicates, "run.replicates=" + typed_.replicates);
        add_setting("--seed", typed_.seed, "run.seed=" + typed_.seed);
        std::string nulls;
        for (std::string const& null : typed_.nulls) nulls += (nulls.empty() ? "" : ",") + null;
        add_setting("--null", nulls, "nulls=[" + nulls + "]");
        add_setting("--policies", typed_.policies, "compare=[" + typed_.policies + "]");
        line_.names_policies = !typed_.policies.empty();
        bool const makes_result =
            line_.command == Command::compare || line_.command == Command::merge || line_.command == Command::sweep;
        line_.report = makes_result && !typed_.no_report;
        if (!typed_.threads.empty()) line_.threads = number<int>("--threads", typed_.threads, 1, 1024);
        if (line_.command == Command::verify) {
            line_.sample = number<std::size_t>("--sample", typed_.sample, 1, 1'000'000'000);
            line_.seed = number<std::uint32_t>("--seed", typed_.seed.empty() ? "1" : typed_.seed, 0, 4294967295);
        }
        if (is_of_a_sweep()) {
            if (!typed_.sweep.empty()) line_.files = {typed_.sweep};
            line_.seed = number<std::uint32_t>("--seed", typed_.seed.empty() ? "1" : typed_.seed, 0, 4294967295);
            line_.bootstrap = number<int>("--bootstrap", typed_.bootstrap, 0, 1'000'000);
            if (typed_.bins != "0") line_.bins = number<int>("--bins", typed_.bins, 2, 40);
        }
        constexpr int most = 1'000'000'000;
        if (!typed_.week.empty()) line_.week = number<int>("--week", typed_.week, 1, most);
        if (!typed_.replicate.empty()) line_.replicate = number<int>("--replicate", typed_.replicate, 1, most);
        if (!typed_.port.empty()) line_.port = number<int>("--port", typed_.port, 1024, 65535);
        if (!typed_.seconds.empty()) line_.seconds = number<int>("--for", typed_.seconds, 1, most);
        bool const one = !line_.member.empty() && line_.week > 0;
        if (line_.command == Command::explain && !one)
            throw UsageError("`candor explain` needs a member and a week", "add --member ID --week W");
        if (line_.command == Command::trace && !one && (!line_.member.empty() || line_.week > 0))
            throw UsageError("one issue has a member and a week", "add --member ID --week W, or neither");
    }

    void read_sweep() {
        constexpr int most_shards = 1'000'000;
        SweepOptions& sweep = line_.sweep;
        if (!typed_.replicates.empty())
            line_.replicate = number<int>("--replicates", typed_.replicates, 1, scenario::most_replicates);
        if (!typed_.slurm.empty()) sweep.slurm = number<int>("--slurm", typed_.slurm, 1, 100'000);
        if (!typed_.run.empty()) {
            constexpr std::int64_t most = std::int64_t{1} << 40;
            sweep.run = number<std::int64_t>("--run", typed_.run, 1, most) - 1;
        }
        if (!typed_.shard.empty()) {
            std::size_t const slash = std::min(typed_.shard.find('/'), typed_.shard.size());
            std::string const count = slash < typed_.shard.size() ? typed_.shard.substr(slash + 1) : "";
            if (count.empty() || slash == 0) {
                throw UsageError(fmt::format("`--shard` must be I/N, got `{}` (the I-th of N, from 0)", typed_.shard),
                                 "write it like `--shard 0/8`");
            }
            sweep.shards = number<int>("--shard", count, 1, most_shards);
            sweep.shard = number<int>("--shard", typed_.shard.substr(0, slash), 0, sweep.shards - 1);
            sweep.shard_given = true;
        }
        int const ways = static_cast<int>(sweep.dry_run) + static_cast<int>(sweep.slurm > 0) +
                         static_cast<int>(sweep.run >= 0) + static_cast<int>(sweep.shard_given);
        if (ways > 1) {
            throw UsageError("of `--dry-run`, `--slurm`, `--run` and `--shard` only one can be given",
                             "leave out the others");
        }
    }

    [[nodiscard]] char const* what_it_takes() const {
        return line_.command == Command::sweep_status || line_.command == Command::merge ? "folder" : "file";
    }

    [[nodiscard]] bool is_of_a_sweep() const {
        return line_.command == Command::sweep || line_.command == Command::sweep_status ||
               line_.command == Command::merge || line_.command == Command::sensitivity ||
               line_.command == Command::regimes;
    }

    [[nodiscard]] bool is_of_the_studio() const {
        return line_.command == Command::serve || line_.command == Command::studio;
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

    /// What stands behind `--odd` is a scenario, not a section.
    void read_odd() {
        if (line_.command != Command::describe) return;
        if (!line_.odd) {
            if (!line_.settings.empty()) throw UsageError("`--set` goes with `--odd` only", see_help());
            return;
        }
        if (line_.schema || line_.look.json) {
            throw UsageError(fmt::format("`--odd` and `--{}` exclude each other (an ODD protocol is Markdown)",
                                         line_.schema ? "schema" : "json"),
                             "leave out one of the two");
        }
        if (line_.section.empty()) return;
        std::filesystem::path const file = line_.section;
        std::error_code unknown;
        if (file.extension() != ".yaml" && file.extension() != ".yml" && !std::filesystem::exists(file, unknown)) {
            throw UsageError(
                fmt::format("`--odd` takes a scenario file, got `{}` (it describes a whole scenario, not a section)",
                            line_.section),
                "`candor describe --odd FILE.yaml`, or without a file for the defaults");
        }
        line_.files.push_back(std::exchange(line_.section, {}));
    }

    void require_files() const {
        bool const of_one_file = line_.command == Command::explain || line_.command == Command::trace ||
                                 line_.command == Command::report || is_of_the_studio() || is_of_a_sweep();
        if (of_one_file && line_.files.size() > 1) {
            throw UsageError(
                fmt::format("`candor {}` takes one {}, got {}", command_name(), what_it_takes(), line_.files.size()),
                see_help());
        }
        bool const takes_files =
            line_.command != Command::describe && line_.command != Command::init && !is_of_the_studio();
        bool const takes_one =
            line_.command == Command::run || line_.command == Command::ablate || line_.command == Command::survey;
        if (takes_files && line_.files.empty())
            throw UsageError(fmt::format("`candor {}` needs a {}", command_name(), what_it_takes()), see_help());
        if (line_.command == Command::regimes && line_.y_factor.empty())
            throw UsageError("`candor regimes` needs two factors behind the file, X and Y", see_help());
        if (line_.command == Command::init && line_.files.size() > 1)
            throw UsageError(fmt::format("`candor init` makes one file, got {}", line_.files.size()), see_help());
        if (takes_one && line_.files.size() > 1) {
            throw UsageError(
                fmt::format("`candor {}` takes one {}, got {}", command_name(), what_it_takes(), line_.files.size()),
                line_.command == Command::survey ? see_help() : "`candor compare` sets several scenarios side by side");
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

}  // namespace

void parse(int argc, char const* const* argv, CommandLine& line) {
    std::vector<std::string> const arguments(argv + 1, argv + argc);
    line.typed = "candor";
    for (std::string const& argument : arguments) line.typed += " " + quoted(argument);
    line.sweep.words = arguments;
    Parser(line).parse(arguments);
}

}  // namespace candor::cli
