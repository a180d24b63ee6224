"""Candor simulates how leadership shapes trust, autonomy and speaking up in organizations.

>>> import candor
>>> data = candor.compare("scenarios/hierarchy_or_level2.yaml", replicates=10)
>>> last_year = data.performance.isel(week=slice(-52, None)).mean("week")
>>> difference = (last_year.sel(policy="level2") - last_year.sel(policy="command")).mean("replicate")

Results are numbers of a model, not measurements of a real organization.
"""

import importlib
from types import ModuleType

from candor._engine import Error, OutputError, RunError, ScenarioError, __version__
from candor.describing import check, describe, organization, outcomes
from candor.reading import open, provenance, save, timing
from candor.running import compare, run, sweep
from candor.tables import to_pandas

__all__ = [
    "Error",
    "OutputError",
    "RunError",
    "ScenarioError",
    "__version__",
    "check",
    "compare",
    "describe",
    "open",
    "organization",
    "outcomes",
    "provenance",
    "run",
    "save",
    "sweep",
    "timing",
    "to_pandas",
]


def __getattr__(name: str) -> ModuleType:
    """Modules that bring matplotlib or SALib along are imported when they are asked for."""
    if name in ("figures", "salib"):
        return importlib.import_module(f"candor.{name}")
    raise AttributeError(f"module 'candor' has no attribute '{name}'")
