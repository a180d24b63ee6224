#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "keys.hpp"
#include "yaml_tree.hpp"

namespace candor::scenario {

/// A value to read and where problems with it are shown.
struct Value {
    Node const& node;
    Mark mark;
};
[[nodiscard]] inline Value value_of(Entry const& entry) { return {entry.value, value_mark(entry)}; }
[[nodiscard]] inline Value value_of(Node const& item) { return {item, item.mark}; }

[[nodiscard]] inline std::string quoted(Key const& key) { return "`" + key.name + "`"; }

/// What was written, short enough for a message.
[[nodiscard]] std::string shown(Node const& node);

/// Fills a scenario from a tree by the list of keys and checks everything it reads. Problems are collected;
/// the scenario is good only where there are none.
class Reader {
public:
    /// `scenario` holds its variants already, which its arms may name.
    Reader(Scenario& scenario, Problems& problems) : scenario_(scenario), problems_(problems) {}

    void read(Node const& root);

    /// Reads the entries of a map; `owner` is who knows the keys, in messages; some keys may be read elsewhere.
    void read_map(std::vector<Key> const& keys, Node const& map, std::string const& owner,
                  std::vector<std::string> const& read_elsewhere = {});

private:
    // reader.cpp: maps and their keys
    void read_key(Key const& key, Value const& value);
    bool is_map(std::string const& name, Value const& value);
    bool is_list(std::string const& name, Value const& value);
    void unknown_key(Entry const& entry, std::vector<std::string> const& known, std::string const& owner);
    void check_required(std::vector<Key> const& keys, Value const& value, std::string const& owner);
    void check_organization(Entry const& entry);
    [[nodiscard]] int last_week() const;  ///< no limit where `run.weeks` is wrong itself
    void check_snapshots(Entry const& entry);

    // reader_values.cpp: single values, one per type of target
    void store(float* target, Key const& key, Value const& value);
    void store(double* target, Key const& key, Value const& value);
    void store(int* target, Key const& key, Value const& value);
    void store(std::optional<int>* target, Key const& key, Value const& value);
    void store(std::uint32_t* target, Key const& key, Value const& value);
    void store(bool* target, Key const& key, Value const& value);
    void store(std::string* target, Key const& key, Value const& value);
    void store(std::filesystem::path* target, Key const& key, Value const& value);
    void store(std::vector<int>* target, Key const& key, Value const& value);
    void store(StyleTarget target, Key const& key, Value const& value);
    void store(std::vector<std::string>* target, Key const& key, Value const& value);
    void store(std::vector<Variant>* target, Key const& key, Value const& value);
    void store(std::vector<Null>* target, Key const& key, Value const& value);
    std::optional<double> number(Key const& key, Value const& value, bool whole);
    std::optional<std::string> text(Key const& key, Value const& value);
    std::optional<model::StyleIndex> style(std::string const& name, Mark const& mark);
    std::optional<model::StyleIndex> style(std::string const& name, Scenario const& scenario, Mark const& mark);
    void wrong_type(std::string const& name, Value const& value, std::string const& wanted, std::string help = {});

    // reader_parts.cpp: what is more than a value
    void store(std::monostate section, Key const& key, Value const& value);
    void store(model::Span* target, Key const& key, Value const& value);
    void store(std::optional<ReportsTo>* target, Key const& key, Value const& value);
    void store(std::optional<TiesFile>* target, Key const& key, Value const& value);
    void store(std::vector<model::Style>* target, Key const& key, Value const& value);
    template <class File>
    void store_file(std::optional<File>& target, Key const& key, Value const& value);

    // reader_record.cpp: what is recorded of some members
    void store(std::optional<model::Panel>* target, Key const& key, Value const& value);
    void store(std::vector<model::Survey>* target, Key const& key, Value const& value);
    void store(model::AnswerScale* target, Key const& key, Value const& value);
    void read_survey(std::vector<model::Survey>& surveys, Value const& value);

    // reader_timeline.cpp: what happens when
    void store(model::Refill* target, Key const& key, Value const& value);
    void store(std::vector<model::Threshold>* target, Key const& key, Value const& value);
    void store(std::optional<model::Condition>* target, Key const& key, Value const& value);
    void store(std::vector<model::Intervention>* target, Key const& key, Value const& value);
    std::optional<model::Intervention> read_intervention(Node const& item);
    void no_action(Value const& value);
    void check_time(model::Intervention const& intervention, Node const& item);
    void check_scope(model::Scope const& scope, Node const& where);

    // reader_expect.cpp: arms and what is expected of them
    void store(std::vector<Expectation>* target, Key const& key, Value const& value);
    void store(ArmNames* target, Key const& key, Value const& value);
    void store(Weeks* target, Key const& key, Value const& value);
    bool knows_variant(std::string const& name, Mark const& mark);
    bool knows_arm(std::string const& name, Mark const& mark);
    [[nodiscard]] std::optional<Expectation> read_expectation(Node const& item);
    bool read_claim(Expectation& expectation, Node const& item);
    void check_outcome(Expectation const& expectation, Node const& item);
    void check_arms(Expectation const& expectation, Node const& item);
    void check_quantity(Expectation& expectation, Node const& item);

    void problem(Mark const& mark, std::string text, std::string why = {}, std::string help = {}) {
        problems_.add({mark, std::move(text), std::move(why), std::move(help)});
    }

    Scenario& scenario_;
    Problems& problems_;
    Node const* weeks_ = nullptr;  ///< `run.weeks` as written
};

/// Reads the scenario's own styles (`leadership: {styles: …}`), which may be like each other in any order.
class StyleReader {
public:
    StyleReader(Node const& styles, Problems& problems) : styles_(styles), problems_(problems) {}

    /// The built-in styles and the scenario's own, by name.
    [[nodiscard]] std::vector<model::Style> read();

private:
    using Elements = model::LeadershipStyle;

    bool check_name(Entry const& entry);
    Elements const& resolve(Entry const& entry);
    Elements base_of(Entry const& entry);

    Node const& styles_;
    Problems& problems_;
    std::vector<std::string> names_{};
    std::vector<std::string> chain_{};  ///< being resolved
    std::map<std::string, Elements> resolved_{};
};

/// Reads the elements of one style; keys other than elements and `like` are problems.
void read_elements(model::LeadershipStyle& style, Entry const& entry, Problems& problems);

[[nodiscard]] model::NamedStyle const* built_in(std::string_view name);
[[nodiscard]] std::string unknown_style_why(std::vector<std::string> const& names);

}  // namespace candor::scenario
