#pragma once
// What the tests of the netCDF files share.

#include "candor/core/error.hpp"
#include "candor/output/netcdf_file.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>

namespace candor::output::test {

namespace fs = std::filesystem;

/// A folder of its own, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (fs::temp_directory_path() / "candor-output-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] fs::path const& path() const { return path_; }

private:
    fs::path path_;
};

/// A tmpfs of that many bytes, if this user may mount one.
class SmallDisk {
public:
    explicit SmallDisk(std::size_t bytes) {
        std::string const size = "size=" + std::to_string(bytes);
        mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, size.c_str()) == 0;
    }
    SmallDisk(SmallDisk const&) = delete;
    SmallDisk& operator=(SmallDisk const&) = delete;
    ~SmallDisk() {
        if (mounted_) {
            ::umount2(folder_.path().c_str(), MNT_DETACH);
        }
    }
    [[nodiscard]] bool mounted() const { return mounted_; }
    [[nodiscard]] fs::path const& path() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
    bool mounted_ = false;
};

/// What is written to stderr while this lives.
class CapturedErrors {
public:
    explicit CapturedErrors(fs::path file) : file_(std::move(file)), saved_(::dup(STDERR_FILENO)) {
        int const descriptor = ::open(file_.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
        ::dup2(descriptor, STDERR_FILENO);
        ::close(descriptor);
    }
    CapturedErrors(CapturedErrors const&) = delete;
    CapturedErrors& operator=(CapturedErrors const&) = delete;
    ~CapturedErrors() {
        ::dup2(saved_, STDERR_FILENO);
        ::close(saved_);
    }
    [[nodiscard]] std::uintmax_t size() const { return fs::file_size(file_); }

private:
    fs::path file_;
    int saved_;
};

inline std::vector<char> bytes_of(fs::path const& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void put_bytes(fs::path const& path, std::vector<char> const& bytes, std::size_t count) {
    std::ofstream(path, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<std::streamsize>(count));
}

/// The message of the OutputError that this throws.
template <typename Action>
std::string message_of(Action action) {
    try {
        action();
    } catch (OutputError const& error) {
        return error.what();
    }
    return "no OutputError";
}

inline std::string write_message(Dataset const& dataset, fs::path const& path) {
    return message_of([&] { write_netcdf(dataset, path); });
}

inline std::string read_message(fs::path const& path) {
    return message_of([&] { static_cast<void>(read_netcdf(path)); });
}

template <typename T>
bool same(std::vector<T> const& a, std::vector<T> const& b) {
    if constexpr (std::is_arithmetic_v<T>) {
        return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
    } else {
        return a == b;
    }
}

inline void require_same(std::vector<Attribute> const& a, std::vector<Attribute> const& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(a[i].name == b[i].name);
        CHECK(a[i].value == b[i].value);
    }
}

inline void require_same(std::vector<Variable> const& a, std::vector<Variable> const& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        INFO(a[i].name);
        CHECK(a[i].name == b[i].name);
        CHECK(a[i].dimensions == b[i].dimensions);
        REQUIRE(a[i].values.index() == b[i].values.index());
        std::visit(
            [&](auto const& values) { CHECK(same(values, std::get<std::decay_t<decltype(values)>>(b[i].values))); },
            a[i].values);
        require_same(a[i].attributes, b[i].attributes);
    }
}

inline void require_same(Dataset const& a, Dataset const& b) {
    REQUIRE(a.dimensions.size() == b.dimensions.size());
    for (std::size_t i = 0; i < a.dimensions.size(); ++i) {
        CHECK(a.dimensions[i].name == b.dimensions[i].name);
        CHECK(a.dimensions[i].size == b.dimensions[i].size);
    }
    require_same(a.coordinates, b.coordinates);
    require_same(a.variables, b.variables);
    require_same(a.attributes, b.attributes);
    REQUIRE(a.groups.size() == b.groups.size());
    for (std::size_t i = 0; i < a.groups.size(); ++i) {
        CHECK(a.groups[i].name == b.groups[i].name);
        CHECK(a.groups[i].texts == b.groups[i].texts);
        require_same(a.groups[i].attributes, b.groups[i].attributes);
    }
}

inline constexpr float nan_float = std::numeric_limits<float>::quiet_NaN();
inline constexpr double nan_double = std::numeric_limits<double>::quiet_NaN();

/// One of everything a file may hold.
inline Dataset everything() {
    Dataset dataset;
    dataset.dimensions = {{"policy", 2}, {"week", 3}};
    dataset.coordinates = {
        {"policy", {"policy"}, std::vector<std::string>{"", "Führung 🙂"}, {{"long_name", "policy"}}},
        {"week", {"week"}, std::vector<std::int32_t>{0, 1, 2}, {{"units", "1"}, {"long_name", "time (weeks)"}}}};
    dataset.variables = {
        {"trust", {"policy", "week"}, std::vector<float>{0.5F, -0.0F, nan_float, 1.0F, 2.0F, 3.0F}, {{"units", "1"}}},
        {"exact", {"week"}, std::vector<double>{0.1, nan_double, -0.0}, {}},
        {"issues", {"policy"}, std::vector<std::int32_t>{std::numeric_limits<std::int32_t>::lowest(), 7}, {}},
        {"seed", {"policy"}, std::vector<std::int64_t>{std::numeric_limits<std::int64_t>::max(), -1}, {}},
        {"flag", {"week"}, std::vector<std::uint8_t>{0, 1, 255}, {}},
        {"label", {"policy", "week"}, std::vector<std::string>{"a", "", "ž", "日本語", "line\nbreak", " "}, {}},
        {"share", {}, std::vector<double>{0.25}, {}},
        {"word", {}, std::vector<std::string>{"мир"}, {}}};
    dataset.attributes = {{"Conventions", "CF-1.10"},
                          {"title", "Vertrauen – 信頼"},
                          {"empty", ""},
                          {"half", 0.5},
                          {"big", std::int64_t{1} << 62}};
    dataset.groups = {
        {"provenance", {{"scenario", "name: ü\n"}, {"nothing", ""}}, {{"commit", "abc"}, {"seed", std::int64_t{-3}}}},
        {"timing", {}, {{"seconds", 1.5}}}};
    return dataset;
}

/// One coordinate of that many int64 values that gzip cannot shrink.
inline Dataset incompressible(std::size_t count) {
    std::mt19937_64 random(1);
    std::vector<std::int64_t> values(count);
    for (std::int64_t& value : values) {
        value = static_cast<std::int64_t>(random());
    }
    Dataset dataset;
    dataset.dimensions = {{"week", count}};
    dataset.coordinates = {{"week", {"week"}, values, {}}};
    dataset.attributes = {{"Conventions", "CF-1.10"}};
    return dataset;
}

}  // namespace candor::output::test
