#include "candor/output/variable_source.hpp"

#include <fmt/format.h>

#include "candor/core/error.hpp"

namespace candor::output {

bool DatasetSource::has(std::string const& name) const {
    return dataset_.find(name) != nullptr || dataset_.find_group(name) != nullptr;
}

Variable DatasetSource::variable(std::string const& name) const {
    Variable const* const found = dataset_.find(name);
    if (found == nullptr) throw OutputError(fmt::format("the result has no variable '{}'", name));
    return *found;
}

Dataset DatasetSource::frame() const {
    return {dataset_.dimensions, dataset_.coordinates, {}, dataset_.attributes, dataset_.groups};
}

}  // namespace candor::output
