"""The last step of a run: draft and send what is owed. Mail that is due and can't go is told of, and why.

In: the run and what it wrote. Out: the mail as it stands by now, and what this very run did.
"""

from __future__ import annotations

from collections.abc import Mapping

from mentoring_sync.errors import MentoringSyncError, TryLaterError, UnfitError
from mentoring_sync.mail.outbox.quota import summary
from mentoring_sync.records.message import MailState
from mentoring_sync.run.commit import is_undone, postings_committed
from mentoring_sync.run.deliver import Outbox
from mentoring_sync.run.looking import Looking
from mentoring_sync.run.mail import Mail
from mentoring_sync.run.order import Run
from mentoring_sync.run.outcome import Mailed
from mentoring_sync.run.planning import Planned
from mentoring_sync.run.services import MailChannel
from mentoring_sync.run.summary import in_count


def introduce(run: Run, made: Planned) -> Mailed:
    """Draft and send what is owed; each step is committed in *Mail* before the next.

    Raises:
        TryLaterError: Gmail can't be had, or let too many mails down.
        UnfitError: the mailbox may not write as the programme's sender.
    """
    mail, look = made.decision.mail, made.look
    if look and look.error:
        raise _in_words(look.error, {})
    if not mail.due(run.order.now) or look is None or look.looking is None:
        return Mailed(postings=mail.postings)
    run.steps.begin("Mail of this run")
    run.steps.done("; ".join(filter(None, (summary(mail.turns), mail.quota.why))))
    outbox = _outbox(run, made, look.looking)
    try:
        _check_sender(run, mail, look.looking.channel)
        outbox.deliver(mail.every, mail.messages, new=frozenset(each.key for each in mail.new))
    except TryLaterError as error:
        raise _in_words(error, outbox.done) from error
    if outbox.stuck:
        raise _mail_later(f"Gmail didn't say that it took {in_count(len(outbox.stuck), 'mail')}.", outbox.done)
    return Mailed(postings=tuple(outbox.postings.values()), done=outbox.done, rows=outbox.rows)


def _outbox(run: Run, made: Planned, looking: Looking) -> Outbox:
    mail = made.decision.mail
    outbox = Outbox(
        channel=looking.channel,
        becomes=mail.course,
        commit=lambda postings, expected: postings_committed(run, made, postings, expected, done=outbox.done),
        allowed=mail.quota.keys,
        now=run.order.now,
        steps=run.steps,
        sleep=run.services.sleep,
        looking=looking,
        is_undone=lambda: is_undone(run, made),
    )
    return outbox


def _in_words(error: MentoringSyncError, done: Mapping[str, int]) -> MentoringSyncError:
    """The error, with what was done until then where it passes."""
    return _mail_later(error.message, done) if isinstance(error, TryLaterError) else error


def _mail_later(why: str, done: Mapping[str, int]) -> TryLaterError:
    """What is said of mail that was due and couldn't go: why, what was done, and when it is tried again."""
    sent, drafts = done.get(MailState.SENT, 0), done.get(MailState.DRAFTED, 0)
    return TryLaterError(
        why,
        remedy=f"The workbook is written. In this run {in_count(sent, 'mail')} went and {in_count(drafts, 'draft')}"
        " came about; the next run sees to the rest, and none goes twice.",
    )


def _check_sender(run: Run, mail: Mail, channel: MailChannel) -> None:
    """Nothing is sent by an account that may not write as the programme's sender.

    Raises:
        UnfitError: it may not.
    """
    sender = run.configuration.program.mail.sender.email
    if mail.turns and not channel.may_write_as(sender):
        raise UnfitError(
            f"The account that mentoring-sync runs as can't send as {sender}; nothing was sent.",
            remedy="Add the address in Gmail under Settings > Accounts > Send mail as, or change [mail] sender.",
        )
