"""Sweeps that are killed, interrupted, out of disk or memory, damaged, or run twice at once: with real processes.

CANDOR_SLOW_TESTS=1 adds what takes minutes.
"""

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import time

import h5py
import pytest
import xarray
from conftest import surroundings
from sweep_folders import content_hash, contents, parts, run_in_json, status, write_sweep

slow = pytest.mark.skipif(os.environ.get("CANDOR_SLOW_TESTS") != "1", reason="takes minutes; CANDOR_SLOW_TESTS=1 turns it on")

FACTORS = "{environment.turbulence: [.05, .1, .2, .4], environment.volatility: [.05, .2]}"


def start(program, folder, *arguments):
    return subprocess.Popen([program, "sweep", *arguments], cwd=folder, env=surroundings(), stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)  # fmt: skip


def wait_until(true, seconds=60):
    begin = time.monotonic()
    while not true():
        assert time.monotonic() - begin < seconds, "nothing happened"
        time.sleep(0.005)


def wait_for_runs(process, done):
    """Until so many runs are finished, as `--progress json` tells; true if that came."""
    for line in process.stderr:
        found = re.search(r'"done":(\d+)', line)
        if found and int(found[1]) >= done:
            return True
    return False


def end(process):
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


# Killed -----------------------------------------------------------------------------------------------------------


class Killed:
    """The same command, killed again and again; after each kill the folder is looked at."""

    def __init__(self, program, candor, folder, sweep, seed):
        self.program, self.candor, self.folder, self.sweep = program, candor, folder, sweep
        self.moments = random.Random(seed)
        begin = time.monotonic()
        self.whole = run_in_json(candor, sweep, "-o", "whole", "--threads", "2")
        self.length = time.monotonic() - begin
        self.kills, self.chains, self.kept, self.lost, self.in_merge = 0, 0, 0, 0, 0

    def kill_once(self, to, ask_first):
        """False if the process was done before its moment came. With `ask_first` it is asked to stop a moment before, so
        that it is killed while it writes a part, or has just done so: then the next one has parts to keep."""
        process = start(self.program, self.folder, self.sweep, "-o", to, "--threads", "2", "--progress", "json")
        time.sleep(self.moments.uniform(0, self.length))
        if ask_first:
            process.terminate()
            time.sleep(self.moments.uniform(0, 0.06))
        process.kill()
        code, _, err = end(process)
        # Asked while it merges, when nothing is left to be written, it ends at once.
        assert code in (0, 130, -signal.SIGTERM, -signal.SIGKILL), err
        if code >= 0:
            return code != 0
        self.kills += 1
        told = [int(done) for done in re.findall(r'"done":(\d+)', err)]
        self.look(self.folder / to, told[-1] if told else 0)
        return True

    def look(self, sweep, told):
        """Whole parts count and nothing else does; what is there can be merged."""
        if not (sweep / "design.h5").exists():
            return
        shown = status(self.candor, sweep)
        assert shown["bad_parts"] == [] and shown["computing"] == []
        assert shown["parts"] == len(parts(sweep))
        done = shown["runs"]["done"]
        self.kept += 0 < done < self.whole["total"]
        self.lost += done < told
        self.in_merge += done == self.whole["total"] and not (sweep / "results.h5").exists()
        if (sweep / "results.h5").exists():
            self.candor("hash", sweep / "results.h5")

    def finish(self, to):
        last = run_in_json(self.candor, self.sweep, "-o", to, "--threads", "2")
        assert last["content_hash"] == self.whole["content_hash"] == content_hash(self.folder / to)
        assert last["done"] == self.whole["total"]
        left = [path.name for path in (self.folder / to).rglob("*") if ".tmp" in path.name]
        assert left == []

    def summary(self):
        return (f"{self.length:.1f} s undisturbed, {self.kills} kills on {self.chains} folders: {self.kept} left some parts, "
                f"{self.lost} lost runs, {self.in_merge} left nothing but the merge")  # fmt: skip

    def rounds(self, kills, ask_first):
        """Chains of kills on one folder each, until so many processes were killed."""
        while self.kills < kills:
            self.chains += 1
            for _ in range(self.moments.randint(2, 14)):
                asked = ask_first and self.moments.random() < 0.6
                if self.kills == kills or not self.kill_once(f"chain{self.chains}", asked):
                    break
            self.finish(f"chain{self.chains}")


def test_killed_at_fifty_random_moments_it_comes_to_the_same(program, candor, folder):
    write_sweep(folder, factors=FACTORS, series="[performance]", replicates="500")
    killed = Killed(program, candor, folder, "sweep.yaml", seed=11)
    killed.rounds(50, ask_first=True)
    assert killed.kills == 50 and killed.kept >= 5 and killed.lost >= 5, vars(killed)
    print(killed.summary())


