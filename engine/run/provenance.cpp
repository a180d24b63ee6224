#include "candor/run/provenance.hpp"

#include <fmt/format.h>

#include <ctime>

#include <candor/build_info.hpp>

#include "candor/core/error.hpp"

namespace candor::run {

std::string engine_version() { return build_info::version; }

std::vector<std::pair<std::string, std::string>> build_facts() {
    return {{"engine_version", build_info::version},
            {"model_version", model_version},
            {"commit", build_info::commit},
            {"compiler", build_info::compiler},
            {"flags", build_info::flags},
            {"build_type", build_info::build_type},
            {"instruction_sets", build_info::instruction_sets}};
}

std::string history_entry(std::string const& command) {
    std::time_t const now = std::time(nullptr);
    std::tm in_utc{};
    gmtime_r(&now, &in_utc);
    char text[sizeof "2026-11-22T17:15:37Z"];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &in_utc);
    return fmt::format("{} {}", text, command);
}

std::string provenance_text(output::Dataset const& dataset, std::string const& name) {
    output::Group const* const group = dataset.find_group("provenance");
    if (group != nullptr) {
        for (auto const& [key, text] : group->texts) {
            if (key == name) return text;
        }
    }
    throw OutputError(fmt::format("this is no result file of candor (it lacks provenance/{})", name));
}

}  // namespace candor::run
