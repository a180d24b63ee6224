#include "regimes_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "notation.hpp"
#include "table.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

using run::Border;
using run::RegimeField;
using run::Regimes;

constexpr std::size_t widest_label = 12;
constexpr std::size_t widest_field = 3;
constexpr std::size_t most_border_rows = 12;
constexpr std::size_t letters = 26;

std::string letter_of(std::size_t policy) { return std::string(1, static_cast<char>('A' + policy % letters)); }

std::string counted(std::size_t count) { return grouped(static_cast<long long>(count)); }

std::string with_interval(run::Estimate const& estimate) {
    if (!has_interval(estimate)) return value_in_words(estimate.mean);
    return fmt::format("{} [{}, {}]", value_in_words(estimate.mean), value_in_words(estimate.low),
                       value_in_words(estimate.high));
}

/// In ASCII a dot would become a bar, which looks like a letter.
char const* not_clear(Terminal const& terminal) { return terminal.knows_utf8() ? "·" : "."; }

Cell glyph_of(RegimeField const& field, Terminal const& terminal) {
    if (field.points == 0) return {" "};
    if (!field.winner) return {not_clear(terminal), Style::faint};
    return {letter_of(*field.winner), style_of_policy(*field.winner)};
}

/// The map itself: rows from the highest y down, then the axis along x.
class Picture {
public:
    Picture(Regimes const& map, Terminal const& terminal) : map_(map), terminal_(terminal) {
        for (std::size_t row = 0; row < map.y.size(); ++row) margin_ = std::max(margin_, columns(y_label(row)));
        std::size_t const room = terminal.width() - std::min(terminal.width(), margin_ + 4);
        std::size_t widest = widest_field;  // but names of levels must be seen
        for (std::string const& label : map.x_labels)
            widest = std::max(widest, std::min(columns(label), widest_label) + 2);
        field_ = std::clamp<std::size_t>(room / map.x.size(), 1, widest);
    }

    [[nodiscard]] std::string draw() const {
        std::string out =
            "  " + terminal_.paint(Style::bold, clip(printable(map_.y_name), terminal_.width() - 2)) + "\n";
        for (std::size_t row = map_.y.size(); row-- > 0;) {
            std::string line = "  " + pad_left(y_label(row), margin_) + " ";
            for (std::size_t column = 0; column < map_.x.size(); ++column) {
                Cell const glyph = glyph_of(map_.fields[row * map_.x.size() + column], terminal_);
                line += terminal_.paint(glyph.style, glyph.text) + std::string(field_ - 1, ' ');
            }
            line.erase(line.find_last_not_of(' ') + 1);
            out += line + "\n";
        }
        return out + x_axis();
    }

private:
    [[nodiscard]] std::string y_label(std::size_t row) const {
        return clip(printable(label_of(map_.y, map_.y_labels, row)), widest_label);
    }

    /// Labels below their columns, as many as fit: the first, the last, and those between with room around them.
    [[nodiscard]] std::string x_axis() const {
        std::size_t const start = margin_ + 3;
        std::vector<std::string> labels;
        for (std::size_t column = 0; column < map_.x.size(); ++column)
            labels.push_back(clip(printable(label_of(map_.x, map_.x_labels, column)), widest_label));
        std::size_t const last = start + field_ * (labels.size() - 1);
        std::string line;
        for (std::size_t column = 0; column < labels.size(); ++column) {
            std::size_t const at = start + field_ * column;
            bool const is_last = column + 1 == labels.size();
            bool const after = line.empty() || at >= columns(line) + 2;
            bool const before = is_last || at + columns(labels[column]) + 2 <= last;
            if (after && (before || column == 0)) line = pad_right(line, at) + labels[column];
        }
        std::string const name = clip(printable(map_.x_name), terminal_.width() - 4);
        bool const beside = columns(line) + 2 + columns(name) <= terminal_.width();
        std::string const shown = terminal_.paint(Style::bold, name);
        return line + (beside ? "  " : "\n" + std::string(start, ' ')) + shown + "\n";
    }

    Regimes const& map_;
    Terminal const& terminal_;
    std::size_t margin_ = 0;
    std::size_t field_ = 1;
};

std::string key_text(Regimes const& map, Terminal const& terminal) {
    std::string line = " ";
    for (std::size_t policy = 0; policy < map.policies.size(); ++policy) {
        std::string const entry = " " + letter_of(policy) + " " + printable(map.policies[policy]) + " ";
        line += terminal.paint(style_of_policy(policy), entry);
    }
    bool const has_holes =
        std::any_of(map.fields.begin(), map.fields.end(), [](RegimeField const& field) { return field.points == 0; });
    return line + " " + not_clear(terminal) + " not clear" + (has_holes ? "   blank: no points" : "") + "\n";
}

/// `At volatility .1 level2 takes over from command at turbulence .31 [.28, .34]`.
std::string border_words(Regimes const& map, Border const& border) {
    std::size_t const row = static_cast<std::size_t>(std::find(map.y.begin(), map.y.end(), border.y) - map.y.begin());
    return fmt::format("at {} {} {} takes over from {} at {} {}", map.y_name, label_of(map.y, map.y_labels, row),
                       map.policies[border.right], map.policies[border.left], map.x_name, with_interval(border.x));
}

