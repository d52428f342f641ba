"""Hours that a person typed for whole teams over *Meets*, where all members can.

In: the coordinator's input, the people, which words earlier runs saw. Out: the hours that hold, and what *Review*
should hear. Of two hours for one team the one that a later run saw first counts; two that came at once are a question,
and until it is answered the team keeps the hour it has. Whatever doesn't count stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.records.availability import (
    MINUTES_PER_DAY,
    WeeklySlot,
)
from mentoring_sync.records.person import Mentee, Mentor, Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.round import Round
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.shared_hours import suiting
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.known.hours import KnownHour
from mentoring_sync.workbook.tabs.teams import TEAMS, StandingTeam, TeamsColumn

HOURS_OFFERED = 3
NONE_KNOWN: Mapping[str, KnownHour] = {}


@dataclass(frozen=True, kw_only=True)
class TypedHours:
    """The hours that a person typed for teams: by mentor those that count; by mentee those that were understood in
    their row; which words the next run is to know; and what *Review* should hear."""

    fixed: Mapping[str, WeeklySlot] = field(default_factory=dict)
    understood: Mapping[str, WeeklySlot] = field(default_factory=dict)
    known: Mapping[str, KnownHour] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Word:
    """An hour typed in a mentee's row. `kept`: the row says our hour by now, and the word is remembered; `seen` is
    greater for a later word."""

    mentee: str
    words: str
    slot: WeeklySlot | None
    objection: str
    kept: bool
    seen: int

    @property
    def known(self) -> str:
        return str(self.slot) if self.slot else self.words


def typed_hours(
    said: CoordinatorInput,
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    round_: Round,
    *,
    known: Mapping[str, KnownHour] = NONE_KNOWN,
    asking: Asking | None = None,
) -> TypedHours:
    """What was typed over *Meets*: an hour can count if every member of the team as it stands can, in every week."""
    work = _Hearing(said, known, asking or Asking({}), round_)
    leading = {str(mentor.id): mentor for mentor in mentors}
    joining = {str(mentee.id): mentee for mentee in mentees}
    for team in said.standing:
        mentor = leading.get(team.mentor)
        if mentor is not None:
            work.hear(team, mentor, [joining[mentee] for mentee in team.mentees if mentee in joining])
    unanswered = tuple(work.asking.unanswered)
    return TypedHours(
        fixed=work.fixed, understood=work.understood, known=work.known_now, problems=(*work.problems, *unanswered)
    )


class _Hearing:
    """The words of all teams, a team at a time."""

    def __init__(self, said: CoordinatorInput, known: Mapping[str, KnownHour], asking: Asking, round_: Round) -> None:
        self.said, self.known, self.asking, self.round = said, known, asking, round_
        taken_over = not known and bool(said.hour_kept)
        self.new = 0 if taken_over else max((each.seen for each in known.values()), default=1) + 1
        self.fixed: dict[str, WeeklySlot] = {}
        self.understood: dict[str, WeeklySlot] = {}
        self.known_now: dict[str, KnownHour] = {}
        self.problems: list[Problem] = []

    def hear(self, team: StandingTeam, mentor: Mentor, mentees: Sequence[Mentee]) -> None:
        """The words of one team."""
        members: list[Person] = [mentor, *mentees]
        words = [word for mentee in team.mentees if (word := self._word(mentee, mentor, members))]
        settled = self._settled(team, [word for word in words if not word.objection])
        slot, since = settled or (None, -1)
        if slot:
            self.fixed[mentor.id] = slot
        for word in words:
            counts = slot is not None and (word.slot == slot or (word.seen == since and not word.objection))
            if slot is not None and counts:
                self.understood[word.mentee] = slot
                self._remember(word, mentor, str(slot), max(word.seen, since))
            else:
                self._left_standing(word, mentor, members, slot if word.seen < since else None)

    def _word(self, mentee: str, mentor: Mentor, members: Sequence[Person]) -> _Word | None:
        words = self.said.hour_typed.get(mentee)
        before, kept = self.known.get(mentee), mentee in self.said.hour_kept
        if words is None or (kept and before and before.mentor != mentor.id):
            return None
        slot = WeeklySlot.parse_typed(words, mentor.zone)
        same = before and before.mentor == mentor.id and before.word == (str(slot) if slot else words)
        seen = before.seen if before and same else 1 if kept else self.new
        objection = _objection(slot, members, self.round)
        return _Word(mentee=mentee, words=words, slot=slot, objection=objection, kept=kept, seen=seen)

    def _settled(self, team: StandingTeam, fitting: Sequence[_Word]) -> tuple[WeeklySlot, int] | None:
        """The hour that counts and when it was typed: the latest, as far as it isn't asked which of several it is."""
        for seen in sorted({word.seen for word in fitting}, reverse=True):
            slots = {str(word.slot): word.slot for word in fitting if word.seen == seen}
            chosen = next(iter(slots)) if len(slots) == 1 else self.asking.ask(_which(team, sorted(slots)))
            if chosen and (slot := slots[chosen]):
                return slot, seen
        return None

    def _left_standing(
        self, word: _Word, mentor: Mentor, members: Sequence[Person], instead: WeeklySlot | None
    ) -> None:
        """A word that doesn't count (now): in its cell, or remembered; one that a later one came `instead` of is let go
        of once its cell doesn't show it."""
        if word.kept and instead:
            return
        self._remember(word, mentor, word.known, word.seen)
        remembered = word.slot or WeeklySlot.parse(word.words)
        if word.kept and remembered:
            self.understood[word.mentee] = remembered
        if word.objection:
            self.problems.append(_not_kept(word.words, word.objection, word.mentee, members, self.round))
        elif instead:
            self.problems.append(_came_later(word, instead))

    def _remember(self, word: _Word, mentor: Mentor, known: str, seen: int) -> None:
        self.known_now[word.mentee] = KnownHour(word=known, mentor=mentor.id, seen=seen)


