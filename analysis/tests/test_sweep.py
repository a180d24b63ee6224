"""Sweeps as people use them: designs, shards, merging, repeating a run, and what is told of all that."""

import json
import math
import re
import statistics
import subprocess

import h5py
import numpy as np
import pytest
import xarray
from conftest import surroundings
from sweep_folders import content_hash, contents, parts, run_in_json, status, text, write_sweep

STUDENT_975 = {9: 2.262157162740992, 19: 2.093024054408263, 39: 2.0226909117347285, 79: 1.990450210230129}


def results_of(sweep):
    return xarray.load_dataset(sweep / "results.h5")


# From one end to the other ----------------------------------------------------------------------------------------


def test_a_sweep_says_what_it_did_and_what_comes_next(candor, folder):
    write_sweep(folder)
    done = candor("sweep", "sweep.yaml", COLUMNS="80")
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[:2] == ["A small sweep · 6 points · 2 policies · 3 replicates · 36 runs", ""]
    assert re.fullmatch(r"36 of 36 runs are done; 36 in [\d.]+ s, [\d,.]+ a second", lines[2])
    assert re.fullmatch(r"→ results/sweep/results\.h5 \(\d+ kB\)", lines[3])
    assert lines[4] == "  content hash " + content_hash(folder / "results/sweep")
    assert re.fullmatch(r"→ results/sweep/results\.html \(\d+ kB\) ← open this", lines[5])
    assert lines[6:] == ["Who wins where: candor regimes results/sweep turbulence interdependence"]
    again = candor("sweep", "sweep.yaml").stdout.splitlines()
    assert again[2] == "36 of 36 runs are done, 36 of them before" and again[3].endswith(" kB, replaces an older one)")
    assert again[4] == lines[4] and parts(folder / "results/sweep") == ["0000-000001.h5"]


def test_one_of_each_is_not_called_several(candor, folder):
    write_sweep(folder, policies="[level2]", factors="{environment.turbulence: [.1]}", replicates="1")
    assert candor("sweep", "sweep.yaml").stdout.startswith("A small sweep · 1 point · 1 replicate · 1 run\n\n1 of 1 runs are done")
    assert candor("merge", "results/sweep").stdout.startswith("1 run\n")


DESIGNS = {
    "grid": ("{kind: grid}", "{environment.turbulence: [.05, .1, .2], environment.volatility: [.05, .3]}", 6),
    "zip": ("{kind: zip}", "{environment.turbulence: [.05, .1, .2], environment.volatility: [.05, .3, .1]}", 3),
    "list": ("{kind: list, rows: [[.1, .2], [.3, .05]]}", "[environment.turbulence, environment.volatility]", 2),
    "one at a time": ("{kind: one_at_a_time}", "{environment.turbulence: [.1, .2], environment.volatility: {uniform: [.1, .2]}}", 5),
    "random": ("{kind: random, points: 5, seed: 2}", None, 5),
    "latin hypercube": ("{kind: latin_hypercube, points: 5}", None, 5),
    "sobol": ("{kind: sobol, points: 4}", None, 4),
    "saltelli": ("{kind: saltelli, base_rows: 2}", None, 8),
    "saltelli of second order": ("{kind: saltelli, base_rows: 2, second_order: true}", None, 12),
    "morris": ("{kind: morris, trajectories: 2}", None, 6),
}


@pytest.mark.parametrize("name", DESIGNS)
def test_every_design_from_one_end_to_the_other(candor, folder, name):
    design, factors, points = DESIGNS[name]
    drawn = "{environment.turbulence: {uniform: [.05, .4]}, environment.volatility: {log_uniform: [.01, .3]}}"
    write_sweep(folder, design=design, factors=factors or drawn, replicates="2")
    plan = run_in_json(candor, "sweep.yaml", "--dry-run")
    assert (plan["points"], plan["runs"]) == (points, points * 4)
    end = run_in_json(candor, "sweep.yaml", "-o", "x")
    assert (end["done"], end["total"], end["failed"]) == (points * 4, points * 4, 0)
    data = results_of(folder / "x")
    assert data.performance.dims == ("policy", "point", "replicate") and data.performance.shape == (2, points, 2)
    assert data.performance.notnull().all() and set(data.performance.coords) >= {"turbulence", "volatility"}
    first = [factor["first"] for factor in plan["factors"]]
    shown = min(points, 5)
    assert [data.turbulence.values[:shown].tolist(), data.volatility.values[:shown].tolist()] == first
    kind = design.split("kind: ")[1].split(",")[0].rstrip("}")
    assert data.attrs["design"] == kind and data.attrs["partial"] == "no" and data.attrs["paired"] == 1
    assert candor("hash", "x/results.h5").stdout.split()[0] == end["content_hash"] == content_hash(folder / "x")


