"""What people hear at the end of whether they completed the round: the certificate, with its file; that it was taken
back; and what was missing.

In: the facts. Out: what is due. A corrected name makes another edition, which goes out once; so does the certificate
that somebody earns after one was taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mentoring_sync.mail.kinds.facts import Facts, Given
from mentoring_sync.mail.kinds.introductions import introduced_teams
from mentoring_sync.mail.kinds.kind import Due, Kind, Reader
from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.records.certificate import Certificate
from mentoring_sync.records.message import KindName
from mentoring_sync.records.roster import person_key

WINDOW = timedelta(days=90)
"""How long after it was issued a certificate is still sent."""

TAKEN_BACK_WINDOW = NOT_COMPLETED_WINDOW = timedelta(days=30)


def certificates(facts: Facts) -> Iterator[Due]:
    """For everyone who has one that is valid."""
    for each in facts.certificates if facts.kinds.certificate.on else ():
        given = each.certificate
        on_time = facts.today < given.issued + WINDOW
        if on_time or facts.pending(CERTIFICATE.name, given.key, each.occasion):
            yield Due(
                kind=CERTIFICATE,
                about=given.key,
                occasion=each.occasion,
                team=given.team,
                to=(_reader(each),),
                says=facts.always | words_about(given, with_file=facts.with_file),
                certificate=given if facts.with_file else None,
            )


def taken_back(facts: Facts) -> Iterator[Due]:
    """For those who had got one that is void by now."""
    for each in facts.taken_back if facts.kinds.certificate_taken_back.on else ():
        given = each.certificate
        on_time = facts.today < given.changed + TAKEN_BACK_WINDOW
        if on_time or facts.pending(TAKEN_BACK.name, given.key, each.occasion):
            says = facts.always | words_about(given, with_file=False)
            yield Due(
                kind=TAKEN_BACK,
                about=given.key,
                occasion=each.occasion,
                team=given.team,
                to=(_reader(each),),
                says=says,
            )


def not_completed(facts: Facts) -> Iterator[Due]:
    """For everyone in a team who didn't complete the round, some days after it: what was missing."""
    settings, since = facts.kinds.not_completed, facts.completion_since
    day = facts.round.end + timedelta(days=settings.after_days)
    on_time = since is not None and since < day <= facts.today < day + NOT_COMPLETED_WINDOW
    introduced = {each.label for each, _ in introduced_teams(facts)}
    for each in facts.not_completed if settings.on else ():
        about = person_key(each.person.role, each.person.id)
        if each.team in introduced and (on_time or facts.pending(NOT_COMPLETED.name, about)):
            yield Due(
                kind=NOT_COMPLETED,
                about=about,
                team=each.team,
                to=(Reader.of(each.person),),
                says=facts.always
                | {
                    "name": in_one_line(each.person.name),
                    "role": each.person.role.value,
                    "team": each.team,
                    "more_meetings": each.more_meetings,
                    "steps": tuple(map(in_one_line, each.steps)),
                },
            )


def _reader(each: Given) -> Reader:
    """The person, in the language in which the certificate is."""
    given = each.certificate
    return Reader(name=given.called, email=given.email, languages=(given.language,))


def words_about(given: Certificate, *, with_file: bool) -> dict[str, object]:
    """What letter and file may say of a certificate."""
    return {
        "name": in_one_line(given.name),
        "role": given.role.value,
        "team": in_one_line(given.team),
        "attended": given.attended,
        "number": given.number,
        "called": in_one_line(given.round),
        "start": given.start,
        "last_day": given.last_day,
        "issued": given.issued,
        "again": given.edition > 1,
        "file": given.file if with_file else "",
    }


CERTIFICATE = Kind(name=KindName("certificate"), due=certificates, has_file=True)
TAKEN_BACK = Kind(name=KindName("certificate taken back"), due=taken_back, waits=True)
NOT_COMPLETED = Kind(name=KindName("not completed"), due=not_completed)
