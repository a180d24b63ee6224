#pragma once

#include <filesystem>
#include <string>

#include "candor/output/dataset.hpp"
#include "page/run_source.hpp"

namespace candor::cli {

/// Whether the results of a sweep are meant: its folder, or a file that says so. Throws OutputError for what is no result.
[[nodiscard]] bool is_of_a_sweep(std::filesystem::path const& result);

/// Damaged numbers must not be shown as results. Throws OutputError.
void require_undamaged(output::Dataset const& dataset, std::string const& file);

/// The experiment that a result came from. Data files are looked for where the command line says (`data`), or, if that is
/// `.`, beside the result and here.
[[nodiscard]] page::Again again_from(output::Dataset const& frame, std::filesystem::path const& result,
                                     std::string const& data);

}  // namespace candor::cli
