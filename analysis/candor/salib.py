"""Sweeps for SALib, and SALib's samples for sweeps."""

import json
import os
import pathlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
import yaml
from SALib.analyze import morris, sobol

from candor.describing import describe, described_path
from candor.sweeps import factor_names, factor_values, levels_of, runs_of

Sweep = str | os.PathLike[str] | Mapping[str, Any]


def problem(source: xr.Dataset | Sweep) -> dict[str, Any]:
    """The factors of a sweep as SALib's dictionary.

    Parameters
    ----------
    source : xarray.Dataset, mapping or path
        A merged sweep, or what `candor.sweep` takes: the sweep as a dictionary, or its file.

    Returns
    -------
    dict
        `num_vars`, `names` (of a file: the names in it; else paths or `name`), `bounds` and `dists` (`unif`, `logunif`,
        `triang`, `truncnorm`), and `groups` where factors move together. Factors with a list of values are uniform from
        the lowest to the highest; whole numbers as they are drawn: half a step beyond both ends, to be rounded.

    Raises
    ------
    ValueError
        If it is no sweep, or a factor is words, which SALib does not know.

    Notes
    -----
    SALib (Iwanaga, Usher & Herman 2022, doi 10.18174/sesmo.18155).
    """
    factors = _factors_of_data(source) if isinstance(source, xr.Dataset) else _factors_of_sweep(source)
    parts = [_distribution(name, spread, whole) for name, spread, whole, _ in factors]
    groups = [group for *_, group in factors]
    found = {
        "num_vars": len(factors),
        "names": [name for name, *_ in factors],
        "bounds": [bounds for _, bounds in parts],
        "dists": [kind for kind, _ in parts],
    }
    if any(groups):
        found["groups"] = [group or name for group, (name, *_) in zip(groups, factors, strict=True)]
    return found


def values(data: xr.Dataset, outcome: str, policy: str | None = None, *, minus: str | None = None) -> np.ndarray:
    """An outcome at each point, in the order in which SALib samples.

    Parameters
    ----------
    data : xarray.Dataset
        A merged sweep.
    outcome : str
        One that the sweep kept.
    policy, minus : str, optional
        Under which policy, and less which other one (same people, same shocks). With one policy only there is no need.

    Returns
    -------
    numpy.ndarray
        Means over replicates, (points,), in the outcome's unit. The design `saltelli` is in the order of SALib's `sobol`
        sampler, `morris` trajectory by trajectory, `list` as its rows.

    Raises
    ------
    ValueError
        If there is no such outcome or policy, the policy is left open, or runs are missing.
    """
    means = np.nanmean(runs_of(data, outcome)[0], axis=2)
    names = [str(name) for name in np.atleast_1d(data.policy.values)] if "policy" in data.coords else [""]
    if policy is None and len(names) > 1:
        raise ValueError(f"say which policy (there are {', '.join(names)}), or two to take their difference")
    for name in (policy, minus):
        if name is not None and name not in names:
            raise ValueError(
                f"there is no policy `{name}` ({'there are ' + ', '.join(names) if names != [''] else 'it has only one'})"
            )
    found: np.ndarray = means[0 if policy is None else names.index(policy)]
    if minus is not None:
        found = found - means[names.index(minus)]
    return found


