#pragma once

#include <filesystem>
#include <string>

#include "candor/run/sweep.hpp"
#include "command_line.hpp"
#include "messages.hpp"

namespace candor::cli {

/// What came of putting the parts of a sweep together in a file.
struct MergedFile {
    std::string content_hash{};
    std::string text{};       ///< where it lies, how large it is, its hash; and the page, if one was asked for
    std::string report{};     ///< where the page lies; empty: none
    std::string no_report{};  ///< why one that was asked for could not be written; to be said after the rest
    run::Missing missing{};
    std::int64_t finished = 0;
    bool damaged = false;  ///< parts were set aside, so that a sweep has runs to compute again
};

/// Merges a folder into a file; warns of what is missing or damaged. Damaged parts are renamed, so that the same sweep
/// computes their runs again. Writes the page of the results beside them where the command line wants one. Throws
/// OutputError.
[[nodiscard]] MergedFile write_merged(std::filesystem::path const& folder, std::filesystem::path const& path,
                                      CommandLine const& line, Messages const& messages);

/// Warns of parts that were renamed.
void tell_bad_parts(std::vector<run::BadPart> const& bad, Messages const& messages);

}  // namespace candor::cli
