"""Do all engines compute the same? Means over seeds, compared within their standard errors (WORKLOAD.md)."""

from dataclasses import dataclass

import numpy as np

STATISTICS = ("trust_mean", "trust_sd", "autonomy_mean", "autonomy_sd", "spoke_mean")
RUN_COLUMNS = {"engine", "members", "weeks", "seed", "founding_seconds", "seconds"}
# Rare events have standard errors near zero by chance; differences below a ten-thousandth times the tolerance pass.
SMALLEST_ERROR = 1e-4


@dataclass
class Agreement:
    engine: str
    beside: str
    compared: int                   # statistics
    largest: float                  # deviation, in standard errors
    where: str
    tolerance: float

    @property
    def holds(self):
        return self.largest <= self.tolerance

    def __str__(self):
        return (f"{self.engine} beside {self.beside}: {self.compared} statistics, largest deviation "
                f"{self.largest:.1f} standard errors ({self.where}), allowed {self.tolerance}")


def mean_and_error(values):
    values = np.asarray(values, dtype=float)
    return values.mean(), values.std(ddof=1) / np.sqrt(len(values))


def deviation(one, other):
    (mean, error), (other_mean, other_error) = one, other
    return abs(mean - other_mean) / max(np.hypot(error, other_error), SMALLEST_ERROR)


def reduced(engines, seeds, tolerance, beside="plain C++"):
    """Yields an Agreement for each engine with the reduced workload."""
    def sample(engine):
        return {f"{name} after {weeks} weeks": mean_and_error([line[name] for line in lines])
                for weeks in (8, 52)                # on the way, and where it settles
                for lines in [engine.lines(1000, weeks, seeds)] for name in STATISTICS}

    if not engines:
        return
    standard = next((engine for engine in engines if engine.name == beside), engines[0])
    expected = sample(standard)
    for engine in engines:
        if engine is standard:
            continue
        found = sample(engine)
        largest, where = max((deviation(found[name], expected[name]), name) for name in expected)
        yield Agreement(engine.name, standard.name, len(expected), largest, where, tolerance)


def full(candor, engines, replicates, styles, tolerance):
    """Yields an Agreement with Candor for each other engine with the full model."""
    expected = {style: candor.outcomes(400, 104, replicates, style) for style in styles}
    for engine in engines:
        deviations, runs = [], max(4, replicates // 4) if engine.slow else replicates
        for style in styles:
            lines = engine.lines(400, 104, runs, style=style)
            for name in sorted((set(lines[0]) - RUN_COLUMNS) & set(expected[style])):
                mean, error = mean_and_error([line[name] for line in lines])
                outcome = expected[style][name]
                spread = outcome["standard_deviation"] or 0
                # If both compute the same, Candor's spread is the other's too: few runs may understate it.
                found = mean, max(error, spread / np.sqrt(runs))
                theirs = outcome["mean"], spread / np.sqrt(replicates)
                deviations.append((deviation(found, theirs), f"{name} under {style}"))
        largest, where = max(deviations)
        yield Agreement(engine.name, candor.name, len(deviations), largest, where, tolerance)
