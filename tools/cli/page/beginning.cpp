#include <algorithm>

#include "../run_facts.hpp"
#include "run_blocks.hpp"

namespace candor::cli::page {

namespace {

/// Members of each arm, as far as the file alone tells: not those of an imported chart. None if one is not known.
std::vector<std::int64_t> members_of(RunSource const& source) {
    std::vector<std::int64_t> members;
    if (source.again.experiment) {
        for (run::Arm const& arm : source.again.experiment->arms) members.push_back(arm.plan->structure.chart.size());
        return members;
    }
    for (Json const& scenario : source.scenarios) {
        Json const organization = scenario.value("organization", Json::object());
        if (!organization.contains("members")) return {};
        members.push_back(organization.at("members").get<std::int64_t>());
    }
    return members;
}

/// What a run alone comes to.
std::vector<std::string> means_in_words(RunSource const& source) {
    std::vector<std::string> sentences;
    for (char const* const name : {"performance", "quits", "surprise_top"}) {
        model::Outcome const& outcome = *model::find_outcome(name);
        std::vector<double> const means = run::replicate_means(source.result, 0, outcome, source.window);
        sentences.push_back(mean_sentence(outcome, source.result.policies().front(), run::estimate(means)));
    }
    return sentences;
}

}  // namespace

std::vector<std::string> headlines(RunSource const& source) {
    if (source.pairs.empty()) return means_in_words(source);
    std::vector<std::string> sentences;
    for (Pair const& pair : source.pairs) sentences.push_back(performance_sentence(pair));
    if (source.pairs.size() > 1) return sentences;
    for (std::string const& sentence : further_sentences(source.pairs.front())) sentences.push_back(sentence);
    return sentences;
}

std::vector<std::string> facts(RunSource const& source) {
    run::SavedResult const& result = source.result;
    RunFacts const facts{members_of(source), result.weeks(),  result.replicates(), source.asked,
                         source.arms(),      result.paired(), source.seed,         source.nulls};
    std::vector<std::string> words = words_of(facts);
    words.push_back(window_in_words(result.weeks()));
    if (facts.finished < facts.asked) words.push_back(partial_in_words(facts));
    return words;
}

}  // namespace candor::cli::page
