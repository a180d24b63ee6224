"""Calibration: known values are found again, what cannot be known is said, and so is what cannot be reached."""

import json
import math
import re
import sys

import matplotlib
import numpy as np
import pytest

candor = pytest.importorskip("candor", reason="the package is not installed (tools/dev/python_package)")
from candor.calibrated import weighted_quantiles  # noqa: E402
from candor.calibration import _priors  # noqa: E402
from candor.priors import prior_of  # noqa: E402
from candor.simulations import Simulations  # noqa: E402

matplotlib.use("Agg")

SMALL = {"organization": {"members": 100}, "run": {"weeks": 40}, "record": {"by_level": False}}
TINY = {"organization": {"members": 3}, "run": {"weeks": 2}}
TRUTH = {"voice.fear": 1.5, "environment.routineness": 0.7, "environment.distance": 0.4}
PRIORS = {
    "voice.fear": {"uniform": [0, 5]},
    "environment.routineness": {"uniform": [0.2, 0.9]},
    "environment.distance": {"uniform": [0, 2]},
}
STYLED = {
    "organization": {"members": 3}, "run": {"weeks": 9}, "leadership": {"styles": {"listening": {"like": "command"}}},
    "timeline": [{"week": 1, "coach": 0.5}, {"week": 1, "coach": 0.5}],
}  # fmt: skip
VOICE = {"outcome": "voice", "value": 0.43, "tolerance": 0.05}


@pytest.fixture(scope="module")
def targets():
    """What an organization shows whose parameters are known, found with other random numbers than calibrations use."""
    data = candor.run(SMALL, replicates=20, seed=987654, **TRUTH)
    return [
        candor.Target(outcome="voice", value=candor.outcome_mean(data, "voice"), tolerance=0.06),
        candor.Target(outcome="effort", value=candor.outcome_mean(data, "effort"), tolerance=0.025),
    ]


@pytest.fixture(scope="module", params=["rejection", "smc"])
def found(request, targets):
    most = 6000 if request.param == "rejection" else 2000
    return candor.calibrate(
        SMALL,
        PRIORS,
        targets,
        method=request.param,
        particles=60,
        replicates=2,
        max_simulations=most,
        draws=12,
        seed=3,
        threads=1,
    )


def test_known_parameters_are_recovered(found):
    assert found.reached
    table = found.intervals(0.9)
    for path in ("voice.fear", "environment.routineness"):
        assert table.low[path] < TRUTH[path] < table.high[path]
        assert table.width[path] < 0.5
        assert table.identified[path]


def test_what_the_targets_do_not_identify_is_said(found):
    table = found.intervals(0.9)
    assert not table.identified["environment.distance"]
    assert table.width["environment.distance"] > 0.8
    text = found.summary()
    assert "do not identify environment.distance" in text
    assert "NO NARROWER than the prior" in text


def test_particles_meet_the_targets_within_their_tolerances(found, targets):
    posterior = found.posterior
    away = np.abs(posterior.simulated - posterior.asked) / posterior.tolerance
    assert (away.max("target") <= 1).all()
    np.testing.assert_allclose(away.max("target"), posterior.distance)
    assert posterior.weight.sum().item() == pytest.approx(1)
    assert found.effective_sample_size == pytest.approx(1 / (posterior.weight**2).sum().item())
    assert list(posterior.asked.values) == [target.value for target in targets]
    frame = found.to_pandas()
    assert list(frame.columns) == [*PRIORS, "weight", "distance"] and len(frame) >= 60


def test_generations_narrow_the_tolerances(found):
    steps = found.generations
    assert steps.tolerance.is_monotonic_decreasing and steps.tolerance.iloc[-1] == 1
    assert steps.simulations.sum() == found.simulations
    if found.method == "smc":
        assert len(steps) > 2 and steps.effective.iloc[-1] < 60


def test_fresh_simulations_predict_targets_and_validation_patterns(found):
    table = found.predictions()
    assert list(table.index) == ["voice", "effort", "trust_leader ~ performance", "trust_leader ~ tenure"]
    assert list(table.fitted) == [True, True, False, False]
    assert table.inside["voice"] and table.inside["effort"]
    assert table.low.between(-1, 1).all() and (table.low <= table.high).all()
    text = found.summary()
    assert "Not fitted (validation patterns)" in text and "No verdict" not in text
    assert "agree" in re.search(r"trust_leader ~ tenure.*", text)[0]
    assert "include the sampling error of one organization" in text


