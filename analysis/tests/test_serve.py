"""`candor serve`: how it begins and ends, and what it shows."""

import signal
import socket

import pytest

from serving import LARGE, PAGE, Events, Served, source, told_in


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_during_a_run(served, by):
    served.call("open", source(LARGE))
    with Events(served) as events, socket.create_connection(("127.0.0.1", served.port)) as idle:
        events.until(served.run(), "running")
        idle.sendall(served.head().encode())
        code, seconds = served.stop(by)
    assert code == 130 and seconds < 2


def test_it_ends_by_itself(program, folder):
    (folder / "page.html").write_text(PAGE)
    with Served(program, folder, "--studio", "page.html", "--for", "1") as served:
        assert served.process.wait(10) == 0


def test_a_port_of_ones_own(serve, candor):
    port = serve().port
    taken = candor("serve", "--studio", "page.html", "--port", str(port), code=4)
    assert f"cannot listen at 127.0.0.1:{port}" in taken.stderr
    assert "1024..65535" in candor("serve", "--port", "80", code=2).stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert serve("--port", str(port)).port == port


def test_only_this_machine_can_reach_it(served):
    with open("/proc/net/tcp") as table:
        listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
    assert f"0100007F:{served.port:04X}" in listening and f"00000000:{served.port:04X}" not in listening


def test_a_result_is_shown_as_its_report(serve, candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5")
    served = serve("x.h5", studio=False)
    status, _, content = served.ask()
    assert status == 200 and content == (folder / "x.html").read_bytes()
    assert served.ask("api/call?session=one", {"method": "describe"})[0] == 404
    assert served.ask("x.h5")[0] == 404


def test_what_cannot_be_served(candor, folder):
    (folder / "page.html").write_text(PAGE)
    (folder / "bad.yaml").write_text("run: {weks: 3}\n")
    (folder / "no.h5").write_text("no result")
    (folder / "no.html").write_text("no page")
    assert "weks" in candor("serve", "bad.yaml", "--studio", "page.html", code=2).stderr
    assert "no.h5" in candor("serve", "no.h5", code=4).stderr
    assert "no.html" in candor("serve", "--studio", "no.html", code=4).stderr
    assert "missing.html" in candor("serve", "--studio", "missing.html", code=4).stderr
    assert "takes one file" in candor("serve", "small.yaml", "small.yaml", code=2).stderr


def test_a_scenario_to_begin_with(serve, folder):
    hostile = "</script><script>alert(1)</script>"
    (folder / "data").mkdir()
    (folder / "data/chart.csv").write_text(f"id,manager\na,\nb,a\n{hostile},a\n")
    (folder / "base.yaml").write_text("organization: {reports_to: data/chart.csv}\n")
    (folder / "mine.yaml").write_text(f"title: '{hostile}'\nextends: base.yaml\n")
    served = serve("mine.yaml")
    page = served.ask()[2].decode()
    assert hostile not in page and page.count("<script") == 1
    scenario = told_in(page)["scenario"]
    assert scenario["name"] == "mine.yaml" and scenario["files"] == {"data/chart.csv": (folder / "data/chart.csv").read_text()}
    opened = served.call("open", {"base": scenario["text"], "name": scenario["name"], "changes": {}, "files": scenario["files"]})
    assert (opened["problems"], opened["title"], opened["members"]) == (None, hostile, 3)
