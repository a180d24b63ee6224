#include <catch2/catch.hpp>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "candor/core/parallel.hpp"
#include "candor/model/instruction_set.hpp"
#include "candor/output/content_hash.hpp"
#include "candor/run/experiment.hpp"
#include "candor/scenario/load.hpp"
#include "support/company.hpp"

/// Same scenario and seed, same bytes: whatever machine, thread or instruction set does the work.

using namespace candor;
using namespace candor::tests;
using scenario::Scenario;

namespace {

constexpr char const* generated = R"(
organization: {members: 400}
run: {weeks: 60, replicates: 3, seed: 7}
compare: [command, level2, distributed]
)";

/// So large that the blocks of one organization are worked on in parallel.
constexpr char const* large = R"(
organization: {members: 20000, span: {from: 3, to: 11}}
run: {weeks: 8, replicates: 1, seed: 8}
)";

constexpr char const* with_timeline = R"(
organization: {members: 150, span: {from: 2, to: 9}, ties_per_member: 3}
environment: {turbulence: .1, interdependence: 2}
turnover: {market: 3}
leadership:
  styles:
    patient: {like: level2, trust_first: .2, responsible_individual: .3}
  habit: transactional
  adoption: .7
timeline:
  - {week: 12, adopt: distributed, adoption: .3, scope: {levels: [0, 1]}}
  - {week: 12, coach: .5, scope: {share: .6}}
  - week: 30
    mandate: {severity: 6, benefits: {contact_hours: 1, signal_noise: .9}}
    scope: {branch: 2, unit_size: {least: 3}}
run: {weeks: 52, replicates: 3, seed: 9}
record: {by_unit: yes, snapshots: [1, 13, 52]}
compare: [command, patient]
)";

/// Every kind of intervention, ends, overlaps and conditions.
constexpr char const* everything = R"(
organization: {members: 140, span: {from: 2, to: 8}}
timeline:
  - {week: 3, adopt: level2, adoption: .4, weeks: 20, scope: {share: .7}}
  - {week: 9, adopt: distributed, weeks: 5}
  - {week: 4, coach: .2, weeks: 8, scope: {levels: [1, 2]}}
  - {week: 5, replace_leaders: .3, adoption: .6, scope: {unit_size: {least: 3}}}
  - {week: 6, mandate: {benefits: {contact_hours: 1, signal_noise: .9}}, weeks: 10}
  - {week: 8, mandate: {benefits: {signal_noise: .8}}, scope: {branch: 1}}
  - {week: 10, layoff: {share: .1, refill: 12}}
  - {week: 12, layoff: {share: .05}, scope: {branch: 2}}
  - {week: 7, market: {factor: 1.7, weeks: 15}}
  - {week: 14, market: {factor: .3}, weeks: 15, scope: {share: .5}}
  - {week: 16, shock: 2, weeks: 2, scope: {levels: [0, 1]}}
  - {week: 18, connect: 6, weeks: 2, scope: {share: .4}}
  - {week: 20, promise: {kept: .6}}
  - {when: {below: {trust_leader: .48}, for: 2}, coach: .6, at_most: 2, weeks: 3}
  - {week: 12, when: {above: {quits: .3, vacancy: .02}}, connect: 1, at_most: 3}
run: {weeks: 45, replicates: 4, seed: 11}
compare: [command, transactional]
)";

Scenario imported() {
    std::filesystem::path const file = std::filesystem::path(CANDOR_SOURCE_DIR) / "scenarios" / "imported_company.yaml";
    return scenario::load_scenario(file, {"run.weeks=52", "run.replicates=2"});
}

struct Pinned {
    char const* name;
    Scenario scenario;
    std::string hash;
    std::string hash_without_interventions = hash;  ///< of the same file without what happened when
};

std::vector<Pinned> pinned() {
    return {
        {"generated", scenario::parse_scenario(generated), "2148e7268551c3d9dd0a0189ac447df5"},
        {"imported", imported(), "79ff265eb4f48cd299468546fb19f922", "a3978e79cc9d89ddf03c024cb81cc807"},
        {"large", scenario::parse_scenario(large), "c6e45fd618ebf4824b211bd3a0e315b5"},
        {"with a timeline", scenario::parse_scenario(with_timeline), "8143fdcdfba95046cca1516395feea6b",
         "6c92016656db05f87576091bb2738cc5"},
        {"everything happens", scenario::parse_scenario(everything), "94f5fb34ce4e0d868fc05cebad1950d1"},
    };
}

