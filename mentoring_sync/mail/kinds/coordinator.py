"""What the coordinator hears: the digest of what is new in *Review*.

In: the facts. Out: what is due.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.kind import Due, Kind, Reader
from mentoring_sync.records.message import KindName


def digests(facts: Facts) -> Iterator[Due]:
    """For the coordinator, at most once a day, when *Review* has something that they haven't been told of."""
    if facts.kinds.digest.on and facts.problems:
        yield Due(
            kind=DIGEST,
            about=COORDINATOR,
            occasion=facts.today.isoformat(),
            to=(Reader(name=facts.programme.coordinator, email=facts.programme.contact),),
            says=facts.always
            | {"problems": tuple(facts.problems), "workbook": facts.workbook, "links": dict(facts.links)},
        )


def digest_key(facts: Facts) -> str:
    """The key of the day's digest."""
    return facts.key(DIGEST.name, COORDINATOR, facts.today.isoformat())


COORDINATOR = "coordinator"
DIGEST = Kind(name=KindName("digest"), due=digests)
