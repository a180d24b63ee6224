#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "candor/scenario/chart_import.hpp"
#include "csv.hpp"
#include "csv_columns.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

/// Usual names of columns; `id` names one end only where none of the first is there.
std::vector<std::string> const usual_ones{"from", "source", "sender", "a", "one"};
std::vector<std::string> const usual_others{"otherid", "to", "target", "receiver", "b", "other"};
std::vector<std::string> const usual_counts{"messages", "count", "weight", "n", "emails", "strength"};

/// All rows of two people, in either direction, summed. Positions of the chart; ids that are not in it follow on.
struct Pair {
    std::int32_t one;  ///< one <= other
    std::int32_t other;
    double count;
};

/// What becomes of a pair; the first that holds.
enum class Fate { unknown, oneself, manager, unit, top, below, kept };

Fate fate(Pair const& pair, model::Chart const& chart, double at_least) {
    if (pair.other >= chart.size()) {
        return Fate::unknown;
    }
    if (pair.one == pair.other) {
        return Fate::oneself;
    }
    if (chart.manager(pair.other) == pair.one) {  // managers come before their reports
        return Fate::manager;
    }
    if (pair.one == 0) {
        return Fate::top;
    }
    if (chart.manager(pair.one) == chart.manager(pair.other)) {
        return Fate::unit;
    }
    return pair.count < at_least ? Fate::below : Fate::kept;
}

/// Reads pairs from the rows of a table and collects what is wrong.
class PairReader {
public:
    PairReader(TiesFile const& ties, model::Chart const& chart)
        : table_(csv::Text(ties.file)), complaints_(table_.text()), chart_(&chart) {
        csv::Role one{"one", "one end", ties.one_column, usual_ones, {"id"}};
        csv::Role other{"other", "the other end", ties.other_column, usual_others};
        csv::Role count{"count", "the count", ties.count_column, usual_counts, {}, csv::Need::optional};
        columns_ = csv::ColumnFinder(table_, "ties", {std::move(one), std::move(other), std::move(count)}).find();
    }

    /// The pairs, sorted.
    [[nodiscard]] std::vector<Pair> read() {
        std::vector<Pair> pairs;
        pairs.reserve(table_.rows());
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            std::int32_t const one = person(table_.cell(row, *columns_[0]));
            std::int32_t const other = person(table_.cell(row, *columns_[1]));
            double const count = columns_[2] ? number(table_.cell(row, *columns_[2])) : 1.0;
            pairs.push_back({std::min(one, other), std::max(one, other), count});
        }
        complaints_.throw_if_any();
        return summed(std::move(pairs));
    }

    [[nodiscard]] std::size_t rows() const { return table_.rows(); }
    /// Ids that are not in the chart, in the order of the file.
    [[nodiscard]] std::vector<std::string_view> const& unknown_ids() const { return unknown_ids_; }
    /// What is counted, in the words of the file.
    [[nodiscard]] std::string unit() const {
        return columns_[2] ? lower_case(printable(table_.columns()[*columns_[2]].text)) : "rows";
    }

