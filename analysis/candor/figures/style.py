"""How Candor's figures look: colours that everyone can tell apart, direct labels, claims as titles."""

import contextlib
import functools
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, ParamSpec, TypeVar

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.textpath import TextPath
from matplotlib.ticker import MaxNLocator

P = ParamSpec("P")
R = TypeVar("R")

INK = "#1f2328"
FAINT = "#6a737d"
GRID = "#e3e6ea"
UNCLEAR = "#e8eaed"

CIVIDIS = matplotlib.colormaps["cividis"].with_extremes(bad="#c9ced6")
"""Of values of members and units; grey where there is none (Nuñez, Anderton & Renslow 2018)."""

TITLE_SIZE = 11.5
TEXT_SIZE = 9.0

_SCRIPTS = (
    "Noto Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "WenQuanYi Zen Hei",
    "Unifont",
)


@dataclass(frozen=True)
class Look:
    """How a policy is drawn, everywhere."""

    color: str
    text: str
    """Darker, where the colour is too light for small letters."""
    dashes: tuple[float, ...]
    """On and off in line widths; empty is solid."""

    @property
    def linestyle(self) -> str | tuple[int, tuple[float, ...]]:
        """As matplotlib takes it."""
        return (0, self.dashes) if self.dashes else "solid"


LOOKS = (
    Look("#D55E00", "#A84300", (4.5, 1.6)),
    Look("#0072B2", "#0072B2", ()),
    Look("#009E73", "#00734F", (1.2, 1.4)),
    Look("#CC79A7", "#9C3E74", (6, 1.6, 1.2, 1.6)),
    Look("#E69F00", "#8A5F00", (8, 2)),
    Look("#56B4E9", "#1B739F", (3, 1.2, 1, 1.2, 1, 1.2)),
    Look("#1f2328", "#1f2328", (2, 1)),
)
"""Policies in their order (Okabe & Ito 2008): the first vermilion and dashed, the second blue and solid."""


def look(place: int, count: int) -> Look:
    """Of the policy at `place` among `count`; a single one is blue and solid."""
    return LOOKS[1] if count == 1 else LOOKS[place % len(LOOKS)]


@functools.cache
def _families() -> list[str]:
    """DejaVu Sans, and for what it cannot write whichever of the usual fonts are installed."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return ["DejaVu Sans", *(name for name in _SCRIPTS if name in installed)]


@contextlib.contextmanager
def _settings() -> Iterator[None]:
    """Candor's style for a while.

    Of the settings of matplotlib only those that it changes are put back: with the first figure a notebook sets others that
    must stay.
    """
    own: dict[Any, Any] = {
        "font.family": _families(),
        "font.size": TEXT_SIZE,
        "text.color": INK,
        "axes.edgecolor": FAINT,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.linewidth": 0.8,
        "svg.fonttype": "none",
        "axes.unicode_minus": True,
    }
    before = {name: matplotlib.rcParams[name] for name in own}
    try:
        matplotlib.rcParams.update(own)
        yield
    finally:
        matplotlib.rcParams.update(before)


def styled(figure: Callable[P, R]) -> Callable[P, R]:
    """Lets a figure be drawn in Candor's style."""

    @functools.wraps(figure)
    def drawn(*arguments: P.args, **options: P.kwargs) -> R:
        with _settings():
            return figure(*arguments, **options)

    return drawn


def axes_or_new(ax: Axes | None, width: float = 7.2, height: float = 4.2) -> Axes:
    """The axes given, or those of a new figure of this size (inches)."""
    if ax is not None:
        return ax
    return plt.subplots(figsize=(width, height), dpi=120, layout="constrained")[1]


def plain(text: object, longest: int = 48) -> str:
    """A name as it is to be read: one line, not too long, a dollar no formula."""
    line = " ".join(str(text).split())
    return (line if len(line) <= longest else line[: longest - 1] + "…").replace("$", r"\$")


def width_in_inches(ax: Axes) -> float:
    """Of the axes, before anything is laid out."""
    return float(ax.get_position().width * figure_of(ax).get_figwidth())


def height_in_inches(ax: Axes) -> float:
    """Of the axes, before anything is laid out."""
    return max(float(ax.get_position().height * figure_of(ax).get_figheight()), 0.5)


