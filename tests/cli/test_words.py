"""An outcome in words and as figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mentoring_sync.cli.words import in_words
from mentoring_sync.run.outcome import Outcome
from mentoring_sync.run.summary import in_count

OUTCOME = Outcome(
    spreadsheet="Round",
    spreadsheet_id="id",
    responses=60,
    mentors=12,
    mentees=40,
    rejected=6,
    superseded=2,
    teams=11,
    introduced=11,
    placed=38,
    unplaced=2,
    review=9,
    batches=1,
    edits=120,
    rows_changed=99,
    statuses={},
    mail={"sent": 11},
    announced="11 mails to 49 people: 11 × introduction",
    mail_later=0,
    pairing={"placed": {"value": 38, "bound": 38}},
)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "60 responses: 12 mentors and 40 mentees accepted, 6 not (yet), 2 replaced by a later answer."),
        ({"mentors": 1}, "1 mentor and 40 mentees"),
        ({}, "38 mentees in 11 teams (11 introduced), 2 mentees without a team; more can't be placed: proved."),
        ({"pairing": {"placed": {"value": 38, "bound": 39}}}, "at most 39 could be placed"),
        ({"pairing": {}}, "2 mentees without a team."),
        ({}, "“Round”: 99 rows written in 1 batch."),
        ({"batches": 22}, "“Round”: 99 rows written in 22 batches."),
        ({"edits": 0}, "“Round” already says all this: nothing was written."),
        ({"mail": {"sent": 3, "failed": 1}}, "Mail: 1 failed, 3 sent."),
        ({"mail": {}}, "Mail: nothing went."),
        ({"mail_later": 42}, "Mail: 11 sent. 42 wait for a later run."),
        ({"review": 1}, "Review has 1 row."),
        ({"review": 0}, "Review is empty."),
    ],
)
def test_an_outcome_is_said_in_words(given: dict[str, Any], said: str) -> None:
    assert said in "\n".join(in_words(replace(OUTCOME, **given)))


def test_a_dry_run_says_that_nothing_was_written() -> None:
    assert "Dry run: 99 rows of “Round” would change; nothing was written or sent." in "\n".join(
        in_words(OUTCOME, dry_run=True)
    )


def test_a_dry_run_says_that_gmail_wasnt_asked() -> None:
    assert "Gmail wasn't asked" in "\n".join(in_words(replace(OUTCOME, unasked=True), dry_run=True))


def test_json_has_every_figure() -> None:
    assert OUTCOME.as_json()["placed"] == 38
    assert OUTCOME.as_json()["mail"] == {"sent": 11}


@pytest.mark.parametrize(("count", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people")])
def test_one_thing_is_not_many(count: int, words: str) -> None:
    assert in_count(count, "person", "people") == words