output::Dataset result_of(run::Experiment const& experiment) {
    return run::result_of(experiment, run::carry_out(experiment), "test");
}

std::string hash_of(Scenario const& scenario) { return run::content_hash_of(result_of(run::comparison_of(scenario))); }

/// Sets a variable of the environment while it lives.
class EnvironmentVariable {
public:
    EnvironmentVariable(char const* name, char const* value) : name_(name) {
        if (char const* const before = std::getenv(name)) before_ = before;
        setenv(name, value, 1);
    }
    ~EnvironmentVariable() {
        if (before_.empty()) {
            unsetenv(name_);
        } else {
            setenv(name_, before_.c_str(), 1);
        }
    }
    EnvironmentVariable(EnvironmentVariable const&) = delete;
    EnvironmentVariable& operator=(EnvironmentVariable const&) = delete;

private:
    char const* name_;
    std::string before_;
};

/// Whether two courses are the same, week by week; undefined is the same as undefined.
bool same(std::vector<double> const& one, std::vector<double> const& other, std::size_t weeks) {
    for (std::size_t week = 0; week < weeks; ++week) {
        bool const undefined = std::isnan(one[week]) && std::isnan(other[week]);
        if (!undefined && one[week] != other[week]) return false;
    }
    return true;
}

/// The first outcome whose course is not the same in two runs; empty if there is none.
std::string first_difference(run::Results const& one, std::size_t arm, std::size_t replicate, run::Results const& other,
                             std::size_t other_arm, std::size_t other_replicate) {
    auto const weeks = static_cast<std::size_t>(std::min(one.recorder.plan().weeks, other.recorder.plan().weeks));
    for (model::Outcome const& outcome : model::outcomes()) {
        if (!same(one.recorder.series(arm, replicate, outcome),
                  other.recorder.series(other_arm, other_replicate, outcome), weeks)) {
            return outcome.name;
        }
    }
    return {};
}

Scenario small(std::vector<std::string> const& overrides = {}) {
    return scenario::parse_scenario("organization: {members: 120, span: 5}\nrun: {weeks: 30, replicates: 3, seed: 3}\n",
                                    "small", {}, overrides);
}

std::vector<float> values_of(model::MemberColumn const& column, model::Row rows) {
    std::vector<float> values;
    for (model::Row row = 0; row < rows; ++row) values.push_back(column[static_cast<std::size_t>(row)]);
    return values;
}

/// Keeps what people, conditions and ties were, week by week.
class Witness final : public run::Observer {
public:
    void week_begins(int week, model::Organization const& organization) override {
        rows = organization.plan().seating.rows();
        conditions.push_back(values_of(organization.members.condition, rows));
        if (week == 1) {
            first = organization.members;
            ties = organization.ties;
        }
        last = organization.members;
    }
    void week_ended(int /*week*/, model::WeekTally const& /*tally*/, std::span<model::Tally const> /*units*/) override {
    }

    model::Row rows = 0;
    std::vector<std::vector<float>> conditions;
    model::Members first;
    model::Members last;
    model::Ties ties;
};

bool same(Column const& one, Column const& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end());
}

}  // namespace

// --- Whoever does the work ---

TEST_CASE("content hashes are those that are pinned", "[determinism]") {
    for (Pinned const& pin : pinned()) {
        CAPTURE(pin.name);
        CHECK(hash_of(pin.scenario) == pin.hash);
    }
}

TEST_CASE("what happened when is recorded beside everything else", "[determinism]") {
    for (Pinned const& pin : pinned()) {
        if (pin.hash == pin.hash_without_interventions) continue;
        output::Dataset dataset = result_of(run::comparison_of(pin.scenario));
        std::erase_if(dataset.dimensions, [](output::Dimension const& d) { return d.name == "intervention"; });
        auto const is_of_interventions = [](output::Variable const& v) { return v.name.starts_with("intervention"); };
        REQUIRE(std::erase_if(dataset.coordinates, is_of_interventions) == 1);
        REQUIRE(std::erase_if(dataset.variables, is_of_interventions) == 2);
        CAPTURE(pin.name);
        CHECK(run::content_hash_of(dataset) == pin.hash_without_interventions);
    }
}

TEST_CASE("any number of threads gives the same bytes", "[determinism]") {
    for (Pinned const& pin : pinned()) {
        for (int const threads : {1, 2, 3, 8}) {
            parallel::ThreadLimit const limit(threads);
            CAPTURE(pin.name, threads);
            CHECK(hash_of(pin.scenario) == pin.hash);
        }
    }
}

