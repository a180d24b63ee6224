"""What a calibration is fitted to, and what it is held against afterwards."""

from __future__ import annotations

import dataclasses
import difflib
import importlib.resources
import math
import os
import pathlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import xarray as xr
import yaml

from candor._engine import ScenarioError

# What else the measures of `record.survey` are called in studies.
OTHER_NAMES = {
    "trust_in_leader": "trust_leader",
    "trust_in_the_leader": "trust_leader",
    "trust_in_leadership": "trust_leader",
    "job_satisfaction": "satisfaction",
    "work_satisfaction": "satisfaction",
    "intent_to_quit": "intention_to_quit",
    "intention_to_leave": "intention_to_quit",
    "turnover_intention": "intention_to_quit",
    "turnover_intentions": "intention_to_quit",
    "job_performance": "performance",
    "job_tenure": "tenure",
    "length_of_relationship": "tenure",
    "psychological_safety": "safety",
    "work_engagement": "engagement",
}


def measure(name: str) -> str:
    """Return what the survey calls a measure: ``"Job satisfaction"`` and ``survey_satisfaction`` are ``satisfaction``."""
    plain = "_".join(name.lower().replace("-", " ").replace("_", " ").split())
    plain = plain.removeprefix("survey_").removesuffix("_true")
    return OTHER_NAMES.get(plain, plain)


@dataclasses.dataclass(frozen=True)
class Target:
    """A number that a model is to reproduce, or is held against.

    Exactly one of `between`, `outcome` and `statistic` says what is compared with `value`.

    Attributes
    ----------
    value : float
        What was observed.
    tolerance : float, optional
        How far a simulation may be from it, in the same unit, above 0. A target to calibrate on needs one.
    between : (str, str), optional
        Correlation of two measures of ``record.survey`` as answered, e.g. ``("trust_leader", "satisfaction")``:
        Pearson's, over the respondents of one organization pooled as in a study, found in every replicate and
        averaged over them by Fisher's z.
    outcome : str, optional
        Mean of an outcome over `weeks` and replicates, as `candor.outcomes` names it; shares are pooled over weeks.
    weeks : str or (int, int), optional
        First and last week of the mean of an outcome, ``"53..104"``; the last year (52 weeks) unless given.
    statistic : callable, optional
        Takes the dataset of `candor.run` and returns a number. Nobody checks such a target against the validation
        patterns: that is left to whoever writes it.
    name : str, optional
        What it is called in tables.
    meaning, source, doi : str, optional
        What was measured, and where it was found.
    studies, respondents : int, optional
        k and N of a meta-analysis.

    Raises
    ------
    candor.ScenarioError
        None or several of the three, a correlation beyond -1..1, a tolerance that is not above 0, unreadable weeks.
    """

    value: float
    tolerance: float | None = None
    between: tuple[str, str] | None = None
    outcome: str | None = None
    weeks: str | tuple[int, int] | None = None
    statistic: Callable[[xr.Dataset], float] | None = None
    name: str = ""
    meaning: str = ""
    source: str = ""
    doi: str = ""
    studies: int | None = None
    respondents: int | None = None

    def __post_init__(self) -> None:
        if sum(kind is not None for kind in (self.between, self.outcome, self.statistic)) != 1:
            raise ScenarioError("a target needs one of `between`, `outcome` and `statistic` (it says what is compared)")
        object.__setattr__(self, "value", _number(self.value, "value"))
        if self.tolerance is not None:
            object.__setattr__(self, "tolerance", _number(self.tolerance, "tolerance"))
        if self.between is not None:
            if isinstance(self.between, str) or len(self.between) != 2:
                raise ScenarioError(f"`between` must name two measures, got {self.between!r}")
            object.__setattr__(self, "between", tuple(measure(one) for one in self.between))
            if not -1 <= self.value <= 1:
                raise ScenarioError(f"a correlation must lie in -1..1, got {self.value}")
        if self.tolerance is not None and not self.tolerance > 0:
            raise ScenarioError(f"the tolerance of `{self.label}` must be above 0, got {self.tolerance}")
        if self.weeks is not None:
            object.__setattr__(self, "weeks", _weeks(self.weeks))

    @property
    def label(self) -> str:
        """What the target is called: its name, or what it compares."""
        if self.name:
            return self.name
        if self.between is not None:
            return " ~ ".join(self.between)
        return self.outcome or str(getattr(self.statistic, "__name__", "statistic"))

    def within(self, tolerance: float) -> Target:
        """Return the same target with a tolerance."""
        return dataclasses.replace(self, tolerance=tolerance)


