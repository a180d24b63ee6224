#pragma once

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "candor/scenario/chart_import.hpp"
#include "candor/scenario/diagnostic.hpp"

namespace candor::scenario::test {

/// A folder of its own as the current one, so that messages name files by their names alone.
class TemporaryFolder {
public:
    TemporaryFolder() : before_(std::filesystem::current_path()) {
        std::random_device random;
        folder_ = std::filesystem::temp_directory_path() / ("candor-charts-" + std::to_string(random()));
        std::filesystem::create_directory(folder_);
        std::filesystem::current_path(folder_);
    }
    ~TemporaryFolder() {
        std::filesystem::current_path(before_);
        std::filesystem::remove_all(folder_);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

private:
    std::filesystem::path before_;
    std::filesystem::path folder_;
};

inline void write(std::string const& file, std::string const& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

inline model::Chart imported(std::string const& bytes, ReportsTo reports_to = {}) {
    TemporaryFolder const folder;
    write("chart.csv", bytes);
    reports_to.file = "chart.csv";
    std::vector<std::string> notes;
    return import_chart(reports_to, notes);
}

/// Ids in the order of positions, each with its manager's: `a b<a c<a`.
inline std::string drawn(model::Chart const& chart) {
    std::string out = chart.id(0);
    for (model::Position p = 1; p < chart.size(); ++p) {
        out += " " + chart.id(p) + "<" + chart.id(chart.manager(p));
    }
    return out;
}

}  // namespace candor::scenario::test
