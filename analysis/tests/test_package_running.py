"""Running in process: what may be given, what is refused, what happens meanwhile."""

import os
import pathlib
import shlex
import signal
import subprocess
import sys
import threading
import time
import types

import numpy as np
import pytest
import xarray as xr
import yaml
from conftest import SMALL

pytest.importorskip("candor", reason="the package is not installed (tools/dev/python_package)")
import candor as package  # noqa: E402  (conftest's fixture `candor` runs the program)


@pytest.fixture
def small(folder, monkeypatch):
    monkeypatch.chdir(folder)
    return yaml.safe_load(SMALL)


def same(one, other):
    return one.attrs["content_hash"] == other.attrs["content_hash"] and one.equals(other)


# What may be given ------------------------------------------------------------------------------------------------


def test_a_dict_is_what_its_yaml_would_be(small):
    assert same(package.compare(small), package.compare("small.yaml"))
    assert same(package.compare(small), package.compare(pathlib.Path("small.yaml")))


def test_a_dict_may_extend_a_file(small, tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "small.yaml").rename(tmp_path / "below" / "small.yaml")
    assert same(package.run({"extends": "below/small.yaml", "run": {"weeks": 12}}), package.run(small, weeks=12))


def test_values_may_be_numpys(small):
    numbers = {"run": {"weeks": np.int64(12), "replicates": np.int32(2)}, "record": {"snapshots": np.array([3, 5])},
               "environment": {"turbulence": np.float64(0.25)}}  # fmt: skip
    plain = {"run": {"weeks": 12, "replicates": 2}, "record": {"snapshots": [3, 5]}, "environment": {"turbulence": 0.25}}
    assert same(package.run(small | numbers), package.run(small | plain))
    assert same(package.run(small, **numbers), package.run(small, **plain))


def test_overrides_are_sections_or_keys_and_merge(small):
    by_section = package.run(small, environment={"turbulence": 0.2}, organization={"span": 4}, weeks=15)
    by_key = package.run(small, **{"environment.turbulence": 0.2, "organization.span": 4, "run.weeks": 15})
    written = small | {"environment": {"turbulence": 0.2}, "organization": {"members": 60, "span": 4}}
    written["run"] = small["run"] | {"weeks": 15}
    assert same(by_section, by_key)
    assert same(by_section, package.run(written))
    assert not same(by_section, package.run(small, weeks=15))
    later = package.run(small, **{"timeline[0].week": 12})
    assert later.intervention_touched.notnull().any("replicate").values[:, 0].nonzero()[0].tolist() == [11]


def test_shorthands(small):
    data = package.run(small, policy="level2", weeks=12, replicates=2, seed=9)
    assert dict(data.sizes)["replicate"], dict(data.sizes)["week"] == (2, 12)
    written = small | {"leadership": {"policy": "level2"}, "run": {"weeks": 12, "replicates": 2, "seed": 9}}
    assert same(data, package.run(written))
    assert package.compare(small, ["command", "transactional", "level2"]).policy.values.tolist() == [
        "command", "transactional", "level2"]  # fmt: skip


def test_titles_in_any_script(small):
    title = 'Vertrauen „größer“ 信任 \N{SLIGHTLY SMILING FACE} "</script>": # not a comment'
    assert package.run(small | {"title": title}).attrs["title"] == title
    assert package.run(small, title=title).attrs["title"] == title
    for rare in ("one\x85two", "one\u2028two", "one\x7ftwo", "\ttabs\nand lines", "\ufeff", "\U0010ffff", "yes", "1:2", "~"):
        assert package.run(small | {"title": rare}, weeks=12).attrs["title"] == rare


