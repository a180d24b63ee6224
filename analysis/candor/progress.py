"""Showing how far the engine is."""

import contextlib
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from types import FrameType
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
    looked_on = _in_notebook() or (sys.stderr is not None and (progress or sys.stderr.isatty()))  # None without a console
    if progress is False or not looked_on:
        yield None
        return
    with warnings.catch_warnings():  # without ipywidgets it is a bar of text, which will do
        warnings.filterwarnings("ignore", message="IProgress not found")
        from tqdm.auto import tqdm

    with _uninterrupted():
        bar = tqdm(unit="run", delay=0 if progress else _SECONDS_BEFORE_A_BAR)

    def show(done: int, total: int) -> None:
        with _uninterrupted():
            bar.total = total
            bar.update(done - bar.n)

    try:
        yield show
    finally:
        with _uninterrupted():
            bar.close()


def _in_notebook() -> bool:
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return "IPKernelApp" in getattr(shell, "config", ())


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until the end: what is raised in the midst of tqdm leaves its lock taken, and the next bar would hang."""
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield
        return
    waiting: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: waiting.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    for each in waiting:
        usual(*each)
