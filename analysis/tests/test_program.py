"""The program as people and scripts meet it: commands, exit codes, streams, terminals, signals.

CANDOR_PROGRAM names it; CANDOR_SHARED_DATA, where given, the folder with the real company.
"""

import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import time
import unicodedata

import h5py
import pytest
from conftest import SMALL, surroundings

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLOW = ["--set", "organization.members=3000", "--weeks", "200", "--replicates", "2000", "--set", "record.by_level=false"]


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


# What it says about itself ----------------------------------------------------------------------------------------


def test_version_names_what_it_was_made_from(candor):
    assert re.fullmatch(r"candor \d+\.\d+\.\d+ \(commit \S+, .+, x86_64_v[234], model \d+, format \d+\)\n", candor("--version").stdout)


@pytest.mark.parametrize("command", ["run", "compare", "ablate", "check", "init", "describe", "hash", "verify", "explain", "trace", "survey", "report", "sensitivity", "regimes", "studio", "serve"])
def test_help_of_each_command_is_enough(candor, command):
    for text in (candor(command, "--help").stdout, candor("help", command).stdout):
        assert text.startswith(f"Usage: candor {command} ")
        assert "Examples:" in text and "Exit codes:" in text
        assert text.count(f"  candor {command} ") >= 2
    assert f"  {command} " in candor("--help").stdout


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_help_fits(candor, columns):
    for command in ([], ["run"], ["compare"], ["ablate"], ["check"], ["init"], ["describe"], ["hash"], ["verify"], ["explain"], ["trace"], ["survey"], ["report"], ["sensitivity"], ["regimes"], ["studio"], ["serve"]):
        text = candor(*command, "--help", COLUMNS=str(columns)).stdout
        assert widest("\n".join(line for line in text.splitlines() if "$schema=" not in line)) <= columns


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


# Exit codes -------------------------------------------------------------------------------------------------------


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


# Expectations and variants -----------------------------------------------------------------------------------------

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


@pytest.fixture
def expecting(folder):
    (folder / "expecting.yaml").write_text(EXPECTING)
    return folder / "expecting.yaml"


def test_expectations_are_judged_one_by_one(candor, expecting):
    done = candor("check", "--expect", "expecting.yaml", COLUMNS="80")
    number, interval = r"[+−]?0\.\d{3}", r"\[[+−]0\.\d{3},\s+[+−]0\.\d{3}\]"
    text = re.sub(r"\n +", " ", done.stdout)
    assert text.startswith("expecting.yaml: ok command and level2 on 60 members, 20 weeks, 4 replicates, seed 3, 1 intervention ✓ ")
    assert re.search(rf"✓ safety: level2 is higher than command, {number} against {number}, {number} {interval} because one is asked ", text)
    assert re.search(rf"✓ safety: level2 goes up from weeks 1–4 to weeks 10–20, {number} after {number}, {number} {interval} ", text)
    assert "✓ quits in weeks 1–5: command and command@calm do not differ clearly, " in text
    assert text.endswith(" all 3 expectations are met\n") and done.stderr == ""
    assert list(expecting.parent.glob("results*")) == []


def test_an_expectation_that_is_not_met_is_3(candor, folder):
    (folder / "wrong.yaml").write_text("extends: small.yaml\nexpect: [{outcome: safety, order: [command, level2]}]\n")
    done = candor("check", "--expect", "wrong.yaml", "small.yaml", code=3)
    assert "✗ safety: command is lower than level2, " in done.stdout
    assert "  the one expectation is not met\n" in done.stdout and "  it expects nothing\n" in done.stdout
    candor("check", "wrong.yaml")
    (folder / "bad.yaml").write_text("expect: [{outcome: safty, order: [command, level2]}]\n")
    assert "did you mean `safety`?" in candor("check", "--expect", "wrong.yaml", "bad.yaml", code=2).stderr


def test_expectations_as_sarif(candor, expecting):
    (run,) = json.loads(candor("check", "--expect", "--json", "expecting.yaml").stdout)["runs"]
    assert [r["kind"] for r in run["results"]] == ["pass"] * 3
    first = run["results"][0]
    assert first["level"] == "none" and first["message"]["text"].startswith("safety: level2 is higher than command, ")
    assert first["locations"][0]["physicalLocation"]["region"]["startLine"] == 6
    (step,) = first["properties"]["steps"]
    assert 0 < step["low"] < step["difference"] < step["high"] and step["paired"] and step["met"]


def test_what_cannot_be_judged_has_a_place(candor, expecting):
    done = candor("check", "--expect", "expecting.yaml", "--set", "run.weeks=12", "--set", "timeline=~", code=2)
    assert done.stderr.startswith("error: a week past the end, 20 (the run has 12 weeks)\n  --> expecting.yaml:7:5\n")
    assert "it gives no interval" in candor("check", "--expect", "expecting.yaml", "--replicates", "1", code=2).stderr
    candor("run", "expecting.yaml", "--weeks", "12")


