#include "netcdf_support.hpp"

#include "candor/output/netcdf_reader.hpp"

namespace fs = std::filesystem;
using namespace candor::output;
using namespace candor::output::test;

TEST_CASE("single variables come back without the others") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    Dataset const written = everything();
    write_netcdf(written, path);
    NetcdfReader const reader(path);
    require_same(reader.attributes(), written.attributes);
    for (auto const* const variables : {&written.coordinates, &written.variables}) {
        for (Variable variable : *variables) {
            CHECK(reader.has(variable.name));
            Variable const read = reader.variable(variable.name);
            variable.dimensions.clear();
            require_same(std::vector{read}, std::vector{variable});
        }
    }
    CHECK(reader.has("provenance"));
    CHECK_FALSE(reader.has("nothing"));
}

TEST_CASE("the frame of a file is all but its variables") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    Dataset const written = everything();
    write_netcdf(written, path);
    Dataset expected = read_netcdf(path);
    expected.variables.clear();
    Dataset const frame = NetcdfReader(path).frame();
    CHECK(frame.variables.empty());
    require_same(frame.coordinates, expected.coordinates);
    require_same(frame.attributes, expected.attributes);
    REQUIRE(frame.groups.size() == written.groups.size());
    CHECK(frame.groups.front().texts == expected.groups.front().texts);
    CHECK(frame.dimensions.size() == expected.dimensions.size());
}

TEST_CASE("a variable that is damaged does not keep others from being read") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    Dataset dataset = incompressible(100'000);
    dataset.dimensions.push_back({"level", 2});
    dataset.coordinates.push_back({"level", {"level"}, std::vector<std::int32_t>{1, 2}, {}});
    write_netcdf(dataset, path);
    std::vector<char> bytes = bytes_of(path);
    for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 1000; ++i) {
        bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
    }
    put_bytes(path, bytes, bytes.size());
    NetcdfReader const reader(path);
    CHECK(reader.variable("level").values == Values(std::vector<std::int32_t>{1, 2}));
    try {
        static_cast<void>(reader.variable("week"));
        FAIL("a damaged variable was read");
    } catch (DamagedFile const& damage) {
        CHECK_THAT(damage.reason(), Catch::StartsWith("it is damaged: 'week' cannot be read"));
        CHECK(damage.what() == "cannot read '" + path.string() + "' (" + damage.reason() + ")");
    }
}

TEST_CASE("a reader says what is wrong, and whether the file is at fault") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    CHECK(message_of([&] { NetcdfReader const reader(path); }) ==
          "cannot read '" + path.string() + "' (No such file or directory)");
    try {
        NetcdfReader const reader(path);
    } catch (candor::OutputError const& error) {
        CHECK(dynamic_cast<DamagedFile const*>(&error) == nullptr);
    }
    std::ofstream{path};
    CHECK_THROWS_AS(NetcdfReader(path), DamagedFile);
    fs::remove(path);
    write_netcdf(everything(), path);
    NetcdfReader const reader(path);
    CHECK(message_of([&] { static_cast<void>(reader.variable("nothing")); }) ==
          "cannot read '" + path.string() + "' (it is not a Candor result: it lacks 'nothing')");
    CHECK(message_of([&] { static_cast<void>(reader.variable("provenance")); }) ==
          "cannot read '" + path.string() + "' (it is not a Candor result: 'provenance' is not a variable)");
}

TEST_CASE("a new file leaves one that is there alone") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    std::ofstream(path.string() + "." + std::to_string(::getpid()) + ".tmp") << "half";  // of a process long dead
    CHECK(write_new_netcdf(everything(), path));
    CHECK_FALSE(write_new_netcdf(incompressible(10), path));
    require_same(everything(), read_netcdf(path));
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
    CHECK(message_of([&] { static_cast<void>(write_new_netcdf(everything(), folder.path() / "missing" / "x.h5")); }) ==
          "cannot write '" + (folder.path() / "missing" / "x.h5").string() + "' (No such file or directory)");
}

TEST_CASE("what no file can hold becomes question marks") {
    CHECK(storable("plain, \u00fc, \u4fe1\u983c") == "plain, \u00fc, \u4fe1\u983c");
    CHECK(storable(std::string("a\0b\xFFz", 5)) == "a?b?z");
    CHECK(storable("\xC3") == "?");
    CHECK(storable("").empty());
}
