#pragma once

#include <filesystem>
#include <string>

namespace candor::cli {

/// Writes a text whole or not at all: beside it first, then renamed. Throws OutputError `cannot write 'PATH' (why)`; what
/// was at the path stays.
void write_text(std::filesystem::path const& path, std::string const& text);

}  // namespace candor::cli
