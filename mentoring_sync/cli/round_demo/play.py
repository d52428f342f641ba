"""A round played: events and runs in the order of their days, told week by week.

In: the story, the configuration, the fixtures. Out: the Workspace's file as the round left it, and what happened, as
lines, week by week.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from mentoring_sync.cli.demo import FIXTURES, exported, filled
from mentoring_sync.cli.reporting import reported
from mentoring_sync.cli.round_demo.applying import applications_until
from mentoring_sync.cli.round_demo.event import Changes, Event
from mentoring_sync.cli.round_demo.hands import Hands
from mentoring_sync.cli.round_demo.serve import served
from mentoring_sync.errors import UsageError
from mentoring_sync.mail.kinds.catalogue import KINDS
from mentoring_sync.run.closing import close_round
from mentoring_sync.run.google_services import google_services
from mentoring_sync.run.order import Order
from mentoring_sync.run.outcome import Outcome
from mentoring_sync.run.services import Services
from mentoring_sync.run.steps import Silence
from mentoring_sync.run.sync import sync
from mentoring_sync.settings.load import API_ROOT, Configuration, Program, load


@dataclass(frozen=True, kw_only=True)
class Week:
    """A week of the round: its Monday, what people did, and what the runs made of it."""

    monday: datetime
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Played:
    """The round as it was played, and where its files are."""

    weeks: tuple[Week, ...]
    runs: int
    mails: int
    data: str
    workbook: str
    mail: str
    report: str

    def in_words(self) -> list[str]:
        """How much happened, and where to look."""
        return [
            "",
            f"{self.runs} runs, {self.mails} mails.",
            "",
            "Where to look",
            f"  the workbook    {self.workbook}",
            f"  the mail        {self.mail}",
            *([f"  the report      {self.report}"] if self.report else []),
            "  in a browser    .venv/bin/mentoring-sync sandbox serve --data "
            f"{self.data} --port 8765, then http://127.0.0.1:8765/",
        ]

    def as_json(self) -> dict[str, object]:
        """The same as `--json` prints it."""
        weeks = [{"week": f"{week.monday:%Y-%m-%d}", "lines": list(week.lines)} for week in self.weeks]
        return {
            "weeks": weeks,
            "runs": self.runs,
            "mails": self.mails,
            "data": self.data,
            "workbook": self.workbook,
            "report": self.report,
        }


def play(
    config: Path, data: Path, story: Sequence[Event], *, environment: Mapping[str, str], tell: Callable[[str], None]
) -> Played:
    """Make the sandbox's file anew, play the story on it, leave the workbook and the mail beside it; what happens is
    told line by line.

    Raises:
        UsageError: the fixtures aren't there, or the sandbox's file can't be made.
    """
    tabs = {path.stem: path.read_bytes() for path in sorted(FIXTURES.glob("*.csv"))}
    if not tabs:
        raise UsageError(
            f"There are no responses in {FIXTURES.resolve()}.", remedy="Run the demo from the project's own folder."
        )
    spreadsheet_id = load(config, environment).program.google.spreadsheet
    early, late = applications_until(story[0].at, tabs)
    workspace = filled(data, spreadsheet_id, early, now=story[0].at)
    with served(data) as url:
        configured = load(config, {**environment, API_ROOT: url})
        hands = Hands(workspace, url, spreadsheet_id, story[0].at, late)
        report = data.with_name("report.html")
        report.unlink(missing_ok=True)
        stage = _Stage(hands, configured, report, tell)
        weeks = tuple(stage.play(story))
    workbook, mail, _ = exported(workspace, spreadsheet_id, data)
    workspace.close()
    return Played(
        weeks=weeks,
        runs=stage.runs,
        mails=stage.mails,
        data=str(data),
        workbook=str(workbook),
        mail=str(mail),
        report=str(report) if report.exists() else "",
    )


class _Stage:
    """The round under way."""

    def __init__(self, hands: Hands, configuration: Configuration, report: Path, tell: Callable[[str], None]) -> None:
        self.hands, self.configuration, self.report, self._tell = hands, configuration, report, tell
        self.runs = self.mails = 0
        self._asked: set[str] = set()

    def play(self, story: Sequence[Event]) -> Iterator[Week]:
        for monday, events in groupby(story, key=lambda event: _monday(event.at)):
            lines = list[str]()
            self._tell(f"\nWeek of {monday.day} {monday:%B %Y}")
            for line in self._week(events):
                lines.append(line)
                self._tell(line)
            yield Week(monday=monday, lines=tuple(lines))

    def _week(self, events: Iterator[Event]) -> Iterator[str]:
        for at, together in groupby(events, key=lambda event: event.at):
            self.hands.at(at)
            every = list(together)
            told = [words for event in every if (words := self._happens(event))]
            yield from (f"  {at:%a} {words}" for words in told)
            if told or any(event.runs for event in every):
                yield from self._run()

    def _happens(self, event: Event) -> str:
        """What is to be told of it."""
        said = event.act(self.hands) if event.act else ""
        if event.configures:
            self.configuration = _with_changes(self.configuration, event.configures)
        if event.closes:
            order = Order(run=f"close-{self.runs}", trigger="close", now=self.hands.now)
            closed = close_round(self.configuration, order, self._services(order.run))
            said = " ".join((event.words, *closed.in_words()))
        if event.reports:
            order = Order(run=f"report-{self.runs}", trigger="report", now=self.hands.now)
            made = reported(self.configuration, order, self._services(order.run), self.report)
            said = " ".join((event.words, *made.in_words()))
        return said or event.words

    def _services(self, run: str) -> Services:
        program = self.configuration.program
        return google_services(program.google, run, read_replies=program.mail.read_replies)

    def _run(self) -> Iterator[str]:
        """A scheduled run, and what came of it."""
        self.runs += 1
        name = f"round-{self.runs}"
        order = Order(run=name, trigger="schedule", now=self.hands.now)
        outcome = sync(self.configuration, order, Silence(), self._services(name))
        yield from self._said_of_mail()
        yield from self._said_of_review(outcome)

    def _said_of_mail(self) -> Iterator[str]:
        new = self.hands.sent(after=self.mails)
        self.mails += len(new)
        kinds = Counter(map(_kind, new))
        if kinds:
            yield "      mailed: " + ", ".join(f"{count} × {kind}" for kind, count in sorted(kinds.items()))

    def _said_of_review(self, outcome: Outcome) -> Iterator[str]:
        if outcome.unchanged:
            return
        rows = self.hands.rows("Review")
        what = rows[0].index("What")
        for said in (row[what] for row in rows[1:] if len(row) > what):
            if said and said not in self._asked:
                self._asked.add(said)
                yield f"      Review: {said}"


def _with_changes(configuration: Configuration, changes: Changes) -> Configuration:
    """The configuration once somebody has written these keys into its tables."""
    written = _merged(configuration.program.model_dump(), changes)
    return configuration.model_copy(update={"program": Program.model_validate(written)})


def _merged(table: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
    deeper = {key: _merged(table.get(key) or {}, value) for key, value in changes.items() if isinstance(value, Mapping)}
    return {**table, **changes, **deeper}


def _kind(key: str) -> str:
    """The name of the kind that a key names: `monthly follow-up`."""
    slug = key.split("/")[2]
    return next((kind.name for kind in KINDS if kind.slug == slug), slug)


def _monday(at: datetime) -> datetime:
    day = at - timedelta(days=at.weekday())
    return day.replace(hour=0, minute=0, second=0, microsecond=0)
