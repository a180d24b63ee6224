"""Sweeps for SALib, and SALib's samples for sweeps."""

import dataclasses
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

from candor.describing import key_of
from candor.priors import ends_of_normal
from candor.scenarios import plain
from candor.sweeps import factor_names, factor_values, levels_of, runs_of

Sweep = str | os.PathLike[str] | Mapping[str, Any]

MOVE_GROUPS = ("morris", "list")
"""Designs in which factors of a group may move together; a list does what its sample did."""


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
        `triang`, `truncnorm`), and `groups` where factors move together: in a sweep of design `morris` or `list`, or of none
        yet. Factors with a list of values are uniform from
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
    parts = [_distribution(factor) for factor in factors]
    found = {
        "num_vars": len(factors),
        "names": [factor.name for factor in factors],
        "bounds": [bounds for _, bounds in parts],
        "dists": [kind for kind, _ in parts],
    }
    if any(factor.group for factor in factors):
        found["groups"] = [factor.group or factor.name for factor in factors]
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
        A sweep of design `list` for `candor.sweep`; whole numbers are rounded, to the ends of a factor at most. `values`
        of its result is in the order of the sample.

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
    rows = [[factor.value(drawn) for drawn, factor in zip(row, factors, strict=True)] for row in sample.tolist()]
    kept = {
        path: {key: spec[key] for key in ("name", "group") if isinstance(spec, Mapping) and key in spec}
        for path, spec in written["factors"].items()
    }
    return {**written, "factors": kept, "design": {"kind": "list", "rows": rows}}


@dataclasses.dataclass(frozen=True)
class Factor:
    """What a sweep varies."""

    name: str
    path: str
    spread: Mapping[str, Any]
    """In the words of a sweep."""
    whole: bool
    group: str
    """Empty: moves alone."""

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value; infinite where there is none."""
        if "normal" in self.spread:
            return ends_of_normal(self.spread, key_of(self.path))
        for kind in ("uniform", "log_uniform", "triangular"):
            if kind in self.spread:
                return self.spread[kind][0], self.spread[kind][-1]
        if not self.spread.get("values"):
            raise ValueError(f"factor `{self.name}` says nothing of its values (write it like `{{uniform: [.1, .3]}}`)")
        return min(self.spread["values"]), max(self.spread["values"])

    def value(self, drawn: float) -> float:
        """As a sweep takes it: whole numbers rounded, halves at either end inwards."""
        low, high = self.ends
        return int(min(max(round(drawn), low), high)) if self.whole else drawn


def _factors_of_data(data: xr.Dataset) -> list[Factor]:
    factors = []
    groups = _groups(data)
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
        factors.append(Factor(name, str(column.attrs.get("path", "")), spread, column.dtype.kind in "iu", groups[name]))
    return factors


def _groups(data: xr.Dataset) -> dict[str, str]:
    """Of each factor; none in designs that move each alone, whatever they were written with."""
    together = data.attrs.get("design") in MOVE_GROUPS
    return {name: str(data[name].attrs.get("group", "")) if together else "" for name in factor_names(data)}


def _observed_problem(data: xr.Dataset) -> dict[str, Any]:
    """For analyses, which look at names and groups only."""
    names = factor_names(data)
    described: dict[str, Any] = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    groups = _groups(data)
    if any(groups.values()):
        described["groups"] = [groups[name] or name for name in names]
    return described


def _read(sweep: Sweep) -> dict[str, Any]:
    written = plain(sweep) if isinstance(sweep, Mapping) else yaml.safe_load(pathlib.Path(sweep).read_text(encoding="utf-8"))
    if not isinstance(written, dict) or not isinstance(written.get("factors"), Mapping):
        raise ValueError(
            "that is no sweep with factors and what they take (`factors: {environment.turbulence: {uniform: [0, 1]}}`)"
        )
    if not isinstance(sweep, Mapping) and isinstance(written.get("base"), str):
        written["base"] = str((pathlib.Path(sweep).parent / written["base"]).resolve())
    return written


def _factors_of_sweep(sweep: Sweep) -> list[Factor]:
    written = _read(sweep)
    design = written.get("design")
    kind = design.get("kind") if isinstance(design, Mapping) else design
    factors = []
    for path, spec in written["factors"].items():
        spread = spec if isinstance(spec, Mapping) else {"values": spec if isinstance(spec, list) else [spec]}
        if any(isinstance(value, str) for value in spread.get("values", [])):
            raise ValueError(
                f"factor `{path}` is words, which SALib does not know (leave it out, or sweep its levels one by one)"
            )
        group = str(spread.get("group", "")) if kind is None or kind in MOVE_GROUPS else ""
        whole = str(key_of(path).get("kind")).startswith("whole number")
        factors.append(Factor(str(spread.get("name", path)), path, spread, whole, group))
    return factors


def _distribution(factor: Factor) -> tuple[str, list[float]]:
    """SALib's name of a distribution, and its bounds; whole numbers are rounded from half a step beyond the ends."""
    beyond = 0.5 if factor.whole else 0.0
    low, high = factor.ends[0] - beyond, factor.ends[1] + beyond
    if "log_uniform" in factor.spread:
        return "logunif", [low, high]
    if "triangular" in factor.spread:
        return "triang", [low, high, (factor.spread["triangular"][1] - low) / (high - low)]
    if "normal" in factor.spread:
        return "truncnorm", [low, high, *factor.spread["normal"]]
    return "unif", [low, high]