TEST_CASE("every instruction set gives the same bytes", "[determinism]") {
    for (model::InstructionSet const set : model::available_instruction_sets()) {
        EnvironmentVariable const variable("CANDOR_INSTRUCTION_SET", model::name_of(set));
        REQUIRE(model::chosen_instruction_set() == set);
        for (Pinned const& pin : pinned()) {
            CAPTURE(pin.name, model::name_of(set));
            CHECK(hash_of(pin.scenario) == pin.hash);
        }
    }
}

TEST_CASE("an instruction set that is unknown is an error that names it", "[determinism]") {
    EnvironmentVariable const variable("CANDOR_INSTRUCTION_SET", "z80");
    REQUIRE_THROWS_WITH(model::chosen_instruction_set(), Catch::Contains("'z80'"));
}

// --- Whatever is recorded ---

TEST_CASE("recording more or less changes no variable's hash", "[determinism]") {
    output::Dataset const little = result_of(run::comparison_of(small({"record.by_level=no"})));
    output::Dataset const much = result_of(
        run::comparison_of(small({"record.by_level=yes", "record.by_unit=yes", "record.snapshots=[1, 17, 30]"})));
    REQUIRE(little.variables.size() > 50);
    REQUIRE(much.variables.size() > 2 * little.variables.size());
    for (output::Variable const& variable : little.variables) {
        output::Variable const* const same_name = much.find(variable.name);
        CAPTURE(variable.name);
        REQUIRE(same_name != nullptr);
        REQUIRE(output::variable_hash(variable, little) == output::variable_hash(*same_name, much));
    }
}

// --- Whatever stands beside it ---

TEST_CASE("two policies meet the same people, ties and shocks", "[determinism]") {
    Scenario const scenario = small();
    run::Experiment const experiment = run::comparison_of(scenario);
    std::vector<Witness> witnesses(2);
    for (std::size_t arm = 0; arm < 2; ++arm) {
        run::Arm const& side = experiment.arms[arm];
        run::simulate({*side.plan, side.policy, {3, 1}, 120, side.scenario.timeline}, witnesses[arm]);
    }
    model::Row const rows = witnesses[0].rows;
    for (model::MemberColumn model::Members::*trait :
         {&model::Members::propensity, &model::Members::mindset, &model::Members::control, &model::Members::skill,
          &model::Members::expertise, &model::Members::condition, &model::Members::estimate, &model::Members::action}) {
        REQUIRE(values_of(witnesses[0].first.*trait, rows) == values_of(witnesses[1].first.*trait, rows));
    }
    REQUIRE(std::equal(witnesses[0].ties.neighbour.begin(), witnesses[0].ties.neighbour.end(),
                       witnesses[1].ties.neighbour.begin(), witnesses[1].ties.neighbour.end()));
    REQUIRE(same(witnesses[0].ties.strength, witnesses[1].ties.strength));
    for (std::size_t week = 0; week < 120; ++week) {
        CAPTURE(week);
        REQUIRE(witnesses[0].conditions[week] == witnesses[1].conditions[week]);
    }
    // but they make something else of it
    REQUIRE(values_of(witnesses[0].last.latitude, rows) != values_of(witnesses[1].last.latitude, rows));
    REQUIRE(values_of(witnesses[0].last.estimate, rows) != values_of(witnesses[1].last.estimate, rows));
}

TEST_CASE("where policies ask for the same, arms are the same", "[determinism]") {
    // A style of its own name with the elements of command.
    Scenario const scenario = small({"leadership.styles={twin: {like: command}}", "compare=[command, twin]"});
    run::Results const results = run::carry_out(run::comparison_of(scenario));
    for (std::size_t replicate = 0; replicate < 3; ++replicate) {
        REQUIRE(first_difference(results, 0, replicate, results, 1, replicate) == "");
    }
}

TEST_CASE("a run alone is the same as in a comparison", "[determinism]") {
    run::Results const both = run::carry_out(run::comparison_of(small({"compare=[command, level2]"})));
    run::Results const turned = run::carry_out(run::comparison_of(small({"compare=[level2, distributed, command]"})));
    run::Results const alone = run::carry_out(run::run_of(small({"leadership.policy=level2"})));
    for (std::size_t replicate = 0; replicate < 3; ++replicate) {
        REQUIRE(first_difference(both, 1, replicate, alone, 0, replicate) == "");
        REQUIRE(first_difference(turned, 0, replicate, alone, 0, replicate) == "");
        REQUIRE(first_difference(turned, 2, replicate, both, 0, replicate) == "");
        REQUIRE(first_difference(both, 0, replicate, both, 1, replicate) != "");
    }
}

