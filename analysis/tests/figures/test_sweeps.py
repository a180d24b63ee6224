"""Maps and tornadoes draw what the program finds in the same sweep."""

import json
import subprocess

import numpy as np
import pytest
from figures.drawn import texts, title
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from candor import figures, salib
from candor.figures.style import LOOKS, UNCLEAR
from candor.figures.tornadoes import ends_of
from candor.regimes import regimes


@pytest.fixture
def program_says(program, folder_of_results):
    def call(*arguments):
        done = subprocess.run(
            [program, *arguments, "--json", "-q"], cwd=folder_of_results, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    return call


MAPS = [
    ("grid", "routineness", "volatility", "performance", 0),
    ("grid", "environment.volatility", "routineness", "quits", 0),
    ("latin", "routineness", "span", "performance", 0),
    ("latin", "volatility", "leadership_adoption", "performance", 4),
    ("adaptive", "routineness", "volatility", "performance", 3),
    ("words", "habit", "routineness", "performance", 0),
]


@pytest.mark.parametrize(("name", "x", "y", "outcome", "bins"), MAPS)
def test_regimes_are_those_of_the_program(program_says, opened, name, x, y, outcome, bins):
    told = program_says(
        "regimes", name, x, y, "--outcome", outcome, "--bootstrap", "0", *(("--bins", str(bins)) if bins else ())
    )
    found = regimes(opened(name), x, y, outcome, told["better"], bins)
    assert told["better"] == ("lower" if outcome == "quits" else "higher")
    for axis, key in ((found.x, "x"), (found.y, "y")):
        assert axis.labels == told[key]["values"] if axis.labels else np.allclose(axis.middles, told[key]["values"], rtol=1e-12)
    fields = [field for row in found.fields for field in row]
    assert len(fields) == len(told["fields"])
    for field, theirs in zip(fields, told["fields"], strict=True):
        assert field.points == theirs["points"]
        assert (None if field.winner is None else found.policies[field.winner]) == theirs["winner"]
        if field.points:
            difference = theirs["differences"]["level2"]
            np.testing.assert_allclose(field.means, [theirs["means"][policy] for policy in found.policies], rtol=1e-12)
            ours = (field.differences[1].mean, field.differences[1].low, field.differences[1].high)
            expected = [np.nan if difference[key] is None else difference[key] for key in ("mean", "low", "high")]
            np.testing.assert_allclose(ours, expected, atol=1e-12)


@pytest.mark.parametrize(("name", "x", "y", "outcome", "bins"), MAPS)
def test_a_map_colours_fields_by_their_winner(program_says, opened, name, x, y, outcome, bins):
    told = program_says(
        "regimes", name, x, y, "--outcome", outcome, "--bootstrap", "0", *(("--bins", str(bins)) if bins else ())
    )
    ax = figures.regime_map(opened(name), x, y, outcome=outcome, bins=bins)
    drawn = {patch.get_gid(): patch.get_facecolor()[:3] for patch in ax.patches if isinstance(patch, Rectangle)}
    for field in told["fields"]:
        color = drawn.pop(f"{field['y']},{field['x']}", None)
        if field["points"] == 0:
            assert color is None
        elif field["winner"] is None:
            assert color == to_rgb(UNCLEAR)
        else:  # the winner's colour on white, by the same share in red, green and blue
            full = np.array(to_rgb(LOOKS[told["policies"].index(field["winner"])].color))
            strength = (1 - np.array(color)) / (1 - full)
            assert 0.29 < strength[0] <= 1.0001 and np.allclose(strength, strength[0])
    assert not drawn
    wins = [sum(field["winner"] == policy for field in told["fields"]) for policy in told["policies"]]
    assert (
        f"command in {wins[0]} and level2 in {wins[1]} of {sum(field['points'] > 0 for field in told['fields'])} fields"
        in title(ax)[0]
    )
    assert {policy for policy, won in zip(told["policies"], wins, strict=True) if won} <= set(texts(ax))


def test_maps_refuse_what_they_cannot_draw(opened, compared):
    grid = opened("grid")
    with pytest.raises(ValueError, match="there is no factor `routine` in the sweep .did you mean `routineness`"):
        figures.regime_map(grid, "routine", "volatility")
    with pytest.raises(ValueError, match="not `routineness` twice"):
        figures.regime_map(grid, "routineness", "environment.routineness")
    with pytest.raises(ValueError, match="the sweep has one policy only"):
        figures.regime_map(grid.isel(policy=[0]), "routineness", "volatility")
    with pytest.raises(ValueError, match="kept no outcome `voice`"):
        figures.regime_map(grid, "routineness", "volatility", outcome="voice")
    with pytest.raises(ValueError, match="is no merged sweep"):
        figures.regime_map(compared, "routineness", "volatility")
    holed = grid.assign(performance=grid.performance.where((grid.point != 3) | (grid.replicate != 2)))
    with pytest.raises(ValueError, match="missing or undefined in runs of 1 points .3."):
        figures.regime_map(holed, "routineness", "volatility")


def test_one_run_a_field_is_never_clear(opened):
    ax = figures.regime_map(opened("grid").isel(replicate=[0]), "routineness", "volatility")
    assert "command in 0 and level2 in 0 of 12 fields; 12 are not clear" in title(ax)[0]


def bars(ax, label):
    (found,) = [one for one in ax.containers if one.get_label() == label]
    return [bar.get_width() for bar in found]


def rows(ax):
    return [label.get_text().replace(" ", "_") for label in ax.get_yticklabels()]


@pytest.mark.parametrize("name", ["saltelli", "second", "morris"])
@pytest.mark.parametrize("policy", [None, "command"])
def test_tornadoes_draw_what_the_program_finds(program_says, opened, name, policy):
    ax = figures.tornado(opened(name), policy=policy)
    told = program_says("sensitivity", name, "--bootstrap", "10")["sensitivities"]
    (theirs,) = [one["factors"] for one in told if one["policy"] == (policy or "level2 - command")]
    key, other = ("mu_star", None) if name == "morris" else ("total", "first")
    by_name = {one["factor"]: one for one in theirs}
    expected = sorted(by_name, key=lambda factor: -by_name[factor][key]["value"])
    assert rows(ax) == expected
    np.testing.assert_allclose(
        bars(ax, "mean absolute effect" if name == "morris" else "with others"),
        [by_name[factor][key]["value"] for factor in expected],
        atol=1e-9,
    )
    if other:
        np.testing.assert_allclose(bars(ax, "alone"), [by_name[factor][other]["value"] for factor in expected], atol=1e-9)
    else:
        dots = next(line for line in ax.lines if line.get_label() == "standard deviation of effects")
        np.testing.assert_allclose(dots.get_xdata(), [by_name[factor]["sigma"]["value"] for factor in expected], atol=1e-9)
    assert expected[0].replace("_", " ") in title(ax)[0].lower() and "in this model" in title(ax)[0]


def test_other_designs_show_means_at_both_ends(opened):
    grid = opened("grid")
    ax = figures.tornado(grid, policy="level2")
    means = grid.performance.sel(policy="level2").mean("replicate")
    for place, factor in enumerate(rows(ax)):
        low, high = (float(means.where(grid[factor] == end(grid[factor])).mean()) for end in (np.min, np.max))
        middle = float(means.mean())
        assert bars(ax, "factor lowest")[place] == pytest.approx(low - middle)
        assert bars(ax, "factor highest")[place] == pytest.approx(high - middle)


def test_ends_by_tenths_by_words_and_one_at_a_time(opened):
    latin = opened("latin")
    values = latin.performance.sel(policy="level2").mean("replicate").values
    routineness = latin.routineness.values
    end = ends_of(latin, "routineness", values)
    assert end.low == pytest.approx(values[routineness <= np.quantile(routineness, 0.1)].mean())
    words = opened("words")
    values = words.performance.sel(policy="command").mean("replicate").values
    end = ends_of(words, "habit", values)
    means = {level: values[words.habit.values == level].mean() for level in ("command", "level2", "distributed")}
    assert (end.at_low, end.at_high) == (min(means, key=means.get), max(means, key=means.get)) and end.low == pytest.approx(
        min(means.values())
    )
    one = opened("one_by_one")
    values = one.performance.sel(policy="command").mean("replicate").values
    base = (one.routineness == 0.5) & (one.volatility != 0.5)
    end = ends_of(one, "volatility", values)
    assert end.low == pytest.approx(values[(base & (one.volatility == 0)).values].mean())
    figures.tornado(one)
    figures.tornado(words)


def test_tornadoes_refuse_what_they_cannot_draw(opened, compared):
    with pytest.raises(ValueError, match="kept no outcome `performence` .did you mean `performance`"):
        figures.tornado(opened("grid"), outcome="performence")
    with pytest.raises(ValueError, match="there is no policy `level1`"):
        figures.tornado(opened("grid"), policy="level1")
    with pytest.raises(ValueError, match="is no merged sweep"):
        figures.tornado(compared)
    same = opened("saltelli")
    with pytest.raises(ValueError, match="the same at every point"):
        figures.tornado(same.assign(performance=same.performance * 0))


def test_one_policy_needs_no_name(opened):
    alone = opened("saltelli").sel(policy="level2", drop=True)
    ax = figures.tornado(alone)
    named = salib.indices(opened("saltelli"), policy="level2").sort_values("total", ascending=False)
    np.testing.assert_allclose(bars(ax, "with others"), named["total"])
