"""Where voice dies: of the chances to speak up, how many are spoken, heard and used."""

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from candor.figures.style import INK, TEXT_SIZE, axes_or_new, look, plain, quiet, say, styled
from candor.figures.wording import by_policy, counted, listed, policies_of, weeks_in_words
from candor.means import last_year

STAGES = {"issues": "chances to speak", "spoken": "spoken", "heard": "heard", "welcomed": "welcomed and used"}
"""The counts of a week, each a part of the one before."""


@styled
def voice_funnel(data: xr.Dataset, *, weeks: slice | tuple[int, int] | None = None, ax: Axes | None = None) -> Axes:
    """Of 100 issues that members see, how many are spoken, heard, and welcomed and used, under each policy.

    Parameters
    ----------
    data : xarray.Dataset
        Of `candor.run` or `candor.compare`, with the counts `issues`, `spoken`, `heard` and `welcomed`.
    weeks : slice or (int, int), optional
        First and last week, both included; the last year unless given.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure unless given.

    Returns
    -------
    matplotlib.axes.Axes
        Bars in percent of the issues, one for each policy and stage. Counts are pooled over weeks and replicates.

    Raises
    ------
    ValueError
        If a count is missing, or there are no such weeks.

    Notes
    -----
    What becomes of a voice follows from how the styles are defined: see `model.md`, steps 4 and 5.
    """
    missing = [count for count in STAGES if count not in data or "week" not in data[count].dims]
    if missing:
        raise ValueError(f"the counts {', '.join(missing)} are missing (a run or a comparison has them week by week)")
    window = last_year(data) if weeks is None else weeks if isinstance(weeks, slice) else slice(*weeks)
    chosen = data.sel(week=window)
    if chosen.sizes["week"] == 0:
        raise ValueError(
            f"there are no weeks {window.start}..{window.stop} (the run has weeks {int(data.week[0])}..{int(data.week[-1])})"
        )
    counts = np.stack([by_policy(chosen[count].sum(("week", "replicate"))).values for count in STAGES], axis=1).astype(float)
    shares = 100 * np.divide(counts, counts[:, :1], out=np.full_like(counts, np.nan), where=counts[:, :1] > 0)
    names = policies_of(data)
    ax = axes_or_new(ax, 7.2, 4.0)
    _bars(ax, shares, names)
    first, last = int(chosen.week[0]), int(chosen.week[-1])
    when = weeks_in_words(first, last)
    size = " and ".join(
        f"{int(n):,}{f' under {plain(name, 24)}' if name else ''}" for n, name in zip(counts[:, 0], names, strict=True)
    )
    say(
        ax,
        _claim(shares, names),
        f"Issues in {when}, {counted(data.sizes['replicate'], 'replicate')}: {size}. Follows from how the styles are defined.",
    )
    return ax


def _bars(ax: Axes, shares: np.ndarray, names: list[str]) -> None:
    """Groups of bars by stage from top to bottom, policies in their order within each."""
    height = 0.78 / len(names)
    for policy, name in enumerate(names):
        style = look(policy, len(names))
        rows = np.arange(shares.shape[1]) + (policy - (len(names) - 1) / 2) * height
        ax.barh(
            rows,
            np.nan_to_num(shares[policy]),
            height * 0.88,
            color=style.color,
            alpha=0.85,
            edgecolor=style.text,
            linewidth=1.1,
            linestyle=style.linestyle,
            label=name or "all",
            zorder=2,
        )
        for stage, (row, share) in enumerate(zip(rows, shares[policy], strict=True)):
            label = "undefined" if not np.isfinite(share) else f"{share:.0f}" if share >= 9.95 or share == 0 else f"{share:.1f}"
            if stage == 0 and name:
                label = f"{label}  {plain(name, 24)}"
            ax.annotate(
                label,
                (np.nan_to_num(share), row),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                ha="left",
                color=style.text,
                fontweight="bold",
                fontsize=TEXT_SIZE,
                annotation_clip=False,
            )
    quiet(ax, "x")
    ax.set_yticks(range(len(STAGES)), list(STAGES.values()), color=INK)
    ax.set_ylim(len(STAGES) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 128)
    ax.set_xticks(range(0, 101, 20))
    ax.spines["bottom"].set_bounds(0, 100)
    ax.set_xlabel("of 100 chances to speak", loc="left")


def _claim(shares: np.ndarray, names: list[str]) -> str:
    last = [
        "undefined" if not np.isfinite(share) else f"{share:.0f}" if share >= 0.95 or share == 0 else f"{share:.1f}"
        for share in shares[:, -1]
    ]
    by = [f"{value}{f' under {plain(name)}' if name else ''}" for value, name in zip(last, names, strict=True)]
    return f"Of 100 chances to speak, {listed(by, None)} end as a voice that is used in this model"
