#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "candor/core/parallel.hpp"
#include "candor/run/ablation.hpp"
#include "candor/run/provenance.hpp"
#include "commands.hpp"
#include "experiment.hpp"
#include "failure.hpp"
#include "headline.hpp"
#include "json.hpp"
#include "notation.hpp"
#include "run_report.hpp"
#include "stop.hpp"
#include "table.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

constexpr std::size_t widest_label = 20;

model::Outcome const& outcome_named(std::string const& name) {
    if (auto const* const outcome = model::find_outcome(name)) return *outcome;
    std::vector<std::string> names;
    for (model::Outcome const& outcome : model::outcomes()) names.emplace_back(outcome.name);
    std::string const meant = scenario::did_you_mean(name, names);
    throw UsageError(fmt::format("`--outcome` cannot be `{}`", name),
                     meant.empty() ? "`candor describe outcomes` lists them" : meant);
}

run::Experiment experiment_of(scenario::Scenario const& scenario, CommandLine const& line, Messages const& messages) {
    [[maybe_unused]] scenario::Scenario const& variant = chosen_variant(scenario, line);  // is there one?
    if (scenario.compare.size() < 2) {
        throw UsageError(fmt::format("'{}' names no two policies to compare", line.files.front()),
                         "say --policies command,level2");
    }
    std::array<std::string, 2> const arms{scenario::under(scenario.compare[0], line.variant),
                                          scenario::under(scenario.compare[1], line.variant)};
    if (scenario.compare.size() > 2)
        messages.note(fmt::format("of {}, the first two are compared", listed(scenario.compare)));
    try {
        return run::ablation_of(scenario, arms);
    } catch (scenario::ScenarioError const&) {
        throw;
    } catch (Error const& error) {
        throw UsageError(error.what(), "compare two policies of one chart");
    }
}

bool can_be_shared(run::Ablation const& ablation) { return ablation.whole.other_minus_first.is_clear(); }

std::string percent(double share) {
    std::string const digits = fmt::format("{:.0f}", 100 * std::abs(share));
    return (share < 0 && digits != "0" ? "−" : "") + digits;
}

Cell share_cell(run::Estimate const& share, bool brackets) {
    if (!has_interval(share)) return {};
    std::string text = percent(share.mean) + " %";
    if (brackets) text += fmt::format(" [{}, {}]", percent(share.low), percent(share.high));
    return {text, share.is_clear() ? Style::plain : Style::faint};
}

Table table_of(run::Ablation const& ablation, bool brackets) {
    Notation const notation(*ablation.whole.outcome);
    Table table(5);
    table.row({{},
               {clip(ablation.first, widest_label), Style::first_policy},
               {clip(ablation.other, widest_label), Style::second_policy},
               {brackets ? "difference [95 %]" : "difference ±95 %"},
               {"share carried"}});
    auto const row = [&](std::string const& name, run::Difference const& d, Cell const& share) {
        run::Estimate const& e = d.other_minus_first;
        std::string text = notation.difference(e.mean, e);
        if (has_interval(e)) text += " " + (brackets ? notation.interval(e) : notation.half_width(e));
        table.row({{name},
                   {notation.value(d.first)},
                   {notation.value(d.other)},
                   {text, is_unclear(e) ? Style::faint : Style::plain},
                   share});
    };
    row("nothing held", ablation.whole, {});
    for (run::Carried const& carried : ablation.carried)
        row(scenario::null_model(carried.null).name, carried.difference, share_cell(carried.share, brackets));
    return table;
}

