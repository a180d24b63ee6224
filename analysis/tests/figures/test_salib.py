"""Sweeps for SALib: the program's own indices come back, and samples of SALib's are carried out in their order."""

import copy

import numpy as np
import pytest
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import sobol as sobol_sample

import candor as package
from candor import salib

SWEEP = {
    "set": {"organization": {"members": 30}, "run": {"weeks": 12}},
    "policies": ["command", "level2"],
    "factors": {
        "environment.routineness": {"uniform": [0, 1]},
        "environment.volatility": {"log_uniform": [0.05, 0.6]},
        "organization.span": {"uniform": [2, 9]},
        "leadership.adoption": {"triangular": [0.1, 0.7, 1]},
        "environment.individuality": {"normal": [0.6, 0.1], "between": [0.3, 0.9]},
    },
    "outcomes": ["performance"],
    "replicates": 2,
}
BOUNDS = [[0, 1], [0.05, 0.6], [1.5, 9.5], [0.1, 1, (0.7 - 0.1) / 0.9], [0.3, 0.9, 0.6, 0.1]]
KINDS = ["unif", "logunif", "unif", "triang", "truncnorm"]


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    return package.sweep(
        {**SWEEP, "design": {"kind": "saltelli", "base_rows": 8}}, tmp_path_factory.mktemp("sweep") / "s", progress=False
    )


def test_the_problem_of_a_sweep_and_of_its_file_are_one(swept):
    asked, kept = salib.problem(SWEEP), salib.problem(swept)
    assert kept["names"] == ["routineness", "volatility", "span", "leadership_adoption", "individuality"]
    assert asked["names"] == list(SWEEP["factors"])
    for one in (asked, kept):
        assert one["num_vars"] == 5 and one["dists"] == KINDS and "groups" not in one
        for bounds, expected in zip(one["bounds"], BOUNDS, strict=True):
            np.testing.assert_allclose(bounds, expected, rtol=1e-12)


def test_samples_of_the_problem_lie_where_the_engine_draws(swept):
    """The quantiles of SALib's sample and of the engine's, which share no code, agree within sampling error."""
    sample = sobol_sample.sample(salib.problem(SWEEP), 512, calc_second_order=False, seed=1)
    drawn = package.sweep(
        {**SWEEP, "policies": ["command"], "replicates": 1, "design": {"kind": "sobol", "points": 512}}, progress=False
    )
    for column, name in enumerate(salib.problem(swept)["names"]):
        ours = np.round(sample[:, column]) if name == "span" else sample[:, column]
        np.testing.assert_allclose(
            np.quantile(ours, [0.1, 0.5, 0.9]), np.quantile(drawn[name], [0.1, 0.5, 0.9]), rtol=0.04, atol=0.011
        )


def test_a_sample_is_carried_out_in_its_order(tmp_path):
    problem = salib.problem(SWEEP)
    sample = sobol_sample.sample(problem, 8, calc_second_order=False, seed=4)
    listed = salib.with_sample(SWEEP, sample)
    before = copy.deepcopy(SWEEP)
    data = package.sweep(listed, tmp_path / "listed", progress=False)
    assert before == SWEEP and data.attrs["design"] == "list"
    expected = sample.copy()
    expected[:, 2] = np.round(expected[:, 2])
    drawn = np.stack([data[name] for name in salib.problem(data)["names"]], axis=1)
    np.testing.assert_allclose(drawn, expected, rtol=1e-6)
    values = salib.values(data, "performance", "level2", minus="command")
    np.testing.assert_allclose(
        values, (data.performance.sel(policy="level2") - data.performance.sel(policy="command")).mean("replicate"), rtol=1e-12
    )
    assert np.isfinite(sobol_analysis.analyze(problem, values, calc_second_order=False, seed=1)["ST"]).all()
    # One of the points, run alone, gives what the sweep kept of it.
    alone = package.run({"organization": {"members": 30, "span": int(expected[3, 2])}, "run": {"weeks": 12, "replicates": 2}}, policy="level2",
                        progress=False, **{path: float(value) for path, value in zip(SWEEP["factors"], sample[3], strict=True) if "span" not in path})  # fmt: skip
    np.testing.assert_allclose(
        alone.performance.mean("week", dtype=float), data.performance.sel(policy="level2").isel(point=3), rtol=1e-6
    )


def test_names_and_groups_stay(tmp_path):
    sweep = {
        **SWEEP,
        "factors": {
            "environment.routineness": {"uniform": [0, 1], "name": "routine", "group": "work"},
            "environment.volatility": [0.1, 0.2, 0.4],
        },
    }
    problem = salib.problem(sweep)
    assert problem["names"] == ["routine", "environment.volatility"] and problem["groups"] == ["work", "environment.volatility"]
    assert problem["bounds"] == [[0, 1], [0.1, 0.4]]
    data = package.sweep(salib.with_sample(sweep, [[0.2, 0.3]]), tmp_path / "x", progress=False)
    assert float(data.routine[0]) == pytest.approx(0.2)


def test_refusals_say_why(swept, opened, tmp_path):
    with pytest.raises(ValueError, match="say which policy .there are command, level2"):
        salib.values(swept, "performance")
    with pytest.raises(ValueError, match="the design is grid, neither saltelli nor morris"):
        salib.indices(opened("grid"), policy="level2")
    with pytest.raises(ValueError, match="`habit` is words"):
        salib.problem(opened("words"))
    with pytest.raises(ValueError, match="`leadership.habit` is words"):
        salib.problem({"factors": {"leadership.habit": ["command", "level2"]}})
    with pytest.raises(ValueError, match="has 3 columns .the sweep has 5 factors"):
        salib.with_sample(SWEEP, np.zeros((4, 3)))
    with pytest.raises(ValueError, match="no sweep with factors"):
        salib.problem({"title": "nothing"})


def test_a_sweep_file_is_read_where_it_lies(folder_of_results, tmp_path):
    (folder_of_results / "based.yaml").write_text(
        "base: one.yaml\nfactors: {environment.routineness: {uniform: [0, 1]}}\ndesign: {kind: random, points: 3}\n"
    )
    listed = salib.with_sample(folder_of_results / "based.yaml", [[0.5]])
    assert listed["base"] == str((folder_of_results / "one.yaml").resolve())
    assert salib.problem(folder_of_results / "based.yaml")["names"] == ["environment.routineness"]
