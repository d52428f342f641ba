"""What runs know of marks, meetings and times in teams survives `_sync`, and another round's stays beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mentoring_sync.records.attendance import KnownMark, Mark, MeetingId, Source, Spell, TeamMeeting
from mentoring_sync.records.team import TeamId
from mentoring_sync.workbook.known.attendance import (
    MARKS,
    MEETINGS,
    KnownAttendance,
    KnownPresence,
    known_attendance_cells,
    read_known_attendance,
)
from tests.builders import slot

NOW, HAL = datetime(2027, 1, 20, 9, tzinfo=UTC), "mentee:hal@example.org"
MOVED = TeamMeeting(
    team=TeamId("Team 3"), number=2, start=slot().on(date(2027, 2, 16)), minutes=60, first=date(2027, 2, 15)
)
EXTRA = TeamMeeting(team=TeamId("Team 3"), number=5, start=None, minutes=60)
KNOWN = KnownAttendance(
    people={
        HAL: KnownPresence(
            marks={
                MeetingId("Team 3", 2): KnownMark(
                    mark=Mark.PRESENT, source=Source.FORM, at=NOW, other="missed, tab, |"
                ),
                MeetingId("Team 3", 5): KnownMark(mark=None, source=Source.TAB, at=NOW),
            },
            spells=(Spell(team="Team 1", since=None, until=NOW), Spell(team="Team 3", since=NOW)),
            carried={date(2027, 1, 19): "present"},
        )
    },
    meetings={MOVED.id: MOVED, EXTRA.id: EXTRA},
    folded=frozenset({"2027-01-19"}),
)


def test_what_is_known_is_read_as_it_was_kept() -> None:
    base = known_attendance_cells({}, "groups/2027-1/", KNOWN)
    found = read_known_attendance(base, "groups/2027-1/", 60)
    assert found == KNOWN
    assert known_attendance_cells(base, "groups/2027-1/", found) == base


def test_another_rounds_words_stay_and_count_for_nothing() -> None:
    base = known_attendance_cells({}, "groups/2027-1/", KNOWN)
    other = read_known_attendance(base, "groups/2027-2/", 60)
    assert (dict(other.people), dict(other.meetings)) == ({}, {})
    after = known_attendance_cells(base, "groups/2027-2/", other)
    assert read_known_attendance(after, "groups/2027-1/", 60) == KNOWN


def test_what_was_spoiled_is_left_out() -> None:
    base = known_attendance_cells({}, "r/", KNOWN)
    spoiled = {
        MARKS: {"r/a": {"Team 1#1": "?|tab|never", "in": "[[", "from/x": "present"}},
        MEETINGS: {"r/T": {"1": "soon"}},
    }
    assert read_known_attendance(spoiled, "r/", 60).of("a") == KnownPresence()
    assert read_known_attendance({**base, MEETINGS: spoiled[MEETINGS]}, "r/", 60).meetings == {}
