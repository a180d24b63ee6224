#include "report_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "failure.hpp"
#include "page/html.hpp"
#include "page/run_page.hpp"
#include "page/sweep_page.hpp"
#include "result_file.hpp"
#include "text_file.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

ReportFile write_page(ReportPage const& page, fs::path const& path) {
    std::error_code unknown;
    bool const replaces_another = fs::exists(path, unknown);
    write_text(path, page.html);
    return {path, page.html.size(), page.stopped, replaces_another};
}

}  // namespace

std::string open_this(ReportFile const& report) {
    return fmt::format("{} ({}{}) ← open this", report.path.string(), size_text(report.bytes),
                       report.replaces_another ? ", replaces an older one" : "");
}

fs::path report_path(fs::path const& result) {
    fs::path path = result;
    if (path.extension() == ".html") return path += ".html";  // not the result itself
    return path.replace_extension(".html");
}

void require_place_for_report(fs::path const& path, std::vector<fs::path> const& inputs) {
    std::error_code unknown;
    auto const refuse = [&](char const* why) {
        throw UsageError(fmt::format("the report cannot go to '{}' ({})", path.string(), why),
                         "give another --output, as in `-o report.html`");
    };
    for (fs::path const& input : inputs) {
        if (fs::equivalent(path, input, unknown)) refuse("that is what it is made from");
    }
    if (path.filename().empty() || fs::is_directory(path, unknown)) refuse("that is a folder");
    constexpr std::array others{".h5", ".yaml", ".yml", ".csv"};
    bool const is_other =
        std::any_of(others.begin(), others.end(), [&](char const* extension) { return path.extension() == extension; });
    if (is_other) refuse("that is no name of a web page");
}

ReportPage run_report(run::SavedResult const& result, page::Again again, SweptFile const* swept) {
    bool const with_people = again.experiment.has_value();
    page::Json payload = page::run_payload(result, std::move(again));
    if (swept != nullptr) page::add_sweep(*swept, payload);
    return {page::html_of(payload), with_people && payload.at("people").is_null()};
}

ReportPage sweep_report(SweptFile const& swept) { return {page::html_of(page::sweep_payload(swept))}; }

ReportFile write_run_report(run::SavedResult const& result, page::Again again, SweptFile const* swept,
                            fs::path const& path) {
    return write_page(run_report(result, std::move(again), swept), path);
}

ReportFile write_sweep_report(SweptFile const& swept, fs::path const& path) {
    return write_page(sweep_report(swept), path);
}

}  // namespace candor::cli
