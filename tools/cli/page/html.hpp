#pragma once

#include <string>

#include "json_numbers.hpp"

namespace candor::cli::page {

/// The report's page with this payload in it (tools/web/source/report/payload.ts), its title in the title bar. Nothing in
/// a text can end the element that it stands in; bytes that are no UTF-8 are replaced.
[[nodiscard]] std::string html_of(Json const& payload);

/// JSON as the content of an element, which nothing in it can end; also of one that scripts read.
[[nodiscard]] std::string safe_json(Json const& json);

}  // namespace candor::cli::page
