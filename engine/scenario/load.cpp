#include "candor/scenario/load.hpp"

#include <utility>

#include "document.hpp"
#include "reader.hpp"

namespace candor::scenario {

namespace {

Scenario load(Start const& start, std::vector<std::string> const& overrides) {
    Problems problems;
    auto document = resolve_document(start, overrides, problems);
    auto scenario = default_scenario();
    Reader(scenario, problems).read(document.root);
    problems.throw_if_any();
    scenario.source = std::move(document.as_written);
    scenario.file = start.file;
    return scenario;
}

}  // namespace

Scenario default_scenario() {
    Scenario scenario;
    for (auto const& style : model::built_in_styles) {
        scenario.leadership.styles.push_back({style.name, style.style});
    }
    scenario.compare = {"command", "level2"};
    return scenario;
}

Scenario load_scenario(std::filesystem::path const& file, std::vector<std::string> const& overrides) {
    return load(read_start(file), overrides);
}

Scenario parse_scenario(std::string_view text, std::string const& source_name, std::filesystem::path const& base_folder,
                        std::vector<std::string> const& overrides) {
    return load({std::string(text), source_name, base_folder, {}}, overrides);
}

}  // namespace candor::scenario