/// What the table comes to: which mechanism carries most, or that there is nothing to carry.
std::string headline(run::Ablation const& ablation) {
    Notation const notation(*ablation.whole.outcome);
    run::Estimate const& e = ablation.whole.other_minus_first;
    if (!can_be_shared(ablation)) {
        std::string const range = has_interval(e)
                                      ? fmt::format(" ({} to {}{})", notation.difference(e.low, e),
                                                    notation.difference(e.high, e), notation.unit_of_difference())
                                      : "";
        return fmt::format(
            "No clear difference in {} between {} and {} in this model{}: there is none that a mechanism "
            "could carry.",
            ablation.whole.outcome->name, ablation.first, ablation.other, range);
    }
    run::Carried const* most = nullptr;
    for (run::Carried const& carried : ablation.carried) {
        if (carried.share.is_clear() && carried.share.mean > (most == nullptr ? 0 : most->share.mean)) most = &carried;
    }
    std::string const difference =
        fmt::format("In this model {} differs by {}{} {} between {} and {}", ablation.whole.outcome->name,
                    notation.difference(e.mean, e), notation.unit_of_difference(), notation.interval(e), ablation.first,
                    ablation.other);
    if (most == nullptr) return difference + "; no single mechanism clearly carries any of it.";
    return fmt::format("{}; the most goes with {}: {} % [{}, {}].", difference, scenario::null_model(most->null).name,
                       percent(most->share.mean), percent(most->share.low), percent(most->share.high));
}

std::string legend(run::Ablation const& ablation, Terminal const& terminal) {
    std::string out = "\n";
    for (run::Carried const& carried : ablation.carried) out += terminal.paragraph(Style::faint, carried.holds);
    std::string text =
        "Share carried: how much of the difference goes when the mechanism is held still, with its 95 % interval; "
        "negative "
        "where it works against the difference. Mechanisms act through each other, so shares need not add up to 100 %.";
    if (!can_be_shared(ablation))
        text = "No shares are given, as the difference itself is not clear. Try more --replicates.";
    return out + "\n" + terminal.paragraph(Style::faint, text);
}

std::string json_of(run::Ablation const& ablation, run::Experiment const& experiment, run::Results const& results) {
    nlohmann::ordered_json json{{"schema", "candor.ablate/1"}, {"engine_version", run::engine_version()}};
    json["title"] = experiment.first().title;
    json["policies"] = {ablation.first, ablation.other};
    json["outcome"] = ablation.whole.outcome->name;
    json["replicates"] = results.finished.size();
    json["seed"] = experiment.first().run.seed;
    auto const entry = [](std::string const& name, run::Difference const& d) {
        run::Estimate const& e = d.other_minus_first;
        return nlohmann::ordered_json{{"null", name},         {"first", d.first}, {"other", d.other},
                                      {"difference", e.mean}, {"low", e.low},     {"high", e.high},
                                      {"clear", e.is_clear()}};
    };
    json["whole"] = entry("", ablation.whole);
    json["nulls"] = nlohmann::ordered_json::array();
    for (run::Carried const& carried : ablation.carried) {
        auto null = entry(scenario::null_model(carried.null).name, carried.difference);
        null["holds"] = carried.holds;
        bool const shared = can_be_shared(ablation);
        null["share"] = shared ? nlohmann::ordered_json(carried.share.mean) : nlohmann::ordered_json();
        null["share_low"] = carried.share.low;
        null["share_high"] = carried.share.high;
        json["nulls"].push_back(std::move(null));
    }
    return readable(json) + "\n";
}

}  // namespace

int ablate(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    parallel::ThreadLimit const threads(line.threads);
    model::Outcome const& outcome = outcome_named(line.outcome.empty() ? "performance" : line.outcome);
    run::Experiment const experiment = experiment_of(load(line, line.files.front()), line, messages);
    for (std::string const& note : experiment.notes) messages.note(note);
    StopOnSignal const stop(stop_message("what is finished will be shown", line.look, messages.terminal()));
    run::Results const results = run_all(experiment, line.look, messages, stop.request());
    run::Ablation const ablation = run::ablate(experiment, results, outcome);
    if (line.look.json) {
        terminal.write(json_of(ablation, experiment, results));
    } else {
        Table const whole = table_of(ablation, true);
        Table const table = whole.width() <= terminal.width() ? whole : table_of(ablation, false);
        terminal.write(header_text(experiment, results, terminal) + "\n" +
                       terminal.paragraph(Style::bold, headline(ablation)) + "\n" + table.render(terminal) +
                       legend(ablation, terminal));
    }
    return results.partial() ? exit_code::interrupted : exit_code::ok;
}

}  // namespace candor::cli
