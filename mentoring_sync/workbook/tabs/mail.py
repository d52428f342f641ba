"""*Mail*: a row for each message, written before and after every step of the outbox, and read back by the next run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from mentoring_sync.mail.kinds.catalogue import by_name
from mentoring_sync.records.message import ANSWER_TIME, MailState, Posting
from mentoring_sync.spreadsheet.edits import CellInput, Tone, WebLink
from mentoring_sync.spreadsheet.grid import Scalar, Workbook
from mentoring_sync.spreadsheet.serial_dates import moment_of
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, MOMENT, Layout, Tones, ours, technical, tick
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.rows import Cells
from mentoring_sync.workbook.standing_tab import StandingTab


class MailColumn(StrEnum):
    """The titles of the columns of *Mail*; the hidden ones are Gmail's ids, what was told, whether it was looked for
    what came back, digests of what the message says and of what the coordinator approved, the
    draft's message as it was made, and whether the draft is held back."""

    KEY = "Key"
    KIND = "Kind"
    TEAM = "Team"
    TO = "To"
    SUBJECT = "Subject"
    STATE = "State"
    SENT = "Sent"
    GMAIL_ID = "Gmail id"
    SEND = "Send"
    NOT_REACHED = "Not reached"
    ANSWERS = "Answers"
    LOOK = "Look"
    DRAFT = "_draft"
    THREAD = "_thread"
    TOLD = "_told"
    LOOKED = "_looked"
    DIGEST = "_says"
    APPROVED = "_approved"
    MADE_AS = "_made_as"
    HELD = "_held"
    ATTEMPT = "_attempt"


GMAIL = "https://mail.google.com/mail/#all/"
TONES: Tones = (
    (MailState.OWED, Tone.WAITING),
    (MailState.DRAFTED, Tone.WAITING),
    (MailState.SENDING, Tone.WAITING),
    (MailState.SENT, Tone.GOOD),
    (MailState.RETURNED, Tone.ATTENTION),
    (MailState.FAILED, Tone.ATTENTION),
    (MailState.DECLINED, Tone.QUIET),
    (MailState.NOT_NEEDED, Tone.QUIET),
    (MailState.UNCLEAR, Tone.ATTENTION),
)
MAIL = Layout(
    title="Mail",
    sheet_id=FIRST_SHEET_ID + 5,
    identity=(MailColumn.KEY,),
    witnesses=(MailColumn.KEY,),
    listed=True,
    columns=(
        ours(MailColumn.KEY, 330),
        ours(MailColumn.KIND, 110),
        ours(MailColumn.TEAM, 90),
        ours(MailColumn.TO, 320, wrap=True),
        ours(MailColumn.SUBJECT, 320, wrap=True),
        ours(MailColumn.STATE, 90, note="How far the message is.", tones=TONES),
        ours(MailColumn.SENT, 140, pattern=MOMENT),
        ours(MailColumn.GMAIL_ID, 150),
        tick(
            MailColumn.SEND,
            "Tick to have this one sent by the next run: a waiting draft, or once more one that wasn't sent.",
        ),
        ours(MailColumn.NOT_REACHED, 200, wrap=True, note="From whom it came back."),
        ours(MailColumn.ANSWERS, 200, wrap=True, note="Who answered it and when; automatic: a program did, for them."),
        ours(MailColumn.LOOK, 70, note="Opens the draft, or the mail, in the sending mailbox's Gmail."),
        technical(KEY),
        technical(MailColumn.DRAFT),
        technical(MailColumn.THREAD),
        technical(MailColumn.TOLD),
        technical(MailColumn.LOOKED),
        technical(MailColumn.DIGEST),
        technical(MailColumn.APPROVED),
        technical(MailColumn.MADE_AS),
        technical(MailColumn.HELD),
        technical(MailColumn.ATTEMPT),
    ),
)


def mail_tab(postings: Sequence[Posting], workbook: Workbook, anew: Collection[str] = ()) -> DesiredTab:
    """The rows of these messages; rows of others stay as they are. Those whose keys are in `anew` say something else
    from now on: their boxes are empty then, so that a tick there came after it."""
    rows = (_row(posting, workbook) for posting in postings)
    box = frozenset[str]({MailColumn.SEND})
    emptied = (replace(row, served=box, watched=box) if row.key in anew else row for row in rows)
    return DesiredTab(layout=MAIL, rows=tuple(emptied), complete=False)


