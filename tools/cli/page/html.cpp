#include "html.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

#include "template.hpp"

namespace candor::cli::page {

namespace {

std::string template_text() {
    std::string text;
    for (std::string_view const piece : template_pieces()) text += piece;
    return text;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// Puts a text where the template has another one, which it has once.
void put(std::string& page, std::string_view place, std::string_view text) {
    std::size_t const at = page.find(place);
    if (at == std::string::npos) throw std::logic_error(fmt::format("the page has no place for `{}`", place));
    page.replace(at, place.size(), text);
}

/// What is no UTF-8 is replaced on the way through JSON.
std::string safe_text(Json const& value) {
    std::string text = Json::parse(value.dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
    replace_all(text, "&", "&amp;");
    replace_all(text, "<", "&lt;");
    replace_all(text, ">", "&gt;");
    return text;
}

}  // namespace

std::string safe_json(Json const& json) {
    std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    replace_all(text, "<", "\\u003c");
    replace_all(text, "\xE2\x80\xA8", "\\u2028");  // line ends to JavaScript, not to JSON
    replace_all(text, "\xE2\x80\xA9", "\\u2029");
    return text;
}

std::string html_of(Json const& payload) {
    std::string page = template_text();
    put(page, "<title>Candor report</title>", "<title>" + safe_text(payload.at("title")) + "</title>");
    std::string const begin = R"(<script type="application/json" id="payload">)";
    put(page, begin + "null</script>", begin + safe_json(payload) + "</script>");
    return page;
}

}  // namespace candor::cli::page
