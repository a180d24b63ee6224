#include <fmt/format.h>

#include "candor/run/provenance.hpp"
#include "candor/scenario/describe.hpp"
#include "candor/scenario/heading.hpp"
#include "page/outcomes.hpp"
#include "stories.hpp"
#include "study.hpp"

namespace candor::studio {

namespace {

Json story_json(std::string const& name) {
    std::string const text(cli::find_story_file(name + ".yaml")->text);
    scenario::Heading const heading = scenario::heading_of(text);
    return {{"name", name}, {"title", heading.title}, {"question", heading.question}, {"text", text}};
}

}  // namespace

std::string describe() {
    Json outcomes = Json::array();
    for (model::Outcome const& outcome : model::outcomes()) outcomes.push_back(cli::page::outcome_json(outcome));
    Json stories = Json::array();
    for (std::string const& name : cli::story_names()) stories.push_back(story_json(name));
    return fmt::format(R"({{"engine_version":{},"keys":{},"outcomes":{},"stories":{}}})",
                       Json(run::engine_version()).dump(), scenario::describe_json(), outcomes.dump(), stories.dump());
}

}  // namespace candor::studio