def with_answers(tab: DesiredTab, mail: StandingTab, answers: Mapping[str, str]) -> DesiredTab:
    """The tab with who answered each message, by its key; and the rows of those of which *Mail* says otherwise."""
    ours = {row.key: {**row.cells, MailColumn.ANSWERS: answers.get(row.key)} for row in tab.rows}
    shown = {key: _text(cells, MailColumn.ANSWERS) for key, cells in mail.as_written.items()}
    news = {key: answers.get(key, "") for key, said in shown.items() if said != answers.get(key, "")}
    rows = (
        *(replace(row, cells=ours[row.key]) for row in tab.rows),
        *(DesiredRow(key=key, cells={MailColumn.ANSWERS: said}) for key, said in news.items() if key not in ours),
    )
    return replace(tab, rows=rows)


def read_postings(mail: StandingTab, workbook: Workbook) -> tuple[Posting, ...]:
    """The messages that *Mail* holds, as the last run wrote them: what a person typed there is no state.

    A row whose memory was lost is read as it stands, and a state that nobody can read is unclear: a message that was
    once in *Mail* is never taken for one that nobody has begun to send.
    """
    ticked = set(mail.ticked(MailColumn.SEND))
    return tuple(
        replace(_posting(key, cells, workbook), wanted=key in ticked) for key, cells in mail.as_written.items()
    )


def _posting(key: str, cells: Cells, workbook: Workbook) -> Posting:
    kind, state = _text(cells, MailColumn.KIND), _text(cells, MailColumn.STATE)
    return Posting(
        key=key,
        kind=by_name(kind).name,
        team=_text(cells, MailColumn.TEAM),
        to=_text(cells, MailColumn.TO),
        subject=_text(cells, MailColumn.SUBJECT),
        state=MailState(state) if state in set(MailState) else MailState.UNCLEAR,
        sent_at=_moment(cells.get(MailColumn.SENT), workbook),
        draft_id=_text(cells, MailColumn.DRAFT),
        thread_id=_text(cells, MailColumn.THREAD),
        message_id=_text(cells, MailColumn.GMAIL_ID),
        announcement=_text(cells, MailColumn.TOLD),
        looked_at=_looked_at(cells, workbook),
        digest=_text(cells, MailColumn.DIGEST),
        approved=_text(cells, MailColumn.APPROVED),
        made_as=_text(cells, MailColumn.MADE_AS),
        held=cells.get(MailColumn.HELD) is True,
        not_reached=_text(cells, MailColumn.NOT_REACHED),
        attempt=_attempt(cells.get(MailColumn.ATTEMPT)),
    )


def _row(posting: Posting, workbook: Workbook) -> DesiredRow:
    cells: dict[str, CellInput] = {
        MailColumn.KEY: posting.key,
        MailColumn.KIND: posting.kind,
        MailColumn.TEAM: posting.team,
        MailColumn.TO: posting.to,
        MailColumn.SUBJECT: posting.subject,
        MailColumn.STATE: posting.state.value,
        MailColumn.SENT: workbook.local_time(posting.sent_at) if posting.sent_at else None,
        MailColumn.GMAIL_ID: posting.message_id,
        MailColumn.LOOK: _link(posting),
        MailColumn.DRAFT: posting.draft_id,
        MailColumn.THREAD: posting.thread_id,
        MailColumn.TOLD: posting.announcement,
        MailColumn.LOOKED: workbook.local_time(posting.looked_at) if posting.looked_at else None,
        MailColumn.DIGEST: posting.digest,
        MailColumn.APPROVED: posting.approved,
        MailColumn.MADE_AS: posting.made_as,
        MailColumn.HELD: posting.held or None,
        MailColumn.NOT_REACHED: posting.not_reached,
        MailColumn.ATTEMPT: posting.attempt if posting.attempt > 1 else None,
    }
    return DesiredRow(key=posting.key, cells=cells, served=frozenset({MailColumn.SEND} if posting.answered else ()))


def _link(posting: Posting) -> WebLink | None:
    """Gmail opens a thread, drafts included, at its id among all mail."""
    label = "draft" if posting.draft_id and not posting.message_id else "mail"
    return WebLink(url=f"{GMAIL}{posting.thread_id}", label=label) if posting.thread_id else None


def _text(cells: Cells, title: str) -> str:
    value = cells.get(title)
    return value if isinstance(value, str) else ""


def _attempt(value: Scalar) -> int:
    return int(value) if isinstance(value, float) and 1 <= value < 1000 else 1


def _looked_at(cells: Cells, workbook: Workbook) -> datetime | None:
    """Older rows say only that somebody looked: that was when servers had had time to answer."""
    looked, sent = cells.get(MailColumn.LOOKED), _moment(cells.get(MailColumn.SENT), workbook)
    return sent + ANSWER_TIME if looked is True and sent else _moment(looked, workbook)


def _moment(value: Scalar, workbook: Workbook) -> datetime | None:
    try:
        return moment_of(value).replace(tzinfo=ZoneInfo(workbook.time_zone)) if isinstance(value, float) else None
    except ValueError:
        return None
