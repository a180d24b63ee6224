"""The full model in vectorized NumPy: the reference model of the tests, without what would only slow it down.

The reference is written to be read. Where it computes for everybody what few members need, or copies what it then
replaces, this file puts the shorter way in its place, so that it stands for NumPy as one would write it for speed.
"""

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from program import serve

sys.path.append(str(Path(__file__).resolve().parents[4] / "tests" / "validation"))
import reference_model as reference  # noqa: E402


def copy_state(now):
    """Steps replace arrays, they do not write into them: only the two dictionaries need copies."""
    return SimpleNamespace(**{name: dict(field) if isinstance(field, dict) else field
                              for name, field in vars(now).items()})


def unit_decision(model, now, week, ask_units=reference.unit_decision):
    """Nobody decides where no leader gives weight to a responsible individual."""
    if not week.conduct["responsible_individual"].any():
        return now.action[:, :model.org.leaders]
    return ask_units(model, now, week)


def newcomers(model, now, new, arrives):
    """Draws for those who arrive alone, and finds ties and reports from them."""
    who = np.flatnonzero(arrives)
    if len(who) == 0:
        return
    org = model.org

    def overwrite(name, positions, values):
        array = getattr(new, name)
        array = array.copy() if array is getattr(now, name) else array
        array.ravel()[positions] = values
        setattr(new, name, array)

    fresh = reference.draw_traits(len(who), model.rng)
    fresh["expertise"] *= .8
    fresh.update(personization=0, latitude=.2, autonomy=.1, aspiration=.5, satisfaction=.5, silent=False)
    for name, values in fresh.items():
        overwrite(name, who, values)
    new.strength[arrives.ravel()[model.ties.flat_i] | arrives.ravel()[model.ties.flat_j]] = .1

    for belief in reference.BELIEFS:
        new.positives[belief].ravel()[who] = 0
        new.negatives[belief].ravel()[who] = 0

    new_leader = arrives[:, :org.leaders]
    if new_leader.any():
        new.adoption = np.where(new_leader, .5 * now.adoption[:, org.manager[:org.leaders]], new.adoption)
        under_new_leader = np.flatnonzero(new_leader[:, org.manager])
        for belief in ("trust_leader", "trust_report"):
            new.positives[belief].ravel()[under_new_leader] = 0
            new.negatives[belief].ravel()[under_new_leader] = 0
        overwrite("personization", under_new_leader, 0)


def ends(ties, values):
    """One index into the flat array instead of two."""
    flat = values.ravel()
    return flat.take(ties.flat_i), flat.take(ties.flat_j)


reference.copy_state, reference.unit_decision, reference.newcomers = copy_state, unit_decision, newcomers
reference.Ties.ends = ends


class Organization:
    def __init__(self, options, seed):
        self.model = reference.build(options.style, {"members": options.members}, 1, seed)
        self.now = reference.start(self.model)
        self.weeks = []

    def step(self):
        week, new = reference.one_week(self.model, self.now)
        self.weeks.append(reference.report(self.model, self.now, week))
        self.now = new

    def statistics(self):
        last = self.weeks[-52:]
        return {name: np.mean([week[name] for week in last]) for name in last[0]}


if __name__ == "__main__":
    serve("NumPy (full)", Organization)
