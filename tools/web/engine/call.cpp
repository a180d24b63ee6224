#include "call.hpp"

#include <fmt/format.h>

#include <exception>
#include <new>
#include <utility>

#include "candor/core/error.hpp"
#include "candor/scenario/diagnostic.hpp"

namespace candor::studio {

namespace {

/// Texts that came from files may hold bytes that are no UTF-8.
std::string text_of(Json const& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// What is nested deeper is nothing that a page asks, and would overflow the stack where it is copied.
void require_shallow(std::string const& json) {
    constexpr int deepest = 100;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        char const c = json[i];
        if (c == '\\') ++i;  // only in texts
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == '[' || c == '{')) ++depth;
        if (!quoted && (c == ']' || c == '}')) --depth;
        if (depth > deepest) throw Error(fmt::format("the request is nested more than {} levels deep", deepest));
    }
}

int whole_number(Json const& parameters, char const* name) {
    Json const& number = parameters.at(name);
    if (!number.is_number_integer() || number != Json(number.get<int>()))
        throw Error(fmt::format("`{}` is no whole number (or too large)", name));
    return number.get<int>();
}

}  // namespace

Source source_of(Json const& json) {
    try {
        Source source;
        json.at("base").get_to(source.base);
        json.at("name").get_to(source.name);
        source.changes = json.value("changes", Json::object());
        source.files = json.value("files", source.files);
        if (!source.changes.is_object()) throw Error("the changes of a scenario are no map of sections");
        return source;
    } catch (Json::exception const& problem) {
        throw Error(fmt::format("this is no scenario of a page ({})", problem.what()));
    }
}

std::string Session::call(std::string const& request) {
    try {
        require_shallow(request);
        Json const asked = Json::parse(request);
        std::string const method = asked.at("method").get<std::string>();
        return fmt::format(R"({{"result":{}}})", answer(method, asked.value("parameters", Json::object())));
    } catch (std::bad_alloc const&) {
        return text_of({{"error", "there is not enough memory for that (fewer members, weeks or replicates need less)"},
                        {"out_of_memory", true}});
    } catch (std::exception const& problem) {
        return text_of({{"error", problem.what()}});
    }
}

Study& Session::study() { return *shared_study(); }

std::shared_ptr<Study> Session::shared_study() {
    if (!study_) throw Error("no scenario is open");
    return study_;
}

/// What is wrong with a scenario is an answer, not a failure.
Json Session::open(Json const& parameters) {
    try {
        auto next = std::make_shared<Study>(source_of(parameters));
        Json opened = next->opened();
        study_ = std::move(next);
        return opened;
    } catch (Error const& problem) {
        return {{"problems", problem.what()}};
    }
}

/// In JSON.
std::string Session::answer(std::string const& method, Json const& parameters) {
    if (method == "describe") return describe();
    if (method == "open") return text_of(open(parameters));
    if (method == "show") return text_of(study().show(parameters.at("outcomes").get<std::vector<std::string>>()));
    if (method == "people") return text_of(study().people(whole_number(parameters, "replicate")));
    if (method == "explain") {
        return text_of(study().explain(parameters.at("member").get<std::string>(), whole_number(parameters, "week"),
                                       whole_number(parameters, "replicate")));
    }
    if (method == "report") return text_of(study().report());
    throw Error(fmt::format("the engine knows no method '{}'", method));
}

}  // namespace candor::studio
