"""What people were called is kept with since when, and survives what was spoiled."""

from __future__ import annotations

from datetime import UTC, datetime

from mentoring_sync.intake.reports.history import Called
from mentoring_sync.workbook.known.called import called_from_now_on, known_called_cells, read_known_called
from tests.builders import a_mentee

NOW = datetime(2027, 2, 1, tzinfo=UTC)
NOOR = a_mentee("Noor Haddad", email="noor@example.org")


def test_the_first_whom_runs_know_were_always_called_so_and_a_new_name_counts_from_now() -> None:
    first = called_from_now_on({}, [NOOR], NOW)
    assert first == {"mentee:noor@example.org": (Called(name="Noor Haddad", zone=NOOR.zone),)}
    renamed = called_from_now_on(first, [NOOR.model_copy(update={"name": "Noor Saleh"})], NOW)
    assert [(each.name, each.since) for each in renamed["mentee:noor@example.org"]] == [
        *(("Noor Haddad", None), ("Noor Saleh", NOW)),
    ]
    assert called_from_now_on(renamed, [], NOW) == renamed


def test_it_reads_back_what_it_keeps_and_leaves_out_what_was_spoiled() -> None:
    known = {
        "mentee:noor@example.org": (Called(name="Noor “N” Haddad", zone="Europe/Berlin"), Called(name="N", since=NOW))
    }
    assert read_known_called(known_called_cells(known)) == known
    assert read_known_called({"mentee:noor@example.org": {"as": "[[1"}}) == {"mentee:noor@example.org": ()}
