#pragma once

#include <string>

namespace candor::scenario {

/// What a scenario file says of itself, unread and unchecked otherwise; empty where it says nothing.
struct Heading {
    std::string title{};
    std::string question{};
};

/// Reads no further than it must, so that many files can be listed at once. What it `extends` is not looked at.
[[nodiscard]] Heading heading_of(std::string const& text);

}  // namespace candor::scenario
