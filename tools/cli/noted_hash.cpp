#include "noted_hash.hpp"

#include <fmt/format.h>

#include "candor/core/error.hpp"

namespace candor::cli {

void require_content_hash(output::Dataset const& dataset, std::string const& computed, std::string const& file) {
    std::string const noted = dataset.text_of("content_hash");
    if (noted == computed) return;
    throw OutputError(fmt::format("'{}' does not match its content hash ({})", file,
                                  noted.empty() ? "it notes none" : "it notes " + noted + ": something was changed"));
}

}  // namespace candor::cli
