"""The Python in analysis/README.md runs, block by block in the order of the page, as a reader would type it in."""

import pathlib
import re
import subprocess

import matplotlib
import pytest

ANALYSIS = pathlib.Path(__file__).parent.parent
BLOCK = re.compile(r"(?P<before>[^\n]*)\n*^```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_RUN = "<!-- not run: "
"""On the line before a block that no test runs; says why."""

WITH_A_TIMELINE = """\
extends: hierarchy_or_level2.yaml
organization: {members: 60}
timeline: [{week: 5, coach: .5}, {week: 8, shock: 1}, {week: 12, market: {factor: 2, weeks: 4}}]
run: {weeks: 60, replicates: 4}
record: {panel: {share: .5}}
"""


def blocks():
    text = (ANALYSIS / "README.md").read_text(encoding="utf-8")
    return [
        (text[: found.start("code")].count("\n"), found["code"])
        for found in BLOCK.finditer(text)
        if not found["before"].startswith(NOT_RUN)
    ]


@pytest.fixture(scope="module")
def place(program, tmp_path_factory):
    """A folder with the scenarios of the repository, and the results that the page opens."""
    place = tmp_path_factory.mktemp("readme")
    (place / "scenarios").symlink_to(ANALYSIS.parent / "scenarios", target_is_directory=True)
    scenario = WITH_A_TIMELINE.replace("hierarchy", "scenarios/hierarchy")
    (place / "timeline.yaml").write_text(scenario)
    for name in ("hierarchy_or_level2", "panel"):
        subprocess.run(
            [program, "compare", "timeline.yaml", "-o", f"results/{name}.h5"], cwd=place, check=True, capture_output=True
        )
    subprocess.run([program, "sweep", "scenarios/sweeps/where_level2_wins.yaml", "--replicates", "2", "--set", "organization.members=50",
                    "-o", "results/where"], cwd=place, check=True, capture_output=True)  # fmt: skip
    return place


def test_the_page_has_blocks():
    assert len(blocks()) >= 8


def test_every_block_runs(place, monkeypatch):
    from matplotlib import pyplot as plt

    monkeypatch.chdir(place)
    matplotlib.use("Agg")
    names = {"__name__": "readme"}
    for line, code in blocks():
        # Lines as in the page, so that a traceback names them.
        exec(compile("\n" * line + code, str(ANALYSIS / "README.md"), "exec"), names)
    assert (place / "trust.png").stat().st_size > 10_000
    plt.close("all")
