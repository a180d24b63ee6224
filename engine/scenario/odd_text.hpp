#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace candor::scenario {

/// The files of `engine/scenario/odd/`, in order; built in by tools/cmake/WriteOdd.cmake.
[[nodiscard]] std::span<std::string_view const> odd_parts();
/// The header with the table of calls and words (`random/streams.hpp`), built in likewise.
[[nodiscard]] std::string_view odd_streams();

/// What a template asks for.
struct Blanks {
    std::map<std::string, std::string> texts{};
    std::map<std::string, bool> conditions{};
};

/// The template with its blanks filled in. `{{name}}` stands for a text; lines `{{if name}}`, `{{else}}`, `{{end}}` keep or
/// drop what is between them, and may be nested. Throws std::logic_error for a name that `blanks` lacks.
[[nodiscard]] std::string fill_in(std::string_view text, Blanks const& blanks);

}  // namespace candor::scenario
