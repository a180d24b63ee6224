"""A map of which policy is best where, over two factors of a sweep."""

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from candor._engine import Regimes
from candor.figures.style import INK, TEXT_SIZE, UNCLEAR, axes_or_new, look, plain, quiet, say, styled
from candor.figures.wording import IN_WORDS, counted, listed
from candor.sweeps import regimes_of

FAINTEST = 0.30
"""How much of a policy's colour is left where its advantage is smallest."""


@styled
def regime_map(
    data: xr.Dataset, x: str, y: str, *, outcome: str = "performance", bins: int = 0, ax: Axes | None = None
) -> Axes:
    """Which policy does best where, over two factors of a sweep, and where that is not clear.

    Parameters
    ----------
    data : xarray.Dataset
        A merged sweep of at least two policies; a grid of the two factors makes the clearest map.
    x, y : str
        Factors, by name or path; averaged over all others. With more than 40 values, or than `bins`, cut into bins.
    outcome : str
        Best by which outcome: higher or lower, as `candor.outcomes()` says.
    bins : int
        At most so many fields along a factor; 0: up to 40 levels are kept, and bins hold about ten points.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure unless given.

    Returns
    -------
    matplotlib.axes.Axes
        A field for each pair of levels in the colour of the winner, the paler the smaller its advantage; grey with a dot
        where no policy is clearly best. The same winners as `candor regimes`.

    Raises
    ------
    ValueError
        If there is one policy only, there is no such factor or outcome, or runs are missing.

    Notes
    -----
    A policy wins a field if the 95 % interval of its mean difference from each other policy excludes zero, points and
    replicates both resampled sources of scatter (Satterthwaite's degrees of freedom).
    """
    found = regimes_of(data, x, y, outcome, bins)
    ax = axes_or_new(ax, 6.8, 5.0)
    winners, advantages = _winners(found), _advantages(found)
    largest = np.nanmax(advantages) if np.isfinite(advantages).any() else 0
    for (row, column), winner in np.ndenumerate(winners):
        if winner == -2:
            continue
        strength = FAINTEST + (1 - FAINTEST) * (advantages[row, column] / largest if largest > 0 else 1)
        color = UNCLEAR if winner == -1 else _mixed(look(int(winner), len(found.policies)).color, float(strength))
        ax.add_patch(
            Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=color, edgecolor="white", linewidth=0.8, gid=f"{row},{column}")
        )
        if winner == -1:
            ax.text(column, row, "·", ha="center", va="center", color=INK, fontsize=TEXT_SIZE + 2)
    _borders(ax, winners)
    _names(ax, winners, found.policies)
    _ticks(ax, found, data)
    words = IN_WORDS.get(outcome, outcome.replace("_", " "))
    way = {"lower": "lower is better", "higher": "higher is better"}.get(found.better, "higher is neither better nor worse")
    say(
        ax,
        _claim(winners, found.policies, words),
        f"{counted(data.sizes['point'], 'point')}, {counted(data.sizes['replicate'], 'replicate')} each; {words}: {way}. "
        f"Grey: no clear difference.{' White: no points.' if (winners == -2).any() else ''}",
    )
    return ax


def _winners(found: Regimes) -> np.ndarray:
    """Places of the winning policies, (y, x); -1 where none is clear, -2 where there is no point."""
    winners = [-2 if field.points == 0 else -1 if field.winner is None else field.winner for field in found.fields]
    return np.array(winners).reshape(len(found.y), len(found.x))


def _advantages(found: Regimes) -> np.ndarray:
    """Of each winner over the next best policy, (y, x); NaN where none is clear."""
    advantages = np.full(len(found.fields), np.nan)
    for place, field in enumerate(found.fields):
        if field.winner is not None:
            others = np.delete(field.means, field.winner)
            advantages[place] = np.abs(field.means[field.winner] - others).min()
    return advantages.reshape(len(found.y), len(found.x))


def _mixed(color: str, strength: float) -> tuple[float, ...]:
    """A colour on white."""
    return tuple(1 - strength * (1 - part) for part in to_rgb(color))


def _borders(ax: Axes, winners: np.ndarray) -> None:
    """Lines between neighbours with different winners, seen also without colours."""
    for (row, column), winner in np.ndenumerate(winners):
        if column + 1 < winners.shape[1] and winner != winners[row, column + 1]:
            ax.plot([column + 0.5] * 2, [row - 0.5, row + 0.5], color=INK, linewidth=1.3, solid_capstyle="butt", gid="border")
        if row + 1 < winners.shape[0] and winner != winners[row + 1, column]:
            ax.plot(
                [column - 0.5, column + 0.5], [row + 0.5] * 2, color=INK, linewidth=1.3, solid_capstyle="butt", gid="border"
            )


def _names(ax: Axes, winners: np.ndarray, policies: list[str]) -> None:
    """Each policy's name in the middle of its fields: on the one nearest to their mean."""
    for policy, name in enumerate(policies):
        fields = np.argwhere(winners == policy)
        if len(fields):
            row, column = fields[np.argmin(((fields - fields.mean(axis=0)) ** 2).sum(axis=1))]
            ax.text(
                column,
                row,
                plain(name, 24),
                ha="center",
                va="center",
                fontweight="bold",
                color="black",
                zorder=5,
                bbox={"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": "none", "alpha": 0.88},
            )


def _ticks(ax: Axes, found: Regimes, data: xr.Dataset) -> None:
    quiet(ax, None)
    ax.spines[["left", "bottom"]].set_visible(False)
    for axis, name, middles, words in (
        (ax.xaxis, found.x_name, found.x, found.x_labels),
        (ax.yaxis, found.y_name, found.y, found.y_labels),
    ):
        labels = [plain(label, 14) for label in words] or [f"{value:.3g}".replace("-", "−") for value in middles]
        step = -(-len(labels) // 12) if not words else 1
        axis.set_ticks(range(0, len(labels), step), labels[::step])
        unit = str(data[name].attrs.get("units", "1"))
        axis.set_label_text(plain(name.replace("_", " ")) + (f" ({unit})" if unit not in ("1", "") else ""))
    ax.set_xlim(-0.5, len(found.x) - 0.5)
    ax.set_ylim(-0.5, len(found.y) - 0.5)
    ax.tick_params(length=0)


def _claim(winners: np.ndarray, policies: list[str], words: str) -> str:
    fields = int((winners != -2).sum())
    unclear = int((winners == -1).sum())
    wins = [f"{plain(name, 24)} in {int((winners == policy).sum())}" for policy, name in enumerate(policies)]
    found = f"Clearly best in {words} in this model: {listed(wins, None)} of {counted(fields, 'field')}"
    return f"{found}; {unclear} {'is' if unclear == 1 else 'are'} not clear"
