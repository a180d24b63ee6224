#include "candor/run/verify.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "candor/core/parallel.hpp"
#include "candor/output/netcdf_file.hpp"
#include "commands.hpp"
#include "experiment.hpp"
#include "failure.hpp"
#include "messages.hpp"
#include "notation.hpp"
#include "progress.hpp"
#include "stop.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

run::Verification verify(std::string const& file, CommandLine const& line, Messages const& messages) {
    output::Dataset const dataset = output::read_netcdf(file);
    StopOnSignal const stop(stop_message("nothing is said", line.look, messages.terminal()));
    ProgressDisplay progress(messages.terminal(), progress_kind(line.look, messages.terminal()), line.sample);
    try {
        return run::verify(
            dataset, line.data, line.sample, line.seed,
            [&](std::size_t done, std::size_t total) { progress.show(done, total); }, stop.request());
    } catch (OutputError const& error) {
        throw OutputError(fmt::format("cannot verify '{}': {}", file, error.what()));
    }
}

/// Which runs were repeated: `command 3, 17; level2 5`.
std::string runs_text(run::Verification const& verification) {
    std::string out;
    std::string policy;
    for (run::RunOfResult const& run : verification.again) {
        bool const next = run.policy != policy;
        out += (out.empty() ? ""
                : next      ? "; "
                            : ", ") +
               (next ? run.policy + " " : "") + fmt::format("{}", run.replicate);
        policy = run.policy;
    }
    return out;
}

std::string indented(std::string const& text, Terminal const& terminal) {
    std::string out;
    for (std::string const& line : wrap(printable(text), terminal.text_width() - 2)) out += "  " + line + "\n";
    return out;
}

void print(std::string const& file, run::Verification const& verification, CommandLine const& line,
           Terminal const& terminal) {
    std::string const verdict = verification.same() ? terminal.paint(Style::good, "the same bit by bit")
                                                    : terminal.paint(Style::error, "not the same");
    std::string out = fmt::format("{}: {}\n", printable(file), verdict);
    out += indented(fmt::format("{} of {} runs again, drawn by seed {}: {}",
                                grouped(static_cast<long long>(verification.again.size())),
                                grouped(static_cast<long long>(verification.runs)), line.seed, runs_text(verification)),
                    terminal);
    if (!verification.whole)
        out += indented("the file does not match its content hash: something was changed", terminal);
    for (run::RunOfResult const& run : verification.again) {
        if (!run.differing.empty())
            out += indented(fmt::format("{}, replicate {}: {}", run.policy, run.replicate, listed(run.differing)),
                            terminal);
    }
    terminal.write(out);
}

}  // namespace

int verify_results(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    parallel::ThreadLimit const threads(line.threads);
    int code = exit_code::ok;
    for (std::string const& file : line.files) {
        try {
            run::Verification const verification = verify(file, line, messages);
            print(file, verification, line, terminal);
            if (!verification.same() && code == exit_code::ok) code = exit_code::run_failed;
        } catch (OutputError const& error) {
            messages.error(error.what());
            code = exit_code::output_failed;
        }
    }
    return code;
}

}  // namespace candor::cli
