#include "candor/scenario/expectation.hpp"

#include <algorithm>

namespace candor::scenario {

ArmName arm_of(std::string_view name) {
    auto const at = std::min(name.find('@'), name.size());
    return {std::string(name.substr(0, at)), std::string(name.substr(std::min(at + 1, name.size())))};
}

std::string under(std::string const& name, std::string const& variant) {
    return variant.empty() || name.find('@') != std::string::npos ? name : name + "@" + variant;
}

std::vector<std::string> Expectation::arms() const {
    std::vector<std::string> names;
    for (auto const& name : claim == Claim::order ? order.names : of.names) {
        names.push_back(under(name, in));
    }
    return names;
}

}  // namespace candor::scenario
