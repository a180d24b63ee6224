#include "reproduce.hpp"

#include <array>

#include "../text.hpp"
#include "run_source.hpp"

namespace candor::cli::page {

namespace {

/// `2026-11-22T17:15:37Z candor compare …` without the time.
std::string command_in(std::string const& history) {
    std::size_t const blank = history.find(' ');
    return blank == std::string::npos ? history : history.substr(blank + 1);
}

std::string text_named(output::Dataset const& frame, std::string const& name) {
    for (auto const& [key, text] : texts_of(frame, name)) {
        if (key == name) return text;
    }
    return {};
}

}  // namespace

Json reproduce_json(output::Dataset const& frame, std::string const& file, std::string const& seed,
                    std::vector<std::pair<std::string, std::string>> const& scenarios) {
    Json build = Json::array();
    for (char const* const name :
         {"model_version", "commit", "compiler", "flags", "build_type", "instruction_sets", "seed_plan"}) {
        std::string const text = text_named(frame, name);
        if (!text.empty()) build.push_back({name, text});
    }
    Json texts = Json::array();
    for (auto const& [name, text] : scenarios) texts.push_back({{"name", name}, {"text", text}});
    bool const of_a_sweep = !frame.text_of("design").empty();
    std::string const sweeps = text_named(frame, "command");  // its history may name the merge alone
    std::string const partial = frame.text_of("partial");
    return {{"command", sweeps.empty() ? command_in(frame.text_of("history")) : sweeps},
            {"partial", !partial.empty() && partial != "no"},
            {"file", file},
            {"seed", seed},
            {"content_hash", frame.text_of("content_hash")},
            {"engine_version", text_named(frame, "engine_version")},
            {"build", std::move(build)},
            {"scenarios", std::move(texts)},
            {"verify", (of_a_sweep ? "candor hash " : "candor verify ") + quoted(file)}};
}

}  // namespace candor::cli::page
