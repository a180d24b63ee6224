#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "candor/scenario/canonical.hpp"
#include "reader.hpp"
#include "sweep_base.hpp"
#include "sweep_keys.hpp"

namespace candor::scenario {

/// A word and where it stands.
struct Word {
    std::string text;
    Mark mark;
};

/// Points as they are written, in the sweep file or in a table: a text for each factor and row.
struct WrittenPoints {
    std::size_t rows;
    std::function<std::string_view(std::size_t row, std::size_t factor)> text;
    std::function<Mark(std::size_t row, std::size_t factor)> mark;
};

/// Fills a sweep from the tree of its file; problems are collected, one for each mistake: what rests on something that is
/// wrong already is not looked at.
class SweepReader {
public:
    SweepReader(Sweep& sweep, SweepBase& base, Problems& problems)
        : sweep_(sweep),
          base_(base),
          problems_(problems),
          base_json_(nlohmann::json::parse(scenario::canonical_json(base.scenario))) {}

    void read(Node const& root);

private:
    // sweep_reader.cpp: what is kept of how many runs
    void read_plain(Node const& root);
    void read_policies(Entry const* entry);
    void check_policy(Word const& word);
    void refuse_varied_policy();
    void read_outcomes(Entry const* entry);
    void read_series(Entry const* entry);
    void read_replicates(Entry const* entry);
    void read_until(Entry const& entry);
    void read_random_numbers(Entry const* entry);
    void read_constraints(Entry const* entry);
    void read_keys(std::vector<Key> const& keys, Node const& map);
    void refuse_unknown(Node const& map, std::vector<std::string> const& known, std::string const& owner);
    [[nodiscard]] bool is_outcome(Word const& word);
    [[nodiscard]] std::vector<Word> words(Entry const& entry, std::string const& wanted);
    [[nodiscard]] std::optional<Word> word(Entry const& entry, std::string const& wanted);

    // sweep_factors.cpp: what is varied
    void read_factors(Entry const* entry);
    void read_factor(std::string const& path, Mark const& place, Node const& spec);
    [[nodiscard]] bool may_be_varied(std::string const& path, Mark const& place);
    [[nodiscard]] bool is_style_known(std::string const& plain, Mark const& place);
    void describe(Factor& factor);
    void read_names(Factor& factor, Node const& spec);
    void settle_names();
    void check_run_length();
    [[nodiscard]] nlohmann::json base_value(std::string const& path) const;
    [[nodiscard]] double base_number(std::string const& path) const;
    void settle_base_words();

    // sweep_values.cpp: which values a factor takes
    void read_spread(Factor& factor, Node const& spec, Mark const& place);
    [[nodiscard]] Entry const* find_spread(Factor const& factor, Node const& spec);
    void read_levels(Factor& factor, Node const& list, Mark const& place);
    void read_level(Factor const& factor, Node const& item, Levels& levels);
    void read_distribution(Factor& factor, Entry const& entry, Entry const* between, Mark const& place);
    void read_normal(Factor& factor, Entry const& entry, Entry const* between, Mark const& place);
    [[nodiscard]] std::vector<double> rising(Factor const& factor, Entry const& entry, std::string const& form,
                                             Mark const& place);
    [[nodiscard]] std::vector<double> numbers(Entry const& entry, std::string const& form, std::size_t wanted);
    void try_ends(Factor const& factor, std::vector<double> const& ends, Node const& list, Mark const& place);
    bool try_values(Factor const& factor, Mark const& place, std::vector<Node> const& values);
    [[nodiscard]] Problems problems_with(Factor const& factor, Mark const& place, Node const& value) const;

    // sweep_design.cpp: how the points are laid out
    void read_design(Entry const* entry, Mark const& whole);
    [[nodiscard]] bool read_kind(Entry const& entry);
    void read_numbers(Node const& node, Mark const& place);
    void check_spreads();

    // sweep_points.cpp: points that are listed
    void read_points(Node const& node, Mark const& place);
    void read_rows(Node const& rows);
    void read_table(std::filesystem::path const& file, Mark const& place);
    void take(WrittenPoints const& points);
    [[nodiscard]] std::vector<Node> take_numbers(std::size_t factor, WrittenPoints const& points);
    [[nodiscard]] std::vector<Node> take_texts(std::size_t factor, WrittenPoints const& points);

    void problem(Mark const& mark, std::string text, std::string why = {}, std::string help = {}) {
        problems_.add({mark, std::move(text), std::move(why), std::move(help)});
    }

    Sweep& sweep_;
    SweepBase& base_;
    Problems& problems_;
    nlohmann::json base_json_;
    std::vector<Description> scenario_keys_ = catalog();
    std::vector<std::optional<Mark>> names_{};  ///< of each factor, where its name is said
    bool factors_named_ = false;                ///< in the sweep file
    bool factors_good_ = true;
    bool outcomes_good_ = true;
};

/// The value of a key where it is there and not null.
[[nodiscard]] Entry const* find_written(Node const& map, std::string_view key);

/// A path as it is compared: `timeline.0.week` is `timeline[0].week`.
[[nodiscard]] std::string plain_path(std::string_view path);

}  // namespace candor::scenario
