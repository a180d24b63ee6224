"""What `candor report` writes of sweeps: maps, what matters most, and what is not said of half a sweep."""

import json
import re

import pytest
import xarray
from pages import SWEEP, close, payload_of


def test_sweeps(candor, folder):
    (folder / "grid.yaml").write_text(SWEEP)
    said = json.loads(candor("sweep", "grid.yaml", "-o", "grid", "--json").stdout)
    assert said["report"] == "grid/results.html"
    payload = payload_of(folder / "grid/results.html")
    data = xarray.open_dataset(folder / "grid/results.h5")
    assert (payload["kind"], payload["title"], payload["question"]) == ("sweep", "A small sweep", "Where?")
    assert payload["weeks"] is None and payload["fans"] == [] and payload["incomplete"] == []
    [regimes] = payload["regimes"]
    told = json.loads(candor("regimes", "grid", "routineness", "volatility", "--bootstrap", "200", "--json").stdout)
    assert regimes["claim"].startswith(told["finding"]) and payload["headline"] == f"Over routineness and volatility: {regimes['claim']}"
    assert regimes["policies"] == ["command", "level2"] and payload["sweep"] is None
    assert payload["caveats"][-1].startswith("Intervals are over replicates at fixed points")
    assert payload["reproduce"]["partial"] is False
    assert regimes["x"]["values"] == [0.1, 0.5, 0.9] and regimes["y"]["labels"] == ["0.1", "0.6"]
    for field in told["fields"]:
        shown = regimes["fields"][field["y"]][field["x"]]
        assert (None if shown["winner"] is None else payload["policies"][shown["winner"]]) == field["winner"]
        close(shown["means"], [field["means"][policy] for policy in payload["policies"]])
        close([shown["differences"][0]["low"]], [field["differences"]["level2"]["low"]])
    assert [(one["outcome"], one["of"]) for one in payload["matters"]] == [
        (outcome, of) for outcome in ("performance", "quits") for of in ("command", "level2", "level2 - command")
    ]
    of_difference = payload["matters"][2]
    difference = (data.performance.sel(policy="level2") - data.performance.sel(policy="command")).mean("replicate")
    by_routineness = difference.groupby("routineness").mean()
    routineness = next(factor for factor in of_difference["factors"] if factor["name"] == "routineness")
    assert of_difference["method"] == "means" and routineness["other"] is None
    assert routineness["ends"]["low_at"] == "0.1" and routineness["ends"]["high_at"] == "0.9"
    close([routineness["ends"]["low"], routineness["ends"]["high"]], by_routineness.values[[0, -1]])
    close([routineness["main"]["value"]], [by_routineness.values[-1] - by_routineness.values[0]])
    parameters = {parameter["path"]: parameter for parameter in payload["assumptions"]["parameters"]}
    assert parameters["environment.routineness"]["value"] == "varied: 0.1 to 0.9"
    (folder / "grid/results.html").unlink()
    candor("report", "grid")
    assert payload_of(folder / "grid/results.html") == payload
    candor("merge", "grid", "-o", "all.h5", "--no-report")
    assert not (folder / "all.html").exists()
    assert "all.html" in candor("merge", "grid", "-o", "all.h5").stdout