def test_variants(small, candor, folder):
    small["variants"] = {"calm": {"environment": {"volatility": 0.1}}}
    calm = package.run(small, variant="calm")
    assert calm.performance.identical(package.run(small, environment={"volatility": 0.1}).performance)
    both = package.compare(small, ["level2", "level2@calm"])
    assert both.policy.values.tolist() == ["level2", "level2@calm"]
    (folder / "variants.yaml").write_text(yaml.safe_dump(small))
    candor("compare", "variants.yaml", "--variant", "calm", "-o", "calm.h5")
    assert same(package.compare("variants.yaml", variant="calm"), package.open("calm.h5"))
    with pytest.raises(package.Error, match="no variant is called 'clam'"):
        package.run(small, variant="clam")


def test_the_noted_command_does_the_same(small, candor, folder):
    small["variants"] = {"calm": {"environment": {"volatility": 0.1}}}
    (folder / "variants of it.yaml").write_text(yaml.safe_dump(small))
    (folder / "points.yaml").write_text(yaml.safe_dump(POINTS))
    for data, to in [
        (package.run("variants of it.yaml", variant="calm", weeks=12, **{"environment.turbulence": 0.2}), ["-o", "x.h5"]),
        (package.compare("variants of it.yaml", ["command", "level2"], variant="calm", replicates=2), ["-o", "x.h5"]),
        (package.sweep("points.yaml", replicates=2, organization={"members": 40}), ["-o", "x"]),
    ]:
        _, *words = shlex.split(data.attrs["history"].split(maxsplit=1)[1])
        candor(*words, *to)
        assert same(data, package.open(to[1]))


def test_several_scenarios_side_by_side(small, candor, folder):
    (folder / "large.yaml").write_text(SMALL.replace("members: 60", "members: 80"))
    candor("compare", "small.yaml", "large.yaml", "-o", "both.h5")
    both = package.compare(["small.yaml", "large.yaml"])
    assert same(both, package.open("both.h5"))
    assert both.attrs["paired"] == 0
    unnamed = package.compare([small, small | {"organization": {"members": 80, "span": 5}}])
    np.testing.assert_array_equal(unnamed.performance.values, both.performance.values)


def test_threads_change_nothing(small):
    assert same(package.compare(small, threads=1), package.compare(small, threads=3))


# What is refused --------------------------------------------------------------------------------------------------


def test_every_problem_is_told_in_the_programs_words(small, candor, folder):
    (folder / "bad.yaml").write_text(SMALL.replace("weeks: 20", "weeks: 0").replace("title", "tilte"))
    with pytest.raises(package.ScenarioError) as raised:
        package.run("bad.yaml")
    assert str(raised.value) + "\n" == candor("run", "bad.yaml", code=2).stderr
    assert str(raised.value).count("error: ") == 2
    assert "did you mean `title`?" in str(raised.value)
    assert isinstance(raised.value, package.Error)


def test_problems_of_dicts_and_overrides_show_their_place(small):
    with pytest.raises(package.ScenarioError, match=r"(?s)`turbulens`.*--> scenario:\d+:5"):
        package.run(small | {"environment": {"turbulens": 0.2}})
    with pytest.raises(package.ScenarioError, match=r"(?s)`turbulens`.*--> override\n.*environment=\{\"turbulens\": 0.2\}"):
        package.run(small, environment={"turbulens": 0.2})
    with pytest.raises(package.ScenarioError, match="did you mean `level2`"):
        package.run(small, policy="levl2")
    with pytest.raises(package.ScenarioError, match="cannot read scenario 'nothing.yaml'"):
        package.run("nothing.yaml")


def test_a_comparison_needs_two(small):
    with pytest.raises(package.ScenarioError, match=r"(?s)`compare` needs at least two styles.*--> override"):
        package.compare(small, ["level2"])
    with pytest.raises(package.ScenarioError, match="`policies` take one scenario"):
        package.compare(["small.yaml", "small.yaml"], ["command", "level2"])
    with pytest.raises(package.ScenarioError, match="`variant` takes one scenario"):
        package.compare(["small.yaml", "small.yaml"], variant="calm")
    with pytest.raises(package.Error, match="nothing to compare"):
        package.compare([])
    with pytest.raises(package.Error, match="replicates"):
        package.compare([small, small | {"run": {"weeks": 20, "replicates": 5, "seed": 3}}])


