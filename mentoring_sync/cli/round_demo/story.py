"""The story of a round: what people do on which day. Teams and people are those of the fixtures.

Runs come whenever somebody has done something, on the Saturday and the Wednesday after teams met, and on the Mondays of
weeks in which nothing happens. Mentors say who came on the Sunday after a meeting: on the form, in the tab, or by
answering the mail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from mentoring_sync.cli.round_demo.applying import later
from mentoring_sync.cli.round_demo.ending import ending
from mentoring_sync.cli.round_demo.event import Event, at_nine, event
from mentoring_sync.cli.round_demo.hands import Hands
from mentoring_sync.run.corrections import TAKE
from mentoring_sync.workbook.tabs.control import CONTROL, NEXT_STEP, SEND, ControlColumn
from mentoring_sync.workbook.tabs.review import REVIEW, ReviewColumn

ACCOUNT = "coordinator@example.org"
REPORTS = "Attendance reports"
ROUND, NEXT_ROUND = "mentoring-groups/2027-1", "mentoring-groups/2027-2"
APPLIED, CLOSED = date(2026, 11, 13), date(2026, 11, 23)
MEETINGS = (date(2027, 1, 18), date(2027, 2, 15), date(2027, 3, 15), date(2027, 4, 12))
"""The Mondays of the weeks in which teams meet."""

AT_FIRST = {
    "round": {
        "applications_open": date(2026, 10, 30),
        "onboarding": [datetime(2026, 12, 3, 15, tzinfo=UTC)],
        "check_in": datetime(2027, 3, 9, 15, tzinfo=UTC),
        "showcases": [datetime(2027, 4, 28, 14, tzinfo=UTC), datetime(2027, 4, 28, 22, tzinfo=UTC)],
    },
    "mail": {
        "read_replies": True,
        "reply_to": ACCOUNT,
        "delivery": "review",
        "most_a_run": 35,
        "kinds": {"milestones": {"days_before": [7]}, "not_completed": {"after_days": 7}},
    },
}
MOVED = {"round": {"check_in": datetime(2027, 3, 11, 15, tzinfo=UTC)}}
NEXT = {
    "round": {
        "name": "2027-2",
        "applications_open": date(2027, 5, 17),
        "applications_close": date(2027, 6, 4),
        "onboarding": [],
        "check_in": None,
        "showcases": [],
        "start": date(2027, 8, 2),
    }
}
MENTORS = {
    "Team 1": ("Brianna", "brianna.freeman.holt@example.org"),
    "Team 2": ("Devansh", "devansh.chandrasekaran@example.com"),
    "Team 3": ("Geneviève", "genevieve.lachance@example.org"),
    "Team 5": ("Harriet", "harriet.hargreave@example.org"),
    "Team 6": ("Kirra", "kirra.nguyen@example.org"),
    "Team 7": ("Lakshmi", "lakshmi@example.net"),
    "Team 8": ("Lennart", "lennart.dreyer@example.net"),
    "Team 9": ("Letícia", "leticia.barbosa@example.net"),
    "Team 10": ("Loïc", "loic.kervella@example.org"),
    "Team 11": ("Rosalind", "rosalind.thackeray@example.net"),
    "Team 12": ("Thandeka", "thandeka.mokoena@example.net"),
    "Team 13": ("Bram", "bram.visser@example.org"),
}
"""Who says who came to which team: their first name and address. Of Team 4 the coordinator types it."""

BY_FORM = {
    ("Team 1", 1): "Caio Sant'Anna\nInes Carvalho",
    ("Team 1", 2): "Caio Sant'Anna\nInes Carvalho",
    ("Team 1", 3): "Caio Sant'Anna",
    ("Team 1", 4): "Caio Sant'Anna\nInes Carvalho",
    ("Team 5", 1): "Anaïs Guillemot, Maëlle Marchand, Wiebke Paulsen",
    ("Team 8", 1): "Clémence Aubertin, Marguerite Deslauriers, Niamh O’Shaughnessy",
}
BY_MAIL = {
    ("Team 2", 2): "All but Suhartini",
    ("Team 3", 1): "Tous sont venus sauf Terrence",
    ("Team 3", 2): "All but Terrence",
    ("Team 9", 3): "Todos menos Tjark",
}
"""What mentors answer where it isn't that all came."""

