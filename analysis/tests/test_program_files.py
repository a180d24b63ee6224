"""What stands around a run: `check`, `describe`, `init`; `hash` and `verify` of its result."""

import json
import re

import h5py
import pytest
from conftest import ROOT, SMALL

# check, describe, hash --------------------------------------------------------------------------------------------


def test_check_says_what_it_would_run(candor, folder):
    done = candor("check", "small.yaml")
    assert done.stdout.splitlines()[0] == "small.yaml: ok"
    summary = " ".join(done.stdout.split())
    assert "command and level2 on 60 members, 20 weeks, 4 replicates, seed 3, 1 intervention" in summary
    assert not (folder / "results").exists()


def test_check_goes_on_after_a_bad_file(candor, folder):
    (folder / "bad.yaml").write_text("run: {weeks: 10, replicats: 3}\n")
    done = candor("check", "bad.yaml", "nowhere.yaml", "small.yaml", code=2)
    assert "small.yaml: ok" in done.stdout and "bad.yaml" not in done.stdout
    assert "--> bad.yaml:1:18" in done.stderr and "cannot read scenario 'nowhere.yaml'" in done.stderr


def test_check_as_sarif(candor, folder):
    (folder / "bad.yaml").write_text("run: {weeks: 10, replicats: 3}\n")
    done = candor("check", "small.yaml", "bad.yaml", "--json", code=2)
    report = json.loads(done.stdout)
    assert report["version"] == "2.1.0" and done.stderr == ""
    (run,) = report["runs"]
    assert [a["properties"]["ok"] for a in run["artifacts"]] == [True, False]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "bad.yaml"
    assert (place["region"]["startLine"], place["region"]["startColumn"], place["region"]["endColumn"]) == (1, 18, 27)
    assert "replicats" in result["message"]["text"] and "replicates" in result["properties"]["help"]


def test_describe(candor):
    assert "environment.turbulence" in candor("describe", "environment").stdout
    assert "run.weeks" in candor("describe", "run").stdout  # a section that is called like a command
    assert "surprise_top" in candor("describe", "outcomes").stdout
    everything = json.loads(candor("describe", "--json").stdout)
    assert everything["schema"] == "candor.describe/1" and everything["outcomes"]
    section = json.loads(candor("describe", "run", "--json").stdout)
    assert {key["path"] for key in section["keys"]} == {"run", "run.weeks", "run.replicates", "run.seed"}
    assert json.loads(candor("describe", "--schema").stdout)["$schema"].startswith("http://json-schema.org/draft-07")


def test_describe_writes_an_odd_protocol(candor, folder):
    defaults = candor("describe", "--odd").stdout
    assert defaults.startswith("# Candor: an ODD protocol\n") and "{{" not in defaults
    assert re.findall(r"^## (\d) ", defaults, re.M) == list("1234567")
    small = candor("describe", "--odd", "small.yaml", "--set", "environment.turbulence=.2").stdout
    assert small.startswith("# A small one: an ODD protocol\n") and "`small.yaml`" in small
    assert "**0.2** (default 0.05)" in small and "at the start of week 10: `adopt` `level2`" in small
    assert "**0.2** (default 0.05)" in candor("describe", "--odd", "--set", "environment.turbulence=.2").stdout
    (folder / "bad.yaml").write_text("run: {weeks: 0}\n")
    for arguments in (["bad.yaml"], ["none.yaml"], ["small.yaml", "--set", "timeline[0].scope.branch=99"]):
        done = candor("describe", "--odd", *arguments, code=2)
        assert done.stdout == "" and done.stderr.startswith("error: ")


def test_the_hash_stands_first_and_knows_a_changed_value(candor, folder):
    noted = json.loads(candor("compare", "small.yaml", "-o", "x.h5", "--json").stdout)["content_hash"]
    assert candor("hash", "x.h5").stdout == f"{noted}  x.h5\n"
    before = candor("hash", "--variables", "x.h5").stdout.splitlines()
    assert before[0] == f"{noted}  x.h5"
    with h5py.File(folder / "x.h5", "r+") as file:
        file["performance"][0, 0, 0] += 0.001
    done = candor("hash", "--variables", "x.h5", code=4)
    assert "does not match" in done.stderr and noted in done.stderr
    changed = [a.split()[1] for a, b in zip(before, done.stdout.splitlines()) if a != b]
    assert changed == ["x.h5", "performance"]


def test_hash_of_what_is_no_result(candor, folder):
    candor("run", "small.yaml", "-o", "x.h5")
    done = candor("hash", "small.yaml", "x.h5", "nowhere.h5", code=4)
    assert done.stderr.count("error: cannot read") == 2 and done.stdout.count("\n") == 1


# init -------------------------------------------------------------------------------------------------------------


