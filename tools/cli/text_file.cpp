#include "text_file.hpp"

#include <span>

#include "candor/output/whole_file.hpp"

namespace candor::cli {

void write_text(std::filesystem::path const& path, std::string const& text) {
    output::write_whole_file(path, std::as_bytes(std::span(text)), output::IfThere::replace);
}

}  // namespace candor::cli
