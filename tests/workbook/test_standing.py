"""The workbook is decoded once: whatever is asked of it, and however often, the grid is read a single time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.roster import LabelledTeam, PersonStatus, RosterEntry
from mentoring_sync.records.team import Seat, Team, TeamStatus
from mentoring_sync.workbook import standing as decoding
from mentoring_sync.workbook import standing_tab as locating
from mentoring_sync.workbook.history.chapters import Chapter
from mentoring_sync.workbook.history.undo import undo
from mentoring_sync.workbook.merge import memory as remembering
from mentoring_sync.workbook.merge.memory import MEMORY
from mentoring_sync.workbook.plan import WorkbookPlan, patch, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE, AttendanceColumn, attendance_layout, attendance_tab
from mentoring_sync.workbook.tabs.certificates import CERTIFICATES
from mentoring_sync.workbook.tabs.control import CONTROL, REPAIR, ControlColumn, control_tab
from mentoring_sync.workbook.tabs.do_not_mail import DO_NOT_MAIL
from mentoring_sync.workbook.tabs.feedback import FEEDBACK, read_answered
from mentoring_sync.workbook.tabs.mail import mail_tab
from mentoring_sync.workbook.tabs.progress import PROGRESS
from mentoring_sync.workbook.tabs.quotations import QUOTATIONS
from mentoring_sync.workbook.tabs.recruit import RECRUIT
from mentoring_sync.workbook.tabs.roster import roster_tab
from mentoring_sync.workbook.tabs.runs import RunRow, runs_tab
from mentoring_sync.workbook.tabs.teams import teams_tab
from mentoring_sync.workbook.tabs.visible import VISIBLE_TABS
from tests.builders import a_mentee, a_mentor, a_round, slot
from tests.workbook.live import LiveTab, LiveWorkbook

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
MAYA, NOOR = a_mentor("Maya"), a_mentee("Noor")
CHAPTER = Chapter(run="run-1", started="2026-12-01 10:30", trigger="test")
PARTS = (
    "memory",
    "base",
    "chapters",
    "switches",
    "settings",
    "coordinator_input",
    "postings",
    "attendance",
    "reached",
    "known_problems",
    "recruits",
    "barred",
)


def planned(standing: StandingWorkbook) -> WorkbookPlan:
    """The plan of a run that says of these people what every run says."""
    team = Team(mentor=MAYA, slot=slot(), seats=(Seat(mentee=NOOR, score=70),))
    teams = [LabelledTeam(label="Team 1", team=team, status=TeamStatus.PROPOSED)]
    people = [
        RosterEntry(name=each.name, email=each.email, role=each.role, status=PersonStatus.IN_TEAM)
        for each in (MAYA, NOOR)
    ]
    posting = Posting(
        key="introduction/1",
        kind=INTRODUCTION.name,
        team="Team 1",
        to=MAYA.email,
        subject="Hi",
        state=MailState.OWED,
    )
    local = standing.workbook.local_time(NOW)
    run = RunRow(run="run-1", started=local, trigger="test", read=2, changed=2, mailed=0, result="1 team")
    desired = [
        control_tab(standing.switches, last_run=local, next_step="Nothing to do."),
        roster_tab(people, standing.coordinator_input.corrections),
        teams_tab(teams, round_=a_round(), apart_from=standing.coordinator_input.apart_from),
        attendance_tab(teams, attendance_layout((1, 2)), {}),
        mail_tab([posting], standing.workbook),
        runs_tab(run),
    ]
    return plan(standing, desired, [], now=NOW, chapter=CHAPTER)


def a_list(sheet_id: int, title: str, *rows: tuple[str, ...]) -> LiveTab:
    tab = LiveTab(sheet_id, title, 5, 4)
    for number, row in enumerate(rows):
        tab.cells[number][: len(row)] = row
    return tab


@pytest.fixture
def live() -> LiveWorkbook:
    """A workbook after its first run, with the lists that people keep."""
    workbook = LiveWorkbook(
        a_list(1, RECRUIT, ("Name", "E-mail", "Role"), ("Ana", "ana@example.org", "mentor")),
        a_list(2, DO_NOT_MAIL, ("Please don't mail",), ("Bo@example.org",)),
        a_list(3, FEEDBACK, ("Timestamp", "Address"), ("today", "cy@example.org")),
    )
    workbook.obey(planned(StandingWorkbook(workbook.read())).edits)
    return workbook


def counted(patched: pytest.MonkeyPatch, module: object, name: str, what: Callable[..., str]) -> Counter[str]:
    """How often a function is called from now on, by what it is called for."""
    calls: Counter[str] = Counter()
    whole: Callable[..., Any] = getattr(module, name)

    def counting(*given: Any) -> Any:
        calls[what(*given)] += 1
        return whole(*given)

    patched.setattr(module, name, counting)
    return calls


def test_an_unchanged_run_parses_the_base_once_and_locates_each_tab_once(
    live: LiveWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    located = counted(monkeypatch, locating, "locate", lambda tab, layout, *_: layout.title)
    parsed = counted(monkeypatch, decoding, "read_base", lambda memory: "base")
    texts = counted(monkeypatch, remembering, "unpacked", lambda text: text)
    standing = StandingWorkbook(live.read())
    for _ in range(2):
        for part in PARTS:
            getattr(standing, part)
        assert planned(standing).edits == ()
    unmade = (PROGRESS, QUOTATIONS, CERTIFICATES)
    assert located == {layout.title: 1 for layout in (*VISIBLE_TABS, MEMORY) if layout not in unmade}
    assert parsed == {"base": 1}
    assert set(texts) == set(standing.memory.texts.values())
    assert set(texts.values()) == {1}


def test_a_patch_and_an_undo_locate_no_tab_again(live: LiveWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    located = counted(monkeypatch, locating, "locate", lambda tab, layout, *_: layout.title)
    standing = StandingWorkbook(live.read())
    back = undo(standing, standing.history[-1])
    assert patch(standing, back.tabs, chapter=CHAPTER).edits
    assert max(located.values()) == 1


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_decoded_once_and_then_kept(live: LiveWorkbook, part: str) -> None:
    standing = StandingWorkbook(live.read())
    assert getattr(standing, part) is getattr(standing, part)


def test_what_was_read_later_is_another_standing_workbook(live: LiveWorkbook) -> None:
    before = StandingWorkbook(live.read())
    assert not before.switches.repair
    live.tab(CONTROL.title).type(REPAIR, ControlColumn.VALUE, True)
    assert StandingWorkbook(live.read()).switches.repair
    assert not before.switches.repair


def test_the_lists_that_people_keep_are_read(live: LiveWorkbook) -> None:
    standing = StandingWorkbook(live.read())
    assert [(each.row, each.name, each.email) for each in standing.recruits] == [(2, "Ana", "ana@example.org")]
    assert standing.barred == {"bo@example.org"}
    assert read_answered(standing.workbook) == {"cy@example.org"}


def test_the_run_is_in_the_history(live: LiveWorkbook) -> None:
    [chapter] = StandingWorkbook(live.read()).history
    assert (chapter.run, chapter.trigger) == ("run-1", "test")
    assert ("Teams", NOOR.email) in chapter.changes.made


def test_what_a_person_says_was_reached_is_told_from_marks_and_totals(live: LiveWorkbook) -> None:
    tab, key = live.tab(ATTENDANCE.title), f"mentee:{NOOR.email}"
    tab.insert_column(0, "Showcase")
    tab.type(key, "Showcase", " Yes ")
    tab.type(key, "Meeting 1", "present")
    tab.type(key, AttendanceColumn.ATTENDED, 1.0)
    standing = StandingWorkbook(live.read())
    assert standing.reached[key] == {"Showcase"}
    assert standing.attendance[key].meetings == {1: "present"}


def test_an_empty_workbook_says_nothing() -> None:
    standing = StandingWorkbook(LiveWorkbook().read())
    assert not any(getattr(standing, part) for part in PARTS if part not in {"memory", "switches", "coordinator_input"})
    assert not standing.memory.texts
    assert not standing.switches.any
