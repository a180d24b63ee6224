// The reduced workload (WORKLOAD.md) as most would write it in C++: a vector of structs, one loop, one thread.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <vector>

#include "command_line.hpp"

struct Member {
    int manager = 0;
    std::vector<int> peers;
    double trust = .5, autonomy = .1;
    bool spoke = false;
    double next_trust = 0, next_autonomy = 0;
    bool next_spoke = false;
};

class Organization {
public:
    Organization(int members, unsigned seed) : members_(members), random_(seed) {
        std::uniform_int_distribution<int> anyone(0, members - 1);
        for (int i = 0; i < members; ++i) {
            members_[i].manager = i == 0 ? 0 : (i - 1) / 8;
            for (int k = 0; k < 6; ++k) members_[i].peers.push_back(anyone(random_));
        }
    }

    void step() {
        for (auto& member : members_) {
            auto const& manager = members_[member.manager];
            double peer_trust = 0, peers_spoke = 0;
            for (int peer : member.peers) {
                peer_trust += members_[peer].trust;
                peers_spoke += members_[peer].spoke;
            }
            peer_trust /= 6;
            peers_spoke /= 6;

            double const trust =
                member.trust + .10 * (manager.trust - member.trust) + .10 * (peer_trust - member.trust) +
                .05 * (.4 + .2 * manager.autonomy + .2 * peers_spoke - member.trust) + .05 * normal_(random_);
            member.next_trust = std::clamp(trust, 0.0, 1.0);
            member.next_autonomy =
                member.autonomy + .20 * (member.trust * (.5 + .5 * manager.autonomy) - member.autonomy);
            double const drive = -1.5 + 2 * member.trust + member.autonomy + peers_spoke;
            member.next_spoke = uniform_(random_) < 1 / (1 + std::exp(-drive));
        }
        for (auto& member : members_) {
            member.trust = member.next_trust;
            member.autonomy = member.next_autonomy;
            member.spoke = member.next_spoke;
        }
    }

    void print(JsonLine& line) const {
        line.add_mean_and_sd("trust", members_, [](Member const& m) { return m.trust; });
        line.add_mean_and_sd("autonomy", members_, [](Member const& m) { return m.autonomy; });
        double spoke = 0;
        for (auto const& member : members_) spoke += member.spoke;
        line.add("spoke_mean", spoke / static_cast<double>(members_.size()));
    }

private:
    std::vector<Member> members_;
    std::mt19937_64 random_;
    std::normal_distribution<double> normal_;
    std::uniform_real_distribution<double> uniform_;
};

int main(int argc, char** argv) {
    auto const options = CommandLine(argc, argv);
    for (int run = 0; run < options.runs; ++run) {
        auto const begin = Clock::now();
        Organization organization(options.members, options.seed + run);
        auto const founded = Clock::now();
        for (int week = 0; week < options.weeks; ++week) organization.step();
        auto const end = Clock::now();

        JsonLine line("plain C++", options, run, begin, founded, end);
        organization.print(line);
    }
}
