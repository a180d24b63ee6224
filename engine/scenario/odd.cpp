#include "candor/scenario/odd.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "candor/model/seating.hpp"
#include "candor/scenario/load.hpp"
#include "markdown.hpp"
#include "odd_tables.hpp"
#include "odd_text.hpp"

namespace candor::scenario {

namespace {

using markdown::code;

constexpr int width = 120;

/// What the comment at the head of a scenario claims, as `# Claim:` and the further indented lines below it.
std::string claim_of(std::string_view source) {
    std::string claim;
    auto found = false;
    while (source.starts_with('#')) {
        auto const end = std::min(source.find('\n'), source.size());
        auto line = source.substr(1, end - 1);
        source.remove_prefix(std::min(end + 1, source.size()));
        auto const begin = std::min(line.find_first_not_of(' '), line.size());
        line.remove_prefix(begin);
        constexpr std::string_view label = "Claim:";
        if (line.starts_with(label)) {
            found = true;
            line.remove_prefix(std::min(line.find_first_not_of(' ', label.size()), line.size()));
        } else if (begin < 2) {
            found = false;
        }
        claim += found ? (claim.empty() ? "" : " ") + std::string(line) : "";
    }
    return claim;
}

std::string name_of(model::StyleIndex style, Scenario const& scenario) {
    return code(scenario.leadership.styles.at(static_cast<std::size_t>(style)).name);
}

std::string joined(std::vector<std::string> const& names, char const* separator) {
    std::string out;
    for (auto const& name : names) {
        out += (out.empty() ? "" : separator) + code(name);
    }
    return out;
}

/// A claim as one line of a list.
std::string words(Expectation const& expectation) {
    auto const weeks = [](Weeks const& w) {
        return w.is_last_year() ? std::string("the last year") : fmt::format("weeks {} to {}", w.first, w.last);
    };
    auto claim = joined(expectation.order.names, " > ");
    if (expectation.claim == Claim::differ) {
        claim = fmt::format("{} {} clearly", joined(expectation.of.names, " and "),
                            expectation.differ ? "differ" : "do not differ");
    } else if (expectation.claim == Claim::goes) {
        claim = fmt::format("{} goes {}", joined(expectation.of.names, ", "), expectation.goes);
    }
    auto const when = expectation.is_change
                          ? fmt::format("from {} to {}", weeks(expectation.from), weeks(expectation.to))
                          : weeks(expectation.over);
    auto const variant = expectation.in.empty() ? "" : fmt::format(", in variant {}", code(expectation.in));
    auto const because = expectation.because.empty() ? "" : fmt::format(" ({})", markdown::plain(expectation.because));
    return fmt::format("- {}: {}, {}{}{}\n", code(expectation.outcome), claim, when, variant, because);
}

void describe_expectations(Blanks& blanks, Scenario const& scenario) {
    blanks.conditions["expect"] = !scenario.expect.empty();
    blanks.texts["expect"].clear();
    for (auto const& expectation : scenario.expect) {
        blanks.texts["expect"] += words(expectation);
    }
    blanks.conditions["variants"] = !scenario.variants.empty();
    blanks.texts["variants"] = odd::variants_list(scenario);
    blanks.conditions["nulls"] = !scenario.nulls.empty();
    blanks.texts["nulls"].clear();
    for (auto const null : scenario.nulls) {
        auto const& model = null_model(null);
        blanks.texts["nulls"] += fmt::format("- {}: {}\n", code(model.name), model.meaning);
    }
}

void describe_chart(Blanks& blanks, model::Structure const& structure) {
    auto const& chart = structure.chart;
    auto leaders = 0;
    auto least = chart.size();
    auto most = 0;
    for (model::Position p = 0; p < chart.size(); ++p) {
        auto const [first, last] = chart.reports(p);
        if (first < last) {
            ++leaders;
            least = std::min(least, last - first);
            most = std::max(most, last - first);
        }
    }
    blanks.conditions["units"] = leaders > 0;
    blanks.texts["members"] = fmt::to_string(chart.size());
    blanks.texts["levels"] = fmt::to_string(chart.depth() + 1);
    blanks.texts["leaders"] = fmt::to_string(leaders);
    blanks.texts["unit_least"] = fmt::to_string(least);
    blanks.texts["unit_most"] = fmt::to_string(most);
    blanks.texts["ties"] = fmt::to_string(structure.ties.size());
}

void describe_organization(Blanks& blanks, Organization const& organization, std::vector<std::string> const& notes) {
    blanks.conditions["imported_chart"] = organization.reports_to.has_value();
    blanks.conditions["imported_ties"] = organization.ties.has_value();
    auto const chart = organization.reports_to.value_or(ReportsTo{});
    auto const ties = organization.ties.value_or(TiesFile{});
    blanks.texts["chart_file"] = code(chart.file.filename().string());
    blanks.texts["ties_file"] = code(ties.file.filename().string());
    blanks.texts["at_least"] = fmt::to_string(ties.at_least);
    blanks.conditions["notes"] = !notes.empty();
    for (auto const& note : notes) {
        blanks.texts["notes"] += "- " + markdown::plain(note) + "\n";
    }
}

void describe_study(Blanks& blanks, Scenario const& scenario) {
    auto const claim = claim_of(scenario.source);
    blanks.texts["title"] = scenario.title.empty() ? "Candor" : markdown::plain(scenario.title);
    blanks.texts["file"] = code(scenario.file.filename().string());
    blanks.texts["question"] = markdown::plain(scenario.question);
    blanks.texts["claim"] = markdown::plain(claim);
    blanks.texts["compare"] = joined(scenario.compare, ", ");
    blanks.texts["habit"] = name_of(scenario.leadership.habit, scenario);
    blanks.texts["policy"] = name_of(scenario.leadership.policy, scenario);
    blanks.texts["adoption"] = fmt::to_string(scenario.leadership.adoption);
    blanks.texts["weeks"] = fmt::to_string(scenario.run.weeks);
    blanks.texts["replicates"] = fmt::to_string(scenario.run.replicates);
    blanks.texts["pooled_level"] = fmt::to_string(model::reported_levels);
    blanks.texts["by_unit"] = scenario.record.by_unit ? ", and by unit" : "";
    blanks.conditions["file"] = !scenario.file.empty();
    blanks.conditions["question"] = !scenario.question.empty();
    blanks.conditions["claim"] = !claim.empty();
    blanks.conditions["compare"] = scenario.compare.size() > 1;
}

void add_tables(Blanks& blanks, Scenario const& scenario) {
    auto const values = odd::values_of(scenario);
    auto const defaults = odd::values_of(default_scenario());
    auto sections = odd::parameter_sections();
    sections.insert(sections.end(), {"organization", "leadership", "run"});
    for (auto const& section : sections) {
        blanks.texts["parameters " + section] = odd::parameter_table(section, values, defaults);
    }
    blanks.texts["changes"] = odd::changes_table(values, defaults);
    blanks.conditions["changed"] = !blanks.texts["changes"].empty();
    blanks.texts["style_elements"] = odd::style_elements_table();
    blanks.texts["styles"] = odd::styles_table(scenario.leadership.styles);
    blanks.texts["state"] = odd::state_table();
    blanks.texts["outcomes"] = odd::outcomes_table();
    blanks.texts["calls"] = odd::calls_table(odd_streams());
}

void describe_timeline(Blanks& blanks, Scenario const& scenario) {
    blanks.conditions["timeline"] = !scenario.timeline.empty();
    blanks.texts["timeline"] = odd::timeline_list(scenario);
    blanks.texts["intervention_keys"] = odd::intervention_table(scenario);
    for (auto& kind : intervention_kinds()) {
        blanks.conditions[keys_of(kind).name()] =
            std::any_of(scenario.timeline.begin(), scenario.timeline.end(),
                        [&](model::Intervention const& entry) { return entry.what.index() == kind.what.index(); });
    }
}

}  // namespace

std::string odd_protocol(Scenario const& scenario, model::Structure const& structure,
                         std::vector<std::string> const& notes, std::string const& version) {
    Blanks blanks;
    blanks.texts["version"] = version;
    describe_study(blanks, scenario);
    describe_expectations(blanks, scenario);
    describe_chart(blanks, structure);
    describe_organization(blanks, scenario.organization, notes);
    add_tables(blanks, scenario);
    describe_timeline(blanks, scenario);
    std::string text;
    for (auto const part : odd_parts()) {
        text += fill_in(part, blanks) + "\n";
    }
    auto out = markdown::wrapped(text, width);
    while (out.ends_with("\n\n")) {
        out.pop_back();
    }
    return out;
}

}  // namespace candor::scenario
