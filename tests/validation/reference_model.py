"""A second implementation of the model, written from its description (`model.md`) alone.

The C++ engine is docked against this file: neither was written with sight of the other, and they share no
code, no data layout and no random numbers, so where their outcomes agree within sampling error, both follow
the description. This one is meant to be read beside the description: the ten steps are functions in the order
of the ten steps, and names are the description's words. It covers generated organizations without
interventions, and it needs NumPy only.

Arrays have one row per replicate; columns are members (positions), leaders (positions 0..L-1) or ties.
`now` is the state as the week began and is never written; `new` is the state the next week begins with;
`week` holds what arises in this week's steps.

    run("level2", {"turbulence": .2}, replicates=8, weeks=104, seed=1)["performance"]   # replicates x weeks

Run as a script, it checks itself against the closed forms the description gives.
"""

from types import SimpleNamespace

import numpy as np

PARAMETERS = {
    # organization
    "members": 400, "span": 7, "ties_per_member": 2,
    # environment and task
    "turbulence": .05, "volatility": .5, "individuality": .6, "signal_noise": .5, "distance": 1.0,
    "interdependence": .5, "routineness": .5, "advice": .8, "issue_threshold": .5, "market": 1.0,
    # where the members start
    "adoption": .9,
}

ELEMENTS = ("receptiveness", "sanction", "transparency", "inquiry", "delegation", "trust_first",
            "relational_time", "feedback", "integrity", "connecting", "monitoring", "responsible_individual")

STYLES = {name: dict(zip(ELEMENTS, values)) for name, values in {
    "command":       (.20, .25, .10, .05, .20, .00, .02, .10, .70, .05, .80, 0),
    "transactional": (.45, .08, .30, .20, .45, .10, .06, .30, .80, .15, .55, 0),
    "level2":        (.85, .01, .70, .60, .85, .40, .20, .60, .90, .50, .20, 0),
    "distributed":   (.80, .02, .90, .50, .95, .60, .12, .70, .90, .50, .10, 1),
}.items()}
HABIT = "command"                     # what every leader falls back to

PRIOR_PROPENSITY = ("trust_leader", "trust_team", "trust_organization", "safety")
PRIOR_HALF = ("trust_self", "impact", "trust_report")
BELIEFS = PRIOR_PROPENSITY + PRIOR_HALF

FORGETTING = .97                      # lambda
PRIOR_WEIGHT = 2.0                    # n0
NEGATIVITY = 2.0                      # nu
WEEK_HOURS = 40.0
LEADER_HOURS = WEEK_HOURS * (1 - .30)  # F
VACANT_WEEKS = 6

MEANS = ("trust_leader", "trust_team", "trust_organization", "trust_self", "trust_report", "safety", "impact",
         "latitude", "autonomy", "personization", "aspiration", "satisfaction", "fit", "effort", "overhead",
         "issue_rate", "quits")
DYADS = ("dyads_domination", "dyads_transactional", "dyads_personal", "dyads_intimacy")
COUNTS = ("issues", "spoken", "heard", "welcomed", "explained", "ignored", "punished")
WEEKLY = MEANS + ("performance", "vacancy", "adoption", "tie_strength") + DYADS + COUNTS + (
    "surprise_top", "surprise_front")
RATIOS = {"voice": ("spoken", "issues"), "welcomed_share": ("welcomed", "spoken")}


# ---------------------------------------------------------------------------------------------- organization

