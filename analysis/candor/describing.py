"""What there is to set and to see: keys, outcomes, reporting lines."""

import json
import re
from typing import Any

import pandas as pd
import xarray as xr

from candor import _engine
from candor.reading import dataset_of
from candor.scenarios import Scenario, overrides_of, source_of, with_base


def check(scenario: Scenario, **overrides: Any) -> list[str]:
    """Read a scenario with its charts, or a sweep with its points, and run nothing, as ``candor check`` does.

    Parameters
    ----------
    scenario : path or dict
        A scenario or a sweep.
    **overrides
        As in ``candor.run``.

    Returns
    -------
    list of str
        Notes, such as rows that an imported chart left out.

    Raises
    ------
    ScenarioError
        With every problem found.
    """
    return _engine.check(source_of(with_base(scenario)), overrides_of(overrides))


def describe(section: str = "") -> pd.DataFrame:
    """Tell what a scenario may hold, as ``candor describe`` does.

    Parameters
    ----------
    section : str, optional
        Only keys whose path begins so: ``environment``, ``evidence.safety``; ``sweep`` for sweep files.

    Returns
    -------
    pandas.DataFrame
        By `path`: ``kind``, ``choices``, ``default``, ``least``, ``most``, ``unit``, ``meaning`` and ``source``, in the
        literature where there is one.

    Raises
    ------
    ScenarioError
        The section names nothing.
    """
    return pd.DataFrame(json.loads(_engine.describe(section))).set_index("path")


def described_path(path: str) -> str:
    """The path under which `describe` tells of a key: lists by their first entry, styles by `NAME`."""
    path = re.sub(r"^leadership\.styles\.[^.]+\.", "leadership.styles.NAME.", path)
    return re.sub(r"\[\d+\]", "[0]", path)


def outcomes() -> pd.DataFrame:
    """Tell what a run reports week by week.

    Returns
    -------
    pandas.DataFrame
        By `name`: ``unit`` (``1``: a pure number), ``meaning``, ``origin`` (``consequence``, or ``follows from how the styles
        are defined``, in which case a difference only restates the styles), ``better`` (``higher``, ``lower``, ``neither``).
    """
    return pd.DataFrame(_engine.outcomes()).set_index("name")


def organization(
    scenario: Scenario,
    policy: str | None = None,
    seed: int | None = None,
    *,
    variant: str | None = None,
    replicate: int = 1,
    **overrides: Any,
) -> xr.Dataset:
    """Show the organization of a scenario as it is founded: who reports to whom, who is tied to whom.

    Parameters
    ----------
    scenario : path or dict
        A scenario.
    policy, seed, variant, **overrides
        As in ``candor.run``. Chart and ties are the same under every policy.
    replicate : int
        Which replicate, from 1: of a generated organization, ties are others in each.

    Returns
    -------
    xarray.Dataset
        By ``member`` (position in breadth-first order, 0 is the top): ``id`` (text), ``leader`` (a member; -1 for the top),
        ``level`` (0 for the top). By ``tie``: ``ties(tie, end)``, the two members of each tie across units, and
        ``tie_strength``, 0..1.

    Raises
    ------
    ScenarioError
        With every problem found.
    """
    own = overrides_of(overrides, leadership__policy=policy, run__seed=seed)
    request = _engine.Request(own, variant or "", "", 0)
    return dataset_of(_engine.organization(source_of(scenario), request, replicate))
