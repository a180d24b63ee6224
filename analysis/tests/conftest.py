"""What tests of the program share: the program, a folder with a small scenario, running one in the other."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

COMMANDS = ["run", "compare", "ablate", "check", "init", "describe", "hash", "verify", "explain", "trace", "survey", "report",
            "sweep", "merge", "sensitivity", "regimes", "studio", "serve"]  # fmt: skip

SMALL = """\
title: A small one
organization: {members: 60, span: 5}
timeline: [{week: 10, adopt: level2}]
run: {weeks: 20, replicates: 4, seed: 3}
compare: [command, level2]
"""

# What is expected of the small one, and two variants of it.
EXPECTING = """\
extends: small.yaml
variants:
  calm: {environment: {volatility: .15}}
  larger: {organization: {members: 70}}
expect:
  - {outcome: safety, order: [level2, command], because: one is asked}
  - {outcome: safety, of: level2, from: 1..4, to: 10..20, goes: up}
  - {outcome: quits, of: [command, command@calm], differ: no, over: 1..5}
"""


@pytest.fixture(scope="session")
def program():
    name = os.environ.get("CANDOR_PROGRAM")
    if not name:
        pytest.skip("CANDOR_PROGRAM names no program")
    return str(pathlib.Path(name).resolve())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "small.yaml").write_text(SMALL)
    return tmp_path


@pytest.fixture
def expecting(folder):
    (folder / "expecting.yaml").write_text(EXPECTING)
    return folder / "expecting.yaml"


def surroundings(**changes):
    """The environment of a plain UTF-8 terminal, with changes; None takes a variable away."""
    values = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LANG", "LC_CTYPE", "CANDOR_INSTRUCTION_SET")}
    values |= {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
    values |= {k: v for k, v in changes.items() if v is not None}
    return {k: v for k, v in values.items() if changes.get(k, "") is not None}


@pytest.fixture
def candor(program, folder):
    """Runs the program in a folder with `small.yaml`; fails unless it ends with `code`."""

    def run(*arguments, code=0, **environment):
        done = subprocess.run([program, *arguments], cwd=folder, env=surroundings(**environment), capture_output=True,
                              text=True, encoding="utf-8", timeout=300)  # fmt: skip
        assert done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    return run


@pytest.fixture
def serve(program, folder):
    """Starts `candor serve` with these arguments and a studio's page."""
    from serving import PAGE, Served  # which needs this module

    (folder / "page.html").write_text(PAGE)
    running = []

    def start(*arguments, studio=True):
        running.append(Served(program, folder, *arguments, *(["--studio", "page.html"] if studio else []), "--for", "120"))
        return running[-1]

    yield start
    for served in running:
        served.__exit__()


@pytest.fixture
def served(serve):
    return serve()
