"""`demo --round`: a round as a story, checked against an account of the same story that is kept here, by other means.

`make test` plays it until the first introductions are out; `make test-all` to its end.
"""

from __future__ import annotations

import email
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from mentoring_sync.cli.round_demo.play import Played, play
from mentoring_sync.cli.round_demo.story import story
from tests.extent import WHOLE, extent

UNTIL = extent(share=datetime(2026, 11, 24, tzinfo=UTC), whole=datetime(2028, 1, 1, tzinfo=UTC))
ROUND = "mentoring-groups/2027-1/"
P, M, E = "present", "missed", "excused"
PRESENT = {
    "Baraka Kiprono": 4,
    "Nikau Sinclair": 4,
    "Arantxa Goicoechea": 3,
    "Clémence Aubertin": 4,
    "Temitope Eze": 4,
}
CAME = {
    "Caio Sant'Anna": [P, P, P, P],
    "Ines Carvalho": [P, P, None, P],
    "Suhartini": [P, M, P, P],
    "Terrence Ballard": [M, M, P, P],
    "Adaeze Nwankwo": [P, P, P, P],
    "Anneke Brüggemann": [P, P, P, E],
    "Maëlle Chevreuil": [M, M, P, P],
    "Rocío Zabaleta": [E, P, P, P],
    "Anaïs Guillemot": [P, None, P, P],
    "Uchenna Obiora": [None, None, P, P],
    "Tjark Hinrichsen": [P, P, M, P],
    "Vikram Menon": [None, None, None, None],
}
"""What was said of whom, meeting by meeting, on the form, in the tab or by mail."""

LEFT = "Terrence Ballard"
"""Who put it off before the end: marks stay, figures are of those who take part."""


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, told: list[str]) -> Played:
    data = tmp_path_factory.mktemp("round") / "round.sqlite"
    until = [event for event in story() if event.at < UNTIL]
    return play(Path("config/program.toml"), data, until, environment={}, tell=told.append)


@pytest.fixture(scope="module")
def mails(played: Played) -> list[tuple[str, frozenset[str]]]:
    """Every mail by its key and whom it went to."""
    return list(_mails(Path(played.mail)))


def _mails(folder: Path) -> Iterator[tuple[str, frozenset[str]]]:
    for path in sorted(folder.rglob("sent/*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        key = "".join(str(message["X-Mentoring-Sync-Key"] or "").split())
        yield key, frozenset(each.addr_spec for each in message["To"].addresses)


def kinds(mails: list[tuple[str, frozenset[str]]], round_: str = ROUND) -> Counter[str]:
    return Counter(key.removeprefix(round_).split("/")[0] for key, _ in mails if key.startswith(round_))


def _mark(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


def tab(played: Played, title: str) -> pd.DataFrame:
    rows = list(openpyxl.load_workbook(played.workbook)[title].iter_rows(values_only=True))
    return pd.DataFrame(rows[1:], columns=rows[0]).dropna(how="all")


def test_no_mail_goes_twice_and_nobody_is_introduced_twice(mails: list[tuple[str, frozenset[str]]]) -> None:
    assert max(Counter(key for key, _ in mails).values()) == 1
    introduced = [to for key, to in mails if key.startswith(f"{ROUND}introduction/")]
    assert len(introduced) == len(set(introduced)) == 12


def test_before_the_first_tick_only_the_coordinator_is_mailed(told: list[str], played: Played) -> None:
    assert played.runs
    before = told[: next(at for at, line in enumerate(told) if "ticks Send" in line)]
    assert [line.strip() for line in before if "mailed:" in line] == ["mailed: 1 × weekly count"]


def test_applicants_of_the_first_weeks_get_what_their_answers_call_for(mails: list[tuple[str, frozenset[str]]]) -> None:
    found = kinds(mails)
    assert (found["weekly-count"], found["waiting-list"] - WHOLE) == (2, 5)
    everybody = [each for key, to in mails if "/receipt/" in key for each in to]
    assert len(everybody) == len(set(everybody))


class TestTheWholeRound:
    """What stands at the end of it."""

    __test__ = WHOLE

    def test_everybodys_attendance_is_what_was_said_of_them(self, played: Played) -> None:
        kept = tab(played, "Attendance · 2027-1").set_index("Person")
        for person, marks in CAME.items():
            said = pd.Series(marks, dtype=object)
            attended, counted = int((said == P).sum()), int(said.isin([P, M]).sum())
            row = kept.loc[person]
            assert [_mark(row[f"Meeting {number}"]) for number in range(1, 5)] == marks
            if person != LEFT:
                assert (person, row["Attended"]) == (person, attended)
                assert row["Rate"] == pytest.approx(attended / counted) if counted else pd.isna(row["Rate"])
        for person, attended in PRESENT.items():
            assert (person, kept.loc[person]["Attended"]) == (person, attended)

    def test_the_late_comer_joins_a_team_with_room_and_is_told(self, mails: list[tuple[str, frozenset[str]]]) -> None:
        told = [to for key, to in mails if "/new-member/" in key]
        assert len(told) == 1
        assert {"ines.carvalho@example.org", "brianna.freeman.holt@example.org"} < told[0]

    def test_everybody_hears_what_concerns_them_once(self, mails: list[tuple[str, frozenset[str]]]) -> None:
        found = kinds(mails)
        assert found["dates-moved"] == 12
        assert found["missed-meeting"] == 6
        assert found["monthly-follow-up"] == 12
        assert found["new-mentor"] == 1
        (told,) = [to for key, to in mails if "/new-mentor/" in key]
        assert {"bram.visser@example.org", "anais.guillemot@example.org", "uchenna.obiora@example.org"} < told

    def test_who_left_hears_nothing_after_the_goodbye(self, mails: list[tuple[str, frozenset[str]]]) -> None:
        for address in ("odessa.merriweather@example.org", "harriet.hargreave@example.org"):
            after = [key for key, to in mails if address in to]
            goodbye = max(at for at, key in enumerate(after) if "/meetings-cancelled/" in key)
            assert [key for key in after[goodbye + 1 :] if key.startswith(ROUND)] == []

    def test_the_silent_team_the_absent_and_the_answer_were_put_before_the_coordinator(self, told: list[str]) -> None:
        said = "\n".join(told)
        for words in (
            "Nothing is heard of Team 7 since it was introduced.",
            "Terrence Ballard missed Meeting 1 (20 Jan) and Meeting 2 (17 Feb) of Team 3",
            "Could you find us a room?",
            "Faith Njoroge is in America/Toronto now",
        ):
            assert said.count(words) == 1, words
        assert "There is no Team" not in said
        assert "doesn't lead" not in said

    def test_the_next_round_begins_clean_and_knows_who_comes_back(
        self, played: Played, mails: list[tuple[str, frozenset[str]]]
    ) -> None:
        roster = tab(played, "Roster")
        (mentor,) = roster[(roster["Person"] == "Caio Sant'Anna") & (roster["Role"] == "mentor")]["Reason"]
        assert "mentee" in mentor
        assert "Brianna Freeman-Holt" in mentor
        assert list(tab(played, "Teams")["Mentee"].dropna()) == ["Ines Carvalho"]
        assert kinds(mails, "mentoring-groups/2027-2/") == {"welcome-back": 1, "receipt": 2, "introduction": 1}
        welcomed = [to for key, to in mails if "/2027-2/welcome-back/" in key]
        assert welcomed == [frozenset({"terrence.ballard@example.org"})]
