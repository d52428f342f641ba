"""The teams of an instant: who was in them, who led them, what people were called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mentoring_sync.intake.reports.history import Called, History
from mentoring_sync.records.attendance import Spell

JANUARY, FEBRUARY, MARCH = (datetime(2027, month, 1, tzinfo=UTC) for month in (1, 2, 3))
A_DAY = timedelta(days=1)
SPELLS = {
    "mentor:ada@example.org": (Spell(team="Larch", since=None, until=FEBRUARY),),
    "mentor:ida@example.org": (Spell(team="Larch", since=FEBRUARY, until=MARCH),),
    "mentee:cy@example.org": (
        Spell(team="Larch", since=None, until=JANUARY),
        Spell(team="Alder", since=JANUARY),
    ),
    "mentee:dee@example.org": (Spell(team="Larch", since=None, until=MARCH),),
    "mentor:bo@example.org": (Spell(team="Alder", since=JANUARY),),
}
CALLED = {
    "mentee:dee@example.org": (Called(name="Dee Park"), Called(name="Dee Moor", since=FEBRUARY)),
    "mentee:jo@example.org": (Called(name="Jo Marsh", since=MARCH),),
}
HISTORY = History(spells=SPELLS, called=CALLED, meetings={}, known_as={}, period=timedelta(days=28))


def people(label: str, at: datetime) -> str:
    """`ada: cy dee`"""
    found = [each for each in HISTORY.at(at).teams if each.label == label]
    firsts = [[member.id.partition("@")[0] for member in team.members] for team in found]
    return " ".join(f"{mentor}: {' '.join(rest)}" for mentor, *rest in firsts)


def test_a_team_is_as_it_was_at_the_instant() -> None:
    assert people("Larch", JANUARY - A_DAY) == "ada: cy dee"
    assert people("Larch", JANUARY) == "ada: dee"
    assert people("Larch", FEBRUARY) == "ida: dee"


def test_a_team_that_is_no_more_is_as_it_was_last() -> None:
    assert people("Larch", MARCH + A_DAY) == "ida: dee"
    assert [each.ended for each in HISTORY.at(MARCH).teams if each.label == "Larch"] == [MARCH]


def test_a_team_that_isnt_yet_is_none() -> None:
    assert people("Alder", JANUARY - A_DAY) == ""
    assert people("Alder", JANUARY) == "bo: cy"


def test_people_have_the_names_that_they_had_by_then() -> None:
    before, after = HISTORY.at(JANUARY), HISTORY.at(FEBRUARY)
    dee = before.who("dee@example.org")
    assert (before.name_of(dee), after.name_of(dee)) == ("Dee Park", "Dee Moor")
    assert after.names[dee] == ("Dee Moor", "Dee Park")
    assert "Jo Marsh" not in after.others
    assert "Jo Marsh" in HISTORY.at(MARCH).others


def test_who_leads_a_team_now_is_asked_of_that_one_not_of_those_that_ended() -> None:
    spells = SPELLS | {"mentor:ida@example.org": (*SPELLS["mentor:ida@example.org"], Spell(team="Elm", since=MARCH))}
    history = History(spells=spells, called=CALLED, meetings={}, known_as={}, period=timedelta(days=28))
    ida = history.at(MARCH).who("ida@example.org")
    assert [each.label for each in history.at(MARCH).led_by(ida)] == ["Elm"]
    assert [each.label for each in HISTORY.at(MARCH).led_by(ida)] == ["Larch"]
