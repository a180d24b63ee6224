#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "candor/scenario/canonical.hpp"
#include "catalog.hpp"
#include "reader.hpp"
#include "sweep_base.hpp"

namespace candor::scenario {

/// A word and where it stands.
struct Word {
    std::string text;
    Mark mark;
};

/// Fills a sweep from the tree of its file; problems are collected.
class SweepReader {
public:
    SweepReader(Sweep& sweep, SweepBase& base, Problems& problems)
        : sweep_(sweep),
          base_(base),
          problems_(problems),
          catalog_(catalog()),
          base_json_(nlohmann::json::parse(scenario::canonical_json(base.scenario))) {}

    void read(Node const& root);

private:
    // sweep_reader.cpp: what is kept of how many runs
    void read_plain(Node const& root);
    void read_policies(Entry const* entry);
    void refuse_varied_policy();
    void read_outcomes(Entry const* entry);
    void read_series(Entry const* entry);
    void read_replicates(Entry const* entry);
    void read_random_numbers(Entry const* entry);
    void read_constraints(Entry const* entry);
    [[nodiscard]] bool is_outcome(Word const& word);
    [[nodiscard]] std::vector<Word> words(Entry const& entry, char const* what);
    [[nodiscard]] std::optional<Word> word(Entry const& entry, char const* what);

    // sweep_factors.cpp: what is varied
    void read_factors(Entry const* entry);
    void read_factor(std::string const& path, Mark const& place, Node const& spec);
    void describe(Factor& factor);
    void read_spread(Factor& factor, Node const& spec, Mark const& place);
    void read_levels(Factor& factor, Node const& list, Mark const& place);
    void read_level(Factor const& factor, Node const& item, Levels& levels);
    void read_distribution(Factor& factor, Entry const& entry, Entry const* between);
    void name_factor(Factor& factor, Node const& spec);
    void check_spread(Factor const& factor, Mark const& place, Node const& spec);
    void check_values(Factor const& factor, Mark const& place, std::vector<Node> const& values);
    [[nodiscard]] double base_number(std::string const& path) const;
    [[nodiscard]] std::vector<double> numbers(Entry const& entry, std::size_t wanted, char const* form);

    // sweep_design.cpp: where the points lie
    void read_design(Entry const* entry);
    void read_kind(Entry const& entry);
    void read_numbers(Node const& node);
    void check_numbers(Node const& node);
    void check_spreads(Mark const& place);
    void read_points(Node const& node, Mark const& place);
    void read_table(Entry const& file);
    void read_rows(Node const& rows);
    [[nodiscard]] std::optional<double> cell(Factor& factor, std::string const& text, Mark const& place);
    void check_points(Mark const& place);

    void problem(Mark const& mark, std::string text, std::string why = {}, std::string help = {}) {
        problems_.add({mark, std::move(text), std::move(why), std::move(help)});
    }

    Sweep& sweep_;
    SweepBase& base_;
    Problems& problems_;
    std::vector<Description> catalog_;
    nlohmann::json base_json_;
};

/// The value of a key where it is there and not null.
[[nodiscard]] Entry const* find_written(Node const& map, std::string_view key);

}  // namespace candor::scenario
