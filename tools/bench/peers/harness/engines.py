"""The engines: how each is installed or built, and how each is run for so many members and weeks."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]          # tools/bench/peers
ROOT = HERE.parents[2]
BUILD = ROOT / "build" / "peers"
CORES = sorted(os.sched_getaffinity(0))
JOBS = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", str(len(CORES)))
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "POLARS_MAX_THREADS")


class Unavailable(Exception):
    """Why an engine cannot be had here."""


class TooLong(Exception):
    """A run did not end within its time."""


@dataclass
class Sample:
    """What one measurement tells. `members` counts all runs that went side by side."""
    members: int
    weeks: int
    seconds: float                                  # of stepping, without founding
    founding_seconds: float
    wall_seconds: float
    peak_bytes: int                                 # of the largest process

    @property
    def member_weeks_per_second(self):
        return self.members * self.weeks / self.seconds


def build(*command, **environment):
    """Runs a step of an installation; Unavailable with its last words if it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, **environment},
                          capture_output=True, text=True)
    if done.returncode != 0:
        words = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        told = [line for line in words if line.lower().startswith("error")] or words
        raise Unavailable(re.sub(r"\S*://\S*|/\S{12,}", "…", told[0].strip())[:200] if told else "failed silently")


class Processes:
    """Programs side by side, each on cores of its own; killed together when their time is over."""

    def __init__(self):
        self.processes, self.begin, self.peak_bytes = [], time.perf_counter(), 0

    def start(self, command, cores, threads):
        environment = {**os.environ, **{name: str(threads) for name in THREAD_VARIABLES}}
        pinned = ["taskset", "-c", ",".join(map(str, cores)), *map(str, command)]
        out, error = tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")
        self.processes.append((subprocess.Popen(pinned, stdout=out, stderr=error, env=environment), out, error))
        return self

    def finish(self, limit=None):
        """Waits for all, at most `limit` seconds; what each printed, and the wall time."""
        late = threading.Event()

        def end():
            late.set()
            for process, *_ in self.processes:
                process.kill()

        timer = threading.Timer(limit or 1e6, end)
        timer.start()
        try:
            for process, *_ in self.processes:
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                self.peak_bytes = max(self.peak_bytes, usage.ru_maxrss * 1024)
            wall = time.perf_counter() - self.begin
        finally:
            timer.cancel()
        if late.is_set():
            raise TooLong()
        for process, _, error in self.processes:
            if process.returncode != 0:
                error.seek(0)
                raise Unavailable((error.read().strip().splitlines() or ["failed silently"])[-1][:200])
        return [(out.seek(0), out.read())[1] for _, out, _ in self.processes], wall


class Engine:
    """An engine whose program takes --members, --weeks, --runs, --seed and times its own loop."""

    slow = False                                    # is checked with fewer runs

    def __init__(self, name, workload, threads=False):
        self.name, self.workload, self.threads = name, workload, threads
        self.command, self.version = None, ""

    def prepare(self):
        raise NotImplementedError

    def lines(self, members, weeks, runs, seed=1, style="level2"):
        """One core; what the program says about each of so many runs, with neighbouring seeds."""
        command = [*self.command, "--members", members, "--weeks", weeks, "--runs", runs, "--seed", seed,
                   "--style", style]
        return [json.loads(line) for line in Processes().start(command, CORES[-1:], 1).finish()[0][0].splitlines()]

    def run(self, members, weeks, mode, seed=1, limit=None):
        """mode: `one` core; `each` core a run of its own, side by side; all cores `together` for one run."""
        cores = [[CORES[-1]]] if mode == "one" else [[core] for core in CORES] if mode == "each" else [CORES]
        processes = Processes()
        for number, of_run in enumerate(cores):
            processes.start([*self.command, "--members", members, "--weeks", weeks, "--seed", seed + number], of_run,
                            len(of_run))
        outputs, wall = processes.finish(limit)
        said = [json.loads(line) for out in outputs for line in out.splitlines()]
        # Runs side by side: their rates add up.
        rate = sum(members * weeks / line["seconds"] for line in said)
        total = members * len(cores)
        return Sample(total, weeks, total * weeks / rate, max(line["founding_seconds"] for line in said), wall,
                      processes.peak_bytes)


class CompiledHere(Engine):
    def __init__(self, name, workload, program, sources):
        super().__init__(name, workload)
        self.program, self.sources = program, sources

    def prepare(self):
        compiler = os.environ.get("CXX", "g++")
        if not shutil.which(compiler):
            raise Unavailable(f"no {compiler}")
        BUILD.mkdir(parents=True, exist_ok=True)
        program = BUILD / self.program
        newest = max(source.stat().st_mtime for source in (HERE / "plain_cpp").iterdir())
        if not program.exists() or program.stat().st_mtime < newest:
            build(compiler, "-std=c++20", "-O3", "-march=native",
                  *(HERE / "plain_cpp" / source for source in self.sources), "-o", program)
        self.command = [program]
        self.version = subprocess.run([compiler, "--version"], capture_output=True, text=True).stdout.splitlines()[0]


