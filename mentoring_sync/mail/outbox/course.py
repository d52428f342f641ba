"""Whether a message goes by itself, waits for the coordinator's tick, or isn't made.

In: what is set, whether the round has had its first approval, a posting. Out: SEND, DRAFT or OFF. The first approval
isn't kept anywhere: mail of the round that went to anybody but coordinator and operator shows that there was one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.catalogue import KINDS, by_name, introduces
from mentoring_sync.mail.settings import MailSettings
from mentoring_sync.records.message import KindName, MailState, Posting


@dataclass(frozen=True, kw_only=True)
class Course:
    """What becomes of each message: by what is set for all, or for its kind in `own`; `begun` once the round has had
    its first approval. `staff` are the addresses of the coordinator and the operator."""

    delivery: Delivery
    own: Mapping[KindName, Delivery] = field(default_factory=dict)
    staff: frozenset[str] = frozenset()
    begun: bool = False

    def __call__(self, posting: Posting) -> Delivery:
        """SEND, DRAFT (it waits for a tick) or OFF."""
        setting = self.own.get(posting.kind, self.delivery)
        if Delivery.OFF in (self.delivery, setting):
            return Delivery.OFF
        if posting.wanted or posting.is_approved:
            return Delivery.SEND
        if setting is Delivery.DRAFT:
            return Delivery.DRAFT
        if is_to_staff(posting, self.staff):
            return Delivery.SEND
        waits = not self.begun or (setting is Delivery.REVIEW and by_name(posting.kind).waits)
        return Delivery.DRAFT if waits else Delivery.SEND

    def waiting(self, postings: Iterable[Posting]) -> tuple[Posting, ...]:
        """Those of the postings that wait for the coordinator's tick."""
        return tuple(each for each in postings if each.waits_to_go and self(each) is Delivery.DRAFT)


def listed(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """Of the postings that wait for the tick those that somebody can look at: their drafts are in *Mail*. What is only
    owed there may have become so while the tick was made."""
    return tuple(each for each in postings if each.state is MailState.DRAFTED)


def course(mail: MailSettings, postings: Sequence[Posting], staff: frozenset[str]) -> Course:
    """What becomes of the mail of a round whose `postings` these are."""
    set_for = {kind.name: mail.kinds.delivery_of(kind.setting) for kind in KINDS}
    return Course(
        delivery=mail.delivery,
        own={name: delivery for name, delivery in set_for.items() if delivery},
        staff=staff,
        begun=any(each.sent_at is not None and not is_to_staff(each, staff) for each in postings),
    )


def approved(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """These postings once the coordinator has approved what each of them says."""
    return tuple(replace(each, approved=each.digest) for each in postings)


def is_to_staff(posting: Posting, staff: frozenset[str]) -> bool:
    """Whether a message goes to one of these addresses alone."""
    return posting.to.casefold() in {address.casefold() for address in staff}


def ready(postings: Sequence[Posting]) -> str:
    """What waits for the tick, in words: `12 introductions and 9 other mails are ready: …`; empty for nothing."""
    first = sum(introduces(each) for each in postings)
    others = len(postings) - first
    counts = [f"{first} introduction{'s' * (first != 1)}"] if first else []
    counts += [f"{others} {'other ' * bool(first)}mail{'s' * (others != 1)}"] if others else []
    if not counts:
        return ""
    are, them = ("is", "it") if len(postings) == 1 else ("are", "them")
    return f"{' and '.join(counts)} {are} ready: look at {them} in Mail (or Gmail's drafts), then tick Send"
