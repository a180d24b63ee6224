"""Maps and tornadoes draw what the program finds in the same sweep."""

import json
import re
import subprocess

import numpy as np
import pytest
from figures.drawn import texts, title
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from candor import figures, salib
from candor.figures.style import LOOKS, UNCLEAR
from candor.sweeps import ends_of, factor_names, regimes_of


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
    found = regimes_of(opened(name), x, y, outcome, bins)
    assert found.better == told["better"] == ("lower" if outcome == "quits" else "higher")
    for middles, labels, key in ((found.x, found.x_labels, "x"), (found.y, found.y_labels, "y")):
        assert (labels or middles) == told[key]["values"]
    assert len(found.fields) == len(told["fields"])
    for field, theirs in zip(found.fields, told["fields"], strict=True):
        assert field.points == theirs["points"]
        assert (None if field.winner is None else found.policies[field.winner]) == theirs["winner"]
        if field.points:
            assert field.means == [theirs["means"][policy] for policy in found.policies]
            difference, expected = field.differences[1], theirs["differences"]["level2"]
            for key in ("mean", "low", "high"):
                ours = getattr(difference, key)
                assert np.isnan(ours) if expected[key] is None else ours == expected[key]


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


def payload_of(program, folder, name):
    """What the report of a sweep shows."""
    page = folder / f"{name}.html"
    subprocess.run([program, "report", name, "-o", page, "-q"], cwd=folder, check=True, capture_output=True)
    text = page.read_text(encoding="utf-8")
    return json.loads(re.search(r'<script[^>]*id="payload">(.*?)</script>', text, re.DOTALL).group(1))


@pytest.mark.parametrize("name", ["grid", "latin", "one_by_one", "adaptive", "words"])
@pytest.mark.parametrize("policy", [None, "command", "level2"])
def test_other_designs_show_what_the_report_shows(program, folder_of_results, opened, name, policy):
    told = payload_of(program, folder_of_results, name)["matters"]
    (theirs,) = [one for one in told if one["outcome"] == "performance" and one["of"] == (policy or "level2 - command")]
    assert theirs["method"] == "means"
    ax = figures.tornado(opened(name), policy=policy)
    assert rows(ax) == [factor["name"] for factor in theirs["factors"]]
    drawn = {line.get_label(): line.get_xdata() for line in ax.lines}
    # The page writes five digits.
    for label, end in (("factor lowest", "low"), ("factor highest", "high")):
        expected = [factor["ends"][end] for factor in theirs["factors"]]
        np.testing.assert_allclose(drawn[label], expected, rtol=5e-5, atol=5e-6)
    for text, factor in zip(texts(ax, "interval"), theirs["factors"], strict=True):
        said = [float(number) for number in re.findall(r"[+-]?[0-9.]+", text.replace("−", "-"))]
        np.testing.assert_allclose(said, [factor["main"][key] for key in ("value", "low", "high")], atol=0.00051)
    assert ("words are left out" in title(ax)[1]) == (name == "words")


def test_ends_under_every_policy_are_its_own(opened):
    grid = opened("grid")
    for place, policy in enumerate(("command", "level2")):
        means = grid.performance.sel(policy=policy).mean("replicate")
        for one in ends_of(grid, "performance", place):
            factor = grid[factor_names(grid)[one.factor]]
            assert (one.low.least, one.high.most) == (factor.min(), factor.max())
            assert one.low.mean == pytest.approx(float(means.where(factor == factor.min()).mean()))
    alone = grid.sel(policy="level2", drop=True)
    assert [one.low.mean for one in ends_of(alone, "performance", 0)] == [one.low.mean for one in ends_of(grid, "performance", 1)]


def test_tornadoes_refuse_what_they_cannot_draw(opened, compared):
    with pytest.raises(ValueError, match="kept no outcome `performence` .did you mean `performance`"):
        figures.tornado(opened("grid"), outcome="performence")
    with pytest.raises(ValueError, match="there is no policy `level1`"):
        figures.tornado(opened("grid"), policy="level1")
    with pytest.raises(ValueError, match="is no merged sweep"):
        figures.tornado(compared)
    one_place = opened("words")
    with pytest.raises(ValueError, match="no factor of the sweep is a number that varies"):
        figures.tornado(one_place.isel(point=(one_place.routineness == 0.1).values))
    same = opened("saltelli")
    with pytest.raises(ValueError, match="the same at every point"):
        figures.tornado(same.assign(performance=same.performance * 0))


def test_one_policy_needs_no_name(opened):
    alone = opened("saltelli").sel(policy="level2", drop=True)
    ax = figures.tornado(alone)
    named = salib.indices(opened("saltelli"), policy="level2").sort_values("total", ascending=False)
    np.testing.assert_allclose(bars(ax, "with others"), named["total"])
