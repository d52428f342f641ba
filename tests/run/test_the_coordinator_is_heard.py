"""What the coordinator ticks and types between runs, through the sandbox as through Google."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.run.conftest import NOW, ROOT, SPREADSHEET, Sandbox, here


class Tab:
    """A tab as a person works in it: cells by the key of their row and the title of their column."""

    def __init__(self, sandbox: Sandbox, title: str) -> None:
        self.sandbox, self.title = sandbox, title
        self.values = sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}/values/{title}")["values"]

    def cell(self, key: str, column: str) -> str:
        row, place = self._place(key, column)
        cells = self.values[row]
        return cells[place] if place < len(cells) else ""

    def type(self, key: str, column: str, value: Any) -> None:
        row, place = self._place(key, column)
        area = f"{self.title}!{chr(65 + place)}{row + 1}"
        path = f"/v4/spreadsheets/{SPREADSHEET}/values/{area}?valueInputOption=USER_ENTERED"
        self.sandbox.api(path, body={"values": [[value]]}, method="PUT")

    def _place(self, key: str, column: str) -> tuple[int, int]:
        header = self.values[0]
        keys = header.index("_key")
        row = next(n for n, cells in enumerate(self.values) if len(cells) > keys and cells[keys] == key)
        return row, header.index(column)


def test_a_waived_requirement_lets_the_person_take_part(synced: Sandbox) -> None:
    key = "mentor:henrike.vosskamp@example.org"
    assert Tab(synced, "Roster").cell(key, "Status") == "Not eligible yet"
    Tab(synced, "Roster").type(key, "Waive", True)
    done = synced.sync()
    assert done.code == 0, done.err
    assert Tab(synced, "Roster").cell(key, "Status") in ("In a team", "Waiting for a team")


def test_a_withdrawn_mentee_leaves_the_team_and_only_they_and_the_team_hear_of_it(
    synced: Sandbox,
) -> None:
    before = {row["_key"]: row["Team"] for row in synced.rows("Teams")}
    leaving = next(key for key, team in sorted(before.items()) if [*before.values()].count(team) > 1)
    Tab(synced, "Roster").type(f"mentee:{leaving}", "Withdrawn", True)
    done = synced.sync()
    assert done.code == 0, done.err
    after = {row["_key"]: row["Team"] for row in synced.rows("Teams")}
    assert leaving not in after
    assert {key: team for key, team in after.items() if key in before} == {
        k: t for k, t in before.items() if k != leaving
    }
    changed = [row for row in synced.rows("Mail") if row["Kind"] in ("meetings changed", "meetings cancelled")]
    assert {(row["Kind"], row["Team"], leaving in row["To"]) for row in changed} == {
        ("meetings changed", before[leaving], False),
        ("meetings cancelled", before[leaving], True),
    }
    before_the_tick = len(synced.sent())
    synced.approve()
    assert synced.sync().code == 0
    assert len(synced.sent()) == before_the_tick + len(changed)
    assert synced.sync().json["edits"] == 0


def test_what_is_typed_into_our_column_stays_and_review_asks_about_it(synced: Sandbox) -> None:
    key = "mentor:henrike.vosskamp@example.org"
    Tab(synced, "Roster").type(key, "Reason", "I talked to her; she will teach in March")
    assert synced.sync().json["edits"] > 0
    assert Tab(synced, "Roster").cell(key, "Reason") == "I talked to her; she will teach in March"
    assert any("I talked to her" in row["What"] for row in synced.rows("Review"))
    assert synced.sync().json["edits"] == 0


def test_the_box_re_pair_is_served_and_unticked(synced: Sandbox) -> None:
    Tab(synced, "Control").type("Re-pair", "Value", True)
    assert synced.sync().code == 0
    assert Tab(synced, "Control").cell("Re-pair", "Value") == "FALSE"
    assert synced.sync().json["edits"] == 0


@dataclass
class Drafted(Sandbox):
    """A sandbox after a run that left all its mail as drafts, and what that run reported."""

    config: Path = ROOT
    done: dict[str, Any] = field(default_factory=dict)

    def again(self) -> dict[str, Any]:
        """A further run with the same configuration."""
        done = self.sync(config=self.config)
        assert done.code == 0, done.err
        return done.json


@pytest.fixture(scope="module")
def after_drafting(filled_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    """The sandbox's file, to be copied."""
    folder = tmp_path_factory.mktemp("drafted")
    shutil.copytree(ROOT / "config", folder / "config")
    config = folder / "config" / "program.toml"
    config.write_text(config.read_text().replace('delivery = "review"', 'delivery = "draft"'))
    first = Drafted(folder / "workspace.sqlite", config=config)
    shutil.copy(filled_data, first.data)
    first.start()
    first.done = first.again()
    first.stop()
    return first


@pytest.fixture
def drafted(after_drafting: Drafted, tmp_path: Path) -> Iterator[Drafted]:
    running = Drafted(tmp_path / "workspace.sqlite", config=after_drafting.config, done=after_drafting.done)
    shutil.copy(after_drafting.data, running.data)
    running.start()
    yield running
    running.stop()


def test_drafts_wait_for_the_coordinators_tick(drafted: Drafted) -> None:
    assert set(drafted.done["mail"]) == {"drafted"}
    assert drafted.sent() == []
    assert drafted.again()["edits"] == 0
    drafted.approve()
    assert drafted.again()["mail"] == {"sent": drafted.done["mail"]["drafted"]}
    assert len(drafted.introduced()) == drafted.done["teams"]


