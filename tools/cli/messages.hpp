#pragma once

#include <string>
#include <string_view>

#include "terminal.hpp"

namespace candor::cli {

/// What is said beside the data, on standard error, in one grammar.
class Messages {
public:
    explicit Messages(ColorWhen color, bool quiet = false) : terminal_(stderr, color), quiet_(quiet) {}

    [[nodiscard]] Terminal const& terminal() const { return terminal_; }

    /// `note: text`; not said when quiet.
    void note(std::string_view text) const;
    /// `warning: text`.
    void warning(std::string_view text) const;
    /// `error: problem (why)`, then `help: text` if there is any.
    void error(std::string_view problem, std::string_view help = {}) const;
    /// Errors that come in the grammar already, perhaps of several lines each; only painted.
    void errors(std::string_view rendered) const;

private:
    void say(Style style, std::string_view kind, std::string_view text) const;

    Terminal terminal_;
    bool quiet_;
};

}  // namespace candor::cli
