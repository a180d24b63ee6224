#include "sweep_store_support.hpp"

#include <catch2/catch.hpp>
#include <numeric>

using namespace candor;
using namespace candor::tests;

namespace {

std::vector<std::string> const policies{"command", "level2"};

template <class Value>
std::vector<Value> const& values(output::Dataset const& dataset, std::string const& name) {
    output::Variable const* const variable = dataset.find(name);
    REQUIRE(variable != nullptr);
    return std::get<std::vector<Value>>(variable->values);
}

void add_one(fs::path const& folder, run::SweepFacts const& facts, run::RunOutcome run, run::Shard shard) {
    run::PartWriter writer(folder, facts, shard, at_the_end);
    writer.add(std::move(run));
    writer.finish();
}

}  // namespace

TEST_CASE("all runs find their place", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts = small_facts();
    for (int shard = 0; shard < 3; ++shard) {
        run::PartWriter writer(folder.path(), facts, {shard, 3}, at_the_end);
        for (std::int64_t run = shard; run < 24; run += 3) writer.add(outcome_of(run, facts));
        writer.finish();
    }
    run::Merged const merged = run::merge_parts(folder.path(), facts, policies);
    CHECK(merged.bad.empty());
    CHECK(merged.twice == 0);
    CHECK(merged.finished.count() == 24);

    output::Dataset const& dataset = merged.dataset;
    CHECK(values<std::string>(dataset, "policy") == policies);
    CHECK(values<std::int64_t>(dataset, "point") == std::vector<std::int64_t>{1, 2, 3});
    CHECK(values<std::int32_t>(dataset, "replicate") == std::vector<std::int32_t>{1, 2, 3, 4});
    CHECK(values<std::int32_t>(dataset, "week") == std::vector<std::int32_t>{1, 2, 3, 4, 5});
    CHECK(dataset.find("performance")->dimensions == std::vector<std::string>{"policy", "point", "replicate"});
    CHECK(dataset.find("performance_by_week")->dimensions ==
          std::vector<std::string>{"policy", "point", "replicate", "week"});
    CHECK(dataset.find("failure_run") == nullptr);
    std::size_t place = 0;
    for (int policy = 0; policy < 2; ++policy) {
        for (int point = 0; point < 3; ++point) {
            for (int replicate = 0; replicate < 4; ++replicate, ++place) {
                auto const run = outcome_of(facts.numbers.of(point, policy, replicate), facts);
                CHECK(values<double>(dataset, "trust_leader")[place] == run.outcomes[0]);
                CHECK(values<double>(dataset, "performance")[place] == run.outcomes[1]);
                auto const first =
                    values<float>(dataset, "performance_by_week").begin() + static_cast<std::ptrdiff_t>(place * 5);
                CHECK(std::equal(run.series.begin(), run.series.end(), first));
            }
        }
    }
    TemporaryFolder const temporary;
    output::write_netcdf(dataset, temporary.path() / "results.h5");  // nothing in it contradicts itself
    output::test::require_same(output::read_netcdf(temporary.path() / "results.h5").variables, dataset.variables);
}

TEST_CASE("one policy makes no dimension; runs that failed or miss have no values", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts{hash_of('a'), {3, 1, 2}, {{"trust_leader"}, {"trust_leader"}, 2}};
    run::PartWriter writer(folder.path(), facts, {}, at_the_end);
    writer.add(failure_of(4, "too hot"));
    writer.add(outcome_of(1, facts));
    writer.finish();
    add_one(folder.path(), facts, failure_of(0, "too cold"), {1, 2});
    run::Merged const merged = run::merge_parts(folder.path(), facts, {"command"});
    CHECK(runs_in(merged.finished, 6) == std::vector<std::int64_t>{0, 1, 4});
    CHECK(merged.dataset.find("policy") == nullptr);
    CHECK(merged.dataset.find("trust_leader")->dimensions == std::vector<std::string>{"point", "replicate"});
    CHECK(values<std::int64_t>(merged.dataset, "failure_run") == std::vector<std::int64_t>{1, 5});
    CHECK(values<std::string>(merged.dataset, "failure_message") == std::vector<std::string>{"too cold", "too hot"});
    auto const& trust = values<double>(merged.dataset, "trust_leader");
    auto const& by_week = values<float>(merged.dataset, "trust_leader_by_week");
    REQUIRE(trust.size() == 6);
    REQUIRE(by_week.size() == 12);
    for (std::size_t run = 0; run < 6; ++run) {
        CHECK(std::isnan(trust[run]) == (run != 1));
        CHECK(std::isnan(by_week[2 * run]) == (run != 1));
    }
}

