"""`candor report` and files: what is damaged or foreign, places that are refused, a disk that is full."""

import os
import subprocess

import h5py
import numpy as np
import pytest
import xarray
from conftest import surroundings
from pages import SWEEP, payload_of


def test_bad_files_give_an_error_and_no_page(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--no-report")
    whole = (folder / "x.h5").read_bytes()
    (folder / "cut.h5").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.h5").write_bytes(b"")
    xarray.Dataset({"a": ("x", np.arange(3.0))}).to_netcdf(folder / "foreign.h5", engine="h5netcdf")
    before = {path for path in folder.rglob("*")}
    for name, why in [("cut.h5", "it is truncated"), ("empty.h5", "it is empty"),
                      ("small.yaml", "it is not an HDF5 file"), ("missing.h5", "No such file or directory"),
                      ("foreign.h5", "it is not a Candor result: it has no attribute 'Conventions'")]:  # fmt: skip
        done = candor("report", name, "-o", "page.html", code=4)
        assert done.stderr == f"error: cannot read '{name}' ({why})\n" and done.stdout == ""
    assert {path for path in folder.rglob("*")} == before


@pytest.mark.parametrize("name", ["performance", "voice", "issues_by_level"])
def test_damage_where_it_is_read(candor, folder, name):
    candor("compare", "small.yaml", "-o", "x.h5", "--no-report")
    with h5py.File(folder / "x.h5", "r+") as file:
        del file[name]
    done = candor("report", "x.h5", code=4)
    assert "'x.h5' does not match its content hash (it notes " in done.stderr
    assert not (folder / "x.html").exists()


def test_changed_numbers_are_not_shown(candor, folder):
    (folder / "grid.yaml").write_text(SWEEP)
    candor("sweep", "grid.yaml", "-o", "grid", "--no-report")
    candor("compare", "small.yaml", "-o", "x.h5", "--no-report")
    for name in ("x.h5", "grid/results.h5"):
        with h5py.File(folder / name, "r+") as file:
            values = file["performance"][...]
            values.flat[3] += 0.25
            file["performance"][...] = values
    for more in (["x.h5"], ["grid"]):
        done = candor("report", *more, "-o", "new/page.html", code=4)
        hashed = candor("hash", "x.h5" if more == ["x.h5"] else "grid/results.h5", code=4)
        assert done.stderr == hashed.stderr and done.stdout == "" and not (folder / "new").exists()


def test_only_regular_files_are_replaced(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--no-report")
    os.mkfifo(folder / "pipe.html")
    done = candor("report", "x.h5", "-o", "pipe.html", code=4)
    assert done.stderr == "error: cannot write 'pipe.html' (it is not a regular file)\n"
    assert (folder / "pipe.html").is_fifo()
    (folder / "there").mkdir()
    (folder / "link.html").symlink_to("there/page.html")
    for _ in range(2):  # a link to nothing, then to the page
        candor("report", "x.h5", "-o", "link.html")
        assert (folder / "link.html").is_symlink() and payload_of(folder / "there/page.html")["kind"] == "comparison"
    done = candor("compare", "small.yaml", "-o", "pipe.h5", code=4)  # before anything is run
    assert "cannot write 'pipe.html' (it is not a regular file)" in done.stderr and not (folder / "pipe.h5").exists()


def test_a_sweep_that_is_not_there_leaves_no_folder(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--no-report")
    before = set(folder.rglob("*"))
    candor("report", "x.h5", "--sweep", "nowhere", "-o", "new/page.html", code=4)
    assert candor("report", "x.h5", "-o", "new/", code=2).stderr.startswith("error: the report cannot go to 'new/'")
    assert set(folder.rglob("*")) == before


def test_another_version_made_it(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5")
    before = payload_of(folder / "x.html")
    with h5py.File(folder / "x.h5", "r+") as file:
        kind = file["provenance/engine_version"].dtype
        del file["provenance/engine_version"]
        file["provenance"].create_dataset("engine_version", data="0.0.1", dtype=kind)
    candor("report", "x.h5")
    after = payload_of(folder / "x.html")
    assert after["people"] is None and "made by another version (engine 0.0.1" in after["no_people"]
    assert after["table"] == before["table"] and after["assumptions"] == before["assumptions"]


def test_places_that_are_refused(candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--no-report")
    (folder / "link.html").symlink_to("x.h5")
    for place, why in [("x.h5", "that is what it is made from"), ("link.html", "that is what it is made from"),
                       (".", "that is a folder"), ("other.h5", "that is no name of a web page"),
                       ("mine.yaml", "that is no name of a web page")]:  # fmt: skip
        done = candor("report", "x.h5", "-o", place, code=2)
        assert done.stderr == (f"error: the report cannot go to '{place}' ({why})\n"
                               "help: give another --output, as in `-o report.html`\n")  # fmt: skip
    (folder / "x.html").mkdir()
    done = candor("compare", "small.yaml", "-o", "x.h5", code=2)  # before anything is run
    assert "the report cannot go to 'x.html' (that is a folder)" in done.stderr
    assert candor("report", code=2).stderr.startswith("error: `candor report` needs a file\n")


def test_a_disk_that_is_full_leaves_the_result_and_no_half_page(program, candor, folder):
    candor("compare", "small.yaml", "-o", "x.h5", "--no-report")
    limited = subprocess.run(["bash", "-c", 'ulimit -f 8; trap "" XFSZ; exec "$0" report x.h5', program], cwd=folder,
                             env=surroundings(), capture_output=True, text=True)  # fmt: skip
    assert limited.returncode == 4 and limited.stderr == "error: cannot write 'x.html' (File too large)\n"
    assert sorted(path.name for path in folder.iterdir()) == ["small.yaml", "x.h5"]
