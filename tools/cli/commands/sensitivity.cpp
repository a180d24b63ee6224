#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "candor/core/parallel.hpp"
#include "candor/run/provenance.hpp"
#include "candor/run/sensitivity.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "json.hpp"
#include "messages.hpp"
#include "notation.hpp"
#include "sensitivity_text.hpp"
#include "swept_file.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

using Json = nlohmann::ordered_json;
using run::Sensitivity;

Json json_of(run::Estimate const& estimate) {
    return {{"value", estimate.mean}, {"low", estimate.low}, {"high", estimate.high}};
}

void add_sobol(Sensitivity const& sensitivity, Json& json) {
    run::SobolIndices const& sobol = *sensitivity.sobol;
    json["factors"] = Json::array();
    for (std::size_t factor = 0; factor < sensitivity.factors.size(); ++factor) {
        json["factors"].push_back({{"factor", sensitivity.factors[factor]},
                                   {"first", json_of(sobol.first[factor])},
                                   {"total", json_of(sobol.total[factor])}});
    }
    json["interactions"] = json_of(sobol.interactions);
    if (sobol.second.empty()) return;
    json["pairs"] = Json::array();
    std::size_t pair = 0;
    for (std::size_t j = 0; j < sensitivity.factors.size(); ++j) {
        for (std::size_t k = j + 1; k < sensitivity.factors.size(); ++k) {
            json["pairs"].push_back({{"one", sensitivity.factors[j]},
                                     {"other", sensitivity.factors[k]},
                                     {"second", json_of(sobol.second[pair++])}});
        }
    }
}

void add_morris(Sensitivity const& sensitivity, Json& json) {
    run::MorrisIndices const& morris = *sensitivity.morris;
    json["factors"] = Json::array();
    for (std::size_t group = 0; group < morris.names.size(); ++group) {
        json["factors"].push_back({{"factor", morris.names[group]},
                                   {"mu", json_of(morris.mean[group])},
                                   {"mu_star", json_of(morris.mean_of_absolute[group])},
                                   {"sigma", json_of(morris.deviation[group])}});
    }
}

std::string json_text(std::vector<Sensitivity> const& found, SweptFile const& file, run::Bootstrap const& bootstrap) {
    Json json{{"schema", "candor.sensitivity/1"}, {"engine_version", run::engine_version()}, {"title", file.title()}};
    json["design"] = file.sweep().design();
    json["bootstrap"] = {{"samples", bootstrap.samples}, {"seed", bootstrap.seed}};
    json["sensitivities"] = Json::array();
    for (Sensitivity const& sensitivity : found) {
        Json one{{"outcome", sensitivity.outcome},
                 {"policy", sensitivity.policy},
                 {"difference", sensitivity.is_difference},
                 {sensitivity.sobol ? "base_rows" : "trajectories", sensitivity.base_rows},
                 {"replicates", sensitivity.replicates},
                 {"chance", sensitivity.chance},
                 {"finding", main_finding(sensitivity)}};
        if (sensitivity.sobol) {
            add_sobol(sensitivity, one);
        } else {
            add_morris(sensitivity, one);
        }
        json["sensitivities"].push_back(std::move(one));
    }
    return readable(json) + "\n";
}

std::string header(SweptFile const& file, Sensitivity const& any, Terminal const& terminal) {
    std::string const rows = any.sobol ? "base row" : "trajector";
    std::string const ending = any.sobol ? (any.base_rows == 1 ? "" : "s") : any.base_rows == 1 ? "y" : "ies";
    std::vector<std::string> const parts{
        printable(file.title()), file.sweep().design() + " design",
        fmt::format("{} {}{}", grouped(any.base_rows), rows, ending),
        fmt::format("{} {}", grouped(any.replicates), any.replicates == 1 ? "replicate" : "replicates")};
    std::string out;
    for (std::string const& line : join_parts(parts, terminal.width())) out += terminal.paint(Style::bold, line) + "\n";
    return out;
}

std::string legend(Sensitivity const& any, run::Bootstrap const& bootstrap, Terminal const& terminal) {
    std::string text =
        any.sobol
            ? "first: share of the variance that the factor carries alone; total: with all its interactions, so "
              "that totals may add up to more than 1."
            : "mu*: mean of the absolute elementary effects, per width of the factor's range; mu: with their signs; "
              "sigma: how much they differ from place to place, by interactions or curves. Of groups only mu*.";
    if (bootstrap.samples > 1)
        text += fmt::format(" Intervals: 95 % of {} bootstrap samples of {} and replicates.",
                            grouped(bootstrap.samples), any.sobol ? "base rows" : "trajectories");
    return "\n" + terminal.paragraph(Style::faint, text);
}

/// A policy has the colour that it has everywhere; a difference that of the other policy.
Style style_of(Sensitivity const& sensitivity, std::vector<std::string> const& policies) {
    for (std::size_t policy = 0; policy < policies.size(); ++policy) {
        bool const is_meant = sensitivity.is_difference
                                  ? sensitivity.policy == policies[policy] + " - " + policies.front()
                                  : sensitivity.policy == policies[policy];
        if (is_meant) return style_of_policy(policy);
    }
    return Style::plain;
}

void tell_limits(std::vector<Sensitivity> const& found, SweptFile const& file, Messages const& messages) {
    for (Sensitivity const& sensitivity : found) {
        std::string const advice = advice_on_width(sensitivity);
        if (!advice.empty()) messages.warning(advice);
    }
    Sensitivity const& any = found.front();
    auto const most = static_cast<std::int64_t>(file.sweep().replicates());
    if (any.replicates == 1) messages.note("with one replicate, intervals know nothing of the chance in a run");
    if (any.replicates < most) {
        messages.note(
            fmt::format("of up to {} replicates the first {}, which every point has, are used", most, any.replicates));
    }
}

}  // namespace

int tell_sensitivity(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    parallel::ThreadLimit const threads(line.threads);
    SweptFile const file(line.files.front());
    std::string const& design = file.sweep().design();
    if (design != "saltelli" && design != "morris") {
        messages.error(fmt::format("'{}' cannot say what matters (its design is {}, neither saltelli nor morris)",
                                   file.path(), design),
                       "sweep again with `design: {kind: saltelli, base_rows: 1024}`, or to screen many factors with "
                       "`design: {kind: morris, trajectories: 20}`");
        return exit_code::output_failed;
    }
    std::vector<std::string> outcomes;
    for (std::string const& name : line.outcomes) outcomes.push_back(file.outcome(name));
    if (outcomes.empty()) outcomes.push_back(file.outcome(""));
    run::Bootstrap const bootstrap{line.bootstrap, line.seed};
    std::vector<Sensitivity> const found = run::sensitivities(file.sweep(), outcomes, bootstrap);
    if (line.look.json) {
        terminal.write(json_text(found, file, bootstrap));
    } else {
        std::string out = header(file, found.front(), terminal);
        for (Sensitivity const& sensitivity : found)
            out += "\n" + sensitivity_text(sensitivity, style_of(sensitivity, file.sweep().policies()), terminal);
        terminal.write(out + legend(found.front(), bootstrap, terminal));
    }
    tell_limits(found, file, messages);
    return exit_code::ok;
}

}  // namespace candor::cli
