"""Builders for the mail room's tests: the shipped templates and settings, a team over four continents, its mail."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from typing import Any

from mentoring_sync.documents.settings import CertificateSettings
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.introductions import INTRODUCTION, introduction
from mentoring_sync.mail.kinds.kind import Due, Kind
from mentoring_sync.mail.settings import Commitment, MailSettings, Programme
from mentoring_sync.mail.writing.certificate_page import CertificatePages
from mentoring_sync.mail.writing.compose import Writer
from mentoring_sync.mail.writing.templates import Templates
from mentoring_sync.records.message import MailState, Message, Posting
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import Seat, Team, TeamStatus
from mentoring_sync.settings.load import LETTERS
from tests.builders import PROGRAM, a_mentee, a_mentor, a_round, always, slot
from tests.documents.drawing import MadeDrawing
from tests.mail.compiled import compiled

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_TABLES = tomllib.loads(PROGRAM.read_text(encoding="utf-8"))
PROGRAMME = Programme.model_validate(_TABLES["programme"])
COMMITMENT = Commitment.model_validate(_TABLES["commitment"])
MAIL = MailSettings.model_validate(_TABLES["mail"])


def sources() -> dict[str, str]:
    """The shipped templates by file name."""
    return {path.relative_to(LETTERS).as_posix(): path.read_text(encoding="utf-8") for path in LETTERS.rglob("*.j2")}


@cache
def the_templates() -> Templates:
    return compiled(sources())


def a_team(mentor: Any = None, *mentees: Any, at: str = "Tue 17:00") -> Team:
    """A mentor in Berlin with mentees in New York, Sydney and Lagos, unless others are given."""
    mentor = mentor or a_mentor("Maya Okafor", hours=always("Europe/Berlin"))
    mentees = mentees or (
        a_mentee("Sam Hill", hours=always("America/New_York")),
        a_mentee("Mei Tanaka", hours=always("Australia/Sydney")),
        a_mentee("Amina Yusuf", hours=always("Africa/Lagos")),
    )
    seats = tuple(Seat(mentee=mentee, score=80) for mentee in mentees)
    return Team(mentor=mentor, slot=slot(mentor.zone, at), seats=seats)


def the_introduction(team: Team | None = None, **given: Any) -> Message:
    """The mail that introduces a team; `given` replaces what it is made with."""
    facts = the_facts(**given)
    labelled = LabelledTeam(label="Team 3", team=team or a_team(), status=TeamStatus.PROPOSED)
    return composed(introduction(labelled, INTRODUCTION, facts), facts)


def the_facts(**given: Any) -> Facts:
    """What mails depend on: the shipped programme and a round; `given` replaces any of it."""
    known = {
        "programme": PROGRAMME,
        "commitment": COMMITMENT,
        "round": a_round(),
        "kinds": MAIL.kinds,
        "now": NOW,
        **given,
    }
    return Facts(**known)


def composed(due: Due, facts: Facts, thread_subject: str = "") -> Message:
    """What is due, as a message."""
    pages = CertificatePages(
        programme=facts.programme,
        commitment=facts.commitment,
        round=facts.round,
        templates=the_templates(),
        settings=CertificateSettings(),
        drawing=MadeDrawing(),
    )
    writer = Writer(
        programme=facts.programme,
        mail=MAIL,
        round=facts.round,
        templates=the_templates(),
        now=facts.now,
        certificates=pages,
    )
    key = due.key(facts)
    return writer.compose(due, key=key, thread_subject=thread_subject)


def parsed(message: Message) -> EmailMessage:
    """The message as a mail program reads it."""
    mail = message_from_bytes(message.mime, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def part(message: Message, content_type: str) -> str:
    """The text of the first part of a type."""
    found = next(each for each in parsed(message).walk() if each.get_content_type() == content_type)
    content = found.get_content()
    text = content.decode() if isinstance(content, bytes) else content
    return text.replace("\r\n", "\n")


def text_of(message: Message) -> str:
    return part(message, "text/plain")


def html_of(message: Message) -> str:
    return part(message, "text/html")


def a_posting(state: MailState = MailState.OWED, **given: Any) -> Posting:
    """A posting of Team 3's introduction; from the draft on with the draft's ids. A `kind` may be given whole."""
    ids = {} if state is MailState.OWED else {"draft_id": "r-1", "thread_id": "t-1"}
    row: dict[str, Any] = {
        "key": "mentoring-groups/2027-1/introduction/team-3",
        "kind": INTRODUCTION,
        "team": "Team 3",
        "to": "maya@example.org, sam@example.org",
        "subject": "Mentoring Groups 2027-1: meet Team 3",
        "state": state,
    }
    row |= {**ids, **given}
    kind = row["kind"]
    return Posting(**{**row, "kind": kind.name if isinstance(kind, Kind) else kind})
