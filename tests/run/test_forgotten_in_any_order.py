"""Whatever happens in which order, nobody who is forgotten is named anywhere or mailed."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.errors import MentoringSyncError
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from tests.extent import extent
from tests.run.held import named_in
from tests.run.in_memory import Programme, address, programme_of_two_teams

MENTEES, MENTORS = ("Bo Lund", "Cy Roth", "Di Moll"), ("Ada Brandt", "Al Gore")
PEOPLE = (*MENTEES, *MENTORS)
STEPS = ("run", "approve", "forget", "forget and die", "answer again", "note", "withdraw", "move", "undo", "wait")
step = st.tuples(st.sampled_from(STEPS), st.sampled_from(PEOPLE), st.sampled_from(MENTORS))


class KilledError(Exception):
    """The process is killed."""


def role(name: str) -> Role:
    return Role.MENTOR if name in MENTORS else Role.MENTEE


def typed(programme: Programme, tab: str, key: str, title: str, value: str | bool) -> None:
    if any(each.title == tab for each in programme.live.tabs.values()) and key in programme.cells(tab):
        programme.live.tab(tab).type(key, title, value)


def takes(programme: Programme, what: str, name: str, other: str) -> None:
    """One step; those that can't be taken now aren't."""
    key, email = f"{role(name)}:{address(name)}", address(name)
    match what:
        case "run":
            programme.run()
        case "approve":
            programme.approve()
            programme.run()
        case "forget":
            programme.forget(email)
        case "forget and die":
            programme.sheets.write, write = _dying, programme.sheets.write  # type: ignore[method-assign,assignment]
            with suppress(KilledError):
                programme.forget(email)
            programme.sheets.write = write  # type: ignore[method-assign]
            programme.forget(email)
        case "answer again":
            days = (programme.now - datetime(1899, 12, 30, tzinfo=UTC)) / timedelta(days=1)
            programme.answers(role(name), name, email, timestamp=days)
        case "note":
            typed(programme, "Roster", f"{role(other)}:{address(other)}", "Notes", f"asked after {other}")
        case "withdraw":
            typed(programme, "Roster", key, "Withdrawn", value=True)
        case "move":
            typed(programme, "Teams", email, "Move to", other)
        case "undo":
            programme.undo()
        case _:
            programme.now += timedelta(days=9)


def _dying(*_: object, **__: object) -> None:
    raise KilledError


@given(steps=st.lists(step, min_size=3, max_size=9))
@settings(max_examples=extent(share=6, whole=150))
def test_nobody_who_is_forgotten_is_named_or_mailed(steps: list[tuple[str, str, str]]) -> None:
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    forgotten: dict[str, int] = {}
    for what, name, other in (*steps, ("run", PEOPLE[0], MENTORS[0])):
        if what in ("note", "move") and other in forgotten:
            continue  # the coordinator typed it after all
        try:
            takes(programme, what, name, other)
        except MentoringSyncError:
            continue
        if what.startswith("forget"):
            forgotten[name] = len(programme.mailbox.sent)
        for each, sent in forgotten.items():
            assert named_in(programme, each, address(each), address(each).replace("@", "-").replace(".", "-")) == []
            later = list(programme.mailbox.sent.values())[sent:]
            assert not [mail for mail in later if address(each) in mail.to]
