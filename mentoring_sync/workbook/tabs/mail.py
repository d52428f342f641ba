"""*Mail*: a row for each message, written before and after every step of the outbox, and read back by the next run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mentoring_sync.mail.kinds.catalogue import by_name
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.spreadsheet.edits import CellInput
from mentoring_sync.spreadsheet.grid import Scalar, Workbook
from mentoring_sync.spreadsheet.serial_dates import moment_of
from mentoring_sync.workbook.layouts import MAIL
from mentoring_sync.workbook.merge.base import Cells
from mentoring_sync.workbook.merge.desired import WantedRow, WantedTab
from mentoring_sync.workbook.merge.plan import local_time
from mentoring_sync.workbook.standing import base_of, located


def mail_tab(postings: Sequence[Posting], workbook: Workbook) -> WantedTab:
    """The rows of these messages; rows of others stay as they are."""
    return WantedTab(layout=MAIL, rows=tuple(_row(posting, workbook) for posting in postings), complete=False)


def read_postings(workbook: Workbook) -> tuple[Posting, ...]:
    """The messages that *Mail* holds, as the last run wrote them: what a person typed there is no state.

    A row whose memory was lost is read as it stands, and a state that nobody can read is unclear: a message that was
    once in *Mail* is never taken for one that nobody has begun to send.
    """
    tab = located(workbook, MAIL)
    shown = {key: {title: tab.cell(key, title) for title in MAIL.sync_titles} for key in tab.rows} if tab else {}
    ticked = {key for key in tab.rows if tab.cell(key, "Send") is True} if tab else set()
    return tuple(
        replace(_posting(key, cells, workbook), wanted=key in ticked)
        for key, cells in (shown | base_of(workbook, MAIL)).items()
    )


def _posting(key: str, cells: Cells, workbook: Workbook) -> Posting:
    kind, state = _text(cells, "Kind"), _text(cells, "State")
    return Posting(
        key=key,
        kind=by_name(kind).name,
        team=_text(cells, "Team"),
        to=_text(cells, "To"),
        subject=_text(cells, "Subject"),
        state=MailState(state) if state in set(MailState) else MailState.UNCLEAR,
        sent_at=_moment(cells.get("Sent"), workbook),
        draft_id=_text(cells, "_draft"),
        thread_id=_text(cells, "_thread"),
        message_id=_text(cells, "Gmail id"),
        announcement=_text(cells, "_told"),
        looked=cells.get("_looked") is True,
    )


def _row(posting: Posting, workbook: Workbook) -> WantedRow:
    cells: dict[str, CellInput] = {
        "Key": posting.key,
        "Kind": posting.kind,
        "Team": posting.team,
        "To": posting.to,
        "Subject": posting.subject,
        "State": posting.state.value,
        "Sent": local_time(workbook, posting.sent_at) if posting.sent_at else None,
        "Gmail id": posting.message_id,
        "_draft": posting.draft_id,
        "_thread": posting.thread_id,
        "_told": posting.announcement,
        "_looked": posting.looked or None,
    }
    return WantedRow(key=posting.key, cells=cells, served=frozenset({"Send"}) if posting.answered else frozenset())


def _text(cells: Cells, title: str) -> str:
    value = cells.get(title)
    return value if isinstance(value, str) else ""


def _moment(value: Scalar, workbook: Workbook) -> datetime | None:
    try:
        return moment_of(value).replace(tzinfo=ZoneInfo(workbook.time_zone)) if isinstance(value, float) else None
    except ValueError:
        return None
