"""The tabs and their columns: the one place where their titles stand.

A column belongs to the sync (S) or to the coordinator (C). C columns are read as input and, after the row was made,
never written. Titles that begin with `_` are technical and hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from mentoring_sync.records.attendance import Mark
from mentoring_sync.records.message import MailState
from mentoring_sync.records.roster import PersonStatus
from mentoring_sync.records.team import TeamStatus
from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, ColumnLook, Tone

KEY = "_key"
"""The hidden column that says whose row it is, wherever the row is moved to."""

ASKED_MENTOR, ASKED_HOUR, CORRECTED_NAME, CORRECTED_ZONE = "_mentor", "_meets", "_name", "_zone"
"""Hidden columns that remember what a person typed over ours and was understood, for as long as it stands there."""

FIRST_SHEET_ID = 7_100_000
"""The tabs that a run makes have ids of their own from here on: one batch makes and fills them, and a tab that was
renamed is still known."""

SYNC_NOTE = "Written by mentoring-sync. What you type here stays, and Review will ask about it."
COORDINATOR_NOTE = "Yours: mentoring-sync reads this column and never writes it."


Tones = tuple[tuple[str, Tone], ...]
PERSON_TONES: Tones = (
    (PersonStatus.IN_TEAM, Tone.GOOD),
    (PersonStatus.WAITING, Tone.WAITING),
    (PersonStatus.NOT_ELIGIBLE, Tone.ATTENTION),
    (PersonStatus.UNUSABLE, Tone.ATTENTION),
    (PersonStatus.WITHDRAWN, Tone.QUIET),
    (PersonStatus.GONE, Tone.QUIET),
)
TEAM_TONES: Tones = ((TeamStatus.PROPOSED, Tone.WAITING), (TeamStatus.INTRODUCED, Tone.GOOD))
MARK_TONES: Tones = ((Mark.PRESENT, Tone.GOOD), (Mark.EXCUSED, Tone.QUIET), (Mark.MISSED, Tone.ATTENTION))
MAIL_TONES: Tones = (
    (MailState.OWED, Tone.WAITING),
    (MailState.DRAFTED, Tone.WAITING),
    (MailState.SENDING, Tone.WAITING),
    (MailState.SENT, Tone.GOOD),
    (MailState.RETURNED, Tone.ATTENTION),
    (MailState.FAILED, Tone.ATTENTION),
    (MailState.DECLINED, Tone.QUIET),
    (MailState.UNCLEAR, Tone.ATTENTION),
)


class Owner(Enum):
    """Who writes a column."""

    SYNC = "S"
    COORDINATOR = "C"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: whose it is, how it looks, and what a new row has in it (C columns only).

    A `lasting` column says whose row it is: it stays filled in a row that should go but holds a person's word.
    """

    look: ColumnLook
    owner: Owner = Owner.SYNC
    initial: CellInput = None
    lasting: bool = False

    @property
    def title(self) -> str:
        """The header."""
        return self.look.title


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A tab: its title, the sheet id that it is made with, and its columns, in order.

    The first `frozen` columns stay in view when a person scrolls; a `listed` tab can be filtered by its header. The
    cells of `identity`, joined by colons, are a row's key as people see it. A tab that `asks` doesn't write a row again
    that a person deleted.
    """

    title: str
    sheet_id: int
    columns: tuple[Column, ...]
    hidden: bool = False
    frozen: int = 0
    listed: bool = False
    identity: tuple[str, ...] = ()
    asks: bool = False

    @property
    def sync_titles(self) -> tuple[str, ...]:
        """The titles of the columns that the sync writes."""
        return tuple(column.title for column in self.columns if column.owner is Owner.SYNC)

    @property
    def lasting_titles(self) -> frozenset[str]:
        """The titles of the columns that say whose row it is."""
        return frozenset(column.title for column in self.columns if column.lasting)


def ours(
    title: str,
    width: int = 120,
    *,
    note: str = "",
    wrap: bool = False,
    pattern: str = "",
    lasting: bool = False,
    tones: Tones = (),
) -> Column:
    """A column of the sync's."""
    said = f"{note}\n{SYNC_NOTE}" if note else SYNC_NOTE
    look = ColumnLook(title=title, width=width, guarded=True, note=said, wrap=wrap, format=pattern, tones=tones)
    return Column(look=look, lasting=lasting)


