#include "candor/scenario/describe.hpp"
#include "candor/run/provenance.hpp"
#include "candor/scenario/standalone.hpp"
#include "page/outcomes.hpp"
#include "stories.hpp"
#include "study.hpp"
#include "written.hpp"

namespace candor::studio {

namespace {

Json story_json(std::string const& name) {
    std::string const file = name + ".yaml";
    Source source;
    source.base = std::string(cli::find_story_file(file)->text);
    source.name = file;
    std::string const text = written(source);
    scenario::Heading const heading = scenario::heading_of(text, file);
    return {{"name", name}, {"title", heading.title}, {"question", heading.question}, {"text", text}};
}

}  // namespace

Json describe() {
    Json outcomes = Json::array();
    for (model::Outcome const& outcome : model::outcomes()) outcomes.push_back(cli::page::outcome_json(outcome));
    Json stories = Json::array();
    for (std::string const& name : cli::story_names()) stories.push_back(story_json(name));
    return {{"engine_version", run::engine_version()},
            {"keys", Json::parse(scenario::describe_json())},
            {"outcomes", std::move(outcomes)},
            {"stories", std::move(stories)}};
}

}  // namespace candor::studio
