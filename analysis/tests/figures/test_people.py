"""Where voice dies, the treemap and the network draw the numbers of the dataset."""

import subprocess
import sys

import numpy as np
import pytest
import xarray as xr
from figures.drawn import texts, title
from matplotlib import pyplot as plt
from matplotlib.collections import LineCollection, PatchCollection

import candor as package
from candor import figures
from candor.figures.networks import radial_tree


def bars(ax):
    """Lengths of bars by policy, from the top down."""
    return {group.get_label(): [bar.get_width() for bar in group] for group in ax.containers}


@pytest.mark.parametrize("weeks", [None, (1, 8), slice(30, 40)])
def test_the_funnel_pools_counts(compared, weeks):
    drawn = bars(figures.voice_funnel(compared, weeks=weeks))
    window = slice(19, 70) if weeks is None else weeks if isinstance(weeks, slice) else slice(*weeks)
    for policy, lengths in drawn.items():
        counts = compared[["issues", "spoken", "heard", "welcomed"]].sel(policy=policy, week=window).sum()
        expected = [100 * float(counts[name] / counts.issues) for name in ("issues", "spoken", "heard", "welcomed")]
        np.testing.assert_allclose(lengths, expected, rtol=1e-6)
    assert list(drawn) == ["command", "level2", "distributed"]


def test_the_funnel_says_where_voice_dies(compared, opened):
    claim, details = title(figures.voice_funnel(compared))
    counts = compared[["issues", "welcomed"]].sel(week=slice(19, 70)).sum(("replicate", "week"))
    used = [f"{100 * float(counts.welcomed[i] / counts.issues[i]):.0f}" for i in range(3)]
    assert claim.startswith(
        f"Of 100 chances to speak, {used[0]} under command, {used[1]} under level2 and {used[2]} under distributed end"
    )
    assert f"{int(counts.issues[0]):,} under command" in details and "Follows from how the styles are defined" in details
    figures.voice_funnel(opened("run"), weeks=(3, 3))
    nothing = compared.assign(issues=compared.issues * 0, spoken=compared.spoken * 0)
    assert "undefined under command" in title(figures.voice_funnel(nothing))[0]


def test_the_funnel_refuses_what_it_cannot_draw(compared, opened):
    with pytest.raises(ValueError, match="the counts heard are missing"):
        figures.voice_funnel(compared.drop_vars("heard"))
    with pytest.raises(ValueError, match="the counts issues, spoken, heard, welcomed are missing"):
        figures.voice_funnel(opened("grid"))
    with pytest.raises(ValueError, match=r"there are no weeks 80..90 \(the run has weeks 1..70\)"):
        figures.voice_funnel(compared, weeks=(80, 90))


def patches(ax):
    return [one for one in ax.collections if isinstance(one, PatchCollection)]


def areas(collection):
    return np.array([np.prod(path.get_extents().size) for path in collection.get_paths()])


@pytest.mark.parametrize("value", ["trust_leader", "performance"])
def test_a_treemap_shows_units(compared, value):
    ax = figures.treemap(compared, 40, value=value)
    drawn = patches(ax)
    assert len(drawn) == 3 and all(one.get_cmap().name == "cividis" for one in drawn)
    for policy, one in zip(compared.policy.values, drawn, strict=True):
        expected = compared[f"{value}_by_unit"].sel(policy=policy, week=40).mean("replicate").values
        np.testing.assert_allclose(np.sort(one.get_array()), np.sort(expected), rtol=1e-5)
        # 60 members, 5 to each of 12 leaders but the last, who has 4
        np.testing.assert_allclose(np.sort(areas(one)), np.array([4] + [5] * 11) / 59, rtol=1e-9)
        assert one.get_array()[-1] == pytest.approx(expected[-1], rel=1e-5)  # the smallest comes last
    limits = drawn[0].get_clim()
    assert limits == (0, 1) if value == "trust_leader" else 0 < limits[0] < limits[1] < 1
    assert "in week 40 in this model" in title(ax)[0]


def test_a_treemap_counts_voices(compared):
    ax = figures.treemap(compared, policy="level2")
    counts = compared.sel(policy="level2", week=70).mean("replicate")
    lost = counts.ignored_by_unit + counts.punished_by_unit
    expected = {f"✓ {float(used):.1f}\n✕ {float(gone):.1f}" for used, gone in zip(counts.welcomed_by_unit, lost, strict=True)}
    assert set(texts(ax, "voices")) == expected and "✓ welcomed and used" in title(ax)[1]
    assert not texts(figures.treemap(compared, ax=plt.subplots(figsize=(2, 2))[1]), "voices")


def test_a_treemap_shows_members_of_snapshots(compared):
    members = compared.drop_vars([name for name in compared if str(name).endswith("_by_unit")])
    ax = figures.treemap(members, value="safety", policy="command")
    (drawn,) = patches(ax)
    np.testing.assert_allclose(
        drawn.get_array(), members.member_safety.sel(policy="command", week_snapshot=52).mean("replicate"), rtol=1e-5
    )
    np.testing.assert_allclose(areas(drawn), 1 / 60, rtol=1e-9)
    means = members.member_safety.sel(policy="command", week_snapshot=52).mean()
    assert f"Safety in week 52 in this model: {float(means):.2f} under command" == title(ax)[0]


