"""What is held possible of a parameter before a calibration, in the words of a sweep's factors."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from candor._engine import ScenarioError

KINDS = ("uniform", "log_uniform", "triangular", "normal")


@dataclasses.dataclass(frozen=True)
class Prior:
    """What is held possible of one parameter.

    Attributes
    ----------
    path : str
        The parameter, as ``--set`` names it.
    words : mapping
        As in a sweep file, e.g. ``{"uniform": [0, 5]}``.
    whole : bool
        The parameter takes whole numbers; as in a sweep, those at both ends weigh as much as the others.
    """

    path: str
    words: Mapping[str, Any]
    whole: bool
    low: float
    high: float
    distribution: Any

    def quantile(self, share: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the values below which these shares of the prior lie, as a sweep scales a design."""
        values: npt.NDArray[np.float64] = np.clip(np.asarray(self.distribution.ppf(share), dtype=float), self.low, self.high)
        if self.whole:
            values = np.clip(np.round(values), math.ceil(self.low), math.floor(self.high))
        return values

    def density(self, values: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the density of the prior, before rounding."""
        return np.asarray(self.distribution.pdf(values), dtype=float)


def prior_of(path: str, words: Any, key: Mapping[str, Any]) -> Prior:
    """Read a prior that the engine has found to be a factor without problems.

    Parameters
    ----------
    path : str
        The parameter.
    words : mapping
        ``uniform``, ``log_uniform``, ``triangular`` or ``normal``; the last one is cut where the parameter's range ends,
        or at ``between``.
    key : mapping
        What `candor.describe` says of the parameter: ``kind``, ``least``, ``most``; empty if it says nothing.

    Raises
    ------
    candor.ScenarioError
        Values are listed, where a calibration needs a distribution, or parameters are to move together in a `group`.
    """
    if isinstance(words, Mapping) and "group" in words:
        raise ScenarioError(
            f"the prior of `{path}` has a `group` (a calibration draws every parameter by itself; leave the group out)"
        )
    kinds = [kind for kind in KINDS if isinstance(words, Mapping) and kind in words]
    if not kinds:
        raise ScenarioError(
            f"the prior of `{path}` must be a distribution, got {words!r} (one of {', '.join(KINDS)}, "
            "written like {'uniform': [0, 1]})"
        )
    kind, whole = kinds[0], str(key.get("kind", "number")).startswith("whole number")
    numbers = [float(number) for number in words[kind]]
    low, high = ends_of_normal(words, key) if kind == "normal" else (numbers[0], numbers[-1])
    margin = 0.5 if whole and low == round(low) and high == round(high) else 0.0
    return Prior(path, words, whole, low, high, _distribution(kind, numbers, low - margin, high + margin))


def _distribution(kind: str, numbers: list[float], low: float, high: float) -> Any:
    import scipy.stats

    if kind == "uniform":
        return scipy.stats.uniform(low, high - low)
    if kind == "log_uniform":
        return scipy.stats.loguniform(low, high)
    if kind == "triangular":
        return scipy.stats.triang((numbers[1] - low) / (high - low), low, high - low)
    mean, deviation = numbers
    return scipy.stats.truncnorm((low - mean) / deviation, (high - mean) / deviation, mean, deviation)


def ends_of_normal(words: Mapping[str, Any], key: Mapping[str, Any]) -> tuple[float, float]:
    """Where a normal distribution is cut: at `between`, or where the key's range ends; infinite where it does not."""
    if "between" in words:
        return float(words["between"][0]), float(words["between"][1])
    least, most = (float("nan" if key.get(end) is None else key[end]) for end in ("least", "most"))
    return -math.inf if math.isnan(least) else least, math.inf if math.isnan(most) else most