std::string borders_table(Regimes const& map, Terminal const& terminal) {
    if (map.borders.size() < 3 || map.borders.size() > most_border_rows) return {};
    Table table(3);
    table.align_left(1);
    table.align_left(2);
    table.row({{clip(printable(map.y_name), widest_label * 2)},
               {"from → to"},
               {fmt::format("at {} [95 %]", clip(printable(map.x_name), widest_label * 2))}});
    for (std::size_t i = map.borders.size(); i-- > 0;) {
        Border const& border = map.borders[i];
        std::size_t const row =
            static_cast<std::size_t>(std::find(map.y.begin(), map.y.end(), border.y) - map.y.begin());
        table.row({{label_of(map.y, map.y_labels, row)},
                   {printable(map.policies[border.left] + " → " + map.policies[border.right])},
                   {with_interval(border.x)}});
    }
    return "\n" + table.render(terminal);
}

/// A text as a field of a CSV file (RFC 4180).
std::string csv_field(std::string const& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string out = "\"";
    for (char const c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

std::string csv_number(double value) { return std::isnan(value) ? std::string() : fmt::format("{}", value); }

}  // namespace

std::string value_in_words(double value) { return (value < 0 ? "−" : "") + fmt::format("{:.3g}", std::abs(value)); }

std::string label_of(std::vector<double> const& middles, std::vector<std::string> const& labels, std::size_t place) {
    return labels.empty() ? value_in_words(middles[place]) : labels[place];
}

std::string borders_in_words(Regimes const& map) {
    if (!map.x_labels.empty()) return {};
    if (map.borders.empty()) return fmt::format("Nowhere does the clear winner change along {}.", map.x_name);
    std::string words = border_words(map, map.borders.front());
    if (map.borders.size() > 1) words += "; " + border_words(map, map.borders.back());
    words.front() = 'A';
    if (map.borders.size() > 2) {
        auto const [least, most] =
            std::minmax_element(map.borders.begin(), map.borders.end(),
                                [](Border const& one, Border const& other) { return one.x.mean < other.x.mean; });
        words += fmt::format("; in all rows the winner changes at {} {} to {}", map.x_name,
                             value_in_words(least->x.mean), value_in_words(most->x.mean));
    }
    return words + ".";
}

std::string regimes_finding(Regimes const& map) {
    std::vector<std::size_t> wins(map.policies.size(), 0);
    std::size_t filled = 0, unclear = 0;
    for (RegimeField const& field : map.fields) {
        filled += field.points > 0 ? 1 : 0;
        unclear += field.points > 0 && !field.winner ? 1 : 0;
        if (field.winner) ++wins[*field.winner];
    }
    char const* const way = map.better == model::Better::lower     ? "lower"
                            : map.better == model::Better::neither ? "higher, which is neither better nor worse,"
                                                                   : "higher";
    std::vector<std::string> words;
    for (std::size_t policy = 0; policy < map.policies.size(); ++policy)
        words.push_back(fmt::format("under {} in {}", map.policies[policy], counted(wins[policy])));
    std::string const open = unclear == 0 ? "none is" : counted(unclear) + (unclear == 1 ? " is" : " are");
    return fmt::format("In this model {} is clearly {} {} of {} fields; {} not clear.", map.outcome, way, listed(words),
                       counted(filled), open);
}

std::string regimes_text(Regimes const& map, Terminal const& terminal) {
    std::string out = terminal.paragraph(Style::bold, printable(regimes_finding(map)));
    out += "\n" + Picture(map, terminal).draw() + "\n" + key_text(map, terminal);
    std::string const borders = borders_in_words(map);
    if (!borders.empty()) out += "\n" + terminal.paragraph(Style::plain, printable(borders));
    return out + borders_table(map, terminal);
}

std::string regimes_csv(Regimes const& map) {
    std::string out = fmt::format("{},{},points,winner", csv_field(map.x_name), csv_field(map.y_name));
    for (std::string const& policy : map.policies) out += "," + csv_field("mean_" + policy);
    for (std::size_t policy = 1; policy < map.policies.size(); ++policy) {
        for (char const* const what : {"difference_", "low_", "high_"})
            out += "," + csv_field(what + map.policies[policy]);
    }
    out += "\n";
    for (std::size_t i = 0; i < map.fields.size(); ++i) {
        RegimeField const& field = map.fields[i];
        std::size_t const row = i / map.x.size(), column = i % map.x.size();
        out += (map.x_labels.empty() ? csv_number(map.x[column]) : csv_field(map.x_labels[column])) + ",";
        out += (map.y_labels.empty() ? csv_number(map.y[row]) : csv_field(map.y_labels[row]));
        out += fmt::format(",{},{}", field.points, field.winner ? csv_field(map.policies[*field.winner]) : "");
        for (double const mean : field.means) out += "," + csv_number(mean);
        for (std::size_t policy = 1; policy < map.policies.size(); ++policy) {
            run::Estimate const& difference = field.differences[policy];
            for (double const value : {difference.mean, difference.low, difference.high})
                out += "," + csv_number(value);
        }
        out += "\n";
    }
    return out;
}

}  // namespace candor::cli
