"""The demo: the whole main job on the embedded Workspace, with the fixtures' invented people.

Only this module and `cli.py` know the sandbox. The run itself reaches it over HTTP, as it would reach Google: by
`api_root` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import requests

from mentoring_sync.cli.words import in_words
from mentoring_sync.errors import UsageError
from mentoring_sync.run.google_services import google_services
from mentoring_sync.run.order import Order
from mentoring_sync.run.outcome import Outcome
from mentoring_sync.run.steps import Steps
from mentoring_sync.run.sync import sync
from mentoring_sync.sandbox import Workspace, serving
from mentoring_sync.sandbox.clock import set_clock
from mentoring_sync.sandbox.files.mail import export_mail
from mentoring_sync.sandbox.files.responses import load_responses
from mentoring_sync.sandbox.files.xlsx import export_xlsx
from mentoring_sync.sandbox.store import transaction
from mentoring_sync.settings.load import API_ROOT, Configuration, load
from mentoring_sync.spreadsheet.formulas import column_letters
from mentoring_sync.workbook.tabs.control import CONTROL, SEND, ControlColumn

FIXTURES = Path("fixtures")
TITLE, TIME_ZONE, LOCALE = "Mentoring Groups, spring 2027", "America/New_York", "en_US"
LOCALES = {"de": "de_DE", "es": "es_ES", "fr": "fr_FR", "pt": "pt_BR"}
"""By the language of a programme: the locale in which its spreadsheet writes dates."""


@dataclass(frozen=True, kw_only=True)
class Demo:
    """What the demo did: a run that proposed, the one that sent what was approved, another on the same input, and where
    its files are."""

    proposed: Outcome
    first: Outcome
    second: Outcome
    data: str
    workbook: str
    mail: str
    messages: int

    def as_json(self) -> dict[str, object]:
        """The demo as `--json` prints it."""
        return asdict(self)

    def in_words(self) -> list[str]:
        """The demo as a few lines, and where to look."""
        requests = sum(self.second.requests.values())
        again = "nothing was written or sent" if self.second.unchanged else f"{self.second.edits} edits"
        return [
            "",
            *in_words(self.proposed),
            "",
            "Then Send was ticked in Control, as a coordinator does who has read the drafts. The next run:",
            *in_words(self.first),
            f"Another run on the same responses: {requests} request, {again}.",
            "",
            "Where to look",
            f"  the workbook    {self.workbook}",
            f"  the mail        {self.mail}  ({self.messages} messages as .eml)",
            "  in a browser    .venv/bin/mentoring-sync sandbox serve --data "
            f"{self.data} --port 8765, then http://127.0.0.1:8765/",
        ]


def run_demo(
    config: Path, data: Path, *, now: datetime, environment: Mapping[str, str], steps: Steps, responses: Path = FIXTURES
) -> Demo:
    """Make the sandbox's file anew from the responses (CSVs, called as their tabs are), run, approve, run twice more;
    leave the workbook and the mail.

    Raises:
        UsageError: the fixtures aren't there, or the sandbox's file can't be made.
    """
    configuration = load(config, environment)
    workspace = _prepared(configuration, data, now, steps, responses)
    with serving(data) as server:
        there = load(config, {**environment, API_ROOT: server.url})
        proposed = _run(there, "demo-1", now, steps)
        tick_send(server.url, proposed.spreadsheet_id)
        first, second = (_run(there, name, now, steps) for name in ("demo-2", "demo-3"))
    workbook, mail, messages = exported(workspace, first.spreadsheet_id, data)
    workspace.close()
    return Demo(
        proposed=proposed,
        first=first,
        second=second,
        data=str(data),
        workbook=str(workbook),
        mail=str(mail),
        messages=messages,
    )


def exported(workspace: Workspace, spreadsheet_id: str, data: Path) -> tuple[Path, Path, int]:
    """The spreadsheet and the mail as files beside `data`: where they are, and how many messages there are."""
    workbook, mail = data.with_name("workbook.xlsx"), data.with_name("mail")
    with workspace.store.connection() as db, transaction(db, writing=False):
        export_xlsx(db, spreadsheet_id, workbook)
        return workbook, mail, len(export_mail(db, mail))


def tick_send(url: str, spreadsheet_id: str) -> None:
    """Tick *Send* in *Control* as a person does: through the Sheets API, by what stands in the tab."""
    values, person = f"{url}/v4/spreadsheets/{spreadsheet_id}/values", {"Authorization": "Bearer coordinator"}
    rows = requests.get(f"{values}/{CONTROL.title}", headers=person, timeout=30).json()["values"]
    row = next(number for number, cells in enumerate(rows, start=1) if cells[:1] == [SEND])
    cell = f"{CONTROL.title}!{column_letters(rows[0].index(ControlColumn.VALUE))}{row}"
    url, ticked = f"{values}/{cell}?valueInputOption=USER_ENTERED", {"values": [[True]]}
    requests.put(url, json=ticked, headers=person, timeout=30).raise_for_status()


def _run(configuration: Configuration, name: str, now: datetime, steps: Steps) -> Outcome:
    order = Order(run=name, trigger="demo", now=now)
    return sync(configuration, order, steps, google_services(configuration.program.google, name))


def _prepared(
    configuration: Configuration, data: Path, now: datetime, steps: Steps, responses: Path = FIXTURES
) -> Workspace:
    """A new Workspace with the responses in a spreadsheet, as Google Forms would have written them."""
    steps.begin("Filling the sandbox")
    tabs = {path.stem: path.read_bytes() for path in sorted(responses.glob("*.csv"))}
    if not tabs:
        raise UsageError(
            f"There are no responses in {responses.resolve()}.", remedy="Run the demo from the project's own folder."
        )
    programme = configuration.program.programme
    locale = LOCALES.get(programme.language, LOCALE)
    title = f"{programme.name}, {configuration.program.round.name}" if responses != FIXTURES else TITLE
    workspace = filled(data, configuration.program.google.spreadsheet, tabs, now=now, title=title, locale=locale)
    steps.done(f"{len(tabs)} response tabs")
    return workspace


def filled(
    data: Path,
    spreadsheet_id: str,
    tabs: Mapping[str, bytes],
    *,
    now: datetime | None = None,
    title: str = TITLE,
    locale: str = LOCALE,
) -> Workspace:
    """A new Workspace in the file `data`, with response tabs from CSVs by title; its clock runs from `now`."""
    for path in (data, *(data.with_name(data.name + end) for end in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)
    workspace = Workspace(data)
    with workspace.store.connection() as db, transaction(db, writing=True):
        set_clock(db, now)
        load_responses(db, spreadsheet_id=spreadsheet_id, title=title, time_zone=TIME_ZONE, locale=locale, tabs=tabs)
    return workspace
