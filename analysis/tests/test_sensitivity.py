"""What `candor sensitivity` and `candor regimes` say of a merged sweep: the same numbers as SALib, and words for people.

The files are made here, as `candor merge` makes them: points as SALib samples them, outcomes of known functions.
"""

import csv
import json

import numpy as np
import pytest
import xarray as xr
from SALib.analyze import morris as morris_analysis
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami

ISHIGAMI = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
TOLERANCE = 1e-9


def write(path, names, points, outcomes, design, groups=None, policies=None, paired=1, partial="no"):
    """A merged sweep: `outcomes` are arrays (policy, point, replicate), or (point, replicate) without policies."""
    shape = ("policy", "point", "replicate") if policies else ("point", "replicate")
    replicates = next(iter(outcomes.values())).shape[-1]
    coordinates = {"point": ("point", np.arange(1, len(points) + 1), {"units": "1", "long_name": "point"}),
                   "replicate": ("replicate", np.arange(1, replicates + 1, dtype=np.int32), {"units": "1", "long_name": "replicate"})}  # fmt: skip
    if policies:
        coordinates["policy"] = ("policy", np.array(policies, dtype=object), {"long_name": "policy"})
    variables = {}
    for i, name in enumerate(names):
        attributes = {"units": "1", "long_name": name, "path": f"environment.{name}", "factor": i + 1}
        if groups:
            attributes["group"] = groups[i]
        variables[name] = ("point", np.asarray(points)[:, i], attributes)
    for name, values in outcomes.items():
        variables[name] = (shape, values, {"units": "1", "long_name": name})
    attributes = {"Conventions": "CF-1.10", "title": "Known functions", "history": "made by a test", "partial": partial,
                  "paired": paired, "random_numbers": "common", **design}  # fmt: skip
    xr.Dataset(variables, coordinates, attributes).to_netcdf(path, engine="h5netcdf", encoding={n: {"dtype": v[1].dtype} for n, v in variables.items()})


def saltelli(rows, second_order):
    return {"design": "saltelli", "design_seed": 1, "design_base_rows": rows, "design_second_order": int(second_order)}


def with_replicates(values, replicates, seed=1):
    """Values around these that have exactly them as means."""
    if replicates == 1:
        return values[:, None]
    noise = np.random.default_rng(seed).normal(size=(len(values), replicates))
    return values[:, None] + noise - noise.mean(axis=1, keepdims=True)


def sensitivities(candor, *arguments):
    done = candor("sensitivity", *arguments, "--json", "--bootstrap", "100", "-q")
    said = json.loads(done.stdout)
    assert said["schema"] == "candor.sensitivity/1"
    return said["sensitivities"]


def values_of(factors, index):
    return np.array([np.nan if factor[index]["value"] is None else factor[index]["value"] for factor in factors])


# The same numbers as SALib -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("replicates", [1, 5])
@pytest.mark.parametrize("second_order", [False, True])
def test_sobol_indices_are_those_of_salib(candor, folder, second_order, replicates):
    points = sobol_sample.sample(ISHIGAMI, 256, calc_second_order=second_order, seed=4)
    values = Ishigami.evaluate(points)
    outcome = with_replicates(values, replicates)
    write(folder / "results.h5", ISHIGAMI["names"], points, {"performance": outcome}, saltelli(256, second_order))
    (found,) = sensitivities(candor, "results.h5")
    theirs = sobol_analysis.analyze(ISHIGAMI, outcome.mean(axis=1), calc_second_order=second_order, seed=1)
    assert found["base_rows"] == 256 and found["replicates"] == replicates
    np.testing.assert_allclose(values_of(found["factors"], "first"), theirs["S1"], rtol=0, atol=TOLERANCE)
    np.testing.assert_allclose(values_of(found["factors"], "total"), theirs["ST"], rtol=0, atol=TOLERANCE)
    assert found["interactions"]["value"] == pytest.approx(1 - theirs["S1"].sum(), abs=TOLERANCE)
    assert ("pairs" in found) == second_order
    for pair in found.get("pairs", []):
        j, k = (ISHIGAMI["names"].index(pair[end]) for end in ("one", "other"))
        assert pair["second"]["value"] == pytest.approx(theirs["S2"][j, k], abs=TOLERANCE)


REAL = """
set: {organization: {members: 30}, run: {weeks: 20}}
policies: [command, level2]
factors:
  environment.routineness: {uniform: [0, 1]}
  environment.volatility: {uniform: [0, .6]}
  organization.span: {uniform: [2, 9]}
design: %s
outcomes: [performance]
replicates: 3
"""


