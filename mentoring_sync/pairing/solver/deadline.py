"""How long to go on: a time limit, and the wish of the person at the keyboard.

Ctrl-C while we search means "take what you have": it ends the search as if time were up, and whatever holds the best
plan so far returns it. A second Ctrl-C is an interrupt as anywhere else.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType


class Patience:
    """A time limit in seconds; `end()` ends it early. A part of it has its own, shorter limit."""

    def __init__(self, seconds: float, whole: Patience | None = None) -> None:
        self._start = monotonic()
        self._end = self._start + seconds
        self._whole = whole

    def left(self) -> float:
        """Seconds left, never negative."""
        left = max(0.0, self._end - monotonic())
        return min(left, self._whole.left()) if self._whole else left

    def spent(self) -> float:
        """The share of the time that is over, 0 to 1."""
        whole = self._end - self._start
        return min(1.0, (monotonic() - self._start) / whole) if whole > 0 else 1.0

    def part(self, share: float) -> Patience:
        """A share of what is left."""
        return Patience(share * self.left(), self)

    def end(self) -> None:
        """No more time."""
        self._end = monotonic()


@contextmanager
def ended_by_ctrl_c(patience: Patience) -> Iterator[None]:
    """Within, the first Ctrl-C ends the patience instead of the program (only the main thread can listen)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        patience.end()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
