#include "candor/output/netcdf_reader.hpp"
#include "netcdf_support.hpp"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace fs = std::filesystem;
using namespace candor::output;
using namespace candor::output::test;

TEST_CASE("a dataset looks up its parts by name") {
    Dataset const dataset = everything();
    REQUIRE(dataset.find("trust") == &dataset.variables[0]);
    REQUIRE(dataset.find("week") == &dataset.coordinates[1]);
    REQUIRE(dataset.find("nothing") == nullptr);
    REQUIRE(dataset.find_group("timing") == &dataset.groups[1]);
    REQUIRE(dataset.find_group("trust") == nullptr);
    REQUIRE(dataset.size_of("week") == 3);
    REQUIRE_THROWS_AS(dataset.size_of("level"), std::out_of_range);
}

TEST_CASE("every type, text and number comes back as it was written") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    write_netcdf(everything(), path);
    require_same(everything(), read_netcdf(path));
    REQUIRE_FALSE(fs::exists(folder.path() / "x.h5.tmp"));
}

TEST_CASE("several threads may write and read at a time") {
    TemporaryFolder const folder;
    std::atomic<int> whole = 0;
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back([&, path = folder.path() / (std::to_string(number) + ".h5")] {
            for (int again = 0; again < 25; ++again) {
                write_netcdf(everything(), path);
                NetcdfReader const reader(path);
                if (reader.has("trust") && read_netcdf(path).variables.size() == everything().variables.size()) ++whole;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(whole == 100);
}

TEST_CASE("names may be in any script") {
    TemporaryFolder const folder;
    Dataset dataset;
    dataset.dimensions = {{"周", 2}};
    dataset.coordinates = {{"周", {"周"}, std::vector<std::int32_t>{1, 2}, {{"ключ", "значение"}}}};
    dataset.variables = {{"Vertrauen in Führung", {"周"}, std::vector<float>{1.0F, 2.0F}, {}}};
    dataset.attributes = {{"Conventions", "CF-1.10"}};
    dataset.groups = {{"herkunft-ß", {{"σενάριο", "ναι"}}, {}}};
    fs::path const path = folder.path() / "résultat 信頼.h5";
    write_netcdf(dataset, path);
    require_same(dataset, read_netcdf(path));
}

TEST_CASE("arrays in many chunks come back whole") {
    TemporaryFolder const folder;
    Dataset dataset;
    std::size_t const replicates = 7;
    std::size_t const weeks = 90'001;  // 360 kB a series; a replicate's 5 levels do not fit one chunk
    std::size_t const levels = 5;
    auto const counted = [](std::size_t count) {
        std::vector<std::int32_t> values(count);
        for (std::size_t i = 0; i < count; ++i) {
            values[i] = static_cast<std::int32_t>(i);
        }
        return values;
    };
    dataset.dimensions = {{"replicate", replicates}, {"week", weeks}, {"level", levels}};
    dataset.coordinates = {{"replicate", {"replicate"}, counted(replicates), {}},
                           {"week", {"week"}, counted(weeks), {}},
                           {"level", {"level"}, counted(levels), {}}};
    dataset.variables = {{"a", {"replicate", "week"}, counted(replicates * weeks), {}},
                         {"b", {"replicate", "week", "level"}, counted(replicates * weeks * levels), {}},
                         {"c", {"week", "replicate"}, std::vector<std::uint8_t>(replicates * weeks, 3), {}}};
    dataset.attributes = {{"Conventions", "CF-1.10"}};
    fs::path const path = folder.path() / "x.h5";
    write_netcdf(dataset, path);
    require_same(dataset, read_netcdf(path));
}

TEST_CASE("many variables on one dimension, with many attributes, keep their order") {
    TemporaryFolder const folder;
    Dataset dataset;
    std::vector<Attribute> attributes;
    for (int i = 0; i < 20; ++i) {
        attributes.push_back({"z" + std::to_string(100 - i), std::string(200, 'x')});
    }
    dataset.dimensions = {{"week", 2}};
    dataset.coordinates = {{"week", {"week"}, std::vector<double>{0.0, 1.0}, attributes}};
    for (int i = 0; i < 300; ++i) {
        std::string const name = "v" + std::to_string(1000 - i);
        dataset.variables.push_back({name, {"week"}, std::vector<float>{1.0F, 2.0F}, attributes});
    }
    dataset.attributes = {{"Conventions", "CF-1.10"}};
    fs::path const path = folder.path() / "x.h5";
    write_netcdf(dataset, path);
    require_same(dataset, read_netcdf(path));
}

TEST_CASE("a group holds a text of 200 KiB; an attribute of 60 KiB is the longest") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    Dataset dataset = everything();
    dataset.groups[0].texts.emplace_back("long", std::string(200 * 1024, 'y'));
    dataset.attributes.push_back({"longest", std::string(60 * 1024, 'z')});
    write_netcdf(dataset, path);
    require_same(dataset, read_netcdf(path));

    dataset.attributes.push_back({"longer", std::string(60 * 1024 + 1, 'z')});
    REQUIRE_THROWS_WITH(write_netcdf(dataset, path),
                        "candor::output::write_netcdf: attribute 'longer' of the file is longer than 60 KiB: put it in "
                        "a group");
}

TEST_CASE("Conventions is added where it is missing") {
    TemporaryFolder const folder;
    write_netcdf(Dataset{}, folder.path() / "x.h5");
    Dataset const read = read_netcdf(folder.path() / "x.h5");
    REQUIRE(read.attributes.size() == 1);
    REQUIRE(read.attributes[0].name == "Conventions");
    REQUIRE(std::get<std::string>(read.attributes[0].value) == "CF-1.10");
}

TEST_CASE("equal data make equal bytes at any time and under any name") {
    TemporaryFolder const folder;
    write_netcdf(everything(), folder.path() / "a.h5");
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // HDF5's time stamps count seconds
    write_netcdf(everything(), folder.path() / "another name.h5");
    REQUIRE(bytes_of(folder.path() / "a.h5") == bytes_of(folder.path() / "another name.h5"));
}

TEST_CASE("a dataset that contradicts itself is refused") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    Dataset dataset = everything();
    std::string expected;
    SECTION("values missing") {
        dataset.variables[1].values = std::vector<double>{1.0};
        expected = "variable 'exact' has 1 values where its dimensions ask for 3";
    }
    SECTION("unknown dimension") {
        dataset.variables[1].dimensions = {"level"};
        expected = "variable 'exact' has an unknown dimension 'level'";
    }
    SECTION("dimension without coordinate") {
        dataset.dimensions.push_back({"level", 1});
        expected = "there must be one coordinate per dimension";
    }
    SECTION("coordinate of another dimension") {
        dataset.coordinates[1].name = "level";
        expected = "dimension 'week' has no coordinate";
    }
    SECTION("the same name twice") {
        dataset.groups[1].name = "trust";
        expected = "there are two 'trust'";
    }
    SECTION("a path for a name") {
        dataset.variables[0].name = "a/b";
        expected = "'a/b' cannot be a name";
    }
    SECTION("an attribute of the format") {
        dataset.variables[0].attributes.push_back({"_FillValue", 1.0});
        expected = "attribute '_FillValue' of trust belongs to the format";
    }
    REQUIRE_THROWS_AS(write_netcdf(dataset, path), std::invalid_argument);
    REQUIRE_THROWS_WITH(write_netcdf(dataset, path), "candor::output::write_netcdf: " + expected);
    REQUIRE(fs::is_empty(folder.path()));
}

TEST_CASE("what no file can hold is refused with the file's name") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    Dataset dataset = everything();
    std::string expected;
    SECTION("an empty dimension") {
        dataset.dimensions.push_back({"level", 0});
        dataset.coordinates.push_back({"level", {"level"}, std::vector<float>{}, {}});
        expected = "dimension 'level' is empty";
    }
    SECTION("a NUL in a text") {
        dataset.groups[0].texts[0].second = std::string("a\0b", 3);
        expected = "text 'provenance/scenario' holds a NUL character";
    }
    SECTION("Latin-1 in a value") {
        dataset.coordinates[0].values = std::vector<std::string>{"F\xFChrung", "b"};
        expected = "a value of 'policy' is not valid UTF-8";
    }
    SECTION("a surrogate in an attribute") {
        dataset.attributes[1].value = std::string("\xED\xA0\x80");
        expected = "attribute 'title' of the file is not valid UTF-8";
    }
    REQUIRE(write_message(dataset, path) == "cannot write '" + path.string() + "' (" + expected + ")");
    REQUIRE(fs::is_empty(folder.path()));
}

TEST_CASE("an existing file is replaced whole, a leftover tmp too") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    std::ofstream(folder.path() / "x.h5.tmp") << "leftover of a run that was killed";
    write_netcdf(incompressible(10'000), path);
    write_netcdf(everything(), path);
    require_same(everything(), read_netcdf(path));
    REQUIRE_FALSE(fs::exists(folder.path() / "x.h5.tmp"));
}

TEST_CASE("a path in the working folder needs no folder name") {
    TemporaryFolder const folder;
    fs::path const before = fs::current_path();
    fs::current_path(folder.path());
    write_netcdf(everything(), "x.h5");
    std::string const message = read_message("y.h5");
    fs::current_path(before);
    require_same(everything(), read_netcdf(folder.path() / "x.h5"));
    REQUIRE(message == "cannot read 'y.h5' (No such file or directory)");
}
