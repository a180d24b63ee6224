#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

#include "csv.hpp"
#include "sweep_reader.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

/// A table of points as a source that problems point into. What its cells name lies where the sweep file says.
std::shared_ptr<Source const> source_of(csv::Text const& text, std::filesystem::path const& folder) {
    auto source = std::make_shared<Source>();
    source->name = text.source();
    source->folder = folder;
    source->lines = split_lines(normalize(text.bytes()));
    source->order = std::numeric_limits<int>::max();  // behind all other files
    return source;
}

Mark mark_of(csv::Cell const& cell, csv::Text const& text, std::shared_ptr<Source const> const& source) {
    Location const place = text.location(cell.begin, cell.end);
    return {source, place.line, place.column, place.length};
}

}  // namespace

void SweepReader::read_points(Node const& node, Mark const& place) {
    auto const* const rows = find_written(node, "rows");
    auto const* const file = find_written(node, "file");
    if ((rows == nullptr) == (file == nullptr)) {
        problem(place, "design `list` needs `rows` or `file`", rows == nullptr ? "" : "it has both",
                "write it like `{kind: list, file: points.csv}`");
        return;
    }
    for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
        auto const* const levels = std::get_if<Levels>(&sweep_.factors[f].spread);
        if (levels == nullptr || !levels->texts.empty()) {
            problem(base_.places[f], fmt::format("factor `{}` needs no values here", sweep_.factors[f].path),
                    "design `list` says them", "make `factors` a list of paths");
            return;
        }
    }
    if (rows != nullptr) {
        read_rows(rows->value);
        return;
    }
    std::filesystem::path path;
    auto const before = problems_.count();
    read_keys({bound("design.file", &path)}, node);
    if (problems_.count() == before) {
        read_table(path, file->value.mark);
    }
}

void SweepReader::read_rows(Node const& rows) {
    if (!factors_named_) {
        problem(rows.mark, "design `list` needs `factors`", "they say what the values of `rows` are",
                "write it like `factors: [environment.turbulence, organization.members]`");
        return;
    }
    auto const before = problems_.count();
    auto const width = sweep_.factors.size();
    if (rows.kind != Node::Kind::list || rows.items.empty()) {
        problem(rows.mark,
                fmt::format("`rows` must be a list of points, got {}",
                            rows.kind == Node::Kind::list ? "an empty list" : shown(rows)),
                "", "write it like `[[.1, 50], [.2, 80]]`");
    }
    for (auto const& row : rows.items) {
        if (row.kind != Node::Kind::list || row.items.size() != width) {
            auto const got = row.kind == Node::Kind::list ? std::to_string(row.items.size()) : shown(row);
            problem(row.mark,
                    fmt::format("a point must be a list of {}, got {}",
                                width == 1 ? "1 value" : fmt::format("{} values", width), got),
                    "one for every factor");
            continue;
        }
        for (auto const& item : row.items) {
            if (item.kind != Node::Kind::scalar) {
                problem(item.mark, fmt::format("a value must be a number or a word, got {}", shown(item)));
            }
        }
    }
    if (problems_.count() == before) {
        take({rows.items.size(),
              [&](std::size_t row, std::size_t f) -> std::string_view { return rows.items[row].items[f].text; },
              [&](std::size_t row, std::size_t f) { return rows.items[row].items[f].mark; }});
    }
}

void SweepReader::read_table(std::filesystem::path const& file, Mark const& place) {
    csv::Table const table{csv::Text(file)};
    auto const source = source_of(table.text(), place.source->folder);
    auto const before = problems_.count();
    std::vector<std::string> names;
    for (auto const& column : table.columns()) {
        names.emplace_back(column.text);
        if (!factors_named_) {
            read_factor(names.back(), mark_of(column, table.text(), source), {});
        }
    }
    std::vector<std::size_t> columns;
    for (auto const& factor : sweep_.factors) {
        auto const found = std::find_if(names.begin(), names.end(), [&](std::string const& name) {
            return plain_path(name) == plain_path(factor.path) || name == factor.name;
        });
        if (found == names.end()) {
            problem(place, fmt::format("'{}' has no column `{}`", file.generic_string(), factor.path),
                    "its columns are " + listed(names), did_you_mean(factor.path, names));
        }
        columns.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    if (problems_.count() == before) {
        auto const cell = [&](std::size_t row, std::size_t f) -> csv::Cell const& {
            return table.cell(row, columns[f]);
        };
        take({table.rows(), [&](std::size_t row, std::size_t f) { return cell(row, f).text; },
              [&](std::size_t row, std::size_t f) { return mark_of(cell(row, f), table.text(), source); }});
    }
}

void SweepReader::take(WrittenPoints const& points) {
    sweep_.design.rows.assign(points.rows * sweep_.factors.size(), 0);
    for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
        auto const& factor = sweep_.factors[f];
        auto const values = factor.type == FactorType::text ? take_texts(f, points) : take_numbers(f, points);
        try_values(factor, base_.places[f], values);
    }
}

/// Holds the values of a factor; gives back the smallest and the largest, or none where one is no number.
std::vector<Node> SweepReader::take_numbers(std::size_t f, WrittenPoints const& points) {
    auto const& factor = sweep_.factors[f];
    std::size_t least = 0;
    std::size_t most = 0;
    auto const value = [&](std::size_t row) -> double& { return sweep_.design.rows[row * sweep_.factors.size() + f]; };
    for (std::size_t row = 0; row < points.rows; ++row) {
        auto const text = points.text(row, f);
        auto const number = parse_number<double>(text);
        bool const whole = factor.type == FactorType::whole;
        if (!number || (whole && std::floor(*number) != *number)) {
            problem(points.mark(row, f),
                    fmt::format("a value of `{}` must be a {}number, got {}", factor.path, whole ? "whole " : "",
                                text.empty() ? "nothing" : std::string(text)));
            return {};
        }
        value(row) = whole ? *number : static_cast<double>(static_cast<float>(*number));
        least = value(row) < value(least) ? row : least;
        most = value(row) > value(most) ? row : most;
    }
    return {node_of(factor, value(least), points.mark(least, f)), node_of(factor, value(most), points.mark(most, f))};
}

/// Holds the values of a factor that is text, each new one as a level; gives back the levels.
std::vector<Node> SweepReader::take_texts(std::size_t f, WrittenPoints const& points) {
    auto& factor = sweep_.factors[f];
    auto& levels = std::get<Levels>(factor.spread);
    std::vector<Node> values;
    for (std::size_t row = 0; row < points.rows; ++row) {
        auto const found = std::find(levels.texts.begin(), levels.texts.end(), points.text(row, f));
        auto const level = static_cast<double>(found - levels.texts.begin());
        if (found == levels.texts.end()) {
            levels.texts.emplace_back(points.text(row, f));
            levels.numbers.push_back(level);
            values.push_back(node_of(factor, level, points.mark(row, f)));
        }
        sweep_.design.rows[row * sweep_.factors.size() + f] = level;
    }
    return values;
}

}  // namespace candor::scenario
