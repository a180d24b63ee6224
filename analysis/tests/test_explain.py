"""Questions to a result file: `candor explain` and `candor trace`."""

import json
import re

import h5py
import numpy
import pytest


@pytest.fixture
def result(candor, folder):
    candor("compare", "small.yaml", "--set", "record.snapshots=[7,8]", "-o", "x.h5")
    return folder / "x.h5"


def test_explain_tells_what_was_recorded(candor, result):
    with h5py.File(result) as file:
        for policy, member in ((0, 17), (1, 59), (1, 1)):
            name = ("command", "level2")[policy]
            told = json.loads(candor("explain", "x.h5", "--member", str(member), "--week", "7", "--policy", name,
                                     "--replicate", "3", "--json").stdout)[0]  # fmt: skip
            for belief, values in told["beliefs"].items():
                recorded = file[f"member_{belief}"][policy, 2, :, member]
                assert numpy.float32(values["before"]) == recorded[0]
                assert numpy.float32(values["after"]) == recorded[1]
            assert numpy.float32(told["action"]) == file["member_action"][policy, 2, 1, member]


def test_explain_adds_up(candor, result):
    told = json.loads(candor("explain", "x.h5", "--member", "30", "--week", "12", "--json").stdout)[0]
    speak = told["speak"]
    assert 1 / (1 + numpy.exp(-sum(speak["terms"].values()))) == pytest.approx(speak["probability"], rel=1e-5)
    assert speak["spoke"] == (told["issue"] and speak["draw"] < speak["probability"])
    answer, leader = told["answer"], told["leader"]
    assert answer["welcomed_below"] <= answer["punished_below"] <= answer["explained_below"] <= leader["heard_probability"]


def test_explain_reads_well(candor, result):
    text = candor("explain", "x.h5", "--member", "30", "--week", "12").stdout
    assert text.startswith("Member 30 in week 12, replicate 1\n")
    for heading in ("What it saw", "What it did", "Whether it spoke", "What the leader did", "What it achieved",
                    "What it came to believe, and why", "How it stands with its leader", "Whether it stays"):  # fmt: skip
        assert f"\n{heading}\n" in text
    assert "As a leader itself" not in text and "As a leader itself" in candor("explain", "x.h5", "--member", "3", "--week", "2").stdout


def test_the_counterfactual_has_the_same_luck(candor, result):
    text = candor("explain", "x.h5", "--member", "30", "--week", "12", "--counterfactual", "distributed").stdout
    lines = text.splitlines()
    assert lines[2].split() == ["command", "distributed"]
    assert max(map(len, lines)) <= 80 and "…" not in text
    for same in ("the leader's condition", "and its own", "what is so", "drew"):
        assert re.search(rf"^ +{same} +(\S+) +\1$", text, re.M), same
    told = json.loads(candor("explain", "x.h5", "--member", "30", "--week", "12", "--counterfactual", "level2", "--json").stdout)
    alone = json.loads(candor("explain", "x.h5", "--member", "30", "--week", "12", "--policy", "level2", "--json").stdout)
    assert [one["policy"] for one in told] == ["command", "level2"] and told[1] == alone[0]


@pytest.mark.parametrize("arguments, message", [
    (["--member", "60", "--week", "3"], "error: there is no member '60' (60 members: '0' to '59')\n"),
    (["--member", "3", "--week", "21"], "error: there is no week 21 (the run has weeks 1 to 20)\n"),
    (["--member", "3"], "error: `candor explain` needs a member and a week\nhelp: add --member ID --week W\n"),
    (["--member", "3", "--week", "0"], "error: `--week` must be a whole number, got `0` (1..1000000000)\nhelp: `candor explain --help` says more\n"),
    (["--member", "3", "--week", "3", "--policy", "levl2"],
     "error: there is no policy in 'x.h5' called `levl2` (command and level2)\nhelp: did you mean `level2`?\n"),
    (["--member", "3", "--week", "3", "--counterfactual", "humble"],
     "error: there is no style called `humble` (command, transactional, level2 and distributed)\n"),
    (["--member", "3", "--week", "3", "--replicate", "9"], "error: there is no replicate 9 in 'x.h5' (it holds 4: 1 to 4)\n"),
])  # fmt: skip
def test_explain_of_what_there_is_not(candor, result, arguments, message):
    assert candor("explain", "x.h5", *arguments, code=2).stderr == message


def test_explain_of_another_version_s_file(candor, result):
    with h5py.File(result, "r+") as file:
        del file["provenance/model_version"]
        file["provenance"].create_dataset("model_version", data="0", dtype=h5py.string_dtype())
    for command in (["explain", "x.h5", "--member", "3", "--week", "3"], ["trace", "x.h5"]):
        assert re.fullmatch(r"error: cannot run 'x.h5' again: it was made by another version \(engine \S+, model 0; this program is engine \S+, model \S+\)\n", candor(*command, code=4).stderr)


def test_trace_counts_every_issue(candor, result):
    told = json.loads(candor("trace", "x.h5", "--issue", "--json").stdout)["policies"]
    assert [policy["policy"] for policy in told] == ["command", "level2"]
    with h5py.File(result) as file:
        for index, policy in enumerate(told):
            for count in ("issues", "spoken", "welcomed"):
                assert sum(level[count] for level in policy["levels"]) == file[count][index].sum()
            for level in policy["levels"]:
                ends = ("kept_silent", "unheard", "punished", "explained", "ignored", "not_passed_on", "reached_top", "under_way")
                assert sum(level[end] for end in ends) == level["issues"]
    assert told == json.loads(candor("trace", "x.h5", "--json", "--threads", "1").stdout)["policies"]


def test_trace_follows_one_issue(candor, result):
    text = candor("trace", "x.h5", "--policy", "level2", "--member", "30", "--week", "12").stdout
    assert text.startswith("level2, replicate 1\nweek 12: 30 ") and "\nend: " in text
    assert max(map(len, candor("trace", "x.h5").stdout.splitlines())) <= 80
    assert "add --member ID --week W, or neither" in candor("trace", "x.h5", "--member", "3", code=2).stderr
