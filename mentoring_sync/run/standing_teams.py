"""The teams that stand: as *Teams* has them, and where rows were taken back, as their people were told.

In: the teams in the tab, those that `_sync` knows. Out: the teams that pairing is to be stable against. The tab and the
memory are written in one batch, so they differ only where an undo took back what the tab says. Nobody can be told less
than they were told: a team that was told stands as it was told; one that wasn't stands as its rows do, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mentoring_sync.records.person import PersonId
from mentoring_sync.workbook.known.teams import KnownTeam
from mentoring_sync.workbook.tabs.teams import StandingTeam


def standing_teams(
    shown: Sequence[StandingTeam], known: Mapping[str, KnownTeam], known_as: Mapping[str, PersonId], round_: str
) -> tuple[StandingTeam, ...]:
    """The teams that stand. `shown` are those in the tab, mentors by who they are; `known_as` has who somebody is, by
    an address of theirs; `round_` is how the keys of the round's mails begin."""
    shown = [each for each in shown if each.label not in known or known[each.label].round == round_]
    taken_back = _taken_back(shown, {label: each for label, each in known.items() if each.round == round_})
    stay = [each for each in shown if not _gives_way(taken_back.get(each.label))]
    seated = {mentee for team in stay for mentee in team.mentees}
    leading = {team.mentor for team in stay}
    return (*stay, *_as_told(taken_back.values(), known_as, seated, leading))


def _taken_back(shown: Sequence[StandingTeam], known: Mapping[str, KnownTeam]) -> dict[str, KnownTeam]:
    """The teams of which the tab says something else than the last run decided, by label."""
    in_the_tab = {(team.label, team.mentor, team.slot, team.mentees) for team in shown}
    decided = {(label, each.mentor, each.slot, each.mentees) for label, each in known.items() if each.mentees}
    differing = {label for label, *_ in in_the_tab ^ decided}
    return {label: known[label] for label in sorted(differing) if label in known}


def _gives_way(known: KnownTeam | None) -> bool:
    """Whether what the tab says of a team doesn't count, since its people know better."""
    return known is not None and (known.told is not None or known.over)


def _as_told(
    teams: Iterable[KnownTeam], known_as: Mapping[str, PersonId], seated: set[str], leading: set[str]
) -> Iterator[StandingTeam]:
    for each in teams:
        mentees = each.told_mentees(known_as) - seated
        if each.told and not each.over and mentees and each.mentor not in leading:
            seated |= mentees
            leading.add(each.mentor)
            yield StandingTeam(
                label=each.label, mentor=each.mentor, slot=each.told.slot, mentees=tuple(sorted(mentees))
            )
