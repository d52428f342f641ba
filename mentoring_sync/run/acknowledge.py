"""Which answers count: today's response rows beside the people whom the last run knew.

Absence is no decision. Whose row isn't there, or can't be read any more, keeps the last answers known, and the
coordinator is asked. An answer under somebody's address by another name, or one that would cost introduced people their
places, is held until the coordinator has chosen. In: the responses, whom the last run knew, the stakes. Out: the
responses that count, the people who are kept, who left, and the questions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from mentoring_sync.intake.outcome import Rejection
from mentoring_sync.intake.people import Application
from mentoring_sync.intake.read import Responses
from mentoring_sync.intake.recognise import Recognised, Trait, alike, recognise
from mentoring_sync.records.person import Mentee, Mentor, PersonId
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.stakes import Stakes
from mentoring_sync.workbook.known.people import KnownPerson

KEEP, LEFT, TAKE, OLD = "Keep the last answers", "Withdrawn", "Take the new answers", "Keep the old answers"
ALL_KEEP, ALL_LEFT = "Keep them all", "They have all withdrawn"
SAME = "The same person: {email}"

FEW, FEW_OF = 3, 10
"""So many people, and one in so many of those known, may be missing at once before a run changes nothing."""

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
Group = tuple[Role, str]


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """`responses` are those that count; `kept` people whose last answers known count instead of a row, with a sentence
    for *Roster*, by key. `doubted` are the keys of those among them whose answer isn't there or can't be read, and of
    whom nobody has said what that means. `frozen`: so many are missing at once that nothing is to be changed.
    """

    responses: Responses
    kept: Mapping[str, KnownPerson] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    doubted: frozenset[str] = frozenset()
    withdrawn: frozenset[tuple[PersonId, Role]] = frozenset()
    held: int = 0
    frozen: bool = False


def acknowledge(
    responses: Responses,
    known: Mapping[str, KnownPerson],
    stakes: Stakes,
    asking: Asking,
    moved: Collection[str] = (),
) -> Acknowledged:
    """Which answers count. Those who `moved` have another zone by a word in *Roster*, which is asked about by itself:
    nothing is at stake in answers that they gave before."""
    work = _Acknowledging(responses, known, stakes, asking, moved)
    return work.frozen() or work.result()


class _Acknowledging:
    """The work under way: rows by role and address, and whose they are."""

    def __init__(
        self,
        responses: Responses,
        known: Mapping[str, KnownPerson],
        stakes: Stakes,
        asking: Asking,
        moved: Collection[str],
    ) -> None:
        self.responses, self.known, self.stakes, self.asking = responses, known, stakes, asking
        self.moved = moved
        self.groups = _grouped(responses.applications)
        self.addresses = list(self.groups)
        traits = [self.groups[each][-1].trait for each in self.addresses]
        self.recognised: Recognised = recognise({key: _trait(each) for key, each in known.items()}, traits)
        self.out: list[Application] = []
        self.renamed: dict[int, Application] = {}
        self.kept: dict[str, KnownPerson] = {}
        self.notes: dict[str, str] = {}
        self.doubted: set[str] = set()
        self.withdrawn: set[tuple[PersonId, Role]] = set()

    def frozen(self) -> Acknowledged | None:
        """Everything as it was known, where too many are missing at once and nobody has said what to do."""
        newly = [key for key in self.recognised.missing if self.known[key].seen]
        if len(newly) <= FEW or len(newly) * FEW_OF <= len(self.known):
            return None
        chosen = self.asking.ask(_too_many(newly, self.known))
        if not chosen:
            return Acknowledged(responses=self.responses, frozen=True)
        for key in newly:
            self._keep(key, "The answer is no longer in the form's tab; the last one known counts.")
            if chosen == ALL_LEFT:
                self._leave(key)
        return None

    def result(self) -> Acknowledged:
        for key, found in self.recognised.found.items():
            self._found(key, self.groups[self.addresses[found.row]])
        for key in self.recognised.missing:
            if key not in self.kept:
                self._missing(key)
        for at in self.recognised.new:
            self._new(self.groups[self.addresses[at]])
        out = set(map(id, self.out))
        counting = tuple(
            self.renamed.get(id(each), each) for each in self.responses.applications if id(each) not in out
        )
        return Acknowledged(
            responses=replace(self.responses, applications=counting),
            kept=self.kept,
            notes=self.notes,
            doubted=frozenset(self.doubted),
            withdrawn=frozenset(self.withdrawn),
            held=len(self.out),
        )

    def _found(self, key: str, rows: Sequence[Application]) -> None:
        """Somebody known whose row is there."""
        known = self.known[key]
        own = [each for each in rows if not each.name or alike(each.name, known.person.name)]
        strangers = [each for each in rows if each not in own]
        if strangers and self._takes(known, strangers[-1]):
            own.append(strangers.pop())
        self.out += strangers
        if not own:
            self._keep(key, "Somebody else answered under this address; the last answers known count.")
            return
        newest = own[-1]
        if self._counts(key, newest):
            self._under_the_key(known, own)
        else:
            self.out += own

    def _counts(self, key: str, newest: Application) -> bool:
        """Whether a known person's newest answer counts; else they are kept as they were known."""
        known, outcome = self.known[key], newest.outcome
        if isinstance(outcome, Rejection) and not outcome.waivable:
            self._keep(key, "The answer can't be read any more; the last one known counts.")
            self._obey(key, self.asking.ask(_unreadable(known, newest, outcome)))
            return False
        is_old = key in self.moved and newest.answers == known.answers
        stake = "" if is_old else self.stakes.of(key, outcome)
        if not stake or self.asking.ask(_at_stake(known, newest, stake)) == TAKE:
            return True
        self._keep(key, "A new answer waits for your word in Review; the last one known counts.")
        return False

    def _missing(self, key: str) -> None:
        known, perhaps = self.known[key], self.recognised.perhaps.get(key, ())
        rows = {SAME.format(email=self.addresses[at][1]): at for at in perhaps}
        chosen = self.asking.ask(_gone(known, tuple(rows)))
        if not chosen:
            self.out += [each for at in perhaps for each in self.groups[self.addresses[at]]]
        if chosen in rows:
            self._under_the_key(known, self.groups[self.addresses[rows[chosen]]])
            return
        self._keep(key, "The answer is no longer in the form's tab; the last one known counts.")
        self._obey(key, chosen)

    def _new(self, rows: Sequence[Application]) -> None:
        """Rows of nobody known: of two names on one address the first stands, the other is a question."""
        first = next((each for each in rows if each.name), rows[0])
        others = [each for each in rows if each.name and not alike(each.name, first.name)]
        if others and self.asking.ask(_two_names(first.name, first, others[-1], stake="")) == TAKE:
            others.pop()
        self.out += others

    def _takes(self, known: KnownPerson, stranger: Application) -> bool:
        stake = self.stakes.of(known.key, stranger.outcome)
        question = _two_names(known.person.name, None, stranger, stake=stake)
        return self.asking.ask(question) == TAKE

    def _under_the_key(self, known: KnownPerson, rows: Sequence[Application]) -> None:
        """Rows under another address than the person was first known by are theirs all the same."""
        for each in rows:
            if each.email and each.email != known.person.id:
                outcome = each.outcome
                same = (
                    replace(outcome, known_as=known.person.id)
                    if isinstance(outcome, Rejection)
                    else outcome.model_copy(update={"known_as": known.person.id})
                )
                self.renamed[id(each)] = replace(each, outcome=same)

    def _keep(self, key: str, note: str) -> None:
        self.kept[key], self.notes[key] = self.known[key].unseen(), note

    def _obey(self, key: str, chosen: str) -> None:
        """Of somebody who is kept: what was said about their answer, which is a doubt until then."""
        if chosen == LEFT:
            self._leave(key)
        elif not chosen:
            self.doubted.add(key)

    def _leave(self, key: str) -> None:
        person = self.known[key].person
        self.withdrawn.add((person.id, person.role))


