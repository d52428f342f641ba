"""Hands on where the programme is: another account that mail goes from, a copy of the spreadsheet."""

from __future__ import annotations

from mentoring_sync.sandbox.oauth.grants import DEFAULT_USER
from tests.run.coordinator.desk import Desk

OTHER = "deputy@example.org"


def mails_from_another_account(desk: Desk) -> str:
    """The operator signs in as somebody else, or as the first one again; not while a run goes on, nor between an answer
    about it and the run that hears that."""
    if desk.in_a_run or desk.carries_on:
        return ""
    desk.programme.signs_in(DEFAULT_USER if desk.programme.account == OTHER else OTHER)
    desk.tells_where_it_is()
    return f"mail goes from {desk.programme.account} now"


def goes_on_in_a_copy(desk: Desk) -> str:
    """The spreadsheet is copied, and the copy is configured; not while a run goes on."""
    if desk.in_a_run:
        return ""
    keeps = desk.dice.random() < 0.5
    desk.programme.goes_on_in_a_copy(keeps_metadata=keeps)
    desk.tells_where_it_is()
    return f"a copy{'' if keeps else ' without metadata'} is the workbook now"
