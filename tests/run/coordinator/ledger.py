"""What must be true after a settled run: by person, by column, by what *Review* asks.

Faults are of these kinds: `lost` (what was typed or said by hand isn't there, and nobody is told), `misplaced` (it
stands or counts for somebody else, or people changed teams though nobody said anything), `without reason` and `twice`
(mails), `not quiet`, and `broke` (a run ended in a traceback).
"""

from __future__ import annotations

from collections.abc import Iterator

from mentoring_sync.spreadsheet.grid import Scalar
from tests.run.coordinator.book import SHOWS, TICKS, Hour, header, plain
from tests.run.coordinator.desk import Desk
from tests.run.coordinator.post import Shown

KINDS = ("lost", "misplaced", "without reason", "twice", "not quiet", "broke")
Fault = tuple[str, str]


def faults(desk: Desk, before: dict[str, Shown]) -> Iterator[Fault]:
    """All that is wrong after a settled run; `before` are the teams as they stood after the settled run before it."""
    yield from _words(desk)
    yield from _notes(desk)
    yield from _ticks(desk)
    yield from _second_columns(desk)
    yield from _second_rows(desk)
    yield from _statuses(desk)
    yield from _hours(desk)
    yield from _moves(desk)
    yield from _merges(desk)
    yield from _teams(desk, before)


def _words(desk: Desk) -> Iterator[Fault]:
    document, book = desk.document, desk.book
    for (tab, who, column), value in book.words.items():
        if value in book.cells(document, tab, who, column) or _is_of_another_team(desk, tab, who, column):
            continue
        elsewhere = _who_shows(desk, tab, column, value) if isinstance(value, str) else ""
        where = f"{tab}, {who}, {column}: {str(value)[:20]!r}"
        yield ("misplaced", f"{where} stands with {elsewhere}") if elsewhere else ("lost", where)


def _is_of_another_team(desk: Desk, tab: str, who: str, column: str) -> bool:
    """Whether a word is a mark at a meeting of a team in which somebody isn't any more: *Attendance* shows the meetings
    of the new one, and `_sync` remembers the others."""
    marked = desk.book.marked.get((who, column)) if tab == "Attendance" else None
    return marked is not None and marked not in map(str, desk.book.cells(desk.document, tab, who, "Team"))


def _who_shows(desk: Desk, tab: str, column: str, value: Scalar) -> str:
    shown = desk.book.shown(desk.document, tab)
    return next((who for who in shown if value in desk.book.cells(desk.document, tab, who, column)), "")


def _notes(desk: Desk) -> Iterator[Fault]:
    for note, tab in desk.book.notes.items():
        if not desk.book.rows(desk.document, tab, note):
            yield "lost", f"{tab}: own row {note!r}"


def _ticks(desk: Desk) -> Iterator[Fault]:
    """A tick that stands with somebody for whom nobody ticked."""
    document, book = desk.document, desk.book
    for tab, column in [(tab, column) for tab, column in book.columns if tab in SHOWS and column in TICKS]:
        for who in book.shown(document, tab):
            known = (tab, who, column) in book.words or (who, column) in book.said | book.perhaps
            if not known and True in book.cells(document, tab, who, column):
                yield "misplaced", f"{tab}: {column} of {who} is ticked, and nobody ticked it"


def _second_columns(desk: Desk) -> Iterator[Fault]:
    for tab in SHOWS:
        sheet = desk.tab(tab)
        for at, title in enumerate(header(sheet)) if sheet else ():
            own = desk.book.columns.get((tab, title))
            standing = desk.book.column(desk.document, tab, title)
            if (
                sheet
                and standing is not None
                and sheet.columns[at].id != own
                and str(plain(sheet, 0, standing)) != title
            ):
                yield "misplaced", f"{tab}: a second column {title} beside the one that was renamed"


def _second_rows(desk: Desk) -> Iterator[Fault]:
    for tab in SHOWS:
        for who, rows in desk.book.shown(desk.document, tab).items():
            if len(rows) > 1 and (tab, who) not in desk.book.copies:
                yield "misplaced", f"{tab}: {who} stands in {len(rows)} rows, and nobody copied one"