def test_a_list_of_points_from_a_table(candor, folder):
    (folder / "points.csv").write_text("environment.turbulence,leadership.policy\n.1,level2\n.3,command\n.3,level2\n")
    write_sweep(folder, policies=None, factors=None, design="{kind: list, file: points.csv}")
    candor("sweep", "sweep.yaml", "-o", "x")
    data = results_of(folder / "x")
    assert data.performance.dims == ("point", "replicate")
    np.testing.assert_allclose(data.turbulence, [0.1, 0.3, 0.3], rtol=1e-7)
    assert data.leadership_policy.values.tolist() == ["level2", "command", "level2"]
    assert (data.performance[1] != data.performance[2]).all()
    (folder / "points.csv").write_text("environment.turbulence,environment.volatility\n.1,.2\n.1,much\n")
    done = candor("sweep", "sweep.yaml", "-o", "y", code=2)
    assert done.stderr.startswith("error: a value of `environment.volatility` must be a number, got much\n  --> points.csv:3:4\n")
    assert not (folder / "y").exists()


def test_a_factor_that_is_a_text_is_a_text_in_the_results(candor, folder):
    write_sweep(folder, policies=None, factors="{leadership.policy: [command, level2, distributed], environment.turbulence: [.1, .3]}")
    candor("sweep", "sweep.yaml", "-o", "x")
    data = results_of(folder / "x")
    assert data.leadership_policy.values.tolist() == ["command"] * 2 + ["level2"] * 2 + ["distributed"] * 2
    assert data.leadership_policy.attrs["levels"] == "command\nlevel2\ndistributed"
    beside = write_sweep(folder, "beside.yaml", policies="[command, level2, distributed]", factors="{environment.turbulence: [.1, .3]}")
    candor("sweep", beside, "-o", "z")
    np.testing.assert_array_equal(data.performance.values.reshape(3, 2, 3), results_of(folder / "z").performance.values)


def test_a_policy_is_either_a_factor_or_listed(candor, folder):
    write_sweep(folder, policies="[command]", factors="{leadership.policy: [command, level2]}")
    done = candor("sweep", "sweep.yaml", code=2)
    assert done.stderr.startswith("error: `leadership.policy` cannot be varied (`policies` says under which the points are run)\n"
                                  "  --> sweep.yaml:4:")  # fmt: skip
    write_sweep(folder, policies=None, factors="{leadership.policy: [command, level2]}", replicates="2")
    assert candor("sweep", "sweep.yaml", "--run", "3").stdout.startswith("Run 3: point 2, level2, replicate 1\n")


def test_constraints_leave_points_out(candor, folder):
    write_sweep(folder, constraints='["turbulence + interdependence < .4"]')
    plan = run_in_json(candor, "sweep.yaml", "--dry-run")
    assert (plan["points"], plan["points_left_out"]) == (4, 2)
    assert "Points    4 (grid; constraints left out 2)" in candor("sweep", "sweep.yaml", "--dry-run").stdout
    candor("sweep", "sweep.yaml", "-o", "x")
    data = results_of(folder / "x")
    assert data.point.size == 4 and ((data.turbulence + data.interdependence) < 0.4).all()


# What the numbers are ---------------------------------------------------------------------------------------------


def value_of(data, outcome, weeks):
    """The mean over weeks of each replicate of a run file, as a sweep keeps it; shares pool what they count."""
    inside = data.sel(week=weeks)
    if outcome == "voice":
        return (inside.spoken.sum("week") / inside.issues.sum("week")).values
    return inside[outcome].astype("float64").mean("week").values


