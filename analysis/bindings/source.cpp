#include "source.hpp"

#include <utility>

#include "candor/scenario/load.hpp"

namespace candor::python {

namespace {

/// Calls `load`, and lets problems of overrides be problems of overrides, not of the program's `--set`.
template <class Load>
auto with_own_names(Load&& load) {
    try {
        return load();
    } catch (scenario::ScenarioError const& error) {
        std::vector<scenario::Diagnostic> diagnostics = error.diagnostics();
        for (scenario::Diagnostic& diagnostic : diagnostics) {
            if (diagnostic.location.source == "--set") diagnostic.location.source = "override";
        }
        throw scenario::ScenarioError(std::move(diagnostics));
    }
}

}  // namespace

scenario::Scenario load_scenario(Source const& source, std::vector<std::string> const& overrides) {
    return with_own_names([&] {
        if (auto const* const file = std::get_if<File>(&source)) return scenario::load_scenario(file->path, overrides);
        return scenario::parse_scenario(std::get<Text>(source).yaml, "scenario", {}, overrides);
    });
}

scenario::Sweep load_sweep(Source const& source, std::vector<std::string> const& overrides) {
    return with_own_names([&] {
        if (auto const* const file = std::get_if<File>(&source)) return scenario::load_sweep(file->path, overrides);
        return scenario::parse_sweep(std::get<Text>(source).yaml, "sweep", {}, overrides);
    });
}

bool is_sweep(Source const& source) {
    if (auto const* const file = std::get_if<File>(&source)) return scenario::is_sweep(file->path);
    return scenario::is_sweep_text(std::get<Text>(source).yaml);
}

}  // namespace candor::python
