#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "help.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

constexpr std::size_t widest_left_column = 24;

class HelpFormatter final : public CLI::Formatter {
public:
    explicit HelpFormatter(std::size_t width) : width_(width) { label("Positionals", "Arguments"); }

    std::string make_help(CLI::App const* app, std::string name, CLI::AppFormatMode /*mode*/) const override {
        std::string out = make_usage(app, std::move(name)) + "\n" + app->get_description() + "\n";
        out += make_positionals(app) + all_groups(app) + make_subcommands(app, CLI::AppFormatMode::Normal) +
               app->get_footer();
        return wrap_lines(out, width_);
    }

    std::string make_usage(CLI::App const* app, std::string name) const override {
        std::string out = "Usage: " + name;
        if (app->get_parent() == nullptr) return out + " COMMAND [ARGUMENTS]\n";
        for (CLI::Option const* positional :
             app->get_options([](CLI::Option const* o) { return o->get_positional(); })) {
            out += " " + positional->get_option_text();
        }
        return out + " [OPTIONS]\n";
    }

    std::string make_group(std::string group, bool is_positional,
                           std::vector<CLI::Option const*> options) const override {
        std::string out = "\n" + group + ":\n";
        for (CLI::Option const* option : options) {
            if (is_positional && option->get_description().empty()) continue;
            std::string const& placeholder = option->get_option_text();
            std::string const left = is_positional ? placeholder : fmt::format("{} {}", names_of(*option), placeholder);
            out += entry(left, option->get_description(), widest_left_column);
        }
        return out;
    }

    [[nodiscard]] std::string all_groups(CLI::App const* app) const {
        std::string out;
        for (std::string const& group : app->get_groups()) {
            auto const options =
                app->get_options([&](CLI::Option const* o) { return o->get_group() == group && o->nonpositional(); });
            if (!group.empty() && !options.empty()) out += make_group(group, false, options);
        }
        return out;
    }

    std::string make_subcommands(CLI::App const* app, CLI::AppFormatMode /*mode*/) const override {
        std::string out;
        std::size_t widest = 0;
        for (CLI::App const* command : app->get_subcommands({}))
            widest = std::max(widest, columns(command->get_name()));
        for (CLI::App const* command : app->get_subcommands({})) {
            std::string const purpose = command->get_description();
            out += out.empty() ? "\nCommands:\n" : "";
            out += entry(command->get_name(), purpose.substr(0, purpose.find('\n')), widest);
        }
        return out;
    }

private:
    /// `-o, --output`, or `    --set`, so that long names stand below each other.
    static std::string names_of(CLI::Option const& option) {
        std::string const shorter = option.get_snames().empty() ? "   " : "-" + option.get_snames().front() + ",";
        return fmt::format("{} --{}", shorter, option.get_lnames().front());
    }

    [[nodiscard]] std::string entry(std::string const& left, std::string const& meaning, std::size_t column) const {
        std::string const margin(column + 4, ' ');
        std::string out = "  " + pad_right(left, column) + "  ";
        bool on_the_same_line = columns(left) <= column;
        if (!on_the_same_line) out = "  " + left + "\n";
        for (std::string const& line : wrap(meaning, width_ - std::min(width_ - 20, margin.size()))) {
            out += (on_the_same_line ? "" : margin) + line + "\n";
            on_the_same_line = false;
        }
        return out;
    }

    std::size_t width_;
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_formatter(std::size_t width) { return std::make_shared<HelpFormatter>(width); }

}  // namespace candor::cli