def test_a_treemap_refuses_what_was_not_recorded(compared, opened):
    with pytest.raises(ValueError, match=r"record: \{by_unit: true\}"):
        figures.treemap(opened("unpaired"))
    with pytest.raises(ValueError, match="week 99 was not recorded .the run has 70 weeks; snapshots are of weeks 1, 52"):
        figures.treemap(compared, 99)
    with pytest.raises(ValueError, match="there is no `mood` of units or members"):
        figures.treemap(compared, value="mood")
    with pytest.raises(ValueError, match="there is no policy `level3`"):
        figures.treemap(compared, policy="level3")


def test_a_treemap_of_one_run_with_vacant_units(compared):
    one = compared.isel(policy=[1], replicate=[0])
    vacant = one.assign(trust_leader_by_unit=one.trust_leader_by_unit.where(one.unit != one.unit[3]))
    (drawn,) = patches(figures.treemap(vacant, 70))
    assert np.ma.getmaskarray(drawn.get_array()).sum() == 1


def tree(members, span):
    leaders = np.array([-1] + [(place - 1) // span for place in range(1, members)])
    levels = np.zeros(members, dtype=int)
    for place in range(1, members):
        levels[place] = levels[leaders[place]] + 1
    ties = np.array([[1, members - 1]]) if members > 2 else np.empty((0, 2), dtype=int)
    return xr.Dataset({"id": ("member", [f"m{place}" for place in range(members)]), "leader": ("member", leaders),
                       "level": ("member", levels), "ties": (("tie", "end"), ties)})  # fmt: skip


def test_a_network_draws_reporting_lines_and_ties():
    organization = tree(31, 5)
    ax = figures.network(organization)
    lines, ties = [one for one in ax.collections if isinstance(one, LineCollection)]
    places = radial_tree(organization.leader.values, organization.level.values)
    segments = lines.get_segments()
    assert len(segments) == 30
    for member, segment in enumerate(segments, start=1):
        np.testing.assert_allclose(segment, [places[member], places[organization.leader.values[member]]], atol=1e-12)
    (arc,) = ties.get_segments()
    np.testing.assert_allclose(arc[[0, -1]], places[[1, 30]], atol=1e-12)
    dots = ax.collections[2]
    np.testing.assert_array_equal(dots.get_array(), organization.level.values)
    np.testing.assert_allclose(dots.get_offsets(), places)
    assert title(ax)[0] == "31 members on 3 levels, 1 tie across units" and "m30" in texts(ax)


def test_branches_share_the_circle_by_their_ends():
    places = radial_tree(np.array([-1, 0, 0, 1, 1, 1]), np.array([0, 1, 1, 2, 2, 2]))
    np.testing.assert_allclose(np.hypot(*places.T), [0, 0.5, 0.5, 1, 1, 1], atol=1e-12)
    angles = np.degrees(np.arctan2(places[:, 0], places[:, 1])) % 360
    np.testing.assert_allclose(angles[1:], [135, 315, 45, 135, 225], atol=1e-9)  # three quarters for the first branch


def test_a_network_is_coloured_by_what_members_believe(compared):
    organization = tree(60, 5)
    color = compared.member_trust_leader.sel(policy="level2").mean("replicate")
    for week in (1, 52):
        ax = figures.network(organization, color=color, week=week)
        np.testing.assert_allclose(ax.collections[2].get_array(), color.sel(week_snapshot=week).values)
        assert f"in week {week}" in title(ax)[1] and ax.collections[2].get_clim() == (0, 1)
    with pytest.raises(ValueError, match="no snapshot of week 3 .there are 1, 52"):
        figures.network(organization, color=color, week=3)
    with pytest.raises(ValueError, match="one for each of 60 members"):
        figures.network(organization, color=compared.member_trust_leader)
    assert figures.network(organization, color=np.arange(60) - 5.0).collections[2].get_clim() == (-5, 54)


def test_networks_of_one_member_and_of_many_levels():
    assert title(figures.network(tree(1, 5)))[0] == "1 member on 1 level, no ties across units"
    assert title(figures.network(tree(50, 1)))[0].startswith("50 members on 50 levels")


def test_a_network_of_a_scenario():
    ax = figures.network({"organization": {"members": 30, "span": 5}})
    assert title(ax)[0].startswith("30 members on 3 levels, 30 ties")
    figure, own = plt.subplots()
    assert figures.network(tree(6, 2), ax=own) is own and figures.voice_funnel.__doc__


def test_figures_are_there_without_an_import_of_their_own():
    code = "import sys, candor; assert 'matplotlib' not in sys.modules; candor.figures.fan; candor.salib.problem"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr == ""
    with pytest.raises(AttributeError, match="has no attribute 'figure'"):
        package.figure  # noqa: B018
