#include "odd_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace candor::scenario {

namespace {

constexpr std::string_view opening = "{{";
constexpr std::string_view closing = "}}";

template <class Value>
Value const& named(std::map<std::string, Value> const& values, std::string_view name) {
    auto const found = values.find(std::string(name));
    if (found == values.end()) {
        throw std::logic_error(fmt::format("a template asks for `{}`, which nothing gives", name));
    }
    return found->second;
}

std::string fill_in_line(std::string_view line, Blanks const& blanks) {
    std::string out;
    for (auto begin = line.find(opening); begin != std::string_view::npos; begin = line.find(opening)) {
        auto const end = line.find(closing, begin);
        out += line.substr(0, begin);
        out += named(blanks.texts, line.substr(begin + opening.size(), end - begin - opening.size()));
        line.remove_prefix(end + closing.size());
    }
    return out += line;
}

}  // namespace

std::string fill_in(std::string_view text, Blanks const& blanks) {
    constexpr std::string_view if_begin = "{{if ";
    std::string out;
    std::vector<bool> kept;  // of the conditions around a line, from the outermost
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto const line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.starts_with(if_begin)) {
            auto const name = line.substr(if_begin.size(), line.size() - if_begin.size() - closing.size());
            kept.push_back(named(blanks.conditions, name));
        } else if (line == "{{else}}") {
            kept.back() = !kept.back();
        } else if (line == "{{end}}") {
            kept.pop_back();
        } else if (std::find(kept.begin(), kept.end(), false) == kept.end()) {
            out += fill_in_line(line, blanks) + "\n";
        }
    }
    return out;
}

}  // namespace candor::scenario
