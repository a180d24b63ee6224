#include "reader.hpp"

namespace candor::scenario {

void Reader::store(std::optional<model::Panel>* target, Key const& key, Value const& value) {
    auto const keys = keys_of(target->emplace());
    if (is_map(quoted(key), value)) {
        read_map(keys, value.node, quoted(key));
        check_required(keys, value, quoted(key));
    }
}

}  // namespace candor::scenario
