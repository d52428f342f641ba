"""What the coordinator hears: the digest of what is new in *Review*.

In: the facts. Out: what is due.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.kind import Due, Kind, Reader
from mentoring_sync.records.message import KindName


def digests(facts: Facts) -> Iterator[Due]:
    """For the coordinator, at most once a day, when *Review* has something new."""
    occasion = facts.today.isoformat()
    if facts.kinds.digest.on and (facts.problems or digest_waits(facts)):
        yield Due(
            kind=DIGEST,
            about="coordinator",
            occasion=occasion,
            to=(Reader(name=facts.programme.coordinator, email=facts.programme.contact),),
            says=facts.always
            | {"problems": tuple(facts.problems), "workbook": facts.workbook, "links": dict(facts.links)},
        )


def digest_waits(facts: Facts) -> bool:
    """Whether today's digest is on its way: then it speaks of what was new in the run that began it, too."""
    return facts.pending(DIGEST.name, "coordinator", facts.today.isoformat())


DIGEST = Kind(name=KindName("digest"), due=digests)
