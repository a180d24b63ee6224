#include "settings.hpp"

#include <algorithm>
#include <utility>

#include "text.hpp"

namespace candor::cli {

std::vector<std::string> overrides_of(std::vector<Setting> const& settings) {
    std::vector<std::string> texts;
    for (Setting const& setting : settings) texts.push_back(setting.path_value);
    return texts;
}

scenario::ScenarioError as_typed(scenario::ScenarioError const& error, std::vector<Setting> const& settings) {
    std::vector<scenario::Diagnostic> diagnostics = error.diagnostics();
    for (scenario::Diagnostic& diagnostic : diagnostics) {
        scenario::Location& location = diagnostic.location;
        auto const found = std::find_if(settings.begin(), settings.end(), [&](Setting const& setting) {
            return location.source == "--set" && location.text == setting.path_value && setting.option != "--set";
        });
        if (found == settings.end()) continue;
        int const before =
            static_cast<int>(found->path_value.find('=')) + (found->path_value.find("=[") != std::string::npos ? 2 : 1);
        location.source = found->option;
        location.text = found->value;
        location.column = std::max(location.column - before, 1);
        location.length = std::clamp(location.length, 1, std::max(1, static_cast<int>(columns(found->value))));
    }
    return scenario::ScenarioError(std::move(diagnostics));
}

}  // namespace candor::cli