def test_killed_during_the_merge_it_merges_again(program, candor, folder):
    write_sweep(folder, factors=FACTORS, series="[performance, voice, quits]", replicates="200")
    whole = run_in_json(candor, "sweep.yaml", "-o", "x")["content_hash"]
    begin = time.monotonic()
    candor("sweep", "sweep.yaml", "-o", "x")
    length, moments, killed = time.monotonic() - begin, random.Random(5), 0
    (folder / "x/results.h5").unlink()
    for _ in range(12):
        process = start(program, folder, "sweep.yaml", "-o", "x")
        time.sleep(moments.uniform(0, length))
        process.kill()
        killed += end(process)[0] == -signal.SIGKILL
        if (folder / "x/results.h5").exists():
            assert candor("hash", "x/results.h5").stdout.split()[0] == whole
    assert killed >= 5
    assert run_in_json(candor, "sweep.yaml", "-o", "x")["content_hash"] == whole
    assert list((folder / "x").glob("*.tmp")) == [] and parts(folder / "x") == ["0000-000001.h5"]


@slow
def test_killed_between_parts_that_came_in_time(program, candor, folder):
    """Undisturbed it takes more than two parts; 50 kills on chains of folders."""
    write_sweep(folder, set="{organization: {members: 3000}, run: {weeks: 52}}", factors=FACTORS, replicates="250")
    killed = Killed(program, candor, folder, "sweep.yaml", seed=3)
    assert len(parts(folder / "whole")) > 1, "the sweep is too short here to be written in parts"
    killed.rounds(50, ask_first=False)
    assert killed.kept >= 5 and killed.lost >= 5, vars(killed)
    print(killed.summary())


def test_a_part_is_written_every_five_seconds(program, candor, folder):
    write_sweep(folder, set="{organization: {members: 20000}, run: {weeks: 100}}", factors=FACTORS, replicates="200")
    process = start(program, folder, "sweep.yaml", "-o", "x", "--threads", "2", "--progress", "json")
    begin = time.monotonic()
    wait_until(lambda: (folder / "x/parts").is_dir() and parts(folder / "x"))
    assert 4.5 < time.monotonic() - begin < 15
    process.kill()
    assert end(process)[0] == -signal.SIGKILL
    shown = status(candor, "x")
    assert shown["parts"] == 1 and shown["runs"]["done"] > 0 and shown["computing"] == []


# Interrupted ------------------------------------------------------------------------------------------------------

LONG = {"set": "{organization: {members: 2000}}", "factors": FACTORS, "replicates": "60"}


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_sweep_writes_what_is_finished_and_goes_on(program, candor, folder, which):
    write_sweep(folder, **LONG)
    whole = run_in_json(candor, "sweep.yaml", "-o", "whole")["content_hash"]
    process = start(program, folder, "sweep.yaml", "-o", "x", "--progress", "json")
    assert wait_for_runs(process, 20)
    process.send_signal(which)
    code, out, err = end(process)
    assert code == 130
    done = int(re.search(r"^warning: interrupted \((\d+) of 960 runs are done; the same command goes on\)$", err, re.M)[1])
    assert f"\n{done} of 960 runs are done; {done} in " in out
    assert out.endswith("→ x; `candor merge x` puts the parts together\n")
    assert 20 <= done < 960 and status(candor, "x")["runs"]["done"] == done
    assert not (folder / "x/results.h5").exists()
    last = run_in_json(candor, "sweep.yaml", "-o", "x")
    assert (last["done_before"], last["content_hash"]) == (done, whole)


def test_a_second_signal_ends_at_once_and_nothing_is_damaged(program, candor, folder):
    write_sweep(folder, set="{organization: {members: 1000000}}", replicates="1", factors="{environment.turbulence: [.1, .2, .3]}")
    process = start(program, folder, "sweep.yaml", "-o", "x", "--threads", "2")
    wait_until(lambda: (folder / "x/parts").is_dir())
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    assert "once more ends at once" in process.stderr.readline()
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert end(process)[:2] == (130, "") and time.monotonic() - begin < 10
    shown = status(candor, "x")
    assert (shown["runs"]["done"], shown["parts"], shown["computing"], shown["bad_parts"]) == (0, 0, [], [])