@pytest.mark.parametrize("design", ["{kind: saltelli, base_rows: 8}", "{kind: morris, trajectories: 4}"])
def test_what_matters_is_what_sensitivity_says(candor, folder, design):
    factors = "{environment.routineness: {uniform: [.1, .9]}, environment.volatility: {uniform: [.1, .6]}}"
    text = re.sub(r"factors:\n(  .*\n)+", f"factors: {factors}\n", SWEEP).replace("design: grid", f"design: {design}")
    (folder / "sweep.yaml").write_text(text)
    candor("sweep", "sweep.yaml", "-o", "swept", "--no-report")
    assert not (folder / "swept/results.html").exists()
    candor("compare", "small.yaml", "-o", "x.h5")
    candor("report", "x.h5", "--sweep", "swept", "-o", "both.html")
    payload = payload_of(folder / "both.html")
    told = json.loads(candor("sensitivity", "swept", "--outcome", "performance,quits", "--bootstrap", "200", "--json").stdout)
    is_sobol = "saltelli" in design
    assert payload["kind"] == "comparison" and len(payload["matters"]) == len(told["sensitivities"]) == 6
    for shown, expected in zip(payload["matters"], told["sensitivities"]):
        assert (shown["outcome"], shown["of"], shown["claim"]) == (expected["outcome"], expected["policy"], expected["finding"])
        assert shown["method"] == ("sobol" if is_sobol else "morris")
        main, other = ("total", "first") if is_sobol else ("mu_star", "sigma")
        for factor in expected["factors"]:
            one = next(one for one in shown["factors"] if one["name"] == factor["factor"])
            close([one["main"]["value"], one["main"]["low"]], [factor[main]["value"], factor[main]["low"]])
            close([one["other"]["value"]], [factor[other]["value"]])
        sizes = [-1 if (value := factor["main"]["value"]) is None else abs(value) for factor in shown["factors"]]
        assert sizes == sorted(sizes, reverse=True)
    assert payload["regimes"][0]["x"]["name"] == "routineness"
    assert payload["sweep"]["title"] == "A small sweep" and payload["sweep"]["reproduce"]["command"].startswith("candor sweep")
    candor("report", "swept", "-o", "alone.html")
    assert "bootstrap samples" in payload_of(folder / "alone.html")["caveats"][-1]


def test_a_map_beside_a_comparison_names_the_policies_of_the_sweep(candor, folder):
    (folder / "grid.yaml").write_text(SWEEP)
    candor("sweep", "grid.yaml", "-o", "grid")
    candor("compare", "small.yaml", "-o", "x.h5", "--policies", "level2,distributed,command", "--no-report")
    candor("report", "x.h5", "--sweep", "grid")
    payload = payload_of(folder / "x.html")
    assert payload["policies"] == ["level2", "distributed", "command"]
    alone = payload_of(folder / "grid/results.html")
    assert payload["regimes"] == alone["regimes"] and payload["regimes"][0]["policies"] == ["command", "level2"]
    assert payload["sweep"] == {"title": alone["title"], "facts": alone["facts"], "reproduce": alone["reproduce"]}


@pytest.mark.parametrize("replicates", [1, 4])
def test_what_changes_most_is_claimed_only_where_it_is_clear(candor, folder, replicates):
    (folder / "grid.yaml").write_text(SWEEP.replace("replicates: 4", f"replicates: {replicates}"))
    candor("sweep", "grid.yaml", "-o", "grid")
    for one in payload_of(folder / "grid/results.html")["matters"]:
        clear = [f for f in one["factors"] if f["main"]["low"] is not None and (f["main"]["low"] > 0 or f["main"]["high"] < 0)]
        if replicates == 1:
            assert clear == [] and "it may be luck" in one["claim"]
        elif clear:
            assert f"from end to end of {clear[0]['name']}:" in one["claim"] and "95 % interval" in one["claim"]
        else:
            assert "no clear change" in one["claim"] and "changes most" not in one["claim"]


def test_a_sweep_that_is_not_whole_says_so(candor, folder):
    (folder / "grid.yaml").write_text(SWEEP)
    candor("sweep", "grid.yaml", "-o", "grid", "--shard", "0/2")
    candor("merge", "grid", code=1)
    payload = payload_of(folder / "grid/results.html")
    assert payload["matters"] == [] and payload["regimes"] == []
    assert len(payload["incomplete"]) == 1 and "24 of the sweep's 48 runs are missing" in payload["incomplete"][0]
    assert payload["headline"] == "This sweep is not whole: nothing can be said of all of it."
    assert payload["further"] == ["This sweep is not whole: it holds 24 of 48 runs."] and payload["reproduce"]["partial"] is True
