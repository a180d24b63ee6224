#include "week_text.hpp"

#include "table.hpp"
#include "text.hpp"
#include "week_lines.hpp"

namespace candor::cli {

std::string week_text(std::vector<run::Explanation> const& explanations, Terminal const& terminal) {
    auto const sides = week_lines(explanations);
    Table table(1 + sides.size());
    std::vector<Cell> titles{{""}};
    for (std::size_t s = 0; s < sides.size(); ++s)
        titles.push_back({clip(printable(explanations[s].policy), 20), style_of_policy(s)});
    table.row(titles);
    for (std::size_t k = 0; k < sides.front().size(); ++k) {
        WeekLine const& line = sides.front()[k];
        if (line.heading) {
            table.group(line.label);
            continue;
        }
        std::vector<Cell> cells{{"  " + line.label}};
        for (auto const& side : sides) cells.push_back({side[k].value});
        table.row(cells);
    }
    return table.render(terminal);
}

}  // namespace candor::cli
