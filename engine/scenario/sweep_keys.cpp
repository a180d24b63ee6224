#include "sweep_keys.hpp"

#include <fmt/format.h>

#include <utility>

#include "candor/scenario/sweep.hpp"

namespace candor::scenario {

namespace {

constexpr Range number_of_points{1, 1e9};

/// A section: its keys get its path in front of theirs.
Description with_keys(Description section, std::vector<Description> keys) {
    for (auto& key : keys) {
        key.path = section.path + "." + key.path;
        for (auto& inner : key.children) {
            inner.path = section.path + "." + inner.path;
        }
    }
    section.children = std::move(keys);
    return section;
}

Description key(char const* name, Kind kind, std::string meaning, char const* default_json = "",
                Range const& range = any_number) {
    Description description;
    description.name = name;
    description.path = name;
    description.kind = kind;
    description.default_json = default_json;
    description.range = range;
    description.unit = "1";
    description.meaning = std::move(meaning);
    return description;
}

Description required(Description description) {
    description.required = true;
    return description;
}

Description one_of(std::vector<std::string> choices, Description description) {
    description.choices = std::move(choices);
    return description;
}

/// A key of `design` that only some designs know.
Description of(std::vector<std::string> designs, Description description) {
    description.only_beside = std::move(designs);
    return description;
}

Description factors() {
    auto factor =
        key("PATH", Kind::section,
            "a list of values, or a map: values or a distribution, and what else is to be said. PATH is as in "
            "`--set`: environment.turbulence, leadership.styles.NAME.inquiry, timeline[0].week");
    factor = with_keys(
        std::move(factor),
        {key("values", Kind::values, "which values it takes"),
         key("choice", Kind::values, "the same, for designs that draw: each is equally likely"),
         key("uniform", Kind::two_numbers, "[lowest, highest]: every value between is equally likely"),
         key("log_uniform", Kind::two_numbers, "[lowest, highest], above 0: uniform in the logarithm"),
         key("normal", Kind::two_numbers, "[mean, standard deviation]; cut where the range of the key ends"),
         key("between", Kind::two_numbers, "with `normal`: [lowest, highest], where it is cut instead"),
         key("triangular", Kind::three_numbers, "[lowest, most likely, highest]"),
         key("name", Kind::text,
             "of its variable in results and constraints; the last part of the path unless given, all of it where two "
             "factors share that"),
         key("group", Kind::text, "factors of one group move together in `morris`")});
    return with_keys(key("factors", Kind::factors,
                         "what is varied, and which values it takes. With design `list`, a list of paths; with its "
                         "`file`, the columns of the table unless given"),
                     {std::move(factor)});
}

Description design() {
    return with_keys(
        key("design", Kind::design, "where the points lie: a map, or the name of a design that needs nothing more"),
        {required(one_of(
             {"grid", "zip", "list", "random", "latin_hypercube", "sobol", "saltelli", "morris", "one_at_a_time"},
             key("kind", Kind::word,
                 "grid: all combinations; zip: the first value of each, the second of each; list: as "
                 "written; random, latin_hypercube, sobol: drawn; saltelli, morris: for sensitivity; "
                 "one_at_a_time: the base, and each factor alone"))),
         required(of({"random", "latin_hypercube", "sobol"},
                     key("points", Kind::whole_number, "how many, with random, latin_hypercube and sobol", "",
                         number_of_points))),
         required(of({"saltelli"},
                     key("base_rows", Kind::whole_number,
                         "N, with saltelli: of N(D+2) points for D factors; best a power of 2", "", {2, 1e9}))),
         of({"saltelli"},
            key("second_order", Kind::boolean, "with saltelli: N(2D+2) points, for pairs of factors as well", "false")),
         required(
             of({"morris"}, key("trajectories", Kind::whole_number,
                                "with morris: how many, each of D+1 points for D factors or groups", "", {2, 1e9}))),
         of({"morris"}, key("levels", Kind::whole_number,
                            "with morris: of the grid on which each factor moves; an even number", "4", {2, 1000})),
         of({"random", "latin_hypercube", "sobol", "saltelli", "morris"},
            key("seed", Kind::whole_number, "of what is drawn of the design; runs have their own, run.seed", "1",
                {0, 4294967295.0})),
         of({"list"}, key("rows", Kind::rows, "with list: the points, each a list with a value for every factor")),
         of({"list"}, key("file", Kind::file,
                          "with list: a CSV file with a column for every factor and a row for every point; relative to "
                          "this file"))});
}

Description replicates() {
    return with_keys(
        key("replicates", Kind::replicates, "runs at each point under each policy; a number, or until when", "20",
            {1, 1e7}),
        {required(key("at_most", Kind::whole_number, "runs at each point, sure or not", "", {1, 1e7})),
         required(with_keys(key("until", Kind::section, "a point is done once its mean is known well enough"),
                            {required(key("outcome", Kind::outcome, "which must be among `outcomes`")),
                             required(key("half_width", Kind::number,
                                          "of the 95 % interval of its mean, or with several policies of each one's "
                                          "difference from the first; above 0. Looked at after 10, 20, 40, ... runs",
                                          "", not_negative))}))});
}

}  // namespace

std::vector<Description> const& sweep_catalog() {
    static std::vector<Description> const catalog{
        key("title", Kind::text, "what the sweep is called", "\"\""),
        key("question", Kind::text, "what it is to answer", "\"\""),
        key("base", Kind::file,
            "the scenario that is run at every point; relative to this file; all defaults unless given"),
        key("set", Kind::changes, "what differs from the base at every point"),
        key("policies", Kind::arms,
            "under which every point is run, each STYLE or STYLE@VARIANT; the policy of the base unless given"),
        key("constraints", Kind::conditions,
            "that points must meet, over the names of factors, as `turbulence + volatility <= .5`"),
        key("outcomes", Kind::outcomes, "kept of each run: the mean over `weeks`",
            R"(["performance","quits","surprise_top","surprise_front","voice","trust_leader"])"),
        key("weeks", Kind::weeks, "over which the mean is taken", "\"last year\""),
        key("series", Kind::outcomes, "outcomes kept week by week as well", "[]"),
        one_of(
            {"common", "independent"},
            key("random_numbers", Kind::word,
                "whether all points meet the same people and shocks. Policies at one point always do", "\"common\"")),
        replicates(),
        factors(),
        design(),
    };
    return catalog;
}

Description const& sweep_key(std::string_view path) {
    auto const* const found = find_description(sweep_catalog(), path);
    if (found == nullptr) {
        throw Error(fmt::format("a sweep file has no key '{}'", path));
    }
    return *found;
}

Key bound(std::string_view path, Target target) {
    auto const& description = sweep_key(path);
    Key key;
    key.name = description.name;
    key.range = description.range;
    key.target = target;
    key.required = description.required;
    return key;
}

}  // namespace candor::scenario