@pytest.mark.parametrize("design", ["{kind: saltelli, base_rows: 16}", "{kind: morris, trajectories: 12, levels: 4}"])
def test_a_sweep_that_was_run_gives_what_salib_finds_in_its_file(candor, folder, design):
    (folder / "sweep.yaml").write_text(REAL % design)
    candor("sweep", "sweep.yaml", "-o", "x", "-q")
    names = ["routineness", "volatility", "span"]
    with xr.open_dataset(folder / "x/results.h5") as data:
        found = {one["policy"]: one for one in sensitivities(candor, "x")}
        means = {str(policy): data.performance.sel(policy=policy).mean("replicate").values for policy in data.policy.values}
        points = np.stack([data[name].values for name in names], axis=1)
    means["level2 - command"] = means["level2"] - means["command"]
    problem = {"num_vars": 3, "names": names, "bounds": [[0, 1], [0, 0.6], [2, 9]]}
    assert set(found) == set(means)
    for policy, values in means.items():
        factors = found[policy]["factors"]
        if "saltelli" in design:
            theirs = sobol_analysis.analyze(problem, values, calc_second_order=False, seed=1)
            pairs = [("first", theirs["S1"]), ("total", theirs["ST"])]
        else:
            theirs = morris_analysis.analyze(problem, points, values, num_levels=4, seed=1)
            pairs = [("mu_star", theirs["mu_star"].data), ("sigma", theirs["sigma"])]
        for index, expected in pairs:
            np.testing.assert_allclose(values_of(factors, index), expected, rtol=0, atol=TOLERANCE)


def test_sobol_intervals_are_about_as_wide_as_salib_s(candor, folder):
    points = sobol_sample.sample(ISHIGAMI, 512, calc_second_order=False, seed=4)
    write(folder / "results.h5", ISHIGAMI["names"], points, {"performance": with_replicates(Ishigami.evaluate(points), 1)},
          saltelli(512, False))  # fmt: skip
    found = json.loads(candor("sensitivity", "results.h5", "--json", "-q").stdout)["sensitivities"][0]
    theirs = sobol_analysis.analyze(ISHIGAMI, Ishigami.evaluate(points), calc_second_order=False, num_resamples=1000, seed=1)
    for index, half in (("first", "S1_conf"), ("total", "ST_conf")):
        ours = np.array([(f[index]["high"] - f[index]["low"]) / 2 for f in found["factors"]])
        np.testing.assert_allclose(ours, theirs[half], rtol=0.15)


@pytest.mark.parametrize("replicates", [1, 4])
@pytest.mark.parametrize("groups", [None, ["market", "x2", "market"], ["all", "x2", "x3"]])
def test_morris_indices_are_those_of_salib(candor, folder, groups, replicates):
    problem = {**ISHIGAMI, "groups": groups} if groups else dict(ISHIGAMI)
    points = morris_sample.sample(dict(problem), 40, num_levels=6, seed=2)
    outcome = with_replicates(Ishigami.evaluate(points), replicates)
    names = [group or "" for group in groups] if groups else None
    if groups == ["all", "x2", "x3"]:
        names = None  # groups of one: as no groups, but named
    write(folder / "results.h5", problem["names"], points, {"performance": outcome},
          {"design": "morris", "design_seed": 1, "design_trajectories": 40, "design_levels": 6}, names)  # fmt: skip
    (found,) = sensitivities(candor, "results.h5")
    theirs = morris_analysis.analyze(dict(problem), points, outcome.mean(axis=1), num_levels=6, seed=1)
    if names:
        assert [factor["factor"] for factor in found["factors"]] == list(theirs["names"])
    np.testing.assert_allclose(values_of(found["factors"], "mu_star"), theirs["mu_star"], rtol=0, atol=TOLERANCE)
    np.testing.assert_allclose(values_of(found["factors"], "sigma"), np.ma.filled(theirs["sigma"], np.nan), rtol=0, atol=TOLERANCE)
    alone = ~np.isnan(values_of(found["factors"], "sigma"))
    np.testing.assert_allclose(values_of(found["factors"], "mu")[alone], np.asarray(theirs["mu"])[alone], rtol=0, atol=TOLERANCE)
    assert np.isnan(values_of(found["factors"], "mu")[~alone]).all()


# What is said ------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_policies(folder):
    points = sobol_sample.sample(ISHIGAMI, 512, calc_second_order=False, seed=4)
    base = with_replicates(Ishigami.evaluate(points), 3)
    outcomes = {"quits": np.stack([base, base + 1]), "performance": np.stack([base, base + points[:, 1:2]])}
    (folder / "sweep").mkdir()
    write(folder / "sweep" / "results.h5", ISHIGAMI["names"], points, outcomes, saltelli(512, False), policies=["command", "level2"])
    return folder


