"""What *Review* hears of *Attendance*: words that aren't understood, questions with the choices that settle them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.records.attendance import KnownMark, Mark, MeetingId, TeamMeeting
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.run.questions import Asking
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE, meeting_title

BACK, AWAY = "A slip: put it back", "Take it away"
LATER, EARLIER = "The later word holds", "The earlier word holds: put it back"
COUNTS, COUNTS_NOT = "They were there all the same: it counts", "It doesn't count"
EXTRA, IGNORE = "It was an extra meeting", "Neither: leave it out"
CHOICES_OFFERED = 3
_UNTIL = "Nothing changes until you choose in Answer."


def held_instead(number: int) -> str:
    """The choice that says that a meeting was on another day."""
    return f"{meeting_title(number)} was moved there"


class Questions:
    """The questions of one run about *Attendance*, and what else it has to say."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self.notices: list[Problem] = []

    def no_mark(self, key: str, number: int, text: str) -> None:
        """A word that nobody can understand."""
        self._say(
            key,
            number,
            f"{in_quotes(text)} under {meeting_title(number)} is no mark, and counts as if nothing stood there.",
            "Write present, excused or missed; or the date on which the meeting was held instead.",
        )

    def too_early(self, key: str, number: int, mark: Mark, name: str) -> None:
        """A mark under a meeting that hasn't been yet."""
        self._say(
            key,
            number,
            f"{name} is marked {mark} at {meeting_title(number)}, which isn't over yet: it counts from then on.",
            "If the meeting was on an earlier day, type that date under it for one of the team.",
        )

    def unlikely_day(self, key: str, number: int, day: date) -> None:
        """A date that a meeting can't have been moved to."""
        self._say(
            key,
            number,
            f"{day} under {meeting_title(number)} can't be when the meeting was held: the day is outside the round, or"
            " that of another meeting, or somebody else of the team typed another one.",
            "Type the date of the meeting, or empty the cell.",
        )

    def closed(self, key: str, number: int, text: str, meeting: TeamMeeting, name: str) -> str:
        """A mark under a meeting that fell outside somebody's time in the team."""
        return self._ask(
            key,
            number,
            f"{name} is marked {in_quotes(text)} at {meeting_title(number)} of {meeting.team} on {meeting.day}, when"
            " they weren't in the team, or were on leave.",
            "It doesn't count until you choose in Answer.",
            (COUNTS, COUNTS_NOT),
        )

    def taken_away(self, key: str, meeting: MeetingId, mark: KnownMark, name: str) -> str:
        """A mark of a meeting that is over isn't there any more."""
        return self._ask(
            key,
            meeting.number,
            f"The mark of {name} at {meeting_title(meeting.number)} of {meeting.team} was taken away: {mark.mark}.",
            f"It counts as it did. {_UNTIL}",
            (BACK, AWAY),
        )

    def replaced(self, key: str, meeting: MeetingId, mark: KnownMark, earlier: Mark, name: str) -> str:
        """A report said something else than a mark that was typed before."""
        return self._ask(
            key,
            meeting.number,
            f"The {mark.source} of {mark.at:%d %b %Y} says of {name} at {meeting_title(meeting.number)} of"
            f" {meeting.team}: {mark.mark}. Before, {earlier} was typed there.",
            "The later word counts. If the earlier one was right, choose so in Answer.",
            (LATER, EARLIER),
        )

    def strange_date(self, team: str, day: date, meetings: Iterable[TeamMeeting]) -> str:
        """Marks under a date on which the team has no meeting."""
        near = sorted((each for each in meetings if each.day), key=lambda each: abs(((each.day or day) - day).days))
        moved = sorted(each.number for each in near[:CHOICES_OFFERED])
        problem = Problem(
            where=Place(tab=ATTENDANCE.title, column=day.isoformat()),
            what=f"{team} has no meeting on {day}, but people of it are marked under that date.",
            remedy=f"Those marks don't count. {_UNTIL}",
            about=team,
            choices=(EXTRA, *map(held_instead, moved), IGNORE),
        )
        return self._asking.ask(problem)

    def _say(self, key: str, number: int, what: str, remedy: str) -> None:
        place = Place(tab=ATTENDANCE.title, column=meeting_title(number))
        self.notices.append(Problem(where=place, what=what, remedy=remedy, about=key))

    def _ask(self, key: str, number: int, what: str, remedy: str, choices: tuple[str, ...]) -> str:
        place = Place(tab=ATTENDANCE.title, column=meeting_title(number))
        return self._asking.ask(Problem(where=place, what=what, remedy=remedy, about=key, choices=choices))
