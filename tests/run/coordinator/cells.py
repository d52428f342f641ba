"""Hands on cells: what the coordinator types, ticks and chooses, and cells cut from one person's row to another's."""

from __future__ import annotations

import re

from mentoring_sync.sandbox.sheets.grid import Sheet
from mentoring_sync.spreadsheet.grid import Scalar
from tests.run.coordinator.book import TABS, header
from tests.run.coordinator.desk import Desk, written

WORDS = ("=1+1", "+49 30", "ask again", "שלום", "two\nlines", "@home", "x" * 300)
OVER_OURS = {"Roster": ("Reason", "Status", "Time zone"), "Teams": ("Why", "Score"), "Attendance": ("Rate",)}
NOTES = {"Roster": "Notes", "Teams": "Notes"}
ANSWERS = re.compile(
    r"^(Keep the last answers|Keep the old answers|Keep them all|Withdrawn"
    r"|A mistake.*|They went.*|Send them again|The old round is over.*|The same round.*"
    r"|Carry on in this copy|Carry on with .*|Tue \d\d:00 \S+)$"
)
"""The answers of which the account knows what follows; a question with others is left alone."""
SETTLES = {
    "restored": re.compile(r"They went|Send them again"),
    "round": re.compile(r"The (old|same) round"),
    "copy": re.compile(r"Carry on in this copy"),
    "account": re.compile(r"Carry on with "),
}
"""By what is asked first, the answers after which mail may go again."""


def some_words(desk: Desk) -> str:
    """Words that nobody typed before."""
    desk.count += 1
    return f"{desk.dice.choice(WORDS)} {desk.count}"


def types_a_note(desk: Desk) -> str:
    tab = desk.dice.choice(sorted(NOTES))
    who, words = desk.somebody(tab), some_words(desk)
    return f"{tab}: notes of {who}: {words[:20]!r}" if desk.types(tab, who, NOTES[tab], words) else ""


def types_over_ours(desk: Desk) -> str:
    tab = desk.a_tab()
    if not tab:
        return ""
    who, column, words = desk.somebody(tab), desk.dice.choice(OVER_OURS[tab]), some_words(desk)
    return f"{tab}: {column} of {who} typed over" if desk.types(tab, who, column, words) else ""


def puts_back(desk: Desk) -> str:
    """A cell is given again what stood there before it was typed over."""
    while desk.earlier:
        (tab, who, column), before = desk.earlier.pop(desk.dice.randrange(len(desk.earlier)))
        if isinstance(desk.book.words.get((tab, who, column)), str) and desk.types(tab, who, column, before):
            del desk.book.words[tab, who, column]
            return f"{tab}: {column} of {who} put back"
    return ""


def withdraws(desk: Desk) -> str:
    """Somebody doesn't take part any more; of the mentors only one at a time."""
    shown = desk.book.shown(desk.document, "Roster")
    out = desk.book.withdrawn()
    may = [
        who for who in sorted(shown) if who not in out and not (desk.is_mentor(who) and any(map(desk.is_mentor, out)))
    ]
    return _ticked(desk, "Roster", desk.dice.choice(may), "Withdrawn") if may else ""


def _ticked(desk: Desk, tab: str, who: str, column: str) -> str:
    """A box of somebody's ticked, if it can be."""
    if not desk.ticks(tab, who, column):
        return ""
    desk.stir()
    return f"{tab}: {column} of {who} ticked"


def takes_back_in(desk: Desk) -> str:
    out = sorted(desk.book.withdrawn())
    who = desk.dice.choice(out) if out else ""
    if not who or not desk.unticks("Roster", who, "Withdrawn"):
        return ""
    desk.stir()
    return f"Roster: Withdrawn of {who} emptied"


def waives(desk: Desk) -> str:
    return _ticked(desk, "Roster", desk.somebody("Roster"), "Waive")


def pins(desk: Desk) -> str:
    return _ticked(desk, "Teams", desk.somebody("Teams"), "Pin")


def keeps_apart(desk: Desk) -> str:
    return _ticked(desk, "Teams", desk.somebody("Teams"), "Keep apart")


def sends(desk: Desk) -> str:
    """The coordinator has looked at the drafts and ticks *Send* in *Control*; never while a run makes others."""
    return "" if desk.in_a_run else sends_while_a_run_goes_on(desk)


def sends_while_a_run_goes_on(desk: Desk) -> str:
    if not desk.ticks_control("Send"):
        return ""
    desk.post.ticked(desk.programme.db, desk.programme.account, desk.listed())
    return "Control: Send ticked"


def sends_one_of_the_mails(desk: Desk) -> str:
    """*Send* is ticked in a row of *Mail*, for that draft alone."""
    rows, sheet = desk.listed(), desk.tab("Mail")
    at = desk.book.column(desk.document, "Mail", "Send")
    if not sheet or at is None or not rows:
        return ""
    key = desk.dice.choice(sorted(rows))
    desk.change(written(sheet.id, rows[key], at, True))
    desk.post.ticked(desk.programme.db, desk.programme.account, [key])
    return f"Mail: Send ticked for {key}"


def pairs_again(desk: Desk) -> str:
    if not desk.ticks_control("Re-pair"):
        return ""
    desk.stir()
    return "Control: Re-pair ticked"


