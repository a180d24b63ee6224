"""The emulator: the Gaussian process, its cross-validated error, its sensitivity."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from candor._engine import Error
from candor.inputs import Array, Inputs

if TYPE_CHECKING:
    from matplotlib.axes import Axes

QUANTILE_95 = 1.959963984540054
POOR = 0.5
LEAST_SHARE = 1e-4  # of noise that is independent from point to point
SHORTEST, LONGEST = 1e-2, 1e2  # length scales, where factors run from 0 to 1


@dataclasses.dataclass(frozen=True)
class Process:
    """A fitted Gaussian process of standardized values; `regressor` is scikit-learn's."""

    regressor: Any
    center: float
    spread: float

    @classmethod
    def fit(
        cls, scaled: Array, values: Array, noise: Array, seed: int, like: Process | None = None, beside: Any = None
    ) -> Process:
        """Fit length scales and variance by maximum likelihood, from several starts or from those of another.

        `beside` is a kernel, of standardized values, whose parameters are found with them.
        """
        gaussian_process = _scikit_learn()
        center, spread = float(values.mean()), float(values.std()) or 1.0
        kernel = (
            gaussian_process.kernels.ConstantKernel(1.0, (1e-3, 1e3))
            * gaussian_process.kernels.Matern(np.ones(scaled.shape[1]), (SHORTEST, LONGEST), nu=2.5)
            if like is None
            else like.regressor.kernel_
        )
        regressor = gaussian_process.GaussianProcessRegressor(
            kernel if beside is None else kernel + beside,
            alpha=np.maximum(noise / spread**2, 1e-10),
            n_restarts_optimizer=3 if like is None else 0,
            random_state=seed,
        )
        return cls(_fitted(regressor, scaled, (values - center) / spread), center, spread)

    def predict(self, scaled: Array) -> tuple[Array, Array]:
        """Return mean and standard deviation of the expected outcome, [point]."""
        mean, deviation = self.regressor.predict(scaled, return_std=True)
        return self.center + self.spread * mean, self.spread * deviation


def independent_share(scaled: Array, values: Array, noise: Array, seed: int) -> float:
    """Find which share of the noise is independent from point to point, 0..1, by maximum likelihood.

    With common random numbers the luck of a replicate depends on the factors as smoothly as the outcome does: points
    that lie close share most of it. Taken for independent, it would be smoothed away, and points left out would lie far
    within their intervals.
    """
    most = float(noise.mean()) / float(values.var() or 1.0)
    if most == 0:
        return 1.0
    white = _scikit_learn().kernels.WhiteKernel(most, (LEAST_SHARE * most, most))
    found = Process.fit(scaled, values, np.zeros_like(noise), seed, beside=white)
    return float(found.regressor.kernel_.k2.noise_level / most)


def cross_validate(process: Process, scaled: Array, values: Array, noise: Array, folds: int, seed: int) -> pd.DataFrame:
    """Predict every point from a process that is fitted without it and its fold.

    Returns
    -------
    pandas.DataFrame
        By point, in their order: `found`, `predicted`, `deviation` (of what would be found: of the emulator and of the
        noise at the point), `noise` (its standard deviation; what is independent from point to point), `fold`.
    """
    order = np.random.default_rng(seed).permutation(len(values))
    table = pd.DataFrame({"found": values, "predicted": np.nan, "deviation": np.nan, "noise": np.sqrt(noise), "fold": 0})
    for fold, left in enumerate(np.array_split(order, folds)):
        kept = np.setdiff1d(order, left)
        fitted = Process.fit(scaled[kept], values[kept], noise[kept], seed, like=process)
        mean, deviation = fitted.predict(scaled[left])
        table.loc[left, "predicted"] = mean
        table.loc[left, "deviation"] = np.sqrt(deviation**2 + noise[left])
        table.loc[left, "fold"] = fold + 1
    return table


