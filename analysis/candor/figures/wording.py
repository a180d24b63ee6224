"""Outcomes and their numbers in words, as the program writes them (tools/cli/notation.cpp)."""

import difflib
from dataclasses import dataclass

import numpy as np
import xarray as xr

from candor._engine import Estimate
from candor.figures.style import plain

BETWEEN_ZERO_AND_ONE = frozenset(
    "trust_leader trust_team trust_organization trust_self trust_report safety impact latitude autonomy personization"
    " aspiration satisfaction tie_strength adoption effort voice welcomed_share issue_rate vacancy"
    " dyads_domination dyads_transactional dyads_personal dyads_intimacy".split()
)
"""Beliefs and shares: axes show the whole scale."""


IN_WORDS = {
    "trust_leader": "trust in the leader",
    "trust_team": "trust in the team",
    "trust_organization": "trust in the organization",
    "trust_self": "trust in self",
    "trust_report": "trust in the report",
    "surprise_top": "surprise at the top",
    "surprise_front": "surprise at the front",
}
"""Outcomes whose names need more than their underscores taken away."""


@dataclass(frozen=True)
class Notation:
    """How the values of an outcome are written: shares in percent."""

    name: str
    words: str
    unit: str
    factor: float
    decimals: int

    @property
    def axis(self) -> str:
        """The name of the outcome with its unit."""
        return f"{self.words} ({self.unit})" if self.unit else self.words

    @property
    def subject(self) -> str:
        """The name of the outcome at the start of a sentence."""
        return self.words[:1].upper() + self.words[1:]

    def value(self, value: float, sign: bool = False) -> str:
        """With as many decimals as the program prints; without unit."""
        if not np.isfinite(value):
            return "–"
        digits = f"{abs(value * self.factor):.{self.decimals}f}"
        if float(digits) == 0:
            return digits
        return ("−" if value < 0 else "+" if sign else "") + digits

    def with_unit(self, value: float) -> str:
        """`0.42`, `15.4 %`."""
        return self.value(value) + (" %" if self.unit.startswith("%") else "")

    def amount(self, change: float) -> str:
        """Of a change: `0.08`, `6.4 points`."""
        return self.value(change) + (" points" if self.unit.startswith("%") else "")

    def difference(self, difference: Estimate) -> str:
        """`+0.08 [+0.07, +0.08]`, in points where the outcome is a share."""
        points = " points" if self.unit.startswith("%") else ""
        text = self.value(difference.mean, sign=True) + points
        return f"{text} {self.interval(difference)}" if difference.has_interval else text

    def interval(self, estimate: Estimate) -> str:
        """`[+0.07, +0.08]`."""
        return f"[{self.value(estimate.low, sign=True)}, {self.value(estimate.high, sign=True)}]"

    @property
    def limits(self) -> tuple[float, float] | None:
        """The scale of the axis by definition, in the unit shown; None where there is none."""
        return (0, self.factor) if self.name in BETWEEN_ZERO_AND_ONE else None


def notation(data: xr.Dataset, outcome: str) -> Notation:
    """Of an outcome of this dataset."""
    attributes = data[outcome].attrs
    share = str(attributes.get("long_name", "")).startswith("share of")
    count = np.issubdtype(data[outcome].dtype, np.integer) or str(attributes.get("long_name", "")).startswith("members ")
    unit = ("% a year" if attributes.get("units") == "1/year" else "%") if share else "a week" if count else ""
    return Notation(
        outcome, IN_WORDS.get(outcome, outcome.replace("_", " ")), unit, 100.0 if share else 1.0, 1 if share or count else 3
    )


def require(data: xr.Dataset, outcome: str, dimensions: tuple[str, ...], where: str) -> None:
    """Raises ValueError unless the dataset has this outcome by these dimensions, and by policy at most beside."""
    there = [str(name) for name, variable in data.data_vars.items() if set(variable.dims) - {"policy"} == set(dimensions)]
    if outcome in there:
        return
    if not there:
        raise ValueError(f"no outcome is there by {' and '.join(dimensions)} ({where})")
    if outcome in data:
        others = ", ".join(str(one) for one in data[outcome].dims if one not in (*dimensions, "policy"))
        why = f"it has {others} too" if others else where
        raise ValueError(f"`{outcome}` is no outcome by {' and '.join(dimensions)} alone ({why})")
    near = difflib.get_close_matches(outcome, there, 1)
    raise ValueError(
        f"there is no outcome `{outcome}` ({f'did you mean `{near[0]}`?' if near else 'there are ' + ', '.join(there[:12])})"
    )


def policies_of(data: xr.Dataset) -> list[str]:
    """Names of the policies; of a run of one policy a single empty name."""
    return [str(name) for name in np.atleast_1d(data.policy.values)] if "policy" in data.coords else [""]


def by_policy(values: xr.DataArray) -> xr.DataArray:
    """With `policy` as the first dimension, also where there is only one and the file does not say which."""
    if "policy" not in values.dims:
        values = values.expand_dims("policy")
    return values.transpose("policy", ...)


def place_of(data: xr.Dataset, policy: str) -> int:
    """Of a policy among those of the dataset. Raises ValueError with those that there are."""
    names = policies_of(data)
    if policy not in names:
        near = difflib.get_close_matches(policy, names, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {listed(names)}" if names != [""] else "it has only one"
        raise ValueError(f"there is no policy `{policy}` ({hint})")
    return names.index(policy)


def listed(words: list[str], longest: int | None = 48) -> str:
    """`a, b and c`; names are cut at `longest` characters, None takes them as they are."""
    words = words if longest is None else [plain(word, longest) for word in words]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 replicate`, `40 replicates`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def weeks_in_words(first: int, last: int) -> str:
    """Which weeks a mean is over: by number, as data may hold some weeks of a run only."""
    return f"week {first}" if first == last else f"weeks {first}–{last}"