def test_nobody_is_paired_before_applications_have_closed(sandbox: Sandbox) -> None:
    done = sandbox.sync(now="2026-11-21T11:59:00Z").json
    assert (done["teams"], done["statuses"]["Accepted"]) == (0, done["mentors"] + done["mentees"])


def converged(sandbox: Sandbox) -> bool:
    """Whether a further run finds nothing to do."""
    done = sandbox.sync()
    assert done.code == 0, done.err
    return bool(done.json["edits"] == 0)


def test_another_hour_typed_over_ours_is_the_teams_hour_from_then_on(synced: Sandbox) -> None:
    mentee, offer = "", ""
    for row in synced.rows("Teams"):
        Tab(synced, "Teams").type(row["_key"], "Meets", "Sun 3am")
    assert synced.sync().code == 0
    for row in synced.rows("Review"):
        remedy = str(row["What to do"])
        if "Sun 3am" in str(row["What"]) and remedy.count(";") >= 1:
            place = str(row["Where"])
            offer = remedy.removeprefix("Hours that suit all of them: ").split(". Type")[0].split("; ")[1]
            mentee = synced.rows("Teams")[int(place.split("row ")[1].split(",")[0]) - 2]["_key"]
            break
    for row in synced.rows("Teams"):
        Tab(synced, "Teams").type(row["_key"], "Meets", "")
    assert synced.sync().code == 0
    Tab(synced, "Teams").type(mentee, "Meets", " ".join(offer.split()[:2]).lower())
    assert synced.sync().code == 0
    teams = {row["_key"]: row for row in synced.rows("Teams")}
    same_team = [row["Meets"] for row in teams.values() if row["Team"] == teams[mentee]["Team"]]
    assert set(same_team) == {offer}
    assert converged(synced)


def test_a_zone_typed_in_the_roster_stays_and_is_said_to_be_typed(synced: Sandbox) -> None:
    key = synced.rows("Roster")[0]["_key"]
    Tab(synced, "Roster").type(key, "Person", "Somebody Else")
    assert synced.sync().code == 0
    assert Tab(synced, "Roster").cell(key, "Reason").endswith("Name as you typed it here.")
    assert converged(synced)
    assert Tab(synced, "Roster").cell(key, "Person") == "Somebody Else"
    Tab(synced, "Roster").type(key, "Person", "")
    assert synced.sync().code == 0
    assert Tab(synced, "Roster").cell(key, "Person") not in ("", "Somebody Else")


def test_while_control_says_pause_nothing_is_written_and_nobody_is_mailed(sandbox: Sandbox, config: Path) -> None:
    config.write_text(config.read_text().replace('delivery = "review"', 'delivery = "off"', 1))
    assert sandbox.sync(config=config).code == 0
    Tab(sandbox, "Control").type("Pause", "Value", True)
    Tab(sandbox, "Control").type("Mail", "Value", "review")
    Tab(sandbox, "Control").type("Re-pair", "Value", True)
    before = {title: sandbox.rows(title) for title in ("Control", "Roster", "Teams", "Runs")}
    done = sandbox.sync(config=config)
    assert (done.code, done.json["paused"], done.json["edits"]) == (0, True, 0)
    assert {title: sandbox.rows(title) for title in before} == before
    Tab(sandbox, "Control").type("Pause", "Value", False)
    assert set(sandbox.sync(config=config).json["mail"]) >= {"drafted"}
    sandbox.approve()
    assert sandbox.sync(config=config).code == 0
    assert len(sandbox.introduced()) == len({row["Team"] for row in before["Teams"]})


def test_drafts_are_sent_at_the_tick_which_is_then_taken_back(drafted: Drafted) -> None:
    assert "are ready: look at them in Mail" in Tab(drafted, "Control").cell("Next step", "Value")
    drafted.approve()
    assert set(drafted.again()["mail"]) == {"sent"}
    control = Tab(drafted, "Control")
    assert control.cell("Send", "Value") == "FALSE"
    assert "ready" not in control.cell("Next step", "Value")


def test_the_run_says_what_keeping_two_people_apart_costs(synced: Sandbox) -> None:
    row = next(row for row in synced.rows("Teams") if float(row["Score"]) >= 60)
    Tab(synced, "Teams").type(row["_key"], "Keep apart", True)
    done = synced.sync()
    assert done.code == 0, done.err
    [cost] = done.json["costs"]
    assert cost.startswith(f"{row['Mentee']} apart from {row['Mentor']} costs ")
    assert cost in str(synced.rows("Runs")[-1]["Result"])
    assert synced.sync().json["costs"] == []


def test_pair_explains_whom_to_recruit_how_fair_it_is_and_what_moving_would_gain(synced: Sandbox) -> None:
    words = ("pair", "--dry-run", "--explain", "--json", "--now", NOW)
    done = here(*words, MENTORING_SYNC_API_ROOT=synced.url)
    assert done.code == 0, done.err
    explanation = "\n".join(done.json["explanation"])
    moved = f"0 moved: at most {done.json['placed']} placed"
    for part in ("recruit: A mentor free on ", "placed, mean score", "nobody below ", moved):
        assert part in explanation
