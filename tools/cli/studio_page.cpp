#include "studio_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "candor/core/error.hpp"
#include "candor/output/netcdf_file.hpp"
#include "candor/run/provenance.hpp"
#include "candor/scenario/standalone.hpp"
#include "experiment.hpp"
#include "page/html.hpp"
#include "page/run_source.hpp"
#include "report_source.hpp"
#include "text_file.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

/// A file that a result names: where the command line says, or, if that is `.`, beside the result or here.
std::string data_text(CommandLine const& line, std::string const& name, fs::path const& result) {
    fs::path const beside = result.parent_path() / name;
    std::error_code unknown;
    fs::path const there = (fs::path(line.data) / name).lexically_normal();
    return read_text(line.data == "." && fs::exists(beside, unknown) ? beside : there);
}

/// The data files that a scenario and what it extends name, wherever they lie: a page has them all in one place.
class NamedData {
public:
    /// What that scenario names and none before it does, which wins.
    void add(std::string const& text, fs::path const& file) {
        for (auto const& [key, name] : scenario::data_files_of(text, file.string()))
            named_.try_emplace(key, file.parent_path() / name);
    }

    /// Reads those that the scenario still names; under another name where it is none of a page's files.
    void bring_into(StudioScenario& scenario) const {
        page::Json renamed = page::Json::object();
        for (auto const& [key, name] : scenario::data_files_of(scenario.text, scenario.name)) {
            std::string const text = read_text(named_.at(key));
            auto const known = scenario.files.find(name);
            bool const is_another = known != scenario.files.end() && known->second != text;
            bool const stays = lies_below(name) && !is_another;
            std::string const here = stays ? name : key + "_" + fs::path(name).filename().string();
            scenario.files.emplace(here, text);
            if (!stays) renamed[key] = {{"file", here}};
        }
        if (renamed.empty()) return;
        std::string const over = fmt::format("extends: it\norganization: {}\n", renamed.dump());
        scenario.text = scenario::standalone_text(over, scenario.name, [&](auto const&) { return scenario.text; });
    }

private:
    static bool lies_below(fs::path const& name) {
        return name.is_relative() && name == name.lexically_normal() && *name.begin() != "..";
    }

    std::map<std::string, fs::path> named_{};  ///< by key of `organization`
};

/// The resolved scenario of a result. Throws OutputError where there are several.
page::Json resolved_in(output::Dataset const& dataset, fs::path const& file) {
    auto const written = page::texts_of(dataset, "scenario_as_written");
    bool const several = std::any_of(written.begin(), written.end(),
                                     [&](auto const& text) { return text.second != written.front().second; });
    if (several || !dataset.text_of("design").empty()) {
        throw OutputError(fmt::format("'{}' holds more than one scenario (the studio begins with one: give its file)",
                                      file.string()));
    }
    page::Json resolved = page::Json::parse(run::provenance_text(dataset, "scenario_resolved"), nullptr, false);
    if (!resolved.is_object())
        throw OutputError(fmt::format("cannot read '{}' (its scenario cannot be read)", file.string()));
    return resolved;
}

/// As the folder with the program, or above it, has it.
fs::path program_folder() {
    std::error_code failure;
    return fs::read_symlink("/proc/self/exe", failure).parent_path();
}

}  // namespace

bool is_scenario_file(fs::path const& file) { return file.extension() == ".yaml" || file.extension() == ".yml"; }

StudioScenario scenario_in_file(CommandLine const& line, fs::path const& file) {
    static_cast<void>(load(line, file.string()));  // all that is wrong with it, with line and column
    fs::path folder = file.parent_path();
    std::string const own = read_text(file);
    NamedData data;
    data.add(own, file);
    auto const read_base = [&](std::string const& name) {
        fs::path const base = folder / name;
        folder = base.parent_path();  // what that extends is relative to it
        std::string text = read_text(base);
        data.add(text, base);
        return text;
    };
    StudioScenario scenario{file.filename().string(), scenario::standalone_text(own, file.string(), read_base), {}};
    data.bring_into(scenario);
    return scenario;
}

StudioScenario scenario_of_result(CommandLine const& line, fs::path const& file) {
    output::Dataset const result = output::read_netcdf(file);
    page::Json resolved = resolved_in(result, file);
    require_undamaged(result, file.string());
    StudioScenario scenario{
        file.stem().string() + ".yaml", fmt::format("# The scenario of {}\n", file.filename().string()), {}};
    page::Json& organization = resolved["organization"];
    for (char const* const key : {"reports_to", "ties"}) {
        if (!organization.contains(key) || !organization[key].is_object()) continue;
        page::Json& named = organization[key]["file"];
        std::string const path = named.get<std::string>();
        named = fs::path(path).filename().string();  // it may have been anywhere
        scenario.files.emplace(named.get<std::string>(), data_text(line, path, file));
    }
    for (auto const& [key, value] : resolved.items())
        scenario.text += fmt::format("{}: {}\n", key, value.dump());  // JSON is YAML
    return scenario;
}

fs::path studio_page(CommandLine const& line) {
    if (!line.studio_page.empty()) return line.studio_page;
    std::error_code unknown;
    for (char const* const place : {"../studio/studio.html", "../share/candor/studio.html"}) {
        fs::path const page = (program_folder() / place).lexically_normal();
        if (fs::is_regular_file(page, unknown)) return page;
    }
    throw OutputError(
        "the studio is not here (`tools/quickstart --studio` builds it, and `--studio PAGE.html` names one elsewhere)");
}

std::string studio_html(fs::path const& page, Told const& told) {
    std::string html = read_text(page);
    constexpr std::string_view head = "<head>";
    std::size_t const at = html.find(head);
    if (at == std::string::npos) throw OutputError(fmt::format("'{}' is no web page (it has no head)", page.string()));
    page::Json json{{"api", nullptr}, {"scenario", nullptr}};
    if (!told.api.empty()) json["api"] = told.api;
    if (told.scenario != nullptr) {
        json["scenario"] = {
            {"name", told.scenario->name}, {"text", told.scenario->text}, {"files", told.scenario->files}};
    }
    html.insert(at + head.size(),
                fmt::format("\n<script type=\"application/json\" id=\"served\">{}</script>", page::safe_json(json)));
    return html;
}

}  // namespace candor::cli
