"""A kind of mail, and a message of it that is due, before it is put into words.

All that is special about a kind stands in its entry, in its family's file: what it is called, the rule that says to
whom it is due, how it stands among the others, and which templates say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mentoring_sync.mail.kinds.announcement import Announcement, Dates
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.parts import Part
from mentoring_sync.records.certificate import Certificate
from mentoring_sync.records.message import KindName
from mentoring_sync.records.person import Person


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of mail. `name` stands in *Mail* and in the keys of its messages. `due` says which are due; kinds may
    share a rule, which then says which of them it is.

    `urgent`: it waits for no day without another mail. `optional`: it says how to opt out, since nobody's place in
    the programme depends on it. `waits`: under review it waits for the coordinator's approval each time, also when
    others of the round go by themselves. `introduces`: it is the first that a team hears of itself, begins the team's
    thread and has a layout of its own; `parts_with` people who leave a team, and is the last that those hear who take
    no part any more. It `has_file`, whose words have a template of their own. `said_as` names the kind whose
    templates it is said with, and `set_as` the settings that it has, where they aren't its own.
    """

    name: KindName
    due: Rule
    urgent: bool = False
    optional: bool = False
    waits: bool = False
    introduces: bool = False
    parts_with: bool = False
    has_file: bool = False
    said_as: str = ""
    set_as: str = ""

    @property
    def slug(self) -> str:
        """The name as it stands in file names and on the command line: `waiting-list`."""
        return self.name.replace(" ", "-")

    @property
    def setting(self) -> str:
        """The key of its settings in [mail.kinds]."""
        return self.set_as or self.name.replace(" ", "_")

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of a message that have a template."""
        if self.introduces:
            return (Part.SUBJECT, Part.TEXT, Part.HTML, Part.INVITATION)
        return (Part.LETTER, Part.PAGE) if self.has_file else (Part.LETTER,)

    def template(self, part: Part) -> str:
        """The name of a part's template: `introduction.subject.txt.j2`, `waiting-list.md.j2`."""
        return f"{self.said_as or self.slug}.{part.value}"

    @property
    def words(self) -> str:
        """The template that a language must have to be able to say the kind."""
        return self.template(Part.SUBJECT if self.introduces else Part.LETTER)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Whom a mail is written to, and the languages that they speak, the preferred first."""

    name: str
    email: str
    languages: tuple[str, ...] = ()

    @classmethod
    def of(cls, person: Person) -> Reader:
        """A person as a reader."""
        return cls(name=person.name, email=person.email, languages=person.languages)


@dataclass(frozen=True, kw_only=True)
class Meetings:
    """The calendar entry that a mail brings: its series is named by `series`; cancelled, or as `announced`. It comes
    `instead_of` others, of teams in which some of its readers were."""

    series: str
    announced: Announcement
    cancelled: bool = False
    instead_of: tuple[Meetings, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Due:
    """A message that is due: why, about which team or person, on which occasion, to whom, and what it says.

    `team` is the team's label, if it is about one; `follows` the key of the message that it is a reply to.
    `announces` is what a team knows of its meetings once it has been sent, `dates` what its readers know of the
    calendar. The file of the `certificate` goes with it, if there is one.
    """

    kind: Kind
    about: str
    to: tuple[Reader, ...]
    says: Mapping[str, Any]
    occasion: str = ""
    team: str = ""
    follows: str = ""
    meetings: Meetings | None = None
    announces: Announcement | None = None
    dates: Dates = field(default_factory=dict)
    certificate: Certificate | None = None

    def key(self, facts: Facts) -> str:
        """The key of the message."""
        return facts.key(self.kind.name, self.about, self.occasion)


Rule = Callable[[Facts], Iterator[Due]]
"""Says which messages of a kind are due."""
