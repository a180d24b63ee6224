#include "progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "text.hpp"

namespace candor::cli {

namespace {

constexpr char const* clear_line = "\r\x1b[K";
constexpr auto least_pause = std::chrono::milliseconds(100);
constexpr std::size_t widest_bar = 48;

std::string duration(double seconds) {
    if (seconds < 10) return fmt::format("{:.1f} s", seconds);
    auto const whole = static_cast<long>(seconds + .5);
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace

ProgressKind progress_kind(Look const& look, Terminal const& terminal) {
    if (look.progress != ProgressKind::automatic) return look.progress;
    return terminal.is_terminal() && !look.quiet ? ProgressKind::bar : ProgressKind::none;
}

ProgressDisplay::ProgressDisplay(Terminal const& terminal, ProgressKind kind, std::size_t total)
    : terminal_(terminal), kind_(kind) {
    if (kind_ == ProgressKind::bar) terminal_.write(clear_line + bar(0, total, 0));
}

ProgressDisplay::~ProgressDisplay() {
    if (kind_ == ProgressKind::bar) terminal_.write(clear_line);
}

void ProgressDisplay::show(std::size_t done, std::size_t total) {
    auto const now = Clock::now();
    if (kind_ == ProgressKind::none || (now - shown_ < least_pause && done < total)) return;
    shown_ = now;
    double const seconds = std::chrono::duration<double>(now - begin_).count();
    terminal_.write(kind_ == ProgressKind::bar ? clear_line + bar(done, total, seconds) : json(done, total, seconds));
}

std::string ProgressDisplay::bar(std::size_t done, std::size_t total, double seconds) const {
    std::string facts = fmt::format(" {}/{} runs", done, total);
    if (done > 0 && seconds > 0) {
        double const left = seconds / static_cast<double>(done) * static_cast<double>(total - done);
        facts += fmt::format("  {:.3g} runs/s  {}", static_cast<double>(done) / seconds,
                             done < total ? duration(left) + " left" : duration(seconds));
    }
    std::size_t const room = terminal_.width() - 1;
    facts = clip(facts, room);
    std::size_t const width = std::min(room - columns(facts), widest_bar);
    std::size_t const full = total == 0 ? width : width * done / total;
    return terminal_.paint(Style::second_policy, repeat("━", full)) +
           terminal_.paint(Style::faint, repeat("─", width - full)) + facts;
}

std::string ProgressDisplay::json(std::size_t done, std::size_t total, double seconds) {
    double const rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    nlohmann::ordered_json line{
        {"schema", "candor.progress/1"}, {"done", done}, {"total", total}, {"seconds", seconds}};
    line["runs_per_second"] = rate;
    line["seconds_left"] =
        rate > 0 ? nlohmann::ordered_json(static_cast<double>(total - done) / rate) : nlohmann::ordered_json(nullptr);
    return line.dump() + "\n";
}

}  // namespace candor::cli
