"""The program as people and scripts meet it: what it says about itself, settings, `run`, `compare`; the same anywhere.

CANDOR_PROGRAM names it; CANDOR_SHARED_DATA, where given, the folder with the real company.
"""

import json
import os
import pathlib
import re
import subprocess

import pytest
from conftest import COMMANDS, ROOT, surroundings

# What it says about itself ----------------------------------------------------------------------------------------


def test_version_names_what_it_was_made_from(candor):
    assert re.fullmatch(r"candor \d+\.\d+\.\d+ \(commit \S+, .+, x86_64_v[234], model \d+, format \d+\)\n", candor("--version").stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_is_enough(candor, command):
    for text in (candor(command, "--help").stdout, candor("help", command).stdout):
        assert text.startswith(f"Usage: candor {command} ")
        assert "Examples:" in text and "Exit codes:" in text
        assert text.count(f"  candor {command} ") >= 2
    assert f"  {command} " in candor("--help").stdout


@pytest.mark.parametrize(
    "arguments, problem, help_",
    [
        ([], "no command was given", "candor --help"),
        (["comapre", "small.yaml"], "unknown command `comapre`", "did you mean `compare`?"),
        (["help", "chek"], "unknown command `chek`", "did you mean `check`?"),
        (["compare", "small.yaml", "--weks", "3"], "unknown option `--weks` of `candor compare`", "did you mean `--weeks`?"),
        (["--quiet", "run", "small.yaml"], "unknown option `--quiet`", "candor run --help"),
        (["compare"], "`candor compare` needs a file", "--help"),
        (["compare", "small.yaml", "--weeks"], "`--weeks` needs a value", "--help"),
        (["compare", "small.yaml", "--json=1"], "`--json` takes no value", "--help"),
        (["compare", "small.yaml", "--color", "alwyas"], "`--color` cannot be `alwyas`", "did you mean `always`?"),
        (["compare", "small.yaml", "--threads", "0"], "`--threads` must be a whole number", "--help"),
        (["compare", "small.yaml", "small.yaml", "--policies", "command,level2"], "`--policies` takes one file", "leave out"),
        (["run", "small.yaml", "small.yaml"], "`candor run` takes one file", "candor compare"),
        (["run", "small.yaml", "-o", "small.yaml"], "the result cannot go to 'small.yaml'", "--output"),
        (["describe", "enviroment"], "no key or section is called `enviroment`", "did you mean `environment`?"),
        (["describe", "--odd", "environment"], "`--odd` takes a scenario file, got `environment`", "candor describe --odd FILE.yaml"),
        (["describe", "--odd", "small.yaml", "--json"], "`--odd` and `--json` exclude each other", "leave out one"),
        (["describe", "--odd", "--schema"], "`--odd` and `--schema` exclude each other", "leave out one"),
        (["describe", "run", "--set", "run.weeks=3"], "`--set` goes with `--odd` only", "--help"),
    ],
)
def test_misuse_says_what_was_meant(candor, arguments, problem, help_):
    done = candor(*arguments, code=2)
    first, second = done.stderr.splitlines()
    assert first.startswith("error: " + problem)
    assert second.startswith("help: ") and help_ in second
    assert done.stdout == ""


# Settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments, problem, place",
    [
        (["--set", "environment.turbulance=.2"], "unknown key `turbulance`", "--> --set"),
        (["--set", "environment.turbulence=2"], "must lie in 0..1", "--> --set"),
        (["--set", "run.weeks"], "not a `path=value`", "--> --set"),
        (["--weeks", "abc"], "`weeks` must be a whole number", "--> --weeks"),
        (["--replicates", "-5"], "`replicates` must lie in", "--> --replicates"),
        (["--policies", "command,levl2"], "unknown style `levl2`", "--> --policies"),
        (["--policies", "command"], "at least two", "--> --policies"),
    ],
)
def test_settings_are_checked_and_shown_as_typed(candor, folder, arguments, problem, place):
    done = candor("compare", "small.yaml", *arguments, code=2)
    assert problem in done.stderr.splitlines()[0] and place in done.stderr
    assert "^" in done.stderr
    assert not (folder / "results").exists()


def test_a_caret_stands_below_what_was_typed(candor):
    lines = candor("compare", "small.yaml", "--policies", "command,levl2", code=2).stderr.splitlines()
    typed = next(i for i, line in enumerate(lines) if "command,levl2" in line)
    assert lines[typed + 1].index("^") == lines[typed].index("levl2")


