"""Means with intervals, found as the program finds them (include/candor/run/comparison.hpp)."""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy import stats

WEEKS_A_YEAR = 52

POOLED = {"voice": ("spoken", "issues"), "welcomed_share": ("welcomed", "spoken")}
"""Shares whose weeks are pooled: the counts above and below the line."""


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval; the interval is NaN where there are too few values."""

    mean: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval excludes zero."""
        return bool(self.low > 0 or self.high < 0)

    @property
    def has_interval(self) -> bool:
        """Whether there were values enough for an interval."""
        return bool(np.isfinite(self.low) and np.isfinite(self.high))

    def times(self, factor: float) -> "Estimate":
        """The same in another unit; `factor` is above zero."""
        return Estimate(self.mean * factor, self.low * factor, self.high * factor)


def _interval(mean: float, error: float, freedom: float) -> Estimate:
    if not (np.isfinite(error) and freedom > 0):
        return Estimate(mean, np.nan, np.nan)
    half = float(stats.t.ppf(0.975, freedom)) * error
    return Estimate(mean, mean - half, mean + half)


def _moments(values: np.ndarray) -> tuple[int, float, float]:
    """How many values are defined, their mean, and their variance over how many they are."""
    values = values[np.isfinite(values)]
    n = values.size
    return n, float(values.mean()) if n else np.nan, float(values.var(ddof=1)) / n if n > 1 else np.nan


def estimate(values: np.ndarray) -> Estimate:
    """The mean of some values with the interval of Student's t; NaN is left out."""
    n, mean, variance = _moments(np.asarray(values, dtype=float).ravel())
    return _interval(mean, float(np.sqrt(variance)), n - 1)


def welch(first: np.ndarray, other: np.ndarray) -> Estimate:
    """The mean of `other` less that of `first` with Welch's interval."""
    n, a, va = _moments(np.asarray(first, dtype=float).ravel())
    m, b, vb = _moments(np.asarray(other, dtype=float).ravel())
    variance = va + vb
    freedom = n + m - 2 if variance == 0 else variance**2 / (va**2 / (n - 1) + vb**2 / (m - 1)) if variance > 0 else 0
    return _interval(b - a, float(np.sqrt(variance)), freedom)


def crossed(values: np.ndarray) -> Estimate:
    """The mean of values (point, replicate) that points and replicates both scatter, with Satterthwaite's interval."""
    points, replicates = values.shape
    if points == 1 or replicates == 1:
        return estimate(values)
    mean = float(values.mean())
    of_points, of_replicates = values.mean(axis=1), values.mean(axis=0)
    rest = values - of_points[:, None] - of_replicates[None, :] + mean
    free_points, free_replicates = points - 1, replicates - 1
    by_point = replicates * float(((of_points - mean) ** 2).sum()) / free_points
    by_replicate = points * float(((of_replicates - mean) ** 2).sum()) / free_replicates
    left = float((rest**2).sum()) / (free_points * free_replicates)
    # Each of the two holds the rest once, so that it is there once too often; by chance the sum may fall below them.
    total = max(by_point + by_replicate - left, by_point, by_replicate)
    if total == 0:
        return Estimate(mean, mean, mean)
    freedom = total**2 / (
        by_point**2 / free_points + by_replicate**2 / free_replicates + left**2 / (free_points * free_replicates)
    )
    return _interval(mean, float(np.sqrt(total / (points * replicates))), freedom)


def last_year(data: xr.Dataset) -> slice:
    """The weeks, as `data.sel(week=...)` takes them, over which the program's tables go: the last 52, or all."""
    last = int(data.week[-1])
    return slice(max(int(data.week[0]), last - WEEKS_A_YEAR + 1), last)


def replicate_means(data: xr.Dataset, outcome: str, weeks: slice | None = None) -> xr.DataArray:
    """The mean of a weekly outcome in each run.

    Parameters
    ----------
    data
        Of `candor.run` or `candor.compare`.
    outcome
        A variable (policy, replicate, week), or (replicate, week).
    weeks
        Which ones, both ends included; the last year unless given.

    Returns
    -------
    xarray.DataArray
        (policy, replicate), or (replicate); in the outcome's unit. Shares of counts (`voice`, `welcomed_share`) are
        pooled over the weeks. NaN where undefined in all of them.
    """
    window = data.sel(week=last_year(data) if weeks is None else weeks)
    counts = POOLED.get(outcome)
    if counts and all(count in window for count in counts):
        numerator, denominator = (window[count].sum("week", min_count=1).astype(float) for count in counts)
        return numerator / denominator.where(denominator > 0)
    return window[outcome].mean("week", dtype=float)
