"""Targets of a calibration: what ships, what is refused, and the statistics of a simulated survey."""

import math

import numpy as np
import pytest
import scipy.stats

candor = pytest.importorskip("candor", reason="the package is not installed (tools/dev/python_package)")

DIRKS_FERRIN = "10.1037/0021-9010.87.4.611"
WITH_SURVEYS = {
    "organization": {"members": 60, "span": 5},
    "run": {"weeks": 20, "replicates": 3, "seed": 5},
    "record": {"survey": [{"week": 5, "sample": 0.5}, {"week": 20, "sample": 1}]},
}


@pytest.fixture(scope="module")
def surveyed():
    return candor.run(WITH_SURVEYS)


def test_targets_that_ship_are_those_of_dirks_and_ferrin():
    found = {t.between: (t.value, t.studies, t.respondents, t.doi, t.tolerance) for t in candor.calibration_targets()}
    assert found == {
        ("trust_leader", "satisfaction"): (0.51, 34, 10631, DIRKS_FERRIN, None),
        ("trust_leader", "intention_to_quit"): (-0.40, 17, 3297, DIRKS_FERRIN, None),
    }
    assert [t.tolerance for t in candor.calibration_targets(tolerance=0.05)] == [0.05, 0.05]


def test_validation_patterns_that_ship():
    found = {t.between: (t.value, t.studies, t.respondents, t.doi) for t in candor.validation_patterns()}
    assert found == {
        ("trust_leader", "performance"): (0.16, 21, 5686, DIRKS_FERRIN),
        ("trust_leader", "tenure"): (-0.01, None, None, DIRKS_FERRIN),
    }
    assert all("Dirks" in one.source for one in candor.validation_patterns() + candor.calibration_targets())


@pytest.mark.parametrize(
    "pair",
    [
        ("trust_leader", "performance"),
        ("performance", "trust_leader"),
        ("Job performance", "trust in leader"),
        ("survey_trust_leader", "survey_performance_true"),
        ("tenure", "trust-leader"),
    ],
)
def test_a_validation_pattern_is_refused_as_a_target(pair, tmp_path):
    with pytest.raises(candor.ScenarioError, match="is a validation pattern and cannot be a target"):
        target = {"between": pair, "value": 0.2, "tolerance": 0.1}
        candor.calibrate(WITH_SURVEYS, {"voice.fear": {"uniform": [0, 5]}}, target)
    file = tmp_path / "mine.yaml"
    file.write_text(f"- {{between: [{pair[0]}, {pair[1]}], value: .3, tolerance: .1, name: another name}}\n")
    with pytest.raises(candor.ScenarioError, match="`another name` is a validation pattern"):
        candor.calibration_targets(file)


def test_a_target_is_not_called_like_a_validation_pattern():
    """Tables have a row for each by name."""
    for pattern in candor.validation_patterns():
        target = {"outcome": "voice", "value": 0.2, "tolerance": 0.1, "name": pattern.label}
        with pytest.raises(candor.ScenarioError, match=f"cannot be called `{pattern.label}`, as a validation pattern is"):
            candor.calibrate(WITH_SURVEYS, {"voice.fear": {"uniform": [0, 5]}}, target)


