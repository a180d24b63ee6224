"""Sweeps for SALib: the program's own indices come back, and samples of SALib's are carried out in their order."""

import copy
import json
import subprocess

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


GROUPED = {
    **SWEEP,
    "factors": {
        "environment.routineness": {"uniform": [0, 1], "group": "work"},
        "environment.volatility": {"uniform": [0, 0.6], "group": "work"},
        "leadership.adoption": {"uniform": [0, 1]},
    },
}


@pytest.mark.parametrize(
    ("design", "groups"),
    [
        ({"kind": "saltelli", "base_rows": 8}, None),
        ({"kind": "saltelli", "base_rows": 8, "second_order": True}, None),
        ({"kind": "morris", "trajectories": 6}, ["work", "work", "leadership_adoption"]),
    ],
)
def test_groups_move_together_in_morris_designs_only(program, tmp_path, design, groups):
    sweep = {**GROUPED, "design": design}
    data = package.sweep(sweep, tmp_path / "grouped", progress=False)
    assert salib.problem(data).get("groups") == groups and ("groups" in salib.problem(sweep)) == bool(groups)
    found = salib.indices(data, policy="level2", resamples=10)
    done = subprocess.run([program, "sensitivity", "grouped", "--bootstrap", "0", "--json", "-q"], cwd=tmp_path,
                          capture_output=True, text=True, check=True)  # fmt: skip
    (told,) = [one for one in json.loads(done.stdout)["sensitivities"] if one["policy"] == "level2"]
    assert found.index.tolist() == [one["factor"] for one in told["factors"]]
    for column in ("mu_star",) if groups else ("first", "total"):
        np.testing.assert_allclose(found[column], [one[column]["value"] for one in told["factors"]], atol=1e-9)


def test_whole_numbers_stay_within_their_ends():
    sweep = {"factors": {"organization.span": {"uniform": [2, 9]}, "timeline[1].week": {"uniform": [3, 8]}}}
    assert salib.problem(sweep)["bounds"] == [[1.5, 9.5], [2.5, 8.5]]
    rows = salib.with_sample(sweep, [[1.5, 2.5], [9.5, 8.5], [4.4, 4.6]])["design"]["rows"]
    assert rows == [[2, 3], [9, 8], [4, 5]] and all(isinstance(value, int) for row in rows for value in row)


def test_a_normal_ends_where_the_key_does(tmp_path):
    factors = {"environment.routineness": {"normal": [0.9, 0.3]}, "organization.span": {"normal": [4, 2]}}
    sweep = {**SWEEP, "factors": factors, "design": {"kind": "random", "points": 4}}
    data = package.sweep(sweep, tmp_path / "normal", progress=False)
    least = float(package.describe().loc["organization.span", "least"])
    for problem in (salib.problem(sweep), salib.problem(data)):
        assert problem["bounds"][0] == [0, 1, 0.9, 0.3] and problem["bounds"][1][0] == least - 0.5
    sample = sobol_sample.sample(salib.problem(sweep), 64, seed=2)
    assert (sample[:, 0] <= 1).all() and all(row[1] >= least for row in salib.with_sample(sweep, sample)["design"]["rows"])


def test_values_may_be_arrays_tuples_and_ranges():
    values = {"environment.routineness": np.array([0.1, 0.5]), "environment.volatility": (0.2, 0.1), "organization.span": range(2, 7)}
    problem = salib.problem({"factors": values})
    assert problem["bounds"] == [[0.1, 0.5], [0.1, 0.2], [1.5, 6.5]]
    with pytest.raises(ValueError, match="`leadership.habit` is words"):
        salib.problem({"factors": {"leadership.habit": np.array(["command", "level2"])}})
    listed = salib.with_sample({"factors": {"environment.routineness": {"uniform": np.array([0, 1])}}}, [[0.5]])
    assert listed["design"]["rows"] == [[0.5]]


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
