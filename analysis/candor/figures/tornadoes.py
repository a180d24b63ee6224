"""What matters most in a sweep: factors by how far they move an outcome."""

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes

from candor import salib
from candor._engine import FactorEnd, FactorEnds
from candor.figures.style import FAINT, INK, LOOKS, TEXT_SIZE, axes_or_new, look, plain, quiet, say, styled
from candor.figures.wording import Notation, counted, notation, place_of, policies_of
from candor.sweeps import ends_of, factor_names, levels_of, outcome_named


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
        others: from the mean where a factor is lowest (ring) to that where it is highest (dot), and at the right what lies
        between the two, with its 95 % interval; factors that are words are left out.

    Raises
    ------
    ValueError
        If there is no such outcome or policy, runs are missing, or no factor is a number that varies.

    Notes
    -----
    Indices and intervals as `candor.salib.indices`. Lowest and highest are the same as in the report: the levels of factors
    with up to 10 values, else the tenth of the points at either end; of `one_at_a_time` with all other factors as in the
    base. Their interval is over replicates, or where the design draws its points, over points (Welch).
    """
    outcome_named(data, outcome)
    names = policies_of(data)
    if policy is not None:
        place_of(data, policy)
    minus = names[0] if policy is None and len(names) > 1 else None
    one = names[1] if minus is not None else policy
    what = _what(data, outcome, one, minus)
    design = data.attrs["design"]
    if design in ("saltelli", "morris"):
        found = salib.indices(data, outcome, one, minus=minus)
        ax = axes_or_new(ax, *_size(len(found)))
        (_sobol if design == "saltelli" else _morris)(ax, data, found, notation(data, outcome), what)
    else:
        ends = ends_of(data, outcome, 0 if one is None else names.index(one), less_first=minus is not None)
        if not ends:
            raise ValueError(f"no factor of the sweep is a number that varies (there is nothing to set `{outcome}` against)")
        ax = axes_or_new(ax, *_size(len(ends)))
        _ends(ax, data, ends, notation(data, outcome), what, _style(names, one, minus))
    return ax


def _size(factors: int) -> tuple[float, float]:
    """Of a new figure, in inches."""
    return 7.2, 1.9 + 0.36 * factors


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


def _ends(ax: Axes, data: xr.Dataset, ends: list[FactorEnds], written: Notation, what: str, color: str) -> None:
    names = factor_names(data)
    found = sorted(ends, key=lambda one: -abs(one.high_minus_low.mean))
    rows = _rows(ax, [_label(data, names[one.factor]) for one in found])
    low = np.array([one.low.mean for one in found]) * written.factor
    high = np.array([one.high.mean for one in found]) * written.factor
    ax.barh(rows, high - low, 0.34, left=low, color=color, alpha=0.45, label="_change", zorder=2)
    for values, fill, label in ((low, "white", "factor lowest"), (high, color, "factor highest")):
        ax.plot(values, rows, "o", color=color, markerfacecolor=fill, markersize=6, label=label, zorder=4)
    for row, one, at_low, at_high in zip(rows, found, low, high, strict=True):
        for value, end, right in ((at_low, one.low, at_low > at_high), (at_high, one.high, at_low <= at_high)):
            _beside(ax, (value, row), _place(end), right)
        _at_the_right(ax, row, written.difference(one.high_minus_low))
    least, most = min(low.min(), high.min()), max(low.max(), high.max())
    room = 0.26 * (most - least) or 1.0  # for where the factors are, within the axes
    ax.set_xlim(least - room, most + room)
    ax.set_xlabel(f"{'difference in ' if what.startswith('the difference') else ''}{written.axis}, mean", loc="left")
    _key(ax)
    top = found[0]
    words_left_out = any(levels_of(data, name) for name in names)
    say(
        ax,
        f"{_label(data, names[top.factor]).capitalize()} moves {what} most in this model: {written.value(top.low.mean)} at "
        f"{_place(top.low)}, {written.value(top.high.mean)} at {_place(top.high)}",
        f"Means over {counted(data.sizes['point'], 'point')} of a {data.attrs['design'].replace('_', ' ')} design where each "
        "factor is lowest and highest; at the right highest less lowest, with its 95 % interval."
        + (" Factors that are words are left out." if words_left_out else ""),
    )


def _beside(ax: Axes, at: tuple[float, float], text: str, right: bool) -> None:
    ax.annotate(
        text,
        at,
        xytext=(6 if right else -6, 0),
        textcoords="offset points",
        va="center",
        ha="left" if right else "right",
        fontsize=TEXT_SIZE - 1,
        color=INK,
    )


def _at_the_right(ax: Axes, row: float, text: str) -> None:
    ax.annotate(
        text,
        (1, row),
        xytext=(6, 0),
        xycoords=ax.get_yaxis_transform(),
        textcoords="offset points",
        va="center",
        ha="left",
        fontsize=TEXT_SIZE - 1,
        color=INK,
        gid="interval",
        annotation_clip=False,
    )


def _place(end: FactorEnd) -> str:
    """Where a factor is at an end: `0.1`, or of many values `0.02–0.11`."""
    return _number(end.least) if end.least == end.most else f"{_number(end.least)}–{_number(end.most)}"


def _number(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")
