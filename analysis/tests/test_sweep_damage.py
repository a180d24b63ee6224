"""Sweeps with damaged parts, in folders of others, and with runs that fail."""

import os
import re
import resource
import shutil
import subprocess

import h5py
import pytest
import xarray
from conftest import surroundings
from sweep_folders import content_hash, contents, run_in_json, status, write_sweep

# Damaged ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def three_parts(candor, folder):
    """A whole sweep in three parts, with results; its content hash."""
    write_sweep(folder, series="[performance]")
    for shard in ("0/3", "1/3"):
        candor("sweep", "sweep.yaml", "-o", "x", "--shard", shard)
    return run_in_json(candor, "sweep.yaml", "-o", "x")["content_hash"]


def truncate(path):
    os.truncate(path, path.stat().st_size // 2)


def empty(path):
    os.truncate(path, 0)


def flip(path, name):
    """Changes one bit of the values of a variable, in the bytes of the file."""
    with h5py.File(path) as file:
        values = file[name].id
        chunk = None if values.get_offset() else values.get_chunk_info(0)
        begin, size = (chunk.byte_offset, chunk.size) if chunk else (values.get_offset(), values.get_storage_size())
    data = bytearray(path.read_bytes())
    data[begin + size // 2] ^= 0x10
    path.write_bytes(data)


def test_a_design_that_was_changed_is_refused(candor, folder, three_parts):
    with h5py.File(folder / "x/design.h5", "r+") as file:
        file["turbulence"][0] = 0.7777
    for command in (("merge", "x"), ("sweep", "status", "x")):
        assert candor(*command, code=4).stderr == (
            "error: this is no design of a sweep as it was written (it does not match its design_hash)\n")  # fmt: skip


DAMAGE = {
    "truncated": (truncate, "it is truncated"),
    "empty": (empty, r"it is .+"),
    "a flipped bit in a value": (lambda path: flip(path, "performance"), r"'performance' .+"),
    "a flipped bit in the runs": (lambda path: flip(path, "run"), r"'run' .+"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_part_is_named_and_its_runs_are_computed_again(candor, folder, three_parts, name):
    damage, why = DAMAGE[name]
    part = folder / "x/parts/0001-000001.h5"
    damage(part)
    before = contents(folder / "x")
    shown = candor("sweep", "status", "x").stdout
    assert "24 of 36 runs are done (66 %) in 2 parts\n" in shown
    reason = re.search(rf"^'x/parts/0001-000001\.h5' does not count: ({why})$", shown, re.M)[1]
    assert "nobody is computing; this goes on: candor sweep sweep.yaml -o x\n" in shown
    assert contents(folder / "x") == before
    done = candor("sweep", "sweep.yaml", "-o", "x")
    warning = f"warning: 'x/parts/0001-000001.h5' does not count ({reason}); it was renamed to '0001-000001.h5.bad', so that its runs are computed again\n"
    assert warning in done.stderr
    assert content_hash(folder / "x") == three_parts
    assert (folder / "x/parts/0001-000001.h5.bad").read_bytes() == before[part.relative_to(folder / "x")]
    assert status(candor, "x")["runs"]["done"] == 36 and status(candor, "x")["bad_parts"] == []
    assert candor("sweep", "sweep.yaml", "-o", "x").stderr == ""


def test_damage_that_only_the_merge_sees_is_mended_by_the_same_command(candor, folder, three_parts):
    flip(folder / "x/parts/0001-000001.h5", "performance_by_week")
    assert status(candor, "x")["bad_parts"] == []
    done = candor("sweep", "sweep.yaml", "-o", "x")
    assert "'x/parts/0001-000001.h5' does not count ('performance_by_week' " in done.stderr
    assert content_hash(folder / "x") == three_parts and "36 of 36 runs are done, 24 of them before" in done.stdout


def test_a_merge_sets_damaged_parts_aside_for_any_shard_to_compute(candor, folder, three_parts):
    flip(folder / "x/parts/0001-000001.h5", "voice")
    done = candor("merge", "x", code=1)
    assert "renamed to '0001-000001.h5.bad'" in done.stderr and "12 of 36 runs are missing" in done.stderr
    candor("sweep", "sweep.yaml", "-o", "x", "--shard", "1/3")
    candor("merge", "x")
    assert content_hash(folder / "x") == three_parts


def test_a_part_of_another_sweep_does_not_count(candor, folder, three_parts):
    other = run_in_json(candor, "sweep.yaml", "-o", "other", "--set", "organization.members=61")["design_hash"]
    this = status(candor, "x")["design_hash"]
    shutil.copy(folder / "other/parts/0000-000001.h5", folder / "x/parts/0007-000001.h5")
    why = f"it belongs to another sweep: its design has hash {other}, this one {this}"
    assert status(candor, "x")["bad_parts"] == [{"file": "x/parts/0007-000001.h5", "why": why}]
    assert f"'x/parts/0007-000001.h5' does not count ({why})" in candor("sweep", "sweep.yaml", "-o", "x").stderr
    assert content_hash(folder / "x") == three_parts


def test_runs_that_were_computed_twice_are_no_harm(candor, folder, three_parts):
    candor("sweep", "sweep.yaml", "-o", "y", "--shard", "1/3")
    shutil.copy(folder / "y/parts/0001-000001.h5", folder / "x/parts/0005-000001.h5")
    assert status(candor, "x")["runs"]["done"] == 36 and status(candor, "x")["parts"] == 4
    assert run_in_json(candor, "sweep.yaml", "-o", "x")["content_hash"] == three_parts


def test_a_damaged_design_is_told(candor, folder, three_parts):
    truncate(folder / "x/design.h5")
    for command in (["sweep", "sweep.yaml", "-o", "x"], ["sweep", "status", "x"], ["merge", "x"]):
        assert candor(*command, code=4).stderr == "error: cannot read 'x/design.h5' (it is truncated)\n"


def test_a_folder_that_holds_something_else_is_left_alone(candor, folder):
    write_sweep(folder)
    (folder / "photographs").mkdir()
    (folder / "photographs/holiday.jpg").write_text("x")
    done = candor("sweep", "sweep.yaml", "-o", "photographs", code=4)
    assert done.stderr == "error: 'photographs' holds something else (it is not empty, and has no design.h5)\n"
    assert [path.name for path in (folder / "photographs").iterdir()] == ["holiday.jpg"]


def test_another_design_in_the_same_folder_is_refused(candor, folder):
    write_sweep(folder)
    first = run_in_json(candor, "sweep.yaml", "-o", "x")["design_hash"]
    before = contents(folder / "x")
    for changes in ({"replicates": "4"}, {"policies": "[level2, command]"}, {"outcomes": "[voice]"}, {"random_numbers": "independent"}):
        write_sweep(folder, **changes)
        second = run_in_json(candor, "sweep.yaml", "--dry-run")["design_hash"]
        assert candor("sweep", "sweep.yaml", "-o", "x", code=4).stderr == (
            f"error: 'x' belongs to another sweep (its design has hash {first}, this one {second})\n")  # fmt: skip
    assert contents(folder / "x") == before


# Runs that fail ---------------------------------------------------------------------------------------------------


@pytest.fixture
def failing(folder):
    """The organizations of 10 and 60 have no level 4: 12 of 18 runs fail."""
    return write_sweep(folder, set="{timeline: [{week: 5, adopt: level2, scope: {levels: [4]}}]}",
                       factors="{organization.members: [10, 60, 900]}")  # fmt: skip


def test_what_fails_is_recorded_and_the_rest_goes_on(candor, folder, failing):
    done = candor("sweep", failing, "-o", "x", code=1)
    assert "18 of 18 runs are done; 18 in " in done.stdout
    assert done.stderr == ("warning: 12 of 18 runs failed (run 1: no member is on level 4 (the chart has levels 0 to 2); "
                           "`candor sweep sweep.yaml --run 1` repeats it)\n")  # fmt: skip
    data = xarray.load_dataset(folder / "x/results.h5")
    assert data.failure_run.values.tolist() == list(range(1, 13))
    assert data.performance.sel(point=[1, 2]).isnull().all() and data.performance.sel(point=3).notnull().all()
    provenance = xarray.load_dataset(folder / "x/results.h5", group="provenance")
    commands = provenance.failure_commands.item().splitlines()
    for number, message, command in zip(data.failure_run.values, data.failure_message.values, commands):
        assert re.fullmatch(r"no member is on level 4 \(the chart has levels 0 to [23]\)", message)
        assert command == f"candor sweep sweep.yaml --run {int(number)}"
    for row in (0, 11):
        repeated = candor(*commands[row].split()[1:], code=1)
        assert repeated.stderr.splitlines()[-5:][0] == "error: " + data.failure_message.values[row]
    assert not list(folder.glob("results/*.h5"))
    merged = candor("merge", "x")
    assert merged.stdout.startswith("18 runs, 12 of them failed (failure_run, failure_message)\n")
    assert "18 of 18 runs are done (100 %) in 1 part; 12 of them failed\n" in candor("sweep", "status", "x").stdout


def test_nothing_is_said_of_what_matters_where_runs_failed(candor, folder):
    write_sweep(folder, set="{timeline: [{week: 5, adopt: level2, scope: {levels: [4]}}]}", policies="[command]", replicates="1",
                factors="{organization.members: {uniform: [10, 900]}, environment.turbulence: {uniform: [.1, .3]}}",
                design="{kind: saltelli, base_rows: 4}")  # fmt: skip
    done = candor("sweep", "sweep.yaml", "-o", "x", code=1)
    failed = int(re.search(r"warning: (\d+) of 16 runs failed \(run ", done.stderr)[1])
    assert 0 < failed < 16 and "candor sensitivity" not in done.stdout
    done = candor("sensitivity", "x", code=4)
    assert done.stderr.startswith(f"error: {failed} of the sweep's runs failed (of point") and done.stdout == ""


def test_failures_are_not_tried_again_unless_asked(candor, folder, failing):
    first = run_in_json(candor, failing, "-o", "x", code=1)
    again = candor("sweep", failing, "-o", "x", code=1)
    assert again.stderr == "warning: 12 of 18 runs failed (all of them before; --retry-failed runs them again)\n"
    retried = run_in_json(candor, failing, "-o", "x", "--retry-failed", code=1)
    assert (retried["done_before"], retried["failed"], retried["parts_written"]) == (6, 12, 1)
    assert retried["content_hash"] == first["content_hash"] == content_hash(folder / "x")


def test_fail_fast_says_which_and_keeps_what_was_done(candor, folder, failing):
    whole = run_in_json(candor, failing, "-o", "whole", code=1)["content_hash"]
    done = candor("sweep", failing, "-o", "x", "--fail-fast", "--threads", "1", code=1)
    found = re.fullmatch(r"error: run (\d+) failed \(no member is on level 4 \(the chart has levels 0 to [23]\); "
                         r"`candor sweep sweep\.yaml --run \1` repeats it\)\n", done.stderr)  # fmt: skip
    assert found and done.stdout == ""
    shown = status(candor, "x")
    assert 1 <= shown["runs"]["done"] < 18 and shown["runs"]["failed"] == 1 and shown["merged"] is False
    assert run_in_json(candor, failing, "-o", "x", code=1)["content_hash"] == whole


def test_a_run_that_failed_for_lack_of_memory_succeeds_when_tried_again(program, candor, folder):
    write_sweep(folder, base=None, policies="[command]", replicates="1", set="{run: {weeks: 2}}",
                factors="{organization.members: [10, 2000000]}")  # fmt: skip
    little = 400 * 1024 * 1024
    done = subprocess.run([program, "sweep", "sweep.yaml", "-o", "x", "--threads", "1"], cwd=folder, env=surroundings(),
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (little, little)),
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stderr == "warning: 1 of 2 runs failed (run 2: there is not enough memory; `candor sweep sweep.yaml --run 2` repeats it)\n"
    retried = run_in_json(candor, "sweep.yaml", "-o", "x", "--retry-failed")
    assert (retried["done_before"], retried["failed"]) == (1, 0)
    assert status(candor, "x")["runs"] == {"done": 2, "failed": 0, "total": 2}
    assert retried["content_hash"] == run_in_json(candor, "sweep.yaml", "-o", "whole")["content_hash"]
    assert "failure_run" not in xarray.load_dataset(folder / "x/results.h5")