def test_variants_are_run_and_compared(candor, expecting):
    done = candor("compare", "expecting.yaml", "--variant", "calm")
    assert "command@calm" in done.stdout and "results/expecting@calm.h5" in done.stdout
    assert "results/expecting-command@calm.h5" in candor("run", "expecting.yaml", "--variant", "calm").stdout
    mixed = candor("compare", "expecting.yaml", "--policies", "level2,level2@calm").stdout
    assert "same people, same shocks" in mixed
    assert "different charts" in candor("compare", "expecting.yaml", "--policies", "level2,level2@larger").stdout
    plain = json.loads(candor("compare", "small.yaml", "--json").stdout)["content_hash"]
    assert json.loads(candor("compare", "expecting.yaml", "--json").stdout)["content_hash"] == plain
    (expecting.parent / "calm.yaml").write_text("extends: small.yaml\nenvironment: {volatility: .15}\n")
    calm = json.loads(candor("run", "calm.yaml", "--json").stdout)
    variant = json.loads(candor("run", "expecting.yaml", "--variant", "calm", "--json").stdout)
    assert variant["content_hash"] == calm["content_hash"] and variant["policies"] == ["command@calm"]


def test_a_variant_that_is_unknown(candor, expecting):
    done = candor("run", "expecting.yaml", "--variant", "clam", code=2)
    assert done.stderr == "error: `--variant` cannot be `clam` (it has calm and larger)\nhelp: did you mean `calm`?\n"
    assert "the scenario has no `variants`" in candor("compare", "small.yaml", "--variant", "x", code=2).stderr
    assert "`--variant` takes one file" in candor("compare", "small.yaml", "expecting.yaml", "--variant", "calm", code=2).stderr


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


# Null models ------------------------------------------------------------------------------------------------------


def test_a_null_is_noted_shown_and_stored(candor, folder):
    done = candor("compare", "small.yaml", "--null", "voice_off", "--null", "motivation_off", "-o", "x.h5")
    assert done.stderr == ("note: voice_off holds the chance to speak at 0\n"
                           "note: motivation_off holds motivation at 0.55, what it is at neutral trust and autonomy\n")  # fmt: skip
    assert "under voice_off and motivation_off" in done.stdout
    with h5py.File(folder / "x.h5") as file:
        resolved = json.loads(file["provenance/scenario_resolved"].asstr()[()])
        assert resolved["nulls"] == ["voice_off", "motivation_off"] and resolved["motivation"]["weight"] == 0
        assert "motivation at 0.55" in file["provenance/notes"].asstr()[()]
        assert file["spoken"][...].sum() == 0 and file["issues"][...].sum() > 0
    (folder / "held.yaml").write_text("extends: small.yaml\nnulls: [voice_off, motivation_off]\n")
    noted = candor("hash", "x.h5").stdout.split()[0]
    assert json.loads(candor("compare", "held.yaml", "--json").stdout)["content_hash"] == noted


def test_a_null_that_is_unknown(candor):
    done = candor("run", "small.yaml", "--null", "no_turnover", "--null", "voice_of", code=2)
    assert done.stderr.startswith("error: unknown null model `voice_of` (null models are trust_frozen, ")
    assert "--> --null" in done.stderr and "did you mean `voice_off`?" in done.stderr


def test_ablate_says_what_each_mechanism_carries(candor, folder):
    text = candor("ablate", "small.yaml", "--outcome", "safety", COLUMNS="80").stdout
    assert "A small one · 60 members · 20 weeks · 4 paired replicates · seed 3" in text
    assert re.search(r"goes with trust_frozen: \d+ %\s+\[\d+, \d+\]\.", text)
    assert re.search(r"nothing held +0\.\d{3} +0\.\d{3} +\+0\.\d{3} \[\+0\.\d{3}, \+0\.\d{3}\]\n", text)
    assert re.search(r"trust_frozen .* \d+ % \[\d+, \d+\]\n", text) and re.search(r"no_turnover .* −?\d+ % \[", text)
    assert "shares need not add up to 100 %" in text.replace("\n", " ")
    assert not (folder / "results").exists()
    result = json.loads(candor("ablate", "small.yaml", "--outcome", "safety", "--json").stdout)
    assert result["schema"] == "candor.ablate/1" and result["policies"] == ["command", "level2"]
    assert [n["null"] for n in result["nulls"]][0] == "trust_frozen" and result["nulls"][0]["share"] == pytest.approx(1, abs=.02)


def test_ablate_is_honest_where_the_difference_is_not_clear(candor):
    twins = ["--set", "leadership.styles.twin.like=command", "--policies", "command,twin"]
    text = candor("ablate", "small.yaml", *twins).stdout.replace("\n", " ")
    assert "No clear difference in performance between command and twin in this model (" in text
    assert "there is none that a mechanism could carry." in text and "No shares are given" in text
    result = json.loads(candor("ablate", "small.yaml", *twins, "--json").stdout)
    assert [n["share"] for n in result["nulls"]] == [None] * 6


def test_ablate_needs_an_outcome_and_two_policies(candor):
    assert "did you mean `safety`?" in candor("ablate", "small.yaml", "--outcome", "safty", code=2).stderr
    assert "names no two policies" in candor("ablate", "small.yaml", "--set", "compare=[]", code=2).stderr
    assert "the first two are compared" in candor("ablate", "small.yaml", "--policies", "command,level2,distributed").stderr


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


# Terminals --------------------------------------------------------------------------------------------------------

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
