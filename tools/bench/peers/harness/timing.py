"""Measures engines side by side: how many weeks each gets, which sizes it can do, and medians over rounds."""

import statistics
from dataclasses import dataclass, field

from .engines import CORES, TooLong, Unavailable

MOST_WEEKS = 100_000
LONG = 15                   # seconds; what takes longer is measured in every other round
MODES = {"one": "one core", "each": "all cores, a run on each", "together": "all cores, one run"}


@dataclass
class Timing:
    engine: str
    workload: str
    members: int
    mode: str
    weeks: int = 0
    samples: list = field(default_factory=list)         # member-weeks a second
    founding_seconds: float = 0
    wall_seconds: float = 0
    peak_bytes: int = 0
    reason: str = ""                                    # why there are no samples

    @property
    def rate(self):
        return statistics.median(self.samples) if self.samples else None

    def document(self):
        return {"engine": self.engine, "workload": self.workload, "members": self.members, "mode": self.mode,
                "weeks": self.weeks, "member_weeks_per_second": self.rate, "samples": self.samples,
                "founding_seconds": self.founding_seconds, "peak_bytes": self.peak_bytes, "reason": self.reason}


def memory_available():
    with open("/proc/meminfo") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable:"))


class Comparison:
    """`chosen` has sizes (ascending), modes, rounds, seconds of a measurement, and the limit for two weeks."""

    def __init__(self, engines, chosen, say):
        self.engines, self.say = engines, say
        self.sizes, self.modes, self.rounds = chosen.sizes, chosen.modes, chosen.rounds
        self.seconds, self.limit = chosen.seconds, chosen.limit
        self.timings = {(engine.name, members, mode): Timing(engine.name, engine.workload, members, mode)
                        for mode in self.modes for members in self.sizes for engine in engines}

    def measure(self):
        for engine in self.engines:
            self.plan(engine)
        for number in range(self.rounds):
            for mode in self.modes:
                for members in self.sizes:
                    for engine in self.engines:         # alternate: what disturbs the machine disturbs all
                        self.sample(engine, members, mode, number)
            self.say(f"round {number + 1} of {self.rounds}")
        return list(self.timings.values())

    def plan(self, engine):
        """On one core, from small to large: how many weeks fill the time, and which sizes are out of reach."""
        slowest = None                                  # seconds a member for founding and two weeks, size before
        for members in self.sizes:
            weeks, peak, reason = 0, 0, ""
            if slowest is not None and slowest * members > self.limit:
                reason = f"about {slowest * members:.0f} s for two weeks"
            else:
                try:
                    weeks, sample = self.weeks_for(engine, members)
                    peak = sample.peak_bytes
                    per_week = sample.seconds / sample.weeks
                    slowest = (sample.founding_seconds + 2 * per_week) / members if members >= 1000 else None
                    self.say(f"{engine.name}, {members:,}: {sample.member_weeks_per_second:,.0f} a second")
                except TooLong:
                    reason = f"more than {self.limit:.0f} s for two weeks"
                    slowest = float("inf")
                except Unavailable as failure:
                    reason = str(failure)
                    slowest = float("inf")
            if reason == "about inf s for two weeks":
                reason = "failed or too long at the size before"
            for mode in self.modes:
                timing = self.timings[engine.name, members, mode]
                timing.weeks, timing.peak_bytes, timing.reason = weeks, peak, reason
                if reason:
                    continue
                if mode == "together":
                    timing.weeks *= len(CORES)
                    if not engine.threads:
                        timing.reason = "one thread only"
                    elif members < 100_000:
                        timing.reason = "too small to share"
                elif mode == "each" and peak * len(CORES) > .7 * memory_available():
                    timing.reason = f"needs {peak * len(CORES) / 2**30:.0f} GiB of memory"

    def weeks_for(self, engine, members):
        weeks = 2 if members > 1000 else 20
        while True:
            sample = engine.run(members, weeks, "one", limit=self.limit * 2)
            # Where founding takes long, its jitter must not matter for an engine timed from outside.
            wanted = max(self.seconds, sample.founding_seconds if engine.name == "Candor" else 0)
            if sample.seconds >= .5 * wanted or weeks >= MOST_WEEKS:
                return weeks, sample
            growth = 1.2 * wanted / max(sample.seconds, wanted / 30)
            weeks = min(MOST_WEEKS, max(weeks + 1, round(weeks * growth)))

    def sample(self, engine, members, mode, number):
        timing = self.timings[engine.name, members, mode]
        if timing.reason or (timing.wall_seconds > LONG and number % 2 == 1):
            return
        try:
            # Neighbours share the machine: a run may take longer there than alone.
            sample = engine.run(members, timing.weeks, mode, seed=1 + 100 * number, limit=self.limit * 4)
        except TooLong:
            timing.reason = f"more than {self.limit * 4:.0f} s"
            return
        except Unavailable as failure:
            timing.reason = str(failure)
            return
        timing.samples.append(sample.member_weeks_per_second)
        timing.founding_seconds, timing.wall_seconds = sample.founding_seconds, sample.wall_seconds
        timing.peak_bytes = max(timing.peak_bytes, sample.peak_bytes)