def test_every_policy_and_the_difference_is_told(candor, two_policies):
    found = sensitivities(candor, "sweep")
    assert [(one["outcome"], one["policy"]) for one in found] == [
        ("performance", "command"), ("performance", "level2"), ("performance", "level2 - command")]  # fmt: skip
    assert values_of(found[2]["factors"], "total") == pytest.approx([0, 1, 0], abs=0.05)
    found = sensitivities(candor, "sweep", "--outcome", "quits,performance")
    assert [one["outcome"] for one in found] == ["quits"] * 3 + ["performance"] * 3
    assert sensitivities(candor, "sweep", "--outcome", "quits", "--outcome", "performance") == found
    assert values_of(found[2]["factors"], "total") is not None and np.isnan(values_of(found[2]["factors"], "total")).all()


def test_tables_say_what_matters_most(candor, two_policies):
    text = candor("sensitivity", "sweep", "--outcome", "performance,quits").stdout
    assert text.startswith("Known functions · saltelli design · 512 base rows · 3 replicates\n")
    assert "In this model performance under command depends most on x1" in " ".join(text.split())
    assert "Interactions carry about 2" in " ".join(text.split())
    assert "the difference in performance level2 - command depends most on x2" in " ".join(text.split())
    assert "the difference in quits level2 - command does not vary over the sweep" in " ".join(text.split())
    first = text.split("\n\n")[2].splitlines()
    assert [line.split()[0] for line in first[1:]] == ["x1", "x2", "x3"]
    assert all("█" in line or "░" in line for line in first[1:])
    assert max(map(len, text.splitlines())) <= 80
    narrow = candor("sensitivity", "sweep", COLUMNS="60").stdout
    assert max(map(len, narrow.splitlines())) <= 60


def test_the_same_bytes_at_any_number_of_threads(candor, two_policies):
    texts = {candor("sensitivity", "sweep", "--json", "--threads", n).stdout for n in ("1", "2", "4")}
    assert len(texts) == 1
    assert candor("sensitivity", "sweep", "--json", "--seed", "2").stdout not in texts


def test_intervals_too_wide_come_with_advice(candor, folder):
    points = sobol_sample.sample(ISHIGAMI, 16, calc_second_order=False, seed=4)
    values = {"performance": with_replicates(Ishigami.evaluate(points), 1)}
    write(folder / "results.h5", ISHIGAMI["names"], points, values, saltelli(16, False))
    said = candor("sensitivity", "results.h5").stderr
    assert "warning: the intervals of performance are up to ±" in said and "base rows instead of 16" in said
    assert "note: with one replicate" in said
    assert candor("sensitivity", "results.h5", "-q").stderr.startswith("warning: ")


def test_morris_is_told_in_its_own_words(candor, folder):
    points = morris_sample.sample(dict(ISHIGAMI), 20, num_levels=4, seed=2)
    write(folder / "results.h5", ISHIGAMI["names"], points, {"voice": with_replicates(Ishigami.evaluate(points), 2)},
          {"design": "morris", "design_trajectories": 20, "design_levels": 4})  # fmt: skip
    text = candor("sensitivity", "results.h5").stdout
    assert "morris design · 20 trajectories · 2 replicates" in text
    assert "mu* [95 %]" in text and "In this model voice depends most on" in text


# The map -----------------------------------------------------------------------------------------------------------


def advantage(points):
    return points[:, 0] - 0.2 - 0.4 * points[:, 1]


def grid_file(path, side, replicates=10, noise=0.05, policies=("command", "level2"), **more):
    steps = np.linspace(0, 1, side)
    points = np.array([(x, y) for x in steps for y in steps])
    base = np.random.default_rng(3).normal(size=(len(points), replicates))
    better = base + advantage(points)[:, None] + noise * np.random.default_rng(4).normal(size=base.shape)
    third = base - 10 + 0 * better
    outcomes = {"performance": np.stack([base, better, third][: len(policies)])}
    write(path, ["turbulence", "span"], points, outcomes, {"design": "grid"}, policies=list(policies), **more)


