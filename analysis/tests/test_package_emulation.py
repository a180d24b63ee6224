"""Emulators: known functions are found again, errors are what they say, and a poor one is refused."""

import sys

import matplotlib
import numpy as np
import pytest
import sklearn.gaussian_process
import xarray as xr

candor = pytest.importorskip("candor", reason="the package is not installed (tools/dev/python_package)")

matplotlib.use("Agg")

SWEEP = {
    "base": {"organization": {"members": 60}, "run": {"weeks": 30}},
    "policies": ["command", "level2"],
    "factors": {
        "environment.routineness": {"uniform": [0.2, 0.8]},
        "environment.turbulence": {"log_uniform": [0.01, 0.3]},
        "leadership.habit": ["command", "transactional"],
    },
    "design": {"kind": "latin_hypercube", "points": 60, "seed": 1},
    "outcomes": ["performance", "effort"],
    "replicates": 4,
}


def truth(x, z, word):
    return np.sin(3 * x) + x * np.log(z) + 0.5 * (np.asarray(word) == "red")


def known(points=80, replicates=4, noise=0.05, luck=0.0, seed=1, random_numbers="independent"):
    """A sweep of a known function: noise from run to run, luck of a replicate at all points alike."""
    random = np.random.default_rng(seed)
    x, z = random.uniform(-1, 1, points), np.exp(random.uniform(0, 3, points))
    word = random.choice(["red", "blue"], points)
    values = truth(x, z, word)[:, None] + random.normal(0, noise, (points, replicates)) + random.normal(0, luck, replicates)
    return as_sweep(values, random_numbers, x=x, z=z, word=word)


def as_sweep(values, random_numbers="independent", **factors):
    """As a merged sweep has them, and a coordinate over points that is no factor."""
    places = np.arange(1, len(values) + 1)
    coordinates = {
        name: ("point", column, {"factor": f, "path": f"section.{name}"}) for f, (name, column) in enumerate(factors.items())
    }
    return xr.Dataset(
        {"outcome": (("point", "replicate"), values)},
        {"point": places, "runtime": ("point", places / 7), **coordinates},
        {"design": "list", "random_numbers": random_numbers},
    )


@pytest.fixture(scope="module")
def emulator():
    return candor.emulate(known(), "outcome", log=["z"])


@pytest.fixture(scope="module")
def swept():
    return candor.sweep(SWEEP)


def somewhere(count, seed=9):
    random = np.random.default_rng(seed)
    return {
        "x": random.uniform(-0.95, 0.95, count),
        "z": np.exp(random.uniform(0.1, 2.9, count)),
        "word": random.choice(["red", "blue"], count),
    }


def test_a_known_function_is_found_again(emulator):
    points = somewhere(300)
    table = emulator.predict(points, interval=True)
    away = table["mean"] - truth(**points)
    assert np.sqrt((away**2).mean()) < 0.05
    inside = ((table.low <= truth(**points)) & (truth(**points) <= table.high)).mean()
    assert 0.88 < inside <= 1
    assert emulator.q_squared > 0.98
    assert 0.88 < emulator.coverage <= 1


def test_numbers_of_the_cross_validation(emulator):
    table = emulator.left_out
    data = known()
    np.testing.assert_allclose(table.found, data.outcome.mean("replicate"))
    away = table.found - table.predicted
    assert emulator.rmse == pytest.approx(np.sqrt((away**2).mean()))
    assert emulator.q_squared == pytest.approx(1 - (away**2).sum() / ((table.found - table.found.mean()) ** 2).sum())
    assert emulator.coverage == pytest.approx((away.abs() < 1.959964 * table.deviation).mean())
    pooled = data.outcome.var("replicate", ddof=1).mean().item() / 4
    np.testing.assert_allclose(table.noise**2, pooled)
    assert sorted(table.fold.value_counts()) == [8] * 10
    assert f"Q² {emulator.q_squared:.3f}" in str(emulator) and "10-fold" in str(emulator)


# Words without effect get length scales at the upper end; the package says nothing of it either (`_fitted`).
@pytest.mark.filterwarnings("ignore:The optimal value found for dimension:sklearn.exceptions.ConvergenceWarning")
def test_points_are_predicted_without_their_fold(emulator):
    """The same by scikit-learn alone, from the scaled factors."""
    data = known()
    columns = np.stack([
        (data.x - data.x.min()) / (data.x.max() - data.x.min()),
        (np.log(data.z) - np.log(data.z.min())) / np.log(data.z.max() / data.z.min()),
        data.word == "blue", data.word == "red",
    ], axis=-1).astype(float)  # fmt: skip
    table = emulator.left_out
    left = (table.fold == 3).values
    kept = ~left
    center, spread = table.found[kept].mean(), table.found[kept].std(ddof=0)
    process = sklearn.gaussian_process.GaussianProcessRegressor(
        emulator.process.regressor.kernel_, alpha=(table.noise[kept] ** 2 / spread**2).values
    )
    process.fit(columns[kept], (table.found[kept] - center) / spread)
    mean, deviation = process.predict(columns[left], return_std=True)
    np.testing.assert_allclose(table.predicted[left], center + spread * mean, rtol=1e-3, atol=1e-3)
    np.testing.assert_allclose(table.deviation[left], np.sqrt((spread * deviation) ** 2 + table.noise[left] ** 2), rtol=2e-2)


