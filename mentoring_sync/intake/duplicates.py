"""A person who answers twice in one role: the latest response counts, the earlier ones are superseded by it.

A response without an address or a time can't be compared: it stands for itself, and its rejection says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mentoring_sync.intake.moments import order
from mentoring_sync.intake.outcome import Superseded
from mentoring_sync.intake.people import Application
from mentoring_sync.records.requirement import Role


@dataclass(frozen=True, kw_only=True)
class Latest:
    """The applications that count, and those that a newer one replaced; both in the order of their rows."""

    kept: tuple[Application, ...]
    superseded: tuple[Superseded, ...]


def latest(applications: Sequence[Application], zone: ZoneInfo) -> Latest:
    """Of each person and role the latest application; of two at the same time on `zone`'s clock, the lower row."""

    def age(application: Application) -> tuple[datetime, int]:
        assert application.given is not None  # noqa: S101 - only comparable applications come here
        return order(application.given, zone), application.origin.row

    newest: dict[tuple[str, Role], Application] = {}
    for each in filter(_comparable, applications):
        key = each.email, each.role
        newest[key] = max(newest.get(key, each), each, key=age)
    replaced = {id(each): newest[each.email, each.role] for each in filter(_comparable, applications)}
    return Latest(
        kept=tuple(each for each in applications if replaced.get(id(each), each) is each),
        superseded=tuple(
            _superseded(each, replaced[id(each)]) for each in applications if replaced.get(id(each), each) is not each
        ),
    )


def _comparable(application: Application) -> bool:
    return bool(application.email) and application.given is not None


def _superseded(earlier: Application, newer: Application) -> Superseded:
    return Superseded(
        name=earlier.name, email=earlier.email, role=earlier.role, origin=earlier.origin, newer=newer.origin
    )
