"""What people hear of whether they completed the round: their certificate, or kindly what was missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest

from mentoring_sync.documents.reading import lines_in
from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.certificates import CERTIFICATE, NOT_COMPLETED, TAKEN_BACK
from mentoring_sync.mail.kinds.facts import Facts, Given, NotCompleted
from mentoring_sync.mail.kinds.kind import Due
from mentoring_sync.mail.kinds.settings import Kinds
from mentoring_sync.records.certificate import Certificate, CertificateState
from mentoring_sync.records.message import MailState
from mentoring_sync.records.roster import person_key
from tests.builders import a_round
from tests.mail.running_round import INTRODUCED, TEAM, kinds_due, running
from tests.mail.team_mail import a_posting, composed, text_of, the_facts

SAM = TEAM.team.mentees[0]
OVER = datetime(2027, 5, 10, 9, tzinfo=UTC)
LANGUAGES = ("en", "de", "es", "fr", "pt")


def a_certificate(**changed: Any) -> Certificate:
    words: dict[str, Any] = {
        "number": "2027-1-001",
        "key": person_key(SAM.role, SAM.id),
        "name": "Jiří Dvořák",
        "called": SAM.name,
        "email": SAM.email,
        "role": SAM.role,
        "team": "Team 3",
        "round": "2027-1",
        "of": "mentoring-groups/2027-1/",
        "start": a_round().start,
        "last_day": a_round().end - timedelta(days=1),
        "issued": OVER.date(),
        "changed": OVER.date(),
        "attended": 3,
        "language": "en",
    }
    return Certificate(**words | changed)


def facts_with(now: datetime = OVER, **given: Any) -> Facts:
    return the_facts(**running(now, **given))


def only(facts: Facts) -> Due:
    (each,) = due(facts)
    return each


def attached(each: Due, facts: Facts) -> dict[str, bytes]:
    """The files of a mail, by what they are called."""
    mail = message_from_bytes(composed(each, facts).mime, policy=policy.default)
    return {str(part.get_filename()): part.get_content() for part in mail.iter_attachments()}


def test_the_certificate_comes_as_a_file_called_by_its_number():
    facts = facts_with(certificates=[Given(certificate=a_certificate())])
    each = only(facts)
    assert (each.kind, each.occasion, each.to[0].email) == (CERTIFICATE, "", SAM.email)
    ((name, file),) = attached(each, facts).items()
    assert name == "2027-1-001.pdf"
    assert {"Jiří Dvořák", "No. 2027-1-001 · issued on 10 May 2027"} <= set(lines_in(file))
    assert "attended 3 meetings of Team 3" in text_of(composed(each, facts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_and_file_are_in_one_language(language):
    facts = facts_with(certificates=[Given(certificate=a_certificate(language=language))])
    (file,) = attached(only(facts), facts).values()
    title = {"en": "Certificate", "de": "Urkunde", "fr": "Attestation"}.get(language, "Certificado")
    assert title in lines_in(file)
    assert title in text_of(composed(only(facts), facts))


def test_without_files_the_letter_is_the_certificate():
    facts = facts_with(certificates=[Given(certificate=a_certificate())], with_file=False)
    assert attached(only(facts), facts) == {}
    assert "Print this mail" in text_of(composed(only(facts), facts))


def test_another_edition_is_another_mail_that_says_so():
    again = a_certificate(edition=2, state=CertificateState.REISSUED)
    facts = facts_with(certificates=[Given(certificate=again, occasion="2027-1-001-2")])
    first = facts_with(certificates=[Given(certificate=a_certificate())])
    assert only(facts).key(facts) != only(first).key(first)
    assert "takes the place of the one before" in text_of(composed(only(facts), facts))


def test_a_message_is_the_same_as_long_as_its_page_is():
    def digest(**changed: Any) -> str:
        facts = facts_with(certificates=[Given(certificate=a_certificate(**changed))])
        return composed(only(facts), facts).digest

    assert digest() == digest(drawn="looked at")
    assert digest() != digest(number="2027-1-002")
    assert digest() != digest(name="Jiri Dvorak")


def test_a_certificate_isnt_sent_long_after_it_was_issued_unless_it_was_on_its_way():
    late = OVER + timedelta(days=120)
    given = [Given(certificate=a_certificate())]
    assert kinds_due(**running(late, certificates=given)) == []
    key = only(facts_with(certificates=given)).key(facts_with())
    owed = a_posting(MailState.OWED, key=key, kind=CERTIFICATE)
    assert [each.kind for each in due(facts_with(late, certificates=given, postings=[INTRODUCED, owed]))] == [
        CERTIFICATE
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_had_one_that_was_taken_back_hears_it_kindly(language):
    void = a_certificate(state=CertificateState.VOID, language=language)
    facts = facts_with(taken_back=[Given(certificate=void, occasion=void.number)])
    each = only(facts)
    assert each.kind is TAKEN_BACK
    assert text_of(composed(each, facts)).count("2027-1-001") >= 2
    assert attached(each, facts) == {}
    assert kinds_due(**running(OVER + timedelta(days=31), taken_back=[Given(certificate=void)])) == []


def lacking(now: datetime, since: date | None = date(2027, 1, 1), **given: Any) -> Facts:
    some = NotCompleted(person=SAM, team=TEAM.label, more_meetings=2, steps=("Showcase",))
    return facts_with(now, not_completed=[some], completion_since=since, **given)


def test_who_didnt_complete_it_hears_some_days_later_what_was_missing():
    end = datetime.combine(a_round().end, OVER.time(), tzinfo=UTC)
    late = end + timedelta(days=14)
    assert list(due(lacking(late - timedelta(days=1)))) == []
    each = only(lacking(late))
    assert (each.kind, [reader.email for reader in each.to]) == (NOT_COMPLETED, [SAM.email])
    text = text_of(composed(each, lacking(late)))
    assert "2 more meetings" in text
    assert "Showcase" in text
    assert list(due(lacking(late + timedelta(days=30)))) == []
    off = Kinds.model_validate({"not_completed": {"on": False}})
    assert list(due(lacking(late, kinds=off))) == []


def test_what_was_over_before_anybody_looked_is_told_to_nobody():
    late = datetime.combine(a_round().end, OVER.time(), tzinfo=UTC) + timedelta(days=20)
    assert list(due(lacking(late, since=None))) == []
    assert list(due(lacking(late, since=late.date()))) == []


def test_only_those_are_told_whose_team_was_introduced():
    late = datetime.combine(a_round().end, OVER.time(), tzinfo=UTC) + timedelta(days=20)
    assert NOT_COMPLETED not in {each.kind for each in due(lacking(late, postings=[]))}
    other = replace(lacking(late).not_completed[0], team="Team 9")
    assert list(due(replace(lacking(late), not_completed=[other]))) == []