TEST_CASE("a replicate is the same among few and among many", "[determinism]") {
    run::Results const few = run::carry_out(run::run_of(small({"run.replicates=2"})));
    run::Results const many = run::carry_out(run::run_of(small({"run.replicates=7"})));
    for (std::size_t replicate = 0; replicate < 2; ++replicate) {
        REQUIRE(first_difference(few, 0, replicate, many, 0, replicate) == "");
    }
    REQUIRE(first_difference(many, 0, 0, many, 0, 1) != "");
}

TEST_CASE("the first weeks are the same in a longer run", "[determinism]") {
    run::Results const some = run::carry_out(run::run_of(small({"run.weeks=10"})));
    run::Results const more = run::carry_out(run::run_of(small({"run.weeks=30"})));
    REQUIRE(first_difference(some, 0, 2, more, 0, 2) == "");
}

TEST_CASE("what comes later leaves the weeks before as they were", "[determinism]") {
    run::Results const plain = run::carry_out(run::run_of(small({"run.weeks=10"})));
    run::Results const coached =
        run::carry_out(run::run_of(small({"timeline=[{week: 11, coach: 1}, {week: 12, mandate: {severity: 9}}]"})));
    run::Results const as_usual = run::carry_out(run::run_of(small()));
    REQUIRE(first_difference(plain, 0, 0, coached, 0, 0) == "");
    REQUIRE(first_difference(as_usual, 0, 0, coached, 0, 0) != "");
}

TEST_CASE("another seed gives other bytes, and so does any parameter", "[determinism]") {
    std::string const hash = hash_of(small());
    REQUIRE(hash_of(small()) == hash);
    REQUIRE(hash_of(small({"run.seed=4"})) != hash);
    REQUIRE(hash_of(small({"environment.turbulence=.050001"})) != hash);
}

// --- Stopped on the way ---

TEST_CASE("who is asked to stop returns whole replicates only", "[determinism]") {
    for (int const threads : {1, 3}) {
        parallel::ThreadLimit const limit(threads);
        run::Experiment const experiment = run::comparison_of(small({"run.replicates=12"}));
        run::Results const all = run::carry_out(experiment);
        REQUIRE_FALSE(all.partial());
        run::StopRequest stop = false;
        std::size_t runs = 0;
        auto const progress = [&](std::size_t done, std::size_t total) {
            REQUIRE(total == 24);
            runs = done;
            if (done == 5) stop = true;
        };
        run::Results const some = run::carry_out(experiment, progress, &stop);
        CAPTURE(threads, runs);
        REQUIRE(some.partial());
        REQUIRE(runs >= 5);
        REQUIRE(runs < 24);
        REQUIRE(some.finished.size() <= runs / 2);
        for (std::size_t const replicate : some.finished) {
            REQUIRE(first_difference(some, 0, replicate, all, 0, replicate) == "");
            REQUIRE(first_difference(some, 1, replicate, all, 1, replicate) == "");
        }
        output::Dataset const dataset = run::result_of(experiment, some, "test");
        REQUIRE(dataset.size_of("replicate") == some.finished.size());
        REQUIRE(run::content_hash_of(dataset) != run::content_hash_of(run::result_of(experiment, all, "test")));
    }
}

TEST_CASE("one thread that is asked to stop keeps every run it has finished", "[determinism]") {
    parallel::ThreadLimit const limit(1);
    run::Experiment const experiment = run::run_of(small({"run.replicates=9"}));
    run::StopRequest stop = false;
    run::Results const some = run::carry_out(
        experiment, [&](std::size_t done, std::size_t) { stop = done >= 4; }, &stop);
    REQUIRE(some.finished.size() == 4);
    output::Dataset const dataset = run::result_of(experiment, some, "test");
    auto const& numbers = std::get<std::vector<std::int32_t>>(dataset.find("replicate")->values);
    REQUIRE(numbers.size() == 4);
    for (std::size_t k = 0; k < 4; ++k) REQUIRE(numbers[k] == static_cast<std::int32_t>(some.finished[k]) + 1);
}

TEST_CASE("who is asked to stop before it begins returns nothing", "[determinism]") {
    run::StopRequest const stop = true;
    run::Results const none = run::carry_out(run::run_of(small()), {}, &stop);
    REQUIRE(none.finished.empty());
    REQUIRE(none.partial());
}
