"""Looking for what people answered to our mails, at most once an hour.

In: the run, the workbook. Out: the answers that are known by now. Asked are the inbox, from its newest message to one
that was there at the last look, and each thread of ours that has something new; and who wrote to be left alone. A
mailbox that can't be had keeps a run from nothing: the answers are read later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from mentoring_sync.errors import MentoringSyncError, TryLaterError
from mentoring_sync.mail.replies.heard import Reply, ReplyKind, replies_in, reply_of
from mentoring_sync.mail.replies.letter import Received
from mentoring_sync.mail.replies.no_more_mail import SUBJECT
from mentoring_sync.run.order import Run
from mentoring_sync.run.services import MailChannel
from mentoring_sync.workbook.known.replies import KnownReplies
from mentoring_sync.workbook.standing import StandingWorkbook

MOST_LISTED, MOST_THREADS = 1_000, 50
"""Of the inbox and of its threads no more is asked in a run: a thread costs 40 of the 6,000 units that Gmail gives a
minute. The next look goes on."""

REMEMBERED = 20
"""So many of the inbox's newest are known again, should some be deleted."""

LEAVE_ALONE = f'subject:"{SUBJECT}" newer_than:30d'
"""The search for mails that programs write for whoever clicks on *Unsubscribe*."""


def replies(run: Run, standing: StandingWorkbook) -> KnownReplies | None:
    """The answers known by now; None where nobody looked."""
    known, settings = standing.known_replies, run.configuration.program.mail
    threads = frozenset(each.thread_id for each in standing.postings if each.sent_at and each.thread_id)
    waits = not threads or standing.switches.pause or run.order.dry_run or not known.is_time_to_look(run.order.now)
    if not settings.read_replies or waits or not settings.receives_answers(standing.mailbox.account):
        return None
    run.steps.begin("Looking for answers")
    try:
        found = _looked(run, standing, known, threads)
    except TryLaterError:
        run.steps.done("Gmail can't be had now")
        return None
    except MentoringSyncError as error:
        run.steps.done("Gmail doesn't let them be read")
        return replace(known, error=error.message, looked_at=run.order.now)
    run.steps.done(f"{len(found.replies) - len(known.replies)} new")
    return found


def _looked(run: Run, standing: StandingWorkbook, known: KnownReplies, threads: frozenset[str]) -> KnownReplies:
    channel = run.services.mail_channel(run.steps.say)
    account = standing.mailbox.account or channel.account()
    if not run.configuration.program.mail.receives_answers(account):
        return replace(known, looked_at=run.order.now)
    listed = list(_new(channel, known))
    ours = dict.fromkeys(each.thread_id for each in reversed(listed) if each.thread_id in threads)
    asked = list(islice(ours, MOST_THREADS))
    found = [reply for thread in asked for reply in replies_in(channel.letters(thread), known.replies)]
    found += _left_alone(channel, known, threads)
    newest = tuple(each.id for each in listed[:REMEMBERED])
    seen = known.seen if len(asked) < len(ours) else (*newest, *known.seen)[:REMEMBERED]
    heard = {each.id: each for each in found}
    return replace(known, replies={**known.replies, **heard}, seen=seen, error="", looked_at=run.order.now)


def _new(channel: MailChannel, known: KnownReplies) -> Iterator[Received]:
    """The inbox down to what was there at the last look."""
    for each in islice(channel.received(), MOST_LISTED):
        if each.id in known.seen:
            return
        yield each


def _left_alone(channel: MailChannel, known: KnownReplies, threads: frozenset[str]) -> list[Reply]:
    """Those who wrote to get no more mail, in letters of their own."""
    new = (each for each in channel.received(LEAVE_ALONE) if each.id not in known.replies)
    asked = dict.fromkeys(each.thread_id for each in islice(new, MOST_THREADS) if each.thread_id not in threads)
    letters = (letter for thread in asked for letter in channel.letters(thread) if not letter.is_sent)
    read = (reply_of(letter) for letter in letters if letter.id not in known.replies)
    return [reply for reply in read if reply.kind is ReplyKind.NO_MORE_MAIL]
