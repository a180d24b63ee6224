"""Writes what was measured: a table for people, a document for programs."""

import json
import os
import platform

from .timing import MODES


def machine():
    """What the numbers were taken on."""
    processor = platform.machine()
    with open("/proc/cpuinfo") as file:
        processor = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), processor)
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) / 2**20
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    cores = len(os.sched_getaffinity(0))
    return {"processor": processor, "cores": cores, "memory_gib": round(memory, 1), "system": system,
            "kernel": platform.release(), "python": platform.python_version()}


def rate(value):
    """Three digits: 8.21 M, 431 k."""
    for unit, name in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if value >= unit:
            return f"{value / unit:.3g}{name}"
    return f"{value:.3g}"


def factor(value):
    return f"{value:,.0f}×" if value >= 10 else f"{value:.2g}×"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|---|---|" + "---:|" * (len(header) - 2)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def cells(engines, sizes, mode, timings, show):
    for engine in engines:
        yield [engine.name, engine.workload] + [show(timings[engine.name, members, mode]) for members in sizes]


def markdown(engines, missing, sizes, modes, timings, agreements, facts):
    by_key = {(timing.engine, timing.members, timing.mode): timing for timing in timings}
    header = ["engine", "workload"] + [f"{members:,} members" for members in sizes]
    notes = {}

    def note(reason):
        return f"– [{notes.setdefault(reason, len(notes) + 1)}]"

    def show_rate(timing):
        return rate(timing.rate) if timing.rate else note(timing.reason or "not measured")

    def show_ratio(timing):
        candor = by_key.get(("Candor", timing.members, timing.mode))
        return factor(candor.rate / timing.rate) if candor and candor.rate and timing.rate else "–"

    lines = ["# Candor beside others", "", "Member-weeks a second, medians; more is better. Candor, like all marked "
             "*full*, runs the full model; the others run the reduced workload, a small part of that work "
             "(WORKLOAD.md). Founding is not counted."]
    others = [engine for engine in engines if engine.name != "Candor"]
    for mode in modes:
        shown = engines if mode != "together" else [engine for engine in engines if engine.threads]
        at = sizes if mode != "together" else [members for members in sizes if members >= 100_000]
        if not at:
            continue
        lines += ["", f"## {MODES[mode].capitalize()}", ""]
        lines += table(header[:2] + [f"{members:,} members" for members in at],
                       cells(shown, at, mode, by_key, show_rate))
        if mode != "together" and others and len(others) < len(engines):
            lines += ["", "Candor's full model is faster by"
                      + (", both on one core:" if mode == "one" else ", both on all cores:"), ""]
            lines += table(header, cells(others, sizes, mode, by_key, show_ratio))
    if notes:
        lines += [""] + [f"[{number}] {reason}  " for reason, number in notes.items()]
    lines += ["", "## Agreement", ""]
    lines += [f"- {agreement}" for agreement in agreements] or ["- nothing to compare"]
    if missing:
        lines += ["", "## Not here", ""] + [f"- {name}: {reason}" for name, reason in missing.items()]
    lines += ["", "## Measured on", "",
              f"{facts['machine']['processor']}, {facts['machine']['cores']} cores, "
              f"{facts['machine']['memory_gib']} GiB, {facts['machine']['system']}, kernel "
              f"{facts['machine']['kernel']}, Python {facts['machine']['python']}; load before {facts['load']:.1f}; "
              f"{facts['rounds']} round{'s' * (facts['rounds'] != 1)}; {facts['date']}.", ""]
    lines += [f"- {engine.name}: {engine.version}" for engine in engines]
    return "\n".join(lines) + "\n"


def document(engines, missing, timings, agreements, facts):
    return json.dumps({
        "facts": facts, "versions": {engine.name: engine.version for engine in engines}, "missing": missing,
        "agreements": [{**vars(agreement), "holds": bool(agreement.holds)} for agreement in agreements],
        "timings": [timing.document() for timing in timings]}, indent=1, allow_nan=False) + "\n"
