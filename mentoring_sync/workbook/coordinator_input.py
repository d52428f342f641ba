"""The coordinator's input: the ticks and words in *Roster* and *Teams*, and the teams that stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentoring_sync.records.requirement import Role
from mentoring_sync.workbook.standing_tab import StandingTab
from mentoring_sync.workbook.tabs.roster import (
    Correction,
    RosterColumn,
    read_corrections,
    read_ticked,
    read_words_in,
)
from mentoring_sync.workbook.tabs.teams import (
    StandingTeam,
    read_apart_from,
    read_hours_kept,
    read_hours_typed,
    read_mentors_typed,
    read_merges,
    read_moves,
    read_pins,
    read_standing_teams,
)


@dataclass(frozen=True, kw_only=True)
class CoordinatorInput:
    """Waived and withdrawn people as (address, role); pins and vetoes as (mentee, mentor); *Move to* as it was typed.

    `apart_from` has, by mentee, the mentor against whom *Keep apart* was ticked: it holds as long as the tick does.
    `mentor_typed` and `hour_typed` are, by mentee, what a person typed over *Mentor* (or *Mentor email*) and *Meets*,
    `hour_kept` those mentees whose cell says our hour by now, and `corrections`, by a person's key, what they typed
    over name and zone: all hold until the cell is emptied. So do, by a person's key, the words in *Withdrawn why*, *On
    leave* and *Takes at most*, and by mentee those in *Merge into*.
    """

    waived: frozenset[tuple[str, Role]] = frozenset()
    withdrawn: frozenset[tuple[str, Role]] = frozenset()
    pinned: frozenset[tuple[str, str]] = frozenset()
    move_to: Mapping[str, str] = field(default_factory=dict)
    apart_from: Mapping[str, str] = field(default_factory=dict)
    mentor_typed: Mapping[str, str] = field(default_factory=dict)
    hour_typed: Mapping[str, str] = field(default_factory=dict)
    hour_kept: frozenset[str] = frozenset()
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    withdrawn_why: Mapping[str, str] = field(default_factory=dict)
    on_leave: Mapping[str, str] = field(default_factory=dict)
    takes_at_most: Mapping[str, str] = field(default_factory=dict)
    merge_into: Mapping[str, str] = field(default_factory=dict)
    standing: tuple[StandingTeam, ...] = ()


def read_coordinator_input(roster: StandingTab, teams: StandingTab) -> CoordinatorInput:
    """What the coordinator ticked and typed in the two tabs as they stand."""
    return CoordinatorInput(
        waived=frozenset(read_ticked(roster, RosterColumn.WAIVE)),
        withdrawn=frozenset(read_ticked(roster, RosterColumn.WITHDRAWN)),
        pinned=frozenset(read_pins(teams)),
        move_to=dict(read_moves(teams)),
        apart_from=dict(read_apart_from(teams)),
        mentor_typed=read_mentors_typed(teams),
        hour_typed=read_hours_typed(teams),
        hour_kept=read_hours_kept(teams),
        corrections=read_corrections(roster),
        withdrawn_why=read_words_in(roster, RosterColumn.WITHDRAWN_WHY),
        on_leave=read_words_in(roster, RosterColumn.ON_LEAVE),
        takes_at_most=read_words_in(roster, RosterColumn.TAKES_AT_MOST),
        merge_into=dict(read_merges(teams)),
        standing=read_standing_teams(teams),
    )