@dataclasses.dataclass(frozen=True)
class Emulator:
    """A Gaussian process in place of the model; made by `candor.emulate`.

    Attributes
    ----------
    outcome : str
        What is emulated.
    inputs : Inputs
        The factors and their ranges.
    process : Process
    level : float
        Variance of the error that points share, as they share random numbers: all alike, and those that lie close.
    points : array [point]
        Numbers of the points it was fitted to.
    left_out : pandas.DataFrame
        Cross-validation, point by point: `found`, `predicted`, `deviation`, `noise`, `fold`.
    folds : int
    seed : int
    """

    outcome: str
    inputs: Inputs
    process: Process
    level: float
    points: npt.NDArray[Any]
    left_out: pd.DataFrame
    folds: int
    seed: int

    @property
    def rmse(self) -> float:
        """Root mean squared error of points left out, in the outcome's unit; noise of their replicates included."""
        return float(np.sqrt(np.mean((self.left_out.found - self.left_out.predicted) ** 2)))

    @property
    def q_squared(self) -> float:
        """Share of the variance of points left out that is predicted; below 0 is worse than their mean."""
        total = float(((self.left_out.found - self.left_out.found.mean()) ** 2).sum())
        return 1 - len(self.left_out) * self.rmse**2 / total if total > 0 else float("nan")

    @property
    def coverage(self) -> float:
        """Share of points left out that lie in their 95 % intervals; .95 is right."""
        away = (self.left_out.found - self.left_out.predicted).abs()
        return float((away <= QUANTILE_95 * self.left_out.deviation).mean())

    @property
    def noise(self) -> float:
        """Share of the variance over points that is independent noise of their replicates, which nothing could predict.

        At most 1: the noise is known from the spread of replicates, and the variance from few points.
        """
        total = float(self.left_out.found.var(ddof=0))
        return min(1.0, float((self.left_out.noise**2).mean() / total)) if total > 0 else float("nan")

    @property
    def quality(self) -> str:
        """How far the emulator can be trusted, in a sentence."""
        return (
            f"Emulator of {self.outcome} from {len(self.points)} points, {self.folds}-fold cross-validation: "
            f"Q² {self.q_squared:.3f}, RMSE {self.rmse:.3g}, {self.coverage:.0%} of points left out lie in their 95 % "
            f"intervals; {self._noise_in_words}."
        )

    @property
    def _noise_in_words(self) -> str:
        if self.noise >= 1:
            return "noise of the replicates alone would explain all of the variance over points"
        return f"noise of the replicates is {self.noise:.1%} of the variance over points"

    def __str__(self) -> str:
        return self.quality

    __repr__ = __str__

    def predict(self, points: Mapping[str, npt.ArrayLike] | pd.DataFrame, *, interval: bool = False) -> pd.DataFrame:
        """Predict the expected outcome, as the mean of very many replicates would be.

        Parameters
        ----------
        points : dict or pandas.DataFrame
            Values by factor (its name or its path), single ones or of one length, within what was run.
        interval : bool
            Add the 95 % interval of the emulator, which is about the model's mean, not about single runs.

        Returns
        -------
        pandas.DataFrame
            By point: `mean`, and `low` and `high` with `interval`.

        Raises
        ------
        candor.ScenarioError
            A factor is missing, unknown or given twice, a value lies beyond what was run, or lengths differ.
        """
        given: dict[str, Any] = {str(name): values for name, values in points.items()}
        mean, deviation = self.process.predict(self.inputs.scale(given))
        table = pd.DataFrame({"mean": mean})
        if interval:
            half = QUANTILE_95 * np.sqrt(deviation**2 + self.level)
            table["low"], table["high"] = mean - half, mean + half
        return table

    def sensitivity(self, base_rows: int = 1024, *, poor: bool = False) -> EmulatorSensitivity:
        """Find Sobol indices of the emulator, by SALib, with factors independent and uniform over what was run.

        They are of the emulator: what it does not predict is in none of them. Factors looked at by their logarithm are
        uniform in it; words are equally likely.

        Parameters
        ----------
        base_rows : int
            A power of 2; the emulator is asked base_rows · (factors + 2) times.
        poor : bool
            Go on although Q² is below .5.

        Returns
        -------
        EmulatorSensitivity

        Raises
        ------
        candor.Error
            Q² is below .5 and `poor` is not set.
        """
        if not self.q_squared >= POOR and not poor:
            raise Error(
                f"the emulator is too poor for its sensitivity to be that of the model (Q² {self.q_squared:.2f}, "
                f"below {POOR}); run more points or replicates, or `sensitivity(poor=True)`"
            )
        return _sensitivity(self, base_rows)

    def plot(self, axes: Axes | None = None) -> Axes:
        """Draw points left out against what the emulator predicted of them, with 95 % intervals."""
        if axes is None:
            import matplotlib.pyplot as plt

            _, axes = plt.subplots(figsize=(4, 4), layout="constrained")
        table = self.left_out
        axes.errorbar(table.predicted, table.found, xerr=QUANTILE_95 * table.deviation, fmt="o", markersize=3,
                      color="#0072B2", ecolor="#0072B255", linewidth=1)  # fmt: skip
        ends = [min(table.found.min(), table.predicted.min()), max(table.found.max(), table.predicted.max())]
        axes.plot(ends, ends, color="#555555", linestyle="--", linewidth=1)
        axes.set_xlabel("predicted without the point")
        axes.set_ylabel("simulated")
        axes.set_title(f"Emulator of {self.outcome}: Q² {self.q_squared:.3f}", fontsize="medium")
        return axes