def _grouped(applications: Sequence[Application]) -> dict[Group, list[Application]]:
    """The rows by role and address, the oldest first; those without an address are nobody's yet."""
    groups: dict[Group, list[Application]] = {}
    for each in applications:
        if each.email:
            groups.setdefault((each.role, each.email), []).append(each)
    return {group: sorted(rows, key=_age) for group, rows in groups.items()}


def _age(application: Application) -> tuple[datetime, int]:
    return application.given or _LONG_AGO, application.origin.row


def _trait(known: KnownPerson) -> Trait:
    person = known.person
    return Trait(
        role=person.role, email=_answered_from(known), name=person.name, given=known.given, answers=known.answers
    )


def _answered_from(known: KnownPerson) -> str:
    return known.person.email


def _place(person: Mentor | Mentee) -> Place:
    return Place(tab=person.origin.tab, row=person.origin.row)


def _gone(known: KnownPerson, same: tuple[str, ...]) -> Problem:
    person = known.person
    whose = f"The answer of {person.name} ({person.email}) in row {person.origin.row}"
    return Problem(
        where=_place(person),
        what=f"{whose} is gone: withdrawn, or a mistake?",
        remedy="Nothing changes until you choose in Answer; or put the answer back.",
        about=person.email,
        choices=(KEEP, LEFT, *same),
    )


