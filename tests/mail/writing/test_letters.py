"""How letters speak to their readers, in every language."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mentoring_sync.mail.kinds.applicants import NOT_ELIGIBLE, RECEIPT
from mentoring_sync.mail.kinds.catalogue import KINDS, due
from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.mail.writing.sample import samples
from tests.builders import a_mentee, a_mentor
from tests.mail.running_round import labelled, turned_away
from tests.mail.team_mail import NOW, a_team, composed, html_of, text_of, the_facts, the_templates

LANGUAGES = ("en", "de", "es", "fr", "pt")
VOSOTROS = re.compile(
    r"\b(?:os|vosotros|vosotras|vuestr[oa]s?|sois|\w+[áé]is|\w{2,}(?:ad|ed|id)(?:nos|les)?)\b", re.IGNORECASE
)
NOUNS = {"actividad", "ciudad", "mitad", "sinceridad", "red", "comunidad", "amistad", "verdad", "edad", "excused"}
"""Words that end as an imperative in *vosotros* does, and are none."""


def letters(language: str) -> list[tuple[str, str]]:
    """The kind and the text of every sample letter."""
    return [(kind.name, the_templates().write(kind, language, says).text) for kind in KINDS for says in samples()[kind]]


def test_spanish_speaks_to_groups_in_ustedes():
    for kind, text in letters("es"):
        ours = re.sub("«[^»]*»", "", text)  # what stands in quotes is the form's, or the applicant's
        found = {word.lower() for word in VOSOTROS.findall(ours)} - NOUNS
        assert not found, (kind, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_to_one_person_greets_by_the_first_name(language):
    facts = the_facts(accepted=[a_mentee("Zoë van der Berg", languages=(language,))], turned_away=[])
    (found,) = [each for each in due(replace(facts, now=a_mentee().applied_at)) if each.kind is RECEIPT]
    greeting = text_of(composed(found, facts)).splitlines()[0]
    assert "Zoë" in greeting
    assert "Berg" not in greeting


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_cant_be_seen_leaves_the_greeting_alone(language):
    someone = replace(turned_away(2), name="", languages=(language,))
    (found,) = due(the_facts(turned_away=[someone]))
    assert re.fullmatch(r"\w+[,:]", text_of(composed(found, the_facts())).splitlines()[0])


def test_those_who_are_turned_away_are_written_to_in_their_language():
    someone = replace(turned_away(2), languages=("Portuguese", "English"))
    (found,) = due(the_facts(turned_away=[someone]))
    assert found.kind is NOT_ELIGIBLE
    assert text_of(composed(found, the_facts())).startswith("Olá, Bo,")


def test_an_answer_of_49000_letters_makes_no_long_mail():
    long = "many words " * 4500
    mentor = a_mentor(
        "Maya Okafor", tools=(long, "Git"), kinds_of_help=(long,), domain=long, institution=long, about=long
    )
    mentee = a_mentee("Sam Hill", tools=(long, "Git"), languages=("English", *(f"Language {n}" for n in range(5000))))
    facts = the_facts(teams=[labelled(a_team(mentor, mentee))], now=NOW)
    (found,) = [each for each in due(facts) if each.kind is INTRODUCTION]
    message = composed(found, facts)
    assert len(text_of(message)) < 10_000
    assert len(message.mime) < 60_000
    assert "…" in html_of(message)
