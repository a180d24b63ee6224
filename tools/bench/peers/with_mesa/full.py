"""The full model (WORKLOAD.md) in Mesa 3: what a week asks of members, stage by stage, each a method of the agent."""

import math
import statistics
from types import SimpleNamespace

import mesa

from program import serve

PARAMETERS = SimpleNamespace(
    span=7, ties_per_member=2, turbulence=.05, volatility=.5, individuality=.6, signal_noise=.5, distance=1.0,
    interdependence=.5, routineness=.5, advice=.8, issue_threshold=.5, market=1.0, adoption=.9)
ELEMENTS = ("receptiveness", "sanction", "transparency", "inquiry", "delegation", "trust_first", "relational_time",
            "feedback", "integrity", "connecting", "monitoring", "responsible_individual")
STYLES = {
    "command": (.20, .25, .10, .05, .20, .00, .02, .10, .70, .05, .80, 0),
    "transactional": (.45, .08, .30, .20, .45, .10, .06, .30, .80, .15, .55, 0),
    "level2": (.85, .01, .70, .60, .85, .40, .20, .60, .90, .50, .20, 0),
    "distributed": (.80, .02, .90, .50, .95, .60, .12, .70, .90, .50, .10, 1),
}
STATE_OUTCOMES = ("trust_leader", "trust_team", "trust_organization", "trust_self", "trust_report", "safety", "impact")
OUTCOMES = ("latitude", "autonomy", "personization", "aspiration")
FLOW_OUTCOMES = ("new_satisfaction", "fit", "effort", "overhead", "issue")
COUNTS = ("issue", "spoke", "heard", "welcomed", "explained", "ignored", "punished")
NAMES = {"new_satisfaction": "satisfaction", "issue": "issue_rate"}
COUNT_NAMES = {"issue": "issues", "spoke": "spoken"}


class Belief:
    """Beta evidence with forgetting; `value` is as the week began."""
    __slots__ = ("positives", "negatives", "value")

    def __init__(self):
        self.positives = self.negatives = self.value = 0

    def learn(self, positives, negatives):
        self.positives = .97 * self.positives + positives
        self.negatives = .97 * self.negatives + negatives

    def weigh(self, prior):
        self.value = (self.positives + 2 * prior) / (self.positives + self.negatives + 2)


class Tie:
    __slots__ = ("a", "b", "strength")

    def __init__(self, a, b):
        self.a, self.b, self.strength = a, b, .1


def toward(value, target, up, down):
    return value + (up if target > value else down) * (target - value)


