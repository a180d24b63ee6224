#include "candor/output/dataset.hpp"

#include <algorithm>
#include <stdexcept>

namespace candor::output {

namespace {

template <typename Named>
Named const* find_named(std::vector<Named> const& list, std::string const& name) {
    auto const found = std::find_if(list.begin(), list.end(), [&](Named const& item) { return item.name == name; });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

Variable const* Dataset::find(std::string const& name) const {
    Variable const* const variable = find_named(variables, name);
    return variable != nullptr ? variable : find_named(coordinates, name);
}

Group const* Dataset::find_group(std::string const& name) const { return find_named(groups, name); }

std::string Dataset::text_of(std::string const& attribute) const {
    Attribute const* const found = find_named(attributes, attribute);
    auto const* const text = found == nullptr ? nullptr : std::get_if<std::string>(&found->value);
    return text == nullptr ? std::string{} : *text;
}

std::size_t Dataset::size_of(std::string const& dimension) const {
    Dimension const* const found = find_named(dimensions, dimension);
    if (found == nullptr) {
        throw std::out_of_range("the dataset has no dimension '" + dimension + "'");
    }
    return found->size;
}

}  // namespace candor::output