def test_no_verdict_on_validation_patterns_where_the_targets_were_not_reached():
    with pytest.warns(UserWarning, match="none of 20"):
        found = candor.calibrate(
            SMALL, PRIORS, {**VOICE, "value": 2}, particles=10, max_simulations=20, replicates=1, draws=3, threads=1
        )
    assert "No verdict: the tolerances of the targets were not reached" in found.summary()
    assert "agrees" not in found.summary() and "not agree" not in found.summary()


def test_prior_and_posterior_are_drawn(found):
    axes = found.plot()
    assert len(axes) == 3 and all(axis.lines and axis.patches for axis in axes)
    assert "no narrower than the prior" in axes[2].get_title()
    again = found.plot(axes)
    assert again[0] is axes[0]
    with pytest.raises(ValueError, match="must be 3"):
        found.plot(axes[:2])
    matplotlib.pyplot.close("all")


@pytest.mark.parametrize("method", ["rejection", "smc"])
def test_the_same_call_gives_the_same_result(method):
    np.random.seed(4)
    before = np.random.get_state()[1].copy()
    arguments = dict(method=method, particles=12, replicates=2, max_simulations=400, draws=3)
    one = candor.calibrate(SMALL, PRIORS, VOICE, threads=1, **arguments)
    other = candor.calibrate(SMALL, PRIORS, VOICE, threads=3, **arguments)
    assert one.posterior.identical(other.posterior)
    assert one.predictions().equals(other.predictions())
    assert (np.random.get_state()[1] == before).all()
    another = candor.calibrate(SMALL, PRIORS, VOICE, seed=2, **arguments)
    assert not another.posterior.equals(one.posterior)


def test_a_target_out_of_reach_ends_and_says_so():
    out_of_reach = {"outcome": "effort", "value": 3, "tolerance": 0.1}
    for method in ("smc", "rejection"):
        with pytest.warns(UserWarning, match="none of 45 simulations met the targets"):
            found = candor.calibrate(
                SMALL,
                PRIORS,
                out_of_reach,
                method=method,
                particles=20,
                max_simulations=45,
                replicates=1,
                draws=0,
                threads=1,
            )
        assert not found.reached and found.tolerance > 10 and found.simulations == 45
        assert "NOT REACHED" in found.summary() and "out of reach" in found.shortfall
        assert len(found.posterior.particle) == 20
        assert found.nearest[0] < 1


def defined_above(share):
    """Undefined in all but the highest share of the prior of voice.base; what is shown falls with what it is above."""

    def shown(data):
        number = json.loads(candor.provenance(data)["scenario_resolved"])["voice"]["base"]
        return 1 - number if number > 1 - share else math.nan

    return candor.Target(statistic=shown, value=0, tolerance=0.02, name="rarely defined")


RARELY = dict(parameters={"voice.base": {"uniform": [0, 1]}}, replicates=1, draws=0, threads=1, weeks=2)


def test_what_is_undefined_is_never_accepted():
    """Where most of the prior shows nothing, generations still narrow, on what is defined."""
    found = candor.calibrate(TINY, targets=defined_above(0.2), particles=20, max_simulations=2000, **RARELY)
    assert found.reached and np.isfinite(found.posterior.simulated).all()
    assert found.posterior["voice.base"].min() > 0.97
    assert found.undefined > 50
    assert f"{found.undefined} simulations left a target undefined" in found.summary()


@pytest.mark.parametrize("method", ["rejection", "smc"])
def test_too_few_that_are_defined_are_said(method):
    with pytest.warns(UserWarning, match="so the posterior holds the nearest") as told:
        found = candor.calibrate(TINY, targets=defined_above(0.3), particles=50, max_simulations=60, method=method, **RARELY)
    assert len(told) == 1 and not found.reached
    count = len(found.posterior.particle)
    assert count == 60 - found.undefined and 10 <= count < 50
    assert (found.posterior["voice.base"] > 0.7).all() and found.tolerance == found.posterior.distance.max()
    with pytest.raises(candor.Error, match="only 0 of 60 simulations show all targets.*rarely defined undefined in 60"):
        candor.calibrate(TINY, targets=defined_above(-1), particles=50, max_simulations=60, method=method, **RARELY)


def test_correlations_of_the_survey_can_be_fitted():
    wanted = {"between": ["safety", "trust in leader"], "value": 0.5, "tolerance": 1.5}
    found = candor.calibrate(
        SMALL,
        {"voice.fear": {"uniform": [0, 5]}},
        wanted,
        particles=10,
        max_simulations=60,
        replicates=2,
        draws=2,
        threads=1,
    )
    data = candor.run(SMALL, record={"survey": {"week": 40, "sample": 1}}, replicates=2)
    assert found.reached
    shown = found.posterior.simulated.values[:, 0]
    assert np.ptp(shown) > 0 and abs(shown.mean() - candor.survey_correlation(data, "safety", "trust_leader")) < 0.3


