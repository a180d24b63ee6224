#include "sweep_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "../notation.hpp"
#include "../regimes_map.hpp"
#include "../run_facts.hpp"
#include "assumptions.hpp"
#include "candor/core/error.hpp"
#include "candor/model/observables.hpp"
#include "candor/run/provenance.hpp"
#include "outcomes.hpp"
#include "reproduce.hpp"
#include "run_source.hpp"

namespace candor::cli::page {

namespace {

/// A sweep without policies of its own names none.
std::vector<std::string> policies_of(run::MergedSweep const& sweep) {
    return sweep.policies().front().empty() ? std::vector<std::string>() : sweep.policies();
}

std::string counted(std::size_t count, std::string const& what) {
    return grouped(static_cast<long long>(count)) + " " + what + (count == 1 ? "" : "s");
}

std::vector<std::string> facts_of(SweptFile const& file, std::string const& seed) {
    run::MergedSweep const& sweep = file.sweep();
    bool const adaptive = sweep.number("adaptive") != 0;
    std::vector<std::string> facts{
        sweep.design() + " design", counted(sweep.factors().size(), "factor"), counted(sweep.points(), "point"),
        (adaptive ? "at most " : "") + counted(sweep.replicates(), "replicate"), "seed " + seed};
    if (policies_of(sweep).size() > 1)
        facts.emplace_back(sweep.paired() ? "same people, same shocks under all policies" : "different charts");
    facts.emplace_back(file.dataset().text_of("random_numbers") == "independent"
                           ? "other people and shocks at each point"
                           : "the same random numbers at each point");
    if (std::string const partial = file.dataset().text_of("partial"); partial != "no")
        facts.push_back("partial: " + partial);
    return facts;
}

/// From where to where a factor was varied.
std::string varied_text(run::SweptFactor const& factor) {
    if (!factor.levels.empty()) return fmt::format("varied: {}", fmt::join(factor.levels, ", "));
    auto const [least, most] = std::minmax_element(factor.values.begin(), factor.values.end());
    return fmt::format("varied: {} to {}", value_in_words(*least), value_in_words(*most));
}

/// The base scenario, and what was varied.
Json assumptions_of(run::MergedSweep const& sweep, Json const& canonical) {
    std::vector<std::string> styles;
    for (auto const& policy : canonical.at("policies").get<std::vector<std::string>>()) {
        std::string const style = policy.substr(0, policy.find('@'));
        if (std::find(styles.begin(), styles.end(), style) == styles.end()) styles.push_back(style);
    }
    for (run::SweptFactor const& factor : sweep.factors()) {
        if (factor.path == "leadership.policy") styles = factor.levels;
    }
    Json assumptions = assumptions_json({{"base", canonical.at("base")}}, styles);
    for (Json& parameter : assumptions["parameters"]) {
        for (run::SweptFactor const& factor : sweep.factors()) {
            if (parameter.at("path") != factor.path) continue;
            parameter["value"] = varied_text(factor);
            parameter["changed"] = true;
        }
    }
    return assumptions;
}

std::vector<std::pair<std::string, std::string>> texts_written(SweptFile const& file) {
    std::vector<std::pair<std::string, std::string>> texts;
    for (auto const& [name, text] : texts_of(file.dataset(), "sweep_as_written")) texts.emplace_back("sweep", text);
    for (auto const& [name, text] : texts_of(file.dataset(), "base_as_written")) texts.emplace_back("base", text);
    return texts;
}

Json outcomes_json(run::MergedSweep const& sweep) {
    Json outcomes = Json::array();
    for (std::string const& name : sweep.outcomes()) {
        model::Outcome const* const outcome = model::find_outcome(name);
        if (outcome == nullptr) throw OutputError(fmt::format("it holds `{}`, which this version does not know", name));
        outcomes.push_back(outcome_json(*outcome));
    }
    return outcomes;
}

/// What the sweep was of: scenario and seed.
Json canonical_of(SweptFile const& file) {
    try {
        Json canonical = Json::parse(run::provenance_text(file.dataset(), "scenario_canonical"));
        static_cast<void>(canonical.at("policies").get<std::vector<std::string>>());
        static_cast<void>(canonical.at("base").at("run").at("seed").get<std::uint32_t>());
        return canonical;
    } catch (Json::exception const&) {
        throw OutputError("its scenario cannot be read");
    }
}

std::string seed_of(Json const& canonical) {
    return std::to_string(canonical.at("base").at("run").at("seed").get<std::uint32_t>());
}

Json payload_of(SweptFile const& file) {
    run::MergedSweep const& sweep = file.sweep();
    Json const canonical = canonical_of(file);
    std::string const seed = seed_of(canonical);
    SweepBlocks blocks = sweep_blocks(file);
    Json payload{{"schema", "candor.report/1"},
                 {"kind", "sweep"},
                 {"title", file.title()},
                 {"question", file.dataset().text_of("question")},
                 {"headline", blocks.findings.front()},
                 {"further", std::vector<std::string>(blocks.findings.begin() + 1, blocks.findings.end())},
                 {"facts", facts_of(file, seed)},
                 {"caveats", caveats(sweep.replicates())},
                 {"policies", policies_of(sweep)},
                 {"paired", sweep.paired()},
                 {"replicates", sweep.replicates()},
                 {"outcomes", outcomes_json(sweep)},
                 {"weeks", nullptr},
                 {"levels", nullptr},
                 {"people", nullptr}};
    for (char const* const block : {"table", "fans", "differences", "interventions", "voice"})
        payload[block] = Json::array();
    payload["no_people"] =
        "A sweep keeps what its runs came to, not who did what; `candor sweep` with --run makes one of them a file of "
        "its "
        "own.";
    payload["matters"] = std::move(blocks.matters);
    payload["regimes"] = std::move(blocks.regimes);
    payload["sweep"] = nullptr;
    payload["incomplete"] = blocks.incomplete;
    payload["assumptions"] = assumptions_of(sweep, canonical);
    payload["reproduce"] = reproduce_json(file.dataset(), file.path(), seed, texts_written(file));
    return payload;
}

/// Which sweep it is, for a page that is not its own.
Json sweep_json(SweptFile const& file) {
    std::string const seed = seed_of(canonical_of(file));
    return {{"title", file.title()},
            {"facts", facts_of(file, seed)},
            {"reproduce", reproduce_json(file.dataset(), file.path(), seed, texts_written(file))}};
}

/// What is wrong with a file is said with its name.
template <class Work>
Json reading(SweptFile const& file, Work const& work) {
    try {
        return work(file);
    } catch (OutputError const& error) {
        throw OutputError(fmt::format("cannot read '{}' ({})", file.path(), error.what()));
    }
}

}  // namespace

Json sweep_payload(SweptFile const& file) { return reading(file, payload_of); }

void add_sweep(SweptFile const& file, Json& payload) {
    payload["sweep"] = reading(file, sweep_json);
    SweepBlocks blocks = sweep_blocks(file);
    payload["matters"] = std::move(blocks.matters);
    payload["regimes"] = std::move(blocks.regimes);
    payload["incomplete"] = blocks.incomplete;
}

}  // namespace candor::cli::page
