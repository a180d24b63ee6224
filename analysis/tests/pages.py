"""Pages that the program writes, as tests read them."""

import json
import re

import numpy as np

SWEEP = """\
title: A small sweep
question: Where?
base: small.yaml
set: {run: {weeks: 8}, timeline: []}
policies: [command, level2]
factors:
  environment.routineness: [.1, .5, .9]
  environment.volatility: [.1, .6]
design: grid
outcomes: [performance, quits]
replicates: 4
"""


def carried(page, name):
    """What a page's only element of this name holds, as JSON."""
    (found,) = re.findall(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    return json.loads(found)


def payload_of(path):
    return carried(path.read_text(encoding="utf-8"), "payload")


def close(shown, expected):
    """Equal to five significant digits; null for what is undefined."""
    expected = np.array([np.nan if value is None else value for value in np.asarray(expected)], dtype=float)
    shown = np.array([np.nan if value is None else value for value in shown], dtype=float)
    np.testing.assert_allclose(shown, expected, rtol=1.01e-5 * 5, equal_nan=True)
