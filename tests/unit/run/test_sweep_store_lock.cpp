#include "sweep_store_support.hpp"

#include <csignal>

#include <catch2/catch.hpp>
#include <optional>
#include <thread>

using namespace candor;
using namespace candor::tests;

namespace {

std::string here() {
    char machine[256] = {};
    ::gethostname(machine, sizeof machine - 1);
    return std::string(" on ") + machine;
}

std::string locking(fs::path const& folder, run::Shard shard) {
    return message_of([&] { run::ShardLock const lock(folder, shard); });
}

/// Another process that holds a lock until it is killed.
pid_t start_holder(fs::path const& folder, run::Shard shard) {
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    pid_t const child = start_process([&]() -> bool {
        run::ShardLock const lock(folder, shard);
        static_cast<void>(::write(ready[1], "x", 1) == 1);
        for (;;) ::pause();
    });
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    ::close(ready[0]);
    ::close(ready[1]);
    return child;
}

}  // namespace

TEST_CASE("one process computes a shard; who it is is told, and kill -9 frees it", "[sweep_store]") {
    SweepFolder const folder;
    CHECK(run::shard_holders(folder.path()).empty());
    pid_t const child = start_holder(folder.path(), {2, 8});
    std::string const process = "process " + std::to_string(child) + here();
    CHECK(locking(folder.path(), {2, 8}) == "shard 2/8 is being computed by " + process + " (which holds '" +
                                                (folder.path() / "locks" / "0002.lock").string() + "')");
    CHECK(locking(folder.path(), {3, 8}) == "no OutputError");
    {
        run::ShardLock const own(folder.path(), {0, 8});
        auto const holders = run::shard_holders(folder.path());
        REQUIRE(holders.size() == 2);
        CHECK(holders[0].shard == 0);
        CHECK(holders[0].process == "process " + std::to_string(::getpid()) + here());
        CHECK(holders[1].shard == 2);
        CHECK(holders[1].process == process);
    }
    REQUIRE(::kill(child, SIGKILL) == 0);
    CHECK(WTERMSIG(end_of(child)) == SIGKILL);
    CHECK(run::shard_holders(folder.path()).empty());
    CHECK(locking(folder.path(), {2, 8}) == "no OutputError");
}

TEST_CASE("asking who computes a shard keeps nobody from it", "[sweep_store]") {
    SweepFolder const folder;
    { run::ShardLock const made(folder.path(), {}); }
    pid_t const asking = start_process([&]() -> bool {
        for (;;) static_cast<void>(run::shard_holders(folder.path()));
    });
    for (int i = 0; i < 500; ++i) REQUIRE(locking(folder.path(), {}) == "no OutputError");
    ::kill(asking, SIGKILL);
    end_of(asking);
}

TEST_CASE("whoever locks a shard removes what killed processes left of its parts, and only that", "[sweep_store]") {
    SweepFolder const folder;
    write_part(folder.path(), small_facts(), {0});
    for (char const* name : {"0000-000002.h5.77.tmp", "0001-000001.h5.78.tmp", "notes.tmp"})
        std::ofstream(folder.parts() / name) << "half";
    run::ShardLock const lock(folder.path(), {});
    CHECK(folder.part_names() == std::vector<std::string>{"0000-000001.h5", "0001-000001.h5.78.tmp", "notes.tmp"});
}

TEST_CASE("a lock in a folder that is no sweep's is an error", "[sweep_store]") {
    TemporaryFolder const folder;
    CHECK_THAT(locking(folder.path(), {}), Catch::EndsWith("0000.lock' (No such file or directory)"));
}

TEST_CASE("a worker killed at any moment loses only what was unwritten", "[sweep_store]") {
    run::SweepFacts const facts{hash_of('a'), {1'000'000, 1, 1}, {{"trust_leader", "performance"}, {}, 0}};
    std::int64_t parts = 0;
    for (int round = 0; round < 15; ++round) {
        SweepFolder const folder;
        pid_t const child = start_process([&] {
            run::ShardLock const lock(folder.path(), {});
            run::PartWriter writer(folder.path(), facts, {}, {std::chrono::hours(1), 24'000});
            for (std::int64_t run = 0; run < facts.numbers.total(); ++run) writer.add(outcome_of(run, facts));
            return true;
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(5 + 7 * round));
        ::kill(child, SIGKILL);
        end_of(child);
        run::ShardLock const lock(folder.path(), {});
        run::Merged const merged = run::merge_parts(folder.path(), facts, {"a"});
        run::Scan const scan = run::scan_parts(folder.path(), facts);
        INFO("round " << round << ": " << scan.parts << " parts");
        parts += scan.parts;
        CHECK(merged.bad.empty());
        CHECK(scan.bad.empty());
        CHECK(merged.finished.count() == scan.parts * 1000);
        CHECK(scan.finished.count() == scan.parts * 1000);
        for (std::string const& name : folder.part_names()) CHECK(name.ends_with(".h5"));
    }
    CHECK(parts > 0);
}