def answers_a_question(desk: Desk) -> str:
    """Choose in *Review* what a question offers."""
    sheet = desk.tab("Review")
    at = desk.book.column(desk.document, "Review", "Answer")
    asked = [row for row in range(1, sheet.row_count) if _choices(sheet, row, at)] if sheet and at is not None else []
    if not sheet or at is None or not asked:
        return ""
    row = desk.dice.choice(asked)
    choice = desk.dice.choice(_choices(sheet, row, at))
    desk.change(written(sheet.id, row, at, choice))
    what = desk.review_says(row)
    _understood(desk, what, choice)
    return f"Review: {choice!r} to {what[:70]!r}"


def _understood(desk: Desk, what: str, choice: str) -> None:
    desk.stir()
    if choice == "Withdrawn" and (found := re.search(r"\S+@[\w.]+\w", what)):
        who = found[0].strip("()")
        desk.book.said.add((who, "Withdrawn"))
        desk.book.left |= {who} if what.startswith("Roster ") else set()
    desk.doubts -= {doubt for doubt, answers in SETTLES.items() if answers.search(choice)}
    if choice == "Send them again":
        desk.post.goes_again()
    if SETTLES["copy"].search(choice):
        desk.book.spreadsheet = desk.programme.spreadsheet
    if SETTLES["account"].search(choice):
        _carries_on(desk)
    if SETTLES["round"].search(choice):
        desk.book.round = desk.round
    if choice.startswith("The old round is over"):
        desk.post.begins_a_round()
        desk.book.hours.clear()
        desk.book.moves.clear()
        desk.book.merges.clear()


def _carries_on(desk: Desk) -> None:
    """Another account goes on. What the other one sent that *Mail* has forgotten nobody can know: that was said."""
    desk.book.account, desk.carries_on = desk.programme.account, True
    if "restored" in desk.doubts:
        desk.doubts.discard("restored")
        desk.post.goes_again()


def _choices(sheet: Sheet, row: int, at: int) -> list[str]:
    """What a question offers, as far as nothing is chosen and the account knows what follows."""
    found = sheet.rows[row]
    rule = found.extras.get(at, {}).get("dataValidation", {}) if found else {}
    offered = [str(each["userEnteredValue"]) for each in rule.get("condition", {}).get("values", ())]
    return (
        [] if sheet.value(row, at) or sheet.value(row, 1) is None else [each for each in offered if ANSWERS.match(each)]
    )


def cuts_a_note(desk: Desk) -> str:
    """A note is cut from one person's cell and pasted into another's."""
    return _cut(desk, *_two(desk, "Notes"))


def cuts_a_tick(desk: Desk) -> str:
    """The tick *Withdrawn* stood in the wrong row: its cell is cut and pasted where it belongs."""
    out = sorted(desk.book.withdrawn())
    others = sorted(desk.book.shown(desk.document, "Roster").keys() - set(out))
    if not out or not others:
        return ""
    return _cut(desk, "Roster", "Withdrawn", desk.dice.choice(out), desk.dice.choice(others))


def _two(desk: Desk, column: str) -> tuple[str, str, str, str]:
    noted = sorted(place for place in desk.book.words if place[2] == column and "@" in place[1])
    if not noted:
        return "", "", "", ""
    tab, source, _ = desk.dice.choice(noted)
    others = sorted(desk.book.shown(desk.document, tab).keys() - {source})
    return tab, column, source, desk.dice.choice(others) if others else ""


def _cut(desk: Desk, tab: str, column: str, source: str, target: str) -> str:
    if not target:
        return ""
    came, goes, sheet = desk.place(tab, source, column), desk.place(tab, target, column), desk.tab(tab)
    if came is None or goes is None or sheet is None or len(desk.book.rows(desk.document, tab, source)) > 1:
        return ""
    value: Scalar = desk.book.words.pop((tab, source, column), None)
    cut = {
        "startRowIndex": came[0],
        "endRowIndex": came[0] + 1,
        "startColumnIndex": came[1],
        "endColumnIndex": came[1] + 1,
    }
    to = {"sheetId": sheet.id, "rowIndex": goes[0], "columnIndex": goes[1]}
    desk.change({"cutPaste": {"source": {"sheetId": sheet.id, **cut}, "destination": to, "pasteType": "PASTE_NORMAL"}})
    if value is not None:
        desk.book.words[tab, target, column] = value
    if (source, column) in desk.book.said:
        desk.book.said = desk.book.said - {(source, column)} | {(target, column)}
        desk.stir()
    return f"{tab}: {column} cut from {source} to {target}"


def types_a_meeting_again(desk: Desk) -> str:
    """The header of a meeting in *Attendance* is typed again, otherwise."""
    sheet = desk.tab("Attendance")
    meetings = [at for at, title in enumerate(header(sheet)) if re.fullmatch(r"Meeting \d", title)] if sheet else []
    if not sheet or not meetings:
        return ""
    at = desk.dice.choice(meetings)
    desk.change(written(TABS["Attendance"], 0, at, str(sheet.value(0, at)).replace("Meeting ", "meeting no. ")))
    return f"Attendance: header {sheet.value(0, at)} typed again"


def marks_a_meeting(desk: Desk) -> str:
    """Somebody was there, or missed a meeting."""
    who = desk.somebody("Attendance")
    meetings = sorted(column for tab, column in desk.book.columns if tab == "Attendance" and column[:8] == "Meeting ")
    meeting, mark = desk.dice.choice(meetings) if meetings else "", desk.dice.choice(["present", "missed", "excused"])
    if not meeting or not desk.types("Attendance", who, meeting, mark):
        return ""
    desk.book.marked[who, meeting] = _team(desk, who)
    return f"Attendance: {who} {mark} at {meeting}"


def _team(desk: Desk, who: str) -> str:
    return ", ".join(map(str, desk.book.cells(desk.document, "Attendance", who, "Team")))
