"""What a calibration found: samples of a posterior, how near they come, what they predict, what they do not tell."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from candor.priors import Prior
from candor.targets import Target

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEVEL = 0.9
# From 200 particles the width of a posterior like the prior is known to some .05, so .8 of it is a difference.
NARROWER = 0.8
TOGETHER = 0.7


@dataclasses.dataclass(frozen=True)
class Population:
    """Weighted particles within a tolerance.

    Attributes
    ----------
    shares, values : array [particle, parameter]
        Where they lie, as shares of the priors (0..1) and as values.
    shown : array [particle, target]
        What their simulations showed of the targets.
    distance : array [particle]
        In tolerances of the farthest target.
    weights : array [particle]
        They sum to 1.
    tolerance : float
        Within how many times the tolerances asked for all of them lie, at least 1.
    simulations : int
        That this population took.
    """

    shares: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    shown: npt.NDArray[np.float64]
    distance: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    tolerance: float
    simulations: int

    @property
    def effective(self) -> float:
        """Effective sample size: as many independent samples of equal weight tell as much (Kish)."""
        return float(1 / np.sum(self.weights**2))


@dataclasses.dataclass(frozen=True)
class Calibration:
    """What `candor.calibrate` found.

    Attributes
    ----------
    method : str
        ``smc`` or ``rejection``.
    priors : list of candor.priors.Prior
    targets : list of candor.Target
    populations : list of Population
        One for each generation; the last one is the posterior.
    simulations : int
        How many were run, those of an unfinished generation included, predictions not.
    undefined : int
        In how many of them one of the targets or more was undefined; these are in no population.
    within : int
        How many of them met all targets within their tolerances.
    nearest : array [target]
        What came nearest to each target alone, in any simulation.
    replicates : int
        Runs that each simulation averages over.
    patterns : list of candor.Target
        The targets, then the validation patterns, as predicted; empty without predictions.
    predicted : array [draw, pattern]
        What fresh simulations at draws from the posterior show.
    """

    method: str
    priors: list[Prior]
    targets: list[Target]
    populations: list[Population]
    simulations: int
    undefined: int
    within: int
    nearest: npt.NDArray[np.float64]
    replicates: int
    patterns: list[Target]
    predicted: npt.NDArray[np.float64]

    @property
    def tolerance(self) -> float:
        """How many times the tolerances asked for the posterior lies within; 1 where they were reached."""
        return self.populations[-1].tolerance

    @property
    def reached(self) -> bool:
        """Whether all particles of the posterior meet all targets within their tolerances."""
        return bool(self.tolerance <= 1)

    @property
    def effective_sample_size(self) -> float:
        """How many independent samples the posterior is worth (Kish)."""
        return self.populations[-1].effective

    @property
    def posterior(self) -> xr.Dataset:
        """The posterior: a variable for each parameter by its path, with `weight`, `distance` and `simulated`.

        Dimensions are ``particle`` and ``target``; distances are in tolerances of the farthest target.
        """
        last = self.populations[-1]
        columns: dict[str, Any] = {prior.path: ("particle", last.values[:, p]) for p, prior in enumerate(self.priors)}
        columns["weight"] = ("particle", last.weights, {"long_name": "weight; all sum to 1"})
        columns["distance"] = ("particle", last.distance, {"units": "tolerances of the farthest target"})
        columns["simulated"] = (("particle", "target"), last.shown)
        coordinates = {
            "particle": np.arange(1, len(last.weights) + 1),
            "target": [target.label for target in self.targets],
            "asked": ("target", [target.value for target in self.targets]),
            "tolerance": ("target", [target.tolerance for target in self.targets]),
        }
        return xr.Dataset(columns, coordinates, {"method": self.method, "simulations": self.simulations})

    def to_pandas(self) -> pd.DataFrame:
        """Return the posterior, a row for each particle: parameters by path, `weight`, `distance`."""
        return self.posterior.drop_vars("simulated").drop_dims("target").to_dataframe()

    @property
    def generations(self) -> pd.DataFrame:
        """How the tolerances narrowed: `tolerance` (in those asked for), `simulations`, `accepted`, `effective`."""
        rows = [
            {
                "tolerance": one.tolerance,
                "simulations": one.simulations,
                "accepted": len(one.weights) / one.simulations,
                "effective": one.effective,
            }
            for one in self.populations
        ]
        return pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1, name="generation"))

    def intervals(self, level: float = LEVEL) -> pd.DataFrame:
        """Compare prior and posterior of each parameter.

        Parameters
        ----------
        level : float
            Of the central intervals, 0..1.

        Returns
        -------
        pandas.DataFrame
            By parameter: `prior_low`, `prior_high`, `low`, `median`, `high`, `width` (of the posterior's interval as a
            share of the prior's, both measured in shares of the prior, so that logarithmic priors are treated alike)
            and `identified` (`width` below .8; with few effective samples that is itself uncertain).
        """
        last = self.populations[-1]
        ends = np.array([(1 - level) / 2, 0.5, (1 + level) / 2])
        rows = {}
        for p, prior in enumerate(self.priors):
            low, median, high = weighted_quantiles(last.values[:, p], last.weights, ends)
            shares = weighted_quantiles(last.shares[:, p], last.weights, ends)
            width = (shares[2] - shares[0]) / level
            prior_low, _, prior_high = prior.quantile(ends)
            rows[prior.path] = {
                "prior_low": prior_low,
                "prior_high": prior_high,
                "low": low,
                "median": median,
                "high": high,
                "width": width,
                "identified": bool(width < NARROWER),
            }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("parameter")

    @property
    def correlations(self) -> pd.DataFrame:
        """Weighted correlations of the parameters in the posterior, by shares of their priors."""
        last = self.populations[-1]
        paths = [prior.path for prior in self.priors]
        covariance = np.atleast_2d(np.cov(last.shares.T, aweights=last.weights))
        deviation = np.sqrt(np.diag(covariance))
        with np.errstate(invalid="ignore", divide="ignore"):
            return pd.DataFrame(covariance / np.outer(deviation, deviation), paths, paths)

    def predictions(self, level: float = LEVEL) -> pd.DataFrame:
        """Say what fresh simulations with values of the posterior show.

        Returns
        -------
        pandas.DataFrame
            By pattern: `observed`, `median`, `low`, `high` (central interval over draws; luck of a simulation
            included), `inside` (whether what was observed lies in it), `fitted`. Empty without predictions.
        """
        rows = {}
        for t, pattern in enumerate(self.patterns):
            shown = self.predicted[:, t]
            shown = shown[~np.isnan(shown)]
            ends = ((1 - level) / 2, 0.5, (1 + level) / 2)
            low, median, high = np.quantile(shown, ends) if shown.size else (np.nan,) * 3
            rows[pattern.label] = {
                "observed": pattern.value,
                "median": median,
                "low": low,
                "high": high,
                "inside": bool(low <= pattern.value <= high),
                "fitted": t < len(self.targets),
            }
        columns = ["observed", "median", "low", "high", "inside", "fitted"]
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("pattern")

    @property
    def shortfall(self) -> str:
        """What was not reached, in a sentence; empty where all was."""
        if self.reached:
            return ""
        near = ", ".join(
            f"{target.label} {_number(found)} (asked {_asked(target)})"
            for target, found in zip(self.targets, self.nearest, strict=True)
        )
        some = f"only {self.within:,}" if self.within else "none"
        return (
            f"{some} of {self.simulations:,} simulations met the targets within their tolerances, so the posterior holds "
            f"{self._held}, within {self.tolerance:.3g} times of them; nearest to each "
            f"target alone: {near}; "
            + ("allow more simulations" if self.within else "with these priors they may be out of reach in this model")
        )

    @property
    def _held(self) -> str:
        count = len(self.populations[-1].weights)
        return f"the nearest {count}" if len(self.populations) == 1 else f"the last {count} that were narrowed down to"

    def summary(self) -> str:
        """Return what was found as text: how near, what is predicted, what is identified and what not."""
        from candor.calibration_text import summary

        return summary(self)

    def __str__(self) -> str:
        return self.summary()

    def plot(self, axes: Any = None) -> npt.NDArray[Any]:
        """Draw prior (line) and posterior (bars) of each parameter.

        Parameters
        ----------
        axes : matplotlib.axes.Axes or sequence of them, optional
            One for each parameter; a new figure unless given.

        Returns
        -------
        array of matplotlib.axes.Axes
        """
        import matplotlib.pyplot as plt

        if axes is None:
            _, axes = plt.subplots(1, len(self.priors), figsize=(3.2 * len(self.priors), 2.8), layout="constrained")
        drawn = np.atleast_1d(np.asarray(axes, dtype=object)).ravel()
        if len(drawn) != len(self.priors):
            raise ValueError(f"`axes` must be {len(self.priors)}, one for each parameter, got {len(drawn)}")
        for p, axis in enumerate(drawn):
            self._plot_parameter(p, axis)
        return drawn

    def _plot_parameter(self, p: int, axis: Axes) -> None:
        prior, last = self.priors[p], self.populations[-1]
        low, high = prior.quantile([0.001, 0.999])
        if prior.whole:
            bins = np.arange(low, high + 2) - 0.5
        else:
            bins = np.unique(prior.quantile(np.linspace(0, 1, 21)).clip(low, high))
        axis.hist(last.values[:, p], bins=list(bins), weights=last.weights, density=True, color="#0072B2", alpha=0.75)
        grid = np.linspace(low, high, 200)
        axis.plot(grid, prior.density(grid), color="#A84300", linestyle="--")
        row = self.intervals().loc[prior.path]
        verdict = f"width {row.width:.2f} of the prior's" if row.identified else "no narrower than the prior"
        axis.set_title(f"{prior.path}\n{verdict}", fontsize="small")
        if "log_uniform" in prior.words:
            axis.set_xscale("log")
        axis.set_yticks([])
        for side in ("left", "right", "top"):
            axis.spines[side].set_visible(False)
        axis.set_xlabel("bars: posterior, dashed: prior", fontsize="x-small")


def weighted_quantiles(
    values: npt.NDArray[np.float64], weights: npt.NDArray[np.float64], shares: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return quantiles of weighted values, with each value in the middle of its weight."""
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(weights[order]) - weights[order] / 2
    return np.interp(shares, middle / weights.sum(), values[order])


def _number(value: float) -> str:
    return "undefined" if np.isnan(value) else f"{value:.3g}"


def _asked(target: Target) -> str:
    return f"{_number(target.value)} ± {_number(target.tolerance or 0)}"
