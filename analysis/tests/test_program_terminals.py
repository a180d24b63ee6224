"""The program on terminals and where nobody looks on: widths, colours, alphabets."""

import re
import shlex
import shutil
import subprocess
import unicodedata

import pytest
from conftest import COMMANDS, SMALL, surroundings


@pytest.fixture
def on_a_terminal(program, folder):
    """Runs the program on a pseudo-terminal so many columns wide; returns all it shows."""
    if not shutil.which("script"):
        pytest.skip("there is no script(1) to make a terminal")

    def run(*arguments, columns=80, **environment):
        line = f"stty cols {columns} 2>/dev/null; {shlex.join([program, *arguments])}"
        done = subprocess.run(["script", "-qec", line, "/dev/null"], cwd=folder, env=surroundings(**environment),
                              capture_output=True, timeout=300)  # fmt: skip
        text = done.stdout.decode("utf-8")
        assert done.returncode == 0, text
        return text

    return run


def width_of(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in re.sub(r"\x1b\[[0-9;]*[mK]", "", line))


def widest(text):
    return max(width_of(line) for line in text.splitlines())


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_help_fits(candor, columns):
    for command in [[], *([name] for name in COMMANDS)]:
        text = candor(*command, "--help", COLUMNS=str(columns)).stdout
        assert widest("\n".join(line for line in text.splitlines() if "$schema=" not in line)) <= columns


LAYOUTS = {
    "run": ["run", "small.yaml"],
    "two": ["compare", "small.yaml"],
    "all": ["compare", "small.yaml", "--all"],
    "four": ["compare", "small.yaml", "--policies", "command,transactional,level2,distributed"],
    "long names": ["compare", "small.yaml", "a_scenario_with_quite_a_long_name.yaml"],
    "one replicate": ["compare", "small.yaml", "--replicates", "1"],
    "check": ["check", "small.yaml"],
    "ablation": ["ablate", "small.yaml"],
    "expectations": ["check", "--expect", "expecting.yaml"],
    "describe": ["describe"],
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_nothing_is_wider_than_the_terminal(candor, folder, expecting, layout, columns):
    (folder / "a_scenario_with_quite_a_long_name.yaml").write_text("extends: small.yaml\nenvironment: {turbulence: .01}\n")
    (folder / "small.yaml").write_text(SMALL.replace("A small one", "Ein längerer Titel, der über eine schmale Zeile gewiss hinausgeht"))
    arguments = LAYOUTS[layout] + (["-o", "x.h5"] if LAYOUTS[layout][0] in ("run", "compare") else [])
    assert widest(candor(*arguments, COLUMNS=str(columns)).stdout) <= columns


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_on_a_terminal_its_width_counts(on_a_terminal, columns):
    text = on_a_terminal("compare", "small.yaml", "--progress", "none", columns=columns, COLUMNS="33")
    lines = text.replace("\r\n", "\n")
    assert widest(lines) <= columns
    assert widest(lines) > columns - 25


def test_on_a_terminal_there_is_colour_and_a_bar_that_goes(on_a_terminal):
    text = on_a_terminal("compare", "small.yaml")
    assert "\x1b[1m" in text and "8/8 runs" in text
    assert "\r\x1b[K" in text[text.rindex("8/8 runs") :]


def test_no_color_and_dumb_terminals(on_a_terminal):
    assert "\x1b[" not in on_a_terminal("compare", "small.yaml", "--progress", "none", NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal("compare", "small.yaml", "--progress", "none", "--color", "never")
    assert "\x1b[" not in on_a_terminal("compare", "small.yaml", TERM="dumb")


def test_colour_where_nobody_looks_on_only_if_asked_for(candor):
    assert "\x1b[" not in candor("compare", "small.yaml").stdout
    assert "\x1b[1m" in candor("compare", "small.yaml", "--color", "always", NO_COLOR="1").stdout
    assert "\x1b[1;31merror:" in candor("compare", "small.yaml", "--color", "always", "--weeks", "x", code=2).stderr


def test_ascii_where_the_locale_knows_no_more(candor, folder):
    (folder / "small.yaml").write_text(SMALL.replace("A small one", "Größe"))
    for environment in ({"LC_ALL": "C"}, {"LC_ALL": None}):
        done = candor("compare", "small.yaml", COLUMNS="80", **environment)
        assert (done.stdout + done.stderr).isascii()
        assert "Gr??e | 60 members" in done.stdout and "^ week 10 adopt level2" in done.stdout
    assert candor("--help", LC_ALL="C").stdout.isascii()


def test_a_title_cannot_drive_the_terminal(candor):
    text = candor("run", "small.yaml", "--set", r'title="a\e[31mb"').stdout
    assert "\x1b" not in text and "a?[31mb" in text