def theirs(
    title: str,
    width: int = 120,
    *,
    note: str,
    initial: CellInput = None,
    choices: tuple[str, ...] = (),
    tones: Tones = (),
) -> Column:
    """A column of the coordinator's."""
    look = ColumnLook(
        title=title,
        width=width,
        note=f"{note}\n{COORDINATOR_NOTE}",
        choices=choices,
        wrap=width > 150,
        tones=tones,
    )
    return Column(look=look, owner=Owner.COORDINATOR, initial=initial)


def tick(title: str, note: str) -> Column:
    """A checkbox column of the coordinator's."""
    return theirs(title, 105, note=note, initial=Checkbox())


def technical(title: str) -> Column:
    """A hidden column of the sync's."""
    return Column(look=ColumnLook(title=title, hidden=True, guarded=True, note="Technical: please leave it as it is."))


CONTROL_NOTE = """Tick or type here; Last run and Next step are written by mentoring-sync.
Re-pair: the next run pairs again. Send introductions: the next run sends what waits.
Pause: until you untick it, runs change nothing and mail nobody.
Mail, Pairing again, Most mentees in a team: empty means as configured."""
MOMENT = "yyyy-mm-dd hh:mm"

CONTROL = Layout(
    title="Control",
    sheet_id=FIRST_SHEET_ID + 1,
    identity=("Setting",),
    columns=(
        ours("Setting", 180),
        theirs("Value", 420, note=CONTROL_NOTE),
        technical(KEY),
    ),
)
ROSTER = Layout(
    title="Roster",
    sheet_id=FIRST_SHEET_ID + 2,
    identity=("Role", "Email"),
    frozen=1,
    listed=True,
    columns=(
        ours("Person", 180, lasting=True, note="A name typed here is used instead of the one in the form."),
        ours("Email", 250, lasting=True),
        ours("Role", 80, lasting=True),
        ours("Status", 140, note="How the person stands in this round.", tones=PERSON_TONES),
        ours("Reason", 360, note="Why the status is what it is.", wrap=True),
        ours("Time zone", 160, note="A zone typed here (such as Europe/Berlin) is used instead of the form's."),
        ours("Team", 90),
        tick("Waive", "Tick to set aside the requirement that isn't met: the person takes part all the same."),
        tick("Withdrawn", "Tick when the person no longer takes part."),
        theirs("Notes", 260, note="Whatever you want to remember."),
        technical(KEY),
        technical(CORRECTED_NAME),
        technical(CORRECTED_ZONE),
    ),
)
TEAMS = Layout(
    title="Teams",
    sheet_id=FIRST_SHEET_ID + 3,
    identity=("Mentee email",),
    asks=True,
    frozen=1,
    listed=True,
    columns=(
        ours("Team", 90),
        ours("Mentor", 180, note="Another mentor's name typed here moves the mentee there, if all can meet."),
        ours("Mentor email", 250),
        ours("Mentee", 160, lasting=True),
        ours("Mentee email", 220, lasting=True),
        ours(
            "Meets",
            230,
            note="The weekly hour, on the mentor's clock. Another one typed here (Tue 18:00) is kept, if all can.",
        ),
        ours("Mentee's time", 260, note="The same hour on the mentee's clock, with its changes.", wrap=True),
        ours("Score", 70, note="How well mentor and mentee fit, 0 to 100."),
        ours("Why", 300, wrap=True),
        ours("Status", 110, note="Proposed until the introduction is sent.", tones=TEAM_TONES),
        tick("Pin", "Tick to keep this mentee with this mentor."),
        theirs("Move to", 200, note="Another mentor's name or address: the next run moves the mentee if all can meet."),
        tick("Keep apart", "Tick to take this mentee out of this mentor's team, for good."),
        theirs("Notes", 260, note="Whatever you want to remember."),
        technical(KEY),
        technical("_apart_from"),
        technical(ASKED_MENTOR),
        technical(ASKED_HOUR),
    ),
)
ATTENDANCE = Layout(
    title="Attendance",
    sheet_id=FIRST_SHEET_ID + 4,
    identity=("Role", "Email"),
    frozen=2,
    listed=True,
    columns=(
        ours("Team", 90),
        ours("Person", 180, lasting=True),
        ours("Email", 250, lasting=True),
        ours("Role", 80, lasting=True),
        ours("Attended", 90, note="Meetings marked present."),
        ours("Rate", 80, note="Present of those marked present or missed.", pattern="0%"),
        technical(KEY),
    ),
)
MAIL = Layout(
    title="Mail",
    sheet_id=FIRST_SHEET_ID + 5,
    identity=("Key",),
    listed=True,
    columns=(
        ours("Key", 330),
        ours("Kind", 110),
        ours("Team", 90),
        ours("To", 320, wrap=True),
        ours("Subject", 320, wrap=True),
        ours("State", 90, note="How far the message is.", tones=MAIL_TONES),
        ours("Sent", 140, pattern=MOMENT),
        ours("Gmail id", 150),
        tick("Send", "Tick to have this one sent by the next run: a waiting draft, or once more one that wasn't sent."),
        technical(KEY),
        technical("_draft"),
        technical("_thread"),
        technical("_told"),
        technical("_looked"),
    ),
)
REVIEW = Layout(
    title="Review",
    sheet_id=FIRST_SHEET_ID + 6,
    listed=True,
    columns=(
        ours("Where", 240),
        ours("What", 420, wrap=True, lasting=True),
        ours("What to do", 420, wrap=True),
        ours("Since", 140, pattern=MOMENT),
        technical(KEY),
    ),
)
RUNS = Layout(
    title="Runs",
    sheet_id=FIRST_SHEET_ID + 7,
    identity=("Run",),
    listed=True,
    columns=(
        ours("Run", 180),
        ours("Started", 140, pattern=MOMENT),
        ours("Trigger", 100),
        ours("Read", 80, note="Responses read."),
        ours("Changed", 80, note="Rows changed in the tabs."),
        ours("Mailed", 80, note="Messages sent or drafted."),
        ours("Result", 300, wrap=True),
        technical(KEY),
    ),
)
WRITTEN = Layout(
    title="_sync",
    sheet_id=FIRST_SHEET_ID + 8,
    columns=(ours("Tab", 120), ours("Written", 600), technical(KEY)),
    hidden=True,
)

BEFORE = Layout(
    title="_before",
    sheet_id=FIRST_SHEET_ID + 9,
    columns=(ours("Written over", 600),),
    hidden=True,
)
"""What stood where the last batch wrote, at the moment it landed; not a list of rows."""

LAYOUTS = (CONTROL, ROSTER, TEAMS, ATTENDANCE, MAIL, REVIEW, RUNS)
"""The tabs that people see, in the order in which a first run makes them."""


def attendance_layout(dates: tuple[str, ...]) -> Layout:
    """*Attendance* with a column of the coordinator's for each meeting date (`2027-01-19`), before the totals."""
    choices = tuple(mark.value for mark in Mark)
    marks = tuple(
        theirs(day, 100, note="present, excused or missed.", choices=choices, tones=MARK_TONES) for day in dates
    )
    who, totals = ATTENDANCE.columns[:4], ATTENDANCE.columns[4:]
    return replace(ATTENDANCE, columns=(*who, *marks, *totals))
