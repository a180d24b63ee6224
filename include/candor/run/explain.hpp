#pragma once

#include <functional>
#include <string>

#include "candor/model/member_week.hpp"
#include "candor/run/experiment.hpp"

namespace candor::run {

/// Whose week is to be explained.
struct WhoAndWhen {
    std::string member;  ///< its id
    int week;            ///< from 1
    int replicate;       ///< number of its random key
};

/// One member's week under one policy, with names for what the model numbers.
struct Explanation {
    std::string policy;  ///< label of the arm
    model::MemberWeek week;
    std::string member, leader, decider;  ///< ids; of the decider empty where nobody decided
    float issue_threshold;
    std::string asked_of_leader;  ///< the style that the leader is asked for
};

/// Runs one arm again to the start of that week and tells the member's week: nothing of it was logged. Takes as long as
/// the weeks before. Throws Error for a member or a week that the arm does not have, Interrupted when asked to stop.
/// `week_done` is called after each week.
[[nodiscard]] Explanation explain(Arm const& arm, WhoAndWhen const& whom, StopRequest const* stop = nullptr,
                                  std::function<void()> week_done = {});

}  // namespace candor::run