def test_init_writes_a_baseline_that_says_what_may_be_said(candor, folder):
    assert candor("init", "mine.yaml").stdout == "made 'mine.yaml'\nnext: candor compare mine.yaml\n"
    assert candor("init").stdout.startswith("made 'scenario.yaml'\n")
    text = (folder / "mine.yaml").read_text()
    assert text == (folder / "scenario.yaml").read_text()
    assert "\n  # how fast conditions forget: phi = 1 - turbulence (1/week, 0..1)\n  #turbulence: 0.05\n" in text
    assert "mine.yaml: ok" in candor("check", "mine.yaml").stdout
    sections = [key["path"] for key in json.loads(candor("describe", "--json").stdout)["keys"] if "." not in key["path"]]
    assert [s for s in sections if "[" not in s and not re.search(rf"^#?{s}:", text, re.M)] == []


@pytest.mark.parametrize("story", sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml")))
def test_init_copies_a_story_that_runs_on_its_own(candor, folder, story):
    candor("init", "--from", story, "copy/mine.yaml")
    text = (folder / "copy/mine.yaml").read_text()
    written = (ROOT / "scenarios" / f"{story}.yaml").read_text()
    assert "extends:" not in text
    assert text.splitlines()[0] == written.splitlines()[0]
    few = ["--weeks", "5", "--replicates", "1", "--set", "timeline=[]", "--json"]
    copied = json.loads(candor("run", "copy/mine.yaml", *few).stdout)["content_hash"]
    assert copied == json.loads(candor("run", str(ROOT / "scenarios" / f"{story}.yaml"), *few).stdout)["content_hash"]


def test_init_overwrites_nothing(candor, folder):
    (folder / "company").mkdir()
    (folder / "company/messages.csv").write_text("mine")
    for arguments in (["small.yaml"], ["--from", "turbulent", "small.yaml"], ["--from", "imported_company"]):
        done = candor("init", *arguments, code=4)
        assert re.fullmatch(r"error: cannot write '.+' \(it is there already, and nothing is overwritten\)\n", done.stderr)
    assert (folder / "small.yaml").read_text() == SMALL and not (folder / "imported_company.yaml").exists()


def test_init_lists_the_stories_there_are(candor):
    done = candor("init", "--from", "turbulant", code=2)
    stories = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))
    assert done.stderr.startswith(f"error: no story is called `turbulant` (there are {', '.join(stories[:-1])} and ")
    assert done.stderr.endswith("help: did you mean `turbulent`?\n")
    assert "stable_routine" in candor("init", "--help").stdout
    assert "makes one file" in candor("init", "a.yaml", "b.yaml", code=2).stderr


# verify -----------------------------------------------------------------------------------------------------------


def test_verify_runs_a_sample_again(candor):
    candor("compare", "small.yaml", "-o", "x.h5")
    assert candor("verify", "x.h5").stdout == (
        "x.h5: the same bit by bit\n  8 of 8 runs again, drawn by seed 1: command 1, 2, 3, 4; level2 1, 2, 3, 4\n")
    sample = candor("verify", "x.h5", "--sample", "2", "--seed", "5").stdout
    assert re.search(r"2 of 8 runs again, drawn by seed 5: ", sample) and sample == candor("verify", "x.h5", "--sample", "2", "--seed", "5").stdout


def test_verify_finds_what_was_changed(candor, folder):
    candor("run", "small.yaml", "-o", "x.h5")
    with h5py.File(folder / "x.h5", "r+") as file:
        file["performance"][2, 7] += 0.001
    done = candor("verify", "x.h5", code=1)
    assert done.stdout == ("x.h5: not the same\n  4 of 4 runs again, drawn by seed 1: command 1, 2, 3, 4\n"
                           "  the file does not match its content hash: something was changed\n"
                           "  command, replicate 3: performance\n")  # fmt: skip


def test_verify_of_what_cannot_be_run_again(candor, folder):
    candor("run", "small.yaml", "-o", "x.h5")
    with h5py.File(folder / "x.h5", "r+") as file:
        del file["provenance/model_version"]
        file["provenance"].create_dataset("model_version", data="0", dtype=h5py.string_dtype())
    done = candor("verify", "x.h5", "small.yaml", code=4)
    first, second = done.stderr.splitlines()
    assert re.fullmatch(r"error: cannot verify 'x.h5': it was made by another version \(engine \S+, model 0; this program is engine \S+, model \S+\)", first)
    assert second.startswith("error: cannot read 'small.yaml'") and done.stdout == ""
    assert "`--sample` must be a whole number, got `0`" in candor("verify", "x.h5", "--sample", "0", code=2).stderr


def test_verify_needs_the_chart_that_was_imported(candor, folder):
    candor("run", str(ROOT / "scenarios/imported_company.yaml"), "--replicates", "2", "--weeks", "30", "-o", "x.h5")
    assert "with the data in '.' (cannot read 'reports_to.csv'" in candor("verify", "x.h5", code=4).stderr
    assert "the same bit by bit" in candor("verify", "x.h5", "--data", str(ROOT / "scenarios/company")).stdout
