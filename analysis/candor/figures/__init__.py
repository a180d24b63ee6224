"""Figures of results in matplotlib: each takes axes or makes a figure, and returns the axes."""

from candor.figures.courses import difference, fan
from candor.figures.people import treemap
from candor.figures.voices import voice_funnel

__all__ = ["difference", "fan", "treemap", "voice_funnel"]
