"""A whole round with disturbances, and an auditor who looks at every mail at the moment in which it goes out.

The auditor knows only what a person could see then: the response tabs, *Teams*, the drafts that lay there at the last
tick of *Send*. For every mail each address must be one that its kind is for, the hour must be the team's, and
somebody's decision or a date must stand behind it. `python -m tests.run.mail_audit 20` plays twenty rounds and prints
the table.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from mentoring_sync.mail.kinds.catalogue import KINDS
from mentoring_sync.records.requirement import Role
from tests.run.in_memory import Mailed, Programme, as_shipped

NOW = datetime(2026, 11, 19, 9, tzinfo=UTC)
CONTACT = as_shipped().program.programme.contact
SLUGS = {kind.slug: kind for kind in KINDS}
TO_MEMBERS = {
    *("introduction", "new-mentor", "new-member", "meetings-changed", "reminder", "missed-meeting", "meeting-report"),
    *("monthly-follow-up", "half-way-check-in", "closing-survey", "certificate"),
}
TO_COORDINATOR = {"digest", "weekly-count"}
TO_APPLICANTS = {"receipt", "not-eligible-yet", "waiting-list", "answers-replaced"}
SLOT = re.compile(r"[A-Z][a-z]{2} \d\d:\d\d \S+")
NAMES = (
    "Ada Brandt, Al Gore, Bo Lund, Cy Roth, Di Moll, Ed Nore, Flo Ek, Gus Ib, Hal Kim, Ida Sol, Jo Berg, Kai Okafor,"
    " Lea Brandt, Max Gore, Nia Lund, Ole Roth, Pia Moll, Rex Nore, Sam Ek, Tea Ib, Uma Kim, Vic Sol, Wim Berg"
)


@dataclass
class Audit:
    """What was seen: mails by kind, and every objection."""

    mails: Counter[str] = field(default_factory=Counter)
    unjustified: list[str] = field(default_factory=list)


@dataclass
class Auditor:
    """Looks at each mail as it goes out."""

    programme: Programme
    audit: Audit = field(default_factory=Audit)
    approved: set[tuple[str, str]] = field(default_factory=set)
    begun: bool = False
    told: dict[str, set[str]] = field(default_factory=dict)
    parted: set[str] = field(default_factory=set)

    def ticks(self) -> None:
        """The coordinator has looked at the drafts and approves them."""
        self.approved |= {(key, held.digest) for key, held in self.programme.mailbox.drafts_by_key().items()}
        self.begun = True
        self.programme.approve()

    def sees(self, mail: Mailed) -> None:
        slug = mail.key.split("/")[2]
        self.audit.mails[slug] += 1
        self.audit.unjustified += [f"{mail.key} to {', '.join(mail.to)}: {why}" for why in self._objections(slug, mail)]
        self.parted |= set(mail.to) & self._gone() if slug == "meetings-cancelled" else set()
        if slug in TO_MEMBERS:
            self.told.setdefault(_label(mail.key), set()).update(mail.to)

    def _objections(self, slug: str, mail: Mailed) -> Iterator[str]:
        if slug in TO_COORDINATOR:
            if mail.to != (CONTACT,):
                yield f"a {slug} is the coordinator's alone"
            return
        if not self.begun:
            yield "nobody has approved anything yet"
        if SLUGS[slug].waits and (mail.key, mail.digest) not in self.approved:
            yield "nobody has approved what it says"
        yield from self._of_who_is_gone(slug, mail)
        yield from self._of_members(mail) if slug in TO_MEMBERS else ()
        yield from self._of_applicants(slug, mail) if slug in TO_APPLICANTS else ()
        yield from self._of_those_told(mail) if slug == "meetings-cancelled" else ()

    def _of_who_is_gone(self, slug: str, mail: Mailed) -> Iterator[str]:
        """Who takes no part any more hears one goodbye, and of no other team that would come."""
        for each in sorted(set(mail.to) & self._gone()):
            if slug != "meetings-cancelled":
                yield f"{each} takes no part any more"
            if each in self.parted:
                yield f"{each} had a goodbye before"
            if "another team" in str(mail.message.get_body(("plain",))):
                yield f"{each} is promised another team"

    def _gone(self) -> set[str]:
        """The addresses of those who have withdrawn in every role."""
        rows = [*self.programme.cells("Roster", "Email", "Status").values()]
        there = {str(email) for email, status in rows if status not in ("Withdrawn", "Deferred")}
        return {str(email) for email, _ in rows} - there

    def _of_members(self, mail: Mailed) -> Iterator[str]:
        members, meets = self._team(_label(mail.key))
        if not members:
            yield "there is no such team"
        yield from (f"{each} is no member" for each in mail.to if each not in members)
        hour = _hour(mail)
        if hour and SLOT.fullmatch(meets) and hour != meets:  # else somebody typed there what is no hour
            yield f"it says {hour}, the team meets {meets}"

    def _of_applicants(self, slug: str, mail: Mailed) -> Iterator[str]:
        addresses = {cell for tab in self._responses() for row in tab for cell in row if isinstance(cell, str)}
        yield from (f"{each} hasn't applied" for each in mail.to if each not in addresses)
        if slug == "waiting-list" and any(each in self._everybody() for each in mail.to):
            yield "who waits is in a team"

    def _of_those_told(self, mail: Mailed) -> Iterator[str]:
        label = _label(mail.key) or next((team for team, told in self.told.items() if set(mail.to) & told), "")
        told = {each for team in self.told.values() for each in team}
        yield from (f"{each} was never told of a team" for each in mail.to if each not in told)
        members, _ = self._team(label)
        if len(mail.to) > 1:
            yield from (f"{each} is still in {label}" for each in mail.to if each in members)

    def _team(self, label: str) -> tuple[set[str], str]:
        rows = self.programme.cells("Teams", "Team", "Mentor email", "Mentee email", "Meets")
        of_it = [row for row in rows.values() if str(row[0]).casefold() == label.casefold() and row[1]]
        return {str(each) for row in of_it for each in row[1:3]}, str(of_it[0][3]) if of_it else ""

    def _everybody(self) -> set[str]:
        rows = self.programme.cells("Teams", "Team", "Mentor email", "Mentee email")
        return {str(each) for row in rows.values() if row[0] for each in row[1:]}

    def _responses(self) -> Iterator[list[list[object]]]:
        for role in Role:
            yield [list(row) for row in self.programme.responses(role).cells]


def _label(key: str) -> str:
    found = re.search(r"/(team-\d+)", key)
    return found[1].replace("-", " ") if found else ""


def _hour(mail: Mailed) -> str:
    """The hour of the invitation as *Teams* writes it: `Tue 17:00 Europe/Berlin`; empty where there is none."""
    for part in mail.message.walk():
        if part.get_content_type() == "text/calendar" and "METHOD:REQUEST" in part.get_content():
            text = part.get_content().split("BEGIN:VEVENT")[1]
            found = re.search(r"DTSTART;TZID=([^:;]+):(\d{8}T\d{4})", text)
            assert found, text
            start = datetime.strptime(found[2], "%Y%m%dT%H%M")  # noqa: DTZ007 - on the wall clock of the zone
            return f"{start:%a %H:%M} {found[1]}"
    return ""


def play(seed: int, steps: int = 14) -> Audit:
    """One round: people apply, things go wrong, the coordinator ticks; every third step a day passes, later weeks."""
    dice = random.Random(seed)
    programme = Programme(configuration=as_shipped(), now=NOW)
    auditor = Auditor(programme)
    programme.mailbox.on_send = auditor.sees
    names = NAMES.split(", ")
    for number, name in enumerate(names[:9]):
        _apply(programme, name, Role.MENTOR if number < 3 else Role.MENTEE, dice)
    newcomers = iter(names[9:])
    for step in range(steps):
        programme.run()
        if step > 2:
            dice.choice(_DISTURBANCES)(programme, dice, newcomers)
        if dice.random() < 0.5:
            auditor.ticks()
        programme.now += timedelta(days=dice.choice([0, 0, 1, 1, 9, 20]) if step > 4 else 1)
    return auditor.audit


def _apply(programme: Programme, name: str, role: Role, dice: random.Random, **given: str) -> None:
    when = (programme.now - datetime(1899, 12, 30, tzinfo=UTC)).total_seconds() / 86400
    hours = dice.choice(["17:00-18:00, 18:00-19:00", "18:00-19:00, 19:00-20:00"])
    more: dict[str, object] = {"capacity": 3.0} if role is Role.MENTOR else {}
    answers = {"timestamp": when - dice.random(), "hours_TUE": hours, **more, **given}
    programme.answers(role, name, f"{name.split()[0].lower()}@example.org", **answers)  # type: ignore[arg-type]


def _late(programme: Programme, dice: random.Random, newcomers: Iterator[str]) -> None:
    _apply(programme, next(newcomers), dice.choice([Role.MENTOR, Role.MENTEE, Role.MENTEE]), dice)


def _unsure(programme: Programme, dice: random.Random, newcomers: Iterator[str]) -> None:
    _apply(programme, next(newcomers), Role.MENTOR, dice, commitment="I am not sure yet")


def _gone(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    role, row = _somebody(programme, dice)
    programme.clear_row(role, row)


def _noise(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    role, row = _somebody(programme, dice)
    question = dice.choice(["time_zone", "hours.TUE", "name", "email", "commitment"])
    programme.set_field(role, row, question, dice.choice(["#REF!", "IST", "??", "maybe"]))


def _corrected(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    role, row = _somebody(programme, dice)
    address = str(programme.field(role, row, "email"))
    programme.set_field(role, row, "email", address.replace("@example.org", f"{dice.randrange(9)}@example.com"))


def _withdrawn(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    ticked = True if dice.random() < 0.5 else "x"
    programme.live.tab("Roster").type(dice.choice(programme.live.tab("Roster").keys()), "Withdrawn", ticked)


def _why(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    key = dice.choice(programme.live.tab("Roster").keys())
    programme.live.tab("Roster").type(key, "Withdrawn", True)
    programme.live.tab("Roster").type(key, "Withdrawn why", dice.choice(["deferred to the next round", "not engaged"]))


def _away(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    word = dice.choice(["until 1 Feb", "yes", "for a while", None])
    programme.live.tab("Roster").type(dice.choice(programme.live.tab("Roster").keys()), "On leave", word)


def _takes(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    everyone = programme.live.tab("Roster").keys()
    mentors = [key for key in everyone if key.startswith("mentor:")]
    programme.live.tab("Roster").type(dice.choice(mentors), "Takes at most", dice.choice([1.0, 2.0, 5.0, "many", None]))


def _zone_typed(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    zone = dice.choice(["Europe/Madrid", "Europe/London", "Asia/Tokyo"])
    programme.live.tab("Roster").type(dice.choice(programme.live.tab("Roster").keys()), "Time zone", zone)


def _merged(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    if keys := programme.live.tab("Teams").keys():
        word = dice.choice(["Team 1", "team 2", "3", "the others"])
        programme.live.tab("Teams").type(dice.choice(keys), "Merge into", word)


def _apart(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    if keys := programme.live.tab("Teams").keys():
        programme.live.tab("Teams").type(dice.choice(keys), dice.choice(["Keep apart", "Pin"]), True)


def _hour_typed(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    if keys := programme.live.tab("Teams").keys():
        programme.live.tab("Teams").type(dice.choice(keys), "Meets", dice.choice(["Tue 18:00", "Wed 3am", "later"]))


def _edited(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    if programme.mailbox.drafts:
        draft = dice.choice(sorted(programme.mailbox.drafts))
        programme.mailbox.edit(draft, programme.mailbox.drafts[draft])


def _chosen(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    for words, answers in (
        ("is gone", ["Keep", "Withdrawn"]),
        ("answered", ["Take", "Keep the old"]),
        ("any more", ["Keep"]),
        ("as typed in Roster", ["Take", "Keep the old"]),
        ("at most, and", ["All of them", "The team becomes"]),
    ):
        if any(words in each for each in programme.asked()):
            programme.choose(words, dice.choice(answers))


def _pair_again(programme: Programme, dice: random.Random, _: Iterator[str]) -> None:
    programme.live.tab("Control").type("Re-pair", "Value", True)


def _somebody(programme: Programme, dice: random.Random) -> tuple[Role, int]:
    rows = [(role, at) for role in Role for at, row in enumerate(programme.responses(role).cells) if at and any(row)]
    return dice.choice(rows)


Disturbance = Callable[[Programme, random.Random, Iterator[str]], None]
_DISTURBANCES: tuple[Disturbance, ...] = (
    _late, _unsure, _gone, _noise, _corrected, _withdrawn, _apart, _hour_typed, _edited, _chosen, _pair_again,
    _why, _away, _takes, _zone_typed, _merged,
)  # fmt: skip


def table(audits: list[Audit]) -> str:
    """How many mails of each kind went out in all rounds, and how many of them unjustified."""
    mails = sum((each.mails for each in audits), Counter[str]())
    wrong = Counter(each.split("/")[2] for audit in audits for each in audit.unjustified)
    lines = [f"{'kind':<24}{'mails':>8}{'unjustified':>14}"]
    lines += [f"{slug:<24}{count:>8}{wrong[slug]:>14}" for slug, count in sorted(mails.items())]
    return "\n".join([*lines, f"{'all, ' + str(len(audits)) + ' rounds':<24}{mails.total():>8}{wrong.total():>14}"])


if __name__ == "__main__":
    rounds = []
    for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 20):
        rounds.append(play(number))
        print(
            "\n".join(f"round {number}: {each}" for each in rounds[-1].unjustified), end="", file=sys.stderr, flush=True
        )
    print(table(rounds))