@pytest.mark.parametrize("weeks, window", [(None, slice(9, 60)), ("11..20", slice(11, 20))])
def test_values_are_those_of_the_single_runs(candor, folder, weeks, window):
    write_sweep(folder, set="{run: {weeks: 60}}", outcomes="[performance, voice, trust_leader, issues]", weeks=weeks)
    candor("sweep", "sweep.yaml", "-o", "x")
    data = results_of(folder / "x")
    for point, policy in [(1, "command"), (4, "level2"), (6, "command")]:
        at = data.sel(point=point, policy=policy)
        candor("run", "small.yaml", "-o", "one.h5", "--weeks", "60", "--replicates", "3",
               "--set", f"environment.turbulence={float(at.turbulence):.9g}", "--set", f"leadership.policy={policy}",
               "--set", f"environment.interdependence={float(at.interdependence):.9g}")  # fmt: skip
        alone = xarray.load_dataset(folder / "one.h5")
        for outcome in ("performance", "voice", "trust_leader", "issues"):
            np.testing.assert_allclose(at[outcome], value_of(alone, outcome, window), rtol=1e-12, err_msg=outcome)


def test_series_are_those_of_the_single_runs(candor, folder):
    write_sweep(folder, series="[voice, performance]")
    candor("sweep", "sweep.yaml", "-o", "x")
    data = results_of(folder / "x")
    assert data.voice_by_week.dims == ("policy", "point", "replicate", "week") and data.voice_by_week.dtype == np.float32
    candor("run", "small.yaml", "-o", "one.h5", "--replicates", "3", "--set", "environment.turbulence=.1",
           "--set", "environment.interdependence=.3", "--set", "leadership.policy=level2")  # fmt: skip
    alone = xarray.load_dataset(folder / "one.h5")
    np.testing.assert_array_equal(data.performance_by_week.sel(point=4, policy="level2"), alone.performance)
    np.testing.assert_allclose(data.voice_by_week.sel(point=4, policy="level2"), alone.spoken / alone.issues, rtol=1e-6)


def test_a_repeated_run_has_the_value_of_the_sweep_and_can_be_explained(candor, folder):
    write_sweep(folder, set="{record: {panel: {share: 1}}}")
    candor("sweep", "sweep.yaml", "-o", "x")
    done = candor("sweep", "sweep.yaml", "--run", "11", "-o", "eleven.h5")
    assert done.stdout.startswith("Run 11: point 2, level2, replicate 2\n  environment.turbulence=0.05\n"
                                  "  environment.interdependence=0.3\n→ eleven.h5 (")  # fmt: skip
    data, one = results_of(folder / "x"), xarray.load_dataset(folder / "eleven.h5")
    assert one.replicate.values.tolist() == [2]
    at = data.sel(point=2, policy="level2", replicate=2)
    assert float(at.performance) == pytest.approx(value_of(one, "performance", slice(1, 20))[0], rel=1e-12)
    assert float(at.voice) == pytest.approx(value_of(one, "voice", slice(1, 20))[0], rel=1e-12)
    candor("verify", "eleven.h5")
    assert candor("explain", "eleven.h5", "--member", "3", "--week", "5").stdout
    assert candor("sweep", "sweep.yaml", "--run", "37", code=2).stderr.startswith("error: there is no run 37 (the sweep has runs 1 to 36)\n")
    assert not (folder / "results").exists()


def test_random_numbers_are_common_or_independent(candor, folder):
    two_alike = "{kind: list, rows: [[.1, 0], [.1, 0]]}"
    factors = "[environment.turbulence, environment.interdependence]"
    for random_numbers in ("common", "independent"):
        write_sweep(folder, design=two_alike, factors=factors, random_numbers=random_numbers)
        candor("sweep", "sweep.yaml", "-o", random_numbers)
    common, independent = results_of(folder / "common"), results_of(folder / "independent")
    np.testing.assert_array_equal(common.performance.sel(point=1), common.performance.sel(point=2))
    np.testing.assert_array_equal(common.performance.sel(point=1), independent.performance.sel(point=1))
    assert len(np.unique(independent.performance.sel(policy="command"))) == 6
    candor("run", "small.yaml", "-o", "six.h5", "--replicates", "6", "--set", "environment.turbulence=.1",
           "--set", "environment.interdependence=0")  # fmt: skip
    keys = value_of(xarray.load_dataset(folder / "six.h5"), "performance", slice(1, 20))
    np.testing.assert_allclose(independent.performance.sel(policy="command").values.ravel(), keys, rtol=1e-12)


# Shards -----------------------------------------------------------------------------------------------------------


def in_shards(candor, sweep, to, threads):
    for shard, count in enumerate(threads):
        candor("sweep", sweep, "-o", to, "--shard", f"{shard}/{len(threads)}", "--threads", count)
    return json.loads(candor("merge", to, "--json").stdout)


