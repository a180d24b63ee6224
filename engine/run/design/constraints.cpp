#include "constraints.hpp"

#include <fmt/format.h>
#include <muParser.h>

#include <algorithm>
#include <cmath>

#include "syntax.hpp"

namespace candor::run {

namespace {

using scenario::Constraint;
using scenario::Diagnostic;
using scenario::Factor;
using scenario::FactorType;

/// Differences that doubles of everyday size pick up in a few operations.
constexpr double rounding = 1e-12;

bool same(double a, double b) { return std::abs(a - b) <= rounding * std::max({1., std::abs(a), std::abs(b)}); }

/// The operators in place of muParser's own, which compare to the last bit, and can assign.
void define_operators(mu::Parser& parser) {
    using V = double;
    parser.EnableBuiltInOprt(false);
    parser.DefineOprt(
        "||", [](V a, V b) -> V { return a != 0 || b != 0; }, mu::prLOR);
    parser.DefineOprt(
        "&&", [](V a, V b) -> V { return a != 0 && b != 0; }, mu::prLAND);
    parser.DefineOprt(
        "==", [](V a, V b) -> V { return same(a, b); }, mu::prCMP);
    parser.DefineOprt(
        "!=", [](V a, V b) -> V { return !same(a, b); }, mu::prCMP);
    parser.DefineOprt(
        "<=", [](V a, V b) -> V { return a <= b || same(a, b); }, mu::prCMP);
    parser.DefineOprt(
        ">=", [](V a, V b) -> V { return a >= b || same(a, b); }, mu::prCMP);
    parser.DefineOprt(
        "<", [](V a, V b) -> V { return a < b && !same(a, b); }, mu::prCMP);
    parser.DefineOprt(
        ">", [](V a, V b) -> V { return a > b && !same(a, b); }, mu::prCMP);
    parser.DefineOprt(
        "+", [](V a, V b) -> V { return a + b; }, mu::prADD_SUB);
    parser.DefineOprt(
        "-", [](V a, V b) -> V { return a - b; }, mu::prADD_SUB);
    parser.DefineOprt(
        "*", [](V a, V b) -> V { return a * b; }, mu::prMUL_DIV);
    parser.DefineOprt(
        "/", [](V a, V b) -> V { return a / b; }, mu::prMUL_DIV);
    parser.DefineOprt(
        "^", [](V a, V b) -> V { return std::pow(a, b); }, mu::prPOW, mu::oaRIGHT);
}

std::string names_of(std::vector<Factor> const& factors) {
    std::string names;
    for (Factor const& factor : factors) {
        if (factor.type == FactorType::text) continue;
        names += (names.empty() ? "" : ", ") + factor.name;
    }
    return names.empty() ? "none is a number" : names;
}

/// What kinds of design cannot leave points out; nothing of the others.
Diagnostic kept_whole(scenario::Sweep const& sweep, Constraint const& constraint) {
    char const* const problem = "this design takes no constraints";
    switch (sweep.design.kind) {
        case scenario::DesignKind::list:
            return {problem, "a `list` says itself which points it has", constraint.location, "leave the row out"};
        case scenario::DesignKind::saltelli:
            return {problem, "in `saltelli` each point is compared with others", constraint.location,
                    "choose distributions that keep to it, or a factor for the share of a sum"};
        case scenario::DesignKind::morris:
            return {problem, "in `morris` each point is compared with the one before", constraint.location,
                    "choose distributions that keep to it, or a factor for the share of a sum"};
        default: return {};
    }
}

}  // namespace

/// One constraint, ready to be evaluated.
class Constraints::Expression {
public:
    Expression(scenario::Sweep const& sweep, Constraint const& constraint, std::vector<double>& values)
        : constraint_(constraint) {
        check_comparisons(constraint);
        define_operators(parser_);
        for (std::size_t i = 0; i < sweep.factors.size(); ++i) {
            if (sweep.factors[i].type != FactorType::text) parser_.DefineVar(sweep.factors[i].name, &values[i]);
        }
        try {
            parser_.SetExpr(constraint.text);
            static_cast<void>(parser_.Eval());  // what is no expression fails here
        } catch (mu::Parser::exception_type const& error) {
            throw scenario::ScenarioError(explained(error, sweep.factors));
        }
        if (parser_.GetNumResults() > 1) {
            throw scenario::ScenarioError(problem_of(constraint, "it holds more than one condition",
                                                     "write `&&` between them, or two constraints"));
        }
    }

