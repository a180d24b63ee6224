#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "candor/output/dataset.hpp"
#include "messages.hpp"

namespace candor::cli {

/// A size in words: `3.1 MB`.
[[nodiscard]] std::string size_text(std::uintmax_t bytes);

/// Makes the folder of a file if there is none. Throws OutputError.
void make_folder(std::filesystem::path const& path, Messages const& messages);

/// Tries what writing will do, beside the file: a full run must not end in `permission denied`. Throws OutputError, also
/// for what is no regular file.
void try_to_write(std::filesystem::path const& path);

/// Where a result goes; known to be writable before anything is run.
class ResultFile {
public:
    /// Makes the folder if there is none. Throws OutputError if the file cannot be written there, UsageError if it is
    /// one of the `inputs`.
    ResultFile(std::filesystem::path path, std::vector<std::string> const& inputs, Messages const& messages);

    /// Writes it whole or not at all. Throws OutputError.
    void write(output::Dataset const& dataset);

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] std::uintmax_t bytes() const { return bytes_; }
    /// `(3.1 MB)`, and whether it replaces another.
    [[nodiscard]] std::string description() const;

private:
    std::filesystem::path path_;
    std::uintmax_t bytes_ = 0;
    bool replaces_another_ = false;
};

}  // namespace candor::cli