class InPython(Engine):
    """A script, in the comparison's own environment or, with requirements of its own, in one of its own."""

    def __init__(self, name, workload, script, package, own_environment=False, threads=False, slow=False):
        super().__init__(name, workload, threads)
        self.slow = slow
        self.script, self.package, self.own_environment = HERE / script, package, own_environment

    def prepare(self):
        python = sys.executable
        if self.own_environment:
            requirements = self.script.parent / "requirements.txt"
            environment = BUILD / self.script.parent.name
            python = environment / "bin" / "python"
            made_from = environment / "requirements.txt"
            if not made_from.exists() or made_from.read_text() != requirements.read_text():
                shutil.rmtree(environment, ignore_errors=True)
                build(sys.executable, "-m", "venv", environment)
                build(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements)
                shutil.copy(requirements, made_from)
        self.command = [python, self.script]
        version = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
        found = subprocess.run([python, "-c", version, self.package], capture_output=True, text=True)
        if found.returncode != 0:
            raise Unavailable(f"{self.package} does not import")
        self.version = f"{self.package} {found.stdout.strip()}"


class InRust(Engine):
    def __init__(self, name, workload, folder, crate, threads=False):
        super().__init__(name, workload, threads)
        self.folder, self.crate = HERE / folder, crate

    def prepare(self):
        if not shutil.which("cargo"):
            raise Unavailable("no Rust toolchain (cargo)")
        target = BUILD / self.folder.name
        build("cargo", "build", "--release", "--locked", "--quiet", "-j", JOBS,
              "--manifest-path", self.folder / "Cargo.toml", CARGO_TARGET_DIR=str(target),
              RUSTFLAGS="-C target-cpu=native")
        self.command = [target / "release" / f"{self.crate}_reduced"]
        locked = re.search(rf'name = "{self.crate}"\nversion = "([^"]+)"', (self.folder / "Cargo.lock").read_text())
        rust = subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout.split("(")[0].strip()
        self.version = f"{self.crate} {locked[1]}, {rust}"


class Candor(Engine):
    """The program as a user runs it, timed from outside: the difference of two runs of different length."""

    short = 4                                       # weeks of the shorter run

    def __init__(self, program=None):
        super().__init__("Candor", "full", threads=True)
        self.program = program

    def prepare(self):
        if self.program is None:
            self.program = ROOT / "build" / "release" / "candor"
            fresh = [] if (ROOT / "build" / "release" / "CMakeCache.txt").exists() else ["-DCANDOR_TESTS=OFF"]
            build("cmake", "--preset", "release", *fresh, "--log-level=WARNING")
            build("cmake", "--build", "--preset", "release", "--target", "candor", "-j", JOBS, "--", "--quiet")
        if not Path(self.program).is_file():
            raise Unavailable(f"no program {self.program}")
        said = subprocess.run([self.program, "--version"], capture_output=True, text=True).stdout
        self.version = said.strip().splitlines()[0] if said.strip() else "candor"

    def call(self, cores, members, weeks, replicates, threads, seed, style, limit):
        with tempfile.TemporaryDirectory() as folder:
            scenario = Path(folder) / "scenario.yaml"
            scenario.write_text("title: comparison\nleadership: {habit: command, adoption: .9}\n")
            processes = Processes().start(
                [self.program, "run", scenario, "--set", f"organization.members={members}",
                 "--set", f"leadership.policy={style}", "--set", "record.by_level=no", "--weeks", weeks, "--replicates", replicates, "--seed", seed,
                 "--threads", threads, "--json", "--all", "--quiet", "-o", Path(folder) / "result.h5"], cores, threads)
            outputs, wall = processes.finish(limit)
            return json.loads(outputs[0]), wall, processes.peak_bytes

    def outcomes(self, members, weeks, replicates, style):
        said, *_ = self.call(CORES[-1:], members, weeks, replicates, 1, 1, style, None)
        return {outcome["name"]: outcome for outcome in said["outcomes"]}

    def run(self, members, weeks, mode, seed=1, limit=None):
        cores = CORES[-1:] if mode == "one" else CORES
        replicates = len(CORES) if mode == "each" else 1
        (_, short, _), (_, long, peak) = (
            self.call(cores, members, length, replicates, len(cores), seed, "level2", limit)
            for length in (self.short, self.short + weeks))
        return Sample(members * replicates, weeks, max(long - short, 1e-6), short, short + long, peak)


def all_engines(candor=None):
    full = [f"full{part}.cpp" for part in ("", "_found", "_week", "_member")]
    return [
        Candor(candor),
        CompiledHere("plain C++ (full)", "full", "plain_full", full),
        InPython("NumPy (full)", "full", "with_numpy/full.py", "numpy"),
        InPython("Mesa (full)", "full", "with_mesa/full.py", "mesa", own_environment=True, slow=True),
        CompiledHere("plain C++", "reduced", "plain_reduced", ["reduced.cpp"]),
        InPython("NumPy", "reduced", "with_numpy/reduced.py", "numpy"),
        InRust("Syren", "reduced", "with_syren", "syren", threads=True),
        InRust("krABMaga", "reduced", "with_krabmaga", "krabmaga"),
        InPython("mesa-frames", "reduced", "with_mesa_frames/reduced.py", "mesa-frames", own_environment=True,
                 threads=True),
        InPython("Mesa", "reduced", "with_mesa/reduced.py", "mesa", own_environment=True),
    ]
