"""*Progress* against an account in pandas, which knows nothing but the cells of *Attendance* and *Roster*."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest

from mentoring_sync.workbook.tabs.roster import DEFERRED
from tests.extent import extent
from tests.run.in_memory import Programme
from tests.run.test_attendance_through_the_round import AFTER_ALL, AFTER_THREE, BO, CY, DI, ED, at, formed, mark

MEETINGS = [f"Meeting {number}" for number in (1, 2, 3, 4)]
STEPS = {
    "mentee": ["Showcase", "Closing survey"],
    "mentor": ["Onboarding", "Check-in", "Showcase", "Closing survey"],
}
EVERY_STEP = STEPS["mentor"]
WORDS: tuple[str | None, ...] = ("present", "present", "present", "missed", "excused", None)
STEP_WORDS: tuple[str | bool, ...] = ("done", "done", "missed", True)


def played(seed: int) -> tuple[Programme, dict[str, str]]:
    """A round at random, and by person the team that they were in."""
    chance, programme = random.Random(seed), formed().copied()
    teams = {key: str(cells[0]) for key, cells in programme.cells("Attendance", "Team").items()}
    for key in teams:
        for number in (1, 2, 3):
            mark(programme, key, number, chance.choice(WORDS))
        for step in EVERY_STEP:
            if chance.random() < 0.7:
                mark(programme, key, 0, chance.choice(STEP_WORDS), step)
        if chance.random() < 0.2:
            mark(programme, key, 0, chance.choice(["taught a lesson with us instead", "no", "-"]), "Completed anyway")
    at(programme, AFTER_THREE)
    roster = programme.live.tab("Roster")
    leaver = chance.choice([BO, CY, DI, ED, ""])
    if leaver:
        roster.type(leaver, "Withdrawn", True)
        roster.type(leaver, "Withdrawn why", chance.choice(["no time", DEFERRED]))
    for key in teams:
        if key != leaver:
            mark(programme, key, 4, chance.choice(WORDS))
    at(programme, AFTER_ALL)
    return programme, teams


def cells(programme: Programme, title: str) -> pd.DataFrame:
    rows = programme.live.tab(title).cells
    table = pd.DataFrame(rows[1:], columns=rows[0])
    return table[table["_key"].notna()].set_index("_key")


def account(programme: Programme, teams: dict[str, str]) -> pd.DataFrame:
    """By person: what the cells come to."""
    people = cells(programme, "Attendance").join(cells(programme, "Roster")["Status"])
    people["Team"] = pd.Series(teams)
    marks = people[MEETINGS]
    held = marks.isin(["present"]).groupby(people["Team"]).transform("any")
    came, missed = marks.isin(["present"]) & held, marks.isin(["missed"]) & held
    people["attended"], people["counted"] = came.sum(axis=1), (came | missed).sum(axis=1)
    done = people[EVERY_STEP].isin(["done", True])
    people[[f"done {step}" for step in EVERY_STEP]] = done
    mentor = people["Role"] == "mentor"
    half = people["attended"] >= people["counted"] / 2
    meetings = (~mentor & (people["attended"] >= 2)) | (mentor & half & (people["counted"] > 0))
    steps = done[STEPS["mentee"]].all(axis=1) & (~mentor | done.all(axis=1))
    anyway = people["Completed anyway"].fillna("").str.contains(" ")
    people["completed"] = (meetings & steps) | anyway
    for number, meeting in enumerate(MEETINGS, start=1):
        people[f"came {number}"] = came[meeting].where(came[meeting] | missed[meeting])
    return people


def expected(people: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """By part and figure: the value, and of how many it is."""
    found: dict[tuple[str, str], tuple[int, int]] = {}

    def completed(part: str, figure: str, some: pd.DataFrame) -> None:
        found[part, figure] = (int(some["completed"].sum()), len(some))

    completed("Completion", "Of all placed", people)
    completed("Completion", "Of those still active", people[people["Status"] == "In a team"])
    completed("Completion by round", "2027-1", people)
    for role, some in people.groupby("Role"):
        completed("Completion", f"{str(role).capitalize()}s", some)
        found["Attendance", f"{str(role).capitalize()}s"] = (int(some["attended"].sum()), int(some["counted"].sum()))
    for team, some in people.groupby("Team"):
        completed("Completion by team", str(team), some)
    for status in ("Withdrawn", "Deferred"):
        found["Where they are", status] = (int((people["Status"] == status).sum()), len(people))
    mentees = people[people["Role"] == "mentee"]
    for number, meeting in enumerate(MEETINGS, start=1):
        came = mentees[f"came {number}"].dropna()
        if len(came):
            found["Retention", meeting] = (int(came.sum()), len(came))
    for step in EVERY_STEP:
        to_do = people if step in STEPS["mentee"] else people[people["Role"] == "mentor"]
        found["Milestones", step] = (int(to_do[f"done {step}"].sum()), len(to_do))
    return found


@pytest.mark.parametrize("seed", range(extent(share=4, whole=80)))
def test_what_progress_says_is_what_the_cells_come_to(seed: int) -> None:
    programme, teams = played(seed)
    people = account(programme, teams)
    figures: list[dict[Any, Any]] = cells(programme, "Progress").to_dict("records")
    shown = {(row["Part"], row["Figure"]): (row["Value"], row["Of"]) for row in figures}
    wanted = expected(people)
    assert {place: shown.get(place) for place in wanted} == wanted
    assert {place for place in shown if place[0] == "Retention"} == {
        place for place in wanted if place[0] == "Retention"
    }
    for row in figures:
        if row["Of"] is not None and not pd.isna(row["Of"]):
            assert row["Share"] == (row["Value"] / row["Of"] if row["Of"] else "–"), row
            assert row["Value"] <= row["Of"]
    attendance = cells(programme, "Attendance")
    assert attendance["Attended"].tolist() == people["attended"].tolist()
