"""Fans and differences draw the numbers of the dataset, and say those of `candor compare`."""

import json
import subprocess

import numpy as np
import pytest
from figures.drawn import texts, title
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from candor import figures
from candor.figures.interventions import happenings
from candor.figures.style import apart


def lines(ax):
    return {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}


def band(ax, label):
    """Lower and upper edge of a band, by week."""
    (found,) = [one for one in ax.collections if one.get_label() == label]
    path = found.get_paths()[0].vertices
    weeks = np.unique(path[:, 0])
    return [np.array([edge(path[path[:, 0] == week, 1]) for week in weeks]) for edge in (np.min, np.max)]


@pytest.mark.parametrize(("outcome", "factor"), [("performance", 1), ("trust_leader", 1), ("voice", 100), ("quits", 100)])
def test_a_fan_draws_quantiles_of_the_runs(compared, outcome, factor):
    ax = figures.fan(compared, outcome)
    assert list(lines(ax)) == ["command", "level2", "distributed"]
    for policy, line in lines(ax).items():
        runs = compared[outcome].sel(policy=policy).values * factor
        np.testing.assert_array_equal(line.get_xdata(), np.arange(1, 71))
        np.testing.assert_allclose(line.get_ydata(), np.median(runs, axis=0), rtol=1e-6)
        for share, (low, high) in {"90 %": (0.05, 0.95), "50 %": (0.25, 0.75)}.items():
            edges = band(ax, f"_{policy}: {share}")
            np.testing.assert_allclose(edges[0], np.quantile(runs, low, axis=0), rtol=1e-5, atol=1e-6)
            np.testing.assert_allclose(edges[1], np.quantile(runs, high, axis=0), rtol=1e-5, atol=1e-6)
    assert texts(ax, "label") == ["command", "level2", "distributed"]
    if outcome in ("trust_leader", "voice"):
        assert ax.get_ylim() == (0, factor)


def test_policies_differ_in_colour_and_dashes(compared):
    drawn = lines(figures.fan(compared))
    assert to_hex(drawn["command"].get_color()) == "#d55e00" and to_hex(drawn["level2"].get_color()) == "#0072b2"
    assert drawn["level2"].get_linestyle() == "-" and drawn["command"].get_linestyle() == "--"
    assert len({(line.get_linestyle(), str(line._unscaled_dash_pattern)) for line in drawn.values()}) == 3


def test_the_claims_are_those_of_the_program(program, folder_of_results, compared):
    done = subprocess.run([program, "compare", "compared.yaml", "--policies", "command,level2", "--json", "-o", "again.h5", "-q"],
                          cwd=folder_of_results, capture_output=True, text=True, check=True)  # fmt: skip
    told = {one["name"]: one["differences"][0] for one in json.loads(done.stdout)["outcomes"]}
    for outcome, factor, decimals, unit in (
        ("performance", 1, 3, ""),
        ("voice", 100, 1, " points"),
        ("quits", 100, 1, " points"),
    ):
        mean, low, high = (("−" if value < 0 else "+") + f"{abs(value):.{decimals}f}"
                           for value in (told[outcome][key] * factor for key in ("difference", "low", "high")))  # fmt: skip
        claim, _ = title(figures.difference(compared, outcome))
        assert f"{mean}{unit} [{low}, {high}] in weeks 19–70" in claim
        assert "in this model" in claim


def test_a_difference_is_drawn_pair_by_pair(compared):
    ax = figures.difference(compared, "voice", policy="distributed", baseline="level2")
    pairs = 100 * (compared.voice.sel(policy="distributed") - compared.voice.sel(policy="level2")).values
    (line,) = lines(ax).values()
    np.testing.assert_allclose(line.get_ydata(), np.median(pairs, axis=0), rtol=1e-5, atol=1e-4)
    np.testing.assert_allclose(
        band(ax, "_distributed − level2: 90 %")[0], np.quantile(pairs, 0.05, axis=0), rtol=1e-5, atol=1e-4
    )
    assert texts(ax, "label") == ["distributed\n− level2"]
    assert "12 paired replicates" in title(ax)[1]


def test_what_is_not_clear_is_called_so(compared):
    unclear = compared.assign(
        performance=compared.performance * 0 + (np.arange(12) - 5.4)[None, :, None] * np.array([1, -1, 1])[:, None, None]
    )
    assert title(figures.difference(unclear))[0].startswith(
        "No clear difference in performance between level2 and command in this model: −0.200 [−4."
    )
    assert title(figures.fan(unclear.sel(policy=["command", "level2"])))[0].startswith(
        "No clear difference in performance in this model"
    )
    assert title(figures.fan(unclear))[0].startswith("No policy is clearly highest in performance in this model")
    same = compared.assign(performance=compared.performance * 0 + 1)
    assert title(figures.difference(same))[0].startswith("The same performance under level2 and command in this model")


