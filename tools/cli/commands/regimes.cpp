#include "candor/run/regimes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "candor/core/parallel.hpp"
#include "candor/run/provenance.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "json.hpp"
#include "messages.hpp"
#include "notation.hpp"
#include "regimes_map.hpp"
#include "swept_file.hpp"
#include "text.hpp"
#include "text_file.hpp"

namespace candor::cli {

namespace {

using Json = nlohmann::ordered_json;
using run::Regimes;

Json json_of(run::Estimate const& estimate) {
    return {{"mean", estimate.mean}, {"low", estimate.low}, {"high", estimate.high}};
}

Json axis_json(std::string const& name, std::vector<double> const& middles, std::vector<std::string> const& labels) {
    Json json{{"factor", name}};
    if (labels.empty()) {
        json["values"] = middles;
    } else {
        json["values"] = labels;
    }
    return json;
}

Json field_json(Regimes const& map, std::size_t index) {
    run::RegimeField const& field = map.fields[index];
    Json json{{"x", index % map.x.size()},
              {"y", index / map.x.size()},
              {"points", field.points},
              {"replicates", field.replicates},
              {"winner", field.winner ? Json(map.policies[*field.winner]) : Json()}};
    for (std::size_t policy = 0; policy < map.policies.size(); ++policy)
        json["means"][map.policies[policy]] = field.means[policy];
    json["differences"] = Json::object();
    for (std::size_t policy = 1; policy < map.policies.size(); ++policy)
        json["differences"][map.policies[policy]] = json_of(field.differences[policy]);
    return json;
}

std::string json_text(Regimes const& map, std::string const& title) {
    Json json{{"schema", "candor.regimes/1"}, {"engine_version", run::engine_version()}, {"title", title}};
    json["outcome"] = map.outcome;
    json["better"] = word_of(map.better);
    json["policies"] = map.policies;
    json["points"] = map.points;
    json["replicates"] = map.replicates;
    json["finding"] = regimes_finding(map);
    json["x"] = axis_json(map.x_name, map.x, map.x_labels);
    json["y"] = axis_json(map.y_name, map.y, map.y_labels);
    json["fields"] = Json::array();
    for (std::size_t i = 0; i < map.fields.size(); ++i) json["fields"].push_back(field_json(map, i));
    json["borders"] = Json::array();
    for (run::Border const& border : map.borders) {
        json["borders"].push_back({{"y", border.y},
                                   {"left", map.policies[border.left]},
                                   {"right", map.policies[border.right]},
                                   {"x", border.x.mean},
                                   {"low", border.x.low},
                                   {"high", border.x.high}});
    }
    return readable(json) + "\n";
}

std::string header(Regimes const& map, std::string const& title, Terminal const& terminal) {
    std::vector<std::string> const parts{
        printable(title), printable(map.outcome), fmt::format("{} points", grouped(map.points)),
        fmt::format("{} {}", grouped(map.replicates), map.replicates == 1 ? "replicate" : "replicates")};
    std::string out;
    for (std::string const& line : join_parts(parts, terminal.width())) out += terminal.paint(Style::bold, line) + "\n";
    return out + "\n";
}

std::string legend(Terminal const& terminal) {
    std::string const text =
        "A field's letter is the policy that is best on average over its points, if the 95 % interval of its "
        "difference "
        "from each other policy excludes zero. Borders lie where a line between neighbouring fields crosses zero.";
    return "\n" + terminal.paragraph(Style::faint, text);
}

void tell_limits(Regimes const& map, Messages const& messages) {
    bool const single = std::all_of(map.fields.begin(), map.fields.end(),
                                    [](run::RegimeField const& field) { return field.points * field.replicates <= 1; });
    if (single) messages.note("with one run a field and policy nothing can be clear: sweep with more replicates");
}

}  // namespace

int map_regimes(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    parallel::ThreadLimit const threads(line.threads);
    SweptFile const file(line.files.front());
    if (file.sweep().policies().size() < 2) {
        messages.error(fmt::format("'{}' has one policy only (a map needs two to choose from)", file.path()),
                       "sweep again with `policies: [command, level2]` in the sweep file");
        return exit_code::output_failed;
    }
    std::string const x = file.factor(line.x_factor);
    std::string const y = file.factor(line.y_factor);
    if (x == y) throw UsageError(fmt::format("a map needs two factors, not `{}` twice", x), "name another for X or Y");
    std::string const outcome = file.outcome(line.outcome);
    Regimes const map = run::regimes(file.sweep(), x, y, outcome, line.bins, {line.bootstrap, line.seed});
    if (!line.output.empty()) {
        write_text(line.output, regimes_csv(map));
        messages.note(fmt::format("wrote '{}'", line.output));
    }
    terminal.write(line.look.json
                       ? json_text(map, file.title())
                       : header(map, file.title(), terminal) + regimes_text(map, terminal) + legend(terminal));
    tell_limits(map, messages);
    return exit_code::ok;
}

}  // namespace candor::cli
