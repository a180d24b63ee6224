#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "candor/core/error.hpp"
#include "candor/run/verify.hpp"
#include "failure.hpp"

namespace candor::cli {

/// The runs that a result file came from, ready to be carried out again. All throw UsageError for what the file does not
/// hold.
class Recorded {
public:
    /// Throws OutputError if the file cannot be read or run again.
    Recorded(std::string const& file, std::string const& data);

    [[nodiscard]] run::Experiment const& experiment() const { return experiment_; }
    [[nodiscard]] std::vector<std::int32_t> const& replicates() const { return replicates_; }

    /// The arm of that label; the first one for an empty name.
    [[nodiscard]] run::Arm const& arm(std::string const& label) const;
    /// The replicate of that number; the first one for 0.
    [[nodiscard]] int replicate(int number) const;
    /// The same people with the same luck under another style: one of the file's arms, or any style the scenario knows.
    [[nodiscard]] run::Arm counterfactual(run::Arm const& arm, std::string const& policy) const;

private:
    std::string file_;
    run::Experiment experiment_;
    std::vector<std::int32_t> replicates_;
};

/// What somebody asked for and does not exist is an error of the command line.
template <class Work>
auto in_words_of_the_command_line(Work&& work) {
    try {
        return work();
    } catch (Interrupted const&) {
        throw;
    } catch (Error const& error) {
        throw UsageError(error.what());
    }
}

}  // namespace candor::cli
