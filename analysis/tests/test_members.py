"""What is recorded of members one by one, as a researcher opens it.

CANDOR_PROGRAM names the program that makes the files.
"""

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
