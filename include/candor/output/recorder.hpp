#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "candor/model/observables.hpp"
#include "candor/model/panel.hpp"
#include "candor/model/survey.hpp"
#include "candor/output/dataset.hpp"

namespace candor::output {

/// Members looked at one by one: others in each replicate, the same under every policy; [replicates, size].
struct Sample {
    std::size_t size = 0;  ///< of one replicate; 0: nobody
    std::vector<model::Position> members{};
    std::vector<std::string> ids{}, leaders{};
    std::vector<std::int32_t> levels{};
};

/// What is to be recorded of how many runs.
struct RecordPlan {
    std::vector<std::string> policies;  ///< labels; a dimension of the result only if there are several
    int replicates = 1;                 ///< numbered from 1
    int weeks = 1;                      ///< numbered from 1
    int levels = 0;                     ///< levels below the top that are told apart; 0: not by level
    std::vector<std::string> units;     ///< id of each unit's leader, in the order recorded; empty: not by unit
    std::vector<int> snapshots;         ///< weeks in which every member's state is recorded
    std::vector<std::string> members;   ///< id of each member, for snapshots
    std::vector<std::vector<std::string>> interventions{};  ///< of each policy: the entries of its timeline in words
    bool always_policy = false;                             ///< keep the dimension `policy` even for one
    std::vector<int> panel_weeks{};                         ///< weeks in which the panel is looked at
    Sample panel{};
    std::vector<model::Survey> surveys{};  ///< numbered from 1
    std::size_t most_asked = 0;            ///< by any of them
    Sample asked{};                        ///< [replicates, surveys, most_asked]; `nobody` where fewer are

    /// `week` where the panel is looked at every week, else one of its own.
    [[nodiscard]] std::string panel_dimension() const;
};

/// Collects the weekly outcomes of many runs in memory and makes a dataset of them. Different runs may be recorded from
/// different threads at the same time, while another one looks at those that are whole.
class Recorder {
public:
    explicit Recorder(RecordPlan plan);

    [[nodiscard]] RecordPlan const& plan() const { return plan_; }

    /// Notes what a week added up to; indexes of policy and replicate from 0, week from 1. `units` in the order of
    /// RecordPlan::units.
    void week(std::size_t policy, std::size_t replicate, int week, model::WeekTally const& tally,
              std::span<model::Tally const> units = {});
    /// Notes how many an entry of the policy's timeline, numbered from 0, touched when it happened in a week, from 1.
    void intervention(std::size_t policy, std::size_t replicate, int week, std::size_t entry, int touched);
    /// Notes every member's state, members by position; `snapshot` is an index into RecordPlan::snapshots.
    void snapshot(std::size_t policy, std::size_t replicate, std::size_t snapshot,
                  model::Organization const& organization);

    /// Notes a member of the panel in a week; `member` and `look` are indexes into the panel and its weeks.
    void panel(std::size_t policy, std::size_t replicate, std::size_t member, std::size_t look,
               model::PanelWeek const& week);

    /// Notes what a survey, by index, showed of those who were asked.
    void survey(std::size_t policy, std::size_t replicate, std::size_t survey, std::span<model::Answers const> answers);

    /// All that was recorded of one run, to be given to a recorder of the same plan, in another process of the same build.
    [[nodiscard]] std::vector<std::byte> bytes_of(std::size_t policy, std::size_t replicate) const;
    /// Throws std::invalid_argument if they are not of a run of this plan.
    void take(std::size_t policy, std::size_t replicate, std::span<std::byte const> bytes);

    /// The weekly values of one outcome in one run; [weeks]; NaN where undefined.
    [[nodiscard]] std::vector<double> series(std::size_t policy, std::size_t replicate,
                                             model::Outcome const& outcome) const;

    /// How many an entry touched when it happened in a week; none if it did not happen.
    [[nodiscard]] std::optional<int> touched(std::size_t policy, std::size_t replicate, int week,
                                             std::size_t entry) const;

    /// All of it as variables with named dimensions, for the replicates named (indexes from 0): those that are whole.
    [[nodiscard]] Dataset dataset(std::span<std::size_t const> replicates) const;

private:
    /// One variable over all runs: [policy, replicate, week or snapshot, (level, unit or member)], or likewise.
    struct Series {
        Variable variable;
        std::size_t per_run;  ///< values of one run
        std::size_t per_step;
    };
    struct OutcomeSeries {
        model::Outcome const* outcome;
        std::size_t mean, deviation, by_level, by_unit;  ///< indexes into series_, or `absent`
    };
    static constexpr std::size_t absent = static_cast<std::size_t>(-1);

    std::size_t add_series(std::string name, model::Outcome const& outcome, std::string const& long_name,
                           std::string const& dimension, std::size_t width);
    void add_snapshots();
    void add_interventions();
    void add_panel();
    void add_surveys();
    void describe_surveys(Dataset& dataset) const;
    void add_sample(Dataset& dataset, Sample const& sample, std::string const& prefix,
                    std::vector<std::string> const& dimensions, std::span<std::size_t const> replicates) const;
    [[nodiscard]] Variable entries_in_words() const;
    [[nodiscard]] std::size_t run(std::size_t policy, std::size_t replicate) const;

    RecordPlan plan_;
    std::vector<Series> series_;
    std::vector<OutcomeSeries> outcomes_;
    std::size_t first_snapshot_ = 0;
    std::size_t first_panel_ = 0;
    std::size_t first_survey_ = 0;
    std::size_t entries_ = 0;       ///< of the longest timeline
    std::size_t touched_ = absent;  ///< index into series_
};

}  // namespace candor::output
