"""Running the engine in this process."""

import os
import pathlib
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import xarray as xr

from candor import _engine
from candor.progress import Progress, shown
from candor.reading import dataset_of
from candor.scenarios import Scenario, command_of, count_of, overrides_of, source_of, with_base


def run(
    scenario: Scenario,
    *,
    policy: str | None = None,
    variant: str | None = None,
    replicates: int | None = None,
    weeks: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    progress: Progress = None,
    **overrides: Any,
) -> xr.Dataset:
    """Run a scenario under one policy, as ``candor run`` does.

    Parameters
    ----------
    scenario : path or dict
        A scenario file, or what its YAML would be, with relative paths from the current folder.
    policy : str, optional
        Which style leaders are asked to follow (``leadership.policy``).
    variant : str, optional
        Which of the scenario's ``variants``.
    replicates, weeks, seed : int, optional
        Instead of the scenario's ``run``.
    threads : int, optional
        As many as there are unless given; results do not depend on it.
    progress : bool or callable, optional
        True shows a bar, a function is called with the runs done and their total. None shows a bar where somebody looks on,
        once it has taken two seconds.
    **overrides
        Sections merged into the scenario, ``environment={"turbulence": .2}``, or single keys,
        ``**{"environment.turbulence": .2}``. ``candor.describe()`` lists them.

    Returns
    -------
    xarray.Dataset
        What ``candor.open`` would read from the program's file, bit by bit: outcomes ``NAME(replicate, week)``, each with
        its ``units``. The arrays are the engine's own memory, and cannot be written to (take a ``copy()``).

    Raises
    ------
    ScenarioError
        With every problem found.
    RunError
        A run failed.
    KeyboardInterrupt
        On Ctrl-C, within a simulated week; while an organization is founded, once it is (a million members: seconds).
    """
    own = overrides_of(overrides, leadership__policy=policy, **_run_keys(replicates, weeks, seed))
    command = command_of("run", [scenario], own, variant=variant)
    request = _engine.Request(own, variant or "", command, count_of("threads", threads))
    with shown(progress) as show:
        result, notes = _engine.run(source_of(scenario), request, show)
    _warn(notes)
    return dataset_of(result)


def compare(
    scenario: Scenario | Sequence[Scenario],
    policies: Sequence[str] | None = None,
    *,
    variant: str | None = None,
    replicates: int | None = None,
    weeks: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    progress: Progress = None,
    **overrides: Any,
) -> xr.Dataset:
    """Run policies side by side on the same people and shocks, as ``candor compare`` does.

    Parameters
    ----------
    scenario : path, dict, or sequence of them
        Several are set side by side, each under its own policy; then neither `policies` nor `variant` can be said.
    policies : sequence of str, optional
        Instead of the scenario's ``compare``: ``POLICY``, or ``POLICY@VARIANT``. At least two.
    variant, replicates, weeks, seed, threads, progress, **overrides
        As in ``candor.run``; overrides are of every scenario.

    Returns
    -------
    xarray.Dataset
        Outcomes ``NAME(policy, replicate, week)``, otherwise as from ``candor.run``. The attribute ``paired`` is 1 where all
        policies share one chart, and so people and shocks: then differences are taken replicate by replicate.

    Raises
    ------
    ScenarioError, RunError, KeyboardInterrupt
        As ``candor.run``.
    Error
        There is no scenario, or they cannot stand side by side: they differ in weeks, replicates, seed, or what they record.
    """
    one = isinstance(scenario, str | os.PathLike | Mapping)
    scenarios: list[Scenario] = [scenario] if one else list(scenario)  # type: ignore[list-item, arg-type]
    if policies is not None and not one:
        raise _engine.ScenarioError("`policies` take one scenario (each of several runs under its own policy)")
    if variant is not None and len(scenarios) > 1:
        raise _engine.ScenarioError("`variant` takes one scenario (variants are of one)")
    wanted = None if policies is None else list(policies)
    own = overrides_of(overrides, compare=wanted, **_run_keys(replicates, weeks, seed))
    command = command_of("compare", scenarios, own, variant=variant)
    request = _engine.Request(own, variant or "", command, count_of("threads", threads))
    with shown(progress) as show:
        result, notes = _engine.compare([source_of(each) for each in scenarios], request, show)
    _warn(notes)
    return dataset_of(result)


def sweep(
    sweep: Scenario,
    folder: str | os.PathLike[str] | None = None,
    *,
    replicates: int | None = None,
    shard: tuple[int, int] | None = None,
    threads: int | None = None,
    progress: Progress = None,
    **overrides: Any,
) -> xr.Dataset:
    """Run a scenario at many points, as ``candor sweep`` does.

    Parameters
    ----------
    sweep : path or dict
        A sweep file, or what its YAML would be; there ``base`` may also be a scenario as a dict.
    folder : path, optional
        Where finished runs are kept as they come, so that the same call goes on where it was stopped; ``results.h5`` in it
        is what comes back. A temporary one unless given.
    replicates : int, optional
        Instead of the sweep's ``replicates``, or of its ``at_most``.
    shard : (int, int), optional
        ``(I, N)``: only every N-th run, from the I-th on, counted from 0; several processes share one folder. What comes back
        is what all of them have finished by then, and no ``results.h5`` is written.
    threads, progress, **overrides
        As in ``candor.run``; overrides are of the base scenario.

    Returns
    -------
    xarray.Dataset
        Outcomes ``NAME(policy, point, replicate)``: the mean of a run over the sweep's ``weeks``; ``policy`` only where there
        are several. Factors are coordinates of ``point``. What failed or was not needed is NaN.

    Raises
    ------
    ScenarioError
        With every problem found.
    OutputError
        The folder belongs to another sweep, is in use by another process, or cannot be written.
    KeyboardInterrupt
        On Ctrl-C; what is finished is in the folder.

    Warns
    -----
    UserWarning
        Runs failed; ``failure_run`` and ``failure_message`` of the dataset tell which and why.
    """
    own = overrides_of(overrides)
    most = count_of("replicates", replicates)
    index, count = shard or (0, 0)
    if shard and not 0 <= index < count:
        raise _engine.Error(f"there is no shard {index} of {count} (shards are numbered from 0)")
    with tempfile.TemporaryDirectory(prefix="candor-") as temporary, shown(progress) as show:
        place = pathlib.Path(temporary if folder is None else folder)
        keep = folder is not None and shard is None
        command = command_of("sweep", [sweep], own, replicates=replicates)
        request = _engine.SweepRequest(own, most, place, index, count, keep, command, count_of("threads", threads))
        outcome = _engine.sweep(source_of(with_base(sweep)), request, show)
    if outcome.failed:
        _warn([f"{outcome.failed} of {outcome.done} runs failed ({outcome.first_failure or 'all of them before'})"])
    _warn([f"{part} did not count and was renamed; its runs were computed again" for part in outcome.set_aside])
    return dataset_of(outcome.result)


def _run_keys(replicates: int | None, weeks: int | None, seed: int | None) -> dict[str, int | None]:
    return {"run__replicates": replicates, "run__weeks": weeks, "run__seed": seed}


def _warn(notes: Sequence[str]) -> None:
    for note in notes:
        warnings.warn(note, stacklevel=3)
