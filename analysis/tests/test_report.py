"""What `candor report` writes: the payload's numbers are those of the file, and whatever is in a file, the page stays whole.

Expected numbers come from the netCDF-4 file by xarray and numpy, from `--json`, or from the closed form; none from the page."""

import base64
import html
import json
import re

import numpy as np
import pytest
import xarray
from pages import close, payload_of

FANS = ["performance", "quits", "surprise_top", "trust_leader", "safety", "voice", "autonomy", "satisfaction", "fit", "effort"]


@pytest.fixture
def compared(candor, folder):
    """A comparison, its JSON, its data and the payload of its report."""
    said = json.loads(candor("compare", "small.yaml", "-o", "x.h5", "--json").stdout)
    return said, xarray.open_dataset(folder / "x.h5"), payload_of(folder / "x.html")


def test_compare_writes_a_report(candor, folder):
    done = candor("compare", "small.yaml")
    assert re.search(r"^results/small\.html \(\d.*\) ← open this$", done.stdout, re.M)
    assert payload_of(folder / "results/small.html")["schema"] == "candor.report/1"
    said = json.loads(candor("compare", "small.yaml", "--json").stdout)
    assert said["output"]["report"] == "results/small.html"
    without = candor("compare", "small.yaml", "-o", "plain.h5", "--no-report", "--json")
    assert json.loads(without.stdout)["output"]["report"] is None and not (folder / "plain.html").exists()
    ascii_only = candor("compare", "small.yaml", LC_ALL="C").stdout
    assert "results/small.html" in ascii_only and ascii_only.isascii()


def test_run_writes_none_but_report_does(candor, folder):
    candor("run", "small.yaml", "-o", "one.h5")
    assert not (folder / "one.html").exists()
    done = candor("report", "one.h5")
    assert re.fullmatch(r"→ one\.html \(.*\)\n", done.stdout)
    payload = payload_of(folder / "one.html")
    data = xarray.open_dataset(folder / "one.h5")
    assert (payload["kind"], payload["policies"], payload["differences"]) == ("run", ["command"], [])
    row = next(row for row in payload["table"] if row["outcome"] == "performance")
    close(row["means"], [float(data.performance.mean("week").mean("replicate"))])
    assert row["differences"] == [] and len(payload["people"]["policies"]) == 1
    assert payload["headline"].startswith("In this model, under command: performance 0.")


