#pragma once

#include <string>

#include "candor/output/dataset.hpp"
#include "candor/run/merged_sweep.hpp"

namespace candor::cli {

/// The merged results of a sweep, opened by its folder or by the file. What somebody asks for and is not there is a
/// UsageError with what was probably meant.
class SweptFile {
public:
    /// Throws OutputError if there are no results, saying what makes them.
    explicit SweptFile(std::string const& folder_or_file);
    SweptFile(SweptFile const&) = delete;
    SweptFile& operator=(SweptFile const&) = delete;

    [[nodiscard]] run::MergedSweep const& sweep() const { return sweep_; }
    [[nodiscard]] output::Dataset const& dataset() const { return dataset_; }
    [[nodiscard]] std::string title() const { return dataset_.text_of("title"); }
    [[nodiscard]] std::string const& path() const { return path_; }

    /// The outcome of that name; of an empty one performance, or the first where that was not kept.
    [[nodiscard]] std::string outcome(std::string const& name) const;
    /// The name of a factor, given that or its path.
    [[nodiscard]] std::string factor(std::string const& name) const;

private:
    std::string path_;
    output::Dataset dataset_;
    run::MergedSweep sweep_;
};

}  // namespace candor::cli
