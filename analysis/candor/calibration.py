"""Approximate Bayesian computation: which values of the parameters show what was observed?"""

from __future__ import annotations

import contextlib
import logging
import math
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from candor._engine import Error, ScenarioError
from candor.calibrated import Calibration, Population
from candor.describing import check, describe, described_path
from candor.priors import Prior, prior_of
from candor.progress import Progress, shown
from candor.scenarios import Scenario
from candor.simulations import SEEDS, BudgetSpent, Simulations, needs_survey, patterns_beside, with_survey
from candor.targets import Target, targets_of

FEWEST_PARTICLES = 10
FAR = 1e9  # the tolerance of the first generation: what is farther is undefined, and never accepted


def calibrate(
    scenario: Scenario,
    parameters: Mapping[str, Any],
    targets: Target | Mapping[str, Any] | Iterable[Target | Mapping[str, Any]],
    *,
    method: Literal["smc", "rejection"] = "smc",
    particles: int = 200,
    max_simulations: int = 10_000,
    replicates: int = 4,
    policy: str | None = None,
    variant: str | None = None,
    weeks: int | None = None,
    seed: int = 1,
    draws: int = 100,
    threads: int | None = None,
    progress: Progress = None,
    **overrides: Any,
) -> Calibration:
    """Find values of parameters at which the model shows what was observed, as samples of a posterior.

    Approximate Bayesian computation [1]_: parameters are drawn, the model is run, and they are kept if every target is
    met within its tolerance. ``rejection`` draws from the prior, in one sweep at a time where all targets are means of
    outcomes. ``smc`` [2]_ (sequential Monte Carlo, by the library pyABC) narrows the tolerances from generation to
    generation and draws where the last one was near, which takes fewer simulations where the posterior is narrow.

    Every simulation has random numbers of its own, made from `seed` and its number; the same call gives the same
    result, at any number of threads.

    Parameters
    ----------
    scenario : path or dict
        As for `candor.run`.
    parameters : dict of str to dict
        Priors by paths of the scenario, in the words of a sweep's factors: ``{"voice.fear": {"uniform": [0, 5]}}``;
        ``log_uniform``, ``triangular``, ``normal`` (cut where the range of the parameter ends, or at ``between``).
    targets : list of candor.Target or dict
        Each with a tolerance, e.g. ``candor.calibration_targets(tolerance=.05)``. Correlations are taken from the
        scenario's last survey; if it has none, everybody is asked in the last week. Validation patterns are refused.
    method : {"smc", "rejection"}
    particles : int
        Samples of the posterior, at least 10.
    max_simulations : int
        When to give up. The result then holds the nearest there is, and says how far that is.
    replicates : int
        Runs that a simulation averages over.
    policy : str, optional
    variant : str, optional
        Which of the scenario's ``variants``.
    weeks : int, optional
        Instead of the scenario's.
    seed : int
        0..2**32 - 1.
    draws : int
        Fresh simulations with values drawn from the posterior, to show what it predicts of the targets and of the
        validation patterns; 0 for none.
    threads : int, optional
    progress : bool or callable, optional
        As for `candor.run`; of `max_simulations`, which are rarely all needed.
    **overrides
        What differs from the scenario, as for `candor.run`.

    Returns
    -------
    candor.Calibration

    Warns
    -----
    UserWarning
        The tolerances were not reached.

    Raises
    ------
    candor.ScenarioError
        An unknown parameter, a prior beyond its range, a target without tolerance or that is a validation pattern.
    candor.Error
        Hardly any simulation shows all targets: they are undefined at most values of the parameters.

    References
    ----------
    .. [1] Sisson, Fan & Beaumont (eds., 2018), Handbook of Approximate Bayesian Computation. CRC Press.
    .. [2] Toni, Welch, Strelkowa, Ipsen & Stumpf (2009), Journal of the Royal Society Interface, 6(31), 187-202.
       doi:10.1098/rsif.2008.0172
    """
    wanted = targets_of(targets)
    _check_numbers(method, particles, max_simulations, draws, seed)
    given = {"leadership.policy": policy, "run.weeks": weeks}
    overrides |= {path: value for path, value in given.items() if value is not None}
    priors = _priors(scenario, parameters, wanted, overrides)
    surveyed = overrides
    if needs_survey(wanted) or draws > 0:
        _check_length(priors)
        surveyed = with_survey(scenario, variant, overrides, threads)
    overrides = surveyed if needs_survey(wanted) else overrides
    simulations = Simulations(scenario, variant, priors, wanted, overrides, replicates, threads, seed, max_simulations)
    with shown(progress) as simulations.show:
        populations = (_rejection if method == "rejection" else _smc)(simulations, particles)
    patterns = patterns_beside(wanted) if draws > 0 else []
    calibration = Calibration(
        method=method,
        priors=priors,
        targets=wanted,
        populations=populations,
        simulations=simulations.done,
        undefined=int(np.isnan(np.array(simulations.shown)).any(axis=1).sum()),
        within=int((simulations.distance(np.array(simulations.shown)) <= 1).sum()),
        nearest=_nearest(simulations),
        replicates=replicates,
        patterns=patterns,
        predicted=_predicted(simulations, populations[-1], patterns, draws, surveyed),
    )
    if not calibration.reached:
        warnings.warn(calibration.shortfall, UserWarning, stacklevel=2)
    return calibration


