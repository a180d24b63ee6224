#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "candor/core/parallel.hpp"
#include "candor/output/netcdf_file.hpp"
#include "commands.hpp"
#include "experiment.hpp"
#include "failure.hpp"
#include "report_file.hpp"
#include "report_source.hpp"
#include "server/server.hpp"
#include "stop.hpp"
#include "studio_page.hpp"
#include "swept_file.hpp"

namespace candor::cli {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto look_up_every = 50ms;  // whether somebody asked to stop
constexpr auto patience = 700ms;      // with requests that are being answered

/// The report of a result, or of a sweep.
std::string report_html(CommandLine const& line, run::StopRequest const* stop) {
    std::string const& file = line.files.front();
    if (is_of_a_sweep(file)) {
        SweptFile const swept(file);
        require_undamaged(swept.dataset(), swept.path());
        return sweep_report(swept).html;
    }
    run::SavedResult const result(file);
    require_undamaged(output::read_netcdf(file), file);
    page::Again again = again_from(result.frame(), file, line.data);
    again.stop = stop;
    ReportPage report = run_report(result, std::move(again), nullptr);
    if (report.stopped) throw Interrupted("interrupted before the page was made (nothing is served)");
    return std::move(report.html);
}

server::Offer offer_of(CommandLine const& line, run::StopRequest const* stop) {
    if (!line.files.empty() && !is_scenario_file(line.files.front())) {
        if (!line.studio_page.empty())
            throw UsageError("`--studio` goes with a scenario (of a result its report is shown)", "leave out --studio");
        return {report_html(line, stop), {}};
    }
    std::filesystem::path const page = studio_page(line);
    std::optional<StudioScenario> scenario;
    if (!line.files.empty()) scenario = scenario_in_file(line, line.files.front());
    return {studio_html(page, {"api/", scenario ? &*scenario : nullptr}), server::native_study};
}

/// Ends the program, whatever it does, if it has not ended by itself soon: requests that are being answered cannot be
/// stopped, and nobody waits for their answers any more.
void end_soon(int code) {
    std::thread([code] {
        std::this_thread::sleep_for(patience);
        std::_Exit(code);
    }).detach();
}

}  // namespace

int serve(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    parallel::ThreadLimit const threads(line.threads);
    StopOnSignal const stop(stop_message("pages that are open end with it", line.look, messages.terminal()));

    server::Server const server(offer_of(line, stop.request()), line.port);
    terminal.write(fmt::format("→ {} ← open this\n", server.url()));
    messages.note("only this machine can open it, and only by this address; Ctrl-C ends it");
    auto const end = Clock::now() + std::chrono::seconds(line.seconds);
    while (!*stop.request() && (line.seconds == 0 || Clock::now() < end)) std::this_thread::sleep_for(look_up_every);
    int const code = *stop.request() ? exit_code::interrupted : exit_code::ok;
    end_soon(code);
    return code;
}

}  // namespace candor::cli
