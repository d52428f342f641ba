"""*Teams*: a row for each mentee in a team: who, when on both clocks, how well it fits and why.

In its own columns, and over ours, the coordinator says who stays, who moves and who is to be kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.local_time import in_local_time
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import Seat, TeamStatus
from mentoring_sync.spreadsheet.edits import CellInput, DropDown, Mailto, Tone
from mentoring_sync.spreadsheet.grid import Scalar, cell_text
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
from mentoring_sync.workbook.standing_tab import StandingTab


class TeamsColumn(StrEnum):
    """The titles of the columns of *Teams*.

    The hidden `ASKED_…` remember what a person typed over ours and was understood, for as long as it stands there;
    `APART_FROM` remembers the mentor against whom *Keep apart* was ticked.
    """

    TEAM = "Team"
    MENTOR = "Mentor"
    MENTOR_EMAIL = "Mentor email"
    MENTEE = "Mentee"
    MENTEE_EMAIL = "Mentee email"
    MEETS = "Meets"
    MENTEES_TIME = "Mentee's time"
    SCORE = "Score"
    WHY = "Why"
    STATUS = "Status"
    PIN = "Pin"
    MOVE_TO = "Move to"
    MERGE_INTO = "Merge into"
    KEEP_APART = "Keep apart"
    THEY_SAY = "They say"
    NOTES = "Notes"
    APART_FROM = "_apart_from"
    ASKED_MENTOR = "_mentor"
    ASKED_HOUR = "_meets"


TONES: Tones = ((TeamStatus.PROPOSED, Tone.WAITING), (TeamStatus.INTRODUCED, Tone.GOOD))
TEAMS = Layout(
    title="Teams",
    sheet_id=FIRST_SHEET_ID + 3,
    identity=(TeamsColumn.MENTEE_EMAIL,),
    witnesses=(TeamsColumn.MENTEE, TeamsColumn.MENTEE_EMAIL),
    words=Lasting.WITH_ITS_ROW,
    frozen=1,
    listed=True,
    columns=(
        ours(TeamsColumn.TEAM, 90),
        ours(TeamsColumn.MENTOR, 180, note="Another mentor's name typed here moves the mentee there, if all can meet."),
        ours(TeamsColumn.MENTOR_EMAIL, 250),
        ours(TeamsColumn.MENTEE, 160, lasting=True),
        ours(TeamsColumn.MENTEE_EMAIL, 220, lasting=True),
        ours(
            TeamsColumn.MEETS,
            230,
            note="The weekly hour, on the mentor's clock. Another one typed here (Tue 18:00) is kept, if all can.",
        ),
        ours(TeamsColumn.MENTEES_TIME, 260, note="The same hour on the mentee's clock, with its changes.", wrap=True),
        ours(TeamsColumn.SCORE, 70, note="How well mentor and mentee fit, 0 to 100."),
        ours(TeamsColumn.WHY, 300, wrap=True),
        ours(TeamsColumn.STATUS, 110, note="Proposed until the introduction is sent.", tones=TONES),
        tick(TeamsColumn.PIN, "Tick to keep this mentee with this mentor."),
        theirs(
            TeamsColumn.MOVE_TO,
            200,
            note="Another mentor's name or address: the next run moves the mentee if all can meet.",
        ),
        theirs(
            TeamsColumn.MERGE_INTO,
            110,
            note="Another team's name, in any row of a team: the next run brings all its mentees there, if all can"
            " meet, and the mentor is free for another team.",
        ),
        tick(TeamsColumn.KEEP_APART, "Tick to take this mentee out of this mentor's team, for good."),
        ours(TeamsColumn.THEY_SAY, 240, note="The team's last answer to the question how it goes.", wrap=True),
        theirs(TeamsColumn.NOTES, 260, note=REMEMBER_NOTE, free=True),
        technical(KEY),
        technical(TeamsColumn.APART_FROM),
        technical(TeamsColumn.ASKED_MENTOR),
        technical(TeamsColumn.ASKED_HOUR),
    ),
)
FAREWELL: dict[str, CellInput] = {TeamsColumn.STATUS: "No team"}
NOTHING_MORE = "an hour and a language in common"


@dataclass(frozen=True, kw_only=True)
class StandingTeam:
    """A team as the last run wrote it: label, mentor, slot and mentees, by addresses."""

    label: str
    mentor: str
    slot: WeeklySlot
    mentees: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TypedOver:
    """What a person typed over a mentee's mentor and hour, as it was understood: an address, a slot; or nothing."""

    mentor: str = ""
    hour: WeeklySlot | None = None


NOTHING_ASKED: Mapping[str, TypedOver] = {}


