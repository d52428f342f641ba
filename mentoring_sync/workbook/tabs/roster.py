"""*Roster*: everyone who applied, with a status and a reason that a person can act on.

In its own columns, and over ours, the coordinator waives, withdraws and corrects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus, RosterEntry
from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, Mailto, Tone
from mentoring_sync.workbook.layouts import (
    FIRST_SHEET_ID,
    KEY,
    REMEMBER_NOTE,
    Lasting,
    Layout,
    Tones,
    ours,
    technical,
    theirs,
    tick,
)
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.standing_tab import StandingTab


class RosterColumn(StrEnum):
    """The titles of the columns of *Roster*.

    The hidden `CORRECTED_…` remember what a person typed over ours and was understood, for as long as it stands there.
    """

    PERSON = "Person"
    EMAIL = "Email"
    ROLE = "Role"
    STATUS = "Status"
    REASON = "Reason"
    TIME_ZONE = "Time zone"
    TEAM = "Team"
    WAIVE = "Waive"
    WITHDRAWN = "Withdrawn"
    WITHDRAWN_WHY = "Withdrawn why"
    ON_LEAVE = "On leave"
    TAKES_AT_MOST = "Takes at most"
    NOTES = "Notes"
    CORRECTED_NAME = "_name"
    CORRECTED_ZONE = "_zone"
    CORRECTED_EMAIL = "_email"


TONES: Tones = (
    (PersonStatus.IN_TEAM, Tone.GOOD),
    (PersonStatus.WAITING, Tone.WAITING),
    (PersonStatus.NOT_ELIGIBLE, Tone.ATTENTION),
    (PersonStatus.UNUSABLE, Tone.ATTENTION),
    (PersonStatus.WITHDRAWN, Tone.QUIET),
    (PersonStatus.DEFERRED, Tone.WAITING),
    (PersonStatus.PAST, Tone.QUIET),
    (PersonStatus.GONE, Tone.QUIET),
)
DEFERRED = "deferred to the next round"
WHYS = (
    "personal circumstances",
    "not engaged",
    "asked to stop",
    "finished early",
    DEFERRED,
    "other",
)
"""What *Withdrawn why* offers; any other words will do."""
_OFFERED = {why.casefold(): why for why in WHYS}

ROSTER = Layout(
    title="Roster",
    sheet_id=FIRST_SHEET_ID + 2,
    identity=(RosterColumn.ROLE, RosterColumn.EMAIL),
    witnesses=(RosterColumn.PERSON, RosterColumn.EMAIL),
    words=Lasting.FOR_GOOD,
    frozen=1,
    listed=True,
    columns=(
        ours(
            RosterColumn.PERSON,
            180,
            lasting=True,
            note="A name typed here is used instead of the one in the form.",
        ),
        ours(
            RosterColumn.EMAIL, 250, lasting=True, note="An address typed here is used instead of the one in the form."
        ),
        ours(RosterColumn.ROLE, 80, lasting=True),
        ours(RosterColumn.STATUS, 140, note="How the person stands in this round.", tones=TONES),
        ours(RosterColumn.REASON, 360, note="Why the status is what it is.", wrap=True),
        ours(
            RosterColumn.TIME_ZONE, 160, note="A zone typed here (such as Europe/Berlin) is used instead of the form's."
        ),
        ours(RosterColumn.TEAM, 90),
        tick(
            RosterColumn.WAIVE,
            "Tick to set aside the requirement that isn't met: the person takes part all the same.",
        ),
        tick(RosterColumn.WITHDRAWN, "Tick when the person no longer takes part."),
        theirs(
            RosterColumn.WITHDRAWN_WHY,
            180,
            note="Why the person no longer takes part, beside the tick in Withdrawn: chosen, or in your own words."
            f" Whoever is “{DEFERRED}” stands in a line of their own.",
            choices=WHYS,
        ),
        theirs(
            RosterColumn.ON_LEAVE,
            130,
            note="The last day away, such as 1 Mar, or yes: the person keeps the place, isn't reminded or asked"
            " meanwhile, and is back by that day's end.",
        ),
        theirs(
            RosterColumn.TAKES_AT_MOST,
            105,
            note="How many mentees this mentor takes, instead of what the form says. Nobody who has been introduced"
            " loses a seat before you said so in Review.",
        ),
        theirs(RosterColumn.NOTES, 260, note=REMEMBER_NOTE, free=True),
        technical(KEY),
        technical(RosterColumn.CORRECTED_NAME),
        technical(RosterColumn.CORRECTED_ZONE),
        technical(RosterColumn.CORRECTED_EMAIL),
    ),
)
FAREWELL: dict[str, CellInput] = {
    RosterColumn.STATUS: PersonStatus.GONE.value,
    RosterColumn.REASON: "The application is no longer in the responses; this row stays because you wrote in it.",
}
BY_HAND = "{what} as you typed it here."


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a person typed over somebody's name, time zone and address in *Roster*; empty where they didn't."""

    name: str = ""
    zone: str = ""
    email: str = ""


NO_CORRECTIONS: Mapping[str, Correction] = {}
NOTHING_PASSED: TabBase = {}


