"""compare: installs and builds what can be had, checks that all agree, measures, writes a table and a plot."""

import argparse
import datetime
import os
import sys
import time
from pathlib import Path

from . import agreement, plot, report
from .engines import BUILD, Unavailable, all_engines
from .timing import MODES, Comparison


def options():
    parser = argparse.ArgumentParser(prog="compare", description="Candor beside what people would use otherwise.")
    parser.add_argument("--output", type=Path, default=BUILD, metavar="DIR", help="where results go (build/peers)")
    parser.add_argument("--candor", type=Path, metavar="PATH", help="program to measure; built unless given")
    parser.add_argument("--quick", action="store_true", help="a trial under a minute, once all is built; no numbers "
                        "to rely on")
    parser.add_argument("--engines", metavar="NAME,...", help="only these (Candor,NumPy (full),...)")
    parser.add_argument("--sizes", metavar="N,...", help="members (400,1000,100000,1000000)")
    parser.add_argument("--modes", metavar="MODE,...", help="of " + ", ".join(MODES))
    parser.add_argument("--rounds", type=int, help="measurements of each (5)")
    parser.add_argument("--seconds", type=float, help="length of one measurement (1)")
    parser.add_argument("--limit", type=float, default=60, help="an engine that needs longer for two weeks skips a "
                        "size, in seconds (60)")
    parser.add_argument("--no-check", action="store_true", help="do not check that engines agree")
    chosen = parser.parse_args()
    quick = chosen.quick
    sizes = chosen.sizes or ("1000" if quick else "400,1000,100000,1000000")
    chosen.sizes = sorted(int(size) for size in sizes.split(","))
    chosen.modes = (chosen.modes or ("one" if quick else ",".join(MODES))).split(",")
    chosen.rounds = chosen.rounds or (1 if quick else 5)
    chosen.seconds = chosen.seconds or (.1 if quick else 1)
    if set(chosen.modes) - set(MODES):
        parser.error(f"modes are {', '.join(MODES)}")
    return chosen


def say(text):
    print(text, file=sys.stderr, flush=True)


def prepared(chosen):
    engines, missing = [], {}
    wanted = chosen.engines.split(",") if chosen.engines else None
    candidates = all_engines(chosen.candor)
    if wanted and set(wanted) - {engine.name for engine in candidates}:
        sys.exit(f"error: engines are {', '.join(engine.name for engine in candidates)}")
    for engine in candidates:
        if wanted and engine.name not in wanted:
            continue
        try:
            engine.prepare()
            engine.run(1000, 2, "one")
            engines.append(engine)
            say(f"{engine.name}: {engine.version}")
        except Unavailable as reason:
            missing[engine.name] = str(reason)
            say(f"{engine.name}: not here: {reason}")
    return engines, missing


def check(engines, quick):
    """What agrees how well; says so and ends the program if something does not."""
    found = []
    reduced = [engine for engine in engines if engine.workload == "reduced"]
    full = [engine for engine in engines if engine.workload == "full"]
    checks = [agreement.reduced(reduced, 10 if quick else 40, 5.5 if quick else 4.5)]
    if full and full[0].name == "Candor":
        styles = ("level2",) if quick else ("command", "level2", "distributed")
        checks.append(agreement.full(full[0], full[1:], 10 if quick else 40, styles, 5.5 if quick else 4.5))
    for results in checks:
        for result in results:
            say(str(result))
            found.append(result)
    wrong = [str(result) for result in found if not result.holds]
    if wrong:
        sys.exit("error: engines do not agree, so their times cannot be compared\n" + "\n".join(wrong))
    return found


def main():
    chosen = options()
    begin = time.perf_counter()
    load = os.getloadavg()[0]
    engines, missing = prepared(chosen)
    agreements = [] if chosen.no_check else check(engines, chosen.quick)
    timings = Comparison(engines, chosen, say).measure()

    facts = {"machine": report.machine(), "load": load, "rounds": chosen.rounds, "quick": chosen.quick,
             "date": datetime.date.today().isoformat()}
    chosen.output.mkdir(parents=True, exist_ok=True)
    table = report.markdown(engines, missing, chosen.sizes, chosen.modes, timings, agreements, facts)
    (chosen.output / "results.md").write_text(table)
    (chosen.output / "results.json").write_text(report.document(engines, missing, timings, agreements, facts))
    plot.draw(timings, chosen.output / "results.svg")
    print(table)
    say(f"{time.perf_counter() - begin:.0f} s; results.md, results.json and results.svg in {chosen.output}")


if __name__ == "__main__":
    main()
