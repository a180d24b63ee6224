#include "week_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "text.hpp"

namespace candor::cli {

namespace {

using model::MemberWeek;
using model::VoiceOutcome;

std::string signed_number(float value) {
    std::string text = fmt::format("{:+.3f}", value);
    if (text.front() == '-') text.replace(0, 1, "−");
    return text;
}
std::string share(float value) { return fmt::format("{:.3f}", value); }
std::string hours(float value) { return fmt::format("{:.1f} h", value); }
std::string moved(std::string const& before, std::string const& after) { return before + " → " + after; }
/// Ids may be long.
std::string name(std::string const& id) { return clip(printable(id), 12); }

char const* word(VoiceOutcome outcome) {
    switch (outcome) {
        case VoiceOutcome::silence: return "no voice";
        case VoiceOutcome::welcomed: return "welcomed";
        case VoiceOutcome::punished: return "punished";
        case VoiceOutcome::explained: return "explained";
        case VoiceOutcome::ignored: return "ignored";
        case VoiceOutcome::unheard: return "not heard";
    }
    return "";
}

/// The lines on one explanation; labels depend on nothing but the member, so that two of them can stand side by side.
class Lines {
public:
    explicit Lines(run::Explanation const& explanation) : e_(explanation), w_(explanation.week) {
        see();
        act();
        speak();
        answer();
        work();
        learn();
        relate();
        stay();
        lead();
    }

    [[nodiscard]] std::vector<WeekLine> finish() { return std::move(lines_); }

private:
    void head(std::string label) { lines_.push_back({std::move(label), {}, true}); }
    void line(std::string label, std::string value) { lines_.push_back({std::move(label), std::move(value)}); }

    void see() {
        head("What it saw");
        line("the leader's condition", signed_number(w_.leaders_theta));
        line("and its own", signed_number(w_.condition));
        line("what is so", signed_number(w_.theta));
        line("what it saw, through noise", fmt::format("{} (sd {:.2f})", signed_number(w_.seen), w_.noise));
        line("its estimate", moved(signed_number(w_.estimate_before), signed_number(w_.estimate)));
        line("weight of what it saw", share(w_.gain));
    }

    void act() {
        head("What it did");
        line("the manager's last action", signed_number(w_.managers_action));
        line("say of a responsible individual", share(w_.leader.conduct.responsible_individual));
        bool const decided = w_.leader.conduct.responsible_individual > 0.F;
        line("who decided", !decided ? "—" : e_.decider.empty() ? "the manager" : name(e_.decider));
        line("the decision", decided ? signed_number(w_.decision.decision) : "—");
        line("advisers", decided ? fmt::format("{}", w_.decision.advisers) : "—");
        line("directive", signed_number(w_.directive));
        line("autonomy", share(w_.autonomy));
        line("action", signed_number(w_.action));
        line("mutual adjustment", share(w_.adjustment));
        line("fit, 1 at best", share(w_.fit));
    }

    void speak() {
        head("Whether it spoke");
        line(fmt::format("issue, if it differs by more than {:g}", e_.issue_threshold),
             fmt::format("{} ({:.3f})", w_.issue ? "yes" : (w_.on_duty ? "no" : "not on duty"),
                         std::abs(w_.estimate - w_.directive)));
        for (model::Term const& term : w_.speak_terms)
            line(fmt::format("  {}", term.cause), signed_number(term.amount));
        line("chance to speak", share(w_.speak_probability));
        line("drew", share(w_.speak_draw));
        line("so it", !w_.issue ? "had no issue" : (w_.spoke ? "spoke" : "kept silent"));
    }

    void answer() {
        model::LeaderWeek const& leader = w_.leader;
        head("What the leader did");
        line("leader", name(e_.leader) + (leader.present ? "" : ", vacant"));
        line("asked for", clip(printable(e_.asked_of_leader), 20));
        line("how far it acts so", share(leader.adoption));
        line("free hours", hours(leader.hours.free));
        line("wanted for directing", hours(leader.hours.directing));
        line("voices, hours spent on them", fmt::format("{:.0f}, {}", leader.voices, hours(leader.hours.hearing)));
        line("chance to be heard", share(leader.hours.heard));
        line("one-to-ones, for each report",
             fmt::format("{}, {:.2f} h", hours(leader.hours.one_to_one), leader.hours_for_each));
        line("welcomed below", share(w_.welcomed_below));
        line("punished below", share(w_.punished_below));
        line("explained below", share(w_.explained_below));
        line("drew", share(w_.answer_draw));
        line("the answer", word(w_.outcome));
        line("a promise", !w_.promise_due ? "none was due" : (w_.promise_kept ? "kept" : "broken"));
    }

    void work() {
        head("What it achieved");
        line("motivation", share(w_.motivation));
        line("effort", share(w_.effort));
        line("overhead", share(w_.overhead));
        line("performance", share(w_.performance));
    }

    void learn() {
        head("What it came to believe, and why");
        for (model::BeliefWeek const& belief : w_.beliefs) {
            line(belief.name, moved(share(belief.before), share(belief.after)));
            for (model::Term const& term : belief.for_it) line(fmt::format("  + {}", term.cause), share(term.amount));
            for (model::Term const& term : belief.against) line(fmt::format("  − {}", term.cause), share(term.amount));
        }
    }

    void relate() {
        head("How it stands with its leader");
        line("contact", share(w_.contact));
        line("personization", moved(share(w_.personization_before), share(w_.personization)));
        line("latitude offered", share(w_.offer));
        line("latitude", moved(share(w_.latitude_before), share(w_.latitude)));
        line("autonomy it is ready for", share(w_.readiness));
        line("autonomy", moved(share(w_.autonomy), share(w_.autonomy_after)));
        line("expertise", moved(share(w_.expertise_before), share(w_.expertise)));
    }

