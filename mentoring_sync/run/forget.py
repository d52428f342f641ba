"""Forgetting a person: all that the program holds of them goes, and a search afterwards proves it.

One batch takes them out of every tab and of the memory, with digests by which they stay forgotten and the list of
drafts that name them. Then the drafts are thrown away, and a second batch says that it is done; with it goes what the
first wrote over. Whoever dies in between leaves the rest to the next run, or to the same command.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from secrets import token_hex

from mentoring_sync.errors import NotAllowedError, OverlapError, TryLaterError, UsageError, did_you_mean
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.forgotten import Forgotten
from mentoring_sync.records.names import folded_name
from mentoring_sync.run.commit import ATTEMPTS, commit, recovered
from mentoring_sync.run.order import Order
from mentoring_sync.run.services import MailChannel, Services
from mentoring_sync.run.summary import in_count
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.forgetting.mentions import Mentions
from mentoring_sync.workbook.forgetting.plan import Plan, is_being_sent, plan_forgetting
from mentoring_sync.workbook.forgetting.search import Searched, search
from mentoring_sync.workbook.forgetting.subject import Subject, everybody, others_names, who_is_meant
from mentoring_sync.workbook.history.chapters import FORGET, Chapter
from mentoring_sync.workbook.known.forgotten import (
    FORGOTTEN,
    KnownForgotten,
    Retention,
    known_forgotten_cells,
)
from mentoring_sync.workbook.plan import patch
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.runs import RunRow, runs_tab

BEYOND = (
    "Responses that the forms themselves keep: delete them in Google Forms.",
    "The spreadsheet's version history (File > Version history), and notes and comments on its cells.",
    "Calendars into which people took invitations, and files that were downloaded or exported.",
)
"""What no program of ours can reach, whoever it is."""


@dataclass(frozen=True, kw_only=True)
class Drafts:
    """The drafts of ours that name somebody, by Gmail's ids; how many were looked at, and of how many no text could be
    read."""

    naming: tuple[str, ...] = ()
    looked_at: int = 0
    unread: int = 0


@dataclass(frozen=True, kw_only=True)
class ForgottenNow:
    """What came of it: rows deleted and cells changed by tab, drafts thrown away, places where a part of the name
    stands, what can't be reached, and how much was searched with what found; `mentions` are what was searched for."""

    rows: Mapping[str, int]
    cells: Mapping[str, int]
    drafts: int
    perhaps: tuple[str, ...]
    unreached: tuple[str, ...]
    searched: Mapping[str, int]
    found: tuple[str, ...]
    mentions: Mentions = field(repr=False)
    dry_run: bool = False

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it: not who it was."""
        return {name: value for name, value in self.__dict__.items() if name != "mentions"}

    def in_words(self) -> list[str]:
        """A few lines."""
        lines = [
            f"{tab}: {in_count(self.rows.get(tab, 0), 'row')} deleted or emptied,"
            f" {in_count(self.cells.get(tab, 0), 'cell')} changed."
            for tab in dict.fromkeys((*self.rows, *self.cells))
        ]
        lines += [f"Gmail: {in_count(self.drafts, 'draft')} thrown away."] if self.drafts else []
        lines = lines or ["Nothing of them stands in the tabs that runs write."]
        lines = ["Nothing was written. It would be:", *lines] if self.dry_run else lines
        lines += ["May mean them, and stays: look yourself."] if self.perhaps else []
        lines += [f"  {place}" for place in self.perhaps]
        lines += ["Can't be reached from here:", *(f"  {each}" for each in self.unreached)]
        return [*lines, *self._proof()]

    def _proof(self) -> Iterator[str]:
        if self.dry_run:
            return
        counts = ", ".join(in_count(count, what) for what, count in self.searched.items())
        yield f"Searched afterwards: {counts}. Found: {len(self.found)}."
        yield from (f"  {place}" for place in self.found)


def forget(
    configuration: Configuration,
    order: Order,
    services: Services,
    asked: str,
    *,
    new_key: Callable[[], str] = lambda: token_hex(32),
) -> ForgottenNow:
    """Forget the one person whom an address or a name means. A second time it completes what a first began.

    Raises:
        UsageError: nobody is meant, several are, or somebody who runs the programme; nothing was written.
        MentoringSyncError: with its exit code; what has begun is completed by the next run.
    """
    for _ in range(ATTEMPTS):
        pulled = StandingWorkbook(services.spreadsheet.pull())
        standing = pulled if order.dry_run else recovered(services.spreadsheet, pulled)
        if standing.forgotten.unfinished and not order.dry_run:
            standing = finished(standing, order, services)
        mentions = _meant(configuration, standing, asked)
        channel = mailbox_with_drafts(configuration, standing, services)
        drafts = drafts_naming(channel, mentions)
        planned = planned_to_forget(standing, order, mentions, drafts.naming, new_key)
        if order.dry_run:
            return _said(planned, standing, mentions, drafts, configuration, dry_run=True)
        try:
            landed = commit(services.spreadsheet, planned.edits, after=standing)
        except OverlapError:
            continue
        finished(landed, order, services, people=1)
        now, left = StandingWorkbook(services.spreadsheet.pull()), drafts_naming(channel, mentions)
        return _said(planned, now, mentions, drafts, configuration, left=left)
    raise OverlapError


def planned_to_forget(
    standing: StandingWorkbook,
    order: Order,
    mentions: Mentions,
    drafts: Collection[str],
    new_key: Callable[[], str],
    known: KnownForgotten | None = None,
) -> Plan:
    """The batch that forgets people; `known` is what is remembered of the forgotten beside them.

    Raises:
        TryLaterError: a mail to them may be on its way.
    """
    if is_being_sent(standing, mentions):
        raise TryLaterError(
            "A mail to them may be on its way at this moment.",
            remedy="Nothing was changed: run mentoring-sync sync once more, then forget them.",
        )
    started = standing.workbook.local_time(order.now)
    chapter = Chapter(run=_named(order), started=f"{started:%Y-%m-%d %H:%M}", trigger=FORGET)
    known = _counted(standing, mentions.subject, known or standing.forgotten)
    who = known.who if known.who.key else Forgotten(key=new_key())
    for each in _one_by_one(standing, mentions.subject):
        who = who.remembering(each.addresses, each.names, order.now)
    known = replace(known, who=who, unfinished=True, drafts=tuple(dict.fromkeys((*known.drafts, *drafts))))
    return plan_forgetting(standing, mentions, drafts, known, chapter)


def finished(standing: StandingWorkbook, order: Order, services: Services, *, people: int = 0) -> StandingWorkbook:
    """The workbook once a forgetting that landed is through: drafts thrown away, and what was written over gone.

    Raises:
        MentoringSyncError: with its exit code; the next run goes on.
    """
    known = standing.forgotten
    if known.drafts:
        channel = services.mail_channel(lambda _: None)
        for draft_id in known.drafts:
            channel.discard(draft_id)
    for _ in range(ATTEMPTS):
        memory = {FORGOTTEN: known_forgotten_cells(standing.forgotten.finished)}
        told = patch(standing, [runs_tab(_row(standing, order, people))], memory=memory)
        try:
            return commit(services.spreadsheet, told.edits, after=standing)
        except OverlapError:
            standing = StandingWorkbook(services.spreadsheet.pull())
    raise OverlapError


def drafts_naming(channel: MailChannel | None, mentions: Mentions) -> Drafts:
    """The drafts of ours that name these people anywhere; of a draft whose text can't be read, in its headers."""
    naming: list[str] = []
    looked_at = unread = 0
    for draft_id, message_id in channel.draft_ids().items() if channel else ():
        carried = channel.carried(message_id) if channel else None
        if not channel or not carried or not carried.key:
            continue
        looked_at += 1
        said = f"{carried.key} {carried.to} {carried.subject}"
        try:
            said += f" {channel.held_text(draft_id)}"
        except NotAllowedError:
            unread += 1
        naming += [draft_id] if mentions.are_in(said) else []
    return Drafts(naming=tuple(naming), looked_at=looked_at, unread=unread)


