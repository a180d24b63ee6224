"""Which policy is best where, over two factors of a sweep: the numbers of `candor regimes`."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from candor.estimates import Estimate, crossed, welch
from candor.sweeps import factor_named, factor_values, levels_of, runs_of

MOST_LEVELS = 40
POINTS_IN_A_FIELD = 10


@dataclass(frozen=True)
class Axis:
    """A factor cut into levels, or into bins of as many points each."""

    name: str
    middles: np.ndarray
    labels: list[str]
    """Of factors that are words; else empty."""
    place: np.ndarray
    """In which of them each point is, [points]."""


@dataclass(frozen=True)
class Field:
    """The points that share a level of both factors."""

    points: int
    means: np.ndarray
    """By policy; NaN without points."""
    differences: list[Estimate]
    """Of each policy from the first."""
    winner: int | None
    """The policy that is best on average, if the 95 % interval of its difference from each other one excludes zero."""


@dataclass(frozen=True)
class Regimes:
    """A map; fields are [y][x]."""

    outcome: str
    better: str
    policies: list[str]
    x: Axis
    y: Axis
    fields: list[list[Field]]

    def winners(self) -> np.ndarray:
        """Places of the winning policies, (y, x); -1 where none is clear, -2 where there is no point."""
        return np.array(
            [
                [-2 if field.points == 0 else -1 if field.winner is None else field.winner for field in row]
                for row in self.fields
            ]
        )


def regimes(data: xr.Dataset, x: str, y: str, outcome: str, better: str = "higher", bins: int = 0) -> Regimes:
    """Maps which policy does better where.

    Parameters
    ----------
    data : xarray.Dataset
        A merged sweep of several policies.
    x, y : str
        Two of its factors, by name or path. With more than 40 values, or than `bins`, they are cut into bins.
    outcome : str
        One that the sweep kept.
    better : {"higher", "lower", "neither"}
        Which way it is better; of "neither" the higher one wins.

    Raises
    ------
    ValueError
        If there is one policy only, there is no such factor or outcome, or runs are missing.
    """
    if (
        "policy" not in data[outcome if outcome in data else "point"].dims
        and outcome in data
        or data.sizes.get("policy", 1) < 2
    ):
        raise ValueError(
            "the sweep has one policy only (a map needs two to choose from): sweep again with `policies: [command, level2]`"
        )
    across, upwards = (_axis(data, factor_named(data, name), bins) for name in (x, y))
    if across.name == upwards.name:
        raise ValueError(f"a map needs two factors, not `{across.name}` twice")
    runs, counts = runs_of(data, outcome)
    sign, paired = (-1 if better == "lower" else 1), bool(data.attrs.get("paired", 0))
    fields = []
    for row in range(len(upwards.middles)):
        here = [np.flatnonzero((across.place == column) & (upwards.place == row)) for column in range(len(across.middles))]
        fields.append([_field(runs[:, points, : counts[points].min(initial=runs.shape[2])], sign, paired) for points in here])
    return Regimes(outcome, better, [str(name) for name in data.policy.values], across, upwards, fields)


def _axis(data: xr.Dataset, name: str, bins: int) -> Axis:
    values, labels = factor_values(data, name), levels_of(data, name)
    distinct = np.unique(values)
    if labels or len(distinct) <= (bins or MOST_LEVELS):
        return Axis(
            name, distinct, [labels[int(place)] for place in distinct] if labels else [], np.searchsorted(distinct, values)
        )
    wanted = bins or int(np.clip(int(np.sqrt(len(values) / POINTS_IN_A_FIELD)), 2, MOST_LEVELS))
    ordered = np.sort(values)
    first = np.searchsorted(ordered, values)  # equal values together
    _, place = np.unique(first * wanted // len(values), return_inverse=True)
    middles = np.array([values[place == one].mean() for one in range(place.max() + 1)])
    return Axis(name, middles, [], place)


def _field(runs: np.ndarray, sign: int, paired: bool) -> Field:
    """Of the runs (policy, point, replicate) of the points in a field."""
    policies, points, _ = runs.shape
    if points == 0:
        nowhere = Estimate(np.nan, np.nan, np.nan)
        return Field(0, np.full(policies, np.nan), [nowhere] * policies, None)
    means = runs.mean(axis=(1, 2))

    def less(one: int, other: int) -> Estimate:
        return crossed(runs[one] - runs[other]) if paired or points > 1 else welch(runs[other], runs[one])

    best = int(np.argmax(sign * means))
    clear = all(
        found.is_clear and sign * found.mean > 0 for found in (less(best, other) for other in range(policies) if other != best)
    )
    return Field(
        points, means, [Estimate(0, 0, 0), *(less(policy, 0) for policy in range(1, policies))], best if clear else None
    )