def _unreadable(known: KnownPerson, newest: Application, rejection: Rejection) -> Problem:
    return Problem(
        where=Place(tab=newest.origin.tab, row=newest.origin.row, column=rejection.reasons[0].question),
        what=f"The answer of {known.person.name} ({known.person.email}) can't be read any more: {rejection.sentence}",
        remedy="The last answer known counts until the row is corrected; or choose in Answer.",
        about=known.person.email,
        choices=(KEEP, LEFT),
    )


def _at_stake(known: KnownPerson, newest: Application, stake: str) -> Problem:
    return Problem(
        where=Place(tab=newest.origin.tab, row=newest.origin.row),
        what=f"{known.person.name} ({known.person.email}) has answered anew. If that counted, {stake}.",
        remedy="The old answers count until you choose in Answer.",
        about=known.person.email,
        choices=(TAKE, OLD),
    )


def _two_names(name: str, first: Application | None, other: Application, *, stake: str) -> Problem:
    would = f" If that counted, {stake}." if stake else ""
    where = f" ({first.origin})" if first else ""
    return Problem(
        where=Place(tab=other.origin.tab, row=other.origin.row),
        what=f"{other.name} answered under the address of {name}{where}, {other.email}.{would}",
        remedy="The first counts until you choose in Answer. Two people need an address each: ask them.",
        about=other.email,
        choices=(TAKE, OLD),
    )


def _too_many(missing: Sequence[str], known: Mapping[str, KnownPerson]) -> Problem:
    people = [known[key].person for key in missing]
    names = ", ".join(person.name for person in people[:5]) + (", …" if len(people) > 5 else "")
    return Problem(
        where=Place(tab=people[0].origin.tab),
        what=f"The answers of {len(people)} people are gone at once: {names}. This run has changed no team and mailed"
        " nobody.",
        remedy="If the tab was cleared, sorted out or linked anew by mistake, put it back; else choose in Answer.",
        choices=(ALL_KEEP, ALL_LEFT),
    )


def unique_addresses(known: KnownPerson | None, *more: str) -> tuple[str, ...]:
    """Every address that is or was a person's, in order."""
    return tuple(dict.fromkeys(_filled(known.addresses if known else (), more)))


def _filled(*parts: Sequence[str]) -> Iterator[str]:
    return (address for part in parts for address in part if address)
