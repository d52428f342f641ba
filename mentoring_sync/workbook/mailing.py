"""*Mail*: a row for each message, written before and after every step of the outbox, and read back by the next run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mentoring_sync.records.edit import CellInput
from mentoring_sync.records.message import MailState, MessageKind, Posting
from mentoring_sync.records.sheet import Scalar, Workbook
from mentoring_sync.workbook.columns import MAIL
from mentoring_sync.workbook.plan import local_time
from mentoring_sync.workbook.wanted import WantedRow, WantedTab
from mentoring_sync.workbook.written import Cells, read_written

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's clock has no zone


def mail_tab(postings: Sequence[Posting], workbook: Workbook) -> WantedTab:
    """The rows of these messages; rows of others stay as they are."""
    return WantedTab(layout=MAIL, rows=tuple(_row(posting, workbook) for posting in postings), complete=False)


def read_postings(workbook: Workbook) -> tuple[Posting, ...]:
    """The messages that *Mail* holds, as the last run wrote them: what a person typed there is no state."""
    return tuple(_postings(workbook))


def _postings(workbook: Workbook) -> Iterator[Posting]:
    for (tab, key), cells in read_written(workbook).items():
        if tab == MAIL.title:
            yield Posting(
                key=key,
                kind=MessageKind(_text(cells, "Kind")),
                team=_text(cells, "Team"),
                to=_text(cells, "To"),
                subject=_text(cells, "Subject"),
                state=MailState(_text(cells, "State")),
                sent_at=_moment(cells.get("Sent"), workbook),
                draft_id=_text(cells, "_draft"),
                thread_id=_text(cells, "_thread"),
                message_id=_text(cells, "Gmail id"),
            )


def _row(posting: Posting, workbook: Workbook) -> WantedRow:
    cells: dict[str, CellInput] = {
        "Key": posting.key,
        "Kind": posting.kind.value,
        "Team": posting.team,
        "To": posting.to,
        "Subject": posting.subject,
        "State": posting.state.value,
        "Sent": local_time(workbook, posting.sent_at) if posting.sent_at else None,
        "Gmail id": posting.message_id,
        "_draft": posting.draft_id,
        "_thread": posting.thread_id,
    }
    return WantedRow(key=posting.key, cells=cells)


def _text(cells: Cells, title: str) -> str:
    value = cells.get(title)
    return value if isinstance(value, str) else ""


def _moment(value: Scalar, workbook: Workbook) -> datetime | None:
    if not isinstance(value, float):
        return None
    return (_DAY_ZERO + timedelta(minutes=round(value * 1440))).replace(tzinfo=ZoneInfo(workbook.time_zone))
