"""The example in R finds what xarray finds in the same file."""

import os
import pathlib
import re
import shutil
import subprocess

import numpy as np
import pytest
import xarray as xr
from scipy import stats

EXAMPLE = pathlib.Path(__file__).parent.parent / "examples" / "read_results.R"


@pytest.fixture
def in_r():
    if shutil.which("Rscript") is None:
        if os.environ.get("CANDOR_NEEDS_R"):
            pytest.fail("there is no Rscript")
        pytest.skip("there is no Rscript")

    def call(path, code=0):
        done = subprocess.run(["Rscript", "--vanilla", EXAMPLE, *path], capture_output=True, text=True, timeout=120)
        assert done.returncode == code, done.stderr
        return done

    return call


@pytest.mark.parametrize("weeks", [70, 20])
def test_r_finds_the_same_numbers(candor, folder, in_r, weeks):
    candor("compare", "small.yaml", "--weeks", str(weeks), "-o", "result.h5")
    found = dict(re.findall(r"^(.+): (.+)$", in_r([folder / "result.h5"]).stdout, re.MULTILINE))
    with xr.open_dataset(folder / "result.h5") as data:
        year = data.isel(week=slice(-52, None))
        runs = year.performance.astype(float).mean("week")
        voice = (year.spoken.sum(("week", "replicate")) / year.issues.sum(("week", "replicate"))).to_series()
    pairs = (runs.sel(policy="level2") - runs.sel(policy="command")).values
    assert float(found["performance, level2 less command"]) == pytest.approx(pairs.mean(), abs=2e-6)
    interval = stats.t.interval(0.95, len(pairs) - 1, pairs.mean(), stats.sem(pairs))
    np.testing.assert_allclose([float(end) for end in found["95 % interval"].split()], interval, atol=2e-6)
    for policy, expected in voice.items():
        assert float(found[f"voice, {policy}"]) == pytest.approx(expected, abs=2e-6)


def test_r_says_how_it_is_called(in_r):
    assert "usage: Rscript read_results.R FILE.h5" in in_r([], code=1).stderr
