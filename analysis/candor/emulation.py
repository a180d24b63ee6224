"""Gaussian process emulators of sweeps: what the model would show between the points that were run."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from candor._engine import ScenarioError
from candor.emulator import POOR, Emulator, Process, cross_validate, independent_share
from candor.inputs import Array, Inputs
from candor.running import sweep

FEWEST_POINTS = 10


def emulate(
    data_or_sweep: xr.Dataset | str | os.PathLike[str] | Mapping[str, Any],
    outcome: str,
    *,
    policy: str | None = None,
    minus: str | None = None,
    log: Sequence[str] = (),
    folds: int = 10,
    seed: int = 1,
    threads: int | None = None,
) -> Emulator:
    """Fit a Gaussian process to a sweep, so that runs that are dear need not be run at every point.

    The mean of the replicates at a point is taken for a smooth function of the factors plus noise [1]_: an anisotropic
    Matérn 5/2 covariance, its length scales and variance by maximum likelihood (scikit-learn), and noise that is not
    fitted but known, from the spread of the replicates (pooled over points, divided by how many there are). Where
    points share random numbers, what a replicate shifts at all of them alike is no noise between points [2]_, and what
    it shifts at points that lie close is so only in part; which part is found by maximum likelihood. The rest is in the
    intervals of predictions, as an error that points share. How far all this can be trusted is always found by
    cross-validation.

    Parameters
    ----------
    data_or_sweep : xarray.Dataset, path or dict
        A merged sweep, or what `candor.sweep` runs.
    outcome : str
        A variable of it by (policy, point, replicate).
    policy : str, optional
        Which one, where there are several.
    minus : str, optional
        Emulate the difference from this policy, replicate by replicate: paired sweeps know it better than either.
    log : sequence of str, optional
        Factors that are looked at by their logarithm, by name or path.
    folds : int
        Of the cross-validation, 2 to the number of points.
    seed : int
        Of the folds and of the search for length scales. Same data and seed, same emulator.
    threads : int, optional
        Where a sweep is to be run.

    Returns
    -------
    candor.Emulator

    Warns
    -----
    UserWarning
        Cross-validated Q² is below .5: the emulator is a poor stand-in for the model.

    Raises
    ------
    candor.ScenarioError
        An unknown outcome, policy or factor, several policies and none chosen, fewer than 10 points.

    References
    ----------
    .. [1] Rasmussen & Williams (2006), Gaussian Processes for Machine Learning. MIT Press. Sections 2.2, 5.4.
    .. [2] Chen, Ankenman & Nelson (2012), ACM Transactions on Modeling and Computer Simulation, 22(2), 7.
       doi:10.1145/2133390.2133391
    """
    data = data_or_sweep if isinstance(data_or_sweep, xr.Dataset) else sweep(data_or_sweep, threads=threads)
    replicates = _replicates(data, outcome, policy, minus)
    inputs = Inputs.of(data, log)
    common = data.attrs.get("random_numbers") == "common"
    means, noise, level = _means_and_noise(replicates, common)
    known = ~np.isnan(means)
    if known.sum() < FEWEST_POINTS:
        raise ScenarioError(f"{known.sum()} points of the sweep are known (an emulator needs at least {FEWEST_POINTS})")
    if not 2 <= folds <= known.sum():
        raise ScenarioError(f"`folds` must lie in 2..{known.sum()}, got {folds}")
    scaled = inputs.scale({name: data[name].values[known] for name in inputs.names})
    means, noise = means[known], noise[known]
    independent = independent_share(scaled, means, noise, seed) if common else 1.0
    level += (1 - independent) * float(noise.mean())
    noise = independent * noise
    process = Process.fit(scaled, means, noise, seed)
    left_out = cross_validate(process, scaled, means, noise, folds, seed)
    name = outcome if policy is None else f"{outcome} of {policy}"
    emulator = Emulator(
        outcome=name if minus is None else f"{name} minus that of {minus}",
        inputs=inputs,
        process=process,
        level=level,
        points=data.point.values[known],
        left_out=left_out,
        folds=folds,
        seed=seed,
    )
    if not emulator.q_squared >= POOR:
        warnings.warn(f"{emulator.quality} That is poor: run the model itself, or more points", UserWarning, stacklevel=2)
    return emulator


def _replicates(data: xr.Dataset, outcome: str, policy: str | None, minus: str | None) -> Array:
    """Return the outcome by [point, replicate]."""
    if outcome not in data or set(data[outcome].dims) - {"policy"} != {"point", "replicate"}:
        known = [str(name) for name, one in data.data_vars.items() if {"point", "replicate"} == set(one.dims) - {"policy"}]
        raise ScenarioError(f"unknown outcome `{outcome}` (the sweep has {', '.join(known) or 'none'})")
    values = data[outcome]
    policies = [str(name) for name in data.policy.values] if "policy" in values.dims else []
    for name in (policy, minus):
        if name is not None and name not in policies:
            raise ScenarioError(f"unknown policy `{name}` (the sweep has {', '.join(policies) or 'one without a name'})")
    if policies and policy is None:
        if len(policies) > 1:
            raise ScenarioError(f"`policy` is needed (the sweep has {', '.join(policies)})")
        policy = policies[0]
    chosen = values.sel(policy=policy) if policies else values
    if minus is not None and minus == policy:
        raise ScenarioError(f"`minus` is `policy`, {policy} (choose another one: this difference is 0 everywhere)")
    if minus is not None:
        chosen = chosen - values.sel(policy=minus)
    return chosen.transpose("point", "replicate").values.astype(float)


def _means_and_noise(replicates: Array, common: bool) -> tuple[Array, Array, float]:
    """Take what was run apart.

    With common random numbers a replicate is lucky at all points alike: that moves the level of all, and only what is
    left is noise from point to point.

    Parameters
    ----------
    replicates : array [point, replicate]
        NaN where missing.
    common : bool
        Replicates share random numbers over points.

    Returns
    -------
    means : array [point]
    noise : array [point]
        Variance of their errors, independent from point to point; that of one run is pooled over points.
    level : float
        Variance of the error that all points share.
    """
    known = ~np.isnan(replicates)
    count = known.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.where(known, replicates, 0.0).sum(axis=1) / np.where(count > 0, count, np.nan)
    deviations = np.where(known, replicates - means[:, None], 0.0)
    freedom = int(np.maximum(count - 1, 0).sum())
    level = 0.0
    if common and freedom > replicates.shape[1]:
        luck = deviations.sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        deviations = np.where(known, deviations - luck, 0.0)
        freedom -= replicates.shape[1] - 1
        level = float(luck.var(ddof=1) / len(luck))
    if freedom <= 0:
        raise ScenarioError("the sweep has one replicate at each point (an emulator needs two or more: they tell the noise)")
    with np.errstate(divide="ignore"):
        return means, (deviations**2).sum() / freedom / count, level
