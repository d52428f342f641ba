"""What the coordinator's digest is about: the rows of *Review* that they haven't been told of.

In: the workbook, the facts, the problems of the run. Out: the problems for the digest of the day, and which digest each
of them is in, for the next run. A row is told of once the digest that it is in has ended; where that isn't needed any
more, or its day is over, the row waits for the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.coordinator import COORDINATOR, DIGEST, OPERATOR, digest_for, digest_key
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.records.message import ENDED, MailState, Posting
from mentoring_sync.records.problem import Problem
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.mails import UNTOLD, untold_cells
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.review import problem_key

NO_DIGEST = ""
"""Where a row stands in no digest yet."""


@dataclass(frozen=True, kw_only=True)
class Untold:
    """The problems for the digest of the day; what the next run is to know."""

    problems: tuple[Problem, ...] = ()
    memory: Mapping[str, TabBase] = field(default_factory=dict)


def untold_problems(standing: StandingWorkbook, facts: Facts, problems: Sequence[Problem]) -> Untold:
    """Those of the problems that nobody has been told of, as far as there is a digest to say them in."""
    if not (facts.kinds.digest.on and facts.kinds.delivery_of(DIGEST.setting) is not Delivery.OFF):
        return Untold(memory=_memory(standing, {}))
    untold, said = dict[str, str](), list[Problem]()
    for whom in (COORDINATOR, OPERATOR):
        today = digest_key(facts, whom)
        by_key = {problem_key(each): each for each in problems if digest_for(facts, each) == whom}
        mine = _untold(standing, facts, today, by_key)
        untold |= mine
        said += [each for key, each in by_key.items() if mine.get(key) == today]
    return Untold(problems=tuple(said), memory=_memory(standing, untold))


def _untold(standing: StandingWorkbook, facts: Facts, today: str, by_key: Mapping[str, Problem]) -> dict[str, str]:
    """By row that somebody is to be told of: the digest that it is in."""
    before = _before(standing, facts, today, by_key)
    untold = dict(_still_untold(before, facts.posted, today)) | dict.fromkeys(_new(standing, by_key), NO_DIGEST)
    untold = {key: told_in for key, told_in in untold.items() if key in by_key}
    posting = facts.posted.get(today)
    if posting is None or posting.state in (MailState.OWED, MailState.DRAFTED, MailState.NOT_NEEDED):
        untold = {key: today if told_in == NO_DIGEST else told_in for key, told_in in untold.items()}
    return untold


def untold_meanwhile(
    configuration: Configuration, standing: StandingWorkbook, problems: Sequence[Problem]
) -> Mapping[str, TabBase]:
    """What is to be known of new problems by the next run that makes a digest, where this one makes none."""
    if not configuration.program.mail.kinds.digest.on or configuration.program.mail.delivery is Delivery.OFF:
        return {}
    new = _new(standing, {problem_key(each): each for each in problems})
    return _memory(standing, {**standing.untold, **dict.fromkeys(new, NO_DIGEST)})


def _before(standing: StandingWorkbook, facts: Facts, today: str, by_key: Mapping[str, Problem]) -> Mapping[str, str]:
    """By row, the digest that it is in. Earlier versions kept no account: their digest is of all there is."""
    if UNTOLD in standing.base or today not in facts.posted:
        return standing.untold
    return dict.fromkeys(by_key, today)


def _still_untold(before: Mapping[str, str], posted: Mapping[str, Posting], today: str) -> Iterator[tuple[str, str]]:
    for key, told_in in before.items():
        posting = posted.get(told_in)
        if posting is None or posting.state is MailState.NOT_NEEDED:
            yield key, NO_DIGEST
        elif posting.state not in ENDED:
            yield key, told_in if told_in == today or posting.state is MailState.SENDING else NO_DIGEST


def _new(standing: StandingWorkbook, keys: Iterable[str]) -> Iterator[str]:
    """What *Review* doesn't show yet; what an earlier version would have shown otherwise isn't new."""
    return (key for key in keys if key not in standing.known_problems and not standing.is_taken_over)


def _memory(standing: StandingWorkbook, untold: Mapping[str, str]) -> Mapping[str, TabBase]:
    """Nothing where no more is to be said than that rows were told of: that follows from *Mail*."""
    known = standing.untold
    if all(known.get(key) == told_in for key, told_in in untold.items()):
        return {}
    return {UNTOLD: untold_cells(untold)}
