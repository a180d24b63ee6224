"""Results that tests of figures draw: made by the program once, opened as people open them."""

import functools
import subprocess

import matplotlib
import numpy as np
import pytest
import xarray as xr

import candor as package

matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402

COMPARED = """\
title: Three styles and what happens to them
organization: {members: 60, span: 5}
environment: {volatility: .4}
timeline:
  - {week: 10, coach: .5}
  - {week: 30, market: {factor: 2, weeks: 8}}
  - {week: 5, promise: {kept: 1}, when: {below: {trust_leader: .45}}}
run: {weeks: 70, replicates: 12, seed: 3}
record: {by_unit: true, snapshots: [1, 52]}
compare: [command, level2, distributed]
"""

SWEPT = """\
title: A sweep
set: {organization: {members: 40, span: 5}, run: {weeks: 30}}
policies: [command, level2]
factors: {%s}
design: %s
outcomes: [performance, quits]
replicates: %s
"""

DRAWN = ("environment.routineness: {uniform: [0, 1]}, environment.volatility: {log_uniform: [.05, .6]}, organization.span: {uniform: [2, 9]},"
         " leadership.adoption: {triangular: [.1, .7, 1]}")  # fmt: skip

SWEEPS = {
    "grid": SWEPT % ("environment.routineness: [.1, .5, 1], environment.volatility: [0, .1, .3, .6]", "grid", 6),
    "latin": SWEPT % (DRAWN, "{kind: latin_hypercube, points: 90}", 3),
    "saltelli": SWEPT % (DRAWN, "{kind: saltelli, base_rows: 16}", 3),
    "second": SWEPT % (DRAWN, "{kind: saltelli, base_rows: 8, second_order: true}", 2),
    "morris": SWEPT % (DRAWN, "{kind: morris, trajectories: 8}", 3),
    "one_by_one": SWEPT % ("environment.routineness: [.1, .5, 1], environment.volatility: [0, .3, .9]", "one_at_a_time", 4),
    "adaptive": SWEPT % (DRAWN, "{kind: random, points: 60}", "{until: {outcome: performance, half_width: .02}, at_most: 40}"),
    "words": SWEPT % ("leadership.habit: [command, level2, distributed], environment.routineness: [.1, .9]", "grid", 4),
}


@pytest.fixture(scope="session")
def folder_of_results(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    (folder / "compared.yaml").write_text(COMPARED)
    unrecorded = "".join(line for line in COMPARED.splitlines(keepends=True) if not line.startswith("record"))
    (folder / "one.yaml").write_text(unrecorded)
    (folder / "other.yaml").write_text(unrecorded.replace("60", "50"))

    def call(*arguments):
        subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True, timeout=300)

    call("compare", "compared.yaml", "-o", "compared.h5")
    call("compare", "one.yaml", "other.yaml", "-o", "unpaired.h5")
    call("run", "compared.yaml", "--replicates", "1", "-o", "run.h5")
    for name, text in SWEEPS.items():
        (folder / f"{name}.yaml").write_text(text)
        call("sweep", f"{name}.yaml", "-o", name)
    return folder


@pytest.fixture(scope="session")
def opened(folder_of_results):
    """Opens a result by its name."""

    @functools.cache
    def once(name):
        return package.open(folder_of_results / (name if name in SWEEPS else f"{name}.h5"))

    return lambda name: once(name).copy()


@pytest.fixture
def compared(opened):
    return opened("compared")


@pytest.fixture(autouse=True)
def closed_figures():
    """Every figure is really drawn, and what it did to matplotlib is seen."""
    before = dict(matplotlib.rcParams)
    yield
    for number in plt.get_fignums():
        plt.figure(number).canvas.draw()
    plt.close("all")
    assert dict(matplotlib.rcParams) == before


@pytest.fixture
def with_names():
    """The same results with policies of other names."""
    return lambda data, names: data.assign_coords(policy=np.array(names, dtype=object))


@pytest.fixture
def holes():
    """A replicate that was not run, and weeks in which nobody has a value."""

    def spoil(data: xr.Dataset) -> xr.Dataset:
        values = data.where(~((data.replicate == 2) | (data.week.isin([4, 5]))))
        return data.assign(
            {name: values[name] for name in ("performance", "voice", "issues", "spoken", "heard", "welcomed", "trust_leader")}
        )

    return spoil
