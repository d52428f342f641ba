"""How much of the mail that is owed goes out in this run, and what is said of it before the first goes.

In: the postings, what becomes of the mail, the instant, the limits of [mail]. Out: the keys whose turn it is, how many
wait and for what. A run that owes more than anybody expected stops at `most_a_run`; `most_a_day` keeps the account
below Gmail's own limit, which would block it for a day.

To nobody go two mails in one run, the most important first, nor one that can wait soon after another: whatever mode
they are in, whenever they became owed, and also where the run before died while it sent. Introductions alone wait for
nothing: no team waits because one of its people is in another as well. A tick in a mail's own row makes it wait for no
day. Drafts that are made for the coordinator to look at go to nobody yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.catalogue import by_name, introduces, rank
from mentoring_sync.mail.kinds.owed import REST, mailed_since
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
    turn = sorted((each for each in postings if _moves(each, becomes(each))), key=_order)
    today = sum(1 for each in postings if each.sent_at and each.sent_at > now - DAY)
    allowance, chosen = max(0, mail.most_a_day - today), list[Posting]()
    busy = {email for each in postings if each.state is MailState.SENDING for email in each.readers}
    resting = mailed_since(postings, now - REST)
    waits_for_the_day = False
    for each in turn:
        if len(chosen) == mail.most_a_run:
            break
        if becomes(each) is Delivery.SEND and each.state is not MailState.SENDING:
            if not introduces(each) and _meets(each, busy | resting if _can_wait(each) else busy):
                continue
            if allowance <= 0:
                waits_for_the_day = True
                continue
            busy.update(each.readers)
        allowance -= becomes(each) is Delivery.SEND
        chosen.append(each)
    later = len(turn) - len(chosen)
    full = len(chosen) == mail.most_a_run
    return Quota(
        keys=frozenset(each.key for each in chosen), later=later, why=_why(later, mail, day=waits_for_the_day, run=full)
    )


def overtaken(posting: Posting, standing: Mapping[str, Posting], known: Mapping[str, Posting]) -> bool:
    """Whether a message that is about to be sent has to wait, since another run has begun to mail its people: that is
    what stands in *Mail*, beside what this run knows of it."""
    if posting.state is not MailState.SENDING or introduces(posting):
        return False
    gone = (MailState.SENDING, MailState.SENT)
    news = (
        each
        for key, each in standing.items()
        if each.state in gone and not (key in known and each.stands_as(known[key]))
    )
    return _meets(posting, {email for each in news for email in each.readers})


def summary(postings: Iterable[Posting]) -> str:
    """What a run is about to do: `12 mails to 46 people: 10 introductions, 2 receipts`."""
    due = list(postings)
    people = {address.strip() for each in due for address in each.to.split(",")}
    kinds = ", ".join(f"{count} × {kind}" for kind, count in Counter(each.kind for each in due).items())
    mails, to = ("mail" if len(due) == 1 else "mails"), ("person" if len(people) == 1 else "people")
    return f"{len(due)} {mails} to {len(people)} {to}: {kinds}" if due else "no mail"


def _order(posting: Posting) -> tuple[bool, int, bool]:
    """What may have gone already is settled first; then the most important, and of those what was begun."""
    return posting.state is not MailState.SENDING, rank(posting.kind), posting.state is MailState.OWED


def _meets(posting: Posting, people: Collection[str]) -> bool:
    return any(email in people for email in posting.readers)


def _can_wait(posting: Posting) -> bool:
    return not by_name(posting.kind).urgent and not posting.wanted


def _moves(posting: Posting, delivery: Delivery) -> bool:
    """Whether a run would do something with it by itself."""
    match delivery:
        case Delivery.OFF:
            return False
        case Delivery.SEND:
            return posting.wanted or posting.state in {MailState.OWED, MailState.DRAFTED, MailState.SENDING}
        case _:
            return posting.state is MailState.OWED


def _why(later: int, mail: MailSettings, *, day: bool, run: bool) -> str:
    if not later:
        return ""
    mails = "1 mail waits" if later == 1 else f"{later} mails wait"
    if day:
        return f"{mails} for tomorrow's limit: at most {mail.most_a_day} go out in 24 hours"
    if run:
        return f"{mails} for the next run: at most {mail.most_a_run} go out in one"
    return f"{mails} for a later run: nobody gets two in one, nor two in a day of which one can wait"
