#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "candor/model/chart.hpp"
#include "candor/model/panel.hpp"
#include "candor/model/parameters.hpp"
#include "candor/model/survey.hpp"
#include "candor/model/timeline.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/expectation.hpp"
#include "candor/scenario/nulls.hpp"

namespace candor::scenario {

/// A CSV file of reporting lines. Column names are recognized where empty.
struct ReportsTo {
    std::filesystem::path file;
    std::string member_column;
    std::string manager_column;
    bool operator==(ReportsTo const&) const = default;
};

/// A CSV file of pairs with a count or strength. Column names are recognized where empty.
struct TiesFile {
    std::filesystem::path file;
    std::string one_column;
    std::string other_column;
    std::string count_column;
    double at_least = 1.0;  ///< a pair becomes a tie from this count on, both directions summed
    bool operator==(TiesFile const&) const = default;
};

/// Section `organization`: generated, or imported where `reports_to` is given.
struct Organization {
    int members = 400;
    model::Span span{};
    double ties_per_member = 2.0;
    std::optional<ReportsTo> reports_to{};
    std::optional<TiesFile> ties{};
    bool operator==(Organization const&) const = default;
};

/// Section `run`.
struct Run {
    int weeks = 208;
    int replicates = 40;
    std::uint32_t seed = 1;
};

/// Section `record`: what the result file holds beside the weekly means.
struct Record {
    bool by_level = true;
    bool by_unit = false;
    std::vector<int> snapshots{};         ///< weeks in which every member's state is recorded
    std::optional<model::Panel> panel{};  ///< some members, week by week
    std::vector<model::Survey> survey{};  ///< what questionnaires would show
    bool operator==(Record const&) const = default;
};

/// Where an entry of the timeline names members and levels: only the chart shows whether they exist.
struct ScopePlaces {
    Location branch{};
    std::vector<Location> levels{};
};

struct Scenario;

/// Section `variants`: the scenario with some of its keys changed, complete and checked as well.
struct Variant {
    std::string name;
    std::shared_ptr<Scenario const> scenario;
};

/// One scenario: plain values, complete and checked. Everything a run needs but the command line.
struct Scenario {
    std::string title{};
    std::string question{};
    Organization organization{};
    model::Parameters parameters{};
    model::Leadership leadership{};
    std::vector<model::Intervention> timeline{};
    std::vector<Null> nulls{};                ///< mechanisms held still; `parameters` are as they leave them
    std::vector<ScopePlaces> scope_places{};  ///< one for each entry of the timeline that was read
    Run run{};
    Record record{};
    std::vector<Variant> variants{};     ///< other ways to run it, with its weeks, replicates and seed
    std::vector<std::string> compare{};  ///< arms that `compare` sets side by side: POLICY, or POLICY@VARIANT
    std::vector<Expectation> expect{};   ///< what should come of it; nothing that is computed depends on it
    std::vector<std::string> notes{};    ///< what the nulls hold at which value
    std::string source{};                ///< the YAML as written
    std::filesystem::path file{};        ///< where it was read from; empty for none

    /// The scenario in a variant, or itself where the name is empty. Throws Error where there is none of that name.
    [[nodiscard]] Scenario const& in_variant(std::string const& name) const;
};

}  // namespace candor::scenario
