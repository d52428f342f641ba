"""How much of the mail that is owed goes out in this run, and what is said of it before the first goes.

In: the postings, what becomes of the mail, the instant, the limits of [mail]. Out: the keys whose turn it is, how many
wait and for what. A run that owes more than anybody expected stops at `most_a_run`; `most_a_day` keeps the account
below Gmail's own limit, which would block it for a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.settings import MailSettings
from mentoring_sync.records.message import MailState, Posting

DAY = timedelta(days=1)
Becomes = Callable[[Posting], Delivery]
"""What becomes of a message (`course`): SEND, DRAFT or OFF."""


@dataclass(frozen=True, kw_only=True)
class Quota:
    """The keys whose turn it is; how many wait for a later run, and why, in words (empty where none does)."""

    keys: frozenset[str] = frozenset()
    later: int = 0
    why: str = ""


def quota(postings: Sequence[Posting], mail: MailSettings, becomes: Becomes, *, now: datetime) -> Quota:
    """What goes on its way in a run that begins `now` (aware): what was begun first, then in the order given."""
    turn = sorted(
        (each for each in postings if _moves(each, becomes(each))), key=lambda each: each.state is MailState.OWED
    )
    today = sum(1 for each in postings if each.sent_at and each.sent_at > now - DAY)
    allowance, chosen = max(0, mail.most_a_day - today), list[Posting]()
    waits_for_the_day = False
    for each in turn:
        if len(chosen) == mail.most_a_run:
            break
        if becomes(each) is Delivery.SEND:
            if allowance <= 0 and each.state is not MailState.SENDING:
                waits_for_the_day = True
                continue
            allowance -= 1
        chosen.append(each)
    later = len(turn) - len(chosen)
    return Quota(keys=frozenset(each.key for each in chosen), later=later, why=_why(later, waits_for_the_day, mail))


def summary(postings: Iterable[Posting]) -> str:
    """What a run is about to do: `12 mails to 46 people: 10 introductions, 2 receipts`."""
    due = list(postings)
    people = {address.strip() for each in due for address in each.to.split(",")}
    kinds = ", ".join(f"{count} × {kind}" for kind, count in Counter(each.kind for each in due).items())
    mails, to = ("mail" if len(due) == 1 else "mails"), ("person" if len(people) == 1 else "people")
    return f"{len(due)} {mails} to {len(people)} {to}: {kinds}" if due else "no mail"


def _moves(posting: Posting, delivery: Delivery) -> bool:
    """Whether a run would do something with it by itself."""
    match delivery:
        case Delivery.OFF:
            return False
        case Delivery.SEND:
            return posting.wanted or posting.state in {MailState.OWED, MailState.DRAFTED, MailState.SENDING}
        case _:
            return posting.state is MailState.OWED


def _why(later: int, for_the_day: bool, mail: MailSettings) -> str:
    if not later:
        return ""
    mails = "1 mail waits" if later == 1 else f"{later} mails wait"
    if for_the_day:
        return f"{mails} for tomorrow's limit: at most {mail.most_a_day} go out in 24 hours"
    return f"{mails} for the next run: at most {mail.most_a_run} go out in one"