def calibration_targets(path: str | os.PathLike[str] | None = None, *, tolerance: float | None = None) -> list[Target]:
    """Read targets to calibrate on.

    Those that ship are trust in the leader with job satisfaction, r = .51 (k = 34, N = 10,631), and with the intention
    to quit, r = -.40 (k = 17, N = 3,297), both from [1]_.

    Parameters
    ----------
    path : path, optional
        A YAML list of targets of your own, with the keys of `candor.Target`; those that ship unless given.
    tolerance : float, optional
        Given to every target that has none.

    Returns
    -------
    list of candor.Target

    Raises
    ------
    candor.ScenarioError
        The file cannot be read, or one of them is a validation pattern.

    References
    ----------
    .. [1] Dirks & Ferrin (2002), Journal of Applied Psychology, 87(4), 611-628. doi:10.1037/0021-9010.87.4.611
    """
    targets = _read(_shipped("calibration_targets.yaml") if path is None else pathlib.Path(path))
    refuse_validation_patterns(targets)
    return [target.within(tolerance) if tolerance is not None and target.tolerance is None else target for target in targets]


def validation_patterns() -> list[Target]:
    """Read what a calibrated model is held against, never fitted to.

    Trust in the leader with job performance, r = .16 (k = 21, N = 5,686), and with tenure, r = -.01, both from [1]_.

    Returns
    -------
    list of candor.Target

    References
    ----------
    .. [1] Dirks & Ferrin (2002), Journal of Applied Psychology, 87(4), 611-628. doi:10.1037/0021-9010.87.4.611
    """
    return _read(_shipped("validation_patterns.yaml"))


def refuse_validation_patterns(targets: Iterable[Target], patterns: Iterable[Target] | None = None) -> None:
    """Refuse targets that are validation patterns: the same pair of measures, in either order.

    Raises
    ------
    candor.ScenarioError
        One is. A model that is fitted to a pattern says nothing by showing it.
    """
    known = {frozenset(pattern.between): pattern for pattern in patterns or validation_patterns() if pattern.between}
    for target in targets:
        if target.between is not None and frozenset(target.between) in known:
            raise ScenarioError(
                f"`{target.label}` is a validation pattern and cannot be a target (a model that is fitted to it "
                f"says nothing by showing it); validation_patterns.yaml holds {' ~ '.join(target.between)}"
            )


def targets_of(targets: Target | Mapping[str, Any] | Iterable[Target | Mapping[str, Any]]) -> list[Target]:
    """Return targets as calibrations take them, each with a tolerance and a name of its own.

    Raises
    ------
    candor.ScenarioError
        There is none, one has no tolerance or is a validation pattern or called like one, or two are called the same.
    """
    given = [targets] if isinstance(targets, (Target, Mapping)) else list(targets)
    read = [one if isinstance(one, Target) else _target_of(one, "targets") for one in given]
    if not read:
        raise ScenarioError("there is no target (a calibration needs at least one)")
    refuse_validation_patterns(read)
    labels = [target.label for target in read]
    patterns = {pattern.label for pattern in validation_patterns()}
    for target in read:
        if target.tolerance is None:
            raise ScenarioError(
                f"target `{target.label}` has no tolerance (how close is close enough is yours to say); "
                "write it like `candor.calibration_targets(tolerance=.05)`"
            )
        if target.label in patterns:
            raise ScenarioError(f"a target cannot be called `{target.label}`, as a validation pattern is (give it another `name`)")
        if labels.count(target.label) > 1:
            raise ScenarioError(f"two targets are called `{target.label}` (give them a `name` each)")
    return read


def _shipped(name: str) -> Any:
    return importlib.resources.files("candor") / "data" / name


def _read(path: Any) -> list[Target]:
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ScenarioError(f"cannot read '{path}' ({error})") from error
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise ScenarioError(f"'{path}' must be a list of targets (each with `value` and `between` or `outcome`)")
    return [_target_of(entry, str(path)) for entry in entries]


def _target_of(entry: Mapping[str, Any], place: str) -> Target:
    keys = [field.name for field in dataclasses.fields(Target)]
    for key in entry:
        if key not in keys:
            near = difflib.get_close_matches(str(key), keys, 1)
            raise ScenarioError(f"unknown key `{key}` in {place}" + (f" (did you mean `{near[0]}`?)" if near else ""))
    if "value" not in entry:
        raise ScenarioError(f"a target in {place} has no `value`")
    return Target(**entry)


def _number(written: Any, key: str) -> float:
    try:
        number = float(written)  # YAML 1.1 reads -.4 as text
    except (TypeError, ValueError):
        number = math.nan
    if isinstance(written, bool) or not math.isfinite(number):
        raise ScenarioError(f"`{key}` of a target must be a number, got {written!r}")
    return number


def _weeks(weeks: str | tuple[int, int]) -> tuple[int, int] | None:
    if weeks == "last year":
        return None
    try:
        first, last = (int(week) for week in (weeks.split("..") if isinstance(weeks, str) else weeks))
    except (TypeError, ValueError) as error:
        raise ScenarioError(f"`weeks` must be like `53..104` or `last year`, got {weeks!r}") from error
    if not 1 <= first <= last:
        raise ScenarioError(f"`weeks` must rise from 1 on, got {first}..{last}")
    return first, last