def _statuses(desk: Desk) -> Iterator[Fault]:
    document, book, out = desk.document, desk.book, desk.book.withdrawn()
    asked = asked_about(desk) | _asked_of_cells(desk, "Roster", "Status")
    if _waits_for_the_round(desk):
        return
    for who in desk.people:
        statuses = set(book.cells(document, "Roster", who, "Status"))
        if ("Roster", who, "Status") in book.words or who in asked or _is_told_of(desk, who, "Status"):
            continue
        if (who, "Withdrawn") in book.perhaps:
            continue
        if who in book.deferred and "Deferred" in statuses:
            statuses = statuses - {"Deferred"} | {"Withdrawn"}
        if who in out and "Withdrawn" not in statuses and (statuses or who not in book.left):
            yield "lost", f"Withdrawn of {who} isn't heard: {', '.join(map(str, statuses)) or 'no row'}"
        if who not in out and statuses == {"Withdrawn"}:
            yield "misplaced", f"{who} is Withdrawn, and nobody said so"


def _hours(desk: Desk) -> Iterator[Fault]:
    """An hour that was typed counts for its team, or stands where it was typed, or *Review* speaks of it; a later one
    takes its place."""
    said = "\n".join(desk.review())
    last = {mentor: max((each.said for each in _hours_of(desk, mentor)), default=0) for mentor in desk.mentors}
    for who, hour in () if _waits_for_the_round(desk) else desk.book.hours.items():
        shown = [str(cell) for cell in desk.book.cells(desk.document, "Teams", who, "Meets")]
        leads = frozenset(map(str, desk.book.cells(desk.document, "Teams", who, "Mentor email")))
        if len(shown) != 1 or leads != hour.mentors or any(last.get(each, 0) > hour.said for each in leads):
            continue
        counts = bool(hour.slot) and shown[0].startswith(hour.slot)
        if not counts and not any(words and words in said for words in (hour.words, hour.slot)):
            yield "lost", f"Teams: {hour.words!r}, typed over the hour of {who}, where {shown[0]!r} stands"


def _hours_of(desk: Desk, mentor: str) -> list[Hour]:
    return [hour for hour in desk.book.hours.values() if mentor in hour.mentors]


def _moves(desk: Desk) -> Iterator[Fault]:
    """Whoever is to move to a mentor is in that team, or *Review* says why not."""
    said, out, leads = "\n".join(desk.review()), desk.book.withdrawn(), _led(teams_shown(desk, once=True))
    if _waits_for_the_round(desk):
        return
    for who, mentor in desk.book.moves.items():
        excused = {who, mentor} & (out | asked_about(desk)) or "Move to" in said
        if not excused and who in leads and leads[who] != [mentor]:
            yield "lost", f"Move to of {who} isn't heard: with {', '.join(leads[who])}, not {mentor}"


def _merges(desk: Desk) -> Iterator[Fault]:
    """Whoever's team is to go to a mentor is with them, or was told where else to go, or *Review* says why not."""
    said, out, leads = "\n".join(desk.review()), desk.book.withdrawn(), _led(teams_shown(desk, once=True))
    if _waits_for_the_round(desk):
        return
    for who, mentor in desk.book.merges.items():
        excused = {who, mentor} & (out | asked_about(desk)) or who in desk.book.moves or "merge" in said.casefold()
        if not excused and who in leads and leads[who] != [mentor]:
            yield "lost", f"Merge into of {who} isn't heard: with {', '.join(leads[who])}, not {mentor}"


def _is_told_of(desk: Desk, who: str, column: str) -> bool:
    """Whether *Review* says that what stands in a cell of somebody's row in *Roster* isn't what a run would write."""
    said = "\n".join(desk.review())
    return any(f", row {row + 1}, {column}" in said for row in desk.book.rows(desk.document, "Roster", who))


