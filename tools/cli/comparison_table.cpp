#include "comparison_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>

#include "notation.hpp"
#include "table.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

using model::Better;
using model::Origin;

constexpr std::size_t widest_label = 20;

/// How much a table of two arms shows.
struct Breadth {
    bool brackets;  ///< `[low, high]` instead of `±half`
    bool pairs;
    bool bars;
};

/// From all there is to the least that still says something.
constexpr std::array breadths{Breadth{true, true, true}, Breadth{true, true, false}, Breadth{false, true, true},
                              Breadth{false, true, false}, Breadth{false, false, false}};

/// Adds rows to a table, outcome by outcome under the two headings.
void add_rows(Table& table, std::vector<run::Difference> const& differences, bool all_outcomes,
              std::function<std::vector<Cell>(std::size_t)> const& cells) {
    for (Origin const origin : {Origin::consequence, Origin::built_in}) {
        table.group(heading_of(origin));
        for (std::size_t i = 0; i < differences.size(); ++i) {
            model::Outcome const& outcome = *differences[i].outcome;
            if (outcome.origin == origin && (all_outcomes || is_main(outcome))) table.row(cells(i));
        }
    }
}

/// In how many pairs the second arm does better; or is as the means have it, where neither way is better.
int favouring(run::Difference const& d) {
    bool const lower =
        d.outcome->better == Better::lower || (d.outcome->better == Better::neither && d.other_minus_first.mean < 0);
    return lower ? d.higher_in_first : d.higher_in_other;
}

std::string count_of_pairs(run::Difference const& d) {
    std::string const total = fmt::format("{}", d.replicates);
    return fmt::format("{:>{}}/{}", favouring(d), total.size(), total);
}

/// The word that says more than a bar; empty if there is none.
Cell word_for(run::Difference const& d) {
    run::Estimate const& e = d.other_minus_first;
    if (e.mean == 0 && (e.low == e.high || !has_interval(e))) return {"equal", Style::faint};
    if (is_unclear(e)) return {"unclear", Style::warning};
    if (d.outcome->better == Better::neither) return {e.mean < 0 ? "lower" : "higher", Style::faint};
    return {};
}

Cell bar_for(run::Difference const& d) {
    constexpr std::size_t width = 8;
    auto const pairs = static_cast<std::size_t>(d.replicates);
    std::size_t const full = (width * static_cast<std::size_t>(favouring(d)) + pairs / 2) / pairs;
    return {repeat("█", full) + repeat("░", width - full), Style::second_policy};
}

class PairTable {
public:
    PairTable(Pair const& pair, bool all_outcomes) : pair_(pair), all_(all_outcomes) {
        intervals_ = std::any_of(pair.differences.begin(), pair.differences.end(),
                                 [](run::Difference const& d) { return has_interval(d.other_minus_first); });
    }

    [[nodiscard]] Table build(Breadth breadth) const {
        if (!pair_.paired) breadth.bars = false;
        std::vector<Cell> const heading = header(breadth);
        Table table(heading.size());
        if (breadth.pairs) table.align_left(heading.size() - 1);
        table.row(heading);
        add_rows(table, pair_.differences, all_, [&](std::size_t i) { return row(pair_.differences[i], breadth); });
        return table;
    }

private:
    [[nodiscard]] std::vector<Cell> header(Breadth breadth) const {
        std::vector<Cell> cells{{},
                                {clip(pair_.first, widest_label), Style::first_policy},
                                {clip(pair_.other, widest_label), Style::second_policy}};
        cells.push_back({!intervals_ ? "difference" : breadth.brackets ? "difference [95 %]" : "difference ±95 %"});
        if (breadth.pairs) cells.push_back({pair_.paired ? "pairs" : ""});
        return cells;
    }

