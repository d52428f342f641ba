"""Whether the people who apply are who their addresses say: what only a person can tell, as rows for *Review*.

Comes in: the people and the rejections of an intake, the coordinator's address, the instant. Nothing is decided here:
nobody is left out, and no two applications are taken for one.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import cast

from mentoring_sync.intake.number_words import words_of
from mentoring_sync.intake.outcome import Rejection
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.problem import Place, Problem

Applied = Mentor | Mentee | Rejection

BURST = 200
"""So many answers from one domain within an hour are no programme's usual day."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_GMAIL = ("gmail.com", "googlemail.com")
_MACHINES = words_of(
    "postmaster abuse mailer-daemon noreply no-reply donotreply do-not-reply root hostmaster webmaster daemon nobody"
    " bounce bounces admin administrator security spam newsletter notifications"
)
_LOOKALIKES = str.maketrans(
    {
        letter: latin
        for latin, letters in {
            "a": "аαɑ",
            "b": "ьВв",
            "c": "сϲ",
            "d": "ԁ",
            "e": "еєε",
            "g": "ɡ",
            "h": "һн",
            "i": "іιıї",
            "j": "јϳ",
            "k": "кκ",
            "l": "ӏⅼ",
            "m": "м",
            "n": "пη",
            "o": "оοօσ",
            "p": "рρ",
            "q": "ԛ",
            "r": "г",
            "s": "ѕ",
            "t": "тτ",
            "u": "υս",
            "v": "ѵν",
            "w": "ԝωш",
            "x": "хχ",
            "y": "уγү",
            "z": "ᴢ",
        }.items()
        for letter in letters
    }
)


def doubts_about_identity(applications: Iterable[Applied], *, contact: str, now: datetime) -> list[Problem]:
    """A problem for each address that may be another's, each answer from the future, each burst."""
    every = list(applications)
    own = [problem for each in every for problem in _about_one(each, contact=contact, now=now)]
    return [*own, *_alike(every), *_bursts(every)]


def canonical(email: str) -> str:
    """An address as the mailbox that it reaches: Gmail's dots, `+tag`, `googlemail` and punycode taken away."""
    local, _, domain = unicodedata.normalize("NFKC", email.casefold()).rpartition("@")
    domain = ".".join(map(_decoded, domain.split(".")))
    local = local.split("+")[0] or local
    return f"{local.replace('.', '')}@gmail.com" if domain in _GMAIL else f"{local}@{domain}"


def skeleton(email: str) -> str:
    """An address as it looks: the same for all whose letters can't be told apart by eye."""
    plain = unicodedata.normalize("NFKD", canonical(email).translate(_LOOKALIKES))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _decoded(label: str) -> str:
    """A domain's label as people read it: `xn--mnchen-3ya` is `münchen`."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode").casefold()
    except UnicodeError:
        return label


def is_disguised(email: str) -> bool:
    """Whether letters of another alphabet pass for Latin ones: among Latin letters, or as a whole part of it."""
    return any(map(_passes_for_latin, canonical(email).replace("@", ".").replace("-", ".").split(".")))


def _passes_for_latin(part: str) -> bool:
    foreign = [sign for sign in part if sign.isalpha() and not unicodedata.name(sign, "LATIN").startswith("LATIN")]
    latin = [sign for sign in part if sign.isascii() and sign.isalpha()]
    looks_latin = part.translate(_LOOKALIKES).isascii()
    return bool(foreign) and (
        looks_latin or bool(latin and any(sign.translate(_LOOKALIKES) != sign for sign in foreign))
    )


def _about_one(applied: Applied, *, contact: str, now: datetime) -> Iterator[Problem]:
    who = f"{applied.name} ({applied.email})" if applied.name else applied.email
    if applied.email:
        yield from _about_an_address(applied, who, contact)
    if applied.applied_at and applied.applied_at > now + _DAY:
        yield _problem(
            applied,
            what=f"{who or 'A response'} answered in the future, on {applied.applied_at:%d %B %Y}.",
            remedy="Look at the timestamp in the response: day and month may have changed places. It decides which of a"
            " person's answers counts.",
        )


def _about_an_address(applied: Applied, who: str, contact: str) -> Iterator[Problem]:
    if skeleton(applied.email) == skeleton(contact):
        yield _problem(
            applied,
            what=f"{who} applies as a {applied.role} with the coordinator's own address, or one that looks like it.",
            remedy="If it is a trial, delete the response; if somebody stands in for a person, ask for the person's own"
            " address.",
        )
    if canonical(applied.email).partition("@")[0] in _MACHINES:
        yield _problem(
            applied,
            what=f"{who} applies with an address that is an office's or a machine's, not a person's.",
            remedy="Ask them for their own address, and correct it in the response; else delete the response.",
        )
    if is_disguised(applied.email):
        yield _problem(
            applied,
            what=f"{who}: letters in the address look like Latin ones and aren't: {_spelt(applied.email)}.",
            remedy="Ask the person over a way that you know whether it is theirs; if not, delete the response.",
        )


def _spelt(email: str) -> str:
    """The letters that aren't what they look like, by their names."""
    odd = dict.fromkeys(sign for sign in canonical(email) if sign.isalpha() and sign.translate(_LOOKALIKES) != sign)
    return ", ".join(unicodedata.name(sign, "a letter without a name").capitalize() for sign in odd)


def _alike(every: Sequence[Applied]) -> Iterator[Problem]:
    """Addresses that differ and look, or reach, the same, in whichever role."""
    groups: defaultdict[str, dict[str, Applied]] = defaultdict(dict)
    for each in every:
        if each.email:
            groups[skeleton(each.email)].setdefault(each.email, each)
    for first, *others in (tuple(group.values()) for group in groups.values()):
        for other in others:
            yield _problem(
                other,
                what=f"{other.email} is the same mailbox as {first.email} ({first.origin}), or looks like it.",
                remedy="Nothing, if they are two people. If it is one, tick Withdrawn beside the wrong one in Roster.",
            )


def _bursts(every: Sequence[Applied]) -> Iterator[Problem]:
    by_domain: defaultdict[str, list[Applied]] = defaultdict(list)
    for each in every:
        if each.email and each.applied_at:
            by_domain[canonical(each.email).rpartition("@")[2]].append(each)
    for domain, applied in by_domain.items():
        if first := _start_of_burst(applied):
            yield Problem(
                where=Place(tab=first.origin.tab, row=first.origin.row),
                what=f"More than {BURST - 1} answers came within an hour from addresses at {domain}.",
                remedy="Look at some of them. If they are made up, delete them before their receipts go out, and let"
                " the form ask for a sign-in.",
            )


def _start_of_burst(applied: Iterable[Applied]) -> Applied | None:
    in_order = sorted((each for each in applied if each.applied_at), key=lambda each: cast("datetime", each.applied_at))
    for first, last in zip(in_order, in_order[BURST - 1 :], strict=False):
        if cast("datetime", last.applied_at) - cast("datetime", first.applied_at) <= _HOUR:
            return first
    return None


def _problem(applied: Applied, *, what: str, remedy: str) -> Problem:
    where = Place(tab=applied.origin.tab, row=applied.origin.row)
    return Problem(where=where, what=what, remedy=remedy, about=applied.email)
