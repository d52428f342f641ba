"""Teams that are to become one: the words in *Merge into*, where all can meet and there is room.

In: the coordinator's input, the people, which merges are done. Out: whose team the mentees of the others join, the
hours for all where the team's own doesn't suit, and what *Review* should hear. A team has one mentor: the other's is
free for another team. Whatever can't be done stays as it was typed, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.person import Mentee, Mentor, Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.run.shared_hours import suiting
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.known.merges import KnownMerge
from mentoring_sync.workbook.tabs.teams import TEAMS, StandingTeam, TeamsColumn

HOURS_OFFERED = 3


@dataclass(frozen=True, kw_only=True)
class Merges:
    """By mentee the mentor whose team they join or stay in; by mentor the hour that suits all; what the next run is to
    know, by the mentee in whose row the word stands; and what *Review* should hear."""

    pins: Mapping[str, str] = field(default_factory=dict)
    hours: Mapping[str, WeeklySlot] = field(default_factory=dict)
    known: Mapping[str, KnownMerge] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def merges(
    said: CoordinatorInput,
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    rules: Rules,
    *,
    known: Mapping[str, KnownMerge],
) -> Merges:
    """What the words in *Merge into* mean for those who take part."""
    leading, joining = {str(each.id): each for each in mentors}, {str(each.id): each for each in mentees}
    work = _Merging(said, leading, joining, rules)
    for mentee, word in sorted(said.merge_into.items()):
        before = known.get(mentee)
        if before and before.word == word:
            work.go_on(mentee, before)
        else:
            work.hear(mentee, word)
    return work.result()


class _Merging:
    """The words under way: what each team is to join, and in whose row that was said."""

    def __init__(
        self, said: CoordinatorInput, leading: Mapping[str, Mentor], joining: Mapping[str, Mentee], rules: Rules
    ) -> None:
        self.leading, self.joining, self.rules = leading, joining, rules
        self.teams = {team.label: team for team in said.standing if team.mentor in leading}
        self.of = {mentee: team for team in said.standing for mentee in team.mentees}
        self.apart = {frozenset(each) for each in said.apart_from.items()}
        self.known: dict[str, KnownMerge] = {}
        self.wanted: dict[str, dict[str, tuple[str, str]]] = {}
        self.problems: list[Problem] = []

    def go_on(self, mentee: str, known: KnownMerge) -> None:
        """A merge that is done already goes on for as long as its word stands and its mentor is here."""
        self.known[mentee] = known

    def hear(self, mentee: str, word: str) -> None:
        """A word that nothing came of yet."""
        own = self.of.get(mentee)
        if own is None:
            return
        meant = [team for team in self.teams.values() if _says(word, team, self.leading)]
        if len(meant) != 1:
            self._refuse(mentee, f"{in_quotes(word)} names no other team.", "Write its name as it stands under Team.")
        elif meant[0] is not own:
            self.wanted.setdefault(own.label, {})[mentee] = (word, meant[0].label)

    def result(self) -> Merges:
        goes = {label: {target for _, target in words.values()} for label, words in self.wanted.items()}
        for label, words in self.wanted.items():
            for mentee, (word, target) in words.items():
                if len(goes[label]) > 1:
                    self._refuse(mentee, f"{label} is to become part of several teams.", "Leave one of the names.")
                elif target in goes:
                    self._refuse(
                        mentee,
                        f"{label} is to become part of {target}, which is itself to become part of another team.",
                        "Name the team that all of them are to be in.",
                    )
                else:
                    self._merge(mentee, word, self.of[mentee], self.teams[target])
        return Merges(
            pins=dict(self._pins()), hours=dict(self._hours()), known=self.known, problems=tuple(self.problems)
        )

    def _merge(self, mentee: str, word: str, own: StandingTeam, into: StandingTeam) -> None:
        """A team becomes part of another, with those who come to it from elsewhere."""
        others = (each for known in self.known.values() if known.mentor == into.mentor for each in known.mentees)
        together = dict.fromkeys((*into.mentees, *own.mentees, *others))
        mentees = [self.joining[each] for each in together if each in self.joining]
        mentor = self.leading[into.mentor]
        members: list[Person] = [mentor, *mentees]
        objection = self._objection(own, into, mentor, mentees)
        if objection:
            self._refuse(mentee, *objection)
            return
        slot = into.slot if _suits(into.slot, members, self.rules) else next(suiting(members, self.rules.round), None)
        if slot is None:
            what = f"{own.label} and {into.label} have no hour at which all of them are free."
            self._refuse(mentee, what, _nearest(members, self.rules))
            return
        meets = "" if slot == into.slot else str(slot)
        self.known[mentee] = KnownMerge(word=word, mentor=into.mentor, mentees=own.mentees, meets=meets)

    def _objection(
        self, own: StandingTeam, into: StandingTeam, mentor: Mentor, mentees: Sequence[Mentee]
    ) -> tuple[str, str] | None:
        """What keeps two teams from becoming one, whatever the hour, and what can be done."""
        room = min(mentor.capacity, self.rules.most_mentees)
        if len(mentees) > room:
            return (
                f"{own.label} and {into.label} together have {len(mentees)} mentees, and {mentor.name} takes {room}.",
                "Raise Takes at most in Roster, or move some elsewhere with Move to. A team has one mentor.",
            )
        mute = [each.name for each in mentees if set(each.languages).isdisjoint(mentor.languages)]
        if mute:
            return f"{mentor.name} shares no language with {', '.join(mute)}.", "Choose another team."
        apart = [each.name for each in mentees if frozenset((each.id, mentor.id)) in self.apart or each.id == mentor.id]
        if apart:
            return f"{mentor.name} and {', '.join(apart)} are to be kept apart.", "Choose another team."
        return None

    def _pins(self) -> Iterator[tuple[str, str]]:
        """Who joins whose team; and until they have, those who are there already stay."""
        for known in self.known.values():
            there = next((team.mentees for team in self.teams.values() if team.mentor == known.mentor), ())
            done = set(known.mentees) & self.joining.keys() <= set(there)
            for mentee in (*known.mentees, *(() if done else there)):
                here = mentee in self.joining and known.mentor in self.leading
                if here and frozenset((mentee, known.mentor)) not in self.apart:
                    yield mentee, known.mentor

    def _hours(self) -> Iterator[tuple[str, WeeklySlot]]:
        """The hours that were found for all; once the team meets then, it is its own like any other."""
        meets = {team.mentor: team.slot for team in self.teams.values()}
        for known in self.known.values():
            slot = WeeklySlot.parse(known.meets)
            together = {each for team in self.teams.values() if team.mentor == known.mentor for each in team.mentees}
            if slot and known.mentor in meets and not together.issuperset(set(known.mentees) & self.joining.keys()):
                yield known.mentor, slot

    def _refuse(self, mentee: str, what: str, remedy: str) -> None:
        self.problems.append(
            Problem(
                where=Place(tab=TEAMS.title, column=TeamsColumn.MERGE_INTO),
                what=f"Nothing was merged: {what}",
                remedy=f"{remedy} Or empty the cell.",
                about=mentee,
            )
        )


def _says(word: str, team: StandingTeam, leading: Mapping[str, Mentor]) -> bool:
    """Whether a word names a team: by its label, its number alone, or its mentor."""
    said, mentor = " ".join(word.casefold().split()), leading[team.mentor]
    label = team.label.casefold()
    return said in {label, label.removeprefix("team "), mentor.name.casefold(), mentor.email, team.mentor}


def _suits(slot: WeeklySlot, members: Iterable[Person], rules: Rules) -> bool:
    return not any(rules.round.missed(slot, member.hours) for member in members)


def _nearest(members: Sequence[Person], rules: Rules) -> str:
    """Who stands in the way, in words: without whom there would be an hour."""
    for one in members[1:]:
        others = [each for each in members if each is not one]
        if hours := list(islice(suiting(others, rules.round), HOURS_OFFERED)):
            named = "; ".join(map(str, hours))
            return f"Without {one.name} they could meet on {named}: move {one.name} elsewhere first."
    return "Ask them for more hours, or move them one by one with Move to."
