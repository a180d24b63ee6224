#include "json_text.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace candor::scenario {

JsonText JsonText::literal(std::string text) {
    JsonText json;
    json.text_ = std::move(text);
    return json;
}

JsonText JsonText::string(std::string const& text) { return literal(nlohmann::ordered_json(text).dump()); }

JsonText JsonText::array(std::vector<JsonText> items) {
    JsonText json;
    json.kind_ = Kind::array;
    json.items_ = std::move(items);
    return json;
}

JsonText JsonText::object(std::map<std::string, JsonText> members) {
    JsonText json;
    json.kind_ = Kind::object;
    for (auto& [name, value] : members) {
        json.names_.push_back(string(name).text_);
        json.items_.push_back(std::move(value));
    }
    return json;
}

void JsonText::append_compact(std::string& out, char const* after_comma, char const* after_colon) const {
    if (kind_ == Kind::literal) {
        out += text_;
        return;
    }
    out += kind_ == Kind::array ? '[' : '{';
    for (std::size_t i = 0; i < items_.size(); ++i) {
        out += i == 0 ? "" : ",";
        out += i == 0 ? "" : after_comma;
        if (kind_ == Kind::object) {
            out += names_[i] + ":" + after_colon;
        }
        items_[i].append_compact(out, after_comma, after_colon);
    }
    out += kind_ == Kind::array ? ']' : '}';
}

void JsonText::append_pretty(std::string& out, std::string const& indent) const {
    constexpr std::size_t widest = 100;
    std::string line;
    append_compact(line, " ", " ");
    if (kind_ == Kind::literal || items_.empty() || (indent.size() > 2 && indent.size() + line.size() <= widest)) {
        out += line;
        return;
    }
    auto const inner = indent + "  ";
    out += kind_ == Kind::array ? '[' : '{';
    for (std::size_t i = 0; i < items_.size(); ++i) {
        out += (i == 0 ? "\n" : ",\n") + inner;
        if (kind_ == Kind::object) {
            out += names_[i] + ": ";
        }
        items_[i].append_pretty(out, inner);
    }
    out += "\n" + indent + (kind_ == Kind::array ? ']' : '}');
}

std::string JsonText::compact() const {
    std::string out;
    append_compact(out, "", "");
    return out;
}

std::string JsonText::pretty() const {
    std::string out;
    append_pretty(out, "");
    return out + "\n";
}

}  // namespace candor::scenario
