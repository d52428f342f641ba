"""The teams that runs have decided, and what their people were told of them: kept in `_sync` beside what was written.

Rows of *Teams* can be taken back, what people were told can't. So a team keeps its label, its people and its hour by
what stands here, beside *Mail* and the tab; and a label that once named told people never names others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mentoring_sync.mail.key import about, plain
from mentoring_sync.mail.kinds.announcement import Announcement, read_announcement
from mentoring_sync.mail.kinds.meetings import MEETINGS_CANCELLED, OVER
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.workbook.merge.rows import Cells, TabBase

TEAMS_KNOWN = "_teams"
"""Under which name these stand among the tabs in `_sync`."""

_GONE = frozenset({MailState.SENDING, MailState.SENT, MailState.RETURNED, MailState.UNCLEAR})
"""States of a mail that people may have read."""


@dataclass(frozen=True, kw_only=True)
class KnownTeam:
    """A team by its label: its round, by how the keys of that round's mails begin, its mentor and mentees by who they
    are, and its hour, as the last run decided; a team that is no more has no mentees.

    `told` is the last that its people may have read of its meetings; `over`: they may have read that it is no more.
    """

    label: str
    round: str
    mentor: str
    mentees: tuple[str, ...]
    slot: WeeklySlot
    told: Announcement | None = None
    over: bool = False

    def told_mentees(self, known_as: Mapping[str, PersonId]) -> frozenset[str]:
        """Who was told that they are in it, the mentor aside. `known_as` has who somebody is, by an address."""
        people = self.told.people(known_as) if self.told else set()
        return frozenset(str(each) for each in people) - {self.mentor}


def read_known_teams(base: TabBase) -> dict[str, KnownTeam]:
    """By label; one whose memory was spoiled is left out."""
    return {label: known for label, cells in base.items() if (known := _read(label, cells))}


def known_team_cells(teams: Iterable[KnownTeam]) -> dict[str, Cells]:
    """What is to be kept of them."""
    return {each.label: _cells(each) for each in teams}


def known_from_now_on(
    known: Mapping[str, KnownTeam], teams: Iterable[LabelledTeam], postings: Iterable[Posting], round_: str
) -> dict[str, KnownTeam]:
    """The teams that the next run is to know: those of this one, and all that were known, of which the round's own are
    no more where this one has none of their label."""
    ended = {label: replace(each, mentees=()) if each.round == round_ else each for label, each in known.items()}
    standing = {str(each.label): _of(each, known.get(each.label), round_) for each in teams}
    return with_what_was_told({**ended, **standing}, postings)


def with_what_was_told(known: Mapping[str, KnownTeam], postings: Iterable[Posting]) -> dict[str, KnownTeam]:
    """The teams with what the mails that went told of them."""
    found = dict(known)
    for posting in postings:
        team = found.get(posting.team)
        if team and posting.state in _GONE and posting.key.startswith(team.round):
            found[posting.team] = _after(team, posting)
            found |= {each.label: each for each in _over_by(posting, found, team.round)}
    return found


def _after(team: KnownTeam, posting: Posting) -> KnownTeam:
    announced = read_announcement(posting.announcement)
    if announced and (team.told is None or team.told.sequence <= announced.sequence):
        team = replace(team, told=announced)
    cancels = posting.kind == MEETINGS_CANCELLED.name
    ends = about(posting.key) == plain(team.label) or plain(f"{team.label} {OVER}") in posting.key
    return replace(team, over=True) if cancels and ends else team


def _over_by(posting: Posting, found: Mapping[str, KnownTeam], round_: str) -> Iterator[KnownTeam]:
    """The teams that are no more, of which the mail of another told some of their people so."""
    announced = read_announcement(posting.announcement)
    for label in announced.instead_of if announced else ():
        team = found.get(label)
        if team and not team.mentees and team.round == round_:
            yield replace(team, over=True)


def _of(team: LabelledTeam, before: KnownTeam | None, round_: str) -> KnownTeam:
    return KnownTeam(
        label=team.label,
        round=round_,
        mentor=team.team.mentor.id,
        mentees=tuple(sorted(mentee.id for mentee in team.team.mentees)),
        slot=team.team.slot,
        told=before.told if before else None,
    )


def _cells(known: KnownTeam) -> Cells:
    return {
        "round": known.round,
        "mentor": known.mentor,
        "mentees": " ".join(known.mentees),
        "meets": str(known.slot),
        "told": known.told.as_text() if known.told else None,
        "over": True if known.over else None,
    }


def _read(label: str, cells: Cells) -> KnownTeam | None:
    slot, mentor = WeeklySlot.parse(str(cells.get("meets"))), cells.get("mentor")
    if slot is None or not isinstance(mentor, str):
        return None
    return KnownTeam(
        label=label,
        round=str(cells.get("round") or ""),
        mentor=mentor,
        mentees=tuple(str(cells.get("mentees") or "").split()),
        slot=slot,
        told=read_announcement(str(cells.get("told") or "")),
        over=cells.get("over") is True,
    )
