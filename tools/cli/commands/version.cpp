#include <fmt/format.h>

#include <map>
#include <string>

#include "candor/model/instruction_set.hpp"
#include "candor/run/provenance.hpp"
#include "commands.hpp"
#include "failure.hpp"

namespace candor::cli {

int show_version() {
    std::map<std::string, std::string> facts;
    for (auto const& [name, value] : run::build_facts()) facts[name] = value;
    Terminal(stdout, ColorWhen::never)
        .write(fmt::format("candor {} (commit {}, {}, {}, {}, model {}, format {})\n", run::engine_version(),
                           facts["commit"], facts["compiler"], facts["build_type"],
                           model::name_of(model::chosen_instruction_set()), run::model_version, run::format_version));
    return exit_code::ok;
}

}  // namespace candor::cli