def test_counts_are_counts(small):
    with pytest.raises(package.Error, match="`threads` must be at least 1, got 0"):
        package.run(small, threads=0)
    with pytest.raises(package.Error, match="`replicates` must be at least 1, got -2"):
        package.sweep(POINTS, replicates=-2)
    with pytest.raises(package.ScenarioError, match="`replicates` must lie in"):
        package.run(small, replicates=0)
    for replicate in (0, -5):
        with pytest.raises(package.Error, match=f"`replicate` must be at least 1, got {replicate}"):
            package.organization(small, replicate=replicate)


def test_what_no_scenario_can_hold_is_named(small):
    with pytest.raises(package.ScenarioError, match=r"`environment.turbulence` cannot be a set \("):
        package.run(small | {"environment": {"turbulence": {0.1}}})
    with pytest.raises(package.ScenarioError, match=r"`record.snapshots\[1\]` cannot be a complex"):
        package.run(small, **{"record.snapshots": [3, 5j]})
    with pytest.raises(package.ScenarioError, match="`title` cannot be a bytes"):
        package.sweep({"base": small, "title": b"bytes"})
    with pytest.raises(package.ScenarioError, match="`title` is no text"):
        package.run(small | {"title": "\udc80"})


# Meanwhile --------------------------------------------------------------------------------------------------------

LONG = {"organization": {"members": 20_000}, "run": {"weeks": 400, "replicates": 4}}


