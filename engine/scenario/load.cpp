#include "candor/scenario/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "document.hpp"
#include "reader.hpp"

namespace candor::scenario {

namespace {

/// Reads a whole scenario; its nulls come last, over whatever parameters it has.
void read(Node const& root, Scenario& scenario, Problems& problems) {
    Reader(scenario, problems).read(root);
    for (auto const null : scenario.nulls) {
        scenario.notes.push_back(hold(null, scenario.parameters));
    }
}

Scenario load(Start const& start, std::vector<std::string> const& overrides) {
    Problems problems;
    auto const document = resolve_document(start, overrides, problems);
    auto scenario = read_document(document, start.file, problems);
    problems.throw_if_any();
    return scenario;
}

}  // namespace

Scenario read_document(Document const& document, std::filesystem::path const& file, Problems& problems) {
    auto scenario = default_scenario();
    for (auto const& [name, mark, root] : document.variants) {
        auto variant = default_scenario();
        read(root, variant, problems);
        variant.file = file;
        variant.source = document.as_written;
        scenario.variants.push_back({name, std::make_shared<Scenario const>(std::move(variant))});
    }
    read(document.root, scenario, problems);
    scenario.source = document.as_written;
    scenario.file = file;
    return scenario;
}

Scenario const& Scenario::in_variant(std::string const& name) const {
    if (name.empty()) {
        return *this;
    }
    auto const found =
        std::find_if(variants.begin(), variants.end(), [&](Variant const& variant) { return variant.name == name; });
    if (found == variants.end()) {
        throw Error(fmt::format("no variant is called '{}'", name));
    }
    return *found->scenario;
}

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
