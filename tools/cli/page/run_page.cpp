#include "run_page.hpp"

#include <algorithm>
#include <utility>

#include "../run_facts.hpp"
#include "assumptions.hpp"
#include "candor/core/error.hpp"
#include "candor/run/provenance.hpp"
#include "outcomes.hpp"
#include "people.hpp"
#include "reproduce.hpp"
#include "run_blocks.hpp"

namespace candor::cli::page {

namespace {

/// The names of the styles that arms are under: `level2` of `level2@small`, and of a comparison of files what each says.
std::vector<std::string> styles_of(RunSource const& source) {
    std::vector<std::string> styles;
    for (Json const& arm : Json::parse(run::provenance_text(source.result.frame(), "scenario_canonical"))) {
        auto const policy = arm.at("policy").get<std::string>();
        if (std::find(styles.begin(), styles.end(), policy) == styles.end()) styles.push_back(policy);
    }
    return styles;
}

Json assumptions_of(RunSource const& source) {
    std::vector<Assumed> assumed;
    for (std::size_t arm = 0; arm < source.arms(); ++arm)
        assumed.push_back({source.result.policies()[arm], source.scenarios[arm]});
    return assumptions_json(assumed, styles_of(source));
}

/// As they were written, each once.
std::vector<std::pair<std::string, std::string>> scenarios_of(RunSource const& source) {
    std::string const before = "scenario_as_written";
    std::vector<std::pair<std::string, std::string>> scenarios;
    auto const written = texts_of(source.result.frame(), before);
    for (auto const& [name, text] : written) {
        bool const known = std::any_of(scenarios.begin(), scenarios.end(),
                                       [&, &text = text](auto const& scenario) { return scenario.second == text; });
        if (known) continue;
        bool const of_an_arm = name.size() > before.size();
        scenarios.emplace_back(of_an_arm ? name.substr(before.size() + 1) : std::string(), text);
    }
    if (!scenarios.empty() && scenarios.front().first.empty()) {
        scenarios.front().first =
            scenarios.size() > 1 ? source.result.policies().front() : source.result.path().stem().string();
    }
    return scenarios;
}

}  // namespace

Json run_payload(run::SavedResult const& result, Again again) {
    RunSource const source = source_of(result, std::move(again));
    std::vector<std::string> const sentences = headlines(source);
    Json outcomes = Json::array();
    for (model::Outcome const& outcome : model::outcomes()) outcomes.push_back(outcome_json(outcome));
    Json payload{{"schema", "candor.report/1"},
                 {"kind", source.pairs.empty() ? "run" : "comparison"},
                 {"title", source.title},
                 {"question", source.question},
                 {"headline", sentences.front()},
                 {"further", std::vector<std::string>(sentences.begin() + 1, sentences.end())},
                 {"facts", facts(source)},
                 {"caveats", caveats(result.replicates())},
                 {"policies", result.policies()},
                 {"paired", source.pairs.empty() || result.paired()},
                 {"replicates", result.replicates()},
                 {"outcomes", std::move(outcomes)}};
    payload["weeks"] = weeks_json(source);
    payload["table"] = table_json(source);
    payload["fans"] = fans_json(source, main_outcomes());
    payload["differences"] = differences_json(source, main_outcomes());
    payload["interventions"] = interventions_json(source);
    payload["voice"] = voice_json(source);
    payload["levels"] = levels_json(source);
    payload["no_people"] = source.again.why_not;
    try {
        payload["people"] = people_json(source);
    } catch (Interrupted const&) {
        payload["people"] = nullptr;
        payload["no_people"] =
            "It cannot be shown who did what, as making this page was interrupted; `candor report` of the file makes "
            "it "
            "whole.";
    }
    payload["matters"] = Json::array();
    payload["regimes"] = Json::array();
    payload["sweep"] = nullptr;
    payload["incomplete"] = Json::array();
    payload["assumptions"] = assumptions_of(source);
    payload["reproduce"] =
        reproduce_json(result.frame(), result.path().string(), std::to_string(source.seed), scenarios_of(source));
    return payload;
}

}  // namespace candor::cli::page
