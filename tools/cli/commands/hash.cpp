#include <fmt/format.h>

#include <string>

#include "candor/output/content_hash.hpp"
#include "candor/output/netcdf_file.hpp"
#include "candor/run/experiment.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "messages.hpp"
#include "noted_hash.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

std::string variables_text(output::Dataset const& dataset) {
    std::string out;
    for (auto const* const list : {&dataset.coordinates, &dataset.variables}) {
        for (output::Variable const& variable : *list)
            out += fmt::format("{}  {}\n", output::variable_hash(variable, dataset), variable.name);
    }
    return out;
}

/// Prints the hash of one file. Throws OutputError if it cannot be read or is not what it says.
void hash(std::string const& file, bool variables, Terminal const& terminal) {
    output::Dataset const dataset = output::read_netcdf(file);
    std::string const computed = run::content_hash_of(dataset);
    terminal.write(fmt::format("{}  {}\n", computed, printable(file)) + (variables ? variables_text(dataset) : ""));
    require_content_hash(dataset, computed, file);
}

}  // namespace

int hash_results(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color);
    int code = exit_code::ok;
    for (std::string const& file : line.files) {
        try {
            hash(file, line.variables, terminal);
        } catch (OutputError const& error) {
            messages.error(error.what());
            code = exit_code::output_failed;
        }
    }
    return code;
}

}  // namespace candor::cli
