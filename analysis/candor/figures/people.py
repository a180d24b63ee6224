"""A treemap of the organization in one week: units or members by their trust, or by what else was recorded of them."""

import numpy as np
import squarify
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PatchCollection
from matplotlib.colors import Normalize
from matplotlib.patches import Rectangle

from candor.figures.style import (
    CIVIDIS,
    FAINT,
    INK,
    TEXT_SIZE,
    axes_or_new,
    figure_of,
    height_in_inches,
    plain,
    say,
    styled,
    text_width,
    width_in_inches,
)
from candor.figures.wording import BETWEEN_ZERO_AND_ONE, IN_WORDS, by_policy, counted, place_of, policies_of

GAP = 0.06
"""Between two policies, in widths of one."""

HEIGHT = 1.09
"""Of the axes: fields, and above them the policy's name."""

MARK_SIZE = TEXT_SIZE - 2

Box = tuple[float, float, float, float]


@styled
def treemap(
    data: xr.Dataset, week: int | None = None, *, policy: str | None = None, value: str = "trust_leader", ax: Axes | None = None
) -> Axes:
    """The organization in one week, policies side by side: a field for each unit, or for each member.

    Parameters
    ----------
    data : xarray.Dataset
        Recorded with `record: {by_unit: true}`, or with `record: {snapshots: [weeks]}`.
    week : int, optional
        Which one; the last one recorded unless given. Of snapshots, a week of theirs.
    policy : str, optional
        Only this one; all side by side unless given.
    value : str, optional
        What the colours show: a belief or another outcome by unit; of snapshots a quantity of members.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure unless given.

    Returns
    -------
    matplotlib.axes.Axes
        Fields in cividis, means over replicates; grey where undefined. The area of a unit is its members when all
        are on duty; members are of equal area, in the order of the organization. ✓ and ✕ are voices of the week in each unit
        that were welcomed and used, and that were ignored or punished, where there is room to say.

    Raises
    ------
    ValueError
        If neither was recorded, or there is no such week, policy or value.

    Notes
    -----
    Squarified treemap of Bruls, Huizing & van Wijk 2000; cividis of Nuñez, Anderton & Renslow 2018.
    """
    names = policies_of(data)
    chosen = list(range(len(names))) if policy is None else [place_of(data, policy)]
    shown, of, values = _recorded(data, value, week)
    values = values[chosen]
    ax = axes_or_new(ax, 1.2 + 4.0 * min(len(chosen), 3), 4.6)
    norm = _scale(value, values)
    areas = _unit_sizes(data) if of == "unit" else np.ones(values.shape[1])
    order = np.argsort(-areas, kind="stable") if of == "unit" else np.arange(len(areas))
    boxes = _boxes(areas[order])
    voices = _voices(data, shown) if of == "unit" else None
    marks = None if voices is None else _mark_texts(ax, boxes, voices[chosen][:, :, order], len(chosen))
    for column, place in enumerate(chosen):
        left = column * (1 + GAP)
        _fields(ax, boxes, values[column][order], norm, left)
        if marks:
            _mark(ax, boxes, values[column][order], marks[column], norm, left)
        ax.text(left, 1.015, plain(names[place]), ha="left", va="bottom", fontweight="bold", color=INK)
    words = IN_WORDS.get(value, value.replace("_", " "))
    _finish(ax, len(chosen), norm, words)
    means = [
        float(np.average(row[np.isfinite(row)], weights=areas[np.isfinite(row)])) if np.isfinite(row).any() else np.nan
        for row in values
    ]
    said = ", ".join(
        f"{mean:.2f}{f' under {plain(names[place])}' if names[place] else ''}"
        for mean, place in zip(means, chosen, strict=True)
    )
    runs = counted(data.sizes["replicate"], "replicate")
    symbols = " Voices of the week: ✓ welcomed and used, ✕ ignored or punished." if marks else ""
    say(
        ax,
        f"{words[:1].upper()}{words[1:]} in week {shown} in this model: {said}",
        f"{counted(len(areas), of)}{', area: members' if of == 'unit' else ''}; mean of {runs}.{symbols}",
    )
    return ax


def _recorded(data: xr.Dataset, value: str, week: int | None) -> tuple[int, str, np.ndarray]:
    """The week, whether of units or members, and means over replicates (policy, unit or member)."""
    for name, of, dimension in ((f"{value}_by_unit", "unit", "week"), (f"member_{value}", "member", "week_snapshot")):
        if name not in data:
            continue
        there = data[dimension].values
        if week is not None and week not in there:
            continue
        chosen = int(there[-1]) if week is None else week
        values = by_policy(data[name].sel({dimension: chosen}).mean("replicate", dtype=float))
        return chosen, of, values.transpose("policy", of).values
    units = [str(name) for name in data if str(name).endswith("_by_unit")]
    members = [str(name) for name in data if str(name).startswith("member_")]
    if not units and not members:
        raise ValueError(
            "nothing is known of units or members (record them with `record: {by_unit: true}` or `record: {snapshots: [52]}`)"
        )
    if f"{value}_by_unit" in data or f"member_{value}" in data:
        snapshots = f"; snapshots are of weeks {', '.join(map(str, data.week_snapshot.values))}" if members else ""
        raise ValueError(f"week {week} was not recorded (the run has {data.sizes['week']} weeks{snapshots})")
    raise ValueError(f"there is no `{value}` of units or members (there are {', '.join((units or members)[:8])})")


