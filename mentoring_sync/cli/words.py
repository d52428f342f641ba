"""An outcome in words, for the person who ran the command."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring_sync.run.outcome import Outcome
from mentoring_sync.run.summary import in_count

UNASKED = (
    "Gmail wasn't asked: a real run looks there first, makes nothing anew that it holds, and asks in Review where Mail"
    " has lost what it shows."
)


def in_words(outcome: Outcome, *, dry_run: bool = False) -> list[str]:
    """The outcome as a few lines."""
    return [
        f"{in_count(outcome.responses, 'response')}: {in_count(outcome.mentors, 'mentor')} and "
        f"{in_count(outcome.mentees, 'mentee')} accepted, "
        f"{outcome.rejected} not (yet), {outcome.superseded} replaced by a later answer.",
        f"{in_count(outcome.placed, 'mentee')} in {in_count(outcome.teams, 'team')} ({outcome.introduced} introduced), "
        f"{in_count(outcome.unplaced, 'mentee')} without a team{_proof(outcome)}.",
        *(f"{cost}." for cost in outcome.costs),
        _written(outcome, dry_run=dry_run),
        _mail(outcome, dry_run=dry_run),
        *([UNASKED] if outcome.unasked else []),
        *([f"{outcome.ready}."] if outcome.ready else []),
        f"Review has {in_count(outcome.review, 'row')}." if outcome.review else "Review is empty.",
        *outcome.explanation,
        *_mails(outcome),
    ]


def _mails(outcome: Outcome) -> Iterator[str]:
    """Every mail that would be on its way, with its text."""
    for number, mail in enumerate(outcome.mails, start=1):
        how = "would be sent" if mail.goes else "waits for the tick of Send in Control"
        yield ""
        yield f"--- {number} of {len(outcome.mails)}: {mail.kind}, {how}"
        yield from (f"To: {mail.to}", f"Subject: {mail.subject}", "")
        yield from mail.text.splitlines()


def _proof(outcome: Outcome) -> str:
    placed = outcome.pairing.get("placed")
    if not placed:
        return ""
    if placed["value"] == placed["bound"]:
        return "; more can't be placed: proved"
    return f"; at most {placed['bound']} could be placed"


def _written(outcome: Outcome, *, dry_run: bool) -> str:
    if outcome.paused:
        return f"Paused: “{outcome.spreadsheet}” says so in Control. Nothing was written, nobody was mailed."
    if outcome.unchanged and outcome.mail_rows:
        return f"“{outcome.spreadsheet}” already says all this; {in_count(outcome.mail_rows, 'row')} of Mail written."
    if outcome.unchanged:
        return f"“{outcome.spreadsheet}” already says all this: nothing was written."
    if dry_run:
        would = f"{in_count(outcome.rows_changed, 'row')} of “{outcome.spreadsheet}” would change"
        return f"Dry run: {would}; nothing was written or sent."
    batches = in_count(outcome.batches, "batch", "batches")
    return f"“{outcome.spreadsheet}”: {in_count(outcome.rows_changed, 'row')} written in {batches}."


def _mail(outcome: Outcome, *, dry_run: bool) -> str:
    later = f" {outcome.mail_later} wait for a later run." if outcome.mail_later else ""
    if dry_run:
        going = sum(mail.goes for mail in outcome.mails)
        return f"Mail: {going} would be sent, {len(outcome.mails) - going} would wait as drafts.{later}"
    return f"Mail: {_tally(outcome.mail)}.{later}" if outcome.mail else f"Mail: nothing went.{later}"


def _tally(mail: dict[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in sorted(mail.items()))
