"""The first mail to a team: as what it comes, and which dates its calendar has."""

import pytest

from mentoring_sync.mail.kinds.introductions import INTRODUCTION, NEW_MENTOR, introductions
from mentoring_sync.records.message import MailState
from tests.builders import a_mentor, a_round, always
from tests.mail.running_round import MAYA, MEI, SAM, event_of, labelled, sent
from tests.mail.team_mail import a_posting, a_team, composed, text_of, the_facts


def test_orphans_hear_that_their_team_is_a_new_one():
    facts = the_facts(
        teams=[labelled(a_team(a_mentor("Bo Lind", hours=always("Europe/Berlin")), SAM, MEI), "Team 7")],
        postings=[sent(a_team(MAYA, SAM, MEI))],
    )
    (each,) = introductions(facts)
    assert each.kind is NEW_MENTOR
    assert "Your team is a new one" in text_of(composed(each, facts))


def test_an_introduction_that_was_begun_as_one_stays_one():
    team = labelled(a_team(MAYA, SAM, MEI), "Team 7")
    begun = a_posting(MailState.OWED, team="Team 7", key="mentoring-groups/2027-1/introduction/team-7")
    (each,) = introductions(the_facts(teams=[team], postings=[begun, sent(a_team(None, SAM, MEI))]))
    assert each.kind is INTRODUCTION


@pytest.mark.parametrize("holiday", [0, 1, 3])
def test_on_a_holiday_nobody_meets(holiday):
    free = a_round()
    day = free.meetings(a_team().slot)[holiday].date()
    facts = the_facts(round=a_round(holidays=(day,)), teams=[labelled(a_team())])
    (each,) = introductions(facts)
    _, event = event_of(composed(each, facts))
    dates = [start.date() for start in facts.round.meetings(a_team().slot)]
    assert len(dates) == 3
    assert day not in dates
    assert event["DTSTART"].dt.date() == dates[0]
    assert ("EXDATE" in event) == (holiday == 1)


def test_holidays_that_leave_no_meeting_are_a_mistake():
    with pytest.raises(ValueError, match="holidays leave no meeting"):
        a_round(weeks=1, holidays=(a_round().start,))
