#pragma once

#include <filesystem>
#include <string>

namespace candor::cli {

/// The whole of a file. Throws OutputError.
[[nodiscard]] std::string read_text(std::filesystem::path const& path);

/// Writes a text whole or not at all. Throws as `output::write_whole_file`; what was at the path stays then.
void write_text(std::filesystem::path const& path, std::string const& text);

}  // namespace candor::cli
