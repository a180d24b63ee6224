#include "headline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "notation.hpp"

namespace candor::cli {

namespace {

/// A difference seen from the side that does better.
struct Claim {
    run::Difference const& difference;
    Notation notation;
    std::string better, worse;  ///< labels
    double better_value, worse_value;
    run::Estimate better_minus_worse;
    int pairs_in_favour;

    Claim(Pair const& pair, std::string const& outcome) : difference(pair.of(outcome)), notation(*difference.outcome) {
        bool const higher_is_better = difference.outcome->better != model::Better::lower;
        bool const other_wins = higher_is_better == (difference.other_minus_first.mean > 0);
        better = other_wins ? pair.other : pair.first;
        worse = other_wins ? pair.first : pair.other;
        better_value = other_wins ? difference.other : difference.first;
        worse_value = other_wins ? difference.first : difference.other;
        better_minus_worse = other_wins ? difference.other_minus_first : opposite(difference.other_minus_first);
        pairs_in_favour = other_wins == higher_is_better ? difference.higher_in_other : difference.higher_in_first;
    }

    [[nodiscard]] bool is_known() const { return difference.replicates > 0; }
    [[nodiscard]] bool is_equal() const { return better_minus_worse.mean == 0; }

    /// `0.43 against 0.36, +0.07 [+0.06, +0.08]`.
    [[nodiscard]] std::string numbers() const {
        std::string const values =
            notation.value_with_unit(better_value) + " against " + notation.value_with_unit(worse_value);
        if (!has_interval(better_minus_worse)) return values;
        return fmt::format("{}, {}{} {}", values, notation.difference(better_minus_worse.mean, better_minus_worse),
                           notation.unit_of_difference(), notation.interval(better_minus_worse));
    }

    /// `−0.01 to +0.02`, the way round that the table has.
    [[nodiscard]] std::string range() const {
        run::Estimate const& e = difference.other_minus_first;
        return fmt::format("{} to {}{}", notation.difference(e.low, e), notation.difference(e.high, e),
                           notation.unit_of_difference());
    }
};

std::string sentence(Claim const& claim, std::string const& topic, std::string const& advantage) {
    if (claim.is_equal()) return fmt::format("{}: no difference at all.", topic);
    if (is_unclear(claim.better_minus_worse)) return fmt::format("{}: no clear difference ({}).", topic, claim.range());
    return fmt::format("{}: {} under {}, {}.", topic, advantage, claim.better, claim.numbers());
}

}  // namespace

run::Difference const& Pair::of(std::string const& outcome) const {
    auto const found = std::find_if(differences.begin(), differences.end(), [&](run::Difference const& difference) {
        return outcome == difference.outcome->name;
    });
    if (found == differences.end()) throw std::logic_error("no outcome is called " + outcome);
    return *found;
}

std::string performance_sentence(Pair const& pair) {
    Claim const claim(pair, "performance");
    int const n = claim.difference.replicates;
    char const* const cases = pair.paired ? "pairs" : "replicates each";
    if (!claim.is_known()) return "Performance is undefined: nobody but the top is there.";
    if (claim.is_equal())
        return fmt::format("No difference at all in performance between {} and {} in this model.", pair.first,
                           pair.other);
    std::string const verdict =
        fmt::format("{} performs better than {}: {}", claim.better, claim.worse, claim.numbers());
    if (!has_interval(claim.better_minus_worse)) {
        return fmt::format(
            "In this model, and in the one {} that was run, {}. One gives no interval and may be luck: try "
            "--replicates 40.",
            pair.paired ? "pair" : "replicate of each", verdict);
    }
    if (is_unclear(claim.better_minus_worse)) {
        return fmt::format(
            "No clear difference in performance between {} and {} in this model at {} {} ({}). Try --replicates {}.",
            pair.first, pair.other, n, cases, claim.range(), 4 * n);
    }
    if (!pair.paired) return fmt::format("In this model {}.", verdict);
    return fmt::format("In this model {}, in {} of {} pairs.", verdict, claim.pairs_in_favour, n);
}

std::string mean_sentence(model::Outcome const& outcome, std::string const& policy, run::Estimate const& mean) {
    Notation const notation(outcome);
    std::string text =
        fmt::format("In this model, under {}: {} {}", policy, notation.name(), notation.value(mean.mean));
    if (*notation.unit() != '\0') text += std::string(" ") + notation.unit();
    if (has_interval(mean)) text += fmt::format(" [{}, {}]", notation.value(mean.low), notation.value(mean.high));
    return text + ".";
}

std::string outcome_sentence(Pair const& pair, std::string const& outcome) {
    Claim const claim(pair, outcome);
    std::string const name = claim.notation.name();
    if (!claim.is_known()) return name + ": undefined.";
    return sentence(claim, name, claim.difference.outcome->better == model::Better::lower ? "lower" : "higher");
}

std::vector<std::string> further_sentences(Pair const& pair) {
    std::vector<std::string> sentences;
    Claim const quits(pair, "quits");
    if (quits.is_known()) sentences.push_back(sentence(quits, "Quits a year", "fewer"));
    Claim const top(pair, "surprise_top");
    if (top.is_known())
        sentences.push_back(sentence(top, "What reaches the top", "the top's estimate is less far off"));
    return sentences;
}

}  // namespace candor::cli
