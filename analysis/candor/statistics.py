"""What a simulation shows of a target: correlations of a survey, means of outcomes."""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import xarray as xr

from candor._engine import ScenarioError
from candor.means import last_year, replicate_means
from candor.targets import Target, measure

FEWEST_RESPONDENTS = 10


def survey_correlation(data: xr.Dataset, one: str, other: str, *, survey: int = -1) -> float:
    """Correlate two answers of a simulated survey, as a study of one organization would.

    Pearson's correlation over all respondents of a replicate, whichever unit they are in, averaged over replicates by
    Fisher's z (as ``candor survey`` does). Pooled over units it mixes what differs between members with what differs
    between units, as most studies do.

    Parameters
    ----------
    data : xarray.Dataset
        Of `candor.run` or `candor.open`, with ``record.survey`` and under one policy.
    one, other : str
        Measures, e.g. ``"trust_leader"`` and ``"satisfaction"``; names of studies (``"job satisfaction"``) work, too.
    survey : int
        Which survey, by place; the last one unless given.

    Returns
    -------
    float
        In -1..1; NaN if in no replicate there were 10 respondents and variance in both.

    Raises
    ------
    candor.ScenarioError
        No survey was recorded, or it asks no such thing.
    """
    answers = [_answers(data, name, survey) for name in (one, other)]
    in_replicates = [_correlation(first, second) for first, second in zip(*answers, strict=True)]
    defined = [r for r in in_replicates if not math.isnan(r)]
    if not defined:
        return math.nan
    nearly = 1 - np.finfo(float).eps
    return float(np.tanh(np.mean(np.arctanh(np.clip(defined, -nearly, nearly)))))


def outcome_mean(data: xr.Dataset, outcome: str, weeks: tuple[int, int] | None = None) -> float:
    """Return the mean of an outcome over weeks, then over replicates, as a sweep finds it.

    Parameters
    ----------
    data : xarray.Dataset
        Of `candor.run`, under one policy.
    outcome : str
        Its name; ``voice`` and ``welcomed_share`` are pooled over weeks.
    weeks : (int, int), optional
        First and last, as the coordinate ``week`` counts them; the last 52 of the data unless given.

    Raises
    ------
    candor.ScenarioError
        There is no such outcome, or no such week.
    """
    if outcome not in data or set(data[outcome].dims) - {"policy"} != {"replicate", "week"}:
        weekly = [str(name) for name, one in data.data_vars.items() if set(one.dims) - {"policy"} == {"replicate", "week"}]
        raise ScenarioError(f"unknown outcome `{outcome}`" + _did_you_mean(outcome, weekly))
    window = last_year(data) if weeks is None else slice(*weeks)
    there = data["week"].values
    if weeks is not None and (weeks[0] > weeks[1] or not np.isin(np.arange(weeks[0], weeks[1] + 1), there).all()):
        raise ScenarioError(f"there are no weeks {window.start}..{window.stop} (the data have {there[0]:g}..{there[-1]:g})")
    means = one_policy(replicate_means(data, outcome, window)).values
    defined = means[np.isfinite(means)]
    return float(defined.mean()) if defined.size else math.nan


def one_policy(data: xr.DataArray) -> xr.DataArray:
    """Return the data without a dimension of policies, of which there must be one at most."""
    if "policy" not in data.dims:
        return data
    if data.sizes["policy"] != 1:
        names = ", ".join(map(str, data["policy"].values))
        raise ScenarioError(f"several policies are in the data ({names}; choose one with `data.sel(policy=…)`)")
    return data.isel(policy=0)


def statistics_of(data: xr.Dataset, targets: Sequence[Target]) -> npt.NDArray[np.float64]:
    """Return what a run shows of every target, in their order; NaN where it is undefined."""
    return np.array([_statistic(data, target) for target in targets], dtype=float)


def _statistic(data: xr.Dataset, target: Target) -> float:
    if target.between is not None:
        return survey_correlation(data, *target.between)
    if target.outcome is not None:
        return outcome_mean(data, target.outcome, target.weeks)  # type: ignore[arg-type]
    assert target.statistic is not None
    try:
        return float(target.statistic(data))
    except (TypeError, ValueError) as error:
        raise ScenarioError(f"target `{target.label}` gives no number ({error})") from error


def _answers(data: xr.Dataset, name: str, survey: int) -> npt.NDArray[np.float64]:
    variable = f"survey_{measure(name)}"
    if "survey" not in data.dims:
        raise ScenarioError("the data hold no survey (record one: `record: {survey: {week: 52}}`)")
    if variable not in data:
        asked = [str(other).removeprefix("survey_") for other in data.data_vars if f"{other}_true" in data]
        raise ScenarioError(f"the survey does not ask `{measure(name)}`" + _did_you_mean(measure(name), asked))
    in_survey: npt.NDArray[np.float64] = _array(data, variable, ("survey", "replicate", "respondent"))[survey]
    return in_survey


def _correlation(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    both = ~(np.isnan(one) | np.isnan(other))
    one, other = one[both], other[both]
    if one.size < FEWEST_RESPONDENTS or np.ptp(one) == 0 or np.ptp(other) == 0:
        return math.nan
    return float(np.corrcoef(one, other)[0, 1])


def _array(data: xr.Dataset, name: str, dims: tuple[str, ...]) -> npt.NDArray[np.float64]:
    """Return a variable under the one policy there is; arrays, as selecting in whole datasets takes longer than a run."""
    values: npt.NDArray[np.float64] = np.array(one_policy(data[name]).variable.transpose(*dims).values, np.float64)
    return values


def _did_you_mean(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f" (did you mean `{near[0]}`?)" if near else f" (known: {', '.join(known)})"