SILENT = {("Team 7", number) for number in range(1, 5)} | {("Team 5", 2), ("Team 13", 1), ("Team 13", 2)}
HEAD_COUNTS = {("Team 5", 1): "4"}
FOUR: tuple[Mapping[str, str], ...] = (
    {"Maëlle Chevreuil": "missed", "Rocío Zabaleta": "excused"},
    {"Maëlle Chevreuil": "missed"},
    {},
    {"Anneke Brüggemann": "excused"},
)
"""What the coordinator types of Team 4, meeting by meeting, where somebody wasn't present."""

OF_FOUR = ("Gurpreet Fraser", "Adaeze Nwankwo", "Anneke Brüggemann", "Maëlle Chevreuil", "Rocío Zabaleta")


def story() -> tuple[Event, ...]:
    """Everything that happens, in order, with the runs on days on which nobody does anything."""
    reported = (event for number in range(1, 5) for event in _reported(number))
    told = (*_before(), *_until_meetings_begin(), *_while_teams_meet(), *reported, *ending(), *_the_end())
    busy = {_week(event.at.date()) for event in told if event.act or event.configures or event.closes or event.reports}
    mondays = [APPLIED + timedelta(days=3 + 7 * week) for week in range(31)]
    after = [monday + timedelta(days=days) for monday in MEETINGS for days in (5, 9)]
    quiet = [monday for monday in mondays if monday not in busy]
    runs = tuple(Event(at=at_nine(day), runs=True) for day in (APPLIED, *quiet, *after))
    looks = (APPLIED, *mondays, *after)
    coordinator = tuple(Event(at=at_nine(day) + timedelta(hours=3), act=_approves) for day in looks)
    return tuple(sorted((*told, *runs, *coordinator), key=lambda event: event.at))


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _before() -> Iterator[Event]:
    yield event(APPLIED, "Two thirds of the applications are in", configures=AT_FIRST)
    yield event(date(2026, 11, 20), "The last day: the others apply", lambda hands: hands.everybody_else_applies())


def _until_meetings_begin() -> Iterator[Event]:
    yield event(
        date(2026, 12, 9),
        "Ines Carvalho applies, three weeks late",
        lambda hands: hands.answers("Mentee applications", later("late_comer"), email="ines.carvalho@example.org"),
    )
    yield event(date(2026, 12, 15), "The mentors' check-in is moved by two days", configures=MOVED)
    yield event(
        date(2027, 1, 6),
        "Odessa Merriweather writes that she can't take part after all: the coordinator ticks Withdrawn",
        _withdraws("Odessa Merriweather", "mentee", "personal circumstances"),
    )


def _while_teams_meet() -> Iterator[Event]:
    yield event(
        MEETINGS[0] + timedelta(days=6),
        "Lakshmi's mail program answers that she is away",
        lambda hands: hands.replies(
            f"{ROUND}/meeting-report/team-7/1",
            MENTORS["Team 7"][1],
            "I am out of office. All came back to normal on Monday.",
            {"Auto-Submitted": "auto-replied"},
        ),
    )
    yield event(
        date(2027, 2, 3),
        "Faith Njoroge moves to Toronto: the coordinator types her new zone into Roster",
        lambda hands: hands.types("Roster", {"Email": "f.njoroge@example.net"}, "Time zone", "America/Toronto"),
    )
    yield event(
        date(2027, 2, 9), "It is so, though Team 7 doesn't suit her any more: the coordinator says so in Review", _moved
    )
    yield event(
        date(2027, 2, 24),
        "Bram Visser applies as a mentor, in mid-round",
        lambda hands: hands.answers(
            "Mentor applications", later("late_comer", "new_mentor"), email=MENTORS["Team 13"][1]
        ),
    )
    yield event(
        date(2027, 2, 26),
        "Team 5 was asked how it goes, and Anaïs answers",
        lambda hands: hands.replies(
            f"{ROUND}/monthly-follow-up/team-5/2027-02", "anais.guillemot@example.org", "Could you find us a room?"
        ),
    )
    yield event(
        date(2027, 3, 2),
        "Harriet Hargreave has to stop: the coordinator ticks Withdrawn",
        _withdraws("Harriet Hargreave", "mentor", "personal circumstances"),
    )
    yield event(date(2027, 3, 14), "Clocks change in America; in Europe they do on the 28th")
    yield event(
        MEETINGS[2] + timedelta(days=6),
        "Team 12 met two days later than planned: the coordinator types the day",
        lambda hands: hands.types("Attendance", {"Person": "Temitope Eze"}, "Meeting 3", "2027-03-19"),
    )