private:
    std::int32_t person(csv::Cell const& cell) {
        if (cell.text.empty()) {
            complaints_.add(cell.begin, cell.end, "one end of a pair has no id", "every row needs two");
            return 0;
        }
        model::Position const position = chart_->find(cell.text);
        if (position != model::nobody) {
            return position;
        }
        auto const next = chart_->size() + static_cast<std::int32_t>(unknown_ids_.size());
        auto const [found, is_new] = unknown_.emplace(cell.text, next);
        if (is_new) {
            unknown_ids_.push_back(cell.text);
        }
        return found->second;
    }

    double number(csv::Cell const& cell) {
        constexpr std::size_t exact_digits = 15;
        auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (!cell.text.empty() && cell.text.size() <= exact_digits &&
            std::all_of(cell.text.begin(), cell.text.end(), is_digit)) {
            std::int64_t whole = 0;
            for (char const c : cell.text) {
                whole = 10 * whole + (c - '0');
            }
            return static_cast<double>(whole);
        }
        std::optional<double> const value = parse_number<double>(cell.text);
        if (!value || *value < 0.0) {
            complain_of_number(cell);
        }
        return value.value_or(0.0);
    }

    void complain_of_number(csv::Cell const& cell) {
        std::string const name = csv::backquoted(table_.columns()[*columns_[2]].text);
        std::string problem = cell.text.empty() ? fmt::format("{} is empty", name)
                                                : fmt::format("{} is {}", name, csv::backquoted(cell.text));
        std::string with_point(cell.text);
        std::replace(with_point.begin(), with_point.end(), ',', '.');
        bool const has_comma = with_point != cell.text && parse_number<double>(with_point);
        complaints_.add(cell.begin, cell.end, std::move(problem), "a count must be a number, at least 0",
                        has_comma ? fmt::format("write `{}`", with_point) : "");
    }

    static std::vector<Pair> summed(std::vector<Pair> pairs) {
        auto const ends = [](Pair const& pair) { return std::pair(pair.one, pair.other); };
        std::stable_sort(pairs.begin(), pairs.end(), [&](Pair const& a, Pair const& b) { return ends(a) < ends(b); });
        std::size_t last = 0;
        for (std::size_t i = 1; i < pairs.size(); ++i) {
            if (ends(pairs[i]) == ends(pairs[last])) {
                pairs[last].count += pairs[i].count;
            } else {
                pairs[++last] = pairs[i];
            }
        }
        pairs.resize(last + 1);
        return pairs;
    }

    csv::Table table_;
    csv::Complaints complaints_;
    model::Chart const* chart_;
    std::vector<std::optional<std::size_t>> columns_{};
    std::unordered_map<std::string_view, std::int32_t> unknown_{};
    std::vector<std::string_view> unknown_ids_{};
};

/// `one, two, ...`
std::string some_of(std::vector<std::string_view> const& ids) {
    constexpr std::size_t most_named = 3;
    std::vector<std::string> named;
    for (std::size_t i = 0; i < std::min(ids.size(), most_named); ++i) {
        named.push_back(printable(ids[i]));
    }
    return listed(named) + (ids.size() > most_named ? ", ..." : "");
}

std::string counted(std::size_t count, std::string const& what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// How many pairs met each fate, in words.
std::string note(PairReader const& reader, std::size_t pairs, std::array<std::size_t, 7> const& count,
                 double at_least) {
    auto const of = [&](Fate f) { return count[static_cast<std::size_t>(f)]; };
    std::string dropped;
    auto const add = [&](std::size_t number, std::string const& what) {
        dropped += number == 0 ? "" : fmt::format("{}{} {}", dropped.empty() ? "; dropped: " : ", ", number, what);
    };
    add(of(Fate::oneself), "with oneself");
    add(of(Fate::manager), "with one's manager");
    add(of(Fate::unit), "within a unit");
    add(of(Fate::top), "with the top");
    add(of(Fate::unknown), fmt::format("with unknown ids ({})", some_of(reader.unknown_ids())));
    add(of(Fate::below), fmt::format("below {:.15g} {}", at_least, reader.unit()));
    std::string const rows = reader.rows() == pairs ? "" : fmt::format(" in {}", counted(reader.rows(), "row"));
    return fmt::format("{} read{}; {} kept{}", counted(pairs, "pair"), rows, counted(of(Fate::kept), "tie"), dropped);
}

}  // namespace

std::vector<model::Tie> import_ties(TiesFile const& ties, model::Chart const& chart, std::vector<std::string>& notes) {
    PairReader reader(ties, chart);
    std::vector<Pair> const pairs = reader.read();
    std::array<std::size_t, 7> count{};
    std::vector<model::Tie> kept;
    for (Pair const& pair : pairs) {
        Fate const what = fate(pair, chart, ties.at_least);
        ++count[static_cast<std::size_t>(what)];
        if (what == Fate::kept) {
            kept.push_back({pair.one, pair.other});
        }
    }
    notes.push_back(fmt::format("{}: {}", printable(ties.file.filename().generic_string()),
                                note(reader, pairs.size(), count, ties.at_least)));
    return kept;
}

}  // namespace candor::scenario
