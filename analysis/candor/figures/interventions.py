"""When the entries of a timeline happened, as marks above the weeks."""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from candor.figures.style import FAINT, TEXT_SIZE, height_in_inches, look, plain
from candor.figures.wording import by_policy, policies_of


@dataclass(frozen=True)
class Happening:
    """An entry of the timeline under the policies that it met in the same weeks."""

    what: str
    first: float
    last: float
    policies: tuple[int, ...]


def happenings(data: xr.Dataset) -> list[Happening]:
    """What happened in which weeks: of each entry the first and the last week, medians over the runs it happened in."""
    if "intervention_touched" not in data:
        return []
    touched = by_policy(data["intervention_touched"]).transpose("policy", "intervention", "replicate", "week").values
    happened = np.isfinite(touched) & (touched >= 0)
    words = by_policy(data["intervention_what"]).transpose("policy", "intervention").values
    weeks = data.week.values
    found: dict[tuple[str, float, float], list[int]] = {}
    for policy, entry in np.ndindex(happened.shape[:2]):
        runs = happened[policy, entry]
        runs = runs[runs.any(axis=1)]
        if len(runs):
            first = float(np.median(weeks[runs.argmax(axis=1)]))
            last = float(np.median(weeks[::-1][runs[:, ::-1].argmax(axis=1)]))
            found.setdefault((str(words[policy % len(words), entry]), first, last), []).append(policy)
    return [Happening(*key, tuple(policies)) for key, policies in sorted(found.items(), key=lambda item: item[0][1])]


def mark_interventions(ax: Axes, data: xr.Dataset) -> None:
    """A line or a band at the weeks of each entry, its words beside it; in a policy's colour where it met only some."""
    count = len(policies_of(data))
    row = TEXT_SIZE * 1.3 / 72 / height_in_inches(ax)
    left, right = ax.get_xlim()
    for place, entry in enumerate(happenings(data)):
        common = len(entry.policies) == count
        color = FAINT if common else look(entry.policies[0], count).text
        if entry.last > entry.first:
            ax.axvspan(entry.first, entry.last, color=color, alpha=0.10, linewidth=0, zorder=0)
        ax.axvline(entry.first, color=color, linewidth=0.9, dashes=(2, 2), zorder=1, gid="intervention")
        behind = entry.first > (left + right) / 2
        ax.annotate(
            plain(entry.what),
            (entry.first, 1 - row * (0.8 + place % 3)),
            xycoords=("data", "axes fraction"),
            xytext=(-4 if behind else 4, 0),
            textcoords="offset points",
            ha="right" if behind else "left",
            va="center",
            fontsize=TEXT_SIZE - 0.5,
            color=color,
            gid="intervention",
        )