def test_any_function_of_a_run_can_be_fitted():
    def last_voice(data):
        return float(data.voice.isel(week=-1).mean())

    seen = []
    found = candor.calibrate(
        SMALL, {"voice.base": {"normal": [0, 1]}}, candor.Target(statistic=last_voice, value=0.5, tolerance=0.5),
        method="rejection", particles=10, draws=0, threads=1, progress=lambda done, most: seen.append((done, most)), weeks=20,
    )  # fmt: skip
    assert seen[-1] == (found.simulations, 10_000) and len(seen) == found.simulations
    assert found.reached and found.targets[0].label == "last_voice"


def test_every_simulation_has_random_numbers_of_its_own():
    priors = [prior_of("voice.fear", {"uniform": [0, 5]}, {})]
    target = candor.Target(outcome="voice", value=0.4, tolerance=0.1)

    def made():
        return Simulations(SMALL, None, priors, [target], {}, 2, None, seed=8, most=10)

    one, other = made(), made()
    at = np.array([0.4])
    first, second = one.run(at), one.run(at)
    assert first != second
    assert other.run(at) == first and other.run(at) == second
    swept = made()
    swept.run_all(np.array([[0.4], [0.4]]))
    assert swept.shown[0] != swept.shown[1]
    assert swept.shown[0] == pytest.approx(first, rel=1e-6)


@pytest.mark.parametrize(
    "path, words",
    [
        ("environment.turbulence", {"uniform": [0.1, 0.4]}),
        ("environment.turbulence", {"log_uniform": [0.01, 0.3]}),
        ("environment.turbulence", {"triangular": [0.1, 0.15, 0.9]}),
        ("environment.turbulence", {"normal": [0.1, 0.2]}),
        ("leadership.styles.listening.inquiry", {"normal": [0.9, 0.4]}),
        ("leadership.styles.listening.inquiry", {"normal": [0.5, 0.1], "between": [0.2, 0.6]}),
        ("timeline[1].coach", {"normal": [0.9, 0.4]}),
        ("timeline[1].week", {"uniform": [3, 9]}),
        ("organization.span", {"uniform": [3, 5]}),
        ("organization.span", {"log_uniform": [2, 30]}),
        ("organization.span", {"triangular": [2, 4, 9]}),
    ],
)
def test_priors_are_the_distributions_of_sweeps(path, words):
    """A Latin hypercube has one point in each of its strata, so its sorted values lie between quantiles of the prior."""
    points = 200
    data = candor.sweep({
        "base": STYLED, "factors": {path: words}, "replicates": 1,
        "design": {"kind": "latin_hypercube", "points": points, "seed": 4}, "outcomes": ["performance"],
    })  # fmt: skip
    values = np.sort(next(one for one in data.coords.values() if "path" in one.attrs).values.astype(float))
    [prior] = _priors(STYLED, {path: words}, [candor.Target(outcome="voice", value=0)], {})
    edges = prior.quantile(np.linspace(0, 1, points + 1))
    assert (edges[:-1] - 1e-6 <= values).all() and (values <= edges[1:] + 1e-6).all()
    assert prior.whole == (path in ("organization.span", "timeline[1].week"))


@pytest.mark.parametrize(
    "parameters, target, problem",
    [
        ({"voice.faer": {"uniform": [0, 5]}}, VOICE, "unknown key `faer` .section `voice` knows"),
        ({"environment.turbulence": {"uniform": [0, 2]}}, VOICE, "`turbulence` must lie in 0..1, got 2"),
        ({"voice.fear": {"uniform": [5, 0]}}, VOICE, "holds no value"),
        ({"voice.fear": {"normal": [1, 0]}}, VOICE, "standard deviation must be above 0"),
        ({"voice.fear": {"beta": [1, 2]}}, VOICE, "beta"),
        ({"voice.fear": [1, 2]}, VOICE, "must be a distribution, got .1, 2."),
        ({"leadership.policy": ["command", "level2"]}, VOICE, "must be a distribution"),
        ({"voice.fear": {"uniform": [0, 5], "group": "voice"}}, VOICE, "`voice.fear` has a `group` .* leave the group out"),
        ({}, VOICE, "there is no parameter"),
        (PRIORS, {"outcome": "voice", "value": 0.4}, "`voice` has no tolerance"),
        (PRIORS, [], "there is no target"),
        (PRIORS, [VOICE, VOICE], "two targets are called `voice`"),
        (PRIORS, {**VOICE, "outcome": "voise"}, "did you mean `?voice"),
        (PRIORS, {**VOICE, "weeks": "10..90"}, "the data have 1[.][.]40"),
        (PRIORS, {"between": ["safety", "hope"], "value": 0.1, "tolerance": 0.1}, "does not ask `hope`"),
    ],
)
def test_what_cannot_be_calibrated_is_refused(parameters, target, problem):
    with pytest.raises(candor.ScenarioError, match=problem):
        candor.calibrate(SMALL, parameters, target, particles=10, max_simulations=10, replicates=1, draws=0)


