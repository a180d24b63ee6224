"""What every Python program here takes and prints: one line of JSON for each run."""

import argparse
import json
import time


def serve(engine, found):
    """Founds, steps and reports; `found(options, seed)` gives something with step() and statistics()."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--style", default="level2")
    options = parser.parse_args()
    for run in range(options.runs):
        begin = time.perf_counter()
        organization = found(options, options.seed + run)
        founded = time.perf_counter()
        for _ in range(options.weeks):
            organization.step()
        end = time.perf_counter()
        print(json.dumps({"engine": engine, "members": options.members, "weeks": options.weeks,
                          "seed": options.seed + run, "founding_seconds": founded - begin, "seconds": end - founded,
                          **{name: float(value) for name, value in organization.statistics().items()}}), flush=True)
