#include "sweep_store_support.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>

using namespace candor;
using namespace candor::tests;

namespace {

using Runs = std::vector<std::int64_t>;

/// Waits until so many parts are written, a few seconds at most.
bool comes(run::PartWriter const& writer, std::int64_t parts) {
    for (int i = 0; i < 500 && writer.parts_written() < parts; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return writer.parts_written() == parts;
}

}  // namespace

TEST_CASE("runs are numbered by point, then policy, then replicate", "[sweep_store]") {
    run::RunNumbers const numbers{3, 2, 4};
    CHECK(numbers.total() == 24);
    std::int64_t next = 0;
    for (int point = 0; point < 3; ++point) {
        for (int policy = 0; policy < 2; ++policy) {
            for (int replicate = 0; replicate < 4; ++replicate, ++next) {
                CHECK(numbers.of(point, policy, replicate) == next);
                CHECK(numbers.point(next) == point);
                CHECK(numbers.policy(next) == policy);
                CHECK(numbers.replicate(next) == replicate);
            }
        }
    }
}

TEST_CASE("a set of runs counts what it has", "[sweep_store]") {
    run::RunSet set(130);
    for (std::int64_t const run : {0, 63, 64, 129, 64}) set.add(run);
    CHECK(set.count() == 4);
    CHECK(runs_in(set, 130) == Runs{0, 63, 64, 129});
}

TEST_CASE("a folder is made once, with all above it, and found again", "[sweep_store]") {
    TemporaryFolder const temporary;
    fs::path const folder = temporary.path() / "of" / "a" / "sweep";
    run::open_sweep_folder(folder, small_design());
    auto const made = fs::last_write_time(folder / "design.h5");
    run::open_sweep_folder(folder, small_design());
    CHECK(fs::last_write_time(folder / "design.h5") == made);
    output::test::require_same(run::read_design(folder), small_design());
    CHECK(fs::is_directory(folder / "parts"));
    CHECK(fs::is_directory(folder / "locks"));
}

TEST_CASE("a folder of another sweep, or of something else, is refused and left alone", "[sweep_store]") {
    TemporaryFolder const temporary;
    fs::path const folder = temporary.path() / "sweep";
    auto const opening = [&](std::string const& hash) {
        return message_of([&] { run::open_sweep_folder(folder, small_design(hash)); });
    };
    SECTION("another design") {
        run::open_sweep_folder(folder, small_design(hash_of('a')));
        CHECK(opening(hash_of('b')) == "'" + folder.string() + "' belongs to another sweep (its design has hash " +
                                           hash_of('a') + ", this one " + hash_of('b') + ")");
        CHECK(run::read_design(folder).text_of("design_hash") == hash_of('a'));
    }
    SECTION("photographs") {
        fs::create_directory(folder);
        std::ofstream(folder / "holiday.jpg") << "x";
        CHECK(opening(hash_of('a')) ==
              "'" + folder.string() + "' holds something else (it is not empty, and has no design.h5)");
        CHECK_FALSE(fs::exists(folder / "design.h5"));
        CHECK_FALSE(fs::exists(folder / "parts"));
    }
    SECTION("a damaged design") {
        run::open_sweep_folder(folder, small_design());
        auto const bytes = bytes_of(folder / "design.h5");
        put_bytes(folder / "design.h5", bytes, bytes.size() / 2);
        CHECK(opening(hash_of('a')) == "cannot read '" + (folder / "design.h5").string() + "' (it is truncated)");
    }
    SECTION("a file") {
        std::ofstream(folder) << "x";
        CHECK_THAT(opening(hash_of('a')), Catch::StartsWith("cannot make the folder '" + folder.string() + "' ("));
    }
}

TEST_CASE("what a killed process left of the design does not stand in the way", "[sweep_store]") {
    TemporaryFolder const temporary;
    std::ofstream(temporary.path() / ("design.h5." + std::to_string(::getpid()) + ".tmp")) << "half";
    run::open_sweep_folder(temporary.path(), small_design());
    CHECK(run::read_design(temporary.path()).text_of("design_hash") == hash_of('a'));
}

TEST_CASE("of processes that make a folder at the same time one wins, and those of its design go on", "[sweep_store]") {
    for (int round = 0; round < 10; ++round) {
        TemporaryFolder const temporary;
        fs::path const folder = temporary.path() / "sweep";
        std::vector<pid_t> children;
        for (int i = 0; i < 8; ++i) {
            children.push_back(start_process([&] {
                std::string const hash = hash_of(i % 2 == 0 ? 'a' : 'b');
                std::string const message = message_of([&] { run::open_sweep_folder(folder, small_design(hash)); });
                bool const mine = run::read_design(folder).text_of("design_hash") == hash;
                return mine ? message == "no OutputError" : message.find("another sweep") != std::string::npos;
            }));
        }
        for (pid_t const child : children) CHECK(end_of(child) == 0);
        for (auto const& entry : fs::directory_iterator(folder)) CHECK(entry.path().extension() != ".tmp");
    }
}

TEST_CASE("what is left of a process that was killed while it wrote the design goes", "[sweep_store]") {
    TemporaryFolder const temporary;
    for (char const* const name : {"design.h5.4711.tmp", "design.h5.4712.tmp"})
        std::ofstream(temporary.path() / name) << "half a des";
    run::open_sweep_folder(temporary.path(), small_design());
    run::open_sweep_folder(temporary.path(), small_design());
    std::set<std::string> names;
    for (auto const& entry : fs::directory_iterator(temporary.path())) names.insert(entry.path().filename().string());
    CHECK(names == std::set<std::string>{"design.h5", "locks", "parts"});
}

TEST_CASE("what is no folder of a sweep has no design", "[sweep_store]") {
    TemporaryFolder const temporary;
    CHECK(message_of([&] { static_cast<void>(run::read_design(temporary.path())); }) ==
          "'" + temporary.path().string() + "' is no folder of a sweep (it has no design.h5)");
}

TEST_CASE("a process that is killed when it has written the design leaves a folder without parts", "[sweep_store]") {
    TemporaryFolder const temporary;
    CHECK(run::scan_parts(temporary.path(), small_facts()).finished.count() == 0);
    CHECK(run::shard_holders(temporary.path()).empty());
    std::ofstream(temporary.path() / "parts") << "no folder";
    CHECK_THAT(message_of([&] { static_cast<void>(run::scan_parts(temporary.path(), small_facts())); }),
               Catch::StartsWith("cannot read '" + (temporary.path() / "parts").string() + "' ("));
}

TEST_CASE("finished runs are found again, failed ones among them", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts = small_facts();
    run::PartWriter writer(folder.path(), facts, {}, at_the_end);
    for (std::int64_t const run : {7, 3, 20}) writer.add(outcome_of(run, facts));
    writer.add(failure_of(5, "too hot"));
    writer.add(failure_of(2, std::string("not \xFF text\0!", 12)));
    writer.finish();
    CHECK(writer.parts_written() == 1);
    CHECK(folder.part_names() == std::vector<std::string>{"0000-000001.h5"});

    run::Scan const scan = run::scan_parts(folder.path(), facts);
    CHECK(runs_in(scan.finished, 24) == Runs{2, 3, 5, 7, 20});
    CHECK(runs_in(scan.failed, 24) == Runs{2, 5});
    CHECK(scan.parts == 1);
    CHECK(scan.bad.empty());

    std::vector<std::size_t> const wanted{1};
    Runs seen;
    auto const bad = run::read_runs(folder.path(), facts, wanted, [&](run::RunOutcome const& run) {
        seen.push_back(run.run);
        CHECK(run.series.empty());
        bool const fails = run.run == 2 || run.run == 5;
        CHECK(run.failure == (run.run == 5 ? "too hot" : fails ? "not ? text?!" : ""));
        CHECK(run.outcomes == (fails ? std::vector<double>{} : std::vector{outcome_of(run.run, facts).outcomes.at(1)}));
    });
    CHECK(bad.empty());
    CHECK(seen == Runs{2, 3, 5, 7, 20});
}

TEST_CASE("a part is the same whatever order its runs come in", "[sweep_store]") {
    run::SweepFacts const facts = small_facts();
    std::vector<std::vector<char>> files;
    for (Runs const& order : {Runs{0, 1, 2, 3, 4, 5}, Runs{5, 3, 1, 0, 2, 4}}) {
        SweepFolder const folder;
        run::PartWriter writer(folder.path(), facts, {}, at_the_end);
        for (std::int64_t const run : order)
            writer.add(run % 2 == 0 ? outcome_of(run, facts) : failure_of(run, "run " + std::to_string(run)));
        writer.finish();
        files.push_back(bytes_of(folder.parts() / "0000-000001.h5"));
    }
    CHECK(files[0].size() > 1000);
    CHECK(files[0] == files[1]);
}

TEST_CASE("a part is written when it is old enough or large enough", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts = small_facts();
    SECTION("old") {
        run::PartWriter writer(folder.path(), facts, {}, {std::chrono::milliseconds(20), 1'000'000});
        writer.add(outcome_of(0, facts));
        REQUIRE(comes(writer, 1));
        CHECK(run::scan_parts(folder.path(), facts).finished.has(0));
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        CHECK(writer.parts_written() == 1);  // nothing, no part
        writer.add(outcome_of(1, facts));
        CHECK(comes(writer, 2));
    }
    SECTION("large") {
        std::size_t const one_run = 8 + 2 * 8 + 5 * 4;
        run::PartWriter writer(folder.path(), facts, {}, {std::chrono::hours(1), 3 * one_run});
        for (int run = 0; run < 3; ++run) writer.add(outcome_of(run, facts));
        REQUIRE(comes(writer, 1));
        for (int run = 3; run < 24; ++run) writer.add(outcome_of(run, facts));  // waits where it must
        writer.finish();
        CHECK(writer.parts_written() == 8);
    }
    SECTION("dropped") {
        { run::PartWriter(folder.path(), facts, {}, at_the_end).add(outcome_of(0, facts)); }
        CHECK(folder.part_names().empty());
    }
    SECTION("nothing") {
        run::PartWriter(folder.path(), facts, {}).finish();
        CHECK(folder.part_names().empty());
    }
}

TEST_CASE("many threads hand over their runs", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts{hash_of('a'), {500, 2, 4}, {{"trust_leader"}, {}, 0}};
    run::PartWriter writer(folder.path(), facts, {}, {std::chrono::hours(1), 10'000});
    std::atomic<std::int64_t> next{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (std::int64_t run = next++; run < 4000; run = next++) writer.add(outcome_of(run, facts));
        });
    }
    for (std::thread& thread : threads) thread.join();
    writer.finish();
    CHECK(writer.parts_written() >= 6);
    CHECK(writer.parts_written() <= 7);
    run::Merged const merged = run::merge_parts(folder.path(), facts, {"a", "b"});
    CHECK(merged.finished.count() == 4000);
    CHECK(merged.twice == 0);
}

TEST_CASE("counting goes on behind all that was ever there", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts = small_facts();
    write_part(folder.path(), facts, {0});
    write_part(folder.path(), facts, {1}, {1, 2});
    run::set_aside({{folder.parts() / "0000-000001.h5", "a test"}, {folder.parts() / "gone.h5", "a test"}});
    std::ofstream(folder.parts() / "0000-000004.h5.99.tmp") << "half";
    write_part(folder.path(), facts, {0});
    CHECK(folder.part_names() ==
          std::vector<std::string>{"0000-000001.h5.bad", "0000-000004.h5.99.tmp", "0000-000005.h5", "0001-000001.h5"});
    run::Scan const scan = run::scan_parts(folder.path(), facts);
    CHECK(scan.parts == 2);
    CHECK(scan.bad.empty());
    CHECK(runs_in(scan.finished, 24) == Runs{0, 1});
}

TEST_CASE("a part whose name is taken gets the next one", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts = small_facts();
    run::PartWriter one(folder.path(), facts, {}, at_the_end);
    run::PartWriter other(folder.path(), facts, {}, at_the_end);  // as where locks are unknown
    one.add(outcome_of(0, facts));
    other.add(outcome_of(1, facts));
    one.finish();
    other.finish();
    CHECK(folder.part_names() == std::vector<std::string>{"0000-000001.h5", "0000-000002.h5"});
    CHECK(run::scan_parts(folder.path(), facts).finished.count() == 2);
}

TEST_CASE("a run without the values that are kept is a mistake of ours", "[sweep_store]") {
    SweepFolder const folder;
    run::SweepFacts const facts = small_facts();
    run::PartWriter writer(folder.path(), facts, {}, at_the_end);
    run::RunOutcome short_one = outcome_of(0, facts);
    short_one.series.pop_back();
    CHECK_THROWS_AS(writer.add(std::move(short_one)), std::invalid_argument);
    writer.add(outcome_of(1, facts));
    writer.add(outcome_of(1, facts));
    CHECK_THAT(message_of([&] { writer.finish(); }), Catch::Contains("run 1 came twice"));
}

TEST_CASE("a full disk is told, whole parts stay and nothing half is left", "[sweep_store]") {
    SmallDisk const disk(512 * 1024);
    if (!disk.mounted()) {
        WARN("skipped: this user may not mount a tmpfs");
        return;
    }
    run::SweepFacts const facts{hash_of('a'), {100'000, 1, 1}, {{"trust_leader"}, {}, 0}};
    fs::path const folder = disk.path() / "sweep";
    run::open_sweep_folder(folder, small_design());
    run::PartWriter writer(folder, facts, {}, {std::chrono::hours(1), 50'000});
    std::int64_t added = 0;
    std::string const message = message_of([&] {
        for (; added < 100'000; ++added) writer.add(outcome_of(added, facts));
    });
    CHECK_THAT(message, Catch::StartsWith("cannot write '" + (folder / "parts" / "0000-").string()));
    CHECK_THAT(message, Catch::EndsWith("(No space left on device)"));
    CHECK(message_of([&] { writer.finish(); }) == message);
    CHECK(message_of([&] { writer.add(outcome_of(added, facts)); }) == message);

    std::int64_t files = 0;
    for (auto const& entry : fs::directory_iterator(folder / "parts")) {
        CHECK(entry.path().extension() == ".h5");
        ++files;
    }
    run::Merged const merged = run::merge_parts(folder, facts, {"a"});
    CHECK(files == writer.parts_written());
    CHECK(files > 1);
    CHECK(merged.bad.empty());
    CHECK(merged.finished.count() == files * 3125);
}
