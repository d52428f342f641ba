"""What a person sees of a run in a terminal: steps as bars."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Column

from mentoring_sync.cli.terminal import printable
from mentoring_sync.cli.watched import Lines
from mentoring_sync.run.steps import Steps


class Bars:
    """Steps as bars, each left standing with its closing word."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

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
            self._progress.update(self._task, completed=task.total, said=printable(said))

    def say(self, words: str) -> None:
        """A line above the bars."""
        self._progress.console.print(printable(words), markup=False, highlight=False)


@contextmanager
def on(console: Console) -> Iterator[Steps]:
    """Bars where the console is a person's, else plain lines."""
    if console.is_terminal:
        with _progress(console) as progress:
            yield Bars(progress)
    else:
        yield Lines(partial(console.print, markup=False, highlight=False, soft_wrap=True))


def _progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(finished_text="[green]✓[/]"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=12),
        MofNCompleteColumn(table_column=Column(min_width=5, no_wrap=True)),
        TextColumn("{task.fields[said]}", style="dim", markup=False),
        console=console,
    )