def test_progress_is_told_until_the_end():
    told = []
    package.run(LONG, weeks=30, replicates=7, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (7, 7)
    assert told == sorted(set(told))


def test_a_bar_is_shown_when_asked_for(small, capsys):
    package.run(small, progress=True)
    assert "4/4" in capsys.readouterr().err
    package.run(small)
    package.run(small, progress=False)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("progress", [None, True])
def test_no_bar_where_there_is_no_console(small, monkeypatch, progress):
    monkeypatch.setattr("sys.stderr", None)
    monkeypatch.setitem(sys.modules, "ipykernel", types.ModuleType("ipykernel"))  # which is loaded outside of notebooks, too
    assert package.run(small, progress=progress).sizes["replicate"] == 4


def test_what_progress_raises_ends_the_run():
    def enough(done, total):
        raise RuntimeError("enough")

    begin = time.monotonic()
    with pytest.raises(RuntimeError, match="enough"):
        package.run(LONG, weeks=200, replicates=2_000, organization={"members": 300}, progress=enough)
    assert time.monotonic() - begin < at_once() + 3


def test_other_threads_go_on_meanwhile():
    counted = 0
    over = threading.Event()

    def count():
        nonlocal counted
        while not over.wait(0.005):
            counted += 1

    counter = threading.Thread(target=count)
    counter.start()
    begin = time.monotonic()
    package.run(LONG, threads=1)
    seconds = time.monotonic() - begin
    over.set()
    counter.join()
    assert seconds > 0.3
    assert counted > seconds / 0.005 / 10


def test_two_at_once_come_to_the_same(small):
    found = {}

    def work(seed):
        data = package.run(small, seed=seed)
        package.save(data, f"{seed}.h5")
        found[seed] = package.open(f"{seed}.h5")

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(same(found[seed], package.run(small, seed=seed)) for seed in range(6))


def test_files_and_other_sweeps_need_not_wait_for_a_sweep(small):
    package.save(package.run(small), "small.h5")
    meanwhile = []
    begun = threading.Event()

    def work():
        begun.wait()
        package.save(package.open("small.h5"), "again.h5")
        package.sweep(POINTS)
        meanwhile.append("done")

    def told(done, total):
        begun.set()
        if meanwhile or time.monotonic() - begin > 60:
            stop()

    worker = threading.Thread(target=work)
    worker.start()
    begin = time.monotonic()
    with pytest.raises(RuntimeError, match="enough"):
        package.sweep(SWEEP, progress=told)
    ended_first = list(meanwhile)
    worker.join()
    assert ended_first == ["done"]


ENDING = """
import threading, candor
begun = threading.Event()
def work():
    while True:
        try:
            candor.run({"organization": {"members": 2_000}}, weeks=2_000, replicates=2_000, progress=lambda *_: begun.set())
        except Exception:
            print("did not end")
for _ in range(2):
    threading.Thread(target=work, daemon=True).start()
begun.wait()
"""


def test_python_may_end_meanwhile():
    ended = subprocess.run([sys.executable, "-c", ENDING], capture_output=True, text=True, timeout=120)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


INTERRUPTED = """
import candor
def told(done, total):
    print("running", flush=True)
print("ready", flush=True)
candor.{call}
print("not interrupted", flush=True)
"""
SWEEP = {"base": LONG, "factors": {"environment.turbulence": [0.1, 0.2]}, "replicates": 2000, "outcomes": ["performance"],
         "set": {"organization": {"members": 500}, "run": {"weeks": 100}}}  # fmt: skip


def at_once():
    """Two seconds, or longer where others use the machine, too."""
    return 2 * max(1, os.getloadavg()[0] / os.cpu_count())


def interrupt(call, folder, until):
    """Ctrl-C at a process once `until` is true of it; how long it took to end, and what it said."""
    process = subprocess.Popen([sys.executable, "-c", INTERRUPTED.format(call=call)], cwd=folder, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    begin = time.monotonic()
    while not until() and time.monotonic() - begin < 60:
        time.sleep(0.05)
    assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGINT)
    begin = time.monotonic()
    out, err = process.communicate(timeout=60)
    return time.monotonic() - begin, process.returncode, out, err


def test_control_c_ends_a_run_at_once(tmp_path):
    begin = time.monotonic()
    call = 'run({"organization": {"members": 50_000}}, weeks=2_000, replicates=20)'
    seconds, code, out, err = interrupt(call, tmp_path, lambda: time.monotonic() - begin > 1.5)
    assert seconds < at_once()
    assert err.rstrip().endswith("KeyboardInterrupt")
    assert "Traceback" in err
    assert "not interrupted" not in out
    assert code == -signal.SIGINT


AMID_A_BAR = """
import os, signal, sys, threading
import candor

class Console:
    def write(self, text):
        if text.strip("\\r\\n ") and interrupted.append(1) is None and len(interrupted) == 1:
            os.kill(os.getpid(), signal.SIGINT)
    def flush(self): pass
    def isatty(self): return True

interrupted, usual, sys.stderr = [], sys.stderr, Console()
small = {"organization": {"members": 40}, "run": {"weeks": 4, "replicates": 2}}
try:
    candor.run(small, progress=True)
except KeyboardInterrupt:
    print("interrupted")
other = threading.Thread(target=candor.run, args=(small,), kwargs={"progress": True}, daemon=True)
other.start()
other.join(30)
print("the next one", "hangs" if other.is_alive() else "ends")
"""


def test_control_c_while_a_bar_is_drawn_does_not_block_the_next_one(tmp_path):
    done = subprocess.run([sys.executable, "-c", AMID_A_BAR], cwd=tmp_path, text=True, capture_output=True, timeout=60)
    assert done.stdout == "interrupted\nthe next one ends\n", done.stderr


def test_control_c_keeps_what_a_sweep_has_finished(tmp_path):
    folder = tmp_path / "sweep"
    call = f"sweep({SWEEP!r}, {os.fspath(folder)!r})"
    seconds, _, out, err = interrupt(call, tmp_path, lambda: any(folder.glob("parts/*.h5")))
    assert seconds < at_once()
    assert err.rstrip().endswith("KeyboardInterrupt")
    assert "not interrupted" not in out
    first = []
    with pytest.raises(RuntimeError, match="enough"):  # goes on where it was, not from the beginning
        package.sweep(SWEEP, folder, progress=lambda done, total: first.append(done) or stop())
    assert first[0] > 20


def stop():
    raise RuntimeError("enough")


# Sweeps -----------------------------------------------------------------------------------------------------------

POINTS = {"base": "small.yaml", "policies": ["command", "level2"], "outcomes": ["performance", "voice"], "replicates": 3,
          "factors": {"environment.turbulence": [0.05, 0.1, 0.2], "organization.span": [4, 6]}}  # fmt: skip


def test_a_sweep_is_the_programs(small, candor, folder):
    (folder / "points.yaml").write_text(yaml.safe_dump(POINTS | {"series": ["voice"], "title": "points"}))
    candor("sweep", "points.yaml", "-o", "program")
    ours = package.sweep("points.yaml", "ours")
    assert same(ours, package.open("program"))
    assert same(ours, package.open("ours"))
    assert {"turbulence", "span"} < set(ours.coords)
    assert ours.performance.dims == ("policy", "point", "replicate")
    assert ours.voice_by_week.sizes["week"] == 20
    assert same(package.sweep(POINTS | {"series": ["voice"], "title": "points"}), ours)
    assert "the same" in candor("sweep", "points.yaml", "-o", "ours", code=0).stdout or (folder / "ours/results.h5").exists()


def test_a_base_may_be_a_scenario_itself(small):
    by_file = package.sweep(POINTS | {"set": {"run": {"weeks": 12}}})
    assert same(package.sweep(POINTS | {"base": small, "set": {"run": {"weeks": 12}}}), by_file)
    assert same(package.sweep(POINTS | {"base": {"extends": "small.yaml", "run": {"weeks": 12}}}), by_file)
    assert same(package.sweep(POINTS, run={"weeks": 12}), by_file)


def test_shards_make_one_sweep(small):
    first = package.sweep(POINTS, "shards", shard=(0, 2))
    assert int(first.performance.isnull().sum()) == 18
    second = package.sweep(POINTS, "shards", shard=(1, 2))
    assert same(second, package.sweep(POINTS))
    assert not pathlib.Path("shards/results.h5").exists()
    with pytest.raises(package.Error, match="no shard 2 of 2"):
        package.sweep(POINTS, "shards", shard=(2, 2))


def test_replicates_of_a_sweep(small):
    assert package.sweep(POINTS, replicates=2).sizes["replicate"] == 2


def test_a_folder_belongs_to_one_sweep(small):
    package.sweep(POINTS, "folder")
    with pytest.raises(package.OutputError, match="folder"):
        package.sweep(POINTS | {"replicates": 4}, "folder")
    with pytest.raises(package.ScenarioError, match=r"(?s)turbulens.*--> sweep:\d"):
        package.sweep(POINTS | {"factors": {"environment.turbulens": [0.1]}}, "other")
    assert not pathlib.Path("other").exists()


def test_nothing_is_left_of_a_temporary_folder(small, tmp_path, monkeypatch):
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", os.fspath(tmp_path / "temporary"))
    data = package.sweep(POINTS)
    assert list((tmp_path / "temporary").iterdir()) == []
    package.save(data, "kept.h5")
    xr.testing.assert_identical(package.open("kept.h5"), data)


def test_runs_that_fail_are_told(small):
    deep = small | {"timeline": [{"week": 2, "adopt": "level2", "scope": {"levels": [3]}}]}
    with pytest.warns(UserWarning, match=r"6 of 12 runs failed \(.*no member is on level 3"):
        data = package.sweep({"base": deep, "policies": ["command", "level2"], "outcomes": ["performance"], "replicates": 3,
                              "factors": {"organization.members": [5, 200]}})  # fmt: skip
    assert data.performance.isnull().all("replicate").values.tolist() == [[True, False], [True, False]]
    assert "no member is on level 3" in data.failure_message.values[0]
