#pragma once

#include <span>
#include <string_view>

namespace candor::cli::page {

/// tools/web/report.html, piece by piece; made by the build (tools/cmake/WritePage.cmake).
[[nodiscard]] std::span<std::string_view const> template_pieces();

}  // namespace candor::cli::page
