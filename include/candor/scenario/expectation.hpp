#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "candor/scenario/diagnostic.hpp"

namespace candor::scenario {

/// Weeks from `first` to `last`, both included; of a default one: the last year, or all weeks where there are fewer.
struct Weeks {
    int first = 0;
    int last = 0;

    [[nodiscard]] bool is_last_year() const { return last == 0; }
    bool operator==(Weeks const&) const = default;
};

/// Arms of a scenario, as they are named: POLICY, or POLICY@VARIANT.
struct ArmNames {
    std::vector<std::string> names{};
};

/// An arm taken apart: the style that is asked of leaders, and the variant it is run in, empty for the scenario itself.
struct ArmName {
    std::string policy;
    std::string variant;
};
[[nodiscard]] ArmName arm_of(std::string_view name);

/// The name with the variant, where it names none itself.
[[nodiscard]] std::string under(std::string const& name, std::string const& variant);

/// What a claim is about.
enum class Claim {
    order,   ///< the first arm is clearly higher than the second, the second than the third, …
    differ,  ///< two arms differ clearly, or do not
    goes     ///< the outcome goes up, down or nowhere from some weeks to others in each arm
};

/// Section `expect`: one claim about an outcome, a sign or an order. Its quantity is the mean over `over` or, where
/// `from` and `to` are given, how much the mean changes from the ones to the others.
struct Expectation {
    std::string outcome{};
    ArmNames order{};  ///< highest first
    ArmNames of{};
    bool differ = false;
    std::string goes{};  ///< up, down, nowhere
    std::string in{};    ///< the variant that arms are run in unless they name one themselves
    Weeks over{};
    Weeks from{};
    Weeks to{};
    std::string because{};

    Claim claim = Claim::order;
    bool is_change = false;  ///< of the change from `from` to `to`
    Location location{};

    /// The arms it is about, with their variants.
    [[nodiscard]] std::vector<std::string> arms() const;
};

}  // namespace candor::scenario