class Member(mesa.Agent):
    def __init__(self, model):
        super().__init__(model)
        self.reports, self.ties = [], []
        self.adoption, self.vacancy, self.silent = PARAMETERS.adoption, 0, False
        self.unit = None
        self.arrive(personization=.2, expertise=1)

    def arrive(self, personization, expertise):
        """What is new with whoever takes the position."""
        draw = self.random
        self.propensity, self.mindset = draw.betavariate(5, 5), draw.betavariate(5, 5)
        self.control, self.skill = draw.betavariate(4, 6), draw.betavariate(4, 6)
        self.expertise = min(2, math.exp(.25 * draw.gauss(0, 1))) * expertise
        self.trust_leader, self.trust_team, self.trust_organization, self.safety = (Belief() for _ in range(4))
        self.trust_self, self.impact, self.trust_report = (Belief() for _ in range(3))
        self.personization, self.latitude, self.autonomy = personization, .2, .1
        self.aspiration = self.satisfaction = .5
        self.silent = False

    def take_stock(self):
        for belief in (self.trust_leader, self.trust_team, self.trust_organization, self.safety):
            belief.weigh(self.propensity)
        for belief in (self.trust_self, self.impact, self.trust_report):
            belief.weigh(.5)
        self.on_duty = self.vacancy == 0
        if self.reports:
            self.conduct = SimpleNamespace(**{
                element: habit + self.adoption * (policy - habit)
                for element, habit, policy in zip(ELEMENTS, STYLES["command"], self.model.policy)})

    def perceive(self):                                                                         # steps 1 and 2
        phi, draw = 1 - PARAMETERS.turbulence, self.random
        self.condition = phi * self.condition + math.sqrt(1 - phi**2) * self.sigma * draw.gauss(0, 1)
        self.theta = self.condition + (self.manager.theta if self.manager is not self else 0)
        noise = PARAMETERS.signal_noise / self.expertise * (1 + PARAMETERS.distance * self.height)
        drift = self.drift
        gain = 2 * drift / (drift + math.sqrt(drift**2 + 4 * drift * noise**2))
        self.estimate += gain * (self.theta + noise * draw.gauss(0, 1) - self.estimate)
        self.estimate_after_voices = self.estimate

    def decide(self):
        """What the reports are told: the leader's action of last week, blended with a responsible individual's."""
        ri = self.conduct.responsible_individual
        self.decision = self.action
        on_duty = [report for report in self.reports if report.on_duty]
        if ri == 0 or not on_duty:
            return
        decider = max(on_duty, key=lambda report: report.expertise)
        voices = [report.estimate for report in on_duty if report is decider or self.random.random()
                  < PARAMETERS.advice * (.5 + .5 * report.trust_team.value)]
        self.decision = (1 - ri) * self.action + ri * statistics.fmean(voices)

    def act(self):                                                                              # step 3
        if self.manager is self:
            self.directive = self.next_action = self.estimate
        else:
            self.directive = self.manager.decision
            self.next_action = self.directive + self.autonomy * (self.estimate - self.directive)

    def share(self):
        """What a unit has in common this week."""
        reports, size = self.reports, len(self.reports)
        self.unit = SimpleNamespace(
            silent=sum(report.silent for report in reports) / size,
            action=sum(report.next_action for report in reports) / size,
            trust_leader=sum(report.trust_leader.value for report in reports) / size,
            safety=sum(report.safety.value for report in reports) / size)

    def fit_in(self):
        self.tie_strength, self.tie_trust, self.envy = 0, self.trust_organization.value, 0
        if self.ties:
            others = [(tie.strength, tie.b if tie.a is self else tie.a) for tie in self.ties]
            strength = sum(weight for weight, _ in others)
            self.tie_strength = strength / len(others)
            self.tie_trust = sum(other.trust_organization.value for _, other in others) / len(others)
            satisfaction = sum(weight * other.satisfaction for weight, other in others) / strength
            self.envy = max(0, satisfaction - self.aspiration)
        adjustment = .5 * self.trust_team.value + .5 * self.tie_strength
        apart = self.next_action - self.manager.unit.action if self.manager is not self else 0
        self.fit = math.exp(-(self.next_action - self.theta)**2
                            - PARAMETERS.interdependence * (1 - adjustment) * apart**2)

    def speak_up(self):                                                                         # step 4
        self.heard = self.welcomed = self.explained = self.ignored = self.punished = self.spoke = False
        self.issue = (abs(self.estimate - self.directive) > PARAMETERS.issue_threshold and self.on_duty
                      and self.manager is not self)
        if self.issue:
            drive = (.2 + 2 * self.impact.value - 2.5 * (1 - self.safety.value) + .8 * self.manager.conduct.inquiry
                     + .5 * self.trust_self.value - self.manager.unit.silent + (self.aspiration - .5))
            self.spoke = self.random.random() < 1 / (1 + math.exp(-drive))

    def lead_the_week(self):                                                                    # step 5
        reports, size, conduct, chance = self.reports, len(self.reports), self.conduct, self.random.random
        unit = self.unit
        first = sum(1 - report.autonomy for report in reports) + .8 * conduct.monitoring * size
        voices = sum(report.spoke for report in reports)
        left = max(0, 28 - first)
        p_heard = min(1, left / max(voices, 1)) if self.on_duty else 0
        listening, left = min(voices, left), max(0, left - voices)
        unit.one_to_ones = min(conduct.relational_time * 40, left) if self.on_duty else 0
        unit.contact = 1 - math.exp(-unit.one_to_ones / size)
        self.hours = first + listening + unit.one_to_ones
        for report in reports:
            if not report.spoke:
                continue
            report.heard = chance() < p_heard
            report.welcomed = report.heard and chance() < conduct.receptiveness
            report.punished = report.heard and not report.welcomed and chance() < conduct.sanction
            report.explained = (report.heard and not (report.welcomed or report.punished)
                                and chance() < conduct.transparency)
            report.ignored = not (report.welcomed or report.punished or report.explained)
        unit.fit = sum(report.fit for report in reports) / size
        for answer in ("welcomed", "explained", "ignored", "punished"):
            setattr(unit, answer, sum(getattr(report, answer) for report in reports) / size)
        estimates = [report.estimate for report in reports if report.welcomed]
        if estimates:
            k = len(estimates)
            self.estimate_after_voices += k / (k + 1) * (statistics.fmean(estimates) - self.estimate)

    def learn(self):                                                                            # steps 6 to 10
        manager, felt, is_top = self.manager, self.manager.conduct, self.manager is self
        fit, g, h, autonomy = self.fit, self.latitude, self.personization, self.autonomy
        trust_leader, safety = self.trust_leader.value, self.safety.value
        chance = self.random.random

        motivation = .55 + .40 * ((trust_leader + self.trust_organization.value + autonomy) / 3 - .5)
        supervision = PARAMETERS.routineness * felt.monitoring * (1 - autonomy)
        self.effort = 1 - (1 - supervision) * (1 - motivation)
        self.overhead = ((manager.unit.one_to_ones / len(manager.reports) + self.spoke) / 40
                         + .02 * felt.responsible_individual)
        if self.reports:
            self.overhead += min(1, self.hours / 40)
        self.performance = self.effort * fit * (1 - min(1, self.overhead)) if self.on_duty else 0

        W, X, I, U = self.welcomed, self.explained, self.ignored, self.punished
        unit = manager.unit
        w, x, iota, upsilon = (W, X, I, U) if is_top else (unit.welcomed, unit.explained, unit.ignored, unit.punished)
        unit_trust, unit_safety, unit_fit = (
            (trust_leader, safety, fit) if is_top else (unit.trust_leader, unit.safety, unit.fit))
        due = chance() < .1
        kept = due and chance() < felt.integrity
        broken = due and not kept
        self.trust_leader.learn(W + .3 * X + .5 * kept + .1 * h + .1 * g + .1 * unit_trust,
                                2 * (.5 * I + 3 * U) + broken + .1 * (1 - g) + .1 * (1 - unit_trust))
        self.safety.learn(W + X + .3 * (w + x) + .1 * felt.inquiry + .1 * unit_safety,
                          2 * (.3 * (I + .3 * iota) + 3 * (U + .3 * upsilon)) + .1 * (1 - unit_safety))
        self.impact.learn(W + .3 * w, .3 * X + I + U + .3 * (iota + upsilon))
        self.trust_report.learn(.1 * fit + .3 * W + .05 * h, .1 * (1 - fit) + .3 * (I + U))
        self.trust_self.learn(.1 * fit + .1 * felt.feedback, .1 * (1 - fit) + .2 * max(0, g - autonomy))
        self.trust_team.learn(.1 * (unit_fit + unit_safety + felt.connecting),
                              .1 * (3 - unit_fit - unit_safety - felt.connecting))
        self.trust_organization.learn(.1 * (trust_leader + self.tie_trust), .1 * (2 - trust_leader - self.tie_trust))

        self.next_personization = h + .08 * unit.contact * (1 - h) - .02 * h
        offer = (felt.delegation * (felt.trust_first + (1 - felt.trust_first) * self.trust_report.value)
                 * (.7 + .3 * manager.autonomy))
        self.next_latitude = toward(g, offer, .05, .25)
        readiness = g * (.4 + .3 * (self.trust_self.value + safety))
        self.next_autonomy = 1 if is_top else toward(autonomy, readiness, .05, .5)
        adoption = self.adoption
        self.next_adoption = 1 if is_top else min(1, max(0, (
            adoption + .02 * self.mindset * self.skill * (1 - adoption) + .02 * (manager.adoption - adoption)
            - .02 * self.control * (1 - self.skill) * adoption)))
        self.next_expertise = min(2, self.expertise * (1 + .002 * felt.feedback * self.mindset))

        self.new_satisfaction = .35 * trust_leader + .20 * autonomy + .25 * safety + .20 * fit
        p_quit = PARAMETERS.market * .003 * math.exp(5 * (self.aspiration - self.new_satisfaction))
        self.quit = self.on_duty and not is_top and chance() < p_quit
        self.next_aspiration = (self.aspiration + .01 * (self.new_satisfaction - self.aspiration)
                                + .02 * self.tie_strength * self.envy)

    def advance(self):
        self.personization, self.latitude, self.autonomy = (
            self.next_personization, self.next_latitude, self.next_autonomy)
        self.last_adoption, self.adoption = self.adoption, self.next_adoption
        self.expertise, self.aspiration, self.satisfaction = (
            self.next_expertise, self.next_aspiration, self.new_satisfaction)
        self.action, self.estimate = self.next_action, self.estimate_after_voices
        self.silent = self.issue and not self.spoke
        self.newcomer = self.vacancy == 1
        self.vacancy = 6 if self.quit else max(0, self.vacancy - 1)

    def hand_over(self):
        """At the end of a vacancy's last week."""
        if not self.newcomer:
            return
        self.arrive(personization=0, expertise=.8)
        self.adoption = .5 * self.manager.last_adoption
        for tie in self.ties:
            tie.strength = .1
        for report in self.reports:
            report.trust_leader, report.trust_report, report.personization = Belief(), Belief(), 0


