"""*history* tells how many mails a run sent and drafted, as *Runs* and the summary do."""

from __future__ import annotations

from dataclasses import replace

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.run.undo import as_json, listed
from mentoring_sync.workbook.history.chapters import Chapter, history_rows, read_chapters, with_chapter
from mentoring_sync.workbook.merge.changes import CellChange, Changes
from mentoring_sync.workbook.merge.memory import Memory, MemoryColumn
from tests.run.in_memory import programme_of_two_teams


def a_change(key: str) -> Changes:
    return Changes(cells=(CellChange(tab="Roster", key=key, column="Status", before="a", after="b"),))


def a_chapter(run: str, key: str) -> Chapter:
    return Chapter(run=run, started="2026-11-23 09:00", trigger="test", changes=a_change(key))


def test_history_counts_what_a_run_drafted_and_what_it_sent() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    drafted = programme.run().mail["drafted"]
    programme.approve()
    sent = programme.run().mail["sent"]
    first, second = programme.history()
    assert (first.sent, first.drafted) == (0, drafted)
    assert second.sent == sent == 2
    lines = listed(programme.history(), "")
    assert f"{drafted} drafts made" in lines[1]
    assert "2 mails sent" in lines[0]
    assert as_json(second)["mail"]["sent"] == 2


def test_of_a_run_written_down_before_mails_were_counted_nothing_is_said() -> None:
    old = replace(a_chapter("run-1", "mentee:noor"), sent=None, drafted=None)
    rows = list(history_rows([old], {}, Memory()))
    [text] = [str(row.cells[MemoryColumn.TEXT]) for row in rows]
    read = read_chapters(Memory({"history/1": text}))
    assert read == {1: old}
    assert as_json(read[1])["mail"] is None
    assert "mail" not in listed(tuple(read.values()), "")[0]


def test_a_run_that_mails_on_after_another_has_written_stays_one_chapter() -> None:
    history = (a_chapter("sync", "one"), a_chapter("undo", "one"))
    found = with_chapter(history, replace(a_chapter("sync", "two"), sent=3))
    assert [each.run for each in found] == ["sync", "undo"]
    assert found[0].changes == Changes(cells=(*a_change("one").cells, *a_change("two").cells))
    assert found[0].sent == 3
    numbers = {row.key for row in history_rows(found, {1: history[0], 2: history[1]}, Memory())}
    assert numbers == {"history/1/0", "history/2/0"}
