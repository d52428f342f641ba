"""What a thread's letters say to us: each answer with the message of ours that it answers, and the writer's own words.

In: the letters of a thread. Out: `Reply`s. Which message is answered is told by what the letter cites; where it cites
nothing that is known, it is the last of ours before it. Whoever answers somebody else in the thread doesn't answer us.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mentoring_sync.mail.replies.automatic import is_automatic
from mentoring_sync.mail.replies.letter import ThreadLetter
from mentoring_sync.mail.replies.no_more_mail import wants_no_mail
from mentoring_sync.mail.replies.own_words import own_words
from mentoring_sync.records.message import KEY_HEADER

LONGEST_WORDS = 2_000
"""So many characters of an answer are kept."""

_RFC_ID = re.compile(r"<[^<>\s]+>")


class ReplyKind(StrEnum):
    """What an answer is."""

    ANSWER = "answer"
    AUTOMATIC = "automatic"
    NO_MORE_MAIL = "no more mail"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A letter to us: the key of the message that it answers (empty: none of ours), who wrote it and when, its writer's
    own words. `whole` is its text where no words of its own can be told."""

    id: str
    answers: str
    sender: str
    at: datetime
    kind: ReplyKind
    words: str = ""
    whole: str = ""


def replies_in(letters: Sequence[ThreadLetter], known: Collection[str] = ()) -> Iterator[Reply]:
    """What the letters of a thread say that aren't known yet."""
    ours = [each.text for each in letters if each.is_sent]
    for each in letters:
        if not each.is_sent and each.id not in known:
            yield reply_of(each, answers=_answered(each, letters), ours=ours)


def reply_of(letter: ThreadLetter, *, answers: str = "", ours: Sequence[str] = ()) -> Reply:
    """What a letter says."""
    kind, words = ReplyKind.ANSWER, own_words(letter.text, ours)[:LONGEST_WORDS]
    if wants_no_mail("", letter.subject):
        kind = ReplyKind.NO_MORE_MAIL
    elif is_automatic(letter):
        kind, words = ReplyKind.AUTOMATIC, ""
    elif wants_no_mail(words):
        kind = ReplyKind.NO_MORE_MAIL
    whole = letter.text.strip()[:LONGEST_WORDS] if kind is ReplyKind.ANSWER and not words else ""
    return Reply(id=letter.id, answers=answers, sender=letter.sender, at=letter.at, kind=kind, words=words, whole=whole)


def _answered(letter: ThreadLetter, letters: Sequence[ThreadLetter]) -> str:
    """The key of the message of ours that a letter answers; empty where it answers somebody else."""
    by_id = {each.header("Message-ID"): each for each in letters}
    cited = by_id.get(next(iter(_RFC_ID.findall(letter.header("In-Reply-To"))), ""))
    if cited and _key(cited):
        return _key(cited)
    if cited and not cited.is_sent and cited.sender != letter.sender:
        return ""
    before = [_key(each) for each in letters if each.at <= letter.at and _key(each)]
    return before[-1] if before else ""


def _key(letter: ThreadLetter) -> str:
    """The key of a message of ours, whichever attempt it was."""
    return letter.header(KEY_HEADER).partition("#")[0] if letter.is_sent else ""
