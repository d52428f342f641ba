"""What people answered to our mails, as far as runs have read it: kept in `_sync`, so that it counts in later runs
without Gmail being asked again.

Beside the answers it is kept when a run last looked, which messages the inbox began with then, what kept a run from
looking, and since when meetings are asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mentoring_sync.mail.replies.heard import Reply, ReplyKind
from mentoring_sync.records.forgotten import Forgotten
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.merge.rows import Cells, TabBase

REPLIES = "_replies"
"""Under which name these stand among the tabs in `_sync`."""

LOOK_EVERY = timedelta(hours=1)
"""How often a run looks for answers at most."""

_STATE = "state"


@dataclass(frozen=True, kw_only=True)
class KnownReplies:
    """The answers by their messages' ids. `seen` are the ids with which the inbox began at the last look, `error` what
    a run was told that may not read them; `surveyed` who answered the closing survey by mail, and it counts;
    `asked_since`: meetings that were over before aren't asked about."""

    replies: Mapping[str, Reply] = field(default_factory=dict)
    looked_at: datetime | None = None
    seen: tuple[str, ...] = ()
    error: str = ""
    surveyed: frozenset[str] = frozenset()
    asked_since: datetime | None = None

    def is_time_to_look(self, now: datetime) -> bool:
        """Whether the last look was so long ago."""
        return self.looked_at is None or now - self.looked_at >= LOOK_EVERY

    def of_round(self, prefix: str, began: datetime | None) -> KnownReplies:
        """Those that a round goes by: answers to its mails, and what came since it began. Who wants no mail wants none
        in any round."""
        kept = {
            key: each
            for key, each in self.replies.items()
            if each.kind is ReplyKind.NO_MORE_MAIL
            or each.answers.startswith(prefix)
            or (began is not None and each.at >= began)
        }
        return replace(self, replies=kept)

    def joined(self, other: KnownReplies) -> KnownReplies:
        """What both know, the other as of later."""
        every = {**self.replies, **other.replies}
        return replace(other, replies=every, surveyed=self.surveyed, asked_since=self.asked_since)

    def without(self, who: Forgotten) -> KnownReplies:
        """The same without what forgotten people wrote, and without their names in what others did."""
        if not who:
            return self
        kept = {key: each for key, each in self.replies.items() if not who.has(each.sender)}
        said = {
            key: replace(each, words=who.out_of(each.words), whole=who.out_of(each.whole)) for key, each in kept.items()
        }
        return replace(self, replies=said, surveyed=frozenset(each for each in self.surveyed if not who.has(each)))

    def says_what(self, other: KnownReplies) -> bool:
        """Whether both know the same answers, whenever it was looked for them."""
        return replace(self, looked_at=None, seen=(), asked_since=None) == replace(
            other, looked_at=None, seen=(), asked_since=None
        )


def read_known_replies(base: TabBase) -> KnownReplies:
    """What was kept; what was spoiled is as if it had never been read."""
    state = base.get(_STATE, {})
    found = {key: reply for key, cells in base.items() if key != _STATE and (reply := _read(key, cells))}
    return KnownReplies(
        replies=found,
        looked_at=_instant(state, "looked"),
        seen=tuple(cell_text(state.get("seen")).split()),
        error=cell_text(state.get("error")),
        surveyed=frozenset(cell_text(state.get("surveyed")).split()),
        asked_since=_instant(state, "since"),
    )


def known_reply_cells(known: KnownReplies) -> dict[str, Cells]:
    """What is to be kept of them."""
    state: dict[str, str | None] = {
        "looked": known.looked_at.isoformat() if known.looked_at else None,
        "seen": " ".join(known.seen) or None,
        "error": known.error or None,
        "surveyed": " ".join(sorted(known.surveyed)) or None,
        "since": known.asked_since.isoformat() if known.asked_since else None,
    }
    return {_STATE: state, **{key: _cells(each) for key, each in known.replies.items()}}


def _cells(reply: Reply) -> Cells:
    return {
        "answers": reply.answers or None,
        "from": reply.sender,
        "at": reply.at.isoformat(),
        "kind": reply.kind.value,
        "words": reply.words or None,
        "whole": reply.whole or None,
    }


def _read(key: str, cells: Cells) -> Reply | None:
    try:
        return Reply(
            id=key,
            answers=cell_text(cells.get("answers")),
            sender=cell_text(cells.get("from")),
            at=datetime.fromisoformat(cell_text(cells.get("at"))),
            kind=ReplyKind(cell_text(cells.get("kind"))),
            words=cell_text(cells.get("words")),
            whole=cell_text(cells.get("whole")),
        )
    except ValueError:
        return None


def _instant(state: Cells, name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(cell_text(state.get(name)))
    except ValueError:
        return None
