"""Sweeps that are killed, interrupted, out of disk, or run twice at once: with real processes.

CANDOR_SLOW_TESTS=1 adds what takes minutes.
"""

import os
import random
import re
import signal
import subprocess
import time

import pytest
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
        self.share_left = 1
        self.whole = run_in_json(candor, sweep, "-o", "whole", "--threads", "2")
        self.length = time.monotonic() - begin
        self.kills, self.chains, self.kept, self.lost, self.in_merge = 0, 0, 0, 0, 0

    def kill_once(self, to, ask_first, after_part):
        """False if the process was done before its moment came. With `ask_first` it is asked to stop a moment before, so
        that it is killed while it writes a part, or has just done so: then the next one has parts to keep. With
        `after_part` the moment is soon after it has written a part of its own accord."""
        process = start(self.program, self.folder, self.sweep, "-o", to, "--threads", "2", "--progress", "json")
        if after_part:
            before = parts(self.folder / to)
            wait_until(lambda: parts(self.folder / to) != before or process.poll() is not None)
            time.sleep(self.moments.uniform(0, 1.5))
        else:
            time.sleep(self.moments.uniform(0, self.length * self.share_left + 0.05))
        if ask_first:
            process.terminate()
            time.sleep(self.moments.uniform(0, 0.06))
        process.kill()
        code, _, err = end(process)
        assert code in (0, 130, -signal.SIGKILL, -signal.SIGTERM), err  # SIGTERM ends it where no runs are at stake
        if code == 0:
            return False
        told = [int(done) for done in re.findall(r'"done":(\d+)', err)]
        self.look(self.folder / to, told[-1] if told else 0, code == -signal.SIGKILL)
        return True

    def look(self, sweep, told, killed):
        """Whole parts count and nothing else does; what is there can be merged."""
        self.kills += killed
        if not (sweep / "design.h5").exists():
            return
        shown = status(self.candor, sweep)
        assert shown["bad_parts"] == [] and shown["computing"] == []
        assert shown["parts"] == len(parts(sweep))
        done = shown["runs"]["done"]
        self.share_left = 1 - done / self.whole["total"]
        if killed:
            self.kept += 0 < done < self.whole["total"]
            self.lost += done < told
            self.in_merge += done == self.whole["total"]
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

    def rounds(self, kills, ask_first=0, after_part=0):
        """Chains of kills on one folder each, until so many processes were killed; these shares of them asked first, or
        after a part."""
        while self.kills < kills:
            self.chains, self.share_left = self.chains + 1, 1
            for _ in range(self.moments.randint(2, 14)):
                asked, after = self.moments.random() < ask_first, self.moments.random() < after_part
                if self.kills == kills or not self.kill_once(f"chain{self.chains}", asked, after):
                    break
            self.finish(f"chain{self.chains}")


def test_killed_at_fifty_random_moments_it_comes_to_the_same(program, candor, folder):
    write_sweep(folder, factors=FACTORS, series="[performance]", replicates="300")
    killed = Killed(program, candor, folder, "sweep.yaml", seed=11)
    killed.rounds(50, ask_first=0.6)
    assert killed.kills == 50 and killed.kept > 0 and killed.lost > 0, vars(killed)
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
    assert killed > 0
    assert run_in_json(candor, "sweep.yaml", "-o", "x")["content_hash"] == whole
    assert list((folder / "x").glob("*.tmp")) == [] and parts(folder / "x") == ["0000-000001.h5"]


@slow
def test_killed_between_parts_that_came_in_time(program, candor, folder):
    """As many runs as make about three parts on this machine; 20 kills on chains of folders."""
    settings = "{organization: {members: 900}, run: {weeks: 52}}"
    write_sweep(folder, set=settings, factors=FACTORS, replicates="100000")
    first = start(program, folder, "sweep.yaml", "-o", "first", "--threads", "2")
    wait_until(lambda: parts(folder / "first"))
    first.kill()
    end(first)
    runs = status(candor, "first")["runs"]
    write_sweep(folder, set=settings, factors=FACTORS, replicates=str(3 * 100000 * runs["done"] // runs["total"]))
    killed = Killed(program, candor, folder, "sweep.yaml", seed=3)
    killed.rounds(20, after_part=0.5)
    assert killed.kept > 0 and killed.lost > 0, vars(killed)
    print(killed.summary())


def test_a_part_is_written_every_five_seconds(program, candor, folder):
    write_sweep(folder, set="{organization: {members: 20000}, run: {weeks: 100}}", factors=FACTORS, replicates="200")
    process = start(program, folder, "sweep.yaml", "-o", "x", "--threads", "2", "--progress", "json")
    begin = time.monotonic()
    wait_until(lambda: parts(folder / "x"))
    assert time.monotonic() - begin > 4.5
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