class Organization(mesa.Model):
    def __init__(self, members, style, seed):
        super().__init__(seed=seed)
        self.policy, self.weeks = STYLES[style], []
        self.everyone = list(Member.create_agents(self, members))
        for i, member in enumerate(self.everyone):
            member.manager = self.everyone[max(i - 1, 0) // PARAMETERS.span]
            if i > 0:
                member.manager.reports.append(member)
        self.heads = self.agents.select(lambda member: bool(member.reports))
        for member in reversed(self.everyone):
            member.height = 1 + max(report.height for report in member.reports) if member.reports else 0
        spread = 1 - (1 - PARAMETERS.turbulence)**2
        for member in self.everyone:
            above = member.manager if member.manager is not member else None
            member.sigma = PARAMETERS.volatility if member.reports else PARAMETERS.individuality
            member.drift = spread * member.sigma**2 + (above.drift if above else 0)
            member.condition = member.sigma * self.random.gauss(0, 1)
            member.estimate = member.action = member.condition + (above.action if above else 0)
        self.everyone[0].autonomy = self.everyone[0].adoption = 1
        self.ties = []
        for _ in range(members * PARAMETERS.ties_per_member // 2 if len(self.heads) > 1 else 0):
            while True:
                a, b = (self.everyone[self.random.randrange(1, members)] for _ in range(2))
                if a.manager is not b.manager:
                    break
            tie = Tie(a, b)
            a.ties.append(tie)
            b.ties.append(tie)
            self.ties.append(tie)

    def step(self):
        everyone, heads = self.agents, self.heads
        everyone.do("take_stock").do("perceive")
        heads.do("decide")
        everyone.do("act")
        heads.do("share")
        everyone.do("fit_in").do("speak_up")
        heads.do("lead_the_week")
        everyone.do("learn")
        self.weeks.append(self.report())
        for tie in self.ties:
            a, b = tie.a, tie.b
            connecting = .5 * (a.manager.conduct.connecting + b.manager.conduct.connecting)
            tie.strength += (.03 * connecting * a.safety.value * b.safety.value * (1 - tie.strength)
                             - .01 * tie.strength)
        everyone.do("advance").do("hand_over")

    def report(self):
        below = self.everyone[1:]
        counted = [member for member in below if member.on_duty]
        mean = statistics.fmean
        out = {name: mean([getattr(member, name).value for member in counted]) for name in STATE_OUTCOMES}
        out |= {name: mean([getattr(member, name) for member in counted]) for name in OUTCOMES}
        out |= {NAMES.get(name, name): mean([getattr(member, name) for member in counted]) for name in FLOW_OUTCOMES}
        out["quits"] = 52 * mean([member.quit for member in counted])
        out |= {COUNT_NAMES.get(name, name): sum([getattr(member, name) for member in below]) for name in COUNTS}
        out["performance"] = mean([member.performance for member in below])
        out["vacancy"] = 1 - len(counted) / len(below)
        if len(self.heads) > 1:
            out["adoption"] = mean([member.adoption for member in below if member.reports])
            out["tie_strength"] = mean([tie.strength for tie in self.ties])
        out["surprise_top"] = abs(self.everyone[0].estimate - self.everyone[0].theta)
        out["surprise_front"] = mean([abs(member.estimate - member.theta) for member in below if not member.reports])
        levels = [relationship(member) for member in counted]
        for level in ("domination", "transactional", "personal", "intimacy"):
            out[f"dyads_{level}"] = levels.count(level) / len(levels)
        return out

    def statistics(self):
        last = self.weeks[-52:]
        return {name: statistics.fmean(week[name] for week in last) for name in last[0]}


def relationship(member):
    safety, trust, personization = member.safety.value, member.trust_leader.value, member.personization
    if safety < .2 and trust < .3:
        return "domination"
    if personization >= .8 and trust >= .8:
        return "intimacy"
    return "personal" if personization >= .5 and trust >= .5 else "transactional"


if __name__ == "__main__":
    serve("Mesa (full)", lambda options, seed: Organization(options.members, options.style, seed))
