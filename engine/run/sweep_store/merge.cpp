#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "candor/core/error.hpp"
#include "part.hpp"

namespace candor::run {

using sweep_store::Columns;
using sweep_store::PartReader;

namespace {

template <class Value>
bool same_bits(Value a, Value b) {
    using Bits = std::conditional_t<sizeof(Value) == 4, std::uint32_t, std::uint64_t>;
    return std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b) || (std::isnan(a) && std::isnan(b));
}

template <class Value>
std::vector<Value> counted(std::int64_t count) {
    std::vector<Value> values(static_cast<std::size_t>(count));
    std::iota(values.begin(), values.end(), Value{1});
    return values;
}

/// Two parts tell different things of one run; the first of them is yet to be found.
struct Contradiction {
    std::int64_t run;
    std::string what;
};

/// The arrays that all parts are put into.
class Arrays {
public:
    explicit Arrays(SweepFacts const& facts)
        : numbers_(facts.numbers), kept_(facts.kept), finished(facts.numbers.total()) {
        auto const total = static_cast<std::size_t>(numbers_.total());
        outcomes_.assign(kept_.outcomes.size(), std::vector<double>(total, std::numeric_limits<double>::quiet_NaN()));
        series_.assign(kept_.series.size(), std::vector<float>(total * static_cast<std::size_t>(kept_.weeks),
                                                               std::numeric_limits<float>::quiet_NaN()));
    }

    /// Throws Contradiction.
    void take(Columns const& part) {
        std::vector<Row> rows;
        rows.reserve(part.runs.size());
        for (std::int64_t const run : part.runs) {
            bool const fails = std::binary_search(part.failed.begin(), part.failed.end(), run);
            rows.push_back({run, numbers_.place(run), fate_of(run, fails)});
            if (!fails) failures_.erase(run);
        }
        take_failures(part);
        for (std::size_t i = 0; i < outcomes_.size(); ++i)
            fill(rows, part.outcomes[i], 1, outcomes_[i], kept_.outcomes[i]);
        for (std::size_t i = 0; i < series_.size(); ++i)
            fill(rows, part.series[i], static_cast<std::size_t>(kept_.weeks), series_[i], kept_.series[i]);
        for (Row const& row : rows) {
            finished.add(row.run);
            twice += row.fate == Fate::compared ? 1 : 0;
        }
    }

    output::Dataset dataset(std::vector<std::string> const& policies) &&;

private:
    /// What becomes of a run of a part.
    enum class Fate {
        filled,    ///< no other part holds it, or there it failed
        compared,  ///< another part holds it likewise
        left       ///< it failed here, and did not in another part
    };
    struct Row {
        std::int64_t run;
        std::size_t place;
        Fate fate;
    };

    [[nodiscard]] Fate fate_of(std::int64_t run, bool fails) const {
        if (!finished.has(run)) return Fate::filled;
        if (fails == failures_.contains(run)) return Fate::compared;
        return fails ? Fate::left : Fate::filled;
    }

    /// The first message counts, and none of a run that did not fail in another part.
    void take_failures(Columns const& part) {
        for (std::size_t i = 0; i < part.failed.size(); ++i) {
            if (!finished.has(part.failed[i])) failures_.emplace(part.failed[i], part.messages[i]);
        }
    }

    template <class Value>
    static void fill(std::vector<Row> const& rows, std::vector<Value> const& from, std::size_t width,
                     std::vector<Value>& to, std::string const& name) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto const first = from.begin() + static_cast<std::ptrdiff_t>(i * width);
            auto const last = first + static_cast<std::ptrdiff_t>(width);
            auto const target = to.begin() + static_cast<std::ptrdiff_t>(rows[i].place * width);
            if (rows[i].fate == Fate::left) continue;
            if (rows[i].fate == Fate::filled) {
                std::copy(first, last, target);
                continue;
            }
            auto const [other, one] = std::mismatch(target, target + static_cast<std::ptrdiff_t>(width), first,
                                                    [](Value a, Value b) { return same_bits(a, b); });
            if (one != last)
                throw Contradiction{rows[i].run,
                                    fmt::format("{} is {} in one and {} in the other", name, *other, *one)};
        }
    }

    RunNumbers numbers_;
    Kept kept_;
    std::vector<std::vector<double>> outcomes_{};  ///< [outcome][policy, point, replicate]
    std::vector<std::vector<float>> series_{};     ///< [series][policy, point, replicate, week]
    std::map<std::int64_t, std::string> failures_{};

