"""Ctrl-C while pairing searches means "take what you have": the search ends as if time were up.

A second Ctrl-C is an interrupt as anywhere else.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from mentoring_sync.pairing.solver.deadline import Deadline


@contextmanager
def ended_by_ctrl_c() -> Iterator[Deadline]:
    """A deadline without a limit of its own, which the first Ctrl-C ends (only the main thread can listen)."""
    deadline = Deadline.unlimited(monotonic)
    if threading.current_thread() is not threading.main_thread():
        yield deadline
        return
    listening = _Listening(deadline)
    with listening:
        yield deadline
    if listening.interrupted:  # raised inside the solver's callback, an interrupt is lost there
        raise KeyboardInterrupt


class _Listening:
    """Listens for Ctrl-C, and leaves the signal as it was."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._before = signal.getsignal(signal.SIGINT) or signal.SIG_DFL
        self._stopped = self.interrupted = False

    def __enter__(self) -> None:
        signal.signal(signal.SIGINT, self._hear)

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._deadline.end()
        if not callable(self._before):  # ignored, or the system's to act on: so is the second
            signal.signal(signal.SIGINT, self._before)
        elif self._stopped:
            self.interrupted = True
            self._before(number, frame)
        self._stopped = True