def test_all_problems_at_once(candor):
    done = candor("run", "small.yaml", "--set", "run.weeks=x", "--set", "run.sead=1", "--replicates", "0", code=2)
    assert done.stderr.count("error: ") == 3


def test_settings_count(candor):
    result = json.loads(candor("compare", "small.yaml", "--weeks", "12", "--replicates", "3", "--seed", "9", "--json").stdout)
    assert (result["weeks"], result["replicates"], result["seed"]) == (12, 3, 9)


# run and compare --------------------------------------------------------------------------------------------------


def test_compare_says_what_came_of_it(candor, folder):
    done = candor("compare", "small.yaml")
    text = done.stdout
    assert "A small one · 60 members · 20 weeks · 4 paired replicates · seed 3" in text
    assert "same people, same shocks" in text
    assert "Follows from the task" in text and "Built in: follows from how the styles are defined" in text
    assert "⚑ week 10 adopt level2" in text
    assert "not measurements of a real organization" in text.replace("\n", " ")
    assert "the precision of the simulation, not of the theory" in text.replace("\n", " ")
    assert "results/small.h5 (" in text
    assert re.search(r"^content hash [0-9a-f]{32}$", text, re.M)
    assert done.stderr == "note: made the folder 'results'\n"
    assert (folder / "results/small.h5").is_file()


def test_the_honest_sentence_where_an_interval_includes_zero(candor, folder):
    (folder / "other.yaml").write_text("extends: small.yaml\norganization: {members: 61}\n")
    text = candor("compare", "small.yaml", "other.yaml", "--replicates", "2").stdout.replace("\n", " ")
    assert re.search(r"No clear difference in performance between small and other in this model at 2 replicates each "
                     r"\(−0\.\d+ to \+0\.\d+\)\. Try --replicates 8\.", text)  # fmt: skip
    assert "unclear" in text


def test_no_difference_is_said_to_be_none(candor, folder):
    (folder / "twin.yaml").write_text("extends: small.yaml\n")
    text = candor("compare", "small.yaml", "twin.yaml").stdout
    assert "No difference at all in performance between small and twin" in text
    assert re.search(r"performance +(0\.\d+) +\1 +0\.000 .* 0/4 equal", text)


def test_one_replicate_has_no_interval_and_says_why(candor):
    text = candor("compare", "small.yaml", "--replicates", "1").stdout
    assert "One gives no interval and may be luck" in text.replace("\n", " ")
    assert "[95 %]" not in text
    result = json.loads(candor("run", "small.yaml", "--replicates", "1", "--json").stdout)
    assert result["outcomes"][0]["low"] is None and result["outcomes"][0]["standard_deviation"] is None


def test_more_policies_are_each_set_against_the_first(candor):
    done = candor("compare", "small.yaml", "--policies", "command,transactional,level2,distributed", "--json")
    result = json.loads(done.stdout)
    assert result["policies"] == ["command", "transactional", "level2", "distributed"]
    assert [d["policy"] for d in result["outcomes"][0]["differences"]] == ["transactional", "level2", "distributed"]
    text = candor("compare", "small.yaml", "--policies", "command,transactional,level2,distributed").stdout
    assert "Differences are from command." in text


def test_scenarios_on_one_chart_are_paired_others_are_not(candor, folder):
    (folder / "calm.yaml").write_text("extends: small.yaml\nenvironment: {turbulence: .01}\n")
    (folder / "larger.yaml").write_text("extends: small.yaml\norganization: {members: 90}\n")
    paired = candor("compare", "small.yaml", "calm.yaml").stdout
    assert "same people, same shocks" in paired and "results/small-vs-calm.h5" in paired
    other = candor("compare", "small.yaml", "larger.yaml").stdout.replace("\n", " ")
    assert "different charts: independent replicates, Welch intervals" in other and "60 and 90 members" in other
    result = json.loads(candor("compare", "small.yaml", "larger.yaml", "--json").stdout)
    assert result["paired"] is False and "pairs" not in result["outcomes"][0]["differences"][0]


def test_scenarios_that_cannot_be_compared(candor, folder):
    (folder / "longer.yaml").write_text("extends: small.yaml\nrun: {weeks: 30}\n")
    done = candor("compare", "small.yaml", "longer.yaml", code=2)
    assert done.stderr.startswith("error: 'small.yaml' and 'longer.yaml' cannot be compared")
    candor("compare", "small.yaml", "longer.yaml", "--weeks", "20")


