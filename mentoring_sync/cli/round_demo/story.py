"""The story of a round: what people do on which day. Teams and people are those of the fixtures.

Runs come on Mondays, on the Saturday and the Wednesday after a week of meetings, and whenever somebody has done
something. Mentors say who came on the Sunday after a meeting: on the form, in the tab, or by answering the mail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from mentoring_sync.cli.round_demo.event import Act, Event
from mentoring_sync.cli.round_demo.hands import Hands
from mentoring_sync.workbook.tabs.control import CONTROL, NEXT_STEP, SEND, ControlColumn

ACCOUNT = "coordinator@example.org"
REPORTS, FEEDBACK = "Attendance reports", "Feedback"
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
    "mail": {"read_replies": True, "reply_to": ACCOUNT, "delivery": "review", "most_a_run": 30},
}
MOVED = {"round": {"showcases": [datetime(2027, 5, 5, 14, tzinfo=UTC), datetime(2027, 5, 5, 22, tzinfo=UTC)]}}
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
    "Team 1": "brianna.freeman.holt@example.com",
    "Team 2": "devansh.chandrasekaran@example.org",
    "Team 3": "genevieve.lachance@example.org",
    "Team 5": "harriet.hargreave@example.org",
    "Team 6": "kirra.nguyen@example.org",
    "Team 7": "lakshmi@example.net",
    "Team 8": "lennart.dreyer@example.org",
    "Team 9": "leticia.barbosa@example.org",
    "Team 10": "loic.kervella@example.org",
    "Team 11": "rosalind.thackeray@example.net",
    "Team 12": "thandeka.mokoena@example.net",
}
"""Who says who came; of Team 4 the coordinator types it."""

LATE_COMER = {
    "Your name": "Ines Carvalho",
    "Your time zone": "America/Sao_Paulo",
    "When could you meet, by your own clock? [Friday]": "15:00-16:00, 16:00-17:00, 17:00-18:00",
    "In which languages could you take part?": "English, Portuguese",
    "Which language do you prefer?": "English",
    "Which tools is it about?": "Shell, Python",
    "Which kinds of help do you offer, or look for?": "Developing confidence and skill in teaching",
    "Are you a certified instructor?": "Yes",
    "How many workshops have you taught?": "0",
    "Do you agree to the time that your role asks for?": "I agree",
}


def story() -> tuple[Event, ...]:
    """Everything that happens, in order, with the runs on days on which nobody does anything."""
    told = (*_before(), *_teams_begin(), *_first_meetings(), *_second_meetings(), *_third_meetings(), *_the_end())
    runs = tuple(Event(at=at, runs=True) for at in _scheduled())
    coordinator = tuple(Event(at=at + timedelta(hours=3), act=_approves) for at in _scheduled())
    return tuple(sorted((*told, *runs, *coordinator), key=lambda event: event.at))


def _scheduled() -> Sequence[datetime]:
    mondays = [APPLIED + timedelta(days=3 + 7 * week) for week in range(30)]
    after = [monday + timedelta(days=days) for monday in MEETINGS for days in (5, 9)]
    return [_on(day) for day in (APPLIED, *mondays, *after)]


def _before() -> Iterator[Event]:
    yield _event(APPLIED, "Two thirds of the applications are in", configures=AT_FIRST)
    yield _event(date(2026, 11, 20), "The last day: the others apply", lambda hands: hands.everybody_else_applies())


def _teams_begin() -> Iterator[Event]:
    yield _event(
        date(2026, 12, 9),
        "Ines Carvalho applies, three weeks late",
        lambda hands: hands.answers("Mentee applications", LATE_COMER, email="ines.carvalho@example.org"),
    )
    yield _event(
        date(2027, 1, 6),
        "Odessa Merriweather writes that she can't take part after all: the coordinator ticks Withdrawn",
        _withdraws("Odessa Merriweather", "mentee", "personal circumstances"),
    )
    yield _event(date(2026, 12, 15), "The showcase is moved by a week", configures=MOVED)


def _first_meetings() -> Iterator[Event]:
    sunday = MEETINGS[0] + timedelta(days=6)
    yield _said_by_form(sunday, "Team 1", "Brianna", "Caio Sant'Anna\nInes Carvalho")
    yield _said_by_mail(sunday, "Team 2", 1, "Devansh", "All came.")
    yield _said_by_mail(sunday, "Team 3", 1, "Geneviève", "Tous sont venus sauf Terrence")
    yield _said_in_the_tab(sunday, "Meeting 1", FOUR | {"Rocío Zabaleta": "excused"})
    yield _said_by_form(sunday, "Team 5", "Harriet", "Anaïs Guillemot, Maëlle Marchand, Wiebke Paulsen", count="4")
    yield _said_by_mail(sunday, "Team 6", 1, "Kirra", "all came!")
    yield _event(
        sunday,
        "Lakshmi's mail program answers that she is away",
        lambda hands: hands.replies(
            f"{ROUND}/meeting-report/team-7/1",
            MENTORS["Team 7"],
            "I am out of office. All came back to normal on Monday.",
            {"Auto-Submitted": "auto-replied"},
        ),
    )
    yield _said_by_form(sunday, "Team 8", "Lennart", "Clémence Aubertin, Marguerite Deslauriers, Niamh O’Shaughnessy")
    for number, name in ((9, "Letícia"), (10, "Loïc"), (11, "Rosalind"), (12, "Thandeka")):
        yield _said_by_mail(sunday, f"Team {number}", 1, name, "All came")


def _second_meetings() -> Iterator[Event]:
    sunday = MEETINGS[1] + timedelta(days=6)
    yield _event(
        date(2027, 2, 3),
        "Faith Njoroge moves to Toronto: the coordinator types her new zone into Roster",
        lambda hands: hands.types("Roster", {"Email": "f.njoroge@example.net"}, "Time zone", "America/Toronto"),
    )
    yield _said_by_form(sunday, "Team 1", "Brianna", "Caio Sant'Anna\nInes Carvalho")
    yield _said_by_mail(sunday, "Team 2", 2, "Devansh", "All but Suhartini")
    yield _said_by_mail(sunday, "Team 3", 2, "Geneviève", "All but Terrence")
    yield _said_in_the_tab(sunday, "Meeting 2", FOUR)
    yield _said_by_mail(sunday, "Team 6", 2, "Kirra", "All came")
    yield _event(
        sunday,
        "Team 5 is asked how it goes, and Anaïs answers",
        lambda hands: hands.replies(
            f"{ROUND}/monthly-follow-up/team-5/2027-02", "anais.guillemot@example.org", "Could you find us a room?"
        ),
    )


def _third_meetings() -> Iterator[Event]:
    sunday = MEETINGS[2] + timedelta(days=6)
    yield _event(
        date(2027, 3, 2),
        "Kirra Nguyen has to stop: the coordinator ticks Withdrawn",
        _withdraws("Kirra Nguyen", "mentor", "personal circumstances"),
    )
    yield _event(date(2027, 3, 14), "Clocks change in America; in Europe they do on the 28th")
    yield _said_by_form(sunday, "Team 1", "Brianna", "Caio Sant'Anna\nInes Carvalho")
    yield _said_by_mail(sunday, "Team 2", 3, "Devansh", "All came")
    yield _said_in_the_tab(sunday, "Meeting 3", FOUR)
    yield _event(
        sunday,
        "Team 12 met two days later than planned: the coordinator types the day",
        lambda hands: hands.types("Attendance", {"Person": "Temitope Eze"}, "Meeting 3", "2027-03-19"),
    )


def _the_end() -> Iterator[Event]:
    sunday = MEETINGS[3] + timedelta(days=6)
    yield _said_by_form(sunday, "Team 1", "Brianna", "Caio Sant'Anna\nInes Carvalho")
    yield _said_in_the_tab(sunday, "Meeting 4", FOUR)
    yield _event(
        date(2027, 4, 20),
        "Three people answer the closing survey",
        lambda hands: hands.adds(
            FEEDBACK,
            ("Timestamp", "Email Address", "Anything else?"),
            ("2027-04-20", "caio.santanna@example.org", "Thanks, all good"),
            ("2027-04-20", "brianna.freeman.holt@example.com", "More time"),
            ("2027-04-20", "rocio.zabaleta@example.net", ""),
        ),
    )
    yield _event(
        date(2027, 4, 27),
        "Terrence Ballard puts it off to the next round",
        _withdraws("Terrence Ballard", "mentee", "deferred to the next round"),
    )
    yield Event(at=_on(date(2027, 5, 12)), words="The round is over: the operator closes it", closes=True)
    yield _event(date(2027, 5, 18), "The next round is configured", configures=NEXT)
    yield _event(
        date(2027, 5, 25),
        "Caio Sant'Anna applies again, as a mentor this time; Ines Carvalho wants to go on",
        _apply_again,
    )


FOUR = {
    "Gurpreet Fraser": "present",
    "Adaeze Nwankwo": "present",
    "Anneke Brüggemann": "present",
    "Maëlle Chevreuil": "missed",
    "Rocío Zabaleta": "present",
}


def _apply_again(hands: Hands) -> None:
    mentor = LATE_COMER | {
        "Your name": "Caio Sant'Anna",
        "How many workshops have you taught?": "3",
        "How many mentees could you take on at most?": "3",
    }
    hands.answers("Mentor applications", mentor, email="caio.santanna@example.org")
    hands.answers("Mentee applications", LATE_COMER, email="ines.carvalho@example.org")


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


def _said_by_form(day: date, team: str, name: str, came: str, *, count: str = "") -> Event:
    def act(hands: Hands) -> None:
        hands.adds(REPORTS, ("Timestamp", "Email Address", "Team", "Who came?", "How many were there?"), once=True)
        stamp = hands.now.strftime("%m/%d/%Y %H:%M:%S")
        hands.adds(REPORTS, (stamp, MENTORS[team], team, came, count))

    return _event(day, f"{name} says on the form who came to {team}", act)


def _said_by_mail(day: date, team: str, number: int, name: str, words: str) -> Event:
    key = f"{ROUND}/meeting-report/{team.lower().replace(' ', '-')}/{number}"
    return _event(day, f"{name} answers the mail: “{words}”", lambda hands: hands.replies(key, MENTORS[team], words))


def _said_in_the_tab(day: date, meeting: str, marks: Mapping[str, str]) -> Event:
    def act(hands: Hands) -> None:
        for person, mark in marks.items():
            hands.types("Attendance", {"Person": person}, meeting, mark)

    return _event(day, f"The coordinator marks {meeting} of Team 4", act)


def _event(day: date, words: str, act: Callable[[Hands], object] | None = None, **given: Mapping[str, object]) -> Event:
    return Event(at=_on(day), words=words, act=_quietly(act) if act else None, configures=given.get("configures", {}))


def _quietly(act: Callable[[Hands], object]) -> Act:
    def acted(hands: Hands) -> str:
        act(hands)
        return ""

    return acted


def _on(day: date) -> datetime:
    return datetime.combine(day, time(9, tzinfo=UTC))