@dataclasses.dataclass(frozen=True)
class EmulatorSensitivity:
    """Sobol indices of an emulator.

    Attributes
    ----------
    indices : pandas.DataFrame
        By factor: `alone` (first order), `total`, and half of their 95 % intervals over base rows, `alone_half`,
        `total_half`. The intervals are of the sampling, not of the emulator's error.
    note : str
        That they are of the emulator, and how good that is.
    q_squared : float
        Of the emulator, cross-validated.
    """

    indices: pd.DataFrame
    note: str
    q_squared: float

    def __str__(self) -> str:
        return f"{self.indices.round(3).to_string()}\n{self.note}"

    __repr__ = __str__


def _sensitivity(emulator: Emulator, base_rows: int) -> EmulatorSensitivity:
    import SALib.analyze.sobol
    import SALib.sample.sobol

    names = emulator.inputs.names
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    shares = SALib.sample.sobol.sample(problem, base_rows, calc_second_order=False, seed=emulator.seed)
    mean, _ = emulator.process.predict(emulator.inputs.scale(emulator.inputs.from_shares(shares)))
    found = SALib.analyze.sobol.analyze(problem, mean, calc_second_order=False, seed=emulator.seed)
    columns = {"alone": "S1", "alone_half": "S1_conf", "total": "ST", "total_half": "ST_conf"}
    indices = pd.DataFrame({name: found[key] for name, key in columns.items()}, pd.Index(names, name="factor"))
    note = (
        f"Of the emulator, not of the model: it predicts {emulator.q_squared:.1%} of the variance of points left out "
        f"(RMSE {emulator.rmse:.3g}), and the rest is in no index. Factors are uniform over what was run."
    )
    return EmulatorSensitivity(indices, note, emulator.q_squared)


def _scikit_learn() -> Any:
    try:
        import sklearn.gaussian_process
    except ImportError as error:
        raise Error("an emulator needs scikit-learn (from a clone: `pip install './analysis[emulation]'`)") from error
    return sklearn.gaussian_process


def _fitted(regressor: Any, scaled: Array, values: Array) -> Any:
    """Fit on one thread, so that the same data give the same emulator, and fast: the matrices are small.

    Without the library's remarks on length scales at their ends: a factor without effect has a long one.
    """
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    with warnings.catch_warnings(), threadpool_limits(1):
        warnings.simplefilter("ignore", ConvergenceWarning)
        return regressor.fit(scaled, values)