def test_a_file_of_targets_reads_as_written(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("- {outcome: quits, value: .12, tolerance: .02, weeks: 5..8, source: own records}\n"
                    "- {between: [safety, engagement], value: -.4}\n")  # fmt: skip
    quits, safety = candor.calibration_targets(file, tolerance=0.1)
    assert (quits.outcome, quits.value, quits.tolerance) == ("quits", 0.12, 0.02)
    assert (quits.weeks, quits.source) == ((5, 8), "own records")
    assert (safety.between, safety.value, safety.tolerance) == (("safety", "engagement"), -0.4, 0.1)


@pytest.mark.parametrize(
    "text, problem",
    [
        ("- {outcome: quits, valu: .1}", "unknown key `valu` .*did you mean `value`"),
        ("- {outcome: quits}", "has no `value`"),
        ("- {value: .1}", "one of `between`, `outcome` and `statistic`"),
        ("- {value: .1, outcome: quits, between: [safety, trust_leader]}", "one of `between`, `outcome` and `statistic`"),
        ("- {value: 1.2, between: [safety, trust_leader]}", "must lie in -1..1, got 1.2"),
        ("- {value: .2, between: [safety]}", "must name two measures"),
        ("- {value: many, outcome: quits}", "`value` of a target must be a number, got 'many'"),
        ("- {value: .1, tolerance: 0, outcome: quits}", "must be above 0, got 0"),
        ("- {value: .1, weeks: 9..3, outcome: quits}", "must rise from 1 on"),
        ("- {value: .1, weeks: soon, outcome: quits}", "must be like `53..104`"),
        ("value: .1", "must be a list of targets"),
        ("- [", "cannot read"),
    ],
)
def test_damaged_files_of_targets_say_what_is_wrong(tmp_path, text, problem):
    file = tmp_path / "mine.yaml"
    file.write_text(text)
    with pytest.raises(candor.ScenarioError, match=problem):
        candor.calibration_targets(file)


def test_correlations_are_those_of_the_questionnaire(surveyed):
    for place in (0, 1):
        found = []
        for replicate in range(3):
            one, other = (
                surveyed[f"survey_{name}"].isel(survey=place, replicate=replicate).values
                for name in ("trust_leader", "intention_to_quit")
            )
            both = np.isfinite(one) & np.isfinite(other)
            found.append(scipy.stats.pearsonr(one[both], other[both]).statistic)
        expected = math.tanh(sum(math.atanh(r) for r in found) / 3)
        shown = candor.survey_correlation(surveyed, "trust_leader", "intention_to_quit", survey=place)
        assert shown == pytest.approx(expected)
    latest = candor.survey_correlation(surveyed, "intention to quit", "Trust in leader")
    assert latest == pytest.approx(expected)


def test_correlations_without_ten_respondents_or_variance_are_undefined(surveyed):
    few = surveyed.isel(respondent=slice(0, 9))
    assert math.isnan(candor.survey_correlation(few, "safety", "trust_leader"))
    flat = surveyed.assign(survey_safety=surveyed.survey_safety * 0 + 3)
    assert math.isnan(candor.survey_correlation(flat, "safety", "trust_leader"))


def test_what_was_not_asked_is_no_number(surveyed):
    with pytest.raises(candor.ScenarioError, match="does not ask `saftey` .did you mean `safety`"):
        candor.survey_correlation(surveyed, "saftey", "trust_leader")
    with pytest.raises(candor.ScenarioError, match="hold no survey"):
        candor.survey_correlation(candor.run(WITH_SURVEYS, record={"survey": []}), "safety", "trust_leader")


@pytest.mark.parametrize("weeks", [None, (5, 12)])
@pytest.mark.parametrize("outcome", ["performance", "voice", "welcomed_share", "quits"])
def test_means_of_a_run_are_those_of_a_sweep(surveyed, outcome, weeks):
    sweep = {"base": WITH_SURVEYS, "factors": ["voice.fear"], "design": {"kind": "list", "rows": [[2.5]]},
             "outcomes": [outcome], "replicates": 3, "weeks": "last year" if weeks is None else "5..12"}  # fmt: skip
    swept = candor.sweep(sweep)[outcome].mean().item()
    assert candor.outcome_mean(surveyed, outcome, weeks) == pytest.approx(swept, rel=1e-6)


def test_weeks_of_outcomes_are_counted_as_the_data_counts_them(surveyed):
    part = surveyed.sel(week=slice(6, 15))
    for outcome in ("performance", "voice"):
        assert candor.outcome_mean(part, outcome, (8, 12)) == candor.outcome_mean(surveyed, outcome, (8, 12))
        assert candor.outcome_mean(part, outcome) == candor.outcome_mean(surveyed, outcome, (6, 15))
    for weeks in ((1, 10), (10, 16), (12, 8)):
        with pytest.raises(candor.ScenarioError, match=f"there are no weeks {weeks[0]}..{weeks[1]} .the data have 6..15"):
            candor.outcome_mean(part, "performance", weeks)


def test_means_of_what_is_not_there_are_refused(surveyed):
    with pytest.raises(candor.ScenarioError, match="unknown outcome `performence` .did you mean `performance`"):
        candor.outcome_mean(surveyed, "performence")
    with pytest.raises(candor.ScenarioError, match="no weeks 10..30 .the data have 1..20"):
        candor.outcome_mean(surveyed, "performance", (10, 30))
