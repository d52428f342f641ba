"""Gmail's search language, as far as programs use it: the `q` of the list methods.

In: a query. Out: the mails it matches. The index lags behind the mailbox, as Gmail's does: a message is found only some
seconds after it was filed, while lists by label show it at once. Operators: from, to, cc, bcc, subject, in, is, label,
has:attachment, rfc822msgid, after, before, newer_than, older_than; words and "phrases"; a leading `-` negates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import Message

from .accept import readable_header
from .mailbox import Mail
from .present import text_of

_TERM = re.compile(r'(-?)(?:([A-Za-z0-9_]+):)?(?:"([^"]*)"|(\S+))')
_AGE = re.compile(r"(\d+)([dmy])")
_DAYS = {"d": 1, "m": 30, "y": 365}
_PLACES = {"draft": "DRAFT", "drafts": "DRAFT", "sent": "SENT", "inbox": "INBOX", "trash": "TRASH", "spam": "SPAM"}


@dataclass(frozen=True)
class Term:
    """One condition of a query; `operator` is None for a plain word or phrase."""

    operator: str | None
    value: str
    negated: bool


def parse(query: str) -> list[Term]:
    """The query's conditions; all of them must hold."""
    return [
        Term(operator.lower() or None, (phrase or word).strip(), bool(minus))
        for minus, operator, phrase, word in _TERM.findall(query)
    ]


def looks_beyond_the_mailbox(terms: Sequence[Term]) -> bool:
    """Whether the query asks for trash or spam by name, which lists leave out otherwise."""
    return any(term.operator == "in" and term.value.lower() in ("trash", "spam", "anywhere") for term in terms)


def matches(mail: Mail, terms: Sequence[Term], label_ids: Mapping[str, str], now: datetime) -> bool:
    """Whether the mail meets every condition; `label_ids` gives a label's id by its name in lower case."""
    question = _Question(mail, message_from_bytes(mail.raw, policy=policy.compat32), label_ids, now)
    return all(_holds(term, question) != term.negated for term in terms)


@dataclass(frozen=True)
class _Question:
    mail: Mail
    parsed: Message
    label_ids: Mapping[str, str]
    now: datetime

    def header(self, name: str) -> str:
        return " ".join(readable_header(value) for value in self.parsed.get_all(name, [])).lower()


def _holds(term: Term, question: _Question) -> bool:
    answer = _OPERATORS.get(term.operator or "")
    if answer is None:
        return _has_words(term if term.operator is None else _as_words(term), question)
    return answer(term.value, question)


def _as_words(term: Term) -> Term:
    return Term(None, f"{term.operator}:{term.value}", term.negated)


def _has_words(term: Term, question: _Question) -> bool:
    names = ("Subject", "From", "To", "Cc")
    text = " ".join([*(question.header(name) for name in names), text_of(question.parsed).lower()])
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", term.value.lower())))
    return re.search(rf"(?<!\w){words}(?!\w)", text) is not None


def _in_header(name: str) -> Callable[[str, _Question], bool]:
    return lambda value, question: value.lower() in question.header(name)


def _in_place(value: str, question: _Question) -> bool:
    place = value.lower()
    return place == "anywhere" or question.mail.has(_PLACES.get(place, place.upper()))


def _is_state(value: str, question: _Question) -> bool:
    state = value.lower()
    return not question.mail.has("UNREAD") if state == "read" else question.mail.has(state.upper())


def _has_label(value: str, question: _Question) -> bool:
    name = value.lower()
    label_id = question.label_ids.get(name) or question.label_ids.get(name.replace("-", " "))
    return label_id is not None and question.mail.has(label_id)


def _has_thing(value: str, question: _Question) -> bool:
    return value.lower() == "attachment" and any(part.get_filename() for part in question.parsed.walk())


def _has_rfc_id(value: str, question: _Question) -> bool:
    return question.header("Message-ID").strip("<> ") == value.strip("<> ").lower()


def _after(value: str, question: _Question) -> bool:
    instant = _instant(value)
    return instant is not None and question.mail.at >= instant


def _before(value: str, question: _Question) -> bool:
    instant = _instant(value)
    return instant is not None and question.mail.at < instant


def _newer(value: str, question: _Question) -> bool:
    age = _age(value)
    return age is not None and question.mail.at >= question.now - age


def _older(value: str, question: _Question) -> bool:
    age = _age(value)
    return age is not None and question.mail.at < question.now - age


def _instant(value: str) -> datetime | None:
    """Seconds since 1970, or a date as 2026/9/3 or 2026-9-3, which Gmail reads as midnight."""
    if value.isdigit():
        return datetime.fromtimestamp(int(value), UTC)
    try:
        year, month, day = map(int, re.split(r"[/-]", value))
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _age(value: str) -> timedelta | None:
    found = _AGE.fullmatch(value.lower())
    return timedelta(days=int(found[1]) * _DAYS[found[2]]) if found else None


_OPERATORS: Mapping[str, Callable[[str, _Question], bool]] = {
    "from": _in_header("From"),
    "to": _in_header("To"),
    "cc": _in_header("Cc"),
    "bcc": _in_header("Bcc"),
    "subject": _in_header("Subject"),
    "in": _in_place,
    "is": _is_state,
    "label": _has_label,
    "has": _has_thing,
    "rfc822msgid": _has_rfc_id,
    "after": _after,
    "before": _before,
    "newer_than": _newer,
    "older_than": _older,
}