    void stay() {
        head("Whether it stays");
        line("ties, their mean strength", fmt::format("{}, {:.3f}", w_.ties, w_.tie_strength));
        line("satisfaction", share(w_.satisfaction));
        line("of its ties, last week", w_.ties > 0 ? share(w_.ties_satisfaction) : "—");
        line("aspiration", moved(share(w_.aspiration_before), share(w_.aspiration)));
        line("chance to leave", share(w_.quit_probability));
        line("drew", share(w_.quit_draw));
        line("so it", w_.on_duty ? (w_.quits ? "leaves" : "stays") : w_.vacancy > 0.F ? "is not there" : "stays");
    }

    void lead() {
        if (w_.as_leader.empty()) return;
        model::LeaderWeek const& own = w_.as_leader.front();
        head("As a leader itself");
        line("reports, voices among them", fmt::format("{}, {:.0f}", own.reports, own.voices));
        line("chance that it hears one", share(own.hours.heard));
        line("welcomed", fmt::format("{:.0f}", own.welcomed));
        line("its estimate, after them", moved(signed_number(w_.estimate), signed_number(w_.estimate_after)));
        line("share of its week for leading", share(own.overhead));
        line("how far it acts by its policy", moved(share(w_.adoption_before), share(w_.adoption_after)));
    }

    run::Explanation const& e_;
    MemberWeek const& w_;
    std::vector<WeekLine> lines_;
};

/// Causes that amount to nothing under any policy say nothing.
bool is_nothing(std::vector<std::vector<WeekLine>> const& sides, std::size_t k) {
    WeekLine const& first = sides.front()[k];
    if (first.label.rfind("  + ", 0) != 0 && first.label.rfind("  − ", 0) != 0) return false;
    return std::all_of(sides.begin(), sides.end(), [&](auto const& side) { return side[k].value == share(0.F); });
}

nlohmann::ordered_json terms_json(auto const& terms) {
    nlohmann::ordered_json json = nlohmann::json::object();
    for (model::Term const& term : terms) json[term.cause] = term.amount;
    return json;
}

}  // namespace

std::vector<std::vector<WeekLine>> week_lines(std::vector<run::Explanation> const& explanations) {
    std::vector<std::vector<WeekLine>> all;
    for (run::Explanation const& explanation : explanations) all.push_back(Lines(explanation).finish());
    std::vector<std::vector<WeekLine>> sides(all.size());
    for (std::size_t k = 0; !all.empty() && k < all.front().size(); ++k) {
        if (is_nothing(all, k)) continue;
        for (std::size_t s = 0; s < all.size(); ++s) sides[s].push_back(std::move(all[s][k]));
    }
    return sides;
}

nlohmann::ordered_json week_json(run::Explanation const& e) {
    MemberWeek const& w = e.week;
    nlohmann::ordered_json json{
        {"policy", e.policy},
        {"member", e.member},
        {"week", w.week},
        {"on_duty", w.on_duty},
        {"theta", {{"leader", w.leaders_theta}, {"own", w.condition}, {"all", w.theta}}},
        {"seen", w.seen},
        {"noise", w.noise},
        {"gain", w.gain},
        {"estimate", {{"before", w.estimate_before}, {"after", w.estimate}, {"after_voices", w.estimate_after}}},
        {"managers_action", w.managers_action},
        {"decision", {{"decider", e.decider}, {"advisers", w.decision.advisers}, {"value", w.decision.decision}}},
        {"directive", w.directive},
        {"action", w.action},
        {"fit", w.fit},
        {"issue", w.issue},
        {"speak",
         {{"terms", terms_json(w.speak_terms)},
          {"probability", w.speak_probability},
          {"draw", w.speak_draw},
          {"spoke", w.spoke}}},
        {"leader",
         {{"member", e.leader},
          {"present", w.leader.present},
          {"policy", e.asked_of_leader},
          {"adoption", w.leader.adoption},
          {"free_hours", w.leader.hours.free},
          {"directing_hours", w.leader.hours.directing},
          {"hearing_hours", w.leader.hours.hearing},
          {"one_to_one_hours", w.leader.hours.one_to_one},
          {"voices", w.leader.voices},
          {"heard_probability", w.leader.hours.heard}}},
        {"answer",
         {{"draw", w.answer_draw},
          {"welcomed_below", w.welcomed_below},
          {"punished_below", w.punished_below},
          {"explained_below", w.explained_below},
          {"outcome", word(w.outcome)}}},
        {"promise", {{"due", w.promise_due}, {"kept", w.promise_kept}}},
        {"motivation", w.motivation},
        {"effort", w.effort},
        {"overhead", w.overhead},
        {"performance", w.performance},
        {"personization", {{"before", w.personization_before}, {"after", w.personization}}},
        {"latitude", {{"before", w.latitude_before}, {"offer", w.offer}, {"after", w.latitude}}},
        {"autonomy", {{"before", w.autonomy}, {"readiness", w.readiness}, {"after", w.autonomy_after}}},
        {"expertise", {{"before", w.expertise_before}, {"after", w.expertise}}},
        {"satisfaction", w.satisfaction},
        {"aspiration", {{"before", w.aspiration_before}, {"after", w.aspiration}}},
        {"quit", {{"probability", w.quit_probability}, {"draw", w.quit_draw}, {"quits", w.quits}}}};
    for (model::BeliefWeek const& belief : w.beliefs) {
        json["beliefs"][belief.name] = {{"before", belief.before},
                                        {"after", belief.after},
                                        {"for", terms_json(belief.for_it)},
                                        {"against", terms_json(belief.against)}};
    }
    return json;
}

}  // namespace candor::cli
