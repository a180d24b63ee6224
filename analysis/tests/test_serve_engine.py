"""`candor serve`: the engine behind the page, its runs, and how pages are told of them."""

import json
import os
import time

import pytest

from serving import LARGE, OUTCOMES, Events, source


def test_it_is_the_engine_of_the_program(served, candor):
    description = served.call("describe")
    assert description["engine_version"] in candor("--version").stdout and len(description["keys"]) > 100
    opened = served.call("open", source())
    assert (opened["problems"], opened["arms"], opened["replicates"]) == (None, ["command", "level2"], 4)
    with Events(served) as events:
        number = served.run()
        states = events.until(number, "finished")
    assert (states[-1]["done"], states[-1]["total"], states[-1]["error"]) == (8, 8, "")
    assert [state["done"] for state in states] == sorted(state["done"] for state in states)
    shown = served.call("show", {"outcomes": OUTCOMES})
    candor("compare", "small.yaml", "-o", "x.h5")
    assert shown["content_hash"] == candor("hash", "x.h5").stdout.split()[0]
    assert shown["replicates"] == 4 and [fan["outcome"] for fan in shown["fans"]] == OUTCOMES
    people = served.call("people", {"replicate": 2})
    assert people["replicate"] == 2 and len(people["policies"]) == 2
    member = people["charts"][0]["ids"][3]
    explained = served.call("explain", {"member": member, "week": 5, "replicate": 1})
    assert [each["policy"] for each in explained] == ["command", "level2"]
    assert served.call("report")["schema"] == "candor.report/1"


def test_what_is_wrong_is_said_as_the_program_does(served):
    refused = served.call("open", source("organization: {membrs: 3}\n"))
    assert "membrs" in refused["problems"] and "did you mean" in refused["problems"]
    for method, parameters in (("show", {"outcomes": OUTCOMES}), ("people", {"replicate": 1}), ("nothing", {}), ("show", {})):
        status, _, content = served.ask("api/call?session=one", {"method": method, "parameters": parameters})
        assert status == 200 and json.loads(content)["error"], method
    with Events(served) as events:
        assert events.until(served.run(), "failed")[-1]["error"]


def test_files_of_the_machine_are_out_of_reach(served, folder):
    (folder / "chart.csv").write_text("id,manager\na,\nb,a\n")
    for chart in ("chart.csv", str(folder / "chart.csv"), "../chart.csv", "/etc/passwd"):
        refused = served.call("open", source(f"organization: {{reports_to: {json.dumps(chart)}}}\n"))
        assert refused["problems"] and "root:" not in refused["problems"], chart
    for base in ("/etc/passwd", "../small.yaml", str(folder / "small.yaml")):
        for text in ("extends: {}\n", "extends : {}\n", "'extends': {}\n", " extends: {}\n", "? extends\n: {}\n", "{{extends: {}}}\n"):
            assert "is extended but not here" in served.call("open", source(text.format(base)))["problems"], (text, base)
    given = source("organization: {reports_to: chart.csv}\n") | {"files": {"chart.csv": "id,manager\na,\nb,a\nc,a\n"}}
    assert served.call("open", given)["members"] == 3
    assert served.call("open", given | {"files": {"../../chart.csv": "id,manager\na,\n"}})["problems"]


def test_what_would_overflow_is_refused(served):
    for deep in (b'{"method": "open", "parameters": {"base": "", "name": "x", "changes": {"run": ', b'{"method": "describe", "parameters": '):
        status, _, content = served.ask("api/call?session=one", deep + b"[" * 200_000 + b"]" * 200_000 + b"}" * (deep.count(b"{") - deep.count(b"}")))
        assert status == 200 and "levels deep" in json.loads(content)["error"]
    round_trip = source("extends: a.yaml\n") | {"files": {"a.yaml": "extends: a.yaml\n"}}
    assert "extend one another" in served.call("open", round_trip)["problems"]
    too_large = source("organization: {members: 200000}\nrecord: {by_unit: true}\nrun: {weeks: 5000, replicates: 1000000}\n")
    status, _, content = served.ask("api/call?session=one", {"method": "open", "parameters": too_large})
    assert status == 200 and "not enough memory" in json.loads(content)["error"]
    assert served.call("open", source())["problems"] is None


