#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "candor/run/experiment.hpp"
#include "candor/run/saved_result.hpp"
#include "files.hpp"

/// What a page asks of the engine (tools/web/source/studio/engine.ts), the same in WebAssembly and behind a server.
namespace candor::studio {

using Json = nlohmann::ordered_json;

/// A scenario as a page holds it.
struct Source {
    std::string base{};                          ///< YAML
    std::string name{};                          ///< of its file, for messages
    Json changes = Json::object();               ///< keys of a scenario that win over the base's
    std::map<std::string, std::string> files{};  ///< charts and ties that it names, by file name
};

/// Throws Error for what is no source.
[[nodiscard]] Source source_of(Json const& json);

/// `Description` of engine.ts, in JSON.
[[nodiscard]] std::string describe();

/// A scenario that was opened, and what was run of it so far. Runs may be carried out here, all at once or one by one, or
/// elsewhere and taken. One thread at a time; another one may `carry_out` all meanwhile, over all threads there are.
class Study {
public:
    /// Reads and checks; runs nothing. Throws ScenarioError with every problem found, Error where nothing is compared.
    explicit Study(Source source);

    /// `Opened` of engine.ts.
    [[nodiscard]] Json opened() const;
    /// All runs, from the beginning, over all threads. Throws RunError if one fails.
    void carry_out(run::Progress const& progress = {}, run::StopRequest const* stop = nullptr);
    /// One run: arm by index, replicate by its number from 1. Throws RunError if it fails.
    void carry_out(std::size_t arm, int replicate);
    /// What was recorded of a run.
    [[nodiscard]] std::vector<std::byte> bytes_of(std::size_t arm, int replicate) const;
    /// Keeps a run of the same source that was carried out elsewhere. Throws std::invalid_argument if it is none.
    void take(std::size_t arm, int replicate, std::span<std::byte const> bytes);

    /// `Shown` of engine.ts, on the outcomes of these names, of the replicates that are finished. Throws Error if there is
    /// none, or for a name that is no outcome's.
    [[nodiscard]] Json show(std::vector<std::string> const& outcomes) const;
    /// `People` of payload.ts.
    [[nodiscard]] Json people(int replicate) const;
    /// `Explanation`s of engine.ts, one for each arm.
    [[nodiscard]] Json explain(std::string const& member, int week, int replicate) const;
    /// `Payload` of payload.ts: what `candor report` would fill its page with.
    [[nodiscard]] Json report() const;

private:
    void require_replicate(int number) const;
    [[nodiscard]] std::string command() const;
    [[nodiscard]] run::SavedResult so_far() const;

    Source source_;
    std::string yaml_;
    Folder folder_;  ///< where the files are
    scenario::Scenario scenario_;
    run::Experiment experiment_;
    run::Results results_;
    mutable std::mutex mutex_{};  ///< while all is carried out, with the results
};

}  // namespace candor::studio
