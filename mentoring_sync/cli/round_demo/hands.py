"""What people do in a programme: they fill in forms, type and tick in the spreadsheet, answer mail.

In: the sandbox's file and address. All goes the way that it goes in life: into the spreadsheet through the Sheets API,
into the response tabs as Google Forms writes them, into the mailbox as a mail that arrives.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from typing import Any
from urllib.parse import quote

import requests

from mentoring_sync.records.message import KEY_HEADER
from mentoring_sync.sandbox import Workspace
from mentoring_sync.sandbox.clock import set_clock
from mentoring_sync.sandbox.forms import adoption, answering
from mentoring_sync.sandbox.gmail import deliver
from mentoring_sync.sandbox.oauth import DEFAULT_USER
from mentoring_sync.sandbox.store import transaction
from mentoring_sync.spreadsheet.formulas import column_letters

PERSON = {"Authorization": "Bearer coordinator"}
SECONDS = 30
NO_HEADERS: Mapping[str, str] = {}


@dataclass
class Hands:
    """Everybody's hands, at the instant `now`; `late` are answers that are still to come, by response tab."""

    workspace: Workspace
    url: str
    spreadsheet_id: str
    now: datetime
    late: Mapping[str, Sequence[Sequence[object]]] = field(default_factory=dict)
    _forms: dict[str, str] = field(default_factory=dict)
    _replies: int = 0

    def at(self, now: datetime) -> None:
        """Time goes on to an instant, and stands still there."""
        self.now = now
        with self._writing() as db:
            set_clock(db, now, running=False)

    def types(self, tab: str, whose: Mapping[str, str], column: str, words: object) -> None:
        """Somebody types into the cell of the row that says what is said in `whose`, by titles.

        Raises:
            LookupError: there is no such row or column.
        """
        rows = self.rows(tab)
        header = rows[0]
        at = next(
            number
            for number, cells in enumerate(rows[1:], start=2)
            if all(_cell(cells, header.index(title)) == said for title, said in whose.items())
        )
        self._put(f"{tab}!{column_letters(header.index(column))}{at}", [[words]])

    def fills(self, tab: str, column: str, says: Callable[[Mapping[str, str]], object]) -> None:
        """Somebody goes down a column: into each row goes what is said of it, by its titles; None leaves it alone."""
        header, *rows = self.rows(tab)
        told = [says({title: _cell(cells, at) for at, title in enumerate(header)}) for cells in rows]
        self._put(f"{tab}!{column_letters(header.index(column))}2", [[each] for each in told])

    def rows(self, tab: str) -> list[list[str]]:
        """A tab as people see it, the header first."""
        answer = requests.get(f"{self._values}/{quote(tab)}", headers=PERSON, timeout=SECONDS)
        answer.raise_for_status()
        found: list[list[str]] = answer.json().get("values", [])
        return found

    def adds(self, tab: str, *cells: Sequence[object], once: bool = False, raw: bool = False) -> None:
        """Rows that somebody writes below all that stands in a tab, which is made if there is none; `once`: only if
        there was none."""
        stands = self._has(tab)
        if stands and once:
            return
        if not stands:
            made = {"requests": [{"addSheet": {"properties": {"title": tab}}}]}
            asked = f"{self._spreadsheet}:batchUpdate"
            requests.post(asked, json=made, headers=PERSON, timeout=SECONDS).raise_for_status()
        below, how = (len(self.rows(tab)) + 1 if stands else 1), "RAW" if raw else "USER_ENTERED"
        self._put(f"{tab}!A{below}", [list(row) for row in cells], how)

    def answers(self, tab: str, answers: Mapping[str, str | list[str]], *, email: str | None = None) -> None:
        """Somebody answers the form whose responses stand in a tab."""
        with self._writing() as db:
            if tab not in self._forms:
                self._forms[tab] = str(adoption.adopt(db, self.spreadsheet_id, tab, self.now)["formId"])
            answering.submit(db, self._forms[tab], answers, self.now, email=email)

    def everybody_else_applies(self) -> None:
        """The answers that come late arrive in the response tabs, as Google Forms writes them."""
        for tab, rows in self.late.items():
            self.adds(tab, *rows, raw=True)

    def replies(self, key: str, sender: str, words: str, headers: Mapping[str, str] = NO_HEADERS) -> None:
        """Somebody answers the mail that has this key, quoting it.

        Raises:
            LookupError: no such mail was sent.
        """
        original = self._sent(key)
        self._replies += 1
        reply = EmailMessage()
        reply["From"], reply["To"] = sender, str(original["From"])
        reply["Subject"] = f"Re: {original['Subject']}"
        reply["Message-ID"] = rfc_id = f"<reply-{self._replies}@example.org>"
        reply["In-Reply-To"] = reply["References"] = str(original["Message-ID"])
        for name, value in headers.items():
            reply[name] = value
        body = original.get_body(("plain",))
        quoted = "".join(f"> {line}\n" for line in (body.get_content() if body else "").splitlines())
        reply.set_content(f"{words}\n\nOn {self.now:%d %b %Y}, somebody wrote:\n{quoted}")
        with self._writing() as db:
            deliver.receive(db, DEFAULT_USER, bytes(reply), self.now, rfc_id=rfc_id)

    def sent(self, *, after: int = 0) -> list[str]:
        """The keys of the mails that went, the oldest first, without so many of the oldest."""
        return [_key(raw) for raw in self._raw(after)]

    def _sent(self, key: str) -> EmailMessage:
        found = [raw for raw in self._raw() if _key(raw) == key]
        if not found:
            raise LookupError(f"no mail {key} was sent")
        return BytesParser(EmailMessage, policy=policy.default).parsebytes(found[-1])

    def _raw(self, after: int = 0) -> list[bytes]:
        with self.workspace.store.connection() as db, transaction(db, writing=False):
            found = db.execute(
                "SELECT m.raw FROM mail_messages m JOIN mail_message_labels l ON l.message = m.id"
                " WHERE m.user = ? AND l.label = 'SENT' ORDER BY m.number LIMIT -1 OFFSET ?",
                (DEFAULT_USER, after),
            ).fetchall()
        return [row[0] for row in found]

    def _has(self, tab: str) -> bool:
        asked = requests.get(f"{self._spreadsheet}?fields=sheets.properties.title", headers=PERSON, timeout=SECONDS)
        sheets: list[dict[str, Any]] = asked.json().get("sheets", [])
        return any(sheet["properties"]["title"] == tab for sheet in sheets)

    def _put(self, cell: str, values: list[list[object]], how: str = "USER_ENTERED") -> None:
        asked = f"{self._values}/{quote(cell)}?valueInputOption={how}"
        requests.put(asked, json={"values": values}, headers=PERSON, timeout=SECONDS).raise_for_status()

    @property
    def _spreadsheet(self) -> str:
        return f"{self.url}/v4/spreadsheets/{self.spreadsheet_id}"

    @property
    def _values(self) -> str:
        return f"{self._spreadsheet}/values"

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self.workspace.store.connection() as db, transaction(db, writing=True):
            yield db


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _key(raw: bytes) -> str:
    """The key in a mail's header, which may be folded."""
    return "".join(str(BytesHeaderParser().parsebytes(raw)[KEY_HEADER] or "").split())
