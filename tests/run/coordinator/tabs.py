"""Hands on the whole spreadsheet: tabs renamed or deleted, a run undone, an earlier version put back, a round."""

from __future__ import annotations

from datetime import timedelta

from mentoring_sync.errors import MentoringSyncError
from mentoring_sync.sandbox.oauth.grants import DEFAULT_USER
from tests.run.coordinator.book import HOME, TABS
from tests.run.coordinator.desk import Desk
from tests.run.coordinator.ledger import teams_shown


def renames_a_tab(desk: Desk) -> str:
    sheet = desk.tab(tab) if (tab := desk.a_tab()) else None
    if sheet is None:
        return ""
    desk.count += 1
    properties = {"sheetId": sheet.id, "title": f"{tab} {desk.count}"}
    desk.change({"updateSheetProperties": {"properties": properties, "fields": "title"}})
    return f"{tab} renamed"


def deletes_a_tab(desk: Desk) -> str:
    """A tab is deleted with all that stood in it; what was said there of people stays said."""
    return _deleted(desk, desk.dice.choice(["Roster", "Teams", "Attendance", "Review", "Runs"]))


def deletes_mail(desk: Desk) -> str:
    """*Mail* is deleted."""
    return _deleted(desk, "Mail")


def deletes_mail_and_memory(desk: Desk) -> str:
    """*Mail* is deleted, and the hidden `_sync` with it: nothing remembers words that don't stand in their rows any
    more, and of which round the teams are only Gmail tells."""
    sheet = next((each for each in desk.document.sheets if each.title == "_sync"), None)
    if sheet is None or not desk.tab("Mail") or desk.programme.account != DEFAULT_USER or "account" in desk.doubts:
        return ""  # another mailbox knows nothing of what went, and nothing would know that it's another
    desk.change({"deleteSheet": {"sheetId": sheet.id}})
    desk.book.understood = set()
    for tab in dict.fromkeys(HOME.values()):
        desk.took_away(tab)
    did = f"_sync and {_deleted(desk, 'Mail')}"
    tells_the_round(desk)
    desk.tells_where_it_is()
    return did


def _deleted(desk: Desk, tab: str) -> str:
    if not desk.tab(tab):
        return ""
    desk.change({"deleteSheet": {"sheetId": TABS[tab]}})
    desk.took_away(tab)
    desk.book.forget_columns(tab)
    return f"{tab} deleted"


def undoes(desk: Desk) -> str:
    """The last run is taken back."""
    try:
        back = desk.programme.undo()
    except MentoringSyncError as error:
        return f"undo: {error.message[:60]}"
    desk.book.hours.clear()
    return f"undo of {back.run}"


def restores_a_version(desk: Desk) -> str:
    """The spreadsheet is put back to how it stood once; the account with it. Mail that went since can't be unsent."""
    if not desk.versions:
        return ""
    version = desk.dice.choice([desk.versions[0], desk.dice.choice(desk.versions)])
    desk.programme.put_back(version.document)
    desk.book = version.book.copied()
    desk.earlier.clear()
    desk.stir()
    unknown = desk.post.of_the_round() - version.mails
    desk.doubts = set(version.doubts) | ({"restored"} if unknown else set())
    desk.tells_where_it_is()
    _ask_of_the_round(desk)
    return f"a version restored, of whose mails {len(unknown)} have gone since"


def changes_the_round(desk: Desk) -> str:
    """`[round]` in the configuration is another: a new name and later dates."""
    desk.count += 1
    there = desk.programme.configuration
    close = (desk.now + timedelta(days=20)).date()
    start = there.program.round.start + timedelta(weeks=26)
    dates = {"name": f"2028-{desk.count}", "applications_close": close, "start": start}
    round_ = there.program.round.model_copy(update=dates)
    program = there.program.model_copy(update={"round": round_})
    desk.programme.configuration = there.model_copy(update={"program": program})
    tells_the_round(desk)
    return f"the round is called {round_.name} now"


def tells_the_round(desk: Desk) -> None:
    """Of which round the spreadsheet is, where it has lost all that says so: of that of the last mail in Gmail, if
    teams stand; else of the configured one."""
    if not any(each.title == "_sync" for each in desk.document.sheets):
        last = desk.post.last_round(desk.programme.db, desk.programme.account)
        desk.book.round = (last if teams_shown(desk) else "") or desk.round
    _ask_of_the_round(desk)


def _ask_of_the_round(desk: Desk) -> None:
    """Another round than that of the workbook is asked about as long as teams of that one stand."""
    desk.doubts.discard("round")
    if desk.round != desk.book.round and (teams_shown(desk) or desk.post.told):
        desk.doubts.add("round")
