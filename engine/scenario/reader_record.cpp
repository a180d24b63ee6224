#include <fmt/format.h>

#include "reader.hpp"
#include "text.hpp"

namespace candor::scenario {

void Reader::store(std::optional<model::Panel>* target, Key const& key, Value const& value) {
    auto const keys = keys_of(target->emplace());
    if (is_map(quoted(key), value)) {
        read_map(keys, value.node, quoted(key));
        check_required(keys, value, quoted(key));
    }
}

void Reader::store(std::vector<model::Survey>* target, Key const&, Value const& value) {
    target->clear();
    if (value.node.kind == Node::Kind::list) {
        for (auto const& item : value.node.items) {
            read_survey(*target, value_of(item));
        }
    } else {
        read_survey(*target, value);
    }
}

void Reader::read_survey(std::vector<model::Survey>& surveys, Value const& value) {
    if (!is_map("a survey", value)) {
        return;
    }
    auto& survey = surveys.emplace_back();
    auto const keys = keys_of(survey);
    read_map(keys, value.node, "a survey");
    check_required(keys, value, "a survey");
    auto const* const week = value.node.find("week");
    if (week != nullptr && survey.week > last_week()) {
        problem(value_mark(*week), fmt::format("a survey past the end, in week {}", survey.week),
                fmt::format("the run has {} weeks", scenario_.run.weeks));
    }
}

void Reader::store(model::AnswerScale* target, Key const& key, Value const& value) {
    auto const name = text(key, value);
    if (!name) {
        return;
    }
    if (auto const* const found = model::find_answer_scale(*name)) {
        *target = found->scale;
        return;
    }
    std::vector<std::string> names;
    for (auto const& scale : model::answer_scales()) {
        names.emplace_back(scale.name);
    }
    problem(value.mark, fmt::format("unknown scale `{}`", *name), fmt::format("scales are {}", listed(names)),
            did_you_mean(*name, names));
}

}  // namespace candor::scenario