def _scale(value: str, values: np.ndarray) -> Normalize:
    if value in BETWEEN_ZERO_AND_ONE or not np.isfinite(values).any():
        return Normalize(0, 1)
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    return Normalize(low, high if high > low else low + 1)


def _unit_sizes(data: xr.Dataset) -> np.ndarray:
    """Members of each unit when all are on duty, as the share that saw an issue tells; [units]."""
    if "issues_by_unit" not in data or "issue_rate_by_unit" not in data:
        return np.ones(data.sizes["unit"])
    rate = data["issue_rate_by_unit"].where(data["issue_rate_by_unit"] > 0)
    on_duty = data["issues_by_unit"] / rate
    sizes = np.round(on_duty.max([name for name in on_duty.dims if name != "unit"]).values)
    return np.where(np.isfinite(sizes), sizes, 1.0)


def _boxes(areas: np.ndarray) -> list[Box]:
    """(x, y, width, height) of each, in the unit square, from the upper left on."""
    placed = squarify.squarify(squarify.normalize_sizes(areas.tolist(), 1, 1), 0, 0, 1, 1)
    return [(box["x"], 1 - box["y"] - box["dy"], box["dx"], box["dy"]) for box in placed]


def _fields(ax: Axes, boxes: list[Box], values: np.ndarray, norm: Normalize, left: float) -> None:
    patches = PatchCollection(
        [Rectangle((left + x, y), dx, dy) for x, y, dx, dy in boxes],
        cmap=CIVIDIS,
        norm=norm,
        edgecolor="white",
        linewidth=0.9 if len(boxes) < 400 else 0.25,
    )
    patches.set_array(np.ma.masked_invalid(values))
    ax.add_collection(patches, autolim=False)


def _voices(data: xr.Dataset, week: int) -> np.ndarray | None:
    """Voices of the week that were welcomed, and that were ignored or punished: [policies, 2, units], means over replicates."""
    counts = [f"{count}_by_unit" for count in ("welcomed", "ignored", "punished")]
    if any(count not in data for count in counts):
        return None
    of_week = by_policy(data[counts].sel(week=week).mean("replicate", dtype=float).to_dataarray("count"))
    welcomed, ignored, punished = of_week.transpose("count", "policy", "unit").values
    return np.stack([welcomed, ignored + punished], axis=1)


def _mark_texts(ax: Axes, boxes: list[Box], voices: np.ndarray, columns: int) -> list[list[str]] | None:
    """✓ and ✕ with their numbers by column; None where fewer than nine in ten units have room for them."""
    width = width_in_inches(ax) / (columns + GAP * (columns - 1))
    height = height_in_inches(ax) / HEIGHT
    texts = [
        [f"✓ {used:.1f}\n✕ {lost:.1f}" if np.isfinite(used + lost) else "" for used, lost in column.T] for column in voices
    ]
    widest = max((text_width(line, MARK_SIZE) for column in texts for text in column for line in text.split("\n")), default=0)
    fitting = sum(widest <= 0.9 * dx * width and 2.5 * MARK_SIZE / 72 <= dy * height for _, _, dx, dy in boxes)
    return texts if fitting >= 0.9 * len(boxes) else None


def _mark(ax: Axes, boxes: list[Box], values: np.ndarray, texts: list[str], norm: Normalize, left: float) -> None:
    for (x, y, dx, dy), value, text in zip(boxes, values, texts, strict=True):
        dark = np.isfinite(value) and norm(value) < 0.55
        ax.text(
            left + x + dx / 2,
            y + dy / 2,
            text,
            ha="center",
            va="center",
            fontsize=MARK_SIZE,
            color="white" if dark else "black",
            gid="voices",
        )


def _finish(ax: Axes, columns: int, norm: Normalize, words: str) -> None:
    ax.set_xlim(0, columns + GAP * (columns - 1))
    ax.set_ylim(0, HEIGHT)
    ax.set_axis_off()
    key = ax.inset_axes((0.0, -0.09, min(0.45, 0.9 / columns), 0.035))
    bar = figure_of(ax).colorbar(ScalarMappable(norm, CIVIDIS), cax=key, orientation="horizontal")
    bar.outline.set_visible(False)
    bar.set_label(words, color=FAINT, fontsize=TEXT_SIZE - 1, loc="left")
    key.tick_params(labelsize=TEXT_SIZE - 1, length=2)
