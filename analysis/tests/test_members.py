"""What is recorded of members one by one, as a researcher opens it.

CANDOR_PROGRAM names the program that makes the files.
"""

import json
import os
import subprocess

import numpy as np
import pytest
import xarray as xr

SCENARIO = """\
organization: {members: 121, span: 6}
turnover: {market: 4}
timeline: [{week: 10, adopt: level2}]
run: {weeks: 26, replicates: 3, seed: 3}
compare: [command, level2]
record:
  panel: {share: .25}
  survey:
    - {week: 12, sample: .8, scale: continuous}
    - {week: 12, sample: .4}
"""


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    program = os.environ.get("CANDOR_PROGRAM")
    if not program:
        pytest.skip("CANDOR_PROGRAM names no program")
    folder = tmp_path_factory.mktemp("members")
    (folder / "members.yaml").write_text(SCENARIO)
    subprocess.run([os.path.abspath(program), "compare", "members.yaml", "-o", "members.h5"], cwd=folder, check=True,
                   capture_output=True)  # fmt: skip
    return folder / "members.h5"


@pytest.fixture(params=["h5netcdf", "netcdf4"])
def data(request, result):
    with xr.open_dataset(result, engine=request.param) as opened:
        yield opened


def test_the_panel_has_named_dimensions_and_tells_who_is_in_it(data):
    assert data.panel_trust_leader.dims == ("policy", "replicate", "panel_member", "week")
    assert data.sizes["panel_member"] == 30
    assert {"panel_id", "panel_leader", "panel_level"} <= set(data.coords)
    assert data.panel_id.dims == ("replicate", "panel_member")
    number = data.panel_id.astype(int)
    assert (data.panel_leader.astype(int) == (number - 1) // 6).all()  # a chart that is not imported has positions as ids
    assert (number > 0).all() and not (number.sel(replicate=1) == number.sel(replicate=2)).all()


def test_the_panel_makes_a_table_with_one_row_for_each_member_and_week(data):
    table = data[["panel_trust_leader", "panel_issue", "panel_spoke"]].sel(policy="level2").to_dataframe()
    assert len(table) == 3 * 30 * 26
    assert {"panel_id", "panel_leader", "panel_level"} <= set(table.columns)
    per_unit = table.groupby(["replicate", "panel_leader"])["panel_trust_leader"].mean()
    assert per_unit.between(0, 1).all()


def test_events_are_zero_or_one_and_follow_from_each_other(data):
    panel = data.where(data.panel_on_duty == 1, drop=False)
    for name in ("newcomer", "issue", "spoke", "heard", "welcomed", "explained", "ignored", "punished", "quits"):
        values = panel[f"panel_{name}"].values
        assert np.isin(values[~np.isnan(values)], [0, 1]).all(), name
    answers = sum(panel[f"panel_{name}"] for name in ("welcomed", "explained", "ignored", "punished"))
    known = panel.panel_spoke.notnull()
    assert (answers.where(known) == panel.panel_spoke).where(known, True).all()
    assert (panel.panel_spoke <= panel.panel_issue).where(known, True).all()


def test_whoever_quits_is_gone_next_week(data):
    gone = data.panel_on_duty.shift(week=-1) == 0
    quits = (data.panel_quits == 1) & (data.week < 26)
    assert quits.any()
    assert gone.where(quits, True).all()
    vacant = data.panel_on_duty == 0
    assert data.panel_trust_leader.isnull().where(vacant, True).all()
    assert (data.panel_performance == 0).where(vacant, True).all()


def test_a_survey_shows_answers_beside_what_is(data):
    assert data.survey_safety.dims == data.survey_safety_true.dims == ("policy", "replicate", "survey", "respondent")
    assert {"survey_id", "survey_leader", "survey_level"} <= set(data.coords)
    assert list(data.survey_week) == [12, 12] and list(data.survey_scale) == ["continuous", "likert5"]
    points = data.survey_safety.sel(survey=2).values
    assert np.isin(points[~np.isnan(points)], [1, 2, 3, 4, 5]).all()
    assert (data.survey_safety.isnull() == data.survey_safety_true.isnull()).all()


def test_the_survey_asks_what_the_panel_tells(data):
    one = {"policy": "level2", "replicate": 2}
    for name in ("trust_leader", "satisfaction", "performance"):
        survey = data[f"survey_{name}_true"].sel(survey=1, **one).to_series()
        survey.index = data.survey_id.sel(survey=1, replicate=2).values
        panel = data[f"panel_{name}"].sel(week=12, **one).to_series()
        panel = panel.where(data.panel_on_duty.sel(week=12, **one).values == 1)
        panel.index = data.panel_id.sel(replicate=2).values
        both = survey.index.intersection(panel.index)
        assert len(both) > 10
        np.testing.assert_array_equal(survey[both], panel[both], name)


def test_tenure_counts_from_the_week_in_which_the_panel_saw_somebody_new(data):
    seen = 0
    for policy in data.policy.values:
        for replicate in data.replicate.values:
            one = {"policy": policy, "replicate": replicate}
            told = data.survey_tenure.sel(survey=1, **one).values
            tenure = dict(zip(data.survey_id.sel(survey=1, replicate=replicate).values, told))
            panel = data.sel(**one, week=slice(1, 12))
            for member, newcomer in zip(panel.panel_id.values, panel.panel_newcomer.values):
                since = 1 + max(np.flatnonzero(newcomer == 1), default=0)
                if not np.isnan(tenure.get(member, np.nan)):
                    assert tenure[member] == 12 - since
                    seen += since > 1
    assert seen > 3


def test_the_command_reports_what_numpy_finds(data, result):
    program = os.path.abspath(os.environ["CANDOR_PROGRAM"])
    printed = subprocess.run([program, "survey", str(result), "--json"], check=True, capture_output=True, text=True).stdout
    survey = json.loads(printed)["surveys"][0]
    assert (survey["week"], survey["scale"], survey["asked"]) == (12, "continuous", 96)
    for policy in survey["policies"]:
        for pair in policy["correlations"]:
            for key, suffix in (("answers", ""), ("true", "_true")):
                z = []
                for replicate in data.replicate:
                    at = {"policy": policy["policy"], "replicate": replicate, "survey": 1}
                    x, y = (data[f"survey_{pair[name]}{suffix}"].sel(at).values.astype(float) for name in ("one", "other"))
                    known = ~np.isnan(x) & ~np.isnan(y)
                    z.append(np.arctanh(np.corrcoef(x[known], y[known])[0, 1]))
                assert pair[key]["mean"] == pytest.approx(np.tanh(np.mean(z)), abs=1e-9)
                assert pair[key]["low"] < pair[key]["mean"] < pair[key]["high"]
        for scale in policy["scales"]:
            values = data[f"survey_{scale['name']}"].sel(policy=policy["policy"], survey=1)
            assert scale["mean"]["mean"] == pytest.approx(float(values.astype(float).mean("respondent").mean()), abs=1e-9)


def test_a_file_without_a_survey_is_told_how_to_get_one(tmp_path):
    program = os.environ.get("CANDOR_PROGRAM")
    if not program:
        pytest.skip("CANDOR_PROGRAM names no program")
    (tmp_path / "plain.yaml").write_text("run: {weeks: 2, replicates: 1}\norganization: {members: 20}\n")
    command = [os.path.abspath(program), "run", "plain.yaml", "-o", "plain.h5"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    done = subprocess.run([command[0], "survey", "plain.h5"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 4 and done.stdout == ""
    problem, help_ = done.stderr.splitlines()
    assert problem == "error: 'plain.h5' holds no survey (its scenario records none)"
    assert help_.startswith("help: record one with `record: {survey: {week: ")