    [[nodiscard]] std::vector<Cell> row(run::Difference const& d, Breadth breadth) const {
        Notation const notation(*d.outcome);
        run::Estimate const& e = d.other_minus_first;
        bool const unclear = is_unclear(e);
        std::string difference = unclear && !breadth.pairs ? "unclear" : notation.difference(e.mean, e);
        if (has_interval(e)) difference += " " + (breadth.brackets ? notation.interval(e) : notation.half_width(e));
        std::vector<Cell> cells{{notation.label()}, {notation.value(d.first)}, {notation.value(d.other)}};
        cells.push_back({difference, !unclear ? Style::plain : breadth.pairs ? Style::faint : Style::warning});
        if (breadth.pairs) cells.push_back(last_cell(d, breadth));
        return cells;
    }

    [[nodiscard]] Cell last_cell(run::Difference const& d, Breadth breadth) const {
        if (d.replicates == 0) return {};
        Cell const word = word_for(d);
        if (!pair_.paired) return is_unclear(d.other_minus_first) ? word : Cell{};
        if (word.text.empty() && !breadth.bars) return {count_of_pairs(d)};
        Cell const behind = word.text.empty() ? bar_for(d) : word;
        return {count_of_pairs(d) + " " + behind.text, behind.style};
    }

    Pair const& pair_;
    bool all_;
    bool intervals_;
};

class PoliciesTable {
public:
    PoliciesTable(std::vector<Pair> const& pairs, bool all_outcomes) : pairs_(pairs), all_(all_outcomes) {}

    /// The arms from `first` on, `count` of them, against the baseline.
    [[nodiscard]] Table build(std::size_t first, std::size_t count, bool half_widths) const {
        Table table(2 + 2 * count);
        std::vector<Cell> heading{{}, {clip(pairs_.front().first, widest_label), style_of_policy(0)}};
        for (std::size_t p = first; p < first + count; ++p) {
            heading.push_back({clip(pairs_[p].other, widest_label), style_of_policy(p + 1)});
            heading.push_back({half_widths ? "diff. ±95 %" : "diff.", Style::faint});
        }
        table.row(heading);
        add_rows(table, pairs_.front().differences, all_,
                 [&](std::size_t i) { return row(i, first, count, half_widths); });
        return table;
    }

private:
    [[nodiscard]] std::vector<Cell> row(std::size_t outcome, std::size_t first, std::size_t count,
                                        bool half_widths) const {
        run::Difference const& baseline = pairs_.front().differences[outcome];
        Notation const notation(*baseline.outcome);
        std::vector<Cell> cells{{notation.label()}, {notation.value(baseline.first)}};
        for (std::size_t p = first; p < first + count; ++p) {
            run::Difference const& d = pairs_[p].differences[outcome];
            run::Estimate const& e = d.other_minus_first;
            std::string difference = notation.difference(e.mean, e);
            if (half_widths && has_interval(e)) difference += " " + notation.half_width(e);
            cells.push_back({notation.value(d.other)});
            cells.push_back(is_unclear(e) ? Cell{"unclear", Style::warning} : Cell{difference});
        }
        return cells;
    }

    std::vector<Pair> const& pairs_;
    bool all_;
};

}  // namespace

std::string pair_table(Pair const& pair, bool all_outcomes, Terminal const& terminal) {
    PairTable const tables(pair, all_outcomes);
    auto const* const fitting = std::find_if(breadths.begin(), breadths.end() - 1, [&](Breadth breadth) {
        return tables.build(breadth).width() <= terminal.width();
    });
    return tables.build(*fitting).render(terminal);
}

std::string policies_table(std::vector<Pair> const& pairs, bool all_outcomes, Terminal const& terminal) {
    PoliciesTable const tables(pairs, all_outcomes);
    Table const whole = tables.build(0, pairs.size(), true);
    if (whole.width() <= terminal.width()) return whole.render(terminal);
    std::size_t at_once = pairs.size();
    while (at_once > 1 && tables.build(0, at_once, false).width() > terminal.width()) --at_once;
    std::string out;
    for (std::size_t first = 0; first < pairs.size(); first += at_once) {
        std::size_t const count = std::min(at_once, pairs.size() - first);
        out += (out.empty() ? "" : "\n") + tables.build(first, count, false).render(terminal);
    }
    return out;
}

}  // namespace candor::cli