def test_luck_that_all_points_share_is_an_error_of_the_level():
    shared = known(luck=0.5, random_numbers="common")
    lucky = candor.emulate(shared, "outcome", log=["z"])
    assert lucky.noise == pytest.approx(candor.emulate(known(), "outcome", log=["z"]).noise, rel=0.6)
    of_replicates = (shared.outcome - shared.outcome.mean("replicate")).mean("point")
    assert lucky.level == pytest.approx(of_replicates.var(ddof=1).item() / 4, rel=0.05)
    at = lucky.predict({"x": 0, "z": 2, "word": "red"}, interval=True).loc[0]
    assert at.high - at.low > 2 * 1.95 * np.sqrt(lucky.level)
    independent = candor.emulate(shared.assign_attrs(random_numbers="independent"), "outcome", log=["z"])
    assert independent.level == 0 and independent.noise > 10 * lucky.noise


def test_luck_that_changes_with_the_factors_is_not_noise_from_point_to_point():
    """Points that lie close share it: taken for noise of each, all points left out would lie far inside their intervals."""
    data = known(points=75, noise=0.02, random_numbers="common")
    luck = np.random.default_rng(4).normal(0, 0.3, (2, 4))
    data["outcome"] = data.outcome + luck[0] * data.x.values[:, None] + luck[1] * np.cos(2 * data.x.values)[:, None]
    common = candor.emulate(data, "outcome", log=["z"])
    apart = candor.emulate(data.assign_attrs(random_numbers="independent"), "outcome", log=["z"])
    assert apart.coverage == 1 and apart.left_out.deviation.mean() > 4 * common.rmse
    assert 0.88 < common.coverage < 1 and common.left_out.deviation.mean() == pytest.approx(common.rmse, rel=0.3)
    assert common.left_out.noise.mean() == pytest.approx(0.02 / 2, rel=0.4)
    assert common.rmse < apart.rmse and common.noise < 0.1 * apart.noise
    table = common.predict(somewhere(200), interval=True)
    assert (table.high - table.low).mean() > 2 * 1.95 * np.sqrt(0.8 * apart.left_out.noise.mean() ** 2)
    assert ((table.low <= truth(**somewhere(200))) & (truth(**somewhere(200)) <= table.high)).mean() > 0.88


def test_factors_are_called_by_name_or_path(emulator):
    by_path = candor.emulate(known(), "outcome", log=["section.z"])
    one = by_path.predict({"section.x": 0.1, "z": [2, 3], "section.word": "red"}, interval=True)
    assert one.equals(emulator.predict({"x": 0.1, "z": [2, 3], "word": "red"}, interval=True))


def test_sensitivity_is_that_of_a_known_function():
    random = np.random.default_rng(3)
    a, b, c = random.uniform(0, 1, (3, 60))
    values = (2 * a + b)[:, None] + random.normal(0, 0.02, (60, 3))
    found = candor.emulate(as_sweep(values, a=a, b=b, c=c), "outcome").sensitivity(512)
    assert list(found.indices.index) == ["a", "b", "c"]
    np.testing.assert_allclose(found.indices.alone[["a", "b", "c"]], [0.8, 0.2, 0], atol=0.04)
    np.testing.assert_allclose(found.indices.total[["a", "b", "c"]], [0.8, 0.2, 0], atol=0.04)
    assert "Of the emulator, not of the model" in str(found) and "RMSE" in found.note


def test_a_real_sweep_is_emulated(swept):
    emulator = candor.emulate(swept, "effort", policy="level2", log=["turbulence"])
    assert emulator.q_squared > 0.9 and emulator.outcome == "effort of level2"
    at = {"routineness": 0.5, "turbulence": 0.05, "habit": "command"}
    there = {path: [at[path.split(".")[-1]]] for path in SWEEP["factors"]}
    fresh = candor.sweep({**SWEEP, "factors": there, "design": "grid"})
    row = emulator.predict(at, interval=True).loc[0]
    slack = 3 * emulator.rmse
    assert row.low - slack < fresh.effort.sel(policy="level2").mean().item() < row.high + slack
    difference = candor.emulate(swept, "effort", policy="level2", minus="command")
    paired = (swept.effort.sel(policy="level2") - swept.effort.sel(policy="command")).mean("replicate")
    np.testing.assert_allclose(difference.left_out.found, paired)
    table = emulator.sensitivity(256).indices
    assert table.alone.idxmax() == "routineness"


def test_the_same_data_give_the_same_emulator(swept):
    points = {"routineness": [0.3, 0.7], "turbulence": 0.1, "habit": ["command", "transactional"]}
    one, other = (candor.emulate(swept, "performance", policy="command", folds=4) for _ in range(2))
    assert one.predict(points, interval=True).equals(other.predict(points, interval=True))
    assert one.left_out.equals(other.left_out)
    assert str(one.sensitivity(64)) == str(other.sensitivity(64))


