"""Results in Python are the program's, bit by bit, whether computed in process or read from a file."""

import gc
import pickle
import subprocess

import numpy as np
import pytest
import xarray as xr
from conftest import surroundings

pytest.importorskip("candor", reason="the package is not installed (tools/dev/python_package)")
import candor as package  # noqa: E402  (conftest's fixture `candor` runs the program)

EVERYTHING = """\
title: Ωμέγα – everything a file can hold
organization: {members: 60, span: 5}
timeline:
  - {week: 10, adopt: level2}
  - {weeks: 3.., coach: {boost: .1}}
run: {weeks: 20, replicates: 4, seed: 3}
record:
  by_unit: true
  snapshots: [5, 20]
  panel: {share: .2, every: 4}
  survey: [{week: 6, sample: .5, scale: likert5}, {week: 12, sample: .2}]
compare: [command, level2, transactional]
"""


@pytest.fixture
def everything(folder, candor, monkeypatch):
    """The program's result of one scenario, and the folder both lie in as the current one."""
    monkeypatch.chdir(folder)
    (folder / "everything.yaml").write_text(EVERYTHING.replace("  - {weeks: 3.., coach: {boost: .1}}\n", ""))
    candor("compare", "everything.yaml", "-o", "program.h5")
    candor("run", "everything.yaml", "-o", "single.h5")
    return folder


def assert_identical(one, other):
    """Same variables in the same order: dimensions, types, bytes, attributes, coordinates."""
    assert list(one.variables) == list(other.variables)
    assert set(one.coords) == set(other.coords)
    for name in one.variables:
        assert one[name].dims == other[name].dims, name
        assert one[name].dtype == other[name].dtype, name
        assert one[name].values.tobytes() == other[name].values.tobytes(), name
        assert one[name].attrs == other[name].attrs, name
    assert one.attrs | {"history": ""} == other.attrs | {"history": ""}


@pytest.mark.parametrize(("function", "file"), [("compare", "program.h5"), ("run", "single.h5")])
def test_what_is_computed_here_is_what_the_program_writes(everything, function, file):
    computed = getattr(package, function)("everything.yaml")
    assert_identical(computed, package.open(file))
    assert computed.attrs["content_hash"] == package.open(file).attrs["content_hash"] != ""


def test_another_reader_sees_the_same(everything):
    ours = package.open("program.h5")
    theirs = xr.load_dataset("program.h5", engine="h5netcdf")
    assert set(ours.variables) == set(theirs.variables)
    assert set(ours.coords) == set(theirs.coords)
    for name in ours.variables:
        assert ours[name].dims == theirs[name].dims, name
        np.testing.assert_array_equal(ours[name].values, theirs[name].values, err_msg=name)
    assert dict(ours.attrs) == dict(theirs.attrs)
    assert ours.performance.attrs == theirs.performance.attrs


def test_whole_numbers_stay_whole_where_none_is_missing(everything):
    data = package.open("program.h5")
    assert data.spoken.dtype == np.int32
    happened = data.intervention_touched
    assert happened.dtype == np.float64
    assert happened.notnull().sum("week").values.tolist() == [[[1]] * 4] * 3
    assert data.performance.dtype == np.float32


def test_arrays_are_the_engines_own_memory(everything):
    gc.collect()
    others = set(package.reading._results)  # that other tests share
    data = package.run("everything.yaml")
    values = data.performance.values
    assert not values.flags.owndata
    assert not values.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        values[0] = 1
    again = {name: array for name, _, _, array, _ in package.reading._results[id(data)].variables}
    assert np.shares_memory(values, again["performance"])
    before = values.copy()
    del data
    gc.collect()
    np.testing.assert_array_equal(values, before)
    assert set(package.reading._results) <= others  # and nothing else keeps it


def test_what_is_saved_the_program_takes(everything, candor):
    package.save(package.compare("everything.yaml"), "here.h5")
    assert "the same bit by bit" in candor("verify", "here.h5").stdout
    assert candor("hash", "here.h5").stdout.split()[0] == candor("hash", "program.h5").stdout.split()[0]
    assert "week 6" in candor("explain", "here.h5", "--member", "7", "--week", "6").stdout
    assert "candor compare everything.yaml" in package.open("here.h5").attrs["history"]
    package.save(package.open("program.h5"), "again.h5")
    assert_identical(package.open("again.h5"), package.open("program.h5"))


def test_what_is_made_of_a_result_is_none(everything):
    data = package.open("program.h5")
    with pytest.raises(package.OutputError, match="no result itself"):
        package.save(data.isel(replicate=0), "part.h5")
    with pytest.raises(package.OutputError, match="no result itself"):
        package.provenance(data.copy())
    assert not (everything / "part.h5").exists()


def test_a_result_travels(everything):
    data = package.open("program.h5")
    travelled = pickle.loads(pickle.dumps(data))
    xr.testing.assert_identical(travelled, data)
    assert travelled.copy(deep=True).performance.values.flags.writeable


def test_where_a_result_comes_from(everything):
    data = package.compare("everything.yaml", weeks=21)
    facts = package.provenance(data)
    assert facts["scenario_as_written"] == (everything / "everything.yaml").read_text()
    assert '"weeks": 21' in facts["scenario_resolved"]
    assert facts["engine_version"] == package.__version__
    assert package.provenance("program.h5")["seed_plan"] == facts["seed_plan"]
    assert package.timing(data)["seconds"] > 0
    assert set(package.timing("program.h5")) == {"seconds", "threads", "instruction_set"}


@pytest.mark.parametrize("damage", ["foreign", "truncated", "missing", "folder", "unmerged"])
def test_what_cannot_be_read_is_said_in_the_programs_words(everything, candor, damage):
    bad = everything / "bad.h5"
    if damage == "foreign":
        bad.write_text("no HDF5")
    elif damage == "truncated":
        bad.write_bytes((everything / "program.h5").read_bytes()[:-1000])
    elif damage in ("folder", "unmerged"):
        bad.mkdir()
        if damage == "unmerged":
            (bad / "design.h5").write_text("")
    with pytest.raises(package.OutputError) as raised:
        package.open(bad)
    assert isinstance(raised.value, package.Error)
    said = candor("sensitivity", str(bad), code=4).stderr
    assert said == f"error: {raised.value}\n"


def test_the_version_is_the_programs(program):
    said = subprocess.run([program, "--version"], env=surroundings(), capture_output=True, text=True, check=True).stdout
    assert package.__version__ in said


def test_what_was_changed_since_is_not_saved_as_computed(everything):
    data = package.run("everything.yaml")
    data["note"] = ("week", np.zeros(20))
    package.save(data, "kept.h5")
    data["performance"] = data.performance * 2
    with pytest.raises(package.OutputError, match="`performance` is not what was computed"):
        package.save(data, "changed.h5")
    del data["performance"]
    with pytest.raises(package.OutputError, match="`performance` is not what was computed"):
        package.save(data, "changed.h5")
    assert not (everything / "changed.h5").exists()
