"""Scenarios and sweeps as the engine takes them: paths, or what their YAML would be."""

import json
import os
import shlex
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import yaml

from candor._engine import File, Text

#: A path, or what the YAML would be; relative paths in that start at the current folder.
Scenario: TypeAlias = str | os.PathLike[str] | Mapping[str, Any]

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # without libyaml ten times slower


def source_of(scenario: Scenario) -> File | Text:
    """The scenario or sweep as the engine takes it."""
    if not isinstance(scenario, Mapping):
        return File(os.fspath(scenario))
    return Text(yaml.dump(plain(scenario), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))


def with_base(sweep: Scenario) -> Scenario:
    """A sweep whose base is a scenario itself, not a file: all of it stands in `set`."""
    if not isinstance(sweep, Mapping) or not isinstance(sweep.get("base"), Mapping):
        return sweep
    below = dict(sweep["base"])
    file = {"base": below.pop("extends")} if "extends" in below else {}
    return {key: value for key, value in sweep.items() if key != "base"} | file | {
        "set": _laid_over(below, sweep.get("set") or {})
    }  # fmt: skip


def overrides_of(sections: Mapping[str, Any], **keys: Any) -> list[str]:
    """`PATH=VALUE` for each; of `keys`, whose dots are written `__`, those that are not None, which win."""
    given = {name.replace("__", "."): value for name, value in keys.items() if value is not None}
    return [f"{path}={json.dumps(plain(value), ensure_ascii=False)}" for path, value in {**sections, **given}.items()]


def command_of(name: str, scenarios: Sequence[Scenario], overrides: Sequence[str]) -> str:
    """The program's command that does the same; of scenarios that are no files only what was called."""
    if any(isinstance(scenario, Mapping) for scenario in scenarios):
        return f"candor.{name}() in Python"
    words = ["candor", name, *map(str, scenarios)]
    for override in overrides:
        words += ["--set", override]
    return shlex.join(words)


def plain(value: Any) -> Any:
    """What YAML and JSON know, of what NumPy and paths are."""
    match value:
        case Mapping():
            return {plain(key): plain(item) for key, item in value.items()}
        case np.ndarray():
            return value.tolist()
        case np.generic():
            return value.item()
        case os.PathLike():
            return os.fspath(value)
        case str():
            return str(value)
        case Sequence():
            return [plain(item) for item in value]
    return value


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = _laid_over(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return merged
