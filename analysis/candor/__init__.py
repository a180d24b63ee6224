"""Candor: how leadership shapes trust, autonomy and speaking up, simulated in process."""

from candor.reading import OutputError as OutputError
from candor.reading import open as open

__all__ = ["OutputError", "open"]
