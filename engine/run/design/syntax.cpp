#include "syntax.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace candor::run {

namespace {

using scenario::Constraint;
using scenario::Diagnostic;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

[[noreturn]] void refuse(Constraint const& constraint, std::size_t position, std::string const& token, std::string why,
                         std::string help) {
    Diagnostic problem = problem_of(constraint, std::move(why), std::move(help));
    problem.location = part_of(constraint, static_cast<int>(position), token);
    throw scenario::ScenarioError(std::move(problem));
}

/// The operator at a position: a comparison, `=`, or one that joins conditions; empty if there is none.
std::string operator_at(std::string const& text, std::size_t position) {
    for (char const* const candidate : {"<=", ">=", "==", "!=", "&&", "||", "<", ">", "="}) {
        if (text.compare(position, std::char_traits<char>::length(candidate), candidate) == 0) return candidate;
    }
    return {};
}

}  // namespace

bool is_name(std::string const& token) { return !token.empty() && is_letter(token.front()); }

scenario::Location part_of(Constraint const& constraint, int position, std::string const& token) {
    scenario::Location location = constraint.location;
    bool const plain = std::all_of(location.text.begin(), location.text.end(), [](char c) { return (c & 0x80) == 0; });
    if (!plain || location.column < 1 || position < 0 || token.empty()) return location;
    auto const start = location.text.find(constraint.text, static_cast<std::size_t>(location.column) - 1);
    if (start == std::string::npos) return location;
    location.column = static_cast<int>(start) + position + 1;
    location.length = static_cast<int>(token.size());
    return location;
}

std::string what_is_wrong(mu::EErrorCodes code, std::string const& token) {
    switch (code) {
        case mu::ecUNEXPECTED_EOF: return "it ends too early";
        case mu::ecMISSING_PARENS: return "a parenthesis is not closed";
        case mu::ecUNEXPECTED_PARENS: return "a parenthesis is not expected there";
        case mu::ecTOO_MANY_PARAMS: return fmt::format("`{}` has too many arguments", token);
        case mu::ecTOO_FEW_PARAMS: return fmt::format("`{}` has too few arguments", token);
        default:  // the token may be all that is left
            return token.empty() ? "it is no expression over numbers"
                                 : fmt::format("`{}` is not expected there", token.substr(0, token.find(' ')));
    }
}

Diagnostic problem_of(Constraint const& constraint, std::string why, std::string help) {
    return {fmt::format("cannot read the constraint `{}`", constraint.text), std::move(why), constraint.location,
            std::move(help)};
}

void check_comparisons(Constraint const& constraint) {
    std::string const& text = constraint.text;
    std::vector<bool> compared{false};  // in each parenthesis that is open
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string const found = operator_at(text, i);
        if (text[i] == '(') {
            compared.push_back(false);
        } else if (text[i] == ')' && compared.size() > 1) {
            compared.pop_back();
        } else if (text[i] == ',' || found == "&&" || found == "||") {
            compared.back() = false;
        } else if (found == "=") {
            refuse(constraint, i, found, "`=` is no comparison", "did you mean `==`?");
        } else if (!found.empty()) {
            if (compared.back()) {
                refuse(constraint, i, found, "comparisons do not chain", "write `a <= b && b <= c`");
            }
            compared.back() = true;
        }
        if (found.size() > 1) ++i;
    }
}

}  // namespace candor::run