def _waits_for_the_round(desk: Desk) -> bool:
    """While *Review* asks whether the round is another one, what is said is heard by nobody yet."""
    return "round" in desk.doubts and any("Is that another round?" in said for said in desk.review())


def asked_about(desk: Desk) -> frozenset[str]:
    """Of whom *Review* speaks."""
    said = "\n".join(desk.review())
    return frozenset(who for who, name in desk.people.items() if who in said or name in said)


def _asked_of_cells(desk: Desk, tab: str, column: str) -> frozenset[str]:
    """In whose row *Review* says that a cell under a column stays as it was typed."""
    shown, said = desk.book.shown(desk.document, tab), "\n".join(desk.review())
    named = {who: [f"{tab}, row {row + 1}, {column}" for row in rows] for who, rows in shown.items()}
    return frozenset(who for who, places in named.items() if any(place in said for place in places))


def _teams(desk: Desk, before: dict[str, Shown]) -> Iterator[Fault]:
    """People who were told of a team stay in it as long as nobody says anything; who has withdrawn is in none."""
    now, out = teams_shown(desk, once=True), desk.book.withdrawn()
    asked = asked_about(desk) | desk.book.copied_people(desk.document)
    if _waits_for_the_round(desk):
        return
    shown = _asked_of_cells(desk, "Roster", "Team") | _asked_of_cells(desk, "Teams", "Team")
    for label, team in now.items():
        for who in sorted(team.members & out):
            if who not in asked | shown:
                yield "misplaced", f"{who} has withdrawn and is in {label}"
    if desk.said > desk.heard:
        return
    led, leads = _led(before), _led(now)
    for who, mentors in led.items():
        if who in desk.post.told and leads.get(who, mentors) != mentors and who not in asked:
            yield (
                "misplaced",
                f"{who} was with {', '.join(mentors)} and is with {', '.join(leads[who])}; nobody said so",
            )
        if who in desk.post.told and who not in leads and who not in asked | out:
            yield "misplaced", f"{who} was with {', '.join(mentors)} and is in no team; nobody said so"


def _led(teams: dict[str, Shown]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for team in teams.values():
        for who in team.mentees:
            found[who] = sorted({*found.get(who, ()), *team.mentors})
    return found


def teams_shown(desk: Desk, *, once: bool = False) -> dict[str, Shown]:
    """The teams as *Teams* and *Roster* show them, by label; a row that a person deleted in one stands in the other.
    With `once` those aside who stand in more than one row: a copy says what was."""
    found: dict[str, Shown] = {}
    twice = desk.book.copied_people(desk.document) | {who for _, who in desk.book.copies} if once else frozenset()
    for label, mentor, mentee in (*_in_teams(desk), *_in_roster(desk)):
        if (mentee or mentor) in twice:
            continue
        team = found.get(label, Shown(frozenset(), frozenset()))
        found[label] = Shown(team.mentors | {*filter(None, [mentor])}, team.mentees | {*filter(None, [mentee])})
    return found


def _in_teams(desk: Desk) -> Iterator[tuple[str, str, str]]:
    for who, (label, mentor, status) in _rows_of(desk, "Teams", "Team", "Mentor email", "Status"):
        if isinstance(label, str) and isinstance(mentor, str) and status in ("Proposed", "Introduced"):
            yield label, mentor, who


def _in_roster(desk: Desk) -> Iterator[tuple[str, str, str]]:
    for who, (label,) in _rows_of(desk, "Roster", "Team"):
        if isinstance(label, str):
            yield (label, who, "") if desk.is_mentor(who) else (label, "", who)


def _rows_of(desk: Desk, tab: str, *titles: str) -> Iterator[tuple[str, list[Scalar]]]:
    document, sheet = desk.document, desk.tab(tab)
    at = [desk.book.column(document, tab, title) for title in titles]
    for who, rows in desk.book.shown(document, tab).items() if sheet else ():
        for row in rows:
            yield who, [plain(sheet, row, each) if sheet and each is not None else None for each in at]
