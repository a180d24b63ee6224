#include "sweep_store_support.hpp"

#include <catch2/catch.hpp>

#include "candor/output/content_hash.hpp"

using namespace candor;
using namespace candor::tests;

namespace {

using Runs = std::vector<std::int64_t>;

/// A sweep whose parts are large enough to be stored in compressed chunks.
run::SweepFacts large_facts() {
    return {hash_of('a'), {5'000, 2, 4}, {{"trust_leader", "performance"}, {"performance"}, 5}};
}

/// What the damaged part holds of a run: values, but the last one failed.
run::RunOutcome written(std::int64_t run, run::SweepFacts const& facts) {
    return run + 1 < facts.numbers.total() ? outcome_of(run, facts) : failure_of(run, "too hot");
}

bool is_whole(run::Merged const& merged, run::SweepFacts const& facts) {
    auto const& values = std::get<std::vector<double>>(merged.dataset.find("performance")->values);
    auto const& numbers = facts.numbers;
    for (std::int64_t run = 0; run + 1 < numbers.total(); ++run) {
        auto const place = static_cast<std::size_t>(
            (numbers.policy(run) * numbers.points + numbers.point(run)) * numbers.replicates + numbers.replicate(run));
        if (values[place] != written(run, facts).outcomes[1]) return false;
    }
    return std::isnan(values.back()) &&
           std::get<std::vector<std::string>>(merged.dataset.find("failure_message")->values) ==
               std::vector<std::string>{"too hot"};
}

/// In a process of its own, as HDF5 may crash on what is damaged: either the part is found bad, or nothing that is read
/// from it is wrong. Says what happened.
std::string after_damage(fs::path const& folder, run::SweepFacts const& facts) {
    int const status = end_of(start_process([&] {
        ::alarm(60);  // nor may it loop for ever
        static_cast<void>(run::scan_parts(folder, facts));
        std::vector<std::size_t> const wanted{1};
        bool right = true;
        static_cast<void>(run::read_runs(folder, facts, wanted, [&](run::RunOutcome const& run) {
            run::RunOutcome const expected = written(run.run, facts);
            right = right && run.failure == expected.failure &&
                    (!run.failure.empty() || run.outcomes.front() == expected.outcomes[1]);
        }));
        run::Merged const merged = run::merge_parts(folder, facts, {"a", "b"});
        return right && (merged.bad.size() == 1 ? merged.finished.count() == 0 : is_whole(merged, facts));
    }));
    return status == 0 ? "well" : WIFSIGNALED(status) ? "crash" : WEXITSTATUS(status) == 1 ? "wrong" : "exception";
}

/// Writes a part by hand that is sound but for what `change` does to it.
template <class Change>
std::string refusal(Change change) {
    SweepFolder const folder;
    run::SweepFacts const facts = small_facts();
    fs::path const file = folder.parts() / "0000-000001.h5";
    run::PartWriter writer(folder.path(), facts, {}, at_the_end);
    for (std::int64_t const run : {3, 5, 7}) writer.add(outcome_of(run, facts));
    writer.add(failure_of(9, "too hot"));
    writer.finish();
    output::Dataset part = output::read_netcdf(file);
    change(part);
    for (auto* const variables : {&part.coordinates, &part.variables}) {
        for (output::Variable& variable : *variables)
            variable.attributes = {{"content_hash", output::variable_hash(variable, part)}};
    }
    output::write_netcdf(part, file);
    run::Scan const scan = run::scan_parts(folder.path(), facts);
    if (scan.bad.size() != 1 || scan.finished.count() != 0 || scan.failed.count() != 0 || scan.parts != 0)
        return "not found";
    CHECK(scan.bad.front().file == file);
    return scan.bad.front().why;
}

std::vector<std::int64_t>& whole_numbers(output::Dataset& part, std::string const& name) {
    return std::get<std::vector<std::int64_t>>(const_cast<output::Variable*>(part.find(name))->values);
}

}  // namespace

TEST_CASE("a truncated part does not count, whatever its length; its runs come again", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts = small_facts();
    write_part(folder.path(), facts, {0, 1, 2});
    write_part(folder.path(), facts, {3, 4});
    fs::path const file = folder.parts() / "0000-000001.h5";
    std::vector<char> const bytes = bytes_of(file);
    for (std::size_t length = 0; length < bytes.size(); length += length < 200 ? 1 : 211) {
        put_bytes(file, bytes, length);
        INFO(length << " of " << bytes.size());
        run::Scan const scan = run::scan_parts(folder.path(), facts);
        REQUIRE(scan.bad.size() == 1);
        CHECK(scan.bad[0].file == file);
        CHECK(scan.bad[0].why == (length == 0  ? "it is empty"
                                  : length < 8 ? "it is not an HDF5 file"
                                               : "it is truncated"));
        CHECK(runs_in(scan.finished, 24) == Runs{3, 4});
        run::Merged const merged = run::merge_parts(folder.path(), facts, {"a", "b"});
        CHECK(merged.bad.size() == 1);
        CHECK(runs_in(merged.finished, 24) == Runs{3, 4});
    }
    put_bytes(file, bytes, bytes.size() - 1);
    run::Scan const scan = run::scan_parts(folder.path(), facts);
    REQUIRE(scan.bad.size() == 1);
    run::set_aside(scan.bad);
    run::set_aside(scan.bad);  // as another process may, at the same time
    CHECK(run::scan_parts(folder.path(), facts).bad.empty());
    CHECK(folder.part_names() == std::vector<std::string>{"0000-000001.h5.bad", "0000-000002.h5"});
}

TEST_CASE("parts that are sound but not of this sweep say why", "[sweep_store]") {
    CHECK(refusal([](output::Dataset& part) {
              for (auto& attribute : part.attributes) {
                  if (attribute.name == "design_hash") attribute.value = hash_of('b');
              }
          }) == "it belongs to another sweep: its design has hash " + hash_of('b') + ", this one " + hash_of('a'));
    CHECK(refusal([](output::Dataset& part) {
              whole_numbers(part, "run") = {3, 5, 7, 24};
          }) == "it holds runs that this sweep has not");
    CHECK(refusal([](output::Dataset& part) {
              whole_numbers(part, "run") = {-1, 5, 7, 9};
          }) == "it holds runs that this sweep has not");
    CHECK(refusal([](output::Dataset& part) {
              whole_numbers(part, "run") = {3, 5, 5, 9};
          }) == "its runs are not in ascending order");
    CHECK(refusal([](output::Dataset& part) { whole_numbers(part, "failure_run") = {8}; }) ==
          "it names failed runs that it does not hold");
    CHECK(refusal([](output::Dataset& part) {
              std::erase_if(part.variables, [](auto const& variable) { return variable.name == "trust_leader"; });
          }) == "it lacks 'trust_leader'");
    CHECK(refusal([](output::Dataset& part) {
              part.coordinates.front().values = std::vector<double>{3, 5, 7, 9};
          }) == "'run' is of another type");
    CHECK(refusal([](output::Dataset&) {}) == "not found");
}

TEST_CASE("values that do not bear out their hash make a part bad", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts = small_facts();
    write_part(folder.path(), facts, {3, 5});
    fs::path const file = folder.parts() / "0000-000001.h5";
    output::Dataset part = output::read_netcdf(file);
    auto const why = [&](std::string const& name) {
        auto changed = part;
        for (output::Variable& variable : changed.variables) {
            if (variable.name != name) continue;
            std::visit(
                [](auto& values) {
                    if constexpr (std::is_arithmetic_v<std::decay_t<decltype(values[0])>>) values[1] += 1;
                },
                variable.values);
        }
        output::write_netcdf(changed, file);
        CHECK(run::scan_parts(folder.path(), facts).bad.empty());  // reads no values
        std::vector<std::size_t> const wanted{0};
        auto const bad = run::read_runs(folder.path(), facts, wanted, [](run::RunOutcome const&) {});
        CHECK(bad.size() == (name == "trust_leader" ? 1 : 0));
        run::Merged const merged = run::merge_parts(folder.path(), facts, {"a", "b"});
        CHECK(merged.finished.count() == 0);
        REQUIRE(merged.bad.size() == 1);
        return merged.bad.front().why;
    };
    CHECK(why("trust_leader") == "'trust_leader' is not as it was written");
    CHECK(why("performance_by_week") == "'performance_by_week' is not as it was written");
    for (output::Attribute& attribute : part.attributes) {
        if (attribute.name == "content_hash") attribute.value = hash_of('c');
    }
    CHECK(why("nothing") == "its content is not as it was written");
}

TEST_CASE("a part that may not be read is an error, not a bad part", "[sweep_store]") {
    SweepFolder const folder;
    fs::create_directory(folder.parts() / "0000-000001.h5");
    CHECK(message_of([&] { static_cast<void>(run::scan_parts(folder.path(), small_facts())); }) ==
          "cannot read '" + (folder.parts() / "0000-000001.h5").string() + "' (Is a directory)");
}

TEST_CASE("flipped bytes are found or do no harm", "[sweep_store]") {
    SweepFolder const folder;
    bool const large = GENERATE(false, true);
    run::SweepFacts const facts = large ? large_facts() : small_facts();
    run::PartWriter writer(folder.path(), facts, {}, at_the_end);
    for (std::int64_t run = 0; run < facts.numbers.total(); ++run) writer.add(written(run, facts));
    writer.finish();
    fs::path const file = folder.parts() / "0000-000001.h5";
    REQUIRE(after_damage(folder.path(), facts) == "well");
    std::vector<char> const bytes = bytes_of(file);
    std::size_t const step = bytes.size() / (large ? 40 : 150);
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        for (int const flip : {0x01, 0xFF}) {
            std::vector<char> damaged = bytes;
            damaged[at] = static_cast<char>(damaged[at] ^ flip);
            put_bytes(file, damaged, damaged.size());
            INFO("byte " << at << " of " << bytes.size());
            CHECK(after_damage(folder.path(), facts) == "well");
        }
    }
}
