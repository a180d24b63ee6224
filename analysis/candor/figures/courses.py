"""Outcomes over time: fans of runs, and of what differs between two policies."""

import warnings

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from candor._engine import Estimate, estimate, welch
from candor.figures.interventions import mark_interventions
from candor.figures.style import INK, Look, axes_or_new, label_ends, look, over_weeks, plain, quiet, say, styled
from candor.figures.wording import (
    Notation,
    by_policy,
    counted,
    listed,
    notation,
    place_of,
    policies_of,
    require,
    weeks_in_words,
)
from candor.means import last_year, replicate_means

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Of the runs, below the lines that bound the bands: 90 %, 50 %, median."""

WEEKLY = "it is not of a run or a comparison; `candor.run` and `candor.compare` give weekly outcomes"


@styled
def fan(data: xr.Dataset, outcome: str = "performance", *, ax: Axes | None = None) -> Axes:
    """An outcome week by week under each policy: the median of the runs, and where half and nine tenths of them lie.

    Parameters
    ----------
    data : xarray.Dataset
        Of `candor.run`, `candor.compare`, or `candor.open` of their files.
    outcome : str
        A weekly outcome, (policy, replicate, week) or (replicate, week); `candor.outcomes()` lists them.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure unless given.

    Returns
    -------
    matplotlib.axes.Axes
        x: week; y: the outcome, shares in percent, beliefs and shares over their whole scale. Policies are labelled at the
        ends of their lines, entries of the timeline above the weeks in which they happened.

    Raises
    ------
    ValueError
        If there is no such weekly outcome.

    Notes
    -----
    Quantiles over replicates, week by week, linear between runs (type 7 of Hyndman & Fan 1996); undefined runs are left
    out. A band holds its share of the runs in each week, not whole runs.
    """
    require(data, outcome, ("replicate", "week"), WEEKLY)
    ax = axes_or_new(ax)
    written = notation(data, outcome)
    courses = by_policy(data[outcome]).transpose("policy", "replicate", "week").values * written.factor
    names = policies_of(data)
    for place, runs in enumerate(courses):
        draw_fan(ax, data.week.values, runs, look(place, len(names)), names[place] or written.words)
    labels = [plain(name) or "median" for name in names]
    _finish(ax, data, written, labels)
    ends = [(_last_defined(courses[place]), labels[place], look(place, len(names)).text) for place in range(len(names))]
    label_ends(ax, data.week.values[-1], ends)
    mark_interventions(ax, data)
    say(ax, _claim(data, outcome, written), _what_was_run(data, "median; bands hold 50 and 90 % of the runs"))
    return ax


@styled
def difference(
    data: xr.Dataset,
    outcome: str = "performance",
    *,
    policy: str | None = None,
    baseline: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """What differs between two policies, week by week and run by run: same people, same shocks.

    Parameters
    ----------
    data : xarray.Dataset
        Of `candor.compare`, paired.
    outcome : str
        A weekly outcome, (policy, replicate, week).
    policy, baseline : str, optional
        The difference is `policy` less `baseline`; the second policy and the first unless given.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure unless given.

    Returns
    -------
    matplotlib.axes.Axes
        A fan as in `fan`, of differences around zero; shares in percentage points. The title says the mean of the last
        year with its 95 % interval.

    Raises
    ------
    ValueError
        If there are not two policies, they are not paired, or there is no such outcome or policy.

    Notes
    -----
    Student's t over the paired replicates. The interval is the precision of the simulation, not of the theory.
    """
    require(data, outcome, ("replicate", "week"), WEEKLY)
    one, other = _two_policies(data, policy, baseline)
    if not data.attrs.get("paired", 0):
        raise ValueError(
            f"{one} and {other} are not paired (they were run on different organizations, so that runs have no partner): "
            "`fan` shows each"
        )
    ax = axes_or_new(ax)
    written = notation(data, outcome)
    first, second = (data[outcome].sel(policy=name).transpose("replicate", "week").values for name in (other, one))
    runs = (second.astype(float) - first) * written.factor
    style = look(place_of(data, one), len(policies_of(data)))
    draw_fan(ax, data.week.values, runs, style, f"{one} − {other}")
    ax.hlines(0, data.week.values[0], data.week.values[-1], color=INK, linewidth=1, zorder=3)
    _finish(ax, data, written, [f"{plain(one, 24)} −"], around_zero=True)
    label_ends(ax, data.week.values[-1], [(_last_defined(runs), f"{plain(one, 24)}\n− {plain(other, 24)}", style.text)])
    mark_interventions(ax, data)
    means = [replicate_means(data, outcome).sel(policy=name).values for name in (other, one)]
    found = estimate((means[1] - means[0]).tolist())
    say(
        ax,
        _claim_of_difference(data, written, one, other, found),
        _what_was_run(data, f"{plain(one)} less {plain(other)}, pair by pair; median; bands hold 50 and 90 % of the pairs"),
    )
    return ax


def draw_fan(ax: Axes, weeks: np.ndarray, runs: np.ndarray, style: Look, name: str) -> None:
    """The quantiles of runs (replicate, week) as two bands and a line."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # weeks in which no run has a value stay empty
        low, lower, middle, upper, high = np.nanquantile(runs.astype(float), SHARES, axis=0)
    if len(runs) > 1:
        ax.fill_between(weeks, low, high, color=style.color, alpha=0.16, linewidth=0, label=f"_{name}: 90 %")
        ax.fill_between(weeks, lower, upper, color=style.color, alpha=0.30, linewidth=0, label=f"_{name}: 50 %")
    marker = "o" if len(weeks) == 1 else None
    ax.plot(weeks, middle, color=style.color, linestyle=style.linestyle, linewidth=1.9, marker=marker, label=name, zorder=4)


