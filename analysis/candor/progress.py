"""Showing how far the engine is."""

import contextlib
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import TypeAlias

#: True: a bar. A function: called with how many runs are done, and of how many, about ten times a second. None: a bar
#: where somebody looks on, once it has taken two seconds.
Progress: TypeAlias = bool | Callable[[int, int], object] | None

_SECONDS_BEFORE_A_BAR = 2


@contextlib.contextmanager
def shown(progress: Progress) -> Iterator[Callable[[int, int], object] | None]:
    """What the engine is to call meanwhile; a bar is closed behind it."""
    if callable(progress):
        yield progress
        return
    in_notebook = "ipykernel" in sys.modules
    looked_on = in_notebook or (sys.stderr is not None and (progress or sys.stderr.isatty()))  # None without a console
    if progress is False or not looked_on:
        yield None
        return
    with warnings.catch_warnings():  # without ipywidgets it is a bar of text, which will do
        warnings.filterwarnings("ignore", message="IProgress not found")
        from tqdm.auto import tqdm

    with tqdm(unit="run", delay=0 if progress else _SECONDS_BEFORE_A_BAR) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show
