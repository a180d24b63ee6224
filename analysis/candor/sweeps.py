"""What a merged sweep holds, ready for statistics: factors, and the values of runs that its design asks for."""

import contextlib
import difflib
from collections.abc import Iterator

import numpy as np
import xarray as xr

from candor import _engine


def factor_names(data: xr.Dataset) -> list[str]:
    """Factors of a merged sweep in the order of its design. Raises ValueError if it is none."""
    found = sorted(
        (int(variable.attrs["factor"]), str(name)) for name, variable in data.variables.items() if "factor" in variable.attrs
    )
    if "design" not in data.attrs or not found:
        raise ValueError("the data is no merged sweep (`candor.sweep`, or `candor.open` of a sweep's folder, gives one)")
    return [name for _, name in found]


def factor_named(data: xr.Dataset, name: str) -> str:
    """Of a factor called by its name or its path. Raises ValueError with the nearest one there is."""
    names = factor_names(data)
    paths = {str(data[factor].attrs.get("path", "")): factor for factor in names}
    if name in names or name in paths:
        return paths.get(name, name)
    near = difflib.get_close_matches(name, [*names, *paths], 1)
    raise ValueError(
        f"there is no factor `{name}` in the sweep ({f'did you mean `{near[0]}`?' if near else 'it has ' + ', '.join(names)})"
    )


def levels_of(data: xr.Dataset, factor: str) -> list[str]:
    """The words that a factor takes, in their order; none where it is a number."""
    if data[factor].dtype.kind in "OUST":
        written = data[factor].attrs.get("levels")
        return str(written).split("\n") if written else list(dict.fromkeys(map(str, data[factor].values)))
    return []


def factor_values(data: xr.Dataset, factor: str) -> np.ndarray:
    """Values of a factor, [points]; of words the places of their levels, from 0."""
    levels = levels_of(data, factor)
    return np.array([levels.index(str(value)) for value in data[factor].values] if levels else data[factor].values, dtype=float)


def outcome_named(data: xr.Dataset, outcome: str) -> str:
    """The same, if the sweep kept it. Raises ValueError with those that it kept, or if the data is no sweep."""
    factor_names(data)
    kept = _kept(data)
    if outcome not in kept:
        near = difflib.get_close_matches(outcome, kept, 1)
        raise ValueError(
            f"the sweep kept no outcome `{outcome}` ({f'did you mean `{near[0]}`?' if near else 'it kept ' + ', '.join(kept)})"
        )
    return outcome


def runs_of(data: xr.Dataset, outcome: str) -> tuple[np.ndarray, np.ndarray]:
    """Values of an outcome in every run.

    Returns
    -------
    values : numpy.ndarray
        (policies, points, replicates); NaN behind the replicates that a point has.
    counts : numpy.ndarray
        Replicates of each point, [points]; they differ where a sweep stops points that are sure enough.

    Raises
    ------
    ValueError
        If runs are missing, failed, or leave the outcome undefined.
    """
    runs = _values(data, outcome_named(data, outcome))
    defined = np.isfinite(runs).all(axis=0)
    counts = defined.sum(axis=1) if data.attrs.get("adaptive", 0) else np.full(defined.shape[0], defined.shape[1])
    holes = ~defined & (np.arange(defined.shape[1]) < np.maximum(counts, 1)[:, None])
    if holes.any():
        points = [int(data.point.values[place]) for place in np.flatnonzero(holes.any(axis=1))]
        which = ", ".join(map(str, points[:5])) + (", …" if len(points) > 5 else "")
        raise ValueError(
            f"`{outcome}` is missing or undefined in runs of {len(points)} points ({which}): run the sweep to its end, or "
            "choose another outcome"
        )
    return runs, counts


def ends_of(data: xr.Dataset, outcome: str, policy: int, less_first: bool = False) -> list[_engine.FactorEnds]:
    """What an outcome is where each factor is lowest and highest, as the report finds it.

    Parameters
    ----------
    policy : int
        The place of a policy.
    less_first : bool
        Whether to take its difference from the first one.

    Raises
    ------
    ValueError
        As `runs_of`.
    """
    with _as_value_errors():
        found = _swept(data, outcome).ends(outcome)
    policies = (len(found) + 1) // 2  # then come the differences of all but the first
    return found[policies + policy - 1 if less_first else policy].factors


def regimes_of(data: xr.Dataset, x: str, y: str, outcome: str, bins: int) -> _engine.Regimes:
    """Which policy does better where, as `candor regimes` finds it.

    Parameters
    ----------
    x, y : str
        Two factors, by name or path.

    Raises
    ------
    ValueError
        If there is one policy only, or no such factor; and as `runs_of`.
    """
    outcome_named(data, outcome)
    if data[outcome].sizes.get("policy", 1) < 2:
        raise ValueError(
            "the sweep has one policy only (a map needs two to choose from): sweep again with `policies: [command, level2]`"
        )
    across, upwards = (factor_named(data, name) for name in (x, y))
    with _as_value_errors():
        return _swept(data, outcome).regimes(across, upwards, outcome, bins)


def _kept(data: xr.Dataset) -> list[str]:
    return [
        str(name)
        for name, variable in data.data_vars.items()
        if {"point", "replicate"} <= set(variable.dims) <= {"policy", "point", "replicate"}
    ]


def _values(data: xr.Dataset, outcome: str) -> np.ndarray:
    """By policy, point and replicate."""
    values = data[outcome]
    if "policy" not in values.dims:
        values = values.expand_dims("policy")
    return np.ascontiguousarray(values.transpose("policy", "point", "replicate").values, dtype=float)


def _swept(data: xr.Dataset, outcome: str) -> _engine.Swept:
    """What is there of a sweep, for the engine. Raises ValueError as `runs_of`."""
    runs_of(data, outcome)
    factors: list[tuple[str, str, list[float] | list[str]]] = []
    for name in factor_names(data):
        levels, column = levels_of(data, name), data[name].values
        factors.append((name, "\n".join(levels), list(map(str, column)) if levels else column.astype(float).tolist()))
    policies = [str(name) for name in np.atleast_1d(data.policy.values)] if "policy" in data.coords else [""]
    return _engine.Swept(
        design=str(data.attrs["design"]),
        paired=bool(data.attrs.get("paired", 0)),
        adaptive=bool(data.attrs.get("adaptive", 0)),
        policies=policies,
        factors=factors,
        outcomes=[(name, _values(data, name)) for name in _kept(data) if data[name].sizes.get("policy", 1) == len(policies)],
    )


@contextlib.contextmanager
def _as_value_errors() -> Iterator[None]:
    try:
        yield
    except _engine.OutputError as error:
        raise ValueError(str(error)) from error