# Disk -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path):
    """Makes a disk of so many bytes, and grows it."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(size, *options):
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join([*options, f"size={size}"]), "candor-test", str(place)],
                              capture_output=True, text=True)  # fmt: skip
        if done.returncode != 0:
            pytest.skip(f"this user may not mount a tmpfs: {done.stderr.strip()}")

    mount(0)
    subprocess.run(["umount", str(place)], check=True)
    mounted = []

    def disk(size):
        mount(size, *(["remount"] if mounted else []))
        mounted.append(size)
        return place

    yield disk
    if mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


def full(done):
    found = re.fullmatch(r"error: cannot write '(disk/\S+)' \(No space left on device\)\n", done.stderr)
    assert found and done.stdout == "", done.stderr
    return found[1]


def test_a_full_disk_keeps_whole_parts_and_goes_on_when_there_is_room(candor, folder, disk):
    write_sweep(folder, factors=FACTORS, outcomes="[performance, voice]", series="[performance, voice, quits]", replicates="200")
    whole = run_in_json(candor, "sweep.yaml", "-o", "whole")
    sizes = {path.name: path.stat().st_size for path in (folder / "whole").rglob("*.h5")}
    design, part, results = sizes["design.h5"], sizes["0000-000001.h5"], sizes["results.h5"]
    page = 4096
    disk(3 * page)
    assert full(candor("sweep", "sweep.yaml", "-o", "disk/x", code=4)) == "disk/x/design.h5"
    assert list((folder / "disk/x").iterdir()) == []
    assert candor("sweep", "status", "disk/x", code=4).stderr == "error: 'disk/x' is no folder of a sweep (it has no design.h5)\n"

    disk(design + part // 2)  # one of three shards has room
    candor("sweep", "sweep.yaml", "-o", "disk/x", "--shard", "2/3")
    kept = contents(folder / "disk/x")
    assert full(candor("sweep", "sweep.yaml", "-o", "disk/x", code=4)) == "disk/x/parts/0000-000001.h5"
    shown = status(candor, "disk/x")
    assert (shown["runs"]["done"], shown["parts"], shown["bad_parts"]) == (whole["total"] // 3, 1, [])
    assert kept.items() <= contents(folder / "disk/x").items()
    assert not [path for path in (folder / "disk/x").rglob("*") if ".tmp" in path.name]

    disk(design + part + 8 * page + results // 3)  # room for all parts, not for what they make together
    assert full(candor("sweep", "sweep.yaml", "-o", "disk/x", code=4)) == "disk/x/results.h5"
    assert status(candor, "disk/x")["runs"]["done"] == whole["total"] and not (folder / "disk/x/results.h5").exists()
    assert full(candor("merge", "disk/x", code=4)) == "disk/x/results.h5"

    disk(4 * (design + part + results))
    last = run_in_json(candor, "sweep.yaml", "-o", "disk/x")
    assert (last["done_before"], last["content_hash"]) == (whole["total"], whole["content_hash"])


def test_a_folder_that_cannot_be_made_is_told(candor, folder):
    write_sweep(folder)
    done = candor("sweep", "sweep.yaml", "-o", "small.yaml/x", code=4)
    assert done.stderr == "error: cannot make the folder 'small.yaml/x' (Not a directory)\n"


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
    for number, message, command in zip(data.failure_run.values, data.failure_message.values, data.failure_command.values):
        assert re.fullmatch(r"no member is on level 4 \(the chart has levels 0 to [23]\)", message)
        assert command == f"candor sweep sweep.yaml --run {int(number)}"
    for row in (0, 11):
        repeated = candor(*data.failure_command.values[row].split()[1:], code=1)
        assert repeated.stderr.splitlines()[-5:][0] == "error: " + data.failure_message.values[row]
    assert not list(folder.glob("results/*.h5"))
    merged = candor("merge", "x")
    assert merged.stdout.startswith("18 runs, 12 of them failed (failure_run, failure_message, failure_command)\n")
    assert "18 of 18 runs are done (100 %) in 1 part; 12 of them failed\n" in candor("sweep", "status", "x").stdout


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


# Several processes ------------------------------------------------------------------------------------------------


def test_one_process_for_one_shard(program, candor, folder):
    write_sweep(folder, **LONG | {"replicates": "400"})
    first = start(program, folder, "sweep.yaml", "-o", "x", "--shard", "1/2", "--threads", "1", "--progress", "json")
    try:
        assert wait_for_runs(first, 1)
        holder = f"process {first.pid} on {os.uname().nodename}"
        done = candor("sweep", "sweep.yaml", "-o", "x", "--shard", "1/2", code=4)
        assert done.stderr == f"error: shard 1/2 is being computed by {holder} (which holds 'x/locks/0001.lock')\n"
        assert status(candor, "x")["computing"] == [{"shard": 1, "process": holder}]
        assert f"shard 1 is being computed by {holder}\n" in candor("sweep", "status", "x").stdout
        beside = start(program, folder, "sweep.yaml", "-o", "x", "--shard", "0/2", "--threads", "1", "--progress", "json")
        assert wait_for_runs(beside, 1) and first.poll() is None
        beside.send_signal(signal.SIGTERM)
        assert end(beside)[0] == 130
    finally:
        first.kill()
        end(first)
    second = start(program, folder, "sweep.yaml", "-o", "x", "--shard", "1/2", "--threads", "1", "--progress", "json")
    assert wait_for_runs(second, 1)
    second.send_signal(signal.SIGTERM)
    assert end(second)[0] == 130 and status(candor, "x")["computing"] == []


def test_shards_side_by_side_are_one_sweep(program, candor, folder):
    write_sweep(folder, factors=FACTORS, replicates="30")
    whole = run_in_json(candor, "sweep.yaml", "-o", "whole")["content_hash"]
    together = [start(program, folder, "sweep.yaml", "-o", "x", "--shard", f"{i}/4", "--threads", "1") for i in range(4)]
    assert [end(process)[0] for process in together] == [0] * 4
    candor("merge", "x")
    assert content_hash(folder / "x") == whole
