// The full model (WORKLOAD.md) as most would write it in C++: vectors of structs, one thread.
#include "command_line.hpp"
#include "full_model.hpp"

namespace {

struct Outcome {
    char const* name;
    double Report::*value;
};

constexpr Outcome outcomes[] = {
    {"trust_leader", &Report::trust_leader},
    {"trust_team", &Report::trust_team},
    {"trust_organization", &Report::trust_organization},
    {"trust_self", &Report::trust_self},
    {"trust_report", &Report::trust_report},
    {"safety", &Report::safety},
    {"impact", &Report::impact},
    {"latitude", &Report::latitude},
    {"autonomy", &Report::autonomy},
    {"personization", &Report::personization},
    {"aspiration", &Report::aspiration},
    {"satisfaction", &Report::satisfaction},
    {"fit", &Report::fit},
    {"effort", &Report::effort},
    {"overhead", &Report::overhead},
    {"issue_rate", &Report::issue_rate},
    {"quits", &Report::quits},
    {"performance", &Report::performance},
    {"vacancy", &Report::vacancy},
    {"adoption", &Report::adoption},
    {"tie_strength", &Report::tie_strength},
    {"dyads_domination", &Report::dyads_domination},
    {"dyads_transactional", &Report::dyads_transactional},
    {"dyads_personal", &Report::dyads_personal},
    {"dyads_intimacy", &Report::dyads_intimacy},
    {"issues", &Report::issues},
    {"spoken", &Report::spoken},
    {"heard", &Report::heard},
    {"welcomed", &Report::welcomed},
    {"explained", &Report::explained},
    {"ignored", &Report::ignored},
    {"punished", &Report::punished},
    {"surprise_top", &Report::surprise_top},
    {"surprise_front", &Report::surprise_front},
};

}  // namespace

int main(int argc, char** argv) {
    auto const options = CommandLine(argc, argv);
    for (int run = 0; run < options.runs; ++run) {
        auto const begin = Clock::now();
        Organization organization(options.members, options.style, options.seed + run);
        auto const founded = Clock::now();
        std::vector<Report> reports;
        for (int week = 0; week < options.weeks; ++week) reports.push_back(organization.step());
        auto const end = Clock::now();

        JsonLine line("plain C++ (full)", options, run, begin, founded, end);
        std::size_t const last = std::min<std::size_t>(52, reports.size());
        for (auto const& outcome : outcomes) {
            double sum = 0;
            for (std::size_t i = reports.size() - last; i < reports.size(); ++i) sum += reports[i].*outcome.value;
            line.add(outcome.name, sum / static_cast<double>(last));
        }
    }
}
