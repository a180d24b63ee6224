#include "candor/run/provenance.hpp"

#include <candor/build_info.hpp>

namespace candor::run {

std::string engine_version() { return build_info::version; }

std::vector<std::pair<std::string, std::string>> build_facts() {
    return {{"engine_version", build_info::version},
            {"model_version", model_version},
            {"commit", build_info::commit},
            {"compiler", build_info::compiler},
            {"flags", build_info::flags},
            {"build_type", build_info::build_type},
            {"instruction_sets", build_info::instruction_sets}};
}

}  // namespace candor::run
