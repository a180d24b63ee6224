"""Running the model at points of a parameter space, each with random numbers of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr

from candor.priors import Prior
from candor.running import run, sweep
from candor.scenarios import Scenario
from candor.statistics import one_policy, statistics_of
from candor.targets import Target, validation_patterns

SEEDS = 2**32


class BudgetSpent(Exception):
    """As many simulations were run as were allowed."""


class Simulations:
    """What the model shows of targets at any values of the parameters.

    Every simulation gets a seed of its own, made from one seed and its number: approximate Bayesian computation
    accepts draws of data, and with the same random numbers everywhere (good for differences) it would take the luck of
    one draw for a property of the parameters. So a simulation is a function of the one seed, its number and its values.

    Parameters
    ----------
    scenario : path or dict
    variant : str or None
    priors : list of candor.priors.Prior
    targets : list of candor.Target
    overrides : dict
        What differs from the scenario, as for `candor.run`.
    replicates : int
        Runs that one simulation averages over.
    threads : int or None
    seed : int
        0..2**32 - 1.
    most : int
        Simulations allowed.

    Attributes
    ----------
    shares : list of array [parameters]
        Where each simulation lies, as shares of the priors.
    shown : list of array [targets]
        What it showed.
    show : callable or None
        Called with how many simulations are done, and of how many at most.
    """

    def __init__(
        self,
        scenario: Scenario,
        variant: str | None,
        priors: Sequence[Prior],
        targets: Sequence[Target],
        overrides: Mapping[str, Any],
        replicates: int,
        threads: int | None,
        seed: int,
        most: int,
    ) -> None:
        self.scenario = scenario
        self.variant = variant
        self.priors = list(priors)
        self.targets = list(targets)
        self.overrides = dict(overrides)
        self.replicates = replicates
        self.threads = threads
        self.seed = seed
        self.most = most
        self.shares: list[npt.NDArray[np.float64]] = []
        self.shown: list[npt.NDArray[np.float64]] = []
        self.show: Callable[[int, int], object] | None = None

    @property
    def done(self) -> int:
        return len(self.shown)

    def values(self, shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the values of the parameters at shares of the priors, [..., parameters]."""
        return np.stack([prior.quantile(shares[..., p]) for p, prior in enumerate(self.priors)], axis=-1)

    def distance(self, shown: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return how far simulations [..., targets] are from the targets, in tolerances of the farthest one."""
        asked = np.array([target.value for target in self.targets])
        tolerance = np.array([target.tolerance for target in self.targets], dtype=float)
        return np.asarray(np.max(np.nan_to_num(np.abs(shown - asked) / tolerance, nan=np.inf), axis=-1))

    def run(self, shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Simulate once and return what is shown of the targets, [targets]; BudgetSpent if that is one too many."""
        if self.done >= self.most:
            raise BudgetSpent
        data = self.dataset(self.values(shares), self._seed(self.done), self.overrides)
        self._keep(shares, statistics_of(data, self.targets))
        return self.shown[-1]

    def run_all(self, shares: npt.NDArray[np.float64]) -> None:
        """Simulate at all of [points, parameters], in one sweep where the targets are means that sweeps know."""
        if self.done + len(shares) > self.most:
            raise BudgetSpent
        if not self._can_sweep():
            for one in shares:
                self.run(one)
            return
        data = self._sweep(shares)
        shown = np.stack([one_policy(data[t.outcome]).mean("replicate").values for t in self.targets], axis=-1)
        for one, what in zip(shares, shown, strict=True):
            self._keep(one, what)

    def dataset(self, values: npt.NDArray[np.float64], seed: int, overrides: Mapping[str, Any]) -> xr.Dataset:
        """Run the scenario at values of the parameters, [parameters]."""
        at = {prior.path: _values(prior, values[p : p + 1])[0] for p, prior in enumerate(self.priors)}
        return run(
            self.scenario,
            variant=self.variant,
            replicates=self.replicates,
            seed=seed,
            threads=self.threads,
            progress=False,
            **{**overrides, **at},
        )

    def predict(
        self, shares: npt.NDArray[np.float64], patterns: Sequence[Target], surveyed: Mapping[str, Any]
    ) -> npt.NDArray[np.float64]:
        """Return what fresh simulations with a survey show, [draws, patterns]; not part of the budget."""
        shown = []
        for draw, at in enumerate(self.values(shares)):
            shown.append(statistics_of(self.dataset(at, self._seed(self.most + draw), surveyed), patterns))
        return np.stack(shown)

    def _keep(self, shares: npt.NDArray[np.float64], shown: npt.NDArray[np.float64]) -> None:
        self.shares.append(np.asarray(shares, dtype=float))
        self.shown.append(shown)
        if self.show is not None:
            self.show(self.done, self.most)

    def _seed(self, number: int) -> int:
        return int(np.random.default_rng([self.seed, number]).integers(SEEDS))

    def _can_sweep(self) -> bool:
        if self.variant is not None:  # sweeps name one beside a policy only
            return False
        windows = {target.weeks for target in self.targets}
        return all(target.outcome for target in self.targets) and len(windows) == 1

    def _sweep(self, shares: npt.NDArray[np.float64]) -> xr.Dataset:
        columns = [_values(prior, column) for prior, column in zip(self.priors, self.values(shares).T, strict=True)]
        window = self.targets[0].weeks
        points = {
            "base": self.scenario,
            "factors": [prior.path for prior in self.priors],
            "design": {"kind": "list", "rows": [list(row) for row in zip(*columns, strict=True)]},
            "outcomes": [target.outcome for target in self.targets],
            "replicates": self.replicates,
            "random_numbers": "independent",
            "weeks": "last year" if window is None else f"{window[0]}..{window[1]}",
        }
        seed = {"run.seed": self._seed(self.done)}
        return sweep(points, threads=self.threads, progress=False, **{**self.overrides, **seed})


def _values(prior: Prior, values: npt.NDArray[np.float64]) -> list[float]:
    return [int(value) if prior.whole else float(value) for value in values]


def with_survey(
    scenario: Scenario, variant: str | None, overrides: Mapping[str, Any], threads: int | None
) -> dict[str, Any]:
    """Return overrides under which the scenario holds a survey: its own, or everybody asked in the last week.

    Asked is ``sample: 1``, the rest by default (reliability .8, five points). Takes one run, which says how long it is
    and whether there is a survey in the end, after files that are extended, variants and overrides.
    """
    data = run(scenario, variant=variant, replicates=1, threads=threads, progress=False, **overrides)
    if "survey" in data.dims:
        return dict(overrides)
    return {**overrides, "record.survey": {"week": data.sizes["week"], "sample": 1}}


def needs_survey(targets: Sequence[Target]) -> bool:
    """Say whether one of the targets is a correlation of a survey."""
    return any(target.between is not None for target in targets)


def patterns_beside(targets: Sequence[Target]) -> list[Target]:
    """Return the targets, then the validation patterns."""
    return [*targets, *validation_patterns()]