def test_the_map_shows_who_wins_where(candor, folder):
    grid_file(folder / "results.h5", 9)
    text = candor("regimes", "results.h5", "turbulence", "environment.span").stdout
    assert "Known functions · performance · 81 points · 10 replicates" in text
    lines = text.splitlines()
    top = next(i for i, line in enumerate(lines) if line.strip() == "span")
    rows = [line.split()[1:] for line in lines[top + 1 : top + 10]]
    assert [line.split()[0] for line in lines[top + 1 : top + 10]][:2] == ["1", "0.875"]
    for y, row in zip(np.linspace(1, 0, 9), rows):
        for x, glyph in zip(np.linspace(0, 1, 9), row):
            by = x - 0.2 - 0.4 * y
            if abs(by) > 0.06:
                assert glyph == ("B" if by > 0 else "A"), (x, y)
    assert lines[top + 10].split() == ["0", "0.25", "0.5", "0.75", "1", "turbulence"] or lines[top + 10].split()[-1] == "turbulence"
    assert "A command" in text and "B level2" in text and "· not clear" in text
    assert "At span 0 level2 takes over from command at turbulence 0." in " ".join(text.split())
    coloured = candor("regimes", "results.h5", "turbulence", "span", "--color", "always").stdout
    assert "\x1b[38;5;166mA\x1b[0m" in coloured and "\x1b[38;5;32mB\x1b[0m" in coloured


def test_the_map_as_json_and_csv_holds_the_same(candor, folder):
    grid_file(folder / "results.h5", 6)
    done = candor("regimes", "results.h5", "turbulence", "span", "--json", "-o", "map.csv")
    said = json.loads(done.stdout)
    assert said["schema"] == "candor.regimes/1" and said["better"] == "higher"
    assert said["x"]["values"] == pytest.approx(np.linspace(0, 1, 6))
    assert done.stderr == "note: wrote 'map.csv'\n"
    rows = list(csv.DictReader((folder / "map.csv").open()))
    assert len(rows) == len(said["fields"]) == 36
    for row, field in zip(rows, said["fields"]):
        assert float(row["turbulence"]) == said["x"]["values"][field["x"]]
        assert row["winner"] == (field["winner"] or "")
        assert float(row["difference_level2"]) == field["differences"]["level2"]["mean"]
        assert float(row["low_level2"]) < float(row["difference_level2"]) < float(row["high_level2"])
        assert int(row["points"]) == 1
    for border in said["borders"]:
        assert border["left"] == "command" and border["right"] == "level2"
        assert border["low"] <= border["x"] <= border["high"]
        assert border["x"] == pytest.approx(0.2 + 0.4 * border["y"], abs=0.1)
    assert len(said["borders"]) == 6


@pytest.mark.parametrize("columns", [80, 60])
def test_wide_maps_fit(candor, folder, columns):
    grid_file(folder / "results.h5", 40, replicates=2)
    text = candor("regimes", "results.h5", "turbulence", "span", COLUMNS=str(columns)).stdout
    assert max(map(len, text.splitlines())) <= columns
    assert any(len(line.split()) == 2 and len(line.split()[1]) == 40 for line in text.splitlines())
    assert len(json.loads(candor("regimes", "results.h5", "turbulence", "span", "--bins", "4", "--json").stdout)["x"]["values"]) == 4


def test_a_third_policy_that_never_wins_is_named(candor, folder):
    grid_file(folder / "results.h5", 4, policies=("command", "level2", "distributed"))
    text = candor("regimes", "results.h5", "turbulence", "span").stdout
    assert "under distributed in 0 of 16 fields" in " ".join(text.split()) and "C distributed" in text


# What is wrong -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments, code, problem, help_",
    [
        (["sensitivity"], 2, "`candor sensitivity` needs a file", "--help"),
        (["sensitivity", "sweep", "--outcome", "performanse"], 2, "there is no outcome `performanse` in the sweep", "did you mean `performance`?"),
        (["sensitivity", "grid.h5"], 4, "'grid.h5' cannot say what matters (its design is grid, neither saltelli nor morris)", "saltelli"),
        (["sensitivity", "sweep", "--bootstrap", "-1"], 2, "`--bootstrap` must be a whole number, got `-1` (0..1000000)", "--help"),
        (["regimes", "sweep"], 2, "`candor regimes` needs two factors behind the file, X and Y", "--help"),
        (["regimes", "sweep", "x1", "x9"], 2, "there is no factor `x9` in the sweep", ""),
        (["regimes", "grid.h5", "turbulense", "span"], 2, "there is no factor `turbulense` in the sweep", "did you mean `turbulence`?"),
        (["regimes", "sweep", "x1", "environment.x1"], 2, "a map needs two factors, not `x1` twice", "another"),
        (["regimes", "sweep", "x1", "x2", "--bins", "1"], 2, "`--bins` must be a whole number, got `1` (2..40)", "--help"),
        (["regimes", "one.h5", "turbulence", "span"], 4, "'one.h5' has one policy only", "policies: [command, level2]"),
        (["regimes", "grid.h5", "turbulence", "span", "-o", "no/such/folder.csv"], 4, "cannot write 'no/such/folder.csv'", ""),
    ],
)  # fmt: skip
def test_misuse_says_what_was_meant(candor, two_policies, arguments, code, problem, help_):
    grid_file(two_policies / "grid.h5", 3)
    grid_file(two_policies / "one.h5", 3, policies=("level2",))
    done = candor(*arguments, code=code)
    assert done.stderr.startswith("error: " + problem)
    assert help_ in done.stderr
    assert done.stdout == ""


