"""Whoever leaves a team hears of it once, and as it is for them: kindly, and with no promise that isn't meant."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.kind import Due
from mentoring_sync.mail.kinds.meetings import MEETINGS_CANCELLED, cancellations
from mentoring_sync.records.leave import Leave
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus, person_key
from tests.builders import a_mentor, always
from tests.mail.running_round import MAYA, MEI, SAM, labelled, sent
from tests.mail.team_mail import a_team, composed, parsed, the_facts, the_templates

LANGUAGES = ("en", "de", "es", "fr", "pt")
PROMISES = ("another team", "anderes team", "otro equipo", "autre équipe", "outra equipe")
THANKS = ("thank you", "danke", "gracias", "merci", "obrigado")
SAMS = person_key(Role.MENTEE, SAM.id)


def facts(**given: Any) -> Facts:
    return the_facts(**{"teams": [labelled(a_team(MAYA, MEI))], "postings": [sent(a_team(MAYA, SAM, MEI))], **given})


def told(each: Due, language: str) -> str:
    return the_templates().write(each.kind, language, each.says).text.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [PersonStatus.WITHDRAWN, PersonStatus.DEFERRED])
def test_who_takes_no_part_any_more_is_thanked_and_promised_no_other_team(language: str, status: PersonStatus) -> None:
    (each,) = cancellations(facts(gone={SAMS: status}))
    said = told(each, language)
    assert not any(promise in said for promise in PROMISES)
    assert any(thanks in said for thanks in THANKS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_for_whom_another_team_is_looked_for_is_told_so(language: str) -> None:
    (each,) = cancellations(facts())
    assert any(promise in told(each, language) for promise in PROMISES)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "until you are back"),
        ("de", "bis du zurück bist"),
        ("es", "hasta que vuelvas"),
        ("fr", "jusqu’à votre retour"),
        ("pt", "até você voltar"),
    ],
)
def test_who_is_on_leave_has_time_until_they_are_back(language: str, words: str) -> None:
    (each,) = cancellations(facts(on_leave={SAMS: [Leave(start=date(2026, 11, 1))]}))
    assert words in told(each, language)


def test_of_a_team_that_is_no_more_only_those_hear_together_who_wait_for_another() -> None:
    gone = {person_key(Role.MENTOR, MAYA.id): PersonStatus.WITHDRAWN}
    found = [[reader.name for reader in each.to] for each in cancellations(facts(teams=[], gone=gone))]
    assert found == [["Sam Hill", "Mei Tanaka"], ["Maya Okafor"]]


def test_who_has_another_team_hears_of_both_in_its_mail_alone() -> None:
    bo = labelled(a_team(a_mentor("Bo Lind", hours=always()), SAM, MEI), "Team 7")
    found = [(each.kind.slug, each.about) for each in due(facts(teams=[bo]))]
    assert found == [("new-mentor", "Team 7"), ("meetings-cancelled", "Team 3")]


def test_the_new_teams_mail_takes_the_old_meetings_out_of_the_calendars() -> None:
    known = facts(teams=[labelled(a_team(a_mentor("Bo Lind", hours=always()), SAM, MEI), "Team 7")])
    first = next(each for each in due(known) if each.team == "Team 7")
    files = {part.get_filename(): part.get_content() for part in parsed(composed(first, known)).iter_attachments()}
    assert set(files) == {"invite.ics", "cancelled-1.ics"}
    assert b"METHOD:CANCEL" in files["cancelled-1.ics"]
    assert b"maya" not in files["cancelled-1.ics"].replace(b"\r\n ", b"")


def test_who_left_and_heard_so_before_hears_nothing_of_it_with_a_later_mail() -> None:
    before = facts(teams=[])
    (ended,) = cancellations(before)
    assert ended.kind is MEETINGS_CANCELLED
    to = ", ".join(reader.email for reader in ended.to)
    went = sent(a_team(MAYA, SAM, MEI), key=ended.key(before), kind=MEETINGS_CANCELLED, announcement="", to=to)
    later = facts(teams=[], postings=[*before.postings, went])
    assert [each.key(later) for each in cancellations(later)] == [ended.key(before)]
