#pragma once

#include <string>
#include <vector>

#include "candor/core/field.hpp"

namespace candor::scenario {

/// What a key takes.
enum class Kind {
    number,
    whole_number,
    boolean,
    text,
    file,
    numbers,
    style,
    style_names,
    section,
    styles,
    timeline,
    refill,
    condition,
    thresholds,
    span,
    file_or_section,
    nulls,
    variants,
    expectations,
    arms,
    weeks,
    optional_section,
    surveys,
    answer_scale,
    // of sweep files
    changes,
    factors,
    values,
    two_numbers,
    three_numbers,
    design,
    word,
    rows,
    conditions,
    outcome,
    outcomes,
    replicates
};

/// One key as documentation and schema tell it.
struct Description {
    std::string name{};
    std::string path{};  ///< as in `--set`; NAME stands for the name of a style of one's own
    Kind kind = Kind::section;
    std::string default_json{};  ///< empty: none
    Range range{};
    std::string unit{};
    std::string meaning{};
    std::string source{};
    bool required = false;
    std::vector<std::string> only_beside{};  ///< timeline entries (by their keys) or designs it belongs to; empty: all
    std::vector<std::string> choices{};      ///< of a word: which there are
    std::vector<Description> children{};
};

/// Every key a scenario file knows, made from the field lists; what they cannot say is said here once.
[[nodiscard]] std::vector<Description> catalog();

/// The key at a path, with NAME and PATH for what has names of its own and 0 for indexes; null where there is none.
[[nodiscard]] Description const* find_description(std::vector<Description> const& catalog, std::string_view path);

[[nodiscard]] std::vector<std::string> names_of(std::vector<Description> const& keys);

/// Whether the key only holds others, or entries of its own, and so has no default value.
[[nodiscard]] bool holds_more(Kind kind);

/// The kind in words.
[[nodiscard]] std::string words(Kind kind);
/// "0..1", "at least 0", "at most 5", empty where unbounded.
[[nodiscard]] std::string words(Range const& range);
[[nodiscard]] bool bounded_below(Range const& range);
[[nodiscard]] bool bounded_above(Range const& range);

}  // namespace candor::scenario