@dataclass(frozen=True, kw_only=True)
class Offers:
    """What drop-downs offer: by mentee in *Move to*, by team's label in *Merge into*."""

    move_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    merge_into: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NO_OFFERS = Offers()


def standing_offers(tab: StandingTab, teams: Sequence[LabelledTeam]) -> Offers | None:
    """What the last run offered these teams' people; None where it isn't remembered of each of them."""
    members = {mentee.id: team.label for team in teams for mentee in team.team.mentees}
    if not members.keys() <= tab.base.keys():
        return None
    return Offers(
        move_to={mentee: _choices(tab.base[mentee].get(TeamsColumn.MOVE_TO)) for mentee in members},
        merge_into={label: _choices(tab.base[mentee].get(TeamsColumn.MERGE_INTO)) for mentee, label in members.items()},
    )


def _choices(remembered: Scalar) -> tuple[str, ...]:
    return tuple(str(remembered).split("\n")) if remembered else ()


def teams_tab(
    teams: Sequence[LabelledTeam],
    *,
    round_: Round,
    apart_from: Mapping[str, str],
    asked: Mapping[str, TypedOver] = NOTHING_ASKED,
    offers: Offers = NO_OFFERS,
) -> DesiredTab:
    """The tab for these teams. `apart_from` remembers, by mentee, the mentor whom *Keep apart* was ticked against, and
    `asked` what was typed over ours: where the team is as it was asked for, the cells say so in our words.
    """
    rows = [
        _offered(_as_asked(row, asked), offers.move_to.get(row.key, ()), offers.merge_into.get(team.label, ()))
        for team in teams
        for row in _rows(team, round_, apart_from)
    ]
    seated = {row.key for row in rows}
    rows += [_kept_apart(mentee, mentor) for mentee, mentor in sorted(apart_from.items()) if mentee not in seated]
    return DesiredTab(layout=TEAMS, rows=tuple(rows), farewell=FAREWELL)


def with_what_they_say(tab: DesiredTab, said: Mapping[str, str]) -> DesiredTab:
    """The tab with a team's last answer in each of its rows; `said` has the answers by the team's label."""
    answers = {row.key: said.get(str(row.cells.get(TeamsColumn.TEAM)), "") for row in tab.rows}
    rows = (replace(row, cells={**row.cells, TeamsColumn.THEY_SAY: answers[row.key]}) for row in tab.rows)
    return replace(tab, rows=tuple(rows))


def statuses_tab(teams: Sequence[LabelledTeam]) -> DesiredTab:
    """Only the status of these teams' rows."""
    rows = tuple(
        DesiredRow(key=seat.mentee.id, cells={TeamsColumn.STATUS: team.status.value})
        for team in teams
        for seat in team.team.seats
    )
    return DesiredTab(layout=TEAMS, rows=rows, complete=False)


def with_standing_statuses(desired: DesiredTab, teams: StandingTab) -> DesiredTab:
    """The tab with each row's status as it stands, where it is one of ours."""
    ours = {status.value for status in TeamStatus}
    stand = {row.key: teams.text(row.key, TeamsColumn.STATUS) for row in desired.rows}
    rows = (
        replace(row, cells={**row.cells, TeamsColumn.STATUS: stand[row.key]}) if stand[row.key] in ours else row
        for row in desired.rows
    )
    return replace(desired, rows=tuple(rows))


def _rows(labelled: LabelledTeam, round_: Round, apart_from: Mapping[str, str]) -> Iterator[DesiredRow]:
    for seat in labelled.team.seats:
        cells: dict[str, CellInput] = _cells(labelled, seat, round_) | {
            TeamsColumn.APART_FROM: apart_from.get(seat.mentee.id, "")
        }
        yield DesiredRow(key=seat.mentee.id, cells=cells)


def _as_asked(row: DesiredRow, asked: Mapping[str, TypedOver]) -> DesiredRow:
    typed = asked.get(row.key, TypedOver())
    hour = str(typed.hour) if typed.hour else ""
    cells = {**row.cells, TeamsColumn.ASKED_MENTOR: typed.mentor, TeamsColumn.ASKED_HOUR: hour}
    served = set(row.served)
    if row.cells[TeamsColumn.MENTOR_EMAIL] == Mailto(typed.mentor):
        served |= {TeamsColumn.MENTOR, TeamsColumn.MENTOR_EMAIL}
    if row.cells[TeamsColumn.MEETS] == hour:
        served.add(TeamsColumn.MEETS)
    return replace(row, cells=cells, served=frozenset(served))


def _offered(row: DesiredRow, mentors: tuple[str, ...], teams: tuple[str, ...]) -> DesiredRow:
    choices: dict[str, CellInput] = {TeamsColumn.MOVE_TO: DropDown(mentors), TeamsColumn.MERGE_INTO: DropDown(teams)}
    return replace(row, cells={**row.cells, **choices})