public:
    RunSet finished;
    std::int64_t twice = 0;
};

template <class Value>
void add_coordinate(output::Dataset& dataset, std::string const& name, std::string const& long_name,
                    std::vector<Value> values) {
    dataset.dimensions.push_back({name, values.size()});
    dataset.coordinates.push_back({name, {name}, std::move(values), {{"units", "1"}, {"long_name", long_name}}});
}

output::Dataset Arrays::dataset(std::vector<std::string> const& policies) && {
    output::Dataset dataset;
    if (numbers_.policies > 1) add_coordinate(dataset, "policy", "policy", policies);
    add_coordinate(dataset, "point", "point of the design", counted<std::int64_t>(numbers_.points));
    add_coordinate(dataset, "replicate", "replicate", counted<std::int32_t>(numbers_.replicates));
    std::vector<std::string> dimensions;
    for (output::Dimension const& dimension : dataset.dimensions) dimensions.push_back(dimension.name);
    for (std::size_t i = 0; i < outcomes_.size(); ++i)
        dataset.variables.push_back({kept_.outcomes[i], dimensions, std::move(outcomes_[i]), {}});
    if (!series_.empty()) add_coordinate(dataset, "week", "time (weeks)", counted<std::int32_t>(kept_.weeks));
    dimensions.emplace_back("week");
    for (std::size_t i = 0; i < series_.size(); ++i)
        dataset.variables.push_back({kept_.series[i] + "_by_week", dimensions, std::move(series_[i]), {}});
    if (failures_.empty()) return dataset;

    std::vector<std::int64_t> runs;
    std::vector<std::string> messages;
    for (auto const& [run, message] : failures_) {
        runs.push_back(run + 1);
        messages.push_back(message);
    }
    add_coordinate(dataset, "failure", "failed run", counted<std::int32_t>(static_cast<std::int64_t>(runs.size())));
    dataset.variables.push_back({"failure_run",
                                 {"failure"},
                                 std::move(runs),
                                 {{"units", "1"}, {"long_name", "number of the run that failed"}}});
    dataset.variables.push_back(
        {"failure_message", {"failure"}, std::move(messages), {{"long_name", "why the run failed"}}});
    return dataset;
}

/// Says which two parts contradict each other: the one just read, and the first that has the run too.
[[noreturn]] void report(Contradiction const& contradiction, std::filesystem::path const& folder,
                         SweepFacts const& facts, std::filesystem::path const& second) {
    std::filesystem::path first;
    sweep_store::for_each_part(folder, facts, [&](PartReader const& part) {
        bool const has = std::binary_search(part.runs().begin(), part.runs().end(), contradiction.run);
        if (first.empty() && has) first = part.path();
    });
    throw OutputError(fmt::format("'{}' and '{}' hold different values of run {} ({})", first.string(), second.string(),
                                  contradiction.run + 1, contradiction.what));
}

}  // namespace

Merged merge_parts(std::filesystem::path const& folder, SweepFacts const& facts,
                   std::vector<std::string> const& policies) {
    if (std::cmp_not_equal(policies.size(), facts.numbers.policies))
        throw std::invalid_argument("candor::run::merge_parts: there are not as many policies as their runs tell");
    Arrays arrays(facts);
    std::vector<BadPart> bad = sweep_store::for_each_part(folder, facts, [&](PartReader const& part) {
        Columns const columns = part.columns();
        try {
            arrays.take(columns);
        } catch (Contradiction const& contradiction) {
            report(contradiction, folder, facts, part.path());
        }
    });
    RunSet finished = arrays.finished;
    std::int64_t const twice = arrays.twice;
    return {std::move(arrays).dataset(policies), std::move(finished), std::move(bad), twice};
}

}  // namespace candor::run
