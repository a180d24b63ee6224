"""The factors of a sweep as inputs of an emulator: numbers from 0 to 1."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr

from candor._engine import ScenarioError
from candor.sweeps import factor_named, factor_names

Array = npt.NDArray[np.float64]


@dataclasses.dataclass(frozen=True)
class Inputs:
    """The factors of a sweep, and how they become numbers from 0 to 1: words one column each, else over the range run.

    Attributes
    ----------
    names : list of str
    paths : dict of str to str
        Names by the paths of the scenario, by which factors may be called, too.
    ends : dict of str to (float, float)
        Lowest and highest value run, of factors that are numbers.
    words : dict of str to list of str
        Of factors that are words, in alphabetical order.
    log : frozenset of str
        Factors that are looked at by their logarithm.
    """

    names: list[str]
    paths: dict[str, str]
    ends: dict[str, tuple[float, float]]
    words: dict[str, list[str]]
    log: frozenset[str]

    @classmethod
    def of(cls, data: xr.Dataset, log: Sequence[str]) -> Inputs:
        """Read the factors of a merged sweep."""
        try:
            names = factor_names(data)
            log = [factor_named(data, name) for name in log]
        except ValueError as error:
            raise ScenarioError(str(error)) from error
        numeric = [name for name in names if np.issubdtype(data[name].dtype, np.number)]
        for name in log:
            if name not in numeric or not (data[name].values > 0).all():
                raise ScenarioError(f"`{name}` has no logarithm (factors above 0: {', '.join(numeric)})")
        ends = {name: (float(data[name].min()), float(data[name].max())) for name in numeric}
        words = {name: sorted({str(word) for word in data[name].values}) for name in names if name not in numeric}
        paths = {str(data[name].attrs.get("path", name)): name for name in names}
        return cls(names, paths, ends, words, frozenset(log))

    def scale(self, points: Mapping[str, npt.ArrayLike]) -> Array:
        """Return points as numbers from 0 to 1, [point, column].

        Raises
        ------
        candor.ScenarioError
            A factor is missing, unknown or named twice, a word was not run, a number lies beyond those run, or lengths
            differ.
        """
        named = self._named(points)
        columns = []
        for name, values in zip(self.names, self._of_one_length(named), strict=True):
            columns += self._words(name, values) if name in self.words else [self._number(name, values)]
        return np.stack(columns, axis=-1)

    def from_shares(self, shares: Array) -> dict[str, npt.NDArray[Any]]:
        """Return points for shares 0..1 of the ranges, [point, factor]; words are equally likely."""
        points: dict[str, npt.NDArray[Any]] = {}
        for f, name in enumerate(self.names):
            if name in self.words:
                levels = np.array(self.words[name])
                points[name] = levels[np.minimum((shares[:, f] * len(levels)).astype(int), len(levels) - 1)]
            else:
                low, high = self._ends(name)
                values = low + shares[:, f] * (high - low)
                points[name] = np.clip(np.exp(values) if name in self.log else values, *self.ends[name])
        return points

    def _named(self, points: Mapping[str, npt.ArrayLike]) -> dict[str, npt.NDArray[Any]]:
        """Return values by the names of factors, some of which may be called by their paths."""
        named: dict[str, npt.NDArray[Any]] = {}
        for given, values in points.items():
            name = given if given in self.names else self.paths.get(given)
            if name is None:
                raise ScenarioError(f"unknown factor `{given}` (the sweep has {', '.join(self.names)})")
            if name in named:
                raise ScenarioError(f"factor `{name}` is given twice (by its name and by its path)")
            named[name] = np.asarray(values)
        for name in self.names:
            if name not in named:
                raise ScenarioError(f"factor `{name}` is missing (points name all of {', '.join(self.names)})")
        return named

    def _of_one_length(self, named: Mapping[str, npt.NDArray[Any]]) -> list[npt.NDArray[Any]]:
        for name, values in named.items():
            if values.ndim > 1:
                raise ScenarioError(f"`{name}` must be a value or a list of them, got {values.ndim} dimensions")
        lengths = {values.size for values in named.values() if values.ndim}
        if len(lengths) > 1:
            told = ", ".join(f"`{name}` has {values.size}" for name, values in named.items() if values.ndim)
            raise ScenarioError(f"factors must be single values or lists of one length ({told})")
        length = max(lengths, default=1)
        return [np.broadcast_to(named[name], (length,)) for name in self.names]

    def _words(self, name: str, values: npt.NDArray[Any]) -> list[Array]:
        unknown = sorted({str(word) for word in values} - set(self.words[name]))
        if unknown:
            raise ScenarioError(f"`{name}` was not run with `{unknown[0]}` (only with {', '.join(self.words[name])})")
        return [(values.astype(str) == word).astype(float) for word in self.words[name]]

    def _number(self, name: str, values: npt.NDArray[Any]) -> Array:
        low, high = self.ends[name]
        margin = 1e-9 * max(1.0, abs(low), abs(high))
        if not ((values >= low - margin) & (values <= high + margin)).all():
            raise ScenarioError(
                f"`{name}` lies beyond what was run, {low:g}..{high:g} (an emulator knows nothing of what lies outside)"
            )
        low, high = self._ends(name)
        values = np.log(values.astype(float)) if name in self.log else values.astype(float)
        return (values - low) / (high - low) if high > low else np.zeros(len(values))

    def _ends(self, name: str) -> tuple[float, float]:
        low, high = self.ends[name]
        return (float(np.log(low)), float(np.log(high))) if name in self.log else (low, high)