def test_refusals_say_why(compared, opened):
    with pytest.raises(ValueError, match="are not paired .*different organizations"):
        figures.difference(opened("unpaired"))
    with pytest.raises(ValueError, match="needs two policies .the data has one"):
        figures.difference(opened("run"))
    with pytest.raises(ValueError, match="not `command` twice"):
        figures.difference(compared, policy="command")
    with pytest.raises(ValueError, match="there is no policy `levle2` .did you mean `level2`"):
        figures.difference(compared, policy="levle2")
    with pytest.raises(ValueError, match="there is no outcome `performence` .did you mean `performance`"):
        figures.fan(compared, "performence")
    with pytest.raises(ValueError, match="not of a run or a comparison"):
        figures.fan(opened("grid"))
    for figure in (figures.fan, figures.difference):
        for outcome, axis in (("performance_by_level", "level"), ("trust_leader_by_unit", "unit")):
            with pytest.raises(ValueError, match=f"`{outcome}` is no outcome by replicate and week alone .it has {axis} too"):
                figure(compared, outcome)
    assert not plt.get_fignums()  # what is refused leaves no empty figure behind


def test_unpaired_policies_are_claimed_by_welch(opened):
    data = opened("unpaired")
    ax = figures.fan(data)
    assert "paired" not in title(ax)[1] and len(lines(ax)) == 2


def test_one_run_one_week_one_policy(opened, compared):
    ax = figures.fan(opened("run"))
    assert not ax.collections and "it may be luck" in title(ax)[1]
    ax = figures.fan(compared.isel(week=[0], replicate=[0]).sel(policy=["level2"]))
    assert title(ax)[0].startswith("Performance under level2 in this model: 0.") and title(ax)[0].endswith("in week 1")
    (line,) = lines(ax).values()
    assert line.get_marker() == "o"
    claim = title(figures.difference(compared.isel(week=[0], replicate=[0])))[0]
    assert claim.startswith("Performance under level2 less that under command in this model: ")
    assert not any(word in claim for word in ("Higher", "Lower", "clear"))


def test_titles_name_the_weeks_that_the_data_holds(compared):
    assert title(figures.fan(compared))[0].endswith("in weeks 19–70")
    assert title(figures.fan(compared.sel(week=slice(3, 60))))[0].endswith("in weeks 9–60")
    assert title(figures.difference(compared.sel(week=slice(3, 20))))[0].endswith("in weeks 3–20")


def test_missing_values_are_left_out(compared, holes):
    spoilt = holes(compared)
    ax = figures.fan(spoilt)
    drawn = lines(ax)["level2"].get_ydata()
    assert np.isnan(drawn[[3, 4]]).all() and np.isfinite(np.delete(drawn, [3, 4])).all()
    expected = np.median(np.delete(compared.performance.sel(policy="level2").values, 1, axis=0), axis=0)
    np.testing.assert_allclose(np.delete(drawn, [3, 4]), np.delete(expected, [3, 4]), rtol=1e-6)
    nothing = compared.assign(performance=compared.performance * np.nan)
    assert "undefined in this model" in title(figures.fan(nothing))[0]
    assert "undefined in this model" in title(figures.difference(nothing))[0]


def test_names_in_any_script(compared, with_names):
    names = ["команда $x$ & _y_", "Zusammenarbeit auf gleicher Augenhöhe und noch sehr viel länger als das", "قيادة"]
    ax = figures.fan(with_names(compared, names))
    assert texts(ax, "label")[0] == r"команда \$x\$ & _y_" and texts(ax, "label")[1].endswith("…")
    figures.difference(with_names(compared, names))


def test_what_happened_is_marked(compared):
    found = {one.what: one for one in happenings(compared)}
    coached = next(one for what, one in found.items() if what.startswith("coach"))
    assert (coached.first, coached.policies) == (10, (0, 1, 2))
    touched = compared.intervention_touched.notnull()
    promised = [one for what, one in found.items() if what.startswith("promise")]
    for one in promised:  # only where trust fell, so under some policies only, in weeks of each run's own
        for policy in one.policies:
            happened = touched.isel(policy=policy, intervention=2)
            first = compared.week.where(happened).min("week")
            assert one.first == float(first.median())
    assert promised and all(len(one.policies) < 3 for one in promised)
    ax = figures.fan(compared)
    marks = [line.get_xdata()[0] for line in ax.lines if line.get_gid() == "intervention"]
    assert sorted(marks) == sorted(one.first for one in found.values())
    assert sorted(texts(ax, "intervention")) == sorted(found)


def test_given_axes_are_used(compared):
    figure, axs = plt.subplots(1, 2, layout="constrained")
    assert figures.fan(compared, ax=axs[0]) is axs[0] and figures.difference(compared, ax=axs[1]) is axs[1]
    assert plt.get_fignums() == [figure.number]


def test_labels_are_kept_apart():
    np.testing.assert_allclose(apart([5, 5, 5], 1, 0, 10), [4, 5, 6])
    np.testing.assert_allclose(apart([9.9, 10, 1], 1, 0, 10), [9, 10, 1])
    np.testing.assert_allclose(apart([1, 2.5, 3], 1, 0, 10), [1, 2.25, 3.25])
    assert (np.diff(apart(list(range(30)), 1, 0, 10)) > 0.3).all()
