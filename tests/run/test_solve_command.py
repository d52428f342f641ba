"""`mentoring-sync solve`: pairing alone, JSON in, JSON or words out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.run.conftest import here

BLOCK = [["mon", "17:00", "19:00"]]


def someone(name: str, **given: Any) -> dict[str, Any]:
    plain = {"tz": "Europe/Berlin", "languages": ["en"], "availability": BLOCK, "topics": ["git"], "goals": ["teach"]}
    rest = {"domain": "bio", "cert_path": "swc", "institution": name, "region": "EU"}
    return {"id": name, **plain, **rest, **given}


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    body = {
        "format": "pairing-instance/1",
        "name": "small",
        "round": {"start": "2026-09-07", "weeks": 16},
        "meeting_minutes": 60,
        "start_step_minutes": 60,
        "mentors": [someone("M", capacity=1, min_team=1)],
        "mentees": [someone("a"), someone("b", topics=["r"])],
    }
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(body))
    return path


def test_an_instance_is_solved_to_a_proved_result(instance: Path) -> None:
    done = here("solve", str(instance), "--json")
    assert done.code == 0, done.err
    assert [team["mentees"] for team in done.json["teams"]] == [["a"]]
    assert [left["id"] for left in done.json["unplaced"]] == ["b"]
    assert done.json["status"] == "optimal"


def test_the_result_is_explained_in_words(instance: Path) -> None:
    done = here("solve", str(instance), "--explain", "--against", str(instance))
    assert done.code == 0, done.err
    for words in ("placed: 1 (proved)", "without a team: b", "recruit: A mentor free on", "placed +0, score +0"):
        assert words in done.out


def test_every_mistake_in_an_instance_is_named(instance: Path) -> None:
    body = json.loads(instance.read_text())
    body["mentees"][0]["tz"] = "Mars/Olympus"
    del body["round"]
    instance.write_text(json.dumps(body))
    done = here("solve", str(instance), "--json")
    assert (done.code, done.out) == (3, "")
    assert "round" in done.err
    assert "Mars/Olympus" in done.err
    assert "Traceback" not in done.err
