"""What tests of sweeps share: writing sweep files, and looking into the folders of sweeps."""

import json
import re

import h5py

PART = re.compile(r"\d{4}-\d{6}\.h5")


def write_sweep(folder, name="sweep.yaml", **changes):
    """A sweep file of six points over `small.yaml`, with changes; None leaves a key out. Values are YAML."""
    values = {"title": "A small sweep", "base": "small.yaml", "policies": "[command, level2]",
              "factors": "{environment.turbulence: [.05, .1, .2], environment.interdependence: [0, .3]}",
              "outcomes": "[performance, voice]", "replicates": "3"} | changes  # fmt: skip
    (folder / name).write_text("".join(f"{key}: {value}\n" for key, value in values.items() if value is not None))
    return name


def parts(sweep):
    """The names of the parts in the folder of a sweep, with nothing that only looks like one."""
    return sorted(path.name for path in (sweep / "parts").glob("*") if PART.fullmatch(path.name))


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def content_hash(sweep):
    with h5py.File(sweep / "results.h5") as file:
        return text(file.attrs["content_hash"])


def run_in_json(candor, *arguments, code=0):
    return json.loads(candor("sweep", *arguments, "--json", code=code).stdout)


def status(candor, sweep):
    return json.loads(candor("sweep", "status", sweep, "--json").stdout)


def contents(sweep):
    """Every file below a folder and its bytes."""
    return {path.relative_to(sweep): path.read_bytes() for path in sorted(sweep.rglob("*")) if path.is_file()}
