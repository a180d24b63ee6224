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
from candor.calibrated import Calibration
from candor.calibration import calibrate
from candor.describing import check, describe, organization, outcomes
from candor.emulation import emulate
from candor.emulator import Emulator, EmulatorSensitivity
from candor.reading import open, provenance, save, timing
from candor.running import compare, run, sweep
from candor.statistics import outcome_mean, survey_correlation
from candor.tables import to_pandas
from candor.targets import Target, calibration_targets, validation_patterns

__all__ = [
    "Calibration",
    "Emulator",
    "EmulatorSensitivity",
    "Error",
    "OutputError",
    "RunError",
    "ScenarioError",
    "Target",
    "__version__",
    "calibrate",
    "calibration_targets",
    "check",
    "compare",
    "describe",
    "emulate",
    "open",
    "organization",
    "outcome_mean",
    "outcomes",
    "provenance",
    "run",
    "save",
    "survey_correlation",
    "sweep",
    "timing",
    "to_pandas",
    "validation_patterns",
]


def __getattr__(name: str) -> ModuleType:
    """Modules that bring matplotlib or SALib along are imported when they are asked for."""
    if name in ("figures", "salib"):
        return importlib.import_module(f"candor.{name}")
    raise AttributeError(f"module 'candor' has no attribute '{name}'")
