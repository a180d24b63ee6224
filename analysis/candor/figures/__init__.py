"""Figures of results in matplotlib: each takes axes or makes a figure, and returns the axes."""

from candor.figures.courses import difference, fan
from candor.figures.maps import regime_map
from candor.figures.networks import network
from candor.figures.people import treemap
from candor.figures.tornadoes import tornado
from candor.figures.voices import voice_funnel

__all__ = ["difference", "fan", "network", "regime_map", "tornado", "treemap", "voice_funnel"]
