"""expected.py FILE.h5: what a report of this comparison has to show, computed anew from the file, as JSON.

Nothing here is shared with the program or the page: xarray reads, numpy and scipy compute.
"""

import json
import sys

import numpy
import xarray
from scipy import stats

OUTCOMES = ["performance", "quits", "surprise_top", "trust_leader", "safety", "autonomy", "satisfaction", "effort"]
FATES = ["issues", "spoken", "heard", "welcomed", "explained", "ignored", "punished"]

data = xarray.open_dataset(sys.argv[1])
window = data.isel(week=slice(-52, None))
policies = [str(name) for name in data.policy.values]


def of_outcome(name):
    by_replicate = window[name].astype("float64").mean("week")
    first = by_replicate.isel(policy=0)
    differences = []
    for policy in policies[1:]:
        paired = (by_replicate.sel(policy=policy) - first).values
        half = stats.t.ppf(0.975, len(paired) - 1) * paired.std(ddof=1) / numpy.sqrt(len(paired))
        differences.append({"value": paired.mean(), "low": paired.mean() - half, "high": paired.mean() + half,
                            "higher": int((paired > 0).sum()), "pairs": len(paired)})  # fmt: skip
    quantiles = data[name].astype("float64").quantile([0.05, 0.25, 0.5, 0.75, 0.95], "replicate")
    apart = (data[name].astype("float64") - data[name].astype("float64").isel(policy=0)).median("replicate")
    return {
        "means": by_replicate.mean("replicate").values.tolist(),
        "differences": differences,
        "quantiles": quantiles.transpose("policy", "week", "quantile").values.tolist(),
        "mean_by_week": data[name].astype("float64").mean("replicate").values.tolist(),
        "median_difference": apart.values.tolist(),
    }


def of_voice(policy):
    counts = window.sel(policy=policy)
    return {name: float(counts[name].sum()) for name in FATES if name in counts}


def of_week(name):
    return data[name].isel(week=-1).astype("float64").transpose("policy", "replicate").values.tolist()


levels = window.trust_leader_by_level.astype("float64").mean(["week", "replicate"])
print(json.dumps({
    "policies": policies,
    "weeks": data.sizes["week"],
    "replicates": data.sizes["replicate"],
    "content_hash": data.attrs["content_hash"],
    "outcomes": {name: of_outcome(name) for name in OUTCOMES},
    "voice": [of_voice(policy) for policy in policies],
    "last_week": {name: of_week(name) for name in ["trust_leader", "issues", "spoken", "heard"]},
    "trust_leader_by_level": levels.transpose("policy", "level").values.tolist(),
}))  # fmt: skip