def test_shards_merged_are_one_process(candor, folder):
    write_sweep(folder, series="[trust_leader]")
    whole = run_in_json(candor, "sweep.yaml", "-o", "whole", "--threads", "4")
    one = run_in_json(candor, "sweep.yaml", "-o", "one", "--threads", "1")
    merged = in_shards(candor, "sweep.yaml", "shards", ["1", "4", "2"])
    assert merged["content_hash"] == whole["content_hash"] == one["content_hash"]
    assert (merged["runs"], merged["missing"], merged["failed"]) == (36, 0, 0)
    assert parts(folder / "shards") == ["0000-000001.h5", "0001-000001.h5", "0002-000001.h5"]


def test_a_merge_names_what_is_missing(candor, folder):
    write_sweep(folder)
    whole = run_in_json(candor, "sweep.yaml", "-o", "whole")["content_hash"]
    done = candor("sweep", "sweep.yaml", "-o", "x", "--shard", "0/3")
    assert "Shard 0/3: 12 of 12 runs are done; 12 in " in done.stdout
    assert done.stdout.endswith("→ x; `candor merge x` puts the parts together\n") and not (folder / "x/results.h5").exists()
    candor("sweep", "sweep.yaml", "-o", "x", "--shard", "2/3")
    done = candor("merge", "x", code=1)
    assert done.stderr == ("warning: 12 of 36 runs are missing, the first ones: 2, 5, 8, 11, 14, 17, 20, 23, 26 and 29 "
                           "(`candor sweep` goes on with them)\n")  # fmt: skip
    data = results_of(folder / "x")
    assert data.attrs["partial"] == "24 of 36 runs"
    assert data.performance.isnull().sum() == 12 and data.performance.isel(replicate=1).isnull().all()
    shown = candor("sweep", "status", "x").stdout
    assert "24 of 36 runs are done (66 %) in 2 parts\nnobody is computing; this goes on: candor sweep sweep.yaml -o x\n" in shown
    assert "→ x/results.h5 (24 of 36 runs)\n" in shown
    candor("sweep", "sweep.yaml", "-o", "x", "--shard", "1/3")
    first = json.loads(candor("merge", "x", "--json").stdout)
    second = json.loads(candor("merge", "x", "-o", "elsewhere.h5", "--json").stdout)
    assert first["content_hash"] == second["content_hash"] == whole
    assert status(candor, "x")["runs"] == {"done": 36, "failed": 0, "total": 36}


def test_other_shards_than_before_go_on_with_the_rest(candor, folder):
    write_sweep(folder)
    whole = run_in_json(candor, "sweep.yaml", "-o", "whole")["content_hash"]
    candor("sweep", "sweep.yaml", "-o", "x", "--shard", "1/2")
    end = run_in_json(candor, "sweep.yaml", "-o", "x")
    assert (end["done_before"], end["content_hash"]) == (18, whole)


# Until it is sure enough ------------------------------------------------------------------------------------------


@pytest.fixture
def until(folder):
    return write_sweep(folder, outcomes="[voice, performance]", factors="{organization.members: [40, 60, 100, 300, 900]}",
                       replicates="{until: {outcome: performance, half_width: .006}, at_most: 80}")  # fmt: skip


def half_width(values):
    return STUDENT_975[len(values) - 1] * statistics.stdev(values) / math.sqrt(len(values))