def test_what_is_done_so_far_is_shown(served):
    served.call("open", source("organization: {members: 5000}\nrun: {weeks: 52, replicates: 2000}\n"))
    with Events(served) as events:
        number = served.run()
        seen = []
        while len(seen) < 3:
            state = next(state for state in events.states() if state["done"] > (seen[-1]["done"] + 8 if seen else 8))
            assert (state["run"], state["state"]) == (number, "running")
            seen.append(state | {"replicates": served.call("show", {"outcomes": OUTCOMES})["replicates"]})
            assert len(served.call("people", {"replicate": 1})["policies"]) == 2
        assert 0 < seen[0]["replicates"] < seen[1]["replicates"] < seen[2]["replicates"] < 2000


def test_a_run_that_nobody_waits_for_is_stopped(served):
    served.call("open", source(LARGE))
    with Events(served) as events:
        number = served.run()
        events.until(number, "running")
    busy = processor_seconds(served)
    time.sleep(1)
    assert processor_seconds(served) > busy + 0.2
    time.sleep(6)
    busy = processor_seconds(served)
    time.sleep(1)
    assert processor_seconds(served) < busy + 0.1
    with Events(served) as again:
        assert next(again.states())["state"] == "stopped"


def processor_seconds(served):
    with open(f"/proc/{served.process.pid}/stat") as facts:
        user, system = facts.read().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def test_pages_do_not_see_each_other(served):
    served.call("open", source(), session="one")
    served.call("open", source(run={"weeks": 12, "replicates": 2}), session="two")
    with Events(served, "one") as one, Events(served, "two") as two:
        numbers = served.run("one"), served.run("two")
        one.until(numbers[0], "finished")
        two.until(numbers[1], "finished")
    first, second = (served.call("show", {"outcomes": OUTCOMES}, session) for session in ("one", "two"))
    assert (first["weeks"]["count"], second["weeks"]["count"]) == (20, 12)
    status, _, content = served.ask("api/call?session=three", {"method": "show", "parameters": {"outcomes": OUTCOMES}})
    assert json.loads(content)["error"]


def test_the_newest_run_counts(served):
    served.call("open", source(LARGE))
    with Events(served) as events:
        first, second = served.run(), served.run()
        events.until(second, "running")
        began = time.monotonic()
        served.call("open", source())  # stops it
        assert time.monotonic() - began < 2
        third = served.run()
        states = events.until(third, "finished")
    assert (first, second, third) == (1, 2, 3)
    assert not [state for state in states if state["run"] < third and state["state"] == "finished"]
    assert served.call("show", {"outcomes": OUTCOMES})["weeks"]["count"] == 20


def test_a_page_that_listens_again_is_told_at_once(served):
    served.call("open", source())
    with Events(served) as events:
        number = served.run()
        events.until(number, "finished")
        with Events(served) as again:
            assert next(again.states())["state"] == "finished"
            assert list(events.states()) == []  # the older one ends


def test_the_ninth_stream_is_refused(served):
    streams = [Events(served, f"page-{i}") for i in range(8)]
    assert [stream.status for stream in streams] == [200] * 8
    with Events(served, "page-8") as ninth:
        assert ninth.status == 503 and "too many pages" in json.loads(ninth.response.read())["error"]
    assert served.ask()[0] == 200 and served.call("describe", session="page-3")["stories"]
    streams[0].close()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with Events(served, "page-8") as ninth:
            if ninth.status == 200:
                break
        time.sleep(0.1)
    assert ninth.status == 200
    for stream in streams:
        stream.close()


def test_there_are_so_many_sessions(served):
    statuses = [served.ask(f"api/call?session=page-{i}", {"method": "describe"})[0] for i in range(20)]
    assert statuses == [200] * 16 + [503] * 4
    assert served.ask("api/call?session=page-2", {"method": "describe"})[0] == 200


@pytest.mark.skipif("CANDOR_SLOW_TESTS" not in os.environ, reason="waits for a sign of life")
def test_a_silent_stream_gives_signs_of_life(served):
    with Events(served) as events:
        lines = events.lines()
        seen = [next(lines) for _ in range(3)]
    assert seen[0].startswith("data: ") and seen[2].startswith(": ")