TEST_CASE("a run that came twice must have come the same", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts = small_facts();
    auto one = outcome_of(6, facts);
    one.outcomes[0] = std::numeric_limits<double>::quiet_NaN();
    add_one(folder.path(), facts, one, {0, 2});
    add_one(folder.path(), facts, failure_of(7, "too hot"), {0, 2});
    add_one(folder.path(), facts, failure_of(7, "too hot, once more"), {0, 2});
    auto const message = [&] {
        return message_of([&] { static_cast<void>(run::merge_parts(folder.path(), facts, policies)); });
    };
    auto const both = [&](std::string const& first) {
        return "'" + (folder.parts() / first).string() + "' and '" + (folder.parts() / "0001-000001.h5").string() +
               "' hold different values of run ";
    };
    SECTION("the same, any missing value like any other") {
        one.outcomes[0] = -std::numeric_limits<double>::quiet_NaN();
        add_one(folder.path(), facts, one, {1, 2});
        run::Merged const merged = run::merge_parts(folder.path(), facts, policies);
        CHECK(merged.twice == 2);
        CHECK(merged.finished.count() == 2);
    }
    SECTION("another zero") {
        auto zero = outcome_of(8, facts);
        zero.outcomes[1] = 0.0;
        add_one(folder.path(), facts, zero, {0, 2});
        zero.outcomes[1] = -0.0;
        add_one(folder.path(), facts, zero, {1, 2});
        CHECK(message() == both("0000-000004.h5") + "9 (performance is 0 in one and -0 in the other)");
    }
    SECTION("another week") {
        one.series[4] += .5F;
        add_one(folder.path(), facts, one, {1, 2});
        CHECK_THAT(message(), Catch::StartsWith(both("0000-000001.h5") + "7 (performance is 6.0"));
    }
    SECTION("failed, and tried again with success") {
        add_one(folder.path(), facts, outcome_of(7, facts), {1, 2});
        add_one(folder.path(), facts, failure_of(7, "too hot again"), {1, 2});
        run::Merged const merged = run::merge_parts(folder.path(), facts, policies);
        CHECK(merged.dataset.find("failure_run") == nullptr);
        auto const found = values<double>(merged.dataset, "performance");
        CHECK(std::count(found.begin(), found.end(), outcome_of(7, facts).outcomes[1]) == 1);
        run::Scan const scan = run::scan_parts(folder.path(), facts);
        CHECK(scan.finished.count() == 2);
        CHECK(scan.failed.count() == 0);
    }
}

TEST_CASE("an empty folder merges into missing values", "[sweep_store]") {
    SweepFolder const folder;
    run::Merged const merged = run::merge_parts(folder.path(), small_facts(), policies);
    CHECK(merged.finished.count() == 0);
    for (double const value : values<double>(merged.dataset, "performance")) CHECK(std::isnan(value));
}

TEST_CASE("a million runs are scanned in seconds, in a few parts or in many", "[sweep_store][slow]") {
    SweepFolder const folder;
    run::SweepFacts facts{hash_of('a'), {50'000, 1, 20}, {{}, {}, 0}};
    for (int i = 0; i < 8; ++i) facts.kept.outcomes.push_back("outcome" + std::to_string(i));
    std::int64_t const runs_in_part = GENERATE(33'334, 1'000);
    auto const seconds_of = [](auto&& action) {
        auto const start = std::chrono::steady_clock::now();
        action();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    std::int64_t const total = facts.numbers.total();
    double const writing = seconds_of([&] {
        run::PartWriter writer(folder.path(), facts, {},
                               {std::chrono::hours(1), static_cast<std::size_t>(runs_in_part) * 72});
        run::RunOutcome outcome;
        for (std::int64_t run = 0; run < total; ++run) {
            outcome = {.run = run};
            for (int i = 0; i < 8; ++i) outcome.outcomes.push_back(std::sin(static_cast<double>(8 * run + i)));
            writer.add(std::move(outcome));
        }
        writer.finish();
    });
    run::Scan scan;
    run::Merged merged;
    double const scanning = seconds_of([&] { scan = run::scan_parts(folder.path(), facts); });
    double const merging = seconds_of([&] { merged = run::merge_parts(folder.path(), facts, {"a"}); });
    WARN(scan.parts << " parts: written in " << writing << " s, scanned in " << scanning << " s, merged in " << merging
                    << " s");
    CHECK(scan.parts == (total + runs_in_part - 1) / runs_in_part);
    CHECK(scan.finished.count() == total);
    CHECK(merged.finished.count() == total);
    CHECK(std::get<std::vector<double>>(merged.dataset.variables[3].values)[777'777] == std::sin(8. * 777'777 + 3));
    CHECK(scanning < 20);  // ten times what it may take where nothing else runs
    CHECK(merging < 40);
}