def _finish(ax: Axes, data: xr.Dataset, written: Notation, labels: list[str], around_zero: bool = False) -> None:
    quiet(ax)
    weeks = data.week.values
    over_weeks(ax, int(weeks[0]), int(weeks[-1]), labels)
    ax.set_ylabel(f"{written.axis}{', difference' if around_zero else ''}")
    if around_zero:
        ax.autoscale_view(scalex=False)
    elif written.limits:
        ax.set_ylim(*written.limits)
    elif written.unit:
        ax.set_ylim(bottom=0)


def _last_defined(runs: np.ndarray) -> float:
    """The median in the last week in which any run has a value."""
    defined = np.flatnonzero(np.isfinite(runs).any(axis=0))
    return float(np.nanmedian(runs[:, defined[-1]])) if defined.size else np.nan


def _two_policies(data: xr.Dataset, policy: str | None, baseline: str | None) -> tuple[str, str]:
    names = policies_of(data)
    if len(names) < 2:
        raise ValueError("a difference needs two policies (the data has one): `candor.compare` sets them side by side")
    other = names[0] if baseline is None else names[place_of(data, baseline)]
    one = next(name for name in names if name != other) if policy is None else names[place_of(data, policy)]
    if one == other:
        raise ValueError(f"a difference needs two policies, not `{one}` twice")
    return one, other


def _what_was_run(data: xr.Dataset, shown: str) -> str:
    n = data.sizes["replicate"]
    if n == 1:
        return "One run: no bands, and it may be luck."
    paired = "paired " if data.attrs.get("paired", 0) and len(policies_of(data)) > 1 else ""
    return f"{counted(n, paired + 'replicate')}: {shown}"


def _claim(data: xr.Dataset, outcome: str, written: Notation) -> str:
    when = _window(data)
    names = [plain(name) for name in policies_of(data)]
    runs = by_policy(replicate_means(data, outcome)).values.astype(float)
    means = [float(np.nanmean(values)) if np.isfinite(values).any() else np.nan for values in runs]
    order = sorted((place for place in range(len(names)) if np.isfinite(means[place])), key=lambda place: -means[place])
    if not order:
        return f"{written.subject} is undefined in this model in {when}"
    if len(order) == 1:
        of = f" under {names[order[0]]}" if names[order[0]] else ""
        return f"{written.subject}{of} in this model: {written.with_unit(means[order[0]])} in {when}"
    best, others = order[0], order[1:]
    values = [written.with_unit(means[place]) for place in order]
    of_others = listed([f"{value} under {names[place]}" for value, place in zip(values[1:], others, strict=True)], None)
    apart = [_apart(data, runs[place], runs[best]) for place in others]
    if all(found.is_clear for found in apart):
        if len(order) == 2:
            higher = f"Higher {written.words} under {names[best]} than under {names[others[0]]} in this model"
            return f"{higher}: {values[0]} against {values[1]} in {when}"
        return f"Highest {written.words} under {names[best]} in this model: {values[0]}, against {of_others}, in {when}"
    found = f"{values[0]} under {names[best]}, {of_others}, in {when}"
    if not all(found.has_interval for found in apart):
        return f"{written.subject} in this model: {found}"
    if len(order) == 2:
        return f"No clear difference in {written.words} in this model: {found}"
    return f"No policy is clearly highest in {written.words} in this model: {found}"


def _apart(data: xr.Dataset, first: np.ndarray, other: np.ndarray) -> Estimate:
    return estimate((other - first).tolist()) if data.attrs.get("paired", 0) else welch(first.tolist(), other.tolist())


def _claim_of_difference(data: xr.Dataset, written: Notation, one: str, other: str, found: Estimate) -> str:
    when, one, other = _window(data), plain(one), plain(other)
    if not np.isfinite(found.mean):
        return f"{written.subject} is undefined in this model in {when}"
    if found.mean == 0:
        return f"The same {written.words} under {one} and {other} in this model in {when}"
    if found.has_interval and not found.is_clear:
        between = f"No clear difference in {written.words} between {one} and {other} in this model"
        return f"{between}: {written.difference(found)} in {when}"
    if not found.has_interval:  # too few replicates to claim anything
        return f"{written.subject} under {one} less that under {other} in this model: {written.difference(found)} in {when}"
    way = "Higher" if found.mean > 0 else "Lower"
    return f"{way} {written.words} under {one} than under {other} in this model: {written.difference(found)} in {when}"


def _window(data: xr.Dataset) -> str:
    weeks = last_year(data)
    return weeks_in_words(weeks.start, weeks.stop)