def _reported(number: int) -> Iterator[Event]:
    """Who says what of the teams' meetings of this number, on the Sunday of their week."""
    day = MEETINGS[number - 1] + timedelta(days=6)
    gone = {"Team 5"} if number > 2 else {"Team 13"}
    for team in MENTORS:
        if (team, number) in BY_FORM:
            yield _said_by_form(day, team, number)
        elif team not in gone and (team, number) not in SILENT:
            yield _said_by_mail(day, team, number)
    marks = {person: FOUR[number - 1].get(person, "present") for person in OF_FOUR}
    yield event(day, f"The coordinator marks Meeting {number} of Team 4", _marks(f"Meeting {number}", marks))


def _the_end() -> Iterator[Event]:
    yield event(
        date(2027, 4, 27),
        "Terrence Ballard puts it off to the next round",
        _withdraws("Terrence Ballard", "mentee", "deferred to the next round"),
    )
    yield Event(at=at_nine(date(2027, 5, 11)), words="The coordinator has the report made.", reports=True)
    yield Event(at=at_nine(date(2027, 5, 12)), words="The round is over, and the operator closes it.", closes=True)
    yield event(date(2027, 5, 18), "The next round is configured", configures=NEXT)
    yield event(
        date(2027, 5, 25),
        "Caio Sant'Anna applies again, as a mentor this time; Ines Carvalho wants to go on",
        _apply_again,
    )


def _apply_again(hands: Hands) -> None:
    mentor = later("late_comer", "mentor_next_round")
    hands.answers("Mentor applications", mentor, email="caio.santanna@example.org")
    hands.answers("Mentee applications", later("late_comer"), email="ines.carvalho@example.org")


def _approves(hands: Hands) -> str:
    """The coordinator looks into *Control*, and ticks *Send* where something is ready."""
    rows = {cells[0]: cells[1] for cells in hands.rows(CONTROL.title) if len(cells) > 1}
    ready, _, _ = rows.get(NEXT_STEP, "").partition(":")
    if "ready" not in ready:
        return ""
    hands.types(CONTROL.title, {ControlColumn.SETTING: SEND}, ControlColumn.VALUE, True)
    return "The coordinator looks at what is ready, and ticks Send"


def _withdraws(person: str, role: str, why: str) -> Callable[[Hands], object]:
    def act(hands: Hands) -> None:
        row = {"Person": person, "Role": role}
        hands.types("Roster", row, "Withdrawn why", why)
        hands.types("Roster", row, "Withdrawn", True)

    return act


def _moved(hands: Hands) -> None:
    header, *rows = hands.rows(REVIEW.title)
    what = header.index(ReviewColumn.WHAT)
    asked = next(cells[what] for cells in rows if "Faith Njoroge is in America/Toronto" in cells[what])
    hands.types(REVIEW.title, {ReviewColumn.WHAT: asked}, ReviewColumn.ANSWER, TAKE)


def _said_by_form(day: date, team: str, number: int) -> Event:
    name, address = MENTORS[team]

    def act(hands: Hands) -> None:
        hands.adds(REPORTS, ("Timestamp", "Email Address", "Team", "Who came?", "How many were there?"), once=True)
        count = HEAD_COUNTS.get((team, number), "")
        hands.adds(REPORTS, (f"{hands.now:%m/%d/%Y %H:%M:%S}", address, team, BY_FORM[team, number], count))

    return event(day, f"{name} says on the form who came to {team}", act)


def _said_by_mail(day: date, team: str, number: int) -> Event:
    name, address = MENTORS[team]
    words = BY_MAIL.get((team, number), "All came")
    key = f"{ROUND}/meeting-report/{team.lower().replace(' ', '-')}/{number}"
    return event(day, f"{name} answers the mail: “{words}”", lambda hands: hands.replies(key, address, words))


def _marks(meeting: str, marks: Mapping[str, str]) -> Callable[[Hands], object]:
    def act(hands: Hands) -> None:
        for person, mark in marks.items():
            hands.types("Attendance", {"Person": person}, meeting, mark)

    return act