def _which(team: StandingTeam, slots: Sequence[str]) -> Problem:
    typed = " and ".join(map(in_quotes, slots))
    return Problem(
        where=Place(tab=TEAMS.title, column=TeamsColumn.MEETS),
        what=f"Several hours were typed for {team.label} at once: {typed}. Which of them counts?",
        remedy="None does until you choose in Answer, or only one of them stands there.",
        about=team.mentees[0],
        speaks_of=tuple((mentee, TeamsColumn.MEETS) for mentee in team.mentees),
        choices=tuple(slots),
    )


def _came_later(word: _Word, instead: WeeklySlot) -> Problem:
    return Problem(
        where=Place(tab=TEAMS.title, column=TeamsColumn.MEETS),
        what=f"{in_quotes(word.words)} doesn't count: {in_quotes(str(instead))} was typed for the same team after it.",
        remedy="Empty the cell; or type the hour that you want where the other one stands.",
        about=word.mentee,
    )


def _objection(slot: WeeklySlot | None, members: Sequence[Person], round_: Round) -> str:
    """Why a team can't meet at an hour; empty if it can."""
    if slot is None:
        return "It was not understood: a weekday and a time on the mentor's clock are, such as “Tue 18:00”."
    if slot.start + round_.meeting_minutes > MINUTES_PER_DAY:
        return "The meeting would go on past midnight."
    missing = [(member.name, missed) for member in members if (missed := round_.missed(slot, member.hours))]
    return " ".join(f"{name} can't come in {_weeks(missed, round_)}." for name, missed in missing)


def _weeks(missed: Sequence[datetime], round_: Round) -> str:
    if len(missed) == round_.weeks:
        return "any week"
    dates = ", ".join(f"{start.day} {start:%b}" for start in missed[:3])
    return f"{len(missed)} of {round_.weeks} weeks ({dates}{', …' if len(missed) > 3 else ''})"


def _not_kept(words: str, what: str, mentee: str, members: Sequence[Person], round_: Round) -> Problem:
    suits = [str(slot) for slot in suiting(members, round_)][:HOURS_OFFERED]
    offer = f"Hours that suit all of them: {'; '.join(suits)}." if suits else "No other hour suits all of them."
    return Problem(
        where=Place(tab=TEAMS.title, column=TeamsColumn.MEETS),
        what=f"The team can't meet at {in_quotes(words)}. {what}",
        remedy=f"{offer} Type one of them, or empty the cell.",
        about=mentee,
    )
