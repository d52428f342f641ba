"""Through the command line: an undo and another round tell nobody what they know already."""

from __future__ import annotations

from pathlib import Path

from tests.run.conftest import NOW, Sandbox, here
from tests.run.test_the_coordinator_is_heard import Tab


def renamed(config: Path, **changes: str) -> Path:
    """The configuration with other lines in it, by key."""
    lines = config.read_text("utf-8").splitlines()
    for key, value in changes.items():
        at = next(n for n, line in enumerate(lines) if n > lines.index("[round]") and line.startswith(f"{key} ="))
        lines[at] = f"{key} = {value}"
    config.write_text("\n".join(lines), "utf-8")
    return config


def approved(sandbox: Sandbox, *, now: str, config: Path | None = None) -> None:
    for _ in range(2):
        sandbox.approve()
        done = sandbox.sync(now=now, config=config)
        assert done.code == 0, done.err


def teams(sandbox: Sandbox) -> dict[str, tuple[str, ...]]:
    columns = ("Team", "Mentor email", "Meets", "Status")
    return {row["_key"]: tuple(str(row[column]) for column in columns) for row in sandbox.rows("Teams")}


def test_nobody_is_told_of_a_new_team_or_a_cancelled_one_because_runs_were_undone(synced: Sandbox) -> None:
    before, sent = teams(synced), set(synced.sent())
    for _ in range(2):
        done = here("undo", "--json", "--now", NOW, MENTORING_SYNC_API_ROOT=synced.url)
        assert done.code == 0, done.err
    approved(synced, now="2026-11-24T09:00:00Z")
    kinds = {row["Kind"] for row in synced.rows("Mail") if row.get("Gmail id") in set(synced.sent()) - sent}
    assert kinds <= {"digest"}
    assert teams(synced) == before


def test_old_people_are_not_introduced_before_another_rounds_applications_close(synced: Sandbox, config: Path) -> None:
    before, introduced = teams(synced), synced.introduced()
    other = renamed(config, name='"2027-2"', applications_close="2027-08-01", start="2027-09-06")
    approved(synced, now="2026-11-25T09:00:00Z", config=other)
    [question] = [row for row in synced.rows("Review") if "Is that another round?" in row["What"]]
    assert teams(synced) == before
    Tab(synced, "Review").type(question["_key"], "Answer", "The old round is over")
    approved(synced, now="2026-11-26T09:00:00Z", config=other)
    assert synced.introduced() == introduced
    assert teams(synced) == {}


def test_an_old_missed_meeting_is_not_mailed_again_because_the_round_is_called_otherwise(
    synced: Sandbox, config: Path
) -> None:
    row = synced.rows("Teams")[0]
    Tab(synced, "Attendance").type(f"mentee:{row['_key']}", "Meeting 1", "missed")
    after = "2027-01-25T09:00:00Z"
    approved(synced, now=after)
    assert missed(synced) == 1
    other = renamed(config, name='"2027-2"', applications_close="2027-01-17", start="2027-09-06")
    assert synced.sync(now=after, config=other).code == 0
    [question] = [row for row in synced.rows("Review") if "Is that another round?" in row["What"]]
    Tab(synced, "Review").type(question["_key"], "Answer", "The same round")
    approved(synced, now=after, config=other)
    assert missed(synced) == 1


def missed(sandbox: Sandbox) -> int:
    return sum(row["Kind"] == "missed meeting" and row["State"] == "sent" for row in sandbox.rows("Mail"))