def test_a_sweep_is_run_where_no_data_are_given():
    small = {**SWEEP, "design": {"kind": "latin_hypercube", "points": 12, "seed": 1}, "policies": ["level2"]}
    emulator = candor.emulate(small, "effort", folds=3)
    assert len(emulator.points) == 12 and "3-fold" in emulator.quality


def test_noise_alone_makes_a_poor_emulator():
    data = known()
    noise = data.assign(outcome=(data.outcome.dims, np.random.default_rng(2).normal(size=data.outcome.shape)))
    with pytest.warns(UserWarning, match="poor: run the model itself"):
        poor = candor.emulate(noise, "outcome")
    with pytest.raises(candor.Error, match="too poor for its sensitivity"):
        poor.sensitivity()
    assert poor.sensitivity(32, poor=True).q_squared < 0.5
    steady = noise - noise.mean("replicate") + np.random.default_rng(3).normal(0, 0.01, noise.sizes["point"])[:, None]
    with pytest.warns(UserWarning, match="poor"):
        steady = candor.emulate(steady.assign_attrs(noise.attrs), "outcome")
    assert steady.noise == 1
    assert "noise of the replicates alone would explain all of the variance" in steady.quality


def test_points_that_are_missing_are_left_out():
    data = known()
    values = data.outcome.values.copy()
    values[3], values[5, 0] = np.nan, np.nan
    emulator = candor.emulate(data.assign(outcome=(data.outcome.dims, values)), "outcome", log=["z"])
    assert 4 not in emulator.points and len(emulator.points) == 79
    assert emulator.left_out.noise[4] > emulator.left_out.noise[3]


@pytest.mark.parametrize(
    "points, problem",
    [
        ({"x": 0, "z": 2}, "`word` is missing"),
        ({"x": 0, "z": 2, "word": "green"}, "was not run with `green`"),
        ({"x": 3, "z": 2, "word": "red"}, "`x` lies beyond what was run"),
        ({"x": 0, "z": 2, "word": "red", "y": 1}, "unknown factor `y`"),
        ({"x": 0, "z": 2, "word": "red", "runtime": 1}, "unknown factor `runtime`"),
        ({"x": 0, "section.x": 0, "z": 2, "word": "red"}, "`x` is given twice"),
        ({"x": [0, 0.1], "z": [2, 3, 4], "word": "red"}, "lists of one length .`x` has 2, `z` has 3"),
        ({"x": [[0, 0.1]], "z": 2, "word": "red"}, "`x` must be a value or a list of them, got 2 dimensions"),
    ],
)
def test_points_that_the_emulator_knows_nothing_of_are_refused(emulator, points, problem):
    with pytest.raises(candor.ScenarioError, match=problem):
        emulator.predict(points)


@pytest.mark.parametrize(
    "arguments, problem",
    [
        ({"outcome": "quits"}, "unknown outcome `quits` .the sweep has performance, effort"),
        ({"outcome": "effort"}, "`policy` is needed .the sweep has command, level2"),
        ({"outcome": "effort", "policy": "level3"}, "unknown policy `level3`"),
        ({"outcome": "effort", "policy": "level2", "minus": "level3"}, "unknown policy `level3`"),
        ({"outcome": "effort", "policy": "level2", "minus": "level2"}, "`minus` is `policy`, level2"),
        ({"outcome": "effort", "policy": "level2", "log": ["habit"]}, "`habit` has no logarithm"),
        ({"outcome": "effort", "policy": "level2", "log": ["turbulense"]}, "did you mean `turbulence`"),
        ({"outcome": "effort", "policy": "level2", "folds": 1}, "`folds` must lie in 2..60"),
    ],
)
def test_what_cannot_be_emulated_is_refused(swept, arguments, problem):
    with pytest.raises(candor.ScenarioError, match=problem):
        candor.emulate(swept, **arguments)


def test_too_little_is_refused(swept):
    with pytest.raises(candor.ScenarioError, match="one replicate at each point"):
        candor.emulate(swept.isel(replicate=[0]), "effort", policy="level2")
    with pytest.raises(candor.ScenarioError, match="at least 10"):
        candor.emulate(swept.isel(point=slice(0, 8)), "effort", policy="level2")
    with pytest.raises(candor.ScenarioError, match="is no merged sweep"):
        candor.emulate(swept.drop_vars(["routineness", "turbulence", "habit"]), "effort", policy="level2")


def test_a_library_that_is_missing_is_found_in_the_clone(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.gaussian_process", None)
    with pytest.raises(candor.Error, match=r"pip install './analysis\[emulation\]'"):
        candor.emulate(known(), "outcome")


def test_the_error_is_drawn(emulator):
    axes = emulator.plot()
    assert "Q²" in axes.get_title() and len(axes.lines) >= 1
    assert emulator.plot(axes) is axes
    matplotlib.pyplot.close("all")
