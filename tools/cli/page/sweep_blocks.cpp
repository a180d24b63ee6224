#include "sweep_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <variant>

#include "../notation.hpp"
#include "candor/core/error.hpp"

namespace candor::cli::page {

namespace {

constexpr std::size_t most_failures = 20;

/// As a sentence.
std::string sentence_of(std::string text) {
    if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text + ".";
}

void add_once(std::vector<std::string>& sentences, std::string const& sentence) {
    if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end()) sentences.push_back(sentence);
}

/// Which runs failed, and why.
void add_failures(output::Dataset const& dataset, std::vector<std::string>& incomplete) {
    output::Variable const* const runs = dataset.find("failure_run");
    output::Variable const* const messages = dataset.find("failure_message");
    auto const* const numbers = runs == nullptr ? nullptr : std::get_if<std::vector<std::int64_t>>(&runs->values);
    auto const* const texts = messages == nullptr ? nullptr : std::get_if<std::vector<std::string>>(&messages->values);
    if (numbers == nullptr || texts == nullptr) return;
    std::size_t const count = std::min(numbers->size(), texts->size());
    for (std::size_t i = 0; i < std::min(count, most_failures); ++i)
        incomplete.push_back(fmt::format("Run {} failed: {}.", grouped((*numbers)[i]), (*texts)[i]));
    if (count > most_failures) incomplete.push_back(fmt::format("And {} more.", count - most_failures));
}

/// Performance and quits where they were kept, else the first outcome.
std::vector<std::string> outcomes_shown(run::MergedSweep const& sweep) {
    std::vector<std::string> shown;
    for (char const* const name : {"performance", "quits"}) {
        bool const kept = std::find(sweep.outcomes().begin(), sweep.outcomes().end(), name) != sweep.outcomes().end();
        if (kept) shown.emplace_back(name);
    }
    return shown.empty() ? std::vector<std::string>{sweep.outcomes().front()} : shown;
}

/// The claim of the difference between policies where there is one: what decides which is better.
std::string main_claim(Json const& matters) {
    for (Json const& one : matters) {
        if (one.at("of").get<std::string>().find(" - ") != std::string::npos) return one.at("claim");
    }
    return matters.front().at("claim");
}

/// A headline stands without the axes of the map.
std::string map_finding(Json const& map) {
    return fmt::format("Over {} and {}: {}", map.at("x").at("name").get<std::string>(),
                       map.at("y").at("name").get<std::string>(), map.at("claim").get<std::string>());
}

}  // namespace

SweepBlocks sweep_blocks(SweptFile const& file) {
    run::MergedSweep const& sweep = file.sweep();
    SweepBlocks blocks;
    auto const unless_incomplete = [&](auto&& work) {
        try {
            work();
        } catch (OutputError const& error) {
            add_once(blocks.incomplete, sentence_of(error.what()));
        }
    };
    for (std::string const& outcome : outcomes_shown(sweep)) {
        unless_incomplete([&] {
            Json const found = matters_json(file, {outcome});
            blocks.matters.insert(blocks.matters.end(), found.begin(), found.end());
        });
    }
    unless_incomplete([&] { blocks.regimes = regimes_json(file, file.outcome("")); });
    add_failures(file.dataset(), blocks.incomplete);
    bool const screens = sweep.design() == "saltelli" || sweep.design() == "morris";
    if (!blocks.regimes.empty()) blocks.findings.push_back(map_finding(blocks.regimes.front()));
    if (!blocks.matters.empty()) {
        auto const first = screens ? blocks.findings.begin() : blocks.findings.end();
        blocks.findings.insert(first, main_claim(blocks.matters));
    }
    if (blocks.findings.empty())
        blocks.findings.emplace_back("This sweep is not whole: nothing can be said of all of it.");
    return blocks;
}

}  // namespace candor::cli::page