class Organization:
    """The reporting tree: position 0 is the top, position i > 0 reports to floor((i-1)/span)."""

    def __init__(self, members, span):
        positions = np.arange(members)
        self.members = members
        self.manager = np.maximum(positions - 1, 0) // span        # the top is its own manager: it feels its own policy
        self.leaders = int(self.manager[-1]) + 1                   # positions 0..leaders-1 have reports
        self.first_report = 1 + span * np.arange(self.leaders)
        self.unit_size = np.minimum(self.first_report + span, members) - self.first_report
        self.has_reports = positions < self.leaders
        self.level = np.zeros(members, int)
        for i in range(1, members):
            self.level[i] = self.level[self.manager[i]] + 1
        self.height = np.zeros(members, int)
        for i in range(members - 1, 0, -1):
            m = self.manager[i]
            self.height[m] = max(self.height[m], self.height[i] + 1)
        # the positions of each unit, one row per leader; short units are filled up with -1
        offsets = self.first_report[:, None] + np.arange(self.unit_size.max())
        self.unit = np.where(np.arange(self.unit_size.max()) < self.unit_size[:, None], offsets, -1)

    def unit_sum(self, values):
        """Sum over each leader's reports (a column per leader)."""
        return np.add.reduceat(values[:, 1:].astype(float), self.first_report - 1, axis=1)

    def unit_mean(self, values):
        """mean_U for every member, over all positions of its unit; for the top its own value."""
        mean = (self.unit_sum(values) / self.unit_size)[:, self.manager]
        mean[:, 0] = values[:, 0]
        return mean

    def down_the_tree(self, own):
        """Sum of `own` over a member and all above it."""
        total = np.array(own, dtype=float)
        for level in range(1, self.level.max() + 1):
            at = np.flatnonzero(self.level == level)
            total[..., at] += total[..., self.manager[at]]
        return total


