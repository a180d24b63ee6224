"""The plot: member-weeks a second over members, on one core. Full model solid, reduced workload dashed."""

import matplotlib

from .report import rate as in_words

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402

INK, PALE, CANDOR = "#222222", "#8a8a8a", "#b3261e"
COLOURS = {"plain C++": "#1f5a99", "NumPy": "#2e7d4f", "Syren": "#b36a00", "krABMaga": "#8a5a44",
           "mesa-frames": "#7a4fa3", "Mesa": "#5f6b73"}


def spread(positions, gap):
    """Moves labels apart, lowest first, so that neighbours are at least `gap` apart."""
    order = sorted(range(len(positions)), key=positions.__getitem__)
    groups = []
    for index in order:
        groups.append([[index], positions[index]])
        while len(groups) > 1 and (groups[-1][1] - groups[-2][1]
                                   < gap * (len(groups[-1][0]) + len(groups[-2][0])) / 2):
            (above, at), (below, under) = groups.pop(), groups.pop()
            together = below + above
            groups.append([together, (at * len(above) + under * len(below)) / len(together)])
    placed = [0.0] * len(positions)
    for members, centre in groups:
        for rank, index in enumerate(members):
            placed[index] = centre + gap * (rank - (len(members) - 1) / 2)
    return placed


def draw(timings, path):
    curves = {}
    for timing in timings:
        if timing.mode == "one" and timing.rate:
            curves.setdefault((timing.engine, timing.workload), []).append((timing.members, timing.rate))
    if not curves:
        return
    plt.rcParams.update({"font.size": 10, "svg.fonttype": "none", "font.family": "sans-serif",
                         "axes.edgecolor": PALE, "text.color": INK})
    figure, axes = plt.subplots(figsize=(8.4, 5.2), layout="constrained")
    axes.set_xscale("log")
    axes.set_yscale("log")
    highest = max(rate for points in curves.values() for _, rate in points)
    lowest = min(rate for points in curves.values() for _, rate in points)
    largest = max(members for points in curves.values() for members, _ in points)
    smallest = min(members for points in curves.values() for members, _ in points)
    axes.set_ylim(lowest / 2, highest * 2)
    axes.set_xlim(smallest / 1.3, largest * 6)

    labels = []
    for (engine, workload), points in curves.items():
        colour = CANDOR if engine == "Candor" else COLOURS.get(engine.split(" (")[0], INK)
        members, rates = zip(*sorted(points))
        axes.plot(members, rates, color=colour, linewidth=2.6 if engine == "Candor" else 1.5, marker="o",
                  markersize=4.5 if engine == "Candor" else 3.5, linestyle="-" if workload == "full" else (0, (4, 2)))
        name = f"{engine} (full)" if engine == "Candor" else engine
        labels.append((name, colour, members[-1], rates[-1]))

    figure.draw_without_rendering()
    to_pixels = axes.transData.transform
    heights = [to_pixels((1, rate))[1] for *_, rate in labels]
    for (name, colour, members, rate), y in zip(labels, spread(heights, 17 * figure.dpi / 100)):
        axes.annotate(name, (members, rate), xytext=(14, (y - to_pixels((members, rate))[1]) * 72 / figure.dpi),
                      textcoords="offset points", color=colour, va="center",
                      fontweight="bold" if name.startswith("Candor") else "normal",
                      arrowprops={"arrowstyle": "-", "color": colour, "linewidth": .5, "shrinkA": 0, "shrinkB": 3})

    sizes = sorted({timing.members for timing in timings})
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.yaxis.set_major_formatter(lambda value, _: in_words(value))
    axes.grid(axis="y", color="#e4e4e4", linewidth=.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK, length=3)
    axes.set_xlabel("members")
    axes.set_title("Member-weeks a second on one core\n", loc="left", fontweight="bold")
    axes.text(0, 1.02, "solid: the full model · dashed: the reduced workload, a small part of that work",
              transform=axes.transAxes, color=PALE)
    figure.savefig(path)
    plt.close(figure)
