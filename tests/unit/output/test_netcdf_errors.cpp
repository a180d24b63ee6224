#include "netcdf_support.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace fs = std::filesystem;
using namespace candor::output;
using namespace candor::output::test;

namespace {

/// Files of other software (h5py 3.16, libver v108), in hexadecimal; z90 stands for 90 zero bytes.
constexpr char const* empty_file =
    "894844460d0a1a0a020808 z9 ffffffffffffffffb300000000000000300000000000000087672a284f48445202007802120000"
    "0000ffffffffffffffffffffffffffffffff0a02000100000058 z90 c5b9c8ac";
/// Conventions = "CF", x = [1] as uint8, no dimension scale.
constexpr char const* nameless_axis =
    "894844460d0a1a0a020808 z9 ffffffffffffffff010800000000000030000000000000008d29d8fd4f48445202007802120000"
    "0000ffffffffffffffffffffffffffffffff0a0200010000151200040000ffffffffffffffffffffffffffffffff0c2300000300"
    "0c000800040000436f6e76656e74696f6e73001301000002000000020000004346060c000001000178b3 z8 0b z13 d18cf2a14"
    "f48445202010001011400000201010101000000000000000100000000000000030c0001100000000100000000000800050200010"
    "30a081200000301000800000000000001 z8 b8 z186 ba902111 z1601 01";
/// Conventions = "CF", x = 1 as int16.
constexpr char const* foreign_type =
    "894844460d0a1a0a020808 z9 ffffffffffffffff020800000000000030000000000000008bd295444f48445202007802120000"
    "0000ffffffffffffffffffffffffffffffff0a0200010000151200040000ffffffffffffffffffffffffffffffff0c2300000300"
    "0c000800040000436f6e76656e74696f6e73001301000002000000020000004346060c000001000178b3 z8 0b z13 d18cf2a14"
    "f484452020100010104000002000000030c000110080000020000000000100005020001030a08120000030100080000000000000"
    "2 z8 c8 z202 39be0b2a z1601 0100";

std::vector<char> decoded(std::string const& text) {
    std::vector<char> bytes;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (word.front() == 'z') {
            bytes.resize(bytes.size() + std::stoul(word.substr(1)));
            continue;
        }
        for (std::size_t i = 0; i < word.size(); i += 2) {
            bytes.push_back(static_cast<char>(std::stoul(word.substr(i, 2), nullptr, 16)));
        }
    }
    return bytes;
}

}  // namespace

TEST_CASE("writing where one cannot says why") {
    TemporaryFolder const folder;
    std::ofstream(folder.path() / "file") << "x";
    fs::create_directory(folder.path() / "results");
    auto const expect = [&](fs::path const& path, std::string const& reason) {
        REQUIRE(write_message(everything(), path) == "cannot write '" + path.string() + "' (" + reason + ")");
        std::error_code ignored;
        REQUIRE_FALSE(fs::exists(path.string() + ".tmp", ignored));
    };
    expect(folder.path() / "missing" / "x.h5", "No such file or directory");
    expect(folder.path() / "file" / "x.h5", "Not a directory");
    expect(folder.path() / "results", "Is a directory");
    expect(folder.path() / std::string(300, 'x'), "File name too long");
    REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    expect(folder.path() / "pipe", "it is not a regular file");
    expect("", "No such file or directory");
}

TEST_CASE("writing into a folder without permission says so") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    write_netcdf(everything(), path);
    bool const root = ::geteuid() == 0;
    fs::permissions(folder.path(),
                    fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    if (root) {
        REQUIRE(::seteuid(65534) == 0);  // root may write anywhere
    }
    std::string const message = write_message(incompressible(10), path);
    if (root) {
        REQUIRE(::seteuid(0) == 0);
    }
    fs::permissions(folder.path(), fs::perms::owner_all);
    REQUIRE(message == "cannot write '" + path.string() + "' (Permission denied)");
    require_same(everything(), read_netcdf(path));
}

