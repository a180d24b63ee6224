"""What a scenario claims: expectations, variants, null models and `ablate`."""

import json
import re

import h5py
import pytest

# Expectations and variants ----------------------------------------------------------------------------------------


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