def test_it_is_the_same_again_wherever_it_goes(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5")
    first = (folder / "x.html").read_bytes()
    for threads in ("1", "3"):
        candor("report", "x.h5", "-o", "new/folder/again.html", "--threads", threads)
        assert (folder / "new/folder/again.html").read_bytes() == first
    assert not list(folder.rglob("*.tmp"))


def test_beginning(compared):
    said, data, payload = compared
    assert payload["title"] == "A small one" and payload["kind"] == "comparison"
    assert payload["policies"] == ["command", "level2"] and payload["paired"] is True and payload["replicates"] == 4
    assert payload["headline"] == said["headline"][0] and len(payload["further"]) == 2
    assert payload["facts"] == ["60 members", "20 weeks", "4 paired replicates", "seed 3", "same people, same shocks",
                                "means of weeks 1–20 (all there is)"]  # fmt: skip
    assert payload["weeks"] == {"count": 20, "shown": list(range(1, 21)), "window": {"first": 1, "last": 20}}
    names = [outcome["name"] for outcome in payload["outcomes"]]
    assert names == [outcome["name"] for outcome in said["outcomes"]]
    assert all(outcome["meaning"] and outcome["origin"] in ("consequence", "built_in") for outcome in payload["outcomes"])


def test_table_is_that_of_compare(compared):
    said, data, payload = compared
    assert [row["outcome"] for row in payload["table"]] == [outcome["name"] for outcome in said["outcomes"]]
    for row, outcome in zip(payload["table"], said["outcomes"]):
        nan = lambda value: np.nan if value is None else value  # noqa: E731
        close(row["means"], [nan(outcome["means"][policy]) for policy in payload["policies"]])
        [shown], [expected] = row["differences"], outcome["differences"]
        close([shown["value"], shown["low"], shown["high"]],
              [nan(expected[key]) for key in ("difference", "low", "high")])  # fmt: skip
        assert shown["clear"] == expected["clear"] and shown["pairs"] == expected["pairs"]
        assert shown["pairs_higher"] == expected["pairs_higher_in_policy"]
        assert shown["pairs_lower"] == expected["pairs_higher_in_baseline"]


def test_fans_are_quantiles_over_replicates(compared):
    said, data, payload = compared
    assert [fan["outcome"] for fan in payload["fans"]] == FANS
    shares = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
    for fan in payload["fans"]:
        values = data[fan["outcome"]].astype(float)
        for policy, band in zip(payload["policies"], fan["bands"]):
            for name, share in shares.items():
                close(band[name], np.nanquantile(values.sel(policy=policy), share, axis=0))
            close(band["mean"], values.sel(policy=policy).mean("replicate"))
        assert bool(fan["runs"]) == (fan["outcome"] in ("performance", "trust_leader", "voice"))
        for policy, runs in zip(payload["policies"], fan["runs"]):
            for run, expected in zip(runs, values.sel(policy=policy), strict=True):
                close(run, expected)
    for fan in payload["differences"]:
        values = data[fan["outcome"]].astype(float)
        difference = values.sel(policy="level2") - values.sel(policy="command")
        assert fan["policy"] == 1
        close(fan["band"]["q50"], np.nanquantile(difference, 0.5, axis=0))
        outcome = next(outcome for outcome in said["outcomes"] if outcome["name"] == fan["outcome"])
        close([fan["window"]["value"]], [outcome["differences"][0]["difference"]])
        assert fan["claim"].startswith(fan["outcome"])


def test_voice_levels_and_interventions(compared):
    said, data, payload = compared
    steps = {"chances": "issues", "spoken": "spoken", "heard": "heard", "used": "welcomed", "explained": "explained",
             "ignored": "ignored", "punished": "punished"}  # fmt: skip
    for index, funnel in enumerate(payload["voice"]):
        assert funnel == {"policy": index} | {
            step: int(data[name].isel(policy=index).sum()) for step, name in steps.items()
        }
    levels = payload["levels"]
    assert levels["levels"] == data.level.values.tolist() and levels["pooled"] is False
    for outcome in levels["outcomes"]:
        if outcome["outcome"] == "voice":
            means = data.spoken_by_level.sum("week") / data.issues_by_level.sum("week")
        else:
            means = data[outcome["outcome"] + "_by_level"].astype(float).mean("week")
        for index in range(2):
            close(outcome["mean"][index], means.isel(policy=index).mean("replicate"))
            close(outcome["q05"][index], np.nanquantile(means.isel(policy=index), 0.05, axis=0))
            close(outcome["q95"][index], np.nanquantile(means.isel(policy=index), 0.95, axis=0))
    assert payload["interventions"] == [
        {"policy": index, "what": "adopt level2", "first_week": 10, "last_week": 20, "replicates": 4} for index in (0, 1)
    ]


def test_interventions_last_as_long_as_they_say(candor, folder):
    (folder / "held.yaml").write_text(
        "extends: small.yaml\ntimeline: [{week: 4, market: {factor: 2, weeks: 6}}, {week: 18, coach: .5, weeks: 9},"
        " {week: 2, coach: .5, when: {below: {trust_leader: 0}}}]\n"
    )
    candor("compare", "held.yaml", "-o", "held.h5", "--policies", "command,level2")
    entries = payload_of(folder / "held.html")["interventions"]
    assert [(entry["first_week"], entry["last_week"]) for entry in entries] == [(4, 9), (18, 20)] * 2  # the third never


def test_what_holds_does_so_to_the_end(candor, folder):
    (folder / "held.yaml").write_text(
        "extends: small.yaml\ntimeline: [{week: 3, adopt: level2}, {week: 4, market: {factor: 2}}, {week: 5, coach: .5},"
        " {week: 6, mandate: {severity: 2, benefits: {contact_hours: .5}}}, {week: 7, mandate: {severity: 2}},"
        " {week: 8, adopt: command, weeks: 4}]\n"
    )
    candor("run", "held.yaml", "-o", "held.h5")
    candor("report", "held.h5")
    entries = payload_of(folder / "held.html")["interventions"]
    assert [(entry["first_week"], entry["last_week"]) for entry in entries] == [
        (3, 20), (4, 20), (5, 5), (6, 20), (7, 7), (8, 11)]  # fmt: skip


def test_people_are_one_replicate_run_again(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--set", "record.snapshots=[1,7]")
    payload, data = payload_of(folder / "x.html"), xarray.open_dataset(folder / "x.h5")
    people = payload["people"]
    difference = (data.performance.sel(policy="level2") - data.performance.sel(policy="command")).astype(float).mean("week").values
    nearest = int(data.replicate[abs(difference - np.median(difference)).argmin()])
    assert people["replicate"] == nearest and f"Replicate {nearest} of 4" in people["note"]
    assert people["kind"] == "member" and people["weeks"] == list(range(1, 21)) and payload["no_people"] == ""
    [chart] = people["charts"]
    assert chart["ids"] == data.member.values.tolist() and chart["sizes"] == [1] * 60
    assert chart["above"] == [-1] + [(i - 1) // 5 for i in range(1, 60)]
    for policy, shown in zip(payload["policies"], people["policies"]):
        assert shown["chart"] == 0
        trust = np.frombuffer(base64.b64decode(shown["trust"]), dtype=np.uint8).reshape(20, 60)
        voice = np.frombuffer(base64.b64decode(shown["voice"]), dtype=np.uint8).reshape(20, 60)
        run = data.sel(policy=policy, replicate=nearest)
        for week in (1, 7):
            at = run.sel(week_snapshot=week)
            absent = at.member_vacancy.values > 0
            absent[0] = True  # nobody leads the top
            assert (trust[week - 1] == 255).tolist() == absent.tolist()
            expected = at.member_trust_leader.values.astype(float)[~absent] * 250
            assert (abs(trust[week - 1][~absent] - expected) <= 0.5 + 1e-4).all()
        assert ((voice > 0).sum(1) == run.issues.values).all()
        assert ((voice == 2).sum(1) == run.welcomed.values).all()
        assert ((voice == 3).sum(1) == run.explained.values).all()
        assert ((voice == 1).sum(1) == (run.issues - run.spoken).values).all()


def test_large_organizations_are_shown_by_unit_within_a_budget(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--set", "organization={members: 4000, span: 4}", "--weeks", "300",
           "--replicates", "1")  # fmt: skip
    people = payload_of(folder / "x.html")["people"]
    [chart] = people["charts"]
    assert people["kind"] == "unit" and "a cell is a unit" in people["note"]
    assert chart["ids"] == [str(i) for i in range(1000)] and sum(chart["sizes"]) == 3999
    assert people["weeks"][0] == 1 and people["weeks"][-1] == 300 and len(people["weeks"]) > 100
    size = sum(len(base64.b64decode(policy[what])) for policy in people["policies"] for what in ("trust", "voice"))
    assert size == 4 * 1000 * len(people["weeks"]) <= 640_000


def test_long_runs_are_thinned(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--weeks", "1200", "--replicates", "2", "--set",
           "organization={members: 8, span: 7}")  # fmt: skip
    payload, data = payload_of(folder / "x.html"), xarray.open_dataset(folder / "x.h5")
    shown = payload["weeks"]["shown"]
    assert shown[0] == 1 and shown[-1] == 1200 and len(shown) <= 520
    close(payload["fans"][0]["bands"][0]["mean"], data.performance.sel(policy="command", week=shown).astype(float).mean("replicate"))


def test_assumptions(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--set", "environment.turbulence=.2")
    assumptions = payload_of(folder / "x.html")["assumptions"]
    keys = {key["path"]: key for key in json.loads(candor("describe", "--json").stdout)["keys"]}
    by_path = {parameter["path"]: parameter for parameter in assumptions["parameters"]}
    changed = {path for path, parameter in by_path.items() if parameter["changed"]}
    assert changed == {"organization.members", "organization.span", "environment.turbulence", "run.weeks",
                       "run.replicates", "run.seed"}  # fmt: skip
    turbulence = by_path["environment.turbulence"]
    assert (turbulence["value"], turbulence["default"], turbulence["range"]) == ("0.2", "0.05", "0..1")
    for path, parameter in by_path.items():
        assert parameter["meaning"] == keys[path]["meaning"] and parameter["source"] == keys[path]["source"]
    numbers = {path for path, key in keys.items() if key["kind"] == "number" and "default" in key and path.split(".")[0].isalpha()}
    assert {path for path in numbers if path.split(".")[0] not in ("record", "organization") and "styles" not in path} <= set(by_path)
    styles = {style["name"]: style["values"] for style in assumptions["styles"]["styles"]}
    names = [element["name"] for element in assumptions["styles"]["elements"]]
    assert len(names) == 12 and set(styles) == {"command", "level2"}
    assert styles["level2"][names.index("receptiveness")] == 0.85 and styles["command"][names.index("sanction")] == 0.25


def test_several_scenarios(candor, folder):
    (folder / "calm.yaml").write_text("extends: small.yaml\ntitle: Calm\nenvironment: {volatility: .1}\norganization: {members: 61}\n")
    candor("compare", "small.yaml", "calm.yaml", "-o", "two.h5")
    payload = payload_of(folder / "two.html")
    assert payload["title"] == "small and calm" and payload["paired"] is False and payload["differences"] == []
    assert payload["table"][0]["differences"][0]["pairs_higher"] is None
    assert payload["facts"][0] == "60 and 61 members"
    volatility = next(p for p in payload["assumptions"]["parameters"] if p["path"] == "environment.volatility")
    assert volatility["value"] == "0.5 (small), 0.1 (calm)" and volatility["changed"]
    assert [scenario["name"] for scenario in payload["reproduce"]["scenarios"]] == ["small", "calm"]
    assert len(payload["people"]["charts"]) == 2
    assert [len(chart["ids"]) for chart in payload["people"]["charts"]] == [60, 61]
    assert [policy["chart"] for policy in payload["people"]["policies"]] == [0, 1]


def test_reproduce(compared, candor):
    said, data, payload = compared
    reproduce = payload["reproduce"]
    assert reproduce["command"] == "candor compare small.yaml -o x.h5 --json"
    assert reproduce["content_hash"] == said["content_hash"] and reproduce["seed"] == "3" and reproduce["file"] == "x.h5"
    assert reproduce["engine_version"] == said["engine_version"] and "compiler" in dict(reproduce["build"])
    assert reproduce["scenarios"][0]["text"].startswith("title: A small one\n")
    assert candor(*reproduce["verify"].split()[1:]).returncode == 0


HOSTILE = 'a</script><script>alert(1)</script><!-- "&amp;\' \u2028\u2029 日本 עברית 🙂'


def yaml_text(text):
    """Quoted for YAML, where some characters are line ends."""
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def test_texts_cannot_leave_their_place(candor, folder):
    (folder / "hostile.yaml").write_text((folder / "small.yaml").read_text().replace("A small one", yaml_text(HOSTILE)), encoding="utf-8")
    candor("compare", "hostile.yaml", "-o", "x.h5")
    page = (folder / "x.html").read_text(encoding="utf-8")
    assert page.count("</script>") == (folder / "x.html").read_text().count("<script")
    data = page.split('id="payload">')[1].split("</script>")[0]
    assert not set("<\u2028\u2029") & set(data) and "<script>alert" not in page
    payload = payload_of(folder / "x.html")
    assert payload["title"] == HOSTILE
    assert html.unescape(re.search("<title>(.*?)</title>", page)[1]).split() == HOSTILE.split()


@pytest.mark.parametrize("settings", [["--weeks", "1"], ["--replicates", "1"], ["--set", "organization={members: 1}"],
                                      ["--set", "record.by_level=false"], ["--policies", "command,level2,distributed"]])  # fmt: skip
def test_small_and_odd_results(candor, folder, settings):
    candor("compare", "small.yaml", "-o", "x.h5", "--set", "timeline=[]", *settings)
    payload = payload_of(folder / "x.html")
    assert len(payload["fans"][0]["bands"]) == len(payload["policies"]) == (3 if "--policies" in settings else 2)
    assert len(payload["differences"]) == 10 * (len(payload["policies"]) - 1)
    assert (payload["levels"] is None) == ("record.by_level=false" in settings or "organization={members: 1}" in settings)
    assert "NaN" not in (folder / "x.html").read_text(encoding="utf-8").split('id="payload">')[1]


def test_without_the_chart_there_are_no_people(candor, folder):
    (folder / "chart.csv").write_text("member,manager\na,\nb,a\nc,a\n")
    (folder / "imported.yaml").write_text("organization: {reports_to: {file: chart.csv}}\nrun: {weeks: 4, replicates: 2}\n")
    candor("compare", "imported.yaml", "-o", "away/x.h5")
    with_chart = payload_of(folder / "away/x.html")
    assert with_chart["people"]["charts"][0]["ids"] == ["a", "b", "c"]
    candor("report", "away/x.h5", "-o", "here.html")  # the chart lies here
    assert payload_of(folder / "here.html") == with_chart
    (folder / "chart.csv").rename(folder / "away/chart.csv")
    candor("report", "away/x.h5", "-o", "beside.html")
    assert payload_of(folder / "beside.html") == with_chart
    (folder / "away/chart.csv").unlink()
    candor("report", "away/x.h5", "-o", "without.html")
    without = payload_of(folder / "without.html")
    assert without["people"] is None and "cannot be run again with the data in '.'" in without["no_people"]
    assert without["table"] == with_chart["table"]


def test_a_report_of_many_replicates_stays_small(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--replicates", "1000", "--weeks", "156", "--set",
           "organization={members: 100, span: 7}")  # fmt: skip
    assert (folder / "x.html").stat().st_size < 2_000_000


def test_a_report_of_many_policies_and_weeks_stays_small(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--replicates", "30", "--weeks", "500", "--policies",
           "command,level2,transactional,distributed", "--set", "organization={members: 500, span: 7}")  # fmt: skip
    assert (folder / "x.html").stat().st_size < 2_000_000
    payload = payload_of(folder / "x.html")
    assert len(payload["weeks"]["shown"]) >= 100 and all(len(runs) == 5 for runs in payload["fans"][0]["runs"])
