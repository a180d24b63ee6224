#include <fmt/format.h>

#include <utility>

#include "reader.hpp"
#include "text.hpp"

namespace candor::scenario {

void Reader::store(std::monostate, Key const& key, Value const& value) {
    if (is_map(quoted(key), value)) {
        read_map(key.children, value.node, fmt::format("section `{}`", key.name));
        check_required(key.children, value, quoted(key));
    }
}

void Reader::store(model::Span* target, Key const& key, Value const& value) {
    if (value.node.kind != Node::Kind::map && value.node.kind != Node::Kind::scalar) {
        wrong_type(quoted(key), value, "a whole number or {from, to}");
        return;
    }
    auto const keys = keys_of(*target);
    if (value.node.kind == Node::Kind::scalar) {
        auto one = keys.front();
        one.name = key.name;
        store(&target->least, one, value);
        target->most = target->least;
        return;
    }
    read_map(keys, value.node, "`span`");
    check_required(keys, value, "a drawn `span`");
    if (target->least > target->most && value.node.find("from") != nullptr && value.node.find("to") != nullptr) {
        problem(value.mark, "`span` is drawn from a range that is empty",
                fmt::format("from {} is more than to {}", target->least, target->most));
    }
}

template <class File>
void Reader::store_file(std::optional<File>& target, Key const& key, Value const& value) {
    auto& file = target.emplace();
    auto const keys = keys_of(file);
    if (value.node.kind == Node::Kind::scalar) {
        auto one = keys.front();
        one.name = key.name;
        store(&file.file, one, value);
    } else if (value.node.kind == Node::Kind::map) {
        read_map(keys, value.node, fmt::format("`{}`", key.name));
        check_required(keys, value, fmt::format("`{}`", key.name));
    } else {
        wrong_type(quoted(key), value, "the name of a file or {file: …}");
    }
}

void Reader::store(std::optional<ReportsTo>* target, Key const& key, Value const& value) {
    store_file(*target, key, value);
}
void Reader::store(std::optional<TiesFile>* target, Key const& key, Value const& value) {
    store_file(*target, key, value);
}

void Reader::store(std::vector<model::Style>*, Key const& key, Value const& value) {
    is_map(quoted(key), value);  // StyleReader has read them
}

void Reader::store(std::vector<Variant>*, Key const& key, Value const& value) {
    is_map(quoted(key), value);  // they have been read, each as a scenario
}

void Reader::store(std::vector<Null>* target, Key const& key, Value const& value) {
    if (!is_list(quoted(key), value)) {
        return;
    }
    std::vector<std::string> names;
    for (auto const& null : null_models()) {
        names.emplace_back(null.name);
    }
    target->clear();
    for (auto const& item : value.node.items) {
        auto const* known = find_null_model(item.text);
        if (item.kind != Node::Kind::scalar || known == nullptr) {
            problem(item.mark, fmt::format("unknown null model `{}`", item.text),
                    fmt::format("null models are {}", listed(names)), did_you_mean(item.text, names));
        } else if (std::find(target->begin(), target->end(), known->null) != target->end()) {
            problem(item.mark, fmt::format("`{}` is named twice", item.text));
        } else {
            target->push_back(known->null);
        }
    }
}

}  // namespace candor::scenario
