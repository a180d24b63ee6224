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

}  // namespace

std::string duration(double seconds) {
    if (seconds < .1) return fmt::format("{:.2g} s", seconds);
    if (seconds < 10) return fmt::format("{:.1f} s", seconds);
    auto const whole = static_cast<long>(seconds + .5);
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    if (whole < 86400) return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
    return fmt::format("{} d {} h", whole / 86400, whole % 86400 / 3600);
}

ProgressKind progress_kind(Look const& look, Terminal const& terminal) {
    if (look.progress != ProgressKind::automatic) return look.progress;
    return terminal.is_terminal() && !look.quiet ? ProgressKind::bar : ProgressKind::none;
}

ProgressDisplay::ProgressDisplay(Terminal const& terminal, ProgressKind kind, std::size_t total)
    : terminal_(terminal), kind_(kind) {
    if (kind_ == ProgressKind::bar) terminal_.write(clear_line + bar({0, total, 0, 0, 0}));
}

ProgressDisplay::~ProgressDisplay() {
    if (kind_ == ProgressKind::bar) terminal_.write(clear_line);
}

void ProgressDisplay::show(std::size_t done, std::size_t total, std::size_t before, std::size_t failed) {
    auto const now = Clock::now();
    if (kind_ == ProgressKind::none || (now - shown_ < least_pause && done < total)) return;
    shown_ = now;
    State const state{done, total, before, failed, std::chrono::duration<double>(now - begin_).count()};
    terminal_.write(kind_ == ProgressKind::bar ? clear_line + bar(state) : json(state));
}

double ProgressDisplay::State::rate() const {
    return seconds > 0 && done > before ? static_cast<double>(done - before) / seconds : 0;
}

double ProgressDisplay::State::seconds_left() const { return static_cast<double>(total - done) / rate(); }

std::string ProgressDisplay::bar(State const& state) const {
    std::string facts = fmt::format(" {}/{} runs", state.done, state.total);
    if (state.failed > 0) facts += fmt::format("  {} failed", state.failed);
    if (state.rate() > 0) {
        facts +=
            fmt::format("  {:.3g} runs/s  {}", state.rate(),
                        state.done < state.total ? duration(state.seconds_left()) + " left" : duration(state.seconds));
    }
    std::size_t const room = terminal_.width() - 1;
    facts = clip(facts, room);
    std::size_t const width = std::min(room - columns(facts), widest_bar);
    std::size_t const full = state.total == 0 ? width : width * state.done / state.total;
    return terminal_.paint(Style::second_policy, repeat("━", full)) +
           terminal_.paint(Style::faint, repeat("─", width - full)) + facts;
}

std::string ProgressDisplay::json(State const& state) {
    double const rate = state.rate();
    nlohmann::ordered_json line{
        {"schema", "candor.progress/1"}, {"done", state.done}, {"total", state.total}, {"seconds", state.seconds}};
    line["runs_per_second"] = rate;
    line["seconds_left"] = rate > 0 ? nlohmann::ordered_json(state.seconds_left()) : nlohmann::ordered_json(nullptr);
    if (state.failed > 0) line["failed"] = state.failed;
    return line.dump() + "\n";
}

}  // namespace candor::cli
