#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "candor/scenario/sweep.hpp"

/// Sweep files written for a test.
namespace candor::tests {

/// A folder with sweeps and their base scenario, gone when the test ends.
class SweepFolder {
public:
    explicit SweepFolder(std::string const& base) : path_(std::filesystem::temp_directory_path() / unused_name()) {
        std::filesystem::create_directories(path_ / "sweeps");
        write("base.yaml", base);
    }
    ~SweepFolder() { std::filesystem::remove_all(path_); }
    SweepFolder(SweepFolder const&) = delete;
    SweepFolder& operator=(SweepFolder const&) = delete;

    std::filesystem::path write(std::string const& name, std::string const& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path_ / name;
    }
    /// A sweep in a folder of its own beside the base, which it names.
    [[nodiscard]] scenario::Sweep sweep(std::string const& text, std::vector<std::string> const& overrides = {}) const {
        return scenario::load_sweep(write("sweeps/sweep.yaml", "base: ../base.yaml\n" + text), overrides);
    }
    [[nodiscard]] std::filesystem::path base() const { return path_ / "base.yaml"; }

private:
    static std::string unused_name() {
        static int made = 0;
        return "candor-sweep-" + std::to_string(getpid()) + "-" + std::to_string(made++);
    }

    std::filesystem::path path_;
};

/// A base with something of every sort to vary.
inline constexpr char const* company_yaml = R"(
title: company
organization: {members: 60, span: {from: 4, to: 7}}
leadership:
  styles:
    careful: {like: level2, inquiry: .9}
    bold: {like: careful, monitoring: .1}
  policy: careful
timeline:
  - {week: 10, coach: .5}
  - {when: {below: {safety: .4}}, coach: .5, scope: {levels: [1, 2]}}
variants:
  calm: {environment: {volatility: .1}}
  stormy: {environment: {turbulence: .6}}
run: {weeks: 60, seed: 7}
)";

inline std::string refusal_of(SweepFolder const& folder, std::string const& text,
                              std::vector<std::string> const& overrides = {}) {
    try {
        static_cast<void>(folder.sweep(text, overrides));
        return "nothing";
    } catch (scenario::ScenarioError const& error) {
        return error.what();
    }
}

}  // namespace candor::tests