def _check_numbers(method: str, particles: int, max_simulations: int, draws: int, seed: int) -> None:
    if method not in ("smc", "rejection"):
        raise ScenarioError(f"`method` must be smc or rejection, got {method!r}")
    if particles < FEWEST_PARTICLES:
        raise ScenarioError(f"`particles` must be at least {FEWEST_PARTICLES}, got {particles} (they describe a posterior)")
    if max_simulations < particles:
        raise ScenarioError(f"`max_simulations` must be at least `particles`, got {max_simulations} for {particles}")
    if draws < 0:
        raise ScenarioError(f"`draws` must be at least 0, got {draws}")
    if not 0 <= seed < SEEDS:
        raise ScenarioError(f"`seed` must lie in 0..{SEEDS - 1}, got {seed}")


def _check_length(priors: list[Prior]) -> None:
    if any(prior.path == "run.weeks" for prior in priors):
        raise ScenarioError(
            "`run.weeks` cannot be a parameter where a survey is taken in a given week (targets that are outcomes, "
            "and `draws=0`, take none)"
        )


def _priors(
    scenario: Scenario, parameters: Mapping[str, Any], targets: list[Target], overrides: Mapping[str, Any]
) -> list[Prior]:
    """Read priors. As they are a sweep's factors, the engine says what is wrong with them, and with names of outcomes."""
    if not parameters:
        raise ScenarioError("there is no parameter (a calibration needs at least one)")
    outcomes = list(dict.fromkeys(target.outcome for target in targets if target.outcome))
    sweep = {
        "base": scenario,
        "factors": dict(parameters),
        "design": {"kind": "random", "points": 1, "seed": 1},
        "outcomes": outcomes or ["performance"],
        "replicates": 1,
    }
    check(sweep, **overrides)
    keys = describe()
    return [prior_of(path, words, _row(keys, described_path(path))) for path, words in parameters.items()]


def _row(keys: pd.DataFrame, path: str) -> dict[str, Any]:
    return {str(column): keys[column].get(path) for column in ("kind", "least", "most")} if path in keys.index else {}


def _rejection(simulations: Simulations, particles: int) -> list[Population]:
    random = np.random.default_rng([simulations.seed, simulations.most])
    accepted = 0
    while accepted < particles and simulations.done < simulations.most:
        share = max(accepted / simulations.done, 0.02) if simulations.done else 0.1
        batch = math.ceil(1.1 * (particles - accepted) / share)
        shares = random.random((min(batch, simulations.most - simulations.done), len(simulations.priors)))
        simulations.run_all(shares)
        accepted = int((simulations.distance(np.array(simulations.shown)) <= 1).sum())
    return _nearest_drawn(simulations, particles)


def _nearest_drawn(simulations: Simulations, particles: int) -> list[Population]:
    """Take draws from the prior that meet all targets, or the nearest of those that are defined if they are too few."""
    shares, shown = np.array(simulations.shares), np.array(simulations.shown)
    distance = simulations.distance(shown)
    kept = np.flatnonzero(distance <= 1)
    if len(kept) < particles:
        defined = np.flatnonzero(np.isfinite(distance))
        _check_defined(simulations, shown, len(defined))
        kept = np.sort(defined[np.argsort(distance[defined], kind="stable")[:particles]])
    tolerance = max(1.0, float(distance[kept].max()))
    weights = np.full(len(kept), 1 / len(kept))
    return [_population(simulations, shares[kept], shown[kept], weights, tolerance, simulations.done)]


def _check_defined(simulations: Simulations, shown: npt.NDArray[np.float64], defined: int) -> None:
    if defined >= FEWEST_PARTICLES:
        return
    missing = ", ".join(
        f"{target.label} undefined in {count:,}"
        for target, count in zip(simulations.targets, np.isnan(shown).sum(axis=0), strict=True)
        if count
    )
    raise Error(
        f"only {defined} of {len(shown):,} simulations show all targets, and a posterior takes {FEWEST_PARTICLES} "
        f"({missing}; allow more simulations, more members or replicates, or narrower priors)"
    )