def test_points_end_when_they_are_sure(candor, folder, until):
    end = run_in_json(candor, until, "-o", "x")
    data = results_of(folder / "x")
    difference = data.performance.sel(policy="level2") - data.performance.sel(policy="command")
    counts = [int(row.notnull().sum()) for row in difference]
    assert set(counts) <= {10, 20, 40, 80} and len(set(counts)) > 1, counts
    for row, count in zip(difference.values, counts):
        assert np.isfinite(row[:count]).all() and np.isnan(row[count:]).all()
        assert count == 80 or half_width(row[:count]) <= 0.006
        assert count == 10 or half_width(row[: count // 2]) > 0.006
    assert end["points_ended_early"] == sum(count < 80 for count in counts)
    assert end["done"] == end["total"] == 2 * sum(counts)
    assert data.attrs["partial"] == "no"
    assert status(candor, "x")["runs"] == {"done": end["done"], "failed": 0, "total": end["done"]}


def test_when_points_end_depends_on_nothing_else(candor, folder, until):
    whole = run_in_json(candor, until, "-o", "x", "--threads", "4")
    assert run_in_json(candor, until, "-o", "one", "--threads", "1")["content_hash"] == whole["content_hash"]
    candor("sweep", until, "-o", "shards", "--shard", "1/3")
    assert "160 of at least " not in candor("sweep", "status", "x").stdout
    shown = candor("sweep", "status", "shards").stdout
    assert re.search(r"^\d+ of at least \d+ runs are done \(\d+ %\) in 1 part$", shown, re.M)
    candor("merge", "shards", code=1)
    assert in_shards(candor, until, "shards", ["2", "1", "4"])["content_hash"] == whole["content_hash"]
    resumed = run_in_json(candor, until, "-o", "shards")
    assert (resumed["done_before"], resumed["parts_written"], resumed["content_hash"]) == (whole["done"], 0, whole["content_hash"])


# What it would cost, settings, output -----------------------------------------------------------------------------


def test_a_dry_run_counts_and_writes_nothing(candor, folder):
    write_sweep(folder, series="[performance]", replicates="{until: {outcome: performance, half_width: .01}, at_most: 40}")
    plan = run_in_json(candor, "sweep.yaml", "--dry-run", "--threads", "2")
    assert plan["schema"] == "candor.sweep_plan/1" and plan["adaptive"] is True and plan["threads"] == 2
    assert (plan["points"], plan["policies"], plan["replicates"], plan["runs"]) == (6, ["command", "level2"], 40, 480)
    assert plan["bytes"] == 480 * (8 + 2 * 8 + 20 * 4)
    assert plan["seconds"] == pytest.approx(plan["seconds_a_run"] * 480 / 2) and plan["seconds_a_run"] > 0
    assert plan["factors"][1] == {"name": "interdependence", "path": "environment.interdependence",
                                  "first": [0, pytest.approx(0.3), 0, pytest.approx(0.3), 0]}  # fmt: skip
    shown = candor("sweep", "sweep.yaml", "--dry-run", "--threads", "2", COLUMNS="80").stdout
    assert "Runs      at most 480 (2 policies, at most 40 replicates, until performance is\n          known to ±0.01)\n" in shown
    assert "Keeps     performance, voice; week by week: performance\n" in shown
    assert shown.endswith("\nNothing was kept. Without --dry-run it runs.\n")
    assert sorted(path.name for path in folder.iterdir()) == ["small.yaml", "sweep.yaml"]
    assert run_in_json(candor, "sweep.yaml")["design_hash"] == plan["design_hash"]


def test_settings_change_the_base_and_are_kept_for_repeating(candor, folder):
    write_sweep(folder)
    plain = run_in_json(candor, "sweep.yaml", "-o", "plain")
    larger = run_in_json(candor, "sweep.yaml", "-o", "larger", "--set", "organization.members=70", "--replicates", "2")
    assert larger["total"] == 24 and larger["design_hash"] != plain["design_hash"]
    with h5py.File(folder / "larger/results.h5") as file:
        assert text(file["provenance/command"][()]) == "candor sweep sweep.yaml --set organization.members=70 --replicates 2"
    done = candor("sweep", "sweep.yaml", "--set", "environment.turbulence=.3", code=2)
    assert done.stderr == ("error: `--set environment.turbulence=.3` changes nothing (it is a factor: every point of the sweep "
                           "sets it)\nhelp: change its values in 'sweep.yaml'\n")  # fmt: skip
    done = candor("sweep", "sweep.yaml", "--set", "organization.membres=70", code=2)
    assert "unknown key `membres`" in done.stderr and "--> --set" in done.stderr
    done = candor("sweep", "sweep.yaml", "-o", "plain", "--set", "organization.members=70", code=4)
    assert done.stderr.startswith(f"error: 'plain' belongs to another sweep (its design has hash {plain['design_hash']}, this one ")


@pytest.mark.parametrize(
    "arguments, problem",
    [
        (["--replicates", "0"], "`--replicates` must be a whole number"),
        (["--shard", "3/3"], "`--shard` must be a whole number"),
        (["--shard", "2"], "`--shard` must be I/N, got `2`"),
        (["--run", "1", "--dry-run"], "of `--dry-run`, `--slurm`, `--run` and `--shard` only one can be given"),
        (["--set", "run.replicates=3", "--set", "run.weeks=x"], "`weeks` must be a whole number"),
    ],
)
def test_misuse_is_told_before_anything_is_run(candor, folder, arguments, problem):
    write_sweep(folder)
    assert candor("sweep", "sweep.yaml", *arguments, code=2).stderr.startswith("error: " + problem)
    assert not (folder / "results").exists()


def test_an_imported_chart_belongs_to_the_sweep(candor, folder):
    (folder / "chart.csv").write_text("ID,ReportsToID\na,\nb,a\nc,a\nd,b\n")
    write_sweep(folder, base=None, set="{organization: {reports_to: chart.csv}, run: {weeks: 10}}")
    before = run_in_json(candor, "sweep.yaml", "-o", "x")
    assert run_in_json(candor, "sweep.yaml", "-o", "x")["done_before"] == 36
    (folder / "chart.csv").write_text("ID,ReportsToID\na,\nb,a\nc,b\nd,b\n")
    assert "belongs to another sweep" in candor("sweep", "sweep.yaml", "-o", "x", code=4).stderr
    assert run_in_json(candor, "sweep.yaml", "-o", "y")["design_hash"] != before["design_hash"]


def test_progress_as_json_is_one_object_a_line(candor, folder):
    write_sweep(folder)
    candor("sweep", "sweep.yaml", "--shard", "1/4")
    lines = [json.loads(line) for line in candor("sweep", "sweep.yaml", "-q", "--progress", "json").stderr.splitlines()]
    assert all(line["schema"] == "candor.progress/1" and line["total"] == 36 for line in lines)
    assert lines[-1]["done"] == 36 and 9 <= lines[0]["done"] <= 36


def test_json_names_its_schemas(candor, folder):
    write_sweep(folder)
    end = run_in_json(candor, "sweep.yaml", "-o", "x")
    assert end["schema"] == "candor.sweep/1" and end["folder"] == "x" and end["interrupted"] is False
    shown = status(candor, "x")
    assert shown == {"schema": "candor.sweep_status/1", "title": "A small sweep", "design_hash": end["design_hash"],
                     "runs": {"done": 36, "failed": 0, "total": 36}, "parts": 1, "bad_parts": [], "computing": [],
                     "merged": True, "merged_is_partial": False}  # fmt: skip
    merged = json.loads(candor("merge", "x", "--json").stdout)
    assert merged == {"schema": "candor.merge/1", "file": "x/results.h5", "content_hash": end["content_hash"], "runs": 36,
                      "report": "x/results.html",
                      "missing": 0, "failed": 0}  # fmt: skip


def test_status_changes_nothing(candor, folder):
    write_sweep(folder)
    candor("sweep", "sweep.yaml", "-o", "x", "--shard", "0/2")
    before = contents(folder / "x")
    status(candor, "x"), candor("sweep", "status", "x")
    assert contents(folder / "x") == before
    for what in (["sweep", "status"], ["merge"]):
        assert candor(*what, ".", code=4).stderr == "error: '.' is no folder of a sweep (it has no design.h5)\n"


def test_a_script_for_slurm_is_a_script(program, candor, folder):
    write_sweep(folder)
    script = candor("sweep", "sweep.yaml", "-o", "x", "--slurm", "5", "--threads", "3").stdout
    checked = subprocess.run(["bash", "-n"], input=script, text=True, env=surroundings(), capture_output=True)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "#SBATCH --array=0-4\n" in script and "--cpus-per-task=3\n" in script and not (folder / "x").exists()


def test_help_of_status_is_enough(candor):
    shown = candor("sweep", "status", "--help").stdout
    assert shown.startswith("Usage: candor sweep status ")
    assert "Examples:" in shown and "Exit codes:" in shown


def test_the_sweep_in_the_help_can_be_run(candor, folder):
    lines = candor("sweep", "--help", COLUMNS="80").stdout.split("A sweep file:\n")[1].split("\n\n")[0]
    written = "\n".join(line[2:] for line in lines.splitlines()).replace("../hierarchy_or_level2.yaml", "small.yaml")
    (folder / "help.yaml").write_text(written)
    plan = run_in_json(candor, "help.yaml", "--dry-run")
    assert plan["points"] + plan["points_left_out"] == 200 and plan["runs"] == plan["points"] * 2 * 20
