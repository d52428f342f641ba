"""What is kept of the mailbox is read back as it was; what is spoiled is as if nobody had looked."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.records.message import KindName, MailState, Posting
from mentoring_sync.workbook.known.mails import (
    KnownMailbox,
    mailbox_cells,
    read_known_mailbox,
    read_untold,
    untold_cells,
)
from tests.extent import extent

IDS = st.frozensets(st.text("0123456789abcdef", min_size=1, max_size=16), max_size=12)
WORDS = st.text(max_size=12)
POSTINGS = st.builds(
    Posting,
    key=st.text("abc/-", min_size=1, max_size=12),
    kind=WORDS.map(KindName),
    team=WORDS,
    to=WORDS,
    subject=WORDS,
    state=st.sampled_from(MailState),
    sent_at=st.none() | st.just(datetime(2026, 11, 23, 9, tzinfo=UTC)),
    attempt=st.integers(1, 3),
    draft_id=WORDS,
    held=st.booleans(),
)


@settings(max_examples=extent(share=40, whole=500), deadline=None)
@given(newer=IDS, older=IDS, found=st.lists(POSTINGS, max_size=3), account=WORDS)
def test_what_is_kept_is_read_back(
    newer: frozenset[str], older: frozenset[str], found: list[Posting], account: str
) -> None:
    known = KnownMailbox(
        account=account,
        prefix="p/r/",
        since=datetime(2026, 5, 1, tzinfo=UTC),
        newer=newer,
        older=older - newer,
        found={each.key: each for each in found},
        unlooked=frozenset({"p/r/digest", "p/r/receipt/a"}),
        rounds={"r": datetime(2026, 5, 1, tzinfo=UTC), "s": datetime(2026, 11, 23, 9, 1, tzinfo=UTC)},
    )
    assert read_known_mailbox(mailbox_cells(known)) == known


def test_what_was_spoiled_is_as_if_nobody_had_looked() -> None:
    state = {"since": "soon", "rounds": "r@soon s"}
    assert read_known_mailbox({"state": state, "found/a": {"posting": "{"}}) == KnownMailbox()


def test_rows_that_wait_for_a_digest_are_kept_as_well_as_those_that_stand_in_one() -> None:
    untold = {"a": "p/r/digest/coordinator/2026-11-23", "b": ""}
    assert read_untold(untold_cells(untold)) == untold