def test_run_shows_means_with_their_spread(candor, folder):
    text = candor("run", "small.yaml").stdout
    assert "sd of replicates" in text and "performance" in text
    assert (folder / "results/small-command.h5").is_file()


def test_all_shows_every_outcome(candor):
    names = [o["name"] for o in json.loads(candor("describe", "outcomes", "--json").stdout)["outcomes"]]
    text = candor("compare", "small.yaml", "--all").stdout
    assert [name for name in names if f"  {name}" not in text] == []


@pytest.mark.parametrize("command, schema", [("run", "candor.run/1"), ("compare", "candor.compare/1")])
def test_json_is_whole_and_names_its_schema(candor, folder, command, schema):
    result = json.loads(candor(command, "small.yaml", "-o", "x.h5", "--json").stdout)
    assert result["schema"] == schema
    assert result["partial"] is False and result["replicates_finished"] == 4
    assert result["window"] == {"first_week": 1, "last_week": 20}
    report = "x.html" if command == "compare" else None
    assert result["output"] == {"path": "x.h5", "bytes": (folder / "x.h5").stat().st_size, "report": report}
    assert set(result["courses"]) == {"performance", "trust_leader", "voice"}
    assert all(len(course) == 20 for by_policy in result["courses"].values() for course in by_policy.values())
    assert {"name", "unit", "meaning", "origin", "better"} <= set(result["outcomes"][0])
    assert candor("hash", "x.h5").stdout.split()[0] == result["content_hash"]


def test_undefined_is_null(candor):
    result = json.loads(candor("run", "small.yaml", "--set", "organization.members=1", "--set", "timeline=[]", "--json").stdout)
    assert next(o for o in result["outcomes"] if o["name"] == "performance")["mean"] is None


def test_quiet_says_nothing_beside_the_data(candor):
    assert candor("compare", "small.yaml", "--quiet").stderr == ""


def test_progress_as_json_is_one_object_a_line(candor):
    lines = [json.loads(line) for line in candor("run", "small.yaml", "-q", "--progress", "json").stderr.splitlines()]
    assert lines[-1]["done"] == lines[-1]["total"] == 4
    assert all(line["schema"] == "candor.progress/1" for line in lines)


# Sameness ---------------------------------------------------------------------------------------------------------


def test_threads_do_not_matter(candor):
    hashes = {json.loads(candor("compare", "small.yaml", "--threads", n, "--json").stdout)["content_hash"] for n in ("1", "2", "16")}
    hashes.add(json.loads(candor("compare", "small.yaml", "--json").stdout)["content_hash"])
    assert len(hashes) == 1


def test_instruction_sets_do_not_matter(program, candor, folder):
    hashes = {}
    for instruction_set in ("x86_64_v2", "x86_64_v3", "x86_64_v4"):
        done = subprocess.run([program, "run", "small.yaml", "--json"], cwd=folder, capture_output=True, text=True,
                              env=surroundings(CANDOR_INSTRUCTION_SET=instruction_set))  # fmt: skip
        if done.returncode == 0:
            hashes[instruction_set] = json.loads(done.stdout)["content_hash"]
        else:
            assert done.returncode == 1 and instruction_set in done.stderr
    assert len(hashes) >= 1 and len(set(hashes.values())) == 1


# The real company -------------------------------------------------------------------------------------------------


def test_the_real_company(candor):
    data = os.environ.get("CANDOR_SHARED_DATA")
    if not data or not (pathlib.Path(data) / "manufacturing").is_dir():
        pytest.skip("CANDOR_SHARED_DATA names no folder with the real company")
    company = pathlib.Path(data).resolve() / "manufacturing"
    done = candor("compare", str(ROOT / "scenarios/hierarchy_or_level2.yaml"),
                  "--set", f"organization.reports_to={company / 'reports_to.csv'}",
                  "--set", f"organization.ties.file={company / 'messages.csv'}",
                  "--set", "organization.ties.at_least=20", "--replicates", "10", "--weeks", "60")  # fmt: skip
    header = " ".join(done.stdout.splitlines()[:3])
    assert "154 members" in header and "10 paired replicates" in header and "same people, same shocks" in header
    notes = [line for line in done.stderr.splitlines() if line.startswith("note: ")]
    assert any("reports_to.csv: 154 members" in note for note in notes) and any("messages.csv: " in note for note in notes)
