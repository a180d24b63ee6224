#include "run_facts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "candor/run/comparison.hpp"
#include "notation.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

std::string grouped_count(std::size_t count) { return grouped(static_cast<long long>(count)); }

std::string members_text(std::vector<std::int64_t> const& members) {
    std::vector<std::string> sizes;
    for (std::int64_t const size : members) sizes.push_back(grouped(size));
    bool const one_size =
        std::all_of(sizes.begin(), sizes.end(), [&](std::string const& size) { return size == sizes.front(); });
    if (!one_size) return listed(sizes) + " members";
    return sizes.front() + (sizes.front() == "1" ? " member" : " members");
}

/// `4 of 40`, or `40` where all are finished.
std::string count_of_replicates(RunFacts const& facts) {
    return facts.finished < facts.asked ? fmt::format("{} of {}", facts.finished, facts.asked)
                                        : grouped_count(facts.asked);
}

}  // namespace

std::vector<std::string> words_of(RunFacts const& facts) {
    std::vector<std::string> parts;
    if (!facts.members.empty()) parts.push_back(members_text(facts.members));
    parts.push_back(grouped(facts.weeks) + (facts.weeks == 1 ? " week" : " weeks"));
    char const* const kind = facts.arms < 2 ? "" : facts.paired ? "paired " : "independent ";
    parts.push_back(
        fmt::format("{} {}{}", count_of_replicates(facts), kind, facts.asked == 1 ? "replicate" : "replicates"));
    parts.push_back(fmt::format("seed {}", facts.seed));
    if (!facts.nulls.empty()) parts.push_back("under " + listed(facts.nulls));
    if (facts.arms > 1) {
        parts.emplace_back(facts.paired ? "same people, same shocks"
                                        : "different charts: independent replicates, Welch intervals");
    }
    return parts;
}

std::string partial_in_words(RunFacts const& facts) {
    return fmt::format("partial: {} replicates", count_of_replicates(facts));
}

std::string window_in_words(int weeks) {
    run::Window const window = run::last_year(weeks);
    std::string const first = weeks == 1 ? "week " : fmt::format("weeks {}–", grouped(window.first_week));
    return fmt::format("means of {}{} ({})", first, grouped(window.last_week),
                       window.first_week == 1 ? "all there is" : "the last year");
}

std::vector<std::string> caveats(std::size_t finished_replicates) {
    std::vector<std::string> sentences{
        "These are results of the model's assumptions, not measurements of a real organization."};
    if (finished_replicates > 1)
        sentences.emplace_back("The interval is the precision of the simulation, not of the theory.");
    return sentences;
}

}  // namespace candor::cli
