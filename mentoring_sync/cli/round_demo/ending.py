"""How the round goes on between its meetings and to its end: milestones, surveys, exceptions, what may be printed.

Answers and people are those of the fixtures; who comes to a showcase and who answers is chosen so that each kind of
ending is there: completed, completed by exception, missed by one thing, never begun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from mentoring_sync.cli.round_demo.event import Event, event
from mentoring_sync.cli.round_demo.hands import Hands
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE, AttendanceColumn
from mentoring_sync.workbook.tabs.quotations import QUOTATIONS, QuotationsColumn

HALF_WAY, FEEDBACK = "Half-way survey", "Feedback"
DONE = "done"
NOT_ONBOARDED = {"Lakshmi"}
NOT_CHECKED_IN = {"Lakshmi", "Thandeka Mokoena"}
NOT_SHOWN = {"Temitope Eze", "Suhartini", "Lakshmi", "Wiebke Paulsen", "Baraka Kiprono"}
"""Who didn't come to the mentors' onboarding and check-in, and to a showcase."""

EXCUSED_FOR_GOOD = ("Temitope Eze", "ill on the day of the showcase, sent us the slides")
HALF_WAY_QUESTIONS = ("Timestamp", "Email Address", "The pace suits me", "What would help?")
HALF_WAY_ANSWERS = {
    "caio.santanna@example.org": ("5 - Strongly agree", ""),
    "rocio.zabaleta@example.net": ("4", "More examples"),
    "anais.guillemot@example.org": ("3", "A room, as I wrote"),
    "faith.njoroge@example.org": ("4", ""),
    "brianna.freeman.holt@example.org": ("5 - Strongly agree", "Nothing, we are fine"),
    "loic.kervella@example.org": ("4", ""),
    "1.rehearsal@example.org": ("1 - Strongly disagree", "test"),
}
CLOSING_QUESTIONS = (
    "Timestamp",
    "Email Address",
    "I would do this again",
    "What helped you? (tick all that apply)",
    "Would you tell a friend to join? (0-10)",
    "What should we do otherwise?",
)
MEETINGS, CHAT, NOTES = "Live meetings", "Mail, or the chat between meetings", "Shared notes"
CLOSING_ANSWERS: Mapping[str, tuple[str, str, str, str]] = {
    "caio.santanna@example.org": ("5 - Strongly agree", f"{MEETINGS}, {NOTES}", "10", "More time"),
    "brianna.freeman.holt@example.org": ("4", MEETINGS, "9", "Begin a month earlier, before the teaching term"),
    "rocio.zabaleta@example.net": ("4", f"{MEETINGS}, {CHAT}", "8", ""),
    "devansh.chandrasekaran@example.com": ("5 - Strongly agree", f"{MEETINGS}, {CHAT}", "9", "Smaller teams"),
    "genevieve.lachance@example.org": ("3", NOTES, "6", "Terrence Ballard hardly came, and I wish I had asked why"),
    "kirra.nguyen@example.org": ("5 - Strongly agree", MEETINGS, "10", ""),
    "lennart.dreyer@example.net": ("4", f"{MEETINGS}, {NOTES}", "8", "A page with ideas for a first meeting"),
    "leticia.barbosa@example.net": ("Prefer not to say", MEETINGS, "", ""),
    "loic.kervella@example.org": ("4", CHAT, "7", ""),
    "rosalind.thackeray@example.net": ("5 - Strongly agree", f"{MEETINGS}, {CHAT}, {NOTES}", "10", "Nothing!"),
    "faith.njoroge@example.org": ("5 - Strongly agree", f"{MEETINGS}, {NOTES}", "9", "Hours that suit who moves"),
    "emily.castellanos@example.org": ("4", MEETINGS, "8", ""),
    "layla.hassan@example.org": ("4", f"{MEETINGS}, {NOTES}", "9", "More time"),
    "clemence.aubertin@example.net": ("3", CHAT, "7", ""),
    "hui.min.goh@example.net": ("4", MEETINGS, "8", "Let us see the hours of all before we choose ours"),
    "ines.carvalho@example.org": ("5 - Strongly agree", f"{MEETINGS}, {CHAT}", "10", "More time"),
}


def ending() -> Iterator[Event]:
    """Milestones, surveys and exceptions, each on its day."""
    yield event(
        date(2026, 12, 4),
        "The mentors' onboarding was yesterday: the coordinator marks who came",
        _marks("Onboarding", "mentor", NOT_ONBOARDED),
    )
    yield event(
        date(2027, 3, 12),
        "The mentors' check-in was yesterday: the coordinator marks who came",
        _marks("Check-in", "mentor", NOT_CHECKED_IN),
    )
    yield event(date(2027, 3, 15), "Six people answer the half-way survey, and somebody tries it", _answers_half_way)
    yield event(date(2027, 4, 20), f"{len(CLOSING_ANSWERS)} people answer the closing survey", _answers_closing)
    yield event(
        date(2027, 4, 29),
        "The showcases were yesterday: the coordinator marks who showed something",
        _marks("Showcase", "", NOT_SHOWN),
    )
    yield event(
        date(2027, 4, 30),
        f"{EXCUSED_FOR_GOOD[0]} was ill that day: the coordinator writes why it counts all the same",
        lambda hands: hands.types(
            ATTENDANCE.title, {"Person": EXCUSED_FOR_GOOD[0]}, AttendanceColumn.COMPLETED_ANYWAY, EXCUSED_FOR_GOOD[1]
        ),
    )
    yield event(date(2027, 5, 7), "The coordinator ticks what people said that may be printed", _may_be_printed)


def _marks(step: str, role: str, but: Iterable[str]) -> Callable[[Hands], object]:
    left_out = frozenset(but)

    def act(hands: Hands) -> None:
        hands.fills(
            ATTENDANCE.title,
            step,
            lambda row: DONE if row["Team"] and role in ("", row["Role"]) and row["Person"] not in left_out else None,
        )

    return act


def _answers_half_way(hands: Hands) -> None:
    rows = [(f"{hands.now:%m/%d/%Y %H:%M:%S}", who, *said) for who, said in HALF_WAY_ANSWERS.items()]
    hands.adds(HALF_WAY, HALF_WAY_QUESTIONS, *rows)


def _answers_closing(hands: Hands) -> None:
    rows = [(f"{hands.now:%m/%d/%Y %H:%M:%S}", who, *said) for who, said in CLOSING_ANSWERS.items()]
    hands.adds(FEEDBACK, CLOSING_QUESTIONS, *rows)


def _may_be_printed(hands: Hands) -> None:
    """All but those in which somebody is named."""
    hands.fills(
        QUOTATIONS.title,
        QuotationsColumn.PRINT,
        lambda row: None if row[QuotationsColumn.NAMED] or row[QuotationsColumn.TEXT] == "test" else True,
    )
