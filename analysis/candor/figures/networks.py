"""The organization itself: who reports to whom, and ties across units."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import LineCollection
from matplotlib.colors import Normalize

from candor.figures.style import CIVIDIS, FAINT, INK, TEXT_SIZE, axes_or_new, figure_of, plain, say, styled
from candor.figures.wording import counted

MOST_NAMED = 60
"""Up to so many members are written beside their dots."""


@styled
def network(
    organization: xr.Dataset | Mapping[str, Any] | str | os.PathLike[str],
    *,
    color: xr.DataArray | Sequence[float] | np.ndarray | None = None,
    week: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The reporting tree around its top, with the ties across units.

    Parameters
    ----------
    organization : xarray.Dataset, mapping or path
        Of `candor.organization`, with `leader` and `level` by member and `ties` (tie, end); or the scenario it is made of.
    color : xarray.DataArray or sequence of float, optional
        A value for each member, (members,) in the order of the organization, in cividis from 0 to 1 (or over its range where
        it leaves that): as `data.member_trust_leader.sel(policy="level2").mean("replicate")`. Levels unless given.
    week : int, optional
        Of colours with `week_snapshot`, which snapshot; the last one unless given.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure unless given.

    Returns
    -------
    matplotlib.axes.Axes
        The top in the middle, each level a ring; the share of the circle of a branch is its share of the members without
        reports. Grey lines are reporting lines, blue arcs ties.

    Raises
    ------
    ValueError
        If colours are not one for each member, or there is no such snapshot.
    """
    if not isinstance(organization, xr.Dataset):
        from candor.describing import organization as organization_of  # a Dataset needs no engine

        organization = organization_of(organization)
    leaders, levels = organization["leader"].values.astype(int), organization["level"].values.astype(int)
    values, words, norm = _values(color, week, levels)
    ax = axes_or_new(ax, 6.4, 6.6)
    places = radial_tree(leaders, levels)
    followers = np.flatnonzero(leaders >= 0)
    dense = len(leaders) > 400
    ax.add_collection(
        LineCollection(
            list(np.stack([places[followers], places[leaders[followers]]], axis=1)),
            colors="#aab2bd",
            linewidths=0.4 if dense else 0.9,
            zorder=1,
            label="reports to",
        )
    )
    ties = organization["ties"].values.astype(int) if "ties" in organization else np.empty((0, 2), dtype=int)
    ax.add_collection(
        LineCollection(
            list(_arcs(places, ties)),
            colors="#0072B2",
            linewidths=0.3 if dense else 0.6,
            alpha=0.18 if dense else 0.4,
            zorder=2,
            label="tie",
        )
    )
    sizes = np.clip(9000 / len(leaders), 5, 90) * np.where(np.isin(np.arange(len(leaders)), leaders), 1.5, 1.0)
    ax.scatter(
        places[:, 0],
        places[:, 1],
        s=sizes,
        c=np.ma.masked_invalid(values),
        cmap=CIVIDIS,
        norm=norm,
        edgecolors="white",
        linewidths=0.5,
        zorder=3,
        plotnonfinite=True,
    )
    if len(leaders) <= MOST_NAMED:
        for name, place in zip(organization["id"].values, places, strict=True):
            ax.annotate(plain(name, 14), place, xytext=(4, 4), textcoords="offset points", fontsize=TEXT_SIZE - 2, color=INK)
    _finish(ax, norm, words, levels, color is None)
    ring = f"{counted(len(ties), 'tie')} across units" if len(ties) else "no ties across units"
    say(
        ax,
        f"{counted(len(leaders), 'member')} on {counted(int(levels.max()) + 1, 'level')}, {ring}",
        f"The top in the middle, each ring a level; dots: {words}. Grey: reports to; blue: ties at founding."
        if len(leaders) > 1
        else "Only the top.",
    )
    return ax


def radial_tree(leaders: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Places of members, (members, 2), in the unit circle.

    Parameters
    ----------
    leaders : numpy.ndarray
        Position of each member's leader, (members,); below 0 for the top. Leaders stand before their reports.
    levels : numpy.ndarray
        Levels below the top, (members,).
    """
    count = len(leaders)
    ends = np.ones(count)
    has_reports = np.zeros(count, dtype=bool)
    has_reports[leaders[leaders >= 0]] = True
    ends[has_reports] = 0
    for member in range(count - 1, 0, -1):
        ends[leaders[member]] += ends[member]
    start, used = np.zeros(count), np.zeros(count)
    for member in range(1, count):
        leader = leaders[member]
        start[member] = start[leader] + used[leader]
        used[leader] += ends[member]
    angle = 2 * np.pi * (start + ends / 2) / max(ends[0], 1)
    radius = levels / max(levels.max(), 1)
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)


def _arcs(places: np.ndarray, ties: np.ndarray) -> np.ndarray:
    """Ties bent towards the middle, (ties, 16, 2), so that they are not taken for reporting lines."""
    if not len(ties):
        return np.empty((0, 2, 2))
    one, other = places[ties[:, 0]], places[ties[:, 1]]
    bend = 0.35 * (one + other) / 2
    t = np.linspace(0, 1, 16)[None, :, None]
    arcs: np.ndarray = (1 - t) ** 2 * one[:, None] + 2 * t * (1 - t) * bend[:, None] + t**2 * other[:, None]
    return arcs


def _values(
    color: xr.DataArray | Sequence[float] | np.ndarray | None, week: int | None, levels: np.ndarray
) -> tuple[np.ndarray, str, Normalize]:
    """Of each member, what they are, and their scale."""
    if color is None:
        return levels.astype(float), "levels below the top", Normalize(0, max(int(levels.max()), 1))
    words = str(color.attrs.get("long_name") or color.name or "value") if isinstance(color, xr.DataArray) else "value"
    if isinstance(color, xr.DataArray) and "week_snapshot" in color.dims:
        there = color.week_snapshot.values
        if week is not None and week not in there:
            raise ValueError(f"there is no snapshot of week {week} (there are {', '.join(map(str, there))})")
        chosen = int(there[-1]) if week is None else week
        color, words = color.sel(week_snapshot=chosen), f"{words} in week {chosen}"
    values = np.asarray(color, dtype=float)
    if values.shape != levels.shape:
        raise ValueError(
            f"colours must be one for each of {len(levels)} members, got an array {values.shape} (take a policy, and the mean "
            "over replicates)"
        )
    defined = values[np.isfinite(values)]
    inside = not defined.size or (defined.min() >= 0 and defined.max() <= 1)
    return values, plain(words), Normalize(0, 1) if inside else Normalize(float(defined.min()), float(defined.max()))


def _finish(ax: Axes, norm: Normalize, words: str, levels: np.ndarray, whole: bool) -> None:
    ax.set_aspect("equal")
    ax.set_xlim(-1.08, 1.08)
    ax.set_ylim(-1.08, 1.08)
    ax.set_axis_off()
    key = ax.inset_axes((0.0, -0.04, 0.3, 0.018))
    bar = figure_of(ax).colorbar(ScalarMappable(norm, CIVIDIS), cax=key, orientation="horizontal")
    bar.outline.set_visible(False)
    bar.set_label(words, color=FAINT, fontsize=TEXT_SIZE - 1, loc="left")
    if whole:
        bar.set_ticks(range(0, int(levels.max()) + 1, 1 + int(levels.max()) // 8))
    key.tick_params(labelsize=TEXT_SIZE - 1, length=2)