def test_what_is_no_merged_sweep_is_refused(candor, folder):
    (folder / "empty").mkdir()
    assert candor("sensitivity", "empty", code=4).stderr == "error: 'empty' is no folder of a sweep (it holds no design.h5)\n"
    (folder / "empty" / "design.h5").write_bytes(b"")
    assert candor("regimes", "empty", "x", "y", code=4).stderr == (
        "error: 'empty' holds no results.h5 (its runs are not put together): `candor merge empty` first\n")  # fmt: skip
    candor("compare", "small.yaml", "-o", "compared.h5")
    assert candor("sensitivity", "compared.h5", code=4).stderr == (
        "error: 'compared.h5' is no merged sweep (it has no attribute 'design')\n")  # fmt: skip
    assert candor("sensitivity", "small.yaml", code=4).stderr.startswith("error: cannot read 'small.yaml' (it is not an HDF5 file)")


def test_missing_and_undefined_runs_are_counted(candor, folder):
    points = sobol_sample.sample(ISHIGAMI, 8, calc_second_order=False, seed=4)
    values = with_replicates(Ishigami.evaluate(points), 2)
    spoilt = values.copy()
    spoilt[3, 1] = spoilt[7, 0] = np.nan
    write(folder / "results.h5", ISHIGAMI["names"], points, {"voice": spoilt}, saltelli(8, False), partial="78 of 80 runs")
    assert candor("sensitivity", "results.h5", code=4).stderr == (
        "error: 2 of the sweep's 80 runs are missing (of points 4 and 8): run the sweep again, which goes on where it "
        "stopped, then `candor merge`\n")  # fmt: skip
    write(folder / "results.h5", ISHIGAMI["names"], points, {"voice": spoilt, "quits": values}, saltelli(8, False))
    assert candor("sensitivity", "results.h5", "--outcome", "voice", code=4).stderr == (
        "error: `voice` is undefined in 2 runs of the sweep (of points 4 and 8): choose another outcome\n")  # fmt: skip
    candor("sensitivity", "results.h5", "--outcome", "quits")


def test_one_run_a_field_is_never_clear(candor, folder):
    grid_file(folder / "results.h5", 3, replicates=1)
    done = candor("regimes", "results.h5", "turbulence", "span")
    assert "under level2 in 0 of 9 fields; 9 are not clear" in " ".join(done.stdout.split())
    assert done.stderr == "note: with one run a field and policy nothing can be clear: sweep with more replicates\n"
    assert "Nowhere does the clear winner change along turbulence" in done.stdout


def test_levels_that_are_words_are_all_named(candor, folder):
    points = [(place, y) for place in range(3) for y in np.linspace(0, 1, 5)]
    better = np.array([place / 2 - 0.2 - 0.4 * y for place, y in points])[:, None] + np.zeros((1, 4))
    write(folder / "numbers.h5", ["style", "span"], points, {"performance": np.stack([0 * better, better])},
          {"design": "grid"}, policies=["command", "level2"])  # fmt: skip
    levels = np.array(["open", "guarded", "closed"], dtype=object)
    sweep = xr.load_dataset(folder / "numbers.h5")
    attributes = sweep["style"].attrs | {"levels": "\n".join(levels)}
    sweep["style"] = ("point", levels[[place for place, _ in points]], attributes)
    sweep.to_netcdf(folder / "results.h5", engine="h5netcdf")
    text = candor("regimes", "results.h5", "style", "span").stdout
    assert any(line.split() == ["open", "guarded", "closed", "style"] for line in text.splitlines())
    assert "takes over" not in text
    turned = candor("regimes", "results.h5", "span", "style", LC_ALL="C").stdout
    assert turned.isascii() and ". not clear" in turned
    assert [line.split()[0] for line in turned.splitlines() if line.split()[:1] and line.split()[0] in levels] == ["closed", "guarded", "open"]
    assert "At style guarded command takes over from level2 at span 0.75" in " ".join(turned.split())
