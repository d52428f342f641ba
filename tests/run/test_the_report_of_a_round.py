"""The report of a round that is played: its numbers are those of *Progress* and of pandas, and it names nobody."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mentoring_sync.errors import UsageError
from mentoring_sync.intake.surveys.form import Surveys
from mentoring_sync.mail.delivery import Delivery
from tests.extent import extent
from tests.intake.response_tabs import serial
from tests.report.pages import Page, read
from tests.run.conftest import here
from tests.run.in_memory import Programme, programme_of_two_teams
from tests.run.test_attendance_through_the_round import formed
from tests.run.test_progress_agrees import account, cells, expected, played
from tests.workbook.live import LiveTab

NAMES = ("Ada Brandt", "Al Gore", "Bo Lund", "Cy Roth", "Di Moll", "Ed Nore")
CLOSED = datetime(2027, 5, 20, 9, tzinfo=UTC)
HEADER = ("Timestamp", "Email Address", "I felt welcome", "What else?")

PLACES = {
    "Completion": "Completion",
    "Where they are": "Where those who were placed are now",
    "Retention": "Mentees who came, meeting by meeting",
    "Milestones": "Milestones",
}
"""By a part of *Progress*: the table of the page that has the same rows."""

NOWHERE = ("", "")
ROLES = {
    ("Attendance", "Mentors"): ("Attendance", "Mentors: meetings attended"),
    ("Attendance", "Mentees"): ("Attendance", "Mentees: meetings attended"),
    ("Matching", "Mentors"): ("From application to team", "Mentors: placed in a team"),
    ("Matching", "Mentees"): ("From application to team", "Mentees: placed in a team"),
    ("Completion", "Mentors"): ("Completion", "Mentors, of all placed"),
    ("Completion", "Mentees"): ("Completion", "Mentees, of all placed"),
}


def printed(found: Page) -> dict[tuple[str, str], tuple[int, int]]:
    """By table and row: the count, and of how many."""
    rows = ((caption, row) for caption, table in found.tables.items() for row in table[1:] if len(row) == 4)
    return {(caption, row[0]): (int(row[1]), int(row[2])) for caption, row in rows}


def place(part: str, figure: str) -> tuple[str, str]:
    """Where the page has a figure of *Progress*; empty: nowhere."""
    return ROLES.get((part, figure), (PLACES[part], figure) if part in PLACES else NOWHERE)


@pytest.mark.parametrize("seed", range(extent(share=1, whole=40)))
def test_its_numbers_are_those_of_progress_and_of_pandas(seed: int, tmp_path: Path) -> None:
    programme, teams = played(seed)
    programme.reported(tmp_path / "report.html")
    found = printed(read((tmp_path / "report.html").read_text("utf-8")))
    rows = cells(programme, "Progress").to_dict("records")
    progress = {(row["Part"], row["Figure"]): (row["Value"], row["Of"]) for row in rows}
    shown = {at: figures for at, figures in progress.items() if place(*at) != NOWHERE}
    assert len(shown) >= 18
    assert {at: found.get(place(*at)) for at in shown} == shown
    recomputed = {at: figures for at, figures in expected(account(programme, teams)).items() if place(*at) != NOWHERE}
    assert len(recomputed) >= 12
    assert {at: found.get(place(*at)) for at in recomputed} == recomputed


@pytest.mark.parametrize("seed", range(extent(share=1, whole=60)))
def test_nobody_is_named_whatever_is_ticked(seed: int, tmp_path: Path) -> None:
    chance, programme = random.Random(seed), surveyed(formed().copied(), seed)
    roster = programme.live.tab("Roster")
    leaver = chance.choice(["bo", "cy", "di", "ed"])
    roster.type(f"mentee:{leaver}@example.org", "Withdrawn", True)
    roster.type(f"mentee:{leaver}@example.org", "Withdrawn why", chance.choice(["asked to stop", "ask Ada Brandt", ""]))
    programme.run()
    quotations = programme.live.tab("Quotations")
    assert len(quotations.keys()) >= 5
    for key in quotations.keys():  # noqa: SIM118 - no mapping
        quotations.type(key, "Print", True)
    programme.reported(tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text("utf-8")
    assert "taught me a lot" in html
    assert "[…]" in html
    shown = html.casefold()
    for name in NAMES:
        assert name.casefold() not in shown
        first, last = name.split()
        assert not {first, last} & set(read(html).text.replace(",", " ").replace(".", " ").split()), name
        assert f"{first}@example.org".casefold() not in shown


def surveyed(programme: Programme, seed: int) -> Programme:
    """The programme once its closing survey is closed: people said things about each other in it."""
    chance = random.Random(seed)
    surveys = Surveys.model_validate({"closing": {"closes": "2027-05-09"}})
    questions = programme.configuration.questions.model_copy(update={"surveys": surveys})
    programme.configuration = programme.configuration.model_copy(update={"questions": questions})
    tab = LiveTab(77, "Feedback", 30, len(HEADER))
    tab.cells[0][:] = HEADER
    programme.live.tabs[77] = tab
    texts = [
        *(f"{who} taught me a lot, {other.split()[0]} never came" for who, other in itertools.pairwise(NAMES)),
        f"Write to {chance.choice(NAMES).split()[0].lower()}@example.org, or to bo  lund",
    ]
    chance.shuffle(texts)
    for number, (name, text) in enumerate(zip(NAMES, texts, strict=True), start=1):
        at = f"2027-04-{20 + number} 10:00:00"
        answer = chance.choice(["Agree", "Strongly agree", "Neutral"])
        tab.cells[number][:] = [serial(at), f"{name.split()[0].lower()}@example.org", answer, text]
    programme.now = CLOSED
    programme.run()
    return programme


def test_only_what_is_ticked_is_quoted(tmp_path: Path) -> None:
    programme = surveyed(formed().copied(), 1)
    programme.reported(tmp_path / "report.html")
    assert "taught me a lot" not in (tmp_path / "report.html").read_text("utf-8")


def test_it_asks_once_and_writes_nothing_and_the_next_says_what_changed(tmp_path: Path) -> None:
    programme, pulls, out = surveyed(formed().copied(), 1), list[None](), tmp_path / "report.html"
    pull, before = programme.sheets.pull, programme.sheets.commit
    programme.sheets.pull = lambda: pulls.append(None) or pull()  # type: ignore[method-assign,func-returns-value]
    assert programme.reported(out).since is None
    assert (len(pulls), programme.sheets.commit, programme.mailed()) == (1, before, [])
    tab = programme.live.tabs[77]
    for row, name in ((7, "fay"), (8, "gus")):
        tab.cells[row][:] = [serial(f"2027-05-{14 + row - 7} 10:00:00"), f"{name}@example.org", "Neutral", ""]
    programme.now = CLOSED + timedelta(days=2)
    first = out.read_text("utf-8")
    done = programme.reported(out)
    said = {each.what: (each.before, each.now) for each in done.since.changes}
    assert said == {"closing survey/answers": (6, 8), "closing survey/late": (0, 2)}
    found, was = read(out.read_text("utf-8")), read(first)
    assert found.tables["Since the report of 20 May 2027"][2] == ["Closing survey: late answers", "0", "2"]
    (caption,) = (caption for caption in found.tables if "I felt welcome" in caption)
    assert found.tables[caption] == was.tables[caption]
    kept = tmp_path / "first.html"
    kept.write_text(first, "utf-8")
    assert programme.reported(tmp_path / "third.html", kept).since == done.since


def test_what_is_no_report_of_this_round_is_not_written_over(tmp_path: Path) -> None:
    programme, letter = formed().copied(), tmp_path / "letter.html"
    letter.write_text("<p>Dear all</p>", "utf-8")
    with pytest.raises(UsageError, match="is no report"):
        programme.reported(letter)
    with pytest.raises(UsageError, match="is no report"):
        programme.reported(tmp_path / "report.html", letter)
    programme.reported(tmp_path / "report.html")
    other = (tmp_path / "report.html").read_text("utf-8").replace("/2027-1/", "/2026-1/")
    letter.write_text(other, "utf-8")
    for out, earlier in ((letter, None), (tmp_path / "new.html", letter)):
        with pytest.raises(UsageError, match="of another round"):
            programme.reported(out, earlier)
    assert letter.read_text("utf-8") == other
    assert not (tmp_path / "new.html").exists()


def test_where_there_is_nothing_to_report_it_is_said_and_no_file_is_made(tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    with pytest.raises(UsageError, match="no run has written"):
        programme_of_two_teams(Delivery.OFF).reported(out)
    unclear = formed().copied()
    program = unclear.configuration.program
    dates = {"applications_close": "2027-07-20", "start": "2027-09-06", "name": "2027-2"}
    round_ = program.round.model_validate({**program.round.model_dump(), **dates})
    unclear.configuration = unclear.configuration.model_copy(
        update={"program": program.model_copy(update={"round": round_})}
    )
    with pytest.raises(UsageError, match="Review"):
        unclear.reported(out)
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "said"), [(("--out", "r.docx"), "“.docx”"), (("--out", "r"), "“r”"), ((), "--out")]
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], said: str) -> None:
    done = here("report", *arguments)
    assert (done.code, said in done.err, "Traceback" in done.err) == (2, True, False)


def test_a_folder_that_cant_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError, match="can't be written"):
        formed().copied().reported(tmp_path / "file" / "report.html")
