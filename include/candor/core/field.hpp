#pragma once

#include <limits>
#include <tuple>

namespace candor {

/// The closed interval a number must lie in.
struct Range {
    double least = std::numeric_limits<double>::lowest();
    double most = std::numeric_limits<double>::max();
};

inline constexpr Range share{0.0, 1.0};
inline constexpr Range not_negative{0.0, std::numeric_limits<double>::max()};
inline constexpr Range any_number{};

/// One value a user may set: the single source for reading, range checks, `--set`, the schema, `describe` and docs.
/// The default is the member's initializer.
template <class Owner, class Value>
struct Field {
    char const* name;
    Value Owner::*member;
    Range range;
    char const* unit;  ///< "1" where there is none
    char const* meaning;
    char const* source = "assumption";
};

/// A struct of fields inside another one: a section of the scenario.
template <class Owner, class Value>
struct Section {
    char const* name;
    Value Owner::*member;
    char const* meaning;
};

template <class Owner, class Value>
Field(char const*, Value Owner::*, Range, char const*, char const*) -> Field<Owner, Value>;
template <class Owner, class Value>
Field(char const*, Value Owner::*, Range, char const*, char const*, char const*) -> Field<Owner, Value>;
template <class Owner, class Value>
Section(char const*, Value Owner::*, char const*) -> Section<Owner, Value>;

/// The field list of a struct: specialized beside the struct as a std::tuple of Field and Section.
template <class Owner>
struct Fields;

/// Calls `visit(field)` for every entry of the field list of `Owner`, in the order of the list.
template <class Owner, class Visit>
constexpr void for_each_field(Visit&& visit) {
    std::apply([&](auto const&... entry) { (visit(entry), ...); }, Fields<Owner>::list);
}

}  // namespace candor