@pytest.mark.parametrize("method", ["rejection", "smc"])
def test_a_variant_is_calibrated(method):
    scenario = {**SMALL, "variants": {"timid": {"voice": {"base": -3}}}}

    def base(data):
        return float(json.loads(candor.provenance(data)["scenario_resolved"])["voice"]["base"])

    targets = [candor.Target(statistic=base, value=-3, tolerance=1e-6), {"outcome": "voice", "value": 0.5, "tolerance": 1}]
    options = dict(method=method, particles=10, max_simulations=10, replicates=1, threads=1, variant="timid")
    found = candor.calibrate(scenario, {"voice.fear": {"uniform": [0, 5]}}, targets, draws=2, **options)
    assert found.reached and (found.posterior.simulated[:, 0] == -3).all()
    assert (found.predicted[:, 0] == -3).all()
    alone = candor.calibrate(scenario, {"voice.fear": {"uniform": [0, 5]}}, targets[1], draws=0, **options)
    with pytest.raises(candor.Error, match="no variant is called 'tmid'"):
        candor.calibrate(scenario, {"voice.fear": {"uniform": [0, 5]}}, targets[1], **{**options, "variant": "tmid"})
    np.testing.assert_array_equal(alone.posterior.simulated[:, 0], found.posterior.simulated[:, 1])


def test_the_length_of_runs_is_no_parameter_where_a_survey_is_taken():
    priors = {"run.weeks": {"uniform": [20, 40]}}
    survey = {"between": ["safety", "engagement"], "value": 0.5, "tolerance": 1.5}
    for target, draws in ((survey, 0), (VOICE, 3)):
        with pytest.raises(candor.ScenarioError, match="`run.weeks` cannot be a parameter where a survey is taken"):
            candor.calibrate(TINY, priors, target, draws=draws)
    wide = {**VOICE, "tolerance": 1}
    assert candor.calibrate(SMALL, priors, wide, particles=10, max_simulations=40, replicates=1, draws=0).reached


@pytest.mark.parametrize(
    "options, problem",
    [
        ({"method": "best"}, "smc or rejection"),
        ({"particles": 5}, "at least 10"),
        ({"particles": 50, "max_simulations": 20}, "at least `particles`"),
        ({"draws": -1}, "at least 0"),
        ({"seed": -1}, "`seed` must lie in 0..4294967295, got -1"),
        ({"seed": 2**32}, "`seed` must lie in 0..4294967295"),
        ({"policy": "comand"}, "did you mean `?command"),
        ({"voice.fear": 2, "environment": {"turbulense": 1}}, "did you mean `?turbulence"),
    ],
)
def test_options_that_make_no_sense_are_refused(options, problem):
    with pytest.raises(candor.ScenarioError, match=problem):
        candor.calibrate(SMALL, {"voice.base": {"uniform": [0, 1]}}, VOICE, **options)


def test_a_library_that_is_missing_is_found_in_the_clone(monkeypatch):
    """Not on the package index, where somebody else's package has the name."""
    monkeypatch.setitem(sys.modules, "pyabc", None)
    with pytest.raises(candor.Error, match=r"pip install './analysis\[calibration\]'"):
        candor.calibrate(TINY, targets={**VOICE, "weeks": "1..2"}, particles=10, max_simulations=10, **RARELY)


def test_weighted_quantiles_are_numpys_where_weights_are_equal():
    values = np.random.default_rng(1).normal(size=37)
    shares = np.array([0.05, 0.3, 0.5, 0.95])
    expected = np.quantile(values, shares, method="hazen")
    np.testing.assert_allclose(weighted_quantiles(values, np.full(37, 1 / 37), shares), expected)
    twice = np.concatenate([values, values[:5]])
    weights = np.where(np.arange(37) < 5, 2.0, 1.0)
    np.testing.assert_allclose(
        weighted_quantiles(values, weights, shares), np.quantile(twice, shares, method="hazen"), atol=0.12
    )
    assert math.isclose(weighted_quantiles(values, weights, np.array([0.0]))[0], values.min())