def figure_of(ax: Axes) -> Figure:
    """The figure in which the axes are, whichever part of it they belong to."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def text_width(text: str, size: float) -> float:
    """In inches."""
    family = font_manager.FontProperties(family=["DejaVu Sans"], weight="bold")
    return (
        float(TextPath((0, 0), text.replace("\\$", "$"), size=size, prop=family, usetex=False).get_extents().width / 72)
        if text.strip()
        else 0.0
    )


def say(ax: Axes, claim: str, details: str) -> None:
    """The title: the claim in words, and under it small what was run."""
    names = max((text_width(label.get_text(), TEXT_SIZE) for label in ax.get_yticklabels()), default=0)
    room = width_in_inches(ax) - max(0, names - 0.5)  # beside long names the axes will be narrower
    columns = max(24, int(room * 72 / (TITLE_SIZE * 0.58)))
    small = max(30, int(room * 72 / (TEXT_SIZE * 0.54)))
    claim, details = (text.replace(" %", "\u00a0%") for text in (claim, details))  # a number and its unit on one line
    under = textwrap.fill(details, small)
    lines = under.count("\n") + 1
    ax.set_title(
        textwrap.fill(claim, columns),
        loc="left",
        fontsize=TITLE_SIZE,
        fontweight="bold",
        color=INK,
        pad=10 + lines * TEXT_SIZE * 1.3,
    )
    ax.annotate(
        under,
        (0, 1),
        xytext=(0, 6),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="left",
        va="bottom",
        fontsize=TEXT_SIZE,
        color=FAINT,
        gid="details",
        annotation_clip=False,
    )


def quiet(ax: Axes, grid: Literal["x", "y"] | None = "y") -> None:
    """Only the lines that are needed to read values."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.tick_params(length=3, color=FAINT)
    ax.set_axisbelow(True)
    if grid:
        ax.grid(axis=grid, color=GRID, linewidth=0.8)


def over_weeks(ax: Axes, first: int, last: int, labels: Sequence[str]) -> None:
    """The axis of weeks, with room behind the last one for labels."""
    span = max(last - first, 1)
    widest = max((text_width(label, TEXT_SIZE) for label in labels), default=0) + 0.12
    room = min(widest / max(width_in_inches(ax), 1), 0.4)
    ax.set_xlim(first - (0.5 if first == last else 0), last + span * room / (1 - room))
    between = [t for t in MaxNLocator(8, integer=True).tick_values(first, last) if first + 0.06 * span < t < last - 0.06 * span]
    ax.set_xticks(sorted({first, *between, last}))
    ax.spines["bottom"].set_bounds(first, last)
    ax.set_xlabel("week", loc="left")


def apart(wanted: Iterable[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near as possible to those wanted, in their order along the axis, `gap` apart."""
    wanted = np.asarray(list(wanted), dtype=float)
    order = np.argsort(wanted, kind="stable")
    gap = min(gap, (high - low) / max(len(wanted), 1))
    groups: list[list[int]] = []
    for place in order:  # a group is moved as one; it meets the next where their labels would touch
        groups.append([int(place)])
        while len(groups) > 1 and _bottom(groups[-1], wanted, gap, low, high) < _bottom(
            groups[-2], wanted, gap, low, high
        ) + gap * len(groups[-2]):
            groups[-2:] = [groups[-2] + groups[-1]]
    places = np.empty(len(wanted))
    for group in groups:
        places[group] = _bottom(group, wanted, gap, low, high) + gap * np.arange(len(group))
    return places.tolist()


def _bottom(group: list[int], wanted: np.ndarray, gap: float, low: float, high: float) -> float:
    height = gap * (len(group) - 1)
    return float(np.clip(wanted[group].mean() - height / 2, low, max(low, high - height)))


def label_ends(ax: Axes, x: float, ends: Sequence[tuple[float, str, str]]) -> None:
    """Names beside the ends of lines: (y, name, colour) each; no legend is needed."""
    ends = [end for end in ends if np.isfinite(end[0])]
    low, high = ax.get_ylim()
    gap = (high - low) * TEXT_SIZE * 1.35 / 72 / height_in_inches(ax)
    places = apart([end[0] for end in ends], gap, low, high)
    for place, (_, name, color) in zip(places, ends, strict=True):
        ax.annotate(
            name,
            (x, place),
            xytext=(5, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            color=color,
            fontweight="bold",
            fontsize=TEXT_SIZE,
            gid="label",
            annotation_clip=False,
        )
