"""Tables, descriptions and organizations in Python."""

import json

import numpy as np
import pytest

pytest.importorskip("candor", reason="the package is not installed (tools/dev/python_package)")
import candor as package  # noqa: E402  (conftest's fixture `candor` runs the program)
from candor.describing import described_path  # noqa: E402


@pytest.fixture
def data(folder, monkeypatch):
    monkeypatch.chdir(folder)
    return package.compare("small.yaml", record={"survey": {"week": 6, "sample": 0.3}})


def test_a_row_for_each_run_and_week(data):
    frame = package.to_pandas(data)
    assert len(frame) == 2 * 4 * 20
    assert frame.columns[:3].tolist() == ["policy", "replicate", "week"]
    assert set(package.outcomes().index) == set(frame.columns[3:])
    one = frame[(frame.policy == "level2") & (frame.replicate == 3) & (frame.week == 7)].iloc[0]
    at = {"policy": "level2", "replicate": 3, "week": 7}
    for name in package.outcomes().index:
        np.testing.assert_equal(one[name], data[name].sel(at).item())
    assert frame.attrs["units"]["quits"] == data.quits.attrs["units"] == "1/year"


def test_other_dimensions_come_along(data):
    levels = package.to_pandas(data, "trust_leader_by_level")
    assert levels.columns.tolist() == ["policy", "replicate", "week", "level", "trust_leader_by_level"]
    answers = package.to_pandas(data, ["survey_safety", "survey_trust_leader"])
    assert {"survey_id", "survey_leader", "survey_level", "respondent"} < set(answers.columns)
    assert len(answers) == int(data.survey_safety.notnull().sum())
    with pytest.raises(ValueError, match="not over the same dimensions"):
        package.to_pandas(data, ["voice", "survey_safety"])
    with pytest.raises(KeyError, match="voices"):
        package.to_pandas(data, "voices")


def test_a_sweep_has_a_row_for_each_run(folder, monkeypatch):
    monkeypatch.chdir(folder)
    sweep = package.sweep({"base": "small.yaml", "factors": {"environment.turbulence": [0.1, 0.2]}, "replicates": 3,
                           "outcomes": ["performance", "quits"]})  # fmt: skip
    frame = package.to_pandas(sweep)
    assert frame.columns.tolist() == ["point", "replicate", "turbulence", "performance", "quits"]
    means = frame.groupby("turbulence").performance.mean()
    np.testing.assert_allclose(means.values, sweep.performance.mean("replicate").values)


def test_descriptions_are_the_programs(candor):
    table = package.describe("environment")
    told = {key["path"]: key for key in json.loads(candor("describe", "environment", "--json").stdout)["keys"]}
    assert table.index.tolist() == list(told)
    assert table.loc["environment.turbulence", "meaning"] == told["environment.turbulence"]["meaning"]
    assert (table.loc["environment.turbulence", "least"], table.loc["environment.turbulence", "most"]) == (0, 1)
    assert len(package.describe()) > 100
    assert package.describe("sweep").index.str.contains("factors").any()
    with pytest.raises(package.ScenarioError, match="environmint"):
        package.describe("environmint")


@pytest.mark.parametrize(
    ("path", "described"),
    [
        ("timeline[12].week", "timeline[0].week"),
        ("timeline[1].scope.levels", "timeline[0].scope.levels"),
        ("leadership.styles.my own.sanction", "leadership.styles.NAME.sanction"),
        ("environment.turbulence", "environment.turbulence"),
    ],
)
def test_entries_and_styles_are_described_once_for_all(path, described):
    assert described_path(path) == described and described in package.describe().index


def test_outcomes_are_the_programs(candor):
    told = json.loads(candor("describe", "outcomes", "--json").stdout)["outcomes"]
    table = package.outcomes()
    assert table.index.tolist() == [outcome["name"] for outcome in told]
    assert table.better.tolist() == [outcome["better"] for outcome in told]
    assert set(table.origin) == {"consequence", "follows from how the styles are defined"}


def test_check_reads_and_runs_nothing(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert package.check("small.yaml") == []
    assert package.check("small.yaml", organization={"members": 1_000}) == []
    (folder / "chart.csv").write_text("id,manager\n1,\n2,1\n3,1\n4,2\n")
    (folder / "ties.csv").write_text("one,other\n3,4\n2,9\n")
    notes = package.check({"organization": {"reports_to": "chart.csv", "ties": "ties.csv"}})
    assert any("9" in note or "unknown" in note for note in notes), notes
    with pytest.raises(package.ScenarioError, match="no member is on level 9"):
        package.check("small.yaml", timeline=[{"week": 2, "adopt": "level2", "scope": {"levels": [9]}}])
    with pytest.raises(package.ScenarioError, match="factors"):
        package.check({"base": "small.yaml", "design": "grid"})


def test_an_organization_as_founded(folder, candor, monkeypatch):
    monkeypatch.chdir(folder)
    scenario = {"extends": "small.yaml", "record": {"snapshots": [1]}, "organization": {"ties_per_member": 3}}
    chart = package.organization(scenario)
    leader, level = chart.leader.values, chart.level.values
    assert chart.id.values.tolist() == package.run(scenario).member.values.tolist()
    assert leader[0] == -1
    assert leader[1:].tolist() == [(i - 1) // 5 for i in range(1, 60)]
    assert (level[1:] == level[leader[1:]] + 1).all()
    assert chart.ties.shape == (90, 2)  # floor(60 * 3 / 2)
    one, other = chart.ties.values.T
    assert (one < other).all()
    assert (one > 0).all()
    assert (leader[one] != leader[other]).all()
    assert np.isfinite(chart.tie_strength).all()
    assert package.organization(scenario, policy="level2").ties.identical(chart.ties)
    assert not package.organization(scenario, replicate=2).ties.equals(chart.ties)
    assert not package.organization(scenario, seed=8).ties.equals(chart.ties)


def test_an_imported_organization(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "chart.csv").write_text("id,manager\nAda,\nBjörn,Ada\nChloé,Ada\n大,Björn\n")
    (folder / "ties.csv").write_text("one,other\n大,Chloé\n")
    chart = package.organization({"organization": {"reports_to": "chart.csv", "ties": "ties.csv"}})
    assert chart.id.values.tolist() == ["Ada", "Björn", "Chloé", "大"]
    assert chart.leader.values.tolist() == [-1, 0, 0, 1]
    assert chart.ties.values.tolist() == [[2, 3]]
    assert package.organization({"organization": {"members": 1}}).sizes["tie"] == 0
