"""`candor studio`: the page with a scenario in it."""

import subprocess

import h5py

from conftest import SMALL
from serving import PAGE, told_in


def test_the_studio_with_a_scenario(candor, folder):
    (folder / "page.html").write_text(PAGE)
    alone = candor("studio", "--studio", "page.html", "--no-open")
    assert alone.stdout == "→ page.html ← open this\n" and (folder / "page.html").read_text() == PAGE
    done = candor("studio", "small.yaml", "--studio", "page.html", "--no-open")
    assert done.stdout == "→ results/small.studio.html ← open this\n"
    told = told_in((folder / "results/small.studio.html").read_text())
    assert told == {"api": None, "scenario": {"name": "small.yaml", "text": SMALL, "files": {}}}
    assert "the result cannot" not in done.stderr
    assert "it is" in candor("studio", "small.yaml", "--studio", "page.html", "-o", "small.yaml", code=2).stderr
    assert "--output" in candor("studio", "--studio", "page.html", "-o", "x.html", code=2).stderr


def test_the_studio_with_the_scenario_of_a_result(candor, serve, folder):
    (folder / "page.html").write_text(PAGE)
    (folder / "data").mkdir()
    (folder / "data/chart.csv").write_text("id,manager\na,\nb,a\nc,a\n")
    (folder / "chart.yaml").write_text("organization: {reports_to: data/chart.csv}\nrun: {weeks: 6, replicates: 2}\n")
    candor("compare", "chart.yaml", "--set", "environment.turbulence=.25", "-o", "x.h5")
    candor("studio", "x.h5", "--studio", "page.html", "--data", "data", "--no-open", "-o", "deep/x.html")
    assert "chart.csv" in candor("studio", "x.h5", "--studio", "page.html", "--no-open", code=4).stderr
    scenario = told_in((folder / "deep/x.html").read_text())["scenario"]
    assert scenario["files"] == {"chart.csv": (folder / "data/chart.csv").read_text()}
    opened = serve().call("open", {"base": scenario["text"], "name": scenario["name"], "changes": {}, "files": scenario["files"]})
    assert (opened["problems"], opened["members"], opened["weeks"]) == (None, 3, 6)
    assert opened["resolved"][0]["environment"]["turbulence"] == 0.25


def test_data_files_come_from_wherever_they_lie(candor, serve, folder):
    chart, ties = "id,manager\na,\nb,a\nc,a\n", "from,to\na,b\nb,c\n"
    for name in ("other/deep", "mine"):
        (folder / name).mkdir(parents=True)
    (folder / "other/deep/chart.csv").write_text(chart)
    (folder / "other/chart.csv").write_text(ties)
    (folder / "other/base.yaml").write_text("organization: {reports_to: deep/chart.csv, ties: chart.csv}\nrun: {weeks: 6, replicates: 2}\n")
    cases = {
        "extends: ../other/base.yaml\ntitle: T\n": {"deep/chart.csv": chart, "chart.csv": ties},
        "{extends: ../other/base.yaml, title: T}\n": {"deep/chart.csv": chart, "chart.csv": ties},
        "title: T\norganization: {reports_to: ../other/deep/chart.csv}\nrun: {weeks: 6, replicates: 2}\n": {"reports_to_chart.csv": chart},
        f"title: T\norganization:\n  reports_to: {folder}/other/deep/chart.csv\n  ties: ../other/chart.csv\nrun: {{weeks: 6, replicates: 2}}\n": {"reports_to_chart.csv": chart, "ties_chart.csv": ties},
    }
    (folder / "page.html").write_text(PAGE)
    for text, files in cases.items():
        (folder / "mine/company.yaml").write_text(text)
        candor("compare", "mine/company.yaml", "-o", "x.h5", "--no-report")
        candor("studio", "mine/company.yaml", "--studio", "page.html", "--no-open", "-o", "x.html")
        scenario = told_in((folder / "x.html").read_text())["scenario"]
        assert scenario["files"] == files, text
        served = serve("mine/company.yaml")
        opened = served.call("open", {"base": scenario["text"], "name": scenario["name"], "changes": {}, "files": scenario["files"]})
        assert (opened["problems"], opened["title"], opened["members"]) == (None, "T", 3), text


def test_the_scenario_of_a_damaged_result_is_refused(candor, folder):
    (folder / "page.html").write_text(PAGE)
    candor("compare", "small.yaml", "-o", "x.h5", "--no-report")
    with h5py.File(folder / "x.h5", "r+") as file:
        file["voice"][0, 0, 0] += 1
    assert "does not match its content hash" in candor("studio", "x.h5", "--studio", "page.html", "--no-open", code=4).stderr


def test_without_a_studio_it_says_how_to_get_it(program, candor, tmp_path):
    # A program that lies alone has none beside it.
    alone = tmp_path / "alone" / "bin" / "candor"
    alone.parent.mkdir(parents=True)
    alone.write_bytes(open(program, "rb").read())
    alone.chmod(0o755)
    for command in ("studio", "serve"):
        done = subprocess.run([str(alone), command], capture_output=True, text=True, timeout=60)
        assert done.returncode == 4 and "tools/quickstart --studio" in done.stderr
