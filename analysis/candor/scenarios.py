"""Scenarios and sweeps as the engine takes them: paths, or what their YAML would be."""

import json
import os
import shlex
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from candor._engine import Error, File, ScenarioError, Text

#: A path, or what the YAML would be; relative paths in that start at the current folder.
Scenario: TypeAlias = str | os.PathLike[str] | Mapping[str, Any]


def source_of(scenario: Scenario) -> File | Text:
    """The scenario or sweep as the engine takes it."""
    if not isinstance(scenario, Mapping):
        return File(os.fspath(scenario))
    return Text(_json(scenario, indent=2))  # which is YAML, too


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
    return [f"{path}={_json(value, path)}" for path, value in {**sections, **given}.items()]


def count_of(name: str, value: int | None) -> int:
    """At least 1; 0 where it is not given."""
    if value is not None and value < 1:
        raise Error(f"`{name}` must be at least 1, got {value}")
    return value or 0


def command_of(name: str, scenarios: Sequence[Scenario], overrides: Sequence[str], **options: object) -> str:
    """The program's command that does the same, of options those that are given; of dicts only what was called."""
    if any(isinstance(scenario, Mapping) for scenario in scenarios):
        return f"candor.{name}() in Python"
    words = ["candor", name, *map(str, scenarios)]
    for override in overrides:
        words += ["--set", override]
    for option, value in options.items():
        words += [f"--{option}", str(value)] if value else []
    return shlex.join(words)


def _json(value: Any, path: str = "", indent: int | None = None) -> str:
    return json.dumps(plain(value, path), ensure_ascii=False, indent=indent)


def plain(value: Any, path: str = "") -> Any:
    """What JSON knows, of what NumPy and paths are too. Raises ScenarioError, which names the key."""
    match value:
        case Mapping():
            return {_text(str(key), path): plain(item, f"{path}.{key}".lstrip(".")) for key, item in value.items()}
        case np.ndarray() | np.generic():
            return plain(value.tolist(), path)
        case os.PathLike():
            return os.fspath(value)
        case None | bool() | int() | float():
            return value
        case str():
            return _text(value, path)
        case Sequence() if not isinstance(value, bytes | bytearray | memoryview):
            return [plain(item, f"{path}[{place}]") for place, item in enumerate(value)]
    raise ScenarioError(f"`{path}` cannot be a {type(value).__name__} (say a number, text, list or dict)")


def _text(value: str, path: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ScenarioError(f"`{path}` is no text ({error.reason})") from None
    return str(value)


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = _laid_over(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return merged
