#pragma once

#include <map>
#include <string>
#include <vector>

namespace candor::scenario {

/// A JSON value whose numbers are kept as they are spelled, so that a float is written with a float's digits.
class JsonText {
public:
    JsonText() = default;
    [[nodiscard]] static JsonText literal(std::string text);  ///< a number, true, false or null
    [[nodiscard]] static JsonText string(std::string const& text);
    [[nodiscard]] static JsonText array(std::vector<JsonText> items);
    [[nodiscard]] static JsonText object(std::map<std::string, JsonText> members);

    [[nodiscard]] std::string compact() const;
    /// Indented by two; what is short and two levels deep stays on one line.
    [[nodiscard]] std::string pretty() const;

private:
    enum class Kind { literal, array, object };

    void append_compact(std::string& out, char const* after_comma, char const* after_colon) const;
    void append_pretty(std::string& out, std::string const& indent) const;

    Kind kind_ = Kind::literal;
    std::string text_ = "null";
    std::vector<std::string> names_{};
    std::vector<JsonText> items_{};
};

}  // namespace candor::scenario