    [[nodiscard]] bool holds() const {
        double const value = parser_.Eval();
        if (!std::isnan(value)) return value != 0;
        throw scenario::ScenarioError(Diagnostic{fmt::format("the constraint `{}` is no number", constraint_.text),
                                                 "at " + point(), constraint_.location});
    }

    [[nodiscard]] scenario::Location const& location() const { return constraint_.location; }

private:
    [[nodiscard]] Diagnostic explained(mu::Parser::exception_type const& error,
                                       std::vector<Factor> const& factors) const {
        std::string const token = error.GetToken();
        auto const location = part_of(constraint_, error.GetPos(), token);
        if (error.GetCode() != mu::ecUNASSIGNABLE_TOKEN || !is_name(token)) {
            Diagnostic problem = problem_of(constraint_, what_is_wrong(error.GetCode(), token), "");
            problem.location = location;
            return problem;
        }
        std::vector<std::string> numbers;
        for (Factor const& factor : factors) {
            if (factor.type != FactorType::text) {
                numbers.push_back(factor.name);
            } else if (factor.name == token) {
                return {fmt::format("a constraint cannot use `{}`", token), "it is text, and no number", location};
            }
        }
        return {fmt::format("no factor is called `{}`", token),
                fmt::format("constraints are over the factors: {}", names_of(factors)), location,
                scenario::did_you_mean(token, numbers)};
    }

    [[nodiscard]] std::string point() const {
        std::string text;
        for (auto const& [name, value] : parser_.GetUsedVar()) {
            text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", name, *value);
        }
        return text.empty() ? "every point" : text;
    }

    Constraint constraint_;
    mu::Parser parser_;
};

Constraints::Constraints(scenario::Sweep const& sweep) : values_(sweep.factors.size(), 1.) {
    std::vector<Diagnostic> problems;
    for (Constraint const& constraint : sweep.constraints) {
        if (Diagnostic problem = kept_whole(sweep, constraint); !problem.problem.empty()) {
            problems.push_back(std::move(problem));
            continue;
        }
        try {
            expressions_.push_back(std::make_unique<Expression>(sweep, constraint, values_));
        } catch (scenario::ScenarioError const& error) {
            problems.insert(problems.end(), error.diagnostics().begin(), error.diagnostics().end());
        }
    }
    if (!problems.empty()) throw scenario::ScenarioError(std::move(problems));
}

Constraints::~Constraints() = default;

bool Constraints::met_by(std::span<double const> point) {
    std::copy(point.begin(), point.end(), values_.begin());
    return std::all_of(expressions_.begin(), expressions_.end(), [](auto const& e) { return e->holds(); });
}

std::int64_t Constraints::drop(std::vector<double>& values) {
    if (empty()) return 0;
    std::size_t const factors = values_.size();
    std::size_t kept = 0;
    for (std::size_t at = 0; at < values.size(); at += factors) {
        if (!met_by({values.data() + at, factors})) continue;
        if (kept < at) std::copy_n(values.data() + at, factors, values.data() + kept);
        kept += factors;
    }
    std::size_t const dropped = values.size() - kept;
    values.resize(kept);
    return static_cast<std::int64_t>(dropped / factors);
}

void Constraints::refuse(std::string const& problem, std::string const& why) const {
    throw scenario::ScenarioError(Diagnostic{problem, why, expressions_.front()->location()});
}

}  // namespace candor::run