def mailbox_with_drafts(
    configuration: Configuration, standing: StandingWorkbook, services: Services
) -> MailChannel | None:
    """The mailbox, where there can be a draft of ours in it."""
    mails = configuration.program.mail.delivery is not Delivery.OFF or any(each.draft_id for each in standing.postings)
    return services.mail_channel(lambda _: None) if mails and standing.postings else None


def _meant(configuration: Configuration, standing: StandingWorkbook, asked: str) -> Mentions:
    if "@" not in asked and standing.forgotten.who.has_name(asked) and not _is_called(standing, asked):
        raise UsageError(f"{asked} was forgotten already.", remedy="Give the address to search everything once more.")
    subject = who_is_meant(standing, asked)
    if staff := subject.addresses & {each.lower() for each in configuration.program.staff}:
        raise UsageError(f"{', '.join(sorted(staff))} runs the programme: the configuration names them.")
    mentions = Mentions(subject, others_names(standing, subject))
    known = any(map(standing.forgotten.who.has, subject.addresses))
    hits = search(standing.workbook, mentions)
    if not (known or hits.ours or hits.theirs):
        near = did_you_mean(asked, (one for each in everybody(standing) for one in each.addresses))
        raise UsageError(f"Nobody here has the address {asked}.", remedy=near.capitalize())
    return mentions