TEST_CASE("a full disk leaves the old file and nothing else, and can be survived") {
    SmallDisk const disk(256 * 1024);
    if (!disk.mounted()) {
        WARN("skipped: this user may not mount a tmpfs");
        return;
    }
    fs::path const path = disk.path() / "x.h5";
    write_netcdf(everything(), path);
    Dataset const too_large = incompressible(100'000);
    auto const open_files = [] {
        return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
    };
    auto const before = open_files();
    for (int attempt = 0; attempt < 20; ++attempt) {
        REQUIRE(write_message(too_large, path) == "cannot write '" + path.string() + "' (No space left on device)");
        REQUIRE_FALSE(fs::exists(disk.path() / "x.h5.tmp"));
    }
    REQUIRE(open_files() == before);
    require_same(everything(), read_netcdf(path));
    write_netcdf(incompressible(15'000), disk.path() / "y.h5");  // half the disk: no space has leaked
}

TEST_CASE("two processes that write one result leave that of one of them, whole") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "result.h5";
    auto const dataset_of = [](std::size_t size, double value) {
        std::vector<std::int32_t> numbers(size, 7);
        return Dataset{{{"week", size}},
                       {{"week", {"week"}, numbers, {}}},
                       {{"trust", {"week"}, std::vector<double>(size, value), {}}},
                       {},
                       {}};
    };
    std::array const datasets{dataset_of(100'000, .25), dataset_of(200'000, .5)};
    for (int round = 0; round < 20; ++round) {
        std::vector<pid_t> children;
        for (Dataset const& dataset : datasets) {
            children.push_back(::fork());
            if (children.back() != 0) continue;
            try {
                write_netcdf(dataset, path);
            } catch (...) {
                ::_exit(1);
            }
            ::_exit(0);
        }
        for (pid_t const child : children) {
            int status = 1;
            REQUIRE(::waitpid(child, &status, 0) == child);
            CHECK(status == 0);
        }
        Dataset const read = read_netcdf(path);
        auto const& trust = std::get<std::vector<double>>(read.find("trust")->values);
        double const value = trust.size() == 100'000 ? .25 : .5;
        CHECK(std::all_of(trust.begin(), trust.end(), [&](double found) { return found == value; }));
        CHECK_FALSE(fs::exists(folder.path() / "result.h5.tmp"));
    }
}

TEST_CASE("reading what is not there or not ours says so") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    auto const expect = [&](std::string const& reason) {
        REQUIRE(read_message(path) == "cannot read '" + path.string() + "' (" + reason + ")");
    };
    CapturedErrors const captured(folder.path() / "stderr");
    SECTION("missing") { expect("No such file or directory"); }
    SECTION("a folder") {
        fs::create_directory(path);
        expect("Is a directory");
    }
    SECTION("empty") {
        std::ofstream{path};
        expect("it is empty");
    }
    SECTION("a pipe") {
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        expect("it is not a regular file");
    }
    SECTION("text") {
        std::ofstream(path) << "week,trust\n0,0.5\n";
        expect("it is not an HDF5 file");
    }
    SECTION("random bytes") {
        std::ofstream(path) << std::string(100'000, '\x07');
        expect("it is not an HDF5 file");
    }
    REQUIRE(captured.size() == 0);
}

TEST_CASE("HDF5 files of other software are not results") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    auto const expect = [&](std::string const& file, std::string const& reason) {
        std::vector<char> const bytes = decoded(file);
        put_bytes(path, bytes, bytes.size());
        REQUIRE(read_message(path) ==
                "cannot read '" + path.string() + "' (it is not a Candor result: " + reason + ")");
    };
    expect(empty_file, "it has no attribute 'Conventions'");
    expect(nameless_axis, "axis 0 of 'x' has no name");
    expect(foreign_type, "'x' is of a type that no result has");
}

TEST_CASE("a damaged head is an error") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    write_netcdf(everything(), path);
    std::vector<char> bytes = bytes_of(path);
    std::string const name = "Conventions";
    auto const found = std::search(bytes.begin(), bytes.end(), name.begin(), name.end());
    REQUIRE(found != bytes.end());
    *found = 'X';  // its checksum no longer fits
    put_bytes(path, bytes, bytes.size());
    pid_t const child = ::fork();  // HDF5 1.10 leaks 424 bytes here, which a leak checker need not see
    if (child == 0) {
        ::_exit(read_message(path).starts_with("cannot read '" + path.string() + "' (it is damaged: ") ? 0 : 1);
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
}

TEST_CASE("a truncated file is recognized at every length") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    write_netcdf(everything(), path);
    std::vector<char> const bytes = bytes_of(path);
    fs::path const cut = folder.path() / "cut.h5";
    CapturedErrors const captured(folder.path() / "stderr");
    for (std::size_t length = 1; length < bytes.size(); length += length < 600 ? 1 : 97) {
        put_bytes(cut, bytes, length);
        std::string const message = read_message(cut);
        INFO(length << " of " << bytes.size() << " bytes: " << message);
        std::string const reason = length < 8 ? "it is not an HDF5 file" : "it is truncated";
        REQUIRE(message == "cannot read '" + cut.string() + "' (" + reason + ")");
    }
    put_bytes(cut, bytes, bytes.size() - 1);
    REQUIRE(read_message(cut) == "cannot read '" + cut.string() + "' (it is truncated)");
    REQUIRE(captured.size() == 0);
}

TEST_CASE("a damaged chunk is an error, not wrong numbers") {
    TemporaryFolder const folder;
    fs::path const path = folder.path() / "x.h5";
    write_netcdf(incompressible(100'000), path);
    std::vector<char> bytes = bytes_of(path);
    for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 1000; ++i) {
        bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
    }
    put_bytes(path, bytes, bytes.size());
    REQUIRE_THAT(read_message(path),
                 Catch::StartsWith("cannot read '" + path.string() + "' (it is damaged: 'week' cannot be read"));
}
