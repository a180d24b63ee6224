"""Means over weeks, as the program's tables and sweeps take them."""

import xarray as xr

WEEKS_A_YEAR = 52

POOLED = {"voice": ("spoken", "issues"), "welcomed_share": ("welcomed", "spoken")}
"""Shares whose weeks are pooled: the counts above and below the line."""


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
    window = last_year(data) if weeks is None else weeks
    counts = POOLED.get(outcome)
    if counts and all(count in data for count in counts):  # array by array: selecting in a dataset takes longer than a run
        above, below = (data[count].sel(week=window).sum("week", min_count=1, dtype=float) for count in counts)
        return above / below.where(below > 0)
    return data[outcome].sel(week=window).mean("week", dtype=float)