def indices(
    data: xr.Dataset,
    outcome: str = "performance",
    policy: str | None = None,
    *,
    minus: str | None = None,
    resamples: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """How much each factor matters, as SALib finds it in a sweep that asked for that.

    Parameters
    ----------
    data : xarray.Dataset
        A merged sweep of design `saltelli` or `morris`.
    outcome, policy, minus
        As in `values`.
    resamples : int
        Of SALib's bootstrap, over base rows or trajectories.
    seed : int
        Of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        By factor, or group of factors. Of `saltelli`: `first`, `total`, shares of variance (first order of Saltelli et al.
        2010, total of Jansen 1999); of `morris`: `mu_star`, `mu` (not of groups), `sigma` in the outcome's unit (Morris
        1991, Campolongo, Cariboni & Saltelli 2007). `_half` is half the width of the 95 % interval. The same indices as
        `candor sensitivity`, whose intervals come from resampling replicates too.

    Raises
    ------
    ValueError
        If the design is another one, the outcome never varies, or as `values`.
    """
    design = data.attrs.get("design")
    names = factor_names(data)
    if design not in ("saltelli", "morris"):
        raise ValueError(f"no indices can be had (the design is {design}, neither saltelli nor morris)")
    found = values(data, outcome, policy, minus=minus)
    if np.ptp(found) == 0:
        raise ValueError(f"`{outcome}` is the same at every point (no factor can be told to matter)")
    described = _observed_problem(data)
    if design == "saltelli":
        second = bool(data.attrs.get("design_second_order", 0))
        told = sobol.analyze(described, found, calc_second_order=second, num_resamples=resamples, seed=seed)
        columns = {"first": told["S1"], "first_half": told["S1_conf"], "total": told["ST"], "total_half": told["ST_conf"]}
        return pd.DataFrame(columns, index=pd.Index(names, name="factor"))
    points = np.stack([factor_values(data, name) for name in names], axis=1)
    told = morris.analyze(
        described, points, found, num_levels=int(data.attrs["design_levels"]), num_resamples=resamples, seed=seed
    )
    columns = {"mu_star": told["mu_star"], "mu_star_half": told["mu_star_conf"], "mu": told["mu"], "sigma": told["sigma"]}
    index = pd.Index(told["names"], name="group" if "groups" in described else "factor")
    return pd.DataFrame(
        {name: np.ma.filled(np.ma.asarray(column, dtype=float), np.nan) for name, column in columns.items()}, index=index
    )


def with_sample(sweep: Sweep, sample: np.ndarray) -> dict[str, Any]:
    """The same sweep at the points that SALib sampled.

    Parameters
    ----------
    sweep : mapping or path
        What `candor.sweep` takes; its factors in the order of `problem(sweep)`.
    sample : numpy.ndarray
        (points, factors), as SALib's samplers return it.

    Returns
    -------
    dict
        A sweep of design `list` for `candor.sweep`; whole numbers are rounded. `values` of its result is in the order of
        the sample.

    Raises
    ------
    ValueError
        If the sample has another number of columns.
    """
    written = _read(sweep)
    factors = _factors_of_sweep(written)
    sample = np.asarray(sample, dtype=float)
    if sample.ndim != 2 or sample.shape[1] != len(factors):
        raise ValueError(f"the sample has {sample.shape[-1]} columns (the sweep has {len(factors)} factors)")
    rows = [
        [round(value) if whole else value for value, (_, _, whole, _) in zip(row, factors, strict=True)]
        for row in sample.tolist()
    ]
    kept = {
        path: {key: spec[key] for key in ("name", "group") if isinstance(spec, Mapping) and key in spec}
        for path, spec in written["factors"].items()
    }
    return {**written, "factors": kept, "design": {"kind": "list", "rows": rows}}


Factor = tuple[str, Mapping[str, Any], bool, str]
"""Name, spread in the words of a sweep, whether it is a whole number, group."""


def _factors_of_data(data: xr.Dataset) -> list[Factor]:
    factors = []
    for name in factor_names(data):
        if levels_of(data, name):
            raise ValueError(
                f"factor `{name}` is words, which SALib does not know (leave it out, or sweep its levels one by one)"
            )
        column = data[name]
        spread = (
            json.loads(column.attrs["spread"])
            if "spread" in column.attrs
            else {"values": [float(column.min()), float(column.max())]}
        )
        factors.append((name, spread, column.dtype.kind in "iu", str(column.attrs.get("group", ""))))
    return factors


def _observed_problem(data: xr.Dataset) -> dict[str, Any]:
    """For analyses, which look at names and groups only."""
    names = factor_names(data)
    described: dict[str, Any] = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    groups = [str(data[name].attrs.get("group", "")) for name in names]
    if any(groups):
        described["groups"] = [group or name for group, name in zip(groups, names, strict=True)]
    return described


def _read(sweep: Sweep) -> dict[str, Any]:
    written = dict(sweep) if isinstance(sweep, Mapping) else yaml.safe_load(pathlib.Path(sweep).read_text(encoding="utf-8"))
    if not isinstance(written, dict) or not isinstance(written.get("factors"), Mapping):
        raise ValueError(
            "that is no sweep with factors and what they take (`factors: {environment.turbulence: {uniform: [0, 1]}}`)"
        )
    if not isinstance(sweep, Mapping) and isinstance(written.get("base"), str):
        written["base"] = str((pathlib.Path(sweep).parent / written["base"]).resolve())
    return written


def _factors_of_sweep(sweep: Sweep) -> list[Factor]:
    factors = []
    for path, spec in _read(sweep)["factors"].items():
        spread = spec if isinstance(spec, Mapping) else {"values": spec if isinstance(spec, list) else [spec]}
        if any(isinstance(value, str) for value in spread.get("values", [])):
            raise ValueError(
                f"factor `{path}` is words, which SALib does not know (leave it out, or sweep its levels one by one)"
            )
        factors.append((str(spread.get("name", path)), spread, _is_whole(path), str(spread.get("group", ""))))
    return factors


def _is_whole(path: str) -> bool:
    """Whether a key takes whole numbers only."""
    return str(describe()["kind"].get(described_path(path), "")).startswith("whole number")


def _distribution(name: str, spread: Mapping[str, Any], whole: bool) -> tuple[str, list[float]]:
    """SALib's name of a distribution, and its bounds; whole numbers are rounded from half a step beyond the ends."""
    beyond = 0.5 if whole else 0.0
    if "log_uniform" in spread:
        low, high = spread["log_uniform"]
        return "logunif", [low - beyond, high + beyond]
    if "triangular" in spread:
        low, likely, high = spread["triangular"]
        low, high = low - beyond, high + beyond
        return "triang", [low, high, (likely - low) / (high - low)]
    if "normal" in spread:
        mean, deviation = spread["normal"]
        low, high = spread.get("between", [None, None])
        return "truncnorm", [
            -np.inf if low is None else low - beyond,
            np.inf if high is None else high + beyond,
            mean,
            deviation,
        ]
    if "uniform" in spread:
        low, high = spread["uniform"]
    elif spread.get("values"):
        low, high = min(spread["values"]), max(spread["values"])
    else:
        raise ValueError(f"factor `{name}` says nothing of its values (write it like `{{uniform: [.1, .3]}}`)")
    return "unif", [low - beyond, high + beyond]
