#pragma once

#include <span>

#include "candor/model/panel.hpp"
#include "candor/output/recorder.hpp"
#include "candor/run/experiment.hpp"

namespace candor::run {

/// Draws whom the record looks at one by one, for the replicates of these numbers. Throws Error where there is nobody.
void draw_samples(output::RecordPlan& record, Experiment const& experiment, std::span<int const> replicates);

/// Looks at them while one run goes on.
class MemberRecorder {
public:
    MemberRecorder(output::Recorder& recorder, std::size_t policy, std::size_t replicate);

    /// The state as the week begins, after the interventions of that week.
    void week_begins(int week, model::Organization const& organization);

private:
    void look_at_panel(int week, model::Organization const& organization);
    void ask(std::size_t survey, model::Organization const& organization);

    output::Recorder& recorder_;
    std::size_t policy_;
    std::size_t replicate_;
    model::PanelWatch panel_;
};

}  // namespace candor::run