class Ties:
    """Ties between members of different units, neither the top; drawn anew for every replicate."""

    def __init__(self, org, ties_per_member, replicates, rng):
        count = int(org.members * ties_per_member // 2) if org.leaders > 1 else 0
        ends = rng.integers(1, org.members, (2, replicates, count))
        while (same := org.manager[ends[0]] == org.manager[ends[1]]).any():
            ends[:, same] = rng.integers(1, org.members, (2, same.sum()))
        self.shape = (replicates, org.members)
        self.row = np.arange(replicates)[:, None]
        self.i, self.j = ends
        self.flat_i, self.flat_j = (self.row * org.members + end for end in ends)
        self.degree = self.sum(np.ones((replicates, count)))

    def sum(self, to_i, to_j=None):
        """For every member the sum over its ties of what each tie gives to its end i and to its end j."""
        to_j = to_i if to_j is None else to_j
        cells = self.shape[0] * self.shape[1]
        total = (np.bincount(self.flat_i.ravel(), np.ravel(to_i), cells)
                 + np.bincount(self.flat_j.ravel(), np.ravel(to_j), cells))
        return total.reshape(self.shape)

    def ends(self, values):
        """A member's value at end i and at end j of every tie."""
        return values[self.row, self.i], values[self.row, self.j]

    def mean_strength(self, strength):
        """Mean strength of own ties, 0 without."""
        return self.sum(strength) / np.maximum(self.degree, 1)

    def mean_of_ties(self, values):
        """Unweighted mean over the other ends of own ties, the own value without ties."""
        at_i, at_j = self.ends(values)
        return np.where(self.degree > 0, self.sum(at_j, at_i) / np.maximum(self.degree, 1), values)

    def weighted_mean_of_ties(self, values, strength):
        """Strength-weighted mean over the other ends of own ties, 0 without (it is then multiplied by 0)."""
        at_i, at_j = self.ends(values)
        total = self.sum(strength)
        return np.where(total > 0, self.sum(strength * at_j, strength * at_i) / np.where(total > 0, total, 1), 0)


# ----------------------------------------------------------------------------------------------------- state

def draw_traits(shape, rng):
    return {"propensity": rng.beta(5, 5, shape), "mindset": rng.beta(5, 5, shape),
            "control": rng.beta(4, 6, shape), "skill": rng.beta(4, 6, shape),
            "expertise": np.minimum(2, np.exp(.25 * rng.standard_normal(shape)))}


def belief_value(positives, negatives, prior):
    return (positives + PRIOR_WEIGHT * prior) / (positives + negatives + PRIOR_WEIGHT)


def start(model):
    """The state the first week begins with."""
    shape = (model.replicates, model.org.members)
    now = SimpleNamespace(**draw_traits(shape, model.rng))
    now.positives = {belief: np.zeros(shape) for belief in BELIEFS}
    now.negatives = {belief: np.zeros(shape) for belief in BELIEFS}
    now.personization = np.full(shape, .2)
    now.latitude = np.full(shape, .2)
    now.autonomy = np.full(shape, .1)
    now.autonomy[:, 0] = 1
    now.aspiration = np.full(shape, .5)
    now.satisfaction = np.full(shape, .5)
    now.condition = model.sigma * model.rng.standard_normal(shape)
    theta = model.org.down_the_tree(now.condition)
    now.estimate = theta.copy()
    now.action = theta.copy()
    now.silent = np.zeros(shape, bool)
    now.vacancy = np.zeros(shape, int)
    now.adoption = np.full((model.replicates, model.org.leaders), float(model.p["adoption"]))
    now.adoption[:, 0] = 1
    now.strength = np.full(model.ties.i.shape, .1)
    return now


def copy_state(now):
    return SimpleNamespace(**{name: ({belief: values.copy() for belief, values in field.items()}
                                     if isinstance(field, dict) else field.copy())
                              for name, field in vars(now).items()})


def begin_week(model, now):
    """What a week reads from the state as it began: belief values, who is on duty, conduct."""
    week = SimpleNamespace()
    week.belief = {belief: belief_value(now.positives[belief], now.negatives[belief],
                                        now.propensity if belief in PRIOR_PROPENSITY else .5)
                   for belief in BELIEFS}
    week.on_duty = now.vacancy == 0
    habit, policy = STYLES[HABIT], STYLES[model.style]
    week.conduct = {e: habit[e] + now.adoption * (policy[e] - habit[e]) for e in ELEMENTS}       # by leader
    week.felt = {e: conduct[:, model.org.manager] for e, conduct in week.conduct.items()}        # by member
    return week


# --------------------------------------------------------------------------------------------- the ten steps

def environment(model, now, week):                                                                  # step 1
    noise = model.rng.standard_normal(now.condition.shape)
    week.condition = model.phi * now.condition + np.sqrt(1 - model.phi**2) * model.sigma * noise
    week.theta = model.org.down_the_tree(week.condition)


def gain(drift, noise_sd):
    """Steady-state gain for a random walk of variance `drift` (Q) a week, 0 without drift."""
    root = np.sqrt(drift**2 + 4 * drift * noise_sd**2)
    return np.where(drift > 0, 2 * drift / np.where(drift > 0, drift + root, 1), 0)


def perceive(model, now, week):                                                                     # step 2
    noise_sd = model.p["signal_noise"] / now.expertise * (1 + model.p["distance"] * model.org.height)
    signal = week.theta + noise_sd * model.rng.standard_normal(now.estimate.shape)
    week.estimate = now.estimate + gain(model.drift, noise_sd) * (signal - now.estimate)


def unit_decision(model, now, week):
    """By leader: the mean estimate of the responsible individual and its advisers (a_m if nobody is on duty)."""
    unit, exists = model.org.unit, model.org.unit >= 0
    on_duty = week.on_duty[:, unit] & exists
    decider = np.where(on_duty, now.expertise[:, unit], -1).argmax(axis=2)     # the first on equality
    p_advise = model.p["advice"] * (.5 + .5 * week.belief["trust_team"])
    joins = (model.rng.random(p_advise.shape) < p_advise)[:, unit]
    np.put_along_axis(joins, decider[:, :, None], True, axis=2)
    joins &= on_duty
    voices = joins.sum(axis=2)
    total = np.where(joins, week.estimate[:, unit], 0).sum(axis=2)
    return np.where(voices > 0, total / np.maximum(voices, 1), now.action[:, :model.org.leaders])


def act(model, now, week):                                                                          # step 3
    manager, ri = model.org.manager, week.felt["responsible_individual"]
    week.directive = (1 - ri) * now.action[:, manager] + ri * unit_decision(model, now, week)[:, manager]
    week.action = week.directive + now.autonomy * (week.estimate - week.directive)
    week.action[:, 0] = week.estimate[:, 0]
    adjustment = .5 * week.belief["trust_team"] + .5 * model.ties.mean_strength(now.strength)
    apart = week.action - model.org.unit_mean(week.action)                     # 0 at the top
    week.loss = (week.action - week.theta)**2 + model.p["interdependence"] * (1 - adjustment) * apart**2
    week.fit = np.exp(-week.loss)


def speak_up(model, now, week):                                                                     # step 4
    week.issue = (np.abs(week.estimate - week.directive) > model.p["issue_threshold"]) & week.on_duty
    week.issue[:, 0] = False
    belief = week.belief
    drive = (.2 + 2 * belief["impact"] - 2.5 * (1 - belief["safety"]) + .8 * week.felt["inquiry"]
             + .5 * belief["trust_self"] - 1 * model.org.unit_mean(now.silent) + 1 * (now.aspiration - .5))
    week.spoke = week.issue & (model.rng.random(drive.shape) < 1 / (1 + np.exp(-drive)))


def leaders_week(model, now, week):                                                                 # step 5
    org, conduct, felt = model.org, week.conduct, week.felt
    present = week.on_duty[:, :org.leaders]
    week.first_hours = (1.0 * org.unit_sum(1 - now.autonomy) + .8 * conduct["monitoring"] * org.unit_size)   # P
    left = np.maximum(0, LEADER_HOURS - week.first_hours)
    voices = org.unit_sum(week.spoke)                                                                        # V
    week.voice_hours = np.minimum(voices, left)
    p_heard = np.where(present, np.minimum(1, left / np.maximum(voices, 1)), 0)
    left = np.maximum(0, left - voices)
    week.one_to_ones = np.where(present, np.minimum(conduct["relational_time"] * WEEK_HOURS, left), 0)       # R
    week.contact = 1 - np.exp(-week.one_to_ones / org.unit_size)

    def happens(p):
        return model.rng.random(week.spoke.shape) < p

    week.heard = week.spoke & happens(p_heard[:, org.manager])
    week.welcomed = week.heard & happens(felt["receptiveness"])
    week.punished = week.heard & ~week.welcomed & happens(felt["sanction"])
    week.explained = week.heard & ~week.welcomed & ~week.punished & happens(felt["transparency"])
    week.ignored = week.spoke & ~week.welcomed & ~week.punished & ~week.explained

    k = org.unit_sum(week.welcomed)
    mean_estimate = org.unit_sum(np.where(week.welcomed, week.estimate, 0)) / np.maximum(k, 1)
    week.estimate_after_voices = week.estimate.copy()
    week.estimate_after_voices[:, :org.leaders] += k / (k + 1) * (mean_estimate - week.estimate[:, :org.leaders])


def output(model, now, week):                                                                       # step 6
    org, belief = model.org, week.belief
    motivation = .55 + .40 * ((belief["trust_leader"] + belief["trust_organization"] + now.autonomy) / 3 - .5)
    supervision = model.p["routineness"] * week.felt["monitoring"] * (1 - now.autonomy)
    week.effort = 1 - (1 - supervision) * (1 - motivation)
    received = (week.one_to_ones / org.unit_size)[:, org.manager]
    week.overhead = (received + week.spoke) / WEEK_HOURS + .02 * week.felt["responsible_individual"]
    week.overhead[:, :org.leaders] += np.minimum(
        1, (week.first_hours + week.voice_hours + week.one_to_ones) / WEEK_HOURS)
    week.performance = np.where(week.on_duty, week.effort * week.fit * (1 - np.minimum(1, week.overhead)), 0)


def evidence(model, now, week, new):                                                                # step 7
    org, belief, felt, nu = model.org, week.belief, week.felt, NEGATIVITY
    W, X, I, U = (flag.astype(float) for flag in (week.welcomed, week.explained, week.ignored, week.punished))
    w, x, iota, upsilon = (org.unit_mean(flag) for flag in (W, X, I, U))
    g, h = now.latitude, now.personization
    due = model.rng.random(W.shape) < .1
    kept = due & (model.rng.random(W.shape) < felt["integrity"])
    broken = due & ~kept

    def learn(name, plus, minus, *fractional):
        """Forget, then add positives, negatives and fractional evidence, given as pairs (weight, y)."""
        new.positives[name] = FORGETTING * now.positives[name] + plus + sum(v * y for v, y in fractional)
        new.negatives[name] = FORGETTING * now.negatives[name] + minus + sum(v * (1 - y) for v, y in fractional)

    learn("trust_leader",
          W + .3 * X + .5 * kept + .1 * h,
          nu * (.5 * I + 3 * U) + nu * .5 * broken,
          (.1, g), (.1, org.unit_mean(belief["trust_leader"])))
    learn("safety",
          W + X + .3 * (w + x) + .1 * felt["inquiry"],
          nu * (.3 * (I + .3 * iota) + 3 * (U + .3 * upsilon)),
          (.1, org.unit_mean(belief["safety"])))
    learn("impact",
          W + .3 * w,
          .3 * X + I + U + .3 * (iota + upsilon))
    learn("trust_report",
          .3 * W + .05 * h,
          .3 * (I + U),
          (.1, week.fit))
    learn("trust_self",
          .1 * felt["feedback"],
          .2 * np.maximum(0, g - now.autonomy),
          (.1, week.fit))
    learn("trust_team", 0, 0,
          (.1, org.unit_mean(week.fit)), (.1, org.unit_mean(belief["safety"])), (.1, felt["connecting"]))
    learn("trust_organization", 0, 0,
          (.1, belief["trust_leader"]), (.1, model.ties.mean_of_ties(belief["trust_organization"])))


def towards(value, target, up, down):
    return value + np.where(target > value, up, down) * (target - value)


def relate_and_delegate(model, now, week, new):                                                     # step 8
    manager, felt, belief = model.org.manager, week.felt, week.belief
    h = now.personization
    new.personization = h + .08 * week.contact[:, manager] * (1 - h) - .02 * h
    first = felt["trust_first"]
    offer = (felt["delegation"] * (first + (1 - first) * belief["trust_report"])
             * (.7 + .3 * now.autonomy[:, manager]))
    new.latitude = towards(now.latitude, offer, .05, .25)
    readiness = now.latitude * (.4 + .3 * (belief["trust_self"] + belief["safety"]))
    new.autonomy = towards(now.autonomy, readiness, .05, .5)
    new.autonomy[:, 0] = 1


def lead(model, now, week, new):                                                                    # step 9
    org, leaders = model.org, slice(0, model.org.leaders)
    x, mindset = now.adoption, now.mindset[:, leaders]
    skill, control = now.skill[:, leaders], now.control[:, leaders]
    role_model = x[:, org.manager[leaders]]                         # all leaders have the same policy
    new.adoption = np.clip(x + .02 * mindset * skill * (1 - x) + .02 * (role_model - x)
                           - .02 * control * (1 - skill) * x, 0, 1)
    new.adoption[:, 0] = 1
    connecting_i, connecting_j = model.ties.ends(week.felt["connecting"])
    safety_i, safety_j = model.ties.ends(week.belief["safety"])
    strength = now.strength
    new.strength = (strength + .03 * .5 * (connecting_i + connecting_j) * safety_i * safety_j * (1 - strength)
                    - .01 * strength)
    new.expertise = np.minimum(2, now.expertise * (1 + .002 * week.felt["feedback"] * now.mindset))


def stay_or_leave(model, now, week, new):                                                          # step 10
    belief = week.belief
    week.satisfaction = (.35 * belief["trust_leader"] + .20 * now.autonomy + .25 * belief["safety"]
                         + .20 * week.fit)
    p_quit = np.minimum(1, model.p["market"] * .003 * np.exp(5 * (now.aspiration - week.satisfaction)))
    week.quit = (model.rng.random(p_quit.shape) < p_quit) & week.on_duty
    week.quit[:, 0] = False
    envy = np.maximum(0, model.ties.weighted_mean_of_ties(now.satisfaction, now.strength) - now.aspiration)
    new.aspiration = (now.aspiration + .01 * (week.satisfaction - now.aspiration)
                      + .02 * model.ties.mean_strength(now.strength) * envy)
    new.satisfaction = week.satisfaction
    new.vacancy = np.where(week.quit, VACANT_WEEKS, np.maximum(0, now.vacancy - 1))
    newcomers(model, now, new, arrives=now.vacancy == 1)


def newcomers(model, now, new, arrives):
    """The end of a vacancy's last week: overwrites what the steps wrote; the position's z, b and a stay."""
    if not arrives.any():
        return
    org = model.org
    fresh = draw_traits(arrives.shape, model.rng)
    fresh["expertise"] *= .8
    fresh.update(personization=0, latitude=.2, autonomy=.1, aspiration=.5, satisfaction=.5, silent=False)
    for name, value in fresh.items():
        setattr(new, name, np.where(arrives, value, getattr(new, name)))
    at_i, at_j = model.ties.ends(arrives)
    new.strength[at_i | at_j] = .1
    new_leader = arrives[:, :org.leaders]
    new.adoption = np.where(new_leader, .5 * now.adoption[:, org.manager[:org.leaders]], new.adoption)
    under_new_leader = new_leader[:, org.manager]                   # the top never leaves
    for belief in BELIEFS:
        lost = arrives | under_new_leader if belief in ("trust_leader", "trust_report") else arrives
        new.positives[belief][lost] = 0
        new.negatives[belief][lost] = 0
    new.personization[under_new_leader] = 0


# ------------------------------------------------------------------------------------------------- reporting

def relationship_level(safety, trust_leader, personization):
    """-1 domination, 1 transactional, 2 personal, 3 intimacy; the first that holds."""
    return np.select([(safety < .2) & (trust_leader < .3),
                      (personization >= .8) & (trust_leader >= .8),
                      (personization >= .5) & (trust_leader >= .5)], [-1, 3, 2], 1)


def report(model, now, week):
    """The week's outcomes, an array over replicates each: state as the week began, flows of the week."""
    counted = week.on_duty.copy()
    counted[:, 0] = False
    on_duty = counted.sum(axis=1)

    def mean(values):
        return np.where(counted, values, 0).sum(axis=1) / np.where(on_duty > 0, on_duty, np.nan)

    values = dict(week.belief, latitude=now.latitude, autonomy=now.autonomy, personization=now.personization,
                  aspiration=now.aspiration, satisfaction=week.satisfaction, fit=week.fit, effort=week.effort,
                  overhead=week.overhead, issue_rate=week.issue, quits=52.0 * week.quit)
    out = {name: mean(values[name]) for name in MEANS}
    out["performance"] = week.performance[:, 1:].mean(axis=1)
    out["vacancy"] = 1 - week.on_duty[:, 1:].mean(axis=1)
    if model.org.leaders > 1:
        out["adoption"] = now.adoption[:, 1:].mean(axis=1)
    if model.ties.i.shape[1] > 0:
        out["tie_strength"] = now.strength.mean(axis=1)
    level = relationship_level(week.belief["safety"], week.belief["trust_leader"], now.personization)
    out.update({name: mean(level == number) for name, number in zip(DYADS, (-1, 1, 2, 3))})
    flags = dict(issues=week.issue, spoken=week.spoke, heard=week.heard, welcomed=week.welcomed,
                 explained=week.explained, ignored=week.ignored, punished=week.punished)
    out.update({name: flags[name].sum(axis=1) for name in COUNTS})
    surprise = np.abs(week.estimate - week.theta)                  # after step 2 and before voices
    out["surprise_top"] = surprise[:, 0]
    out["surprise_front"] = surprise[:, ~model.org.has_reports].mean(axis=1)
    return out


# ------------------------------------------------------------------------------------------------------- run

def build(style, overrides, replicates, seed):
    """All that stays the same from week to week."""
    unknown = set(overrides) - set(PARAMETERS)
    if unknown:
        raise ValueError(f"unknown parameters: {sorted(unknown)}")
    p = {**PARAMETERS, **overrides}
    rng = np.random.default_rng(seed)
    org = Organization(p["members"], p["span"])
    sigma = np.where(org.has_reports, p["volatility"], p["individuality"])
    phi = 1 - p["turbulence"]
    drift = org.down_the_tree((1 - phi**2) * sigma**2)             # Q
    return SimpleNamespace(p=p, style=style, replicates=replicates, rng=rng, org=org, sigma=sigma, phi=phi,
                           drift=drift, ties=Ties(org, p["ties_per_member"], replicates, rng))


def one_week(model, now):
    week, new = begin_week(model, now), copy_state(now)
    environment(model, now, week)
    perceive(model, now, week)
    act(model, now, week)
    speak_up(model, now, week)
    leaders_week(model, now, week)
    output(model, now, week)
    new.condition, new.action, new.estimate = week.condition, week.action, week.estimate_after_voices
    new.silent = week.issue & ~week.spoke
    evidence(model, now, week, new)
    relate_and_delegate(model, now, week, new)
    lead(model, now, week, new)
    stay_or_leave(model, now, week, new)
    return week, new


def run(style, overrides=None, replicates=1, weeks=208, seed=None):
    """Weekly outcomes, an array replicates x weeks each; ratios are left to `pooled_ratio`."""
    model = build(style, overrides or {}, replicates, seed)
    outcomes = {name: np.full((replicates, weeks), np.nan) for name in WEEKLY}
    now = start(model)
    for t in range(weeks):
        week, new = one_week(model, now)
        for name, values in report(model, now, week).items():
            outcomes[name][:, t] = values
        now = new
    return outcomes


def pooled_ratio(numerator, divisor):
    """Pools the counts; missing (nan) where the divisor is 0."""
    total = np.sum(divisor)
    return np.sum(numerator) / total if total > 0 else np.nan


# ---------------------------------------------------------------------------------------------------- checks

def check_belief():
    """Fixed point under fractional evidence: positives y, negatives nu (1-y), each week."""
    y = np.linspace(0, 1, 11)
    positives = negatives = np.zeros(11)
    for _ in range(2000):
        positives = FORGETTING * positives + y
        negatives = FORGETTING * negatives + NEGATIVITY * (1 - y)
    reach = 1 / (1 - FORGETTING)
    expected = (y * reach + PRIOR_WEIGHT * .3) / ((y + NEGATIVITY * (1 - y)) * reach + PRIOR_WEIGHT)
    assert np.allclose(belief_value(positives, negatives, .3), expected)


def check_loss():
    """E loss = sigma^2 [(1-A)^2 + kappa A^2], kappa = interdependence (1-M)(1-1/n); best A = 1/(1+kappa)."""
    n, replicates, interdependence = 7, 40000, 1.5
    model = build("command", {"members": n + 1, "span": n, "volatility": 0, "signal_noise": 0,
                              "interdependence": interdependence}, replicates, seed=1)
    now = start(model)
    trust_team = belief_value(0, 0, now.propensity)[:, 1:]
    kappa = interdependence * (1 - .5 * trust_team.mean()) * (1 - 1 / n)
    losses = []
    for autonomy in (0, .25, 1 / (1 + kappa), .75, 1):
        now.autonomy[:, 1:] = autonomy
        week = begin_week(model, now)
        environment(model, now, week)
        perceive(model, now, week)
        act(model, now, week)
        losses.append(week.loss[:, 1:].mean())
        expected = model.p["individuality"]**2 * ((1 - autonomy)**2 + kappa * autonomy**2)
        assert abs(losses[-1] / expected - 1) < .02, (autonomy, losses[-1], expected)
    assert min(losses) == losses[2]


def check_gain():
    """The gain is the fixed point of the Kalman recursion for a random walk."""
    drift, noise_sd, variance = .03, .7, 1.0
    for _ in range(1000):
        k = (variance + drift) / (variance + drift + noise_sd**2)
        variance = (1 - k) * (variance + drift)
    assert np.isclose(gain(np.array(drift), noise_sd), k) and gain(np.array(0.0), noise_sd) == 0


def check_vacancies():
    """All quit in week 1: vacant in weeks 2 to 7, newcomers in week 8."""
    model = build("level2", {"members": 57, "market": 1e9}, 2, seed=1)
    now, vacant = start(model), []
    for _ in range(8):
        week, new = one_week(model, now)
        model.p["market"] = 0
        vacant.append(report(model, now, week)["vacancy"].mean())
        last, now = now, new
    assert vacant == [0, 1, 1, 1, 1, 1, 1, 0]
    begun = begin_week(model, last)
    assert np.all(last.latitude[:, 1:] == .2) and np.all(last.autonomy[:, 1:] == .1)
    assert np.all(last.strength == .1) and np.all(last.personization[:, 1:] == 0)
    assert np.all(last.adoption[:, 0] == 1) and np.all(last.adoption[:, 1:] == .5)
    assert np.all(begun.belief["trust_report"][:, 1:] == .5)
    assert np.allclose(begun.belief["safety"][:, 1:], last.propensity[:, 1:])


if __name__ == "__main__":
    check_belief()
    check_gain()
    check_loss()
    check_vacancies()
    print("closed forms hold")