def _smc(simulations: Simulations, particles: int) -> list[Population]:
    pyabc = _pyabc()
    names = [f"share_{p}" for p in range(len(simulations.priors))]

    class Tolerance(pyabc.QuantileEpsilon):  # type: ignore[misc,name-defined]
        """All that is defined at first, then what half of the last generation reached, at last what is asked and no less."""

        def __call__(self, t: int) -> float:
            return max(1.0, float(super().__call__(t)))

    def simulate(parameter: Mapping[str, float]) -> dict[str, float]:
        shown = simulations.run(np.array([parameter[name] for name in names]))
        return {"simulation": simulations.done - 1, "distance": _accepted_first(float(simulations.distance(shown)))}

    search = pyabc.ABCSMC(
        models=simulate,
        parameter_priors=pyabc.Distribution(**{name: pyabc.RV("uniform", 0, 1) for name in names}),
        distance_function=lambda one, other: one["distance"],
        population_size=particles,
        eps=Tolerance(initial_epsilon=FAR, alpha=0.5),
        sampler=pyabc.sampler.SingleCoreSampler(),
    )
    with _seeded(simulations.seed), _quiet("ABC"), contextlib.suppress(BudgetSpent):
        search.new("sqlite://", {})
        search.run(minimum_epsilon=1.0)
    if search.history.max_t < 0:  # the first generation has not found as many simulations that are defined
        return _nearest_drawn(simulations, particles)
    return _generations(simulations, search.history)


def _accepted_first(distance: float) -> float:
    """Return a distance that the first generation accepts if it is defined; quantiles of distances are finite so."""
    return min(distance, FAR / 2) if math.isfinite(distance) else 2 * FAR


def _generations(simulations: Simulations, history: Any) -> list[Population]:
    """Read the finished generations from the library's memory."""
    tolerances = history.get_all_populations().query("t >= 0").set_index("t")
    out = []
    done = 0
    for t in range(history.max_t + 1):
        particles = history.get_population(t).particles
        rows = np.array([int(particle.sum_stat["simulation"]) for particle in particles])
        order = np.argsort(rows)
        rows, weights = rows[order], np.array([particle.weight for particle in particles])[order]
        shares, shown = np.array(simulations.shares)[rows], np.array(simulations.shown)[rows]
        used, done = int(tolerances.loc[t, "samples"]), done + int(tolerances.loc[t, "samples"])
        tolerance = max(1.0, float(simulations.distance(shown).max()) if t == 0 else float(tolerances.loc[t, "epsilon"]))
        out.append(_population(simulations, shares, shown, weights / weights.sum(), tolerance, used))
    return out


def _population(
    simulations: Simulations,
    shares: npt.NDArray[np.float64],
    shown: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
    tolerance: float,
    used: int,
) -> Population:
    return Population(shares, simulations.values(shares), shown, simulations.distance(shown), weights, tolerance, used)


def _predicted(
    simulations: Simulations, posterior: Population, patterns: list[Target], draws: int, surveyed: Mapping[str, Any]
) -> npt.NDArray[np.float64]:
    if draws == 0:
        return np.empty((0, 0))
    random = np.random.default_rng([simulations.seed, simulations.most, 1])
    chosen = random.choice(len(posterior.weights), size=draws, p=posterior.weights)
    return simulations.predict(posterior.shares[chosen], patterns, surveyed)


def _nearest(simulations: Simulations) -> npt.NDArray[np.float64]:
    """Return what the nearest simulation to each target showed of it, [targets]."""
    shown = np.array(simulations.shown)
    asked = np.array([target.value for target in simulations.targets])
    away = np.nan_to_num(np.abs(shown - asked), nan=np.inf)
    return np.asarray(shown[away.argmin(axis=0), np.arange(len(asked))])


def _pyabc() -> Any:
    try:
        import pyabc
        import pyabc.sampler
    except ImportError as error:
        raise Error(
            "method `smc` needs pyabc (from a clone: `pip install './analysis[calibration]'`; or use method `rejection`)"
        ) from error
    return pyabc


@contextlib.contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Seed numpy's global random numbers, which the library draws from, and give them back as they were."""
    before = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(before)


@contextlib.contextmanager
def _quiet(name: str) -> Iterator[None]:
    loggers = [logging.getLogger(one) for one in list(logging.root.manager.loggerDict) if one.split(".")[0] == name]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