def roster_tab(
    entries: Sequence[RosterEntry],
    corrections: Mapping[str, Correction] = NO_CORRECTIONS,
    left: Collection[str] = frozenset(),
    passed: TabBase = NOTHING_PASSED,
) -> DesiredTab:
    """The tab for these people, mentors first, then by name. `corrections` are what a person typed over ours and was
    understood, by key: it is remembered, and *Reason* says so. For those who `left` by an answer *Withdrawn* is ticked;
    words that have `passed` with their round, by key and title, are taken away.
    """
    ordered = sorted(entries, key=lambda entry: (entry.role != "mentor", entry.name.casefold(), entry.email))
    return DesiredTab(
        layout=ROSTER,
        rows=tuple(
            _ticked(_emptied(_row(entry, corrections.get(entry.key, Correction())), passed), left) for entry in ordered
        ),
        farewell=FAREWELL,
    )


def _emptied(row: DesiredRow, passed: TabBase) -> DesiredRow:
    """The row without the words of a round that is closed."""
    gone = [column for column in ROSTER.columns if column.is_read and column.title in passed.get(row.key, {})]
    emptied: dict[str, CellInput] = {each.title: each.initial for each in gone}
    return replace(row, cells={**row.cells, **emptied}, served=row.served | {*emptied}) if gone else row


def _ticked(row: DesiredRow, left: Collection[str]) -> DesiredRow:
    if row.key not in left:
        return row
    ticked: dict[str, CellInput] = {RosterColumn.WITHDRAWN: Checkbox(ticked=True)}
    return replace(row, cells={**row.cells, **ticked}, served=row.served | {RosterColumn.WITHDRAWN})


def _row(entry: RosterEntry, corrected: Correction) -> DesiredRow:
    by_hand = {
        RosterColumn.PERSON: ("Name", corrected.name),
        RosterColumn.EMAIL: ("Address", corrected.email),
        RosterColumn.TIME_ZONE: ("Time zone", corrected.zone),
    }
    typed: dict[str, str] = {title: what for title, (what, words) in by_hand.items() if words}
    reasons = [entry.reason, BY_HAND.format(what=" and ".join(typed.values()).capitalize()) if typed else ""]
    cells: dict[str, CellInput] = {
        RosterColumn.PERSON: entry.name,
        RosterColumn.EMAIL: Mailto(entry.email),
        RosterColumn.ROLE: entry.role.value,
        RosterColumn.STATUS: entry.status.value,
        RosterColumn.REASON: " ".join(filter(None, reasons)),
        RosterColumn.TIME_ZONE: entry.zone,
        RosterColumn.TEAM: entry.team,
        RosterColumn.CORRECTED_NAME: corrected.name,
        RosterColumn.CORRECTED_ZONE: corrected.zone,
        RosterColumn.CORRECTED_EMAIL: corrected.email,
    }
    return DesiredRow(key=entry.key, cells=cells, served=frozenset(typed))


def read_ticked(roster: StandingTab, column: RosterColumn) -> Iterator[tuple[str, Role]]:
    """The people whose box is ticked, as (address, role)."""
    return (person_of(key) for key in roster.ticked(column) if key.partition(":")[0] in set(Role))


def read_words_in(roster: StandingTab, column: RosterColumn) -> dict[str, str]:
    """By a person's key: what people say in a column of theirs."""
    keys = (key for key in roster.speakers if key.partition(":")[0] in set(Role))
    return {key: words for key in keys if (words := roster.said(key, column))}


def as_offered(why: str) -> str:
    """What somebody typed in *Withdrawn why* as it is offered; empty for any other words."""
    return _OFFERED.get(why.strip().casefold(), "")


def is_deferred(why: str) -> bool:
    """Whether *Withdrawn why* says that somebody goes on in the next round."""
    return why.casefold().startswith(DEFERRED.partition(" ")[0])


def person_of(key: str) -> tuple[str, Role]:
    """Whose row it is, as (address, role)."""
    role, _, email = key.partition(":")
    return email, Role(role)


def remembered_corrections(corrections: Mapping[str, Correction]) -> dict[str, Cells]:
    """What is to be kept of them with people's words, by key."""
    return {
        key: {
            title: words
            for title, words in (
                (RosterColumn.CORRECTED_NAME, each.name),
                (RosterColumn.CORRECTED_ZONE, each.zone),
                (RosterColumn.CORRECTED_EMAIL, each.email),
            )
            if words
        }
        for key, each in corrections.items()
    }


def read_corrections(roster: StandingTab) -> dict[str, Correction]:
    """By person's key: what a person typed over name, zone and address."""
    names = dict(roster.typed_over(RosterColumn.PERSON, RosterColumn.CORRECTED_NAME))
    zones = dict(roster.typed_over(RosterColumn.TIME_ZONE, RosterColumn.CORRECTED_ZONE))
    emails = dict(roster.typed_over(RosterColumn.EMAIL, RosterColumn.CORRECTED_EMAIL))
    return {
        key: Correction(name=names.get(key, ""), zone=zones.get(key, ""), email=emails.get(key, ""))
        for key in sorted(names.keys() | zones.keys() | emails.keys())
    }
