"""Writes docking.json: what the reference model says the engine's outcomes should be.

Four styles x five environments. For each outcome: the mean over the last 52 weeks of a replicate, then the mean
over replicates and its standard error. Counts are means per week. `voice` and `welcomed_share` pool the counts
of those 52 weeks and of all replicates; their standard error is a jackknife over replicates. An outcome that is
undefined is null. Every cell has its own random numbers, so cells are independent of each other.

    python3 make_docking.py        # needs NumPy; a few minutes on two cores
"""

import json
from multiprocessing import Pool
from pathlib import Path

import numpy as np

import reference_model

SETTINGS = {"members": 400, "span": 7, "ties_per_member": 2, "habit": reference_model.HABIT, "adoption": .9,
            "weeks": 208, "averaged_weeks": 52, "replicates": 240, "seed": 20240607}

ENVIRONMENTS = {
    "default": {},
    "stable": {"routineness": .8, "turbulence": .005, "individuality": .1, "volatility": .15},
    "volatile": {"turbulence": .2},
    "individual": {"individuality": 1.0, "routineness": .3},
    "coupled": {"interdependence": 10, "volatility": .15, "individuality": .6, "turbulence": .05},
}

PROCESSES = 2


def rounded(value):
    return float(f"{value:.7g}") if np.isfinite(value) else None


def summary(mean, standard_error):
    return {"mean": rounded(mean), "standard_error": rounded(standard_error)}


def mean_over_replicates(weekly):
    by_replicate = weekly.mean(axis=1)
    return summary(by_replicate.mean(), by_replicate.std(ddof=1) / np.sqrt(len(by_replicate)))


def pooled_over_replicates(numerator, divisor):
    numerator, divisor = numerator.sum(axis=1), divisor.sum(axis=1)
    n = len(divisor)
    without = np.array([reference_model.pooled_ratio(np.delete(numerator, r), np.delete(divisor, r))
                        for r in range(n)])
    return summary(reference_model.pooled_ratio(numerator, divisor),
                   np.sqrt((n - 1) / n * np.sum((without - without.mean())**2)))


def cell(number, environment, style):
    overrides = {name: SETTINGS[name] for name in ("members", "span", "ties_per_member", "adoption")}
    overrides.update(ENVIRONMENTS[environment])
    weekly = reference_model.run(style, overrides, replicates=SETTINGS["replicates"], weeks=SETTINGS["weeks"],
                                 seed=[SETTINGS["seed"], number])
    last = {name: values[:, -SETTINGS["averaged_weeks"]:] for name, values in weekly.items()}
    outcomes = {name: mean_over_replicates(values) for name, values in last.items()}
    for name, (numerator, divisor) in reference_model.RATIOS.items():
        outcomes[name] = pooled_over_replicates(last[numerator], last[divisor])
    return {"environment": environment, "style": style, "outcomes": outcomes}


def main():
    cells = [(environment, style) for environment in ENVIRONMENTS for style in reference_model.STYLES]
    with Pool(PROCESSES) as pool:
        done = pool.starmap(cell, [(number, *names) for number, names in enumerate(cells)], chunksize=1)
    document = {**SETTINGS, "environments": ENVIRONMENTS, "cells": done}
    path = Path(__file__).with_name("docking.json")
    path.write_text(json.dumps(document, indent=1, sort_keys=True, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
