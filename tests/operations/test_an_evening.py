"""A newcomer's evening: sign in, have spreadsheet and forms made, link them, people apply, doctor, the first run."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from mentoring_sync.operations.setup import SAMPLES, sample
from mentoring_sync.records.requirement import Role
from mentoring_sync.sandbox import Workspace, serving
from mentoring_sync.sandbox.clock import set_clock
from mentoring_sync.sandbox.forms import answering, response_tab
from mentoring_sync.sandbox.store import transaction
from mentoring_sync.settings.load import load
from tests.cli.test_signing_in import browsing, client_of, written
from tests.extent import extent
from tests.run.conftest import here

APPLIED, NOW = datetime(2026, 11, 2, 12, tzinfo=UTC), "2026-11-23T09:00:00Z"
ABOUT = (
    *(
        "--name",
        "Circle",
        "--community",
        "Riverside",
        "--coordinator",
        "Ida Roe",
        "--contact",
        "coordinator@example.org",
    ),
    *("--close", "2026-11-20", "--start", "2027-01-18"),
)
EVENING = {"When could you meet, by your own clock? [Tuesday]": ["18:00-19:00", "19:00-20:00"]}
ANSWERS: dict[str, dict[str, object]] = {
    "peer": {
        "What do you study?": "Geography",
        "In which year are you?": "3rd",
        "What would you like to work on?": ["Writing", "Research"],
    },
    "user_group": {"Which areas is it about?": ["Testing"], "What do you offer, or look for?": ["Preparing a talk"]},
    "teaching": {
        "Are you a certified instructor?": "Yes",
        "How many workshops have you taught?": "2",
        "Do you agree to the time that your role asks for?": "I agree",
        "Which tools is it about?": ["Git"],
        "Your time zone": "Leeds",
        "Which language do you prefer?": "English",
    },
}


def applies(data: Path, form_id: str, name: str, answers: dict[str, object]) -> None:
    workspace = Workspace(data)
    with workspace.store.connection() as db, transaction(db, writing=True):
        set_clock(db, APPLIED)
        email = f"{name.split()[0].lower()}@example.org"
        answering.submit(db, form_id, answers, APPLIED, email=email)  # type: ignore[arg-type] # texts and lists of them
    workspace.close()


def links(data: Path, url: str, form_id: str, spreadsheet: str, title: str) -> None:
    """What the operator does by hand: link the form, and call the tab as questions.toml does."""
    workspace = Workspace(data)
    with workspace.store.connection() as db, transaction(db, writing=True):
        response_tab.link(db, form_id, spreadsheet)
    workspace.close()
    at, person = f"{url}v4/spreadsheets/{spreadsheet}", {"Authorization": "Bearer coordinator@example.org"}
    sheets = requests.get(at, headers=person, timeout=10).json()["sheets"]
    new = next(each["properties"] for each in sheets if each["properties"]["title"].startswith("Form Responses"))
    renamed = {"properties": {"sheetId": new["sheetId"], "title": title}, "fields": "title"}
    body = {"requests": [{"updateSheetProperties": renamed}]}
    requests.post(f"{at}:batchUpdate", headers=person, json=body, timeout=10).raise_for_status()


@pytest.mark.parametrize("like", SAMPLES[: extent(share=1, whole=3)])
def test_from_nothing_to_introductions(like: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, out = tmp_path / "workspace.sqlite", tmp_path / "config"
    with serving(data) as server:
        where = {"HOME": str(tmp_path), "XDG_STATE_HOME": "", "MENTORING_SYNC_API_ROOT": server.url}
        browsing(monkeypatch)
        client = written(tmp_path, {"installed": client_of(server.url.rstrip("/"))})
        assert here("auth", "login", "--client", client, "--set-up", **where).code == 0
        dry = here("init", "--like", like, *ABOUT, "--out", str(out), "--dry-run", **where)
        assert (dry.code, "Would make" in dry.out, out.exists()) == (0, True, False)
        made = here("init", "--like", like, *ABOUT, "--out", str(out), **where)
        assert (made.code, made.err) == (0, "")
        by_hand = [line for line in made.out.splitlines() if re.match(r"\s+\d+\. ", line)]
        assert len(by_hand) <= 8
        spreadsheet = re.findall(r"spreadsheets/d/([\w-]+)", made.out)[0]
        forms = re.findall(r"forms/d/([\w-]+)/edit", made.out)
        chosen = sample(like)
        for role, form in zip(Role, forms, strict=True):
            links(data, f"{server.url.rstrip('/')}/", form, spreadsheet, chosen.asked.tab(role))
            for number in range(1, 4):
                name = f"{role.value.capitalize()}{number} Roe"
                more = (
                    {chosen.asked.mentor.capacity.title: "3"}
                    if role is Role.MENTOR and chosen.asked.mentor.capacity
                    else {}
                )
                city = {chosen.asked.both.time_zone.title: "Leeds"} if chosen.asked.both.time_zone else {}
                languages = {"In which languages could you take part?": ["English"]}
                applies(data, form, name, {"Your name": name, **city, **languages, **EVENING, **ANSWERS[like], **more})
        config = ("--config", str(out / "program.toml"), "--now", NOW)
        looked = json.loads(here("doctor", "--json", *config, **where).out)
        assert [each for each in looked["findings"] if each["level"] == "broken"] == []
        done = json.loads(here("sync", "--json", *config, **where).out)
    assert (done["mentors"], done["mentees"], done["placed"]) == (3, 3, 3)
    assert done["waiting"] >= 1


def test_the_sample_of_the_demo_is_the_demos_configuration() -> None:
    shipped = Path(__file__).parents[2] / "config" / "program.toml"
    configuration, found = load(shipped, {}), sample("teaching")
    assert found.requirements == configuration.program.requirements
    assert found.asked == configuration.questions
