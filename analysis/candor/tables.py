"""Results as tidy tables."""

from collections.abc import Sequence

import pandas as pd
import xarray as xr

from candor import _engine


def to_pandas(data: xr.Dataset, outcomes: Sequence[str] | str | None = None) -> pd.DataFrame:
    """Lay a result out as a tidy table: a row for each run and week (of a sweep, for each run), a column for each outcome.

    Parameters
    ----------
    data : xarray.Dataset
        A result, or a part of one.
    outcomes : str or sequence of str, optional
        Variables, all over the same dimensions; all outcomes unless given. ``trust_leader_by_level`` brings a column
        ``level`` along, ``survey_safety`` the columns ``survey`` and ``respondent``.

    Returns
    -------
    pandas.DataFrame
        Dimensions and coordinates first, then the outcomes. Rows in which all outcomes are missing are left out. Units are in
        ``frame.attrs["units"]``.

    Raises
    ------
    KeyError
        There is no such variable.
    ValueError
        Variables are not over the same dimensions.
    """
    if outcomes is None:
        names = [row["name"] for row in _engine.outcomes() if row["name"] in data.data_vars]
    else:
        names = [outcomes] if isinstance(outcomes, str) else list(outcomes)
    dimensions = {name: data[name].dims for name in names}
    if len(set(dimensions.values())) > 1:
        listed = ", ".join(f"{name}{list(sizes)}" for name, sizes in dimensions.items())
        raise ValueError(f"variables are not over the same dimensions ({listed})")
    frame = data[names].to_dataframe().dropna(how="all", subset=names).reset_index()
    frame = frame[[column for column in frame.columns if column not in names] + names]
    frame.attrs["units"] = {name: data[name].attrs.get("units", "1") for name in names}
    return frame
