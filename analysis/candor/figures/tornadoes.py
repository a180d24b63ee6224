"""What matters most in a sweep: factors by how far they move an outcome."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes

from candor import salib
from candor.figures.style import FAINT, INK, LOOKS, TEXT_SIZE, axes_or_new, look, plain, quiet, say, styled
from candor.figures.wording import Notation, counted, notation, place_of, policies_of
from candor.regimes import MOST_LEVELS
from candor.sweeps import factor_names, factor_values, levels_of, outcome_named


@dataclass(frozen=True)
class Ends:
    """Means of an outcome where a factor is lowest and where it is highest (of words: where the outcome is)."""

    factor: str
    low: float
    high: float
    at_low: str
    at_high: str


@styled
def tornado(data: xr.Dataset, *, outcome: str = "performance", policy: str | None = None, ax: Axes | None = None) -> Axes:
    """Which factors of a sweep matter most, from the top down.

    Parameters
    ----------
    data : xarray.Dataset
        A merged sweep.
    outcome : str
        One that it kept.
    policy : str, optional
        Under which policy; unless given, and there are several, for the difference of the second policy from the first: what
        decides which of the two does better.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure unless given.

    Returns
    -------
    matplotlib.axes.Axes
        Of a `saltelli` design shares of variance: of each factor alone (dark) and together with others (light), with 95 %
        intervals. Of `morris`: mean absolute effects with 95 % intervals, and as dots their standard deviations. Of all
        others: means where a factor is lowest and highest.

    Raises
    ------
    ValueError
        If there is no such outcome or policy, or runs are missing.

    Notes
    -----
    Indices and intervals as `candor.salib.indices`. Lowest and highest are the levels of factors with up to 40 values, else
    the tenth of the points at either end; of `one_at_a_time` with all other factors as in the base.
    """
    outcome_named(data, outcome)
    ax = axes_or_new(ax, 7.2, 1.9 + 0.36 * len(factor_names(data)))
    names = policies_of(data)
    if policy is not None:
        place_of(data, policy)
    minus = names[0] if policy is None and len(names) > 1 else None
    one = names[1] if minus is not None else policy
    what = _what(data, outcome, one, minus)
    design = data.attrs["design"]
    if design in ("saltelli", "morris"):
        found = salib.indices(data, outcome, one, minus=minus)
        (_sobol if design == "saltelli" else _morris)(ax, data, found, notation(data, outcome), what)
    else:
        _ends(ax, data, salib.values(data, outcome, one, minus=minus), notation(data, outcome), what, _style(names, one, minus))
    return ax


def _style(names: list[str], one: str | None, minus: str | None) -> str:
    return LOOKS[1].color if one is None else look(names.index(one), len(names)).color


def _what(data: xr.Dataset, outcome: str, one: str | None, minus: str | None) -> str:
    words = notation(data, outcome).words
    if minus is not None:
        return f"the difference in {words} between {plain(one, 24)} and {plain(minus, 24)}"
    return f"{words} under {plain(one, 24)}" if one else words


def _label(data: xr.Dataset, factor: str) -> str:
    return plain(factor.replace("_", " "), 28)


def _rows(ax: Axes, labels: list[str]) -> np.ndarray:
    """A row for each factor, the first at the top."""
    quiet(ax, "x")
    ax.set_yticks(range(len(labels)), labels, color=INK)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    return np.arange(len(labels))


def _sobol(ax: Axes, data: xr.Dataset, found: pd.DataFrame, written: Notation, what: str) -> None:
    found = found.sort_values("total", ascending=False, kind="stable")
    rows = _rows(ax, [_label(data, name) for name in found.index])
    ax.barh(rows, found["total"], 0.66, color="#A9CCE3", label="with others", zorder=2)
    ax.barh(rows, found["first"], 0.36, color=LOOKS[1].color, label="alone", zorder=3)
    for name, above in (("total", 0.25), ("first", 0.0)):
        ax.errorbar(
            found[name], rows - above, xerr=found[f"{name}_half"], fmt="none", ecolor=INK, elinewidth=1, capsize=2, zorder=4
        )
    ax.set_xlim(
        min(0, float((found["first"] - found["first_half"]).min())) * 1.05,
        max(1, float((found["total"] + found["total_half"]).max()) * 1.02),
    )
    ax.axvline(0, color=FAINT, linewidth=0.9, zorder=1)
    ax.set_xlabel("share of the variance over the ranges swept", loc="left")
    _key(ax)
    top, first, total = found.index[0], found["first"].iloc[0], found["total"].iloc[0]
    say(
        ax,
        f"What matters most for {what} in this model: {_label(data, top)}, {_percent(first)} of the variance alone, "
        f"{_percent(total)} with others",
        f"Sobol indices over {counted(int(data.attrs['design_base_rows']), 'base row')}, 95 % intervals from resampling them; "
        "other ranges, other shares.",
    )


def _percent(share: float) -> str:
    return f"{max(share, 0) * 100:.0f} %"


def _morris(ax: Axes, data: xr.Dataset, found: pd.DataFrame, written: Notation, what: str) -> None:
    found = found.sort_values("mu_star", ascending=False, kind="stable")
    scaled = found * written.factor
    rows = _rows(ax, [_label(data, name) for name in found.index])
    ax.barh(rows, scaled["mu_star"], 0.6, color=LOOKS[1].color, alpha=0.85, label="mean absolute effect", zorder=2)
    ax.errorbar(scaled["mu_star"], rows, xerr=scaled["mu_star_half"], fmt="none", ecolor=INK, elinewidth=1, capsize=2, zorder=4)
    ax.plot(
        scaled["sigma"],
        rows,
        "o",
        color="white",
        markeredgecolor=INK,
        markersize=5,
        label="standard deviation of effects",
        zorder=5,
    )
    ax.set_xlim(left=0)
    ax.set_xlabel(f"{_of_difference(written, what)}, over a factor's range", loc="left")
    _key(ax)
    top = found.index[0]
    say(
        ax,
        f"{_label(data, top).capitalize()} moves {what} most in this model: by {written.amount(found['mu_star'].iloc[0])} on "
        "average over its range",
        f"Elementary effects of {counted(int(data.attrs['design_trajectories']), 'trajectory', 'trajectories')}, "
        "95 % intervals; a dot near or beyond its bar tells of interactions.",
    )


def _of_difference(written: Notation, what: str) -> str:
    return (
        f"change of {written.axis}" if not what.startswith("the difference") else f"change of the difference in {written.axis}"
    )


def _key(ax: Axes) -> None:
    """Below the name of the axis, where no bar can be."""
    ax.legend(
        loc="upper left",
        bbox_to_anchor=(0, 0),
        borderaxespad=3.6,
        borderpad=0,
        ncols=2,
        frameon=False,
        fontsize=TEXT_SIZE - 0.5,
        handlelength=1.4,
    )


def _ends(ax: Axes, data: xr.Dataset, values: np.ndarray, written: Notation, what: str, color: str) -> None:
    found = sorted((ends_of(data, name, values) for name in factor_names(data)), key=lambda end: -abs(end.high - end.low))
    middle = float(np.mean(values)) * written.factor
    rows = _rows(ax, [_label(data, end.factor) for end in found])
    low, high = (np.array([getattr(end, side) for end in found]) * written.factor for side in ("low", "high"))
    ax.barh(
        rows, low - middle, 0.6, left=middle, color="white", edgecolor=color, linewidth=1.2, label="factor lowest", zorder=2
    )
    ax.barh(
        rows,
        high - middle,
        0.6,
        left=middle,
        color=color,
        edgecolor=color,
        linewidth=1.2,
        alpha=0.85,
        label="factor highest",
        zorder=3,
    )
    for row, end, at_low, at_high in zip(rows, found, low, high, strict=True):
        for value, other, text in ((at_low, at_high, end.at_low), (at_high, at_low, end.at_high)):
            right = value > other if value != other else value == at_high
            ax.annotate(
                text,
                (max(value, middle) if right else min(value, middle), row),
                xytext=(4 if right else -4, 0),
                textcoords="offset points",
                va="center",
                ha="left" if right else "right",
                fontsize=TEXT_SIZE - 1,
                color=INK,
            )
    ax.axvline(middle, color=INK, linewidth=1, zorder=4)
    ax.margins(x=0.12)
    ax.set_xlabel(
        f"{'difference in ' if what.startswith('the difference') else ''}{written.axis}; line: mean over all points", loc="left"
    )
    _key(ax)
    top = found[0]
    say(
        ax,
        f"{_label(data, top.factor).capitalize()} moves {what} most in this model: {written.value(top.low)} at {top.at_low}, "
        f"{written.value(top.high)} at {top.at_high}",
        f"Means over {counted(len(values), 'point')} of a {data.attrs['design'].replace('_', ' ')} design where each factor is "
        "lowest and highest.",
    )


def ends_of(data: xr.Dataset, factor: str, values: np.ndarray) -> Ends:
    """Means of `values` (points,) at both ends of a factor; of words at the levels where the mean is lowest and highest."""
    at, labels = factor_values(data, factor), levels_of(data, factor)
    there = np.ones(len(at), dtype=bool)
    if data.attrs["design"] == "one_at_a_time":
        others = [factor_values(data, name) for name in factor_names(data) if name != factor]
        there = np.all([other == _most_frequent(other) for other in others], axis=0) if others else there
    levels = np.unique(at[there])
    if labels:
        means = {level: float(values[there & (at == level)].mean()) for level in levels}
        low, high = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
        return Ends(factor, means[low], means[high], plain(labels[int(low)], 18), plain(labels[int(high)], 18))
    if len(levels) <= MOST_LEVELS:
        first, last = there & (at == levels[0]), there & (at == levels[-1])
    else:
        first, last = (there & (at <= np.quantile(at[there], 0.1))), (there & (at >= np.quantile(at[there], 0.9)))
    return Ends(
        factor, float(values[first].mean()), float(values[last].mean()), _number(at[first].mean()), _number(at[last].mean())
    )


def _most_frequent(values: np.ndarray) -> float:
    levels, counts = np.unique(values, return_counts=True)
    return float(levels[counts.argmax()])


def _number(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")