def _is_called(standing: StandingWorkbook, name: str) -> bool:
    return any(folded_name(name) in map(folded_name, each.names) for each in everybody(standing))


def _one_by_one(standing: StandingWorkbook, subject: Subject) -> tuple[Subject, ...]:
    """The people of a subject, each by themselves, with the addresses under which nobody is known."""
    known = tuple(each for each in everybody(standing) if each.addresses & subject.addresses)
    rest = subject.addresses - frozenset[str]().union(*(each.addresses for each in known))
    return (*known, *(Subject(addresses=frozenset({each})) for each in sorted(rest)))


def _counted(standing: StandingWorkbook, subject: Subject, known: KnownForgotten) -> KnownForgotten:
    """What is remembered with how many of each closed round are forgotten: its figures count them."""
    rounds = dict(known.rounds)
    for each in standing.past.values():
        for one in each.rounds if each.every_address & subject.addresses else ():
            before = rounds.get(one.of, Retention(called=one.called))
            rounds[one.of] = replace(before, forgotten=before.forgotten + 1)
    return replace(known, rounds=rounds)


def _named(order: Order) -> str:
    """Under which name it stands in *Runs* and the history: a run that forgets somebody has a row of its own, too."""
    return order.run if order.trigger == FORGET else f"{order.run}-{FORGET}"


def _row(standing: StandingWorkbook, order: Order, people: int) -> RunRow:
    return RunRow(
        run=_named(order),
        started=standing.workbook.local_time(order.now),
        trigger=FORGET,
        read=0,
        changed=0,
        mailed=0,
        result=f"Forgot {in_count(people, 'person', 'people')}" if people else "Completed forgetting",
    )


def _said(
    planned: Plan,
    standing: StandingWorkbook,
    mentions: Mentions,
    drafts: Drafts,
    configuration: Configuration,
    *,
    left: Drafts | None = None,
    dry_run: bool = False,
) -> ForgottenNow:
    searched = search(standing.workbook, mentions)
    left = left or Drafts()
    account = standing.mailbox.account or configuration.program.mail.sender.email
    return ForgottenNow(
        rows={each.title: each.rows for each in planned.tabs if each.rows},
        cells={each.title: each.cells for each in planned.tabs if each.cells},
        drafts=len(drafts.naming),
        perhaps=tuple(f"{each.title}, row {row}, {title}" for each in planned.tabs for row, title in each.perhaps),
        unreached=tuple(_unreached(planned, searched, mentions, left, account)),
        searched={"tab": searched.tabs, "cell": searched.cells, "draft": left.looked_at},
        found=() if dry_run else (*map(str, searched.ours), *(f"Gmail, draft {each}" for each in left.naming)),
        mentions=mentions,
        dry_run=dry_run,
    )


def _unreached(planned: Plan, searched: Searched, mentions: Mentions, left: Drafts, account: str) -> Iterator[str]:
    for hit in searched.theirs:
        yield f"{hit}: people's own tabs are only read. Delete it there; as long as it stands it counts for nothing."
    if planned.sent:
        went = in_count(len(planned.sent), "mail")
        yield f"{went} that went to them, and what they answered, in the mailbox of {account}."
    if left.unread:
        yield f"The texts of {in_count(left.unread, 'draft')}: the account doesn't let them be read."
    for name in mentions.shared_names:
        yield f"The name {name} where it stands without an address: somebody else is called so, too."
    yield from BEYOND
