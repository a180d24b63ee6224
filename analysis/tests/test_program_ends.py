"""How the program ends: exit codes, signals, and what is left of a run."""

import json
import os
import re
import signal
import subprocess
import time

import h5py
import pytest
from conftest import surroundings

SLOW = ["--set", "organization.members=3000", "--weeks", "200", "--replicates", "2000", "--set", "record.by_level=false"]


def test_a_run_that_cannot_be_carried_out_is_1(candor):
    done = candor("run", "small.yaml", code=1, CANDOR_INSTRUCTION_SET="x86_64_v9")
    assert done.stderr.startswith("error: ") and "x86_64_v9" in done.stderr


@pytest.mark.parametrize("path", ["small.yaml/x.h5", "/proc/nowhere/x.h5", "/dev/null", "."])
def test_where_nothing_can_be_written_nothing_is_run(candor, path):
    begin = time.monotonic()
    done = candor("compare", "small.yaml", *SLOW, "-o", path, code=4)
    assert done.stderr.startswith("error: cannot write '") and done.stdout == ""
    assert time.monotonic() - begin < 5


def test_a_full_standard_output_is_4(program, folder):
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full")
    with open("/dev/full", "w") as full:
        done = subprocess.run([program, "describe"], stdout=full, stderr=subprocess.PIPE, env=surroundings(), cwd=folder)
    assert done.returncode == 4 and b"cannot write to standard output" in done.stderr


def start(program, folder, *arguments):
    process = subprocess.Popen([program, *arguments], cwd=folder, env=surroundings(), stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)  # fmt: skip
    return process


def wait_for_progress(process, done):
    for line in process.stderr:
        if line.startswith("{") and json.loads(line)["done"] >= done:
            return


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_keeps_what_is_finished(program, candor, folder, which):
    process = start(program, folder, "compare", "small.yaml", *SLOW, "-o", "part.h5", "--progress", "json")
    wait_for_progress(process, done=20)
    process.send_signal(which)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    finished = int(re.search(r"partial: (\d+) of 2000 replicates", err).group(1))
    assert f"partial: {finished} of 2000 replicates" in out and finished >= 1
    with h5py.File(folder / "part.h5") as file:
        partial = file.attrs["partial"]
        assert (partial.decode() if isinstance(partial, bytes) else partial) == f"{finished} of 2000 replicates"
        assert file["performance"].shape == (2, finished, 200)
    candor("hash", "part.h5")


def test_interrupted_before_anything_is_finished(program, folder):
    process = start(program, folder, "run", "small.yaml", "--set", "organization.members=1000000", "-o", "none.h5")
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "no file was written" in err and out == ""
    assert list(folder.glob("none*")) == []


def test_a_second_signal_ends_at_once(program, folder):
    process = start(program, folder, "run", "small.yaml", "--set", "organization.members=2000000", "-o", "none.h5")
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert "once more ends at once" in process.stderr.readline()
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 130 and out == ""
    assert time.monotonic() - begin < 10
    assert not (folder / "none.h5").exists()