def _kept_apart(mentee: str, mentor: str) -> DesiredRow:
    """The row of a mentee who has no team now; it stays because a person ticked *Keep apart* in it."""
    emptied: dict[str, CellInput] = {title: None for title in TEAMS.sync_titles if title not in TEAMS.lasting_titles}
    whose: dict[str, CellInput] = {TeamsColumn.MENTEE_EMAIL: Mailto(mentee), TeamsColumn.APART_FROM: mentor}
    return DesiredRow(key=mentee, cells={**emptied, **FAREWELL, **whose})


def _cells(labelled: LabelledTeam, seat: Seat, round_: Round) -> dict[str, CellInput]:
    team, mentee = labelled.team, seat.mentee
    return {
        TeamsColumn.TEAM: labelled.label,
        TeamsColumn.MENTOR: team.mentor.name,
        TeamsColumn.MENTOR_EMAIL: Mailto(team.mentor.email),
        TeamsColumn.MENTEE: mentee.name,
        TeamsColumn.MENTEE_EMAIL: Mailto(mentee.email),
        TeamsColumn.MEETS: str(team.slot),
        TeamsColumn.MENTEES_TIME: in_local_time(team.slot, round_, mentee.zone),
        TeamsColumn.SCORE: seat.score,
        TeamsColumn.WHY: "; ".join(seat.why) or NOTHING_MORE,
        TeamsColumn.STATUS: labelled.status.value,
    }


def read_standing_teams(teams: StandingTab) -> tuple[StandingTeam, ...]:
    """The teams that stand, as the last run wrote them."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for mentee, cells in teams.as_written.items():
        label, mentor, meets = (
            cells.get(title) for title in (TeamsColumn.TEAM, TeamsColumn.MENTOR_EMAIL, TeamsColumn.MEETS)
        )
        if isinstance(label, str) and isinstance(mentor, str) and isinstance(meets, str):
            found.setdefault((label, mentor, meets), []).append(mentee)
    return tuple(
        StandingTeam(label=label, mentor=mentor, slot=slot, mentees=tuple(sorted(mentees)))
        for (label, mentor, meets), mentees in sorted(found.items())
        if (slot := WeeklySlot.parse(meets))
    )


def read_pins(teams: StandingTab) -> Iterator[tuple[str, str]]:
    """The ticked pairs, as (mentee, mentor)."""
    for mentee in teams.ticked(TeamsColumn.PIN):
        mentor = teams.as_written.get(mentee, {}).get(TeamsColumn.MENTOR_EMAIL)
        if isinstance(mentor, str):
            yield mentee, mentor


def read_apart_from(teams: StandingTab) -> Iterator[tuple[str, str]]:
    """By mentee: the mentor against whom *Keep apart* was ticked."""
    for mentee in teams.ticked(TeamsColumn.KEEP_APART):
        cells = teams.as_written.get(mentee, {})
        mentor = cells.get(TeamsColumn.APART_FROM) or cells.get(TeamsColumn.MENTOR_EMAIL)
        if isinstance(mentor, str):
            yield mentee, mentor


def read_moves(teams: StandingTab) -> Iterator[tuple[str, str]]:
    """By mentee: the words in *Move to*."""
    return ((mentee, words) for mentee in teams.speakers if (words := teams.said(mentee, TeamsColumn.MOVE_TO)))


def read_merges(teams: StandingTab) -> Iterator[tuple[str, str]]:
    """By mentee: the words in *Merge into*."""
    return ((mentee, words) for mentee in teams.speakers if (words := teams.said(mentee, TeamsColumn.MERGE_INTO)))


def read_mentors_typed(teams: StandingTab) -> dict[str, str]:
    """By mentee: what a person typed over *Mentor* or *Mentor email*."""
    return {
        **dict(teams.typed_over(TeamsColumn.MENTOR, TeamsColumn.ASKED_MENTOR)),
        **dict(teams.typed_over(TeamsColumn.MENTOR_EMAIL)),
    }


def read_hours_kept(teams: StandingTab) -> frozenset[str]:
    """The mentees over whose *Meets* a person typed what is only remembered: the cell says our hour by now."""
    ours = {key: cell_text(cells.get(TeamsColumn.MEETS)).strip() for key, cells in teams.as_written.items()}
    return frozenset(
        key for key in read_hours_typed(teams) if teams.text(key, TeamsColumn.MEETS) in ("", ours.get(key, ""))
    )


def read_hours_typed(teams: StandingTab) -> dict[str, str]:
    """By mentee: what a person typed over *Meets*."""
    return dict(teams.typed_over(TeamsColumn.MEETS, TeamsColumn.ASKED_HOUR))
