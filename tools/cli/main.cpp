// The program `candor`: reads the command line, carries out one command, turns what went wrong into an exit code.
// The next hop is tools/cli/commands/; from there engine/run/simulate.cpp and engine/model/week.cpp.

#include <exception>

#include "commands/commands.hpp"
#include "failure.hpp"
#include "messages.hpp"

namespace {

using namespace candor::cli;

int carry_out(CommandLine const& line) {
    switch (line.command) {
        case Command::help: Terminal(stdout, line.look.color).write(line.help_text); return exit_code::ok;
        case Command::version: return show_version();
        case Command::run: return run_scenario(line);
        case Command::compare: return compare_policies(line);
        case Command::ablate: return ablate(line);
        case Command::check: return check_scenarios(line);
        case Command::init: return init_scenario(line);
        case Command::describe: return describe_keys(line);
        case Command::hash: return hash_results(line);
        case Command::verify: return verify_results(line);
        case Command::explain: return explain_week(line);
        case Command::trace: return trace_warnings(line);
        case Command::survey: return report_surveys(line);
        case Command::report: return make_report(line);
        case Command::sweep: return sweep(line);
        case Command::sweep_status: return show_sweep_status(line);
        case Command::merge: return merge_sweep(line);
        case Command::sensitivity: return tell_sensitivity(line);
        case Command::regimes: return map_regimes(line);
        case Command::serve: return serve(line);
        case Command::studio: return open_studio(line);
    }
    return exit_code::usage;
}

}  // namespace

int main(int argc, char** argv) {
    CommandLine line;
    auto const messages = [&] { return Messages(line.look.color); };
    try {
        parse(argc, argv, line);
        return carry_out(line);
    } catch (UsageError const& error) {
        messages().error(error.what(), error.help());
        return exit_code::usage;
    } catch (candor::scenario::ScenarioError const& error) {
        messages().errors(error.what());
        return exit_code::usage;
    } catch (candor::OutputError const& error) {
        messages().error(error.what());
        return exit_code::output_failed;
    } catch (candor::Interrupted const& error) {
        messages().error(error.what());
        return exit_code::interrupted;
    } catch (std::exception const& error) {
        messages().error(error.what());
        return exit_code::run_failed;
    }
}
