"""What a person sees of a run: steps as bars in a terminal, as plain lines in a pipe or under a scheduler."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from mentoring_sync.steps import Silence


class Bars:
    """Steps as bars, each left standing with its closing word."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(finished_text="[green]✓[/]"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[said]}[/]"),
            console=console,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Bars are shown until the block ends."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The bars stay as they are."""
        self._progress.stop()

    def begin(self, title: str, total: int | None = None) -> None:
        """A new bar."""
        self._task = self._progress.add_task(title, total=total or 1, said="")

    def advance(self) -> None:
        """The bar grows."""
        if self._task is not None:
            self._progress.advance(self._task)

    def done(self, said: str) -> None:
        """The bar is full."""
        if self._task is not None:
            task = self._progress.tasks[self._task]
            self._progress.update(self._task, completed=task.total, said=said)


class Lines:
    """Steps as plain lines, one when each is over."""

    def __init__(self, console: Console) -> None:
        self._console, self._title = console, ""

    def __enter__(self) -> Self:
        """Nothing is prepared."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is left over."""

    def begin(self, title: str, total: int | None = None) -> None:  # noqa: ARG002
        """Remember the title."""
        self._title = title

    def advance(self) -> None:
        """Lines don't grow."""

    def done(self, said: str) -> None:
        """The step's line."""
        self._console.print(f"{self._title}: {said}", markup=False, highlight=False, soft_wrap=True)


class _Silent(Silence):
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def watched(*, json: bool) -> Bars | Lines | _Silent:
    """Steps on stderr (stdout has the result): bars for a person, lines for a pipe, nothing with --json."""
    if json:
        return _Silent()
    console = Console(stderr=True)
    return Bars(console) if console.is_terminal else Lines(console)
