"""What those who run the programme hear: the digest of what is new in *Review*, to the coordinator and to the operator.

In: the facts. Out: what is due.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.kind import Due, Kind, Reader
from mentoring_sync.records.message import KindName
from mentoring_sync.records.problem import Problem

COORDINATOR, OPERATOR = "coordinator", "operator"
"""Whom a digest is for."""


def digests(facts: Facts) -> Iterator[Due]:
    """At most once a day for each, when *Review* has something that they haven't been told of."""
    programme = facts.programme
    readers = {
        COORDINATOR: Reader(name=programme.coordinator, email=programme.contact),
        OPERATOR: Reader(name="", email=facts.operator),
    }
    for whom, reader in readers.items() if facts.kinds.digest.on else ():
        problems = tuple(each for each in facts.problems if digest_for(facts, each) == whom)
        if problems:
            yield Due(
                kind=DIGEST,
                about=whom,
                occasion=facts.today.isoformat(),
                to=(reader,),
                says=facts.always
                | {
                    "problems": problems,
                    "workbook": facts.workbook,
                    "links": dict(facts.links),
                    "for_operator": whom == OPERATOR,
                },
            )


def digest_for(facts: Facts, problem: Problem) -> str:
    """Who is to hear of a problem: the operator, where there is one, of what they mend; else the coordinator."""
    return OPERATOR if problem.for_operator and facts.operator else COORDINATOR


def digest_key(facts: Facts, whom: str) -> str:
    """The key of the day's digest."""
    return facts.key(DIGEST.name, whom, facts.today.isoformat())


DIGEST = Kind(name=KindName("digest"), due=digests)
