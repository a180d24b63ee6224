"""A calibration in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from candor.calibrated import TOGETHER, Calibration


def summary(found: Calibration) -> str:
    """Return what a calibration found, as text of 100 columns at most."""
    parts = [_head(found), _targets(found), _validation(found), _parameters(found), _limits(found)]
    return "\n\n".join(part for part in parts if part)


def _head(found: Calibration) -> str:
    particles = len(found.populations[-1].weights)
    generations = len(found.populations)
    method = "rejection" if found.method == "rejection" else f"SMC in {generations} generation{'s' * (generations > 1)}"
    lines = [
        f"Calibration by approximate Bayesian computation ({method}), in this model",
        f"{particles:,} particles, worth {found.effective_sample_size:,.0f}, from {found.simulations:,} simulations "
        f"of {found.replicates} replicates",
        *([f"{found.undefined:,} simulations left a target undefined: they are in no population."] if found.undefined else []),
        "Tolerances: reached." if found.reached else f"Tolerances: NOT REACHED: {found.shortfall}.",
    ]
    return "\n".join(lines)


def _targets(found: Calibration) -> str:
    predicted = found.predictions()
    lines = ["Fitted                                        asked     simulated anew (90 %)"]
    for target in found.targets:
        line = f"  {target.label:<38}{_value(target.value):>7} ± {_value(target.tolerance or 0):<6}"
        lines.append(line + (_interval(predicted.loc[target.label]) if len(predicted) else "not asked for"))
    return "\n".join(lines)


def _validation(found: Calibration) -> str:
    predicted = found.predictions()
    if not len(predicted):
        return ""
    lines = ["Not fitted (validation patterns)           observed     simulated anew (90 %)"]
    for pattern in found.patterns[len(found.targets) :]:
        row = predicted.loc[pattern.label]
        if np.isnan(row["median"]):
            said = "undefined"
        else:
            said = _interval(row)
            if found.reached:
                said += "  agrees" if row.inside else "  does not agree"
        lines.append(f"  {pattern.label:<38}{_value(pattern.value):>7}{'':9}{said}")
    lines.append("  These widths include the sampling error of one organization: much lies inside a wide one.")
    if not found.reached:
        lines.append("  No verdict: the tolerances of the targets were not reached.")
    return "\n".join(lines)


def _parameters(found: Calibration) -> str:
    lines = ["Parameters                               prior (90 %)         posterior median (90 %)"]
    for path, row in found.intervals().iterrows():
        prior = f"{row.prior_low:.3g} to {row.prior_high:.3g}"
        posterior = f"{row['median']:.3g} ({row.low:.3g} to {row.high:.3g})"
        said = f"width {row.width:.2f} of the prior's" if row.identified else "NO NARROWER than the prior"
        lines.append(f"  {path:<38} {prior:<20} {posterior:<26} {said}")
    return "\n".join(lines)


def _limits(found: Calibration) -> str:
    lines = []
    loose = [str(path) for path, row in found.intervals().iterrows() if not row.identified]
    if loose:
        lines.append(f"These targets do not identify {' and '.join(loose)}: the prior is all there is to say of them.")
    correlations = found.correlations
    for i, one in enumerate(correlations.index):
        for other in correlations.index[i + 1 :]:
            r = correlations.loc[one, other]
            if abs(r) >= TOGETHER:
                lines.append(f"{one} and {other} are identified together rather than each alone (r = {_value(r)}).")
    if any(target.between for target in found.targets + found.patterns):
        lines.append(
            "Correlations pool the respondents of one organization, across units; those observed mix many organizations."
        )
    lines.append(
        "A posterior within tolerances is as wide as these make it; and it is about this model, not about the world."
    )
    return "\n".join(lines)


def _interval(row: Any) -> str:
    if np.isnan(row["median"]):
        return "undefined"
    return f"{_value(row['median'])} ({_value(row.low)} to {_value(row.high)})"


def _value(value: float) -> str:
    if np.isnan(value):
        return "undefined"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.4g}"
