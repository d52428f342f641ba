"""The stage *figures*: how applications come in, and whom to look for, as *Progress* shows them.

Whom to look for is worked out with each pairing; as long as that stands, so do its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mentoring_sync.mail.kinds.coordinator import count_day
from mentoring_sync.pairing.explain.recruiting import recruiting_brief
from mentoring_sync.pairing.problem.candidates import MenteeCandidate
from mentoring_sync.progress.applications import NO_APPLICATIONS, Applications, applications
from mentoring_sync.records.roster import PersonStatus
from mentoring_sync.run.people import People
from mentoring_sync.run.teams import Teams
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.progress import PROGRESS, brief_rows, progress_tab, standing_brief

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How applications come in, and the tab that says so."""

    applications: Applications = NO_APPLICATIONS
    tabs: tuple[DesiredTab, ...] = ()


NO_FIGURES = Figures()
"""Where nothing is to change."""


def figures(
    configuration: Configuration, standing: StandingWorkbook, people: People, teams: Teams, *, now: datetime
) -> Figures:
    """The figures of those who take part."""
    program = configuration.program
    counts = applications(
        people.mentors,
        people.mentees,
        turned_away=len({each.key for each in people.intake.rejections}),
        most_mentees=program.pairing.most_mentees,
        first_day=program.round.start,
        since=_since(program.round.applications_close, now),
    )
    brief = _brief(configuration, teams) if teams.is_new else standing_brief(standing.tab(PROGRESS).base)
    deferred = sorted(entry.name for entry in people.away if entry.status is PersonStatus.DEFERRED)
    return Figures(applications=counts, tabs=(progress_tab(counts, brief, deferred),))


def _since(closes: date, now: datetime) -> datetime:
    """From when on applications are new: a week before they were counted last."""
    counted = count_day(closes, now.date()) or now.date()
    return datetime.combine(counted - WEEK, time(), tzinfo=UTC)


def _brief(configuration: Configuration, teams: Teams) -> tuple[DesiredRow, ...]:
    waiting = [each.person for each in teams.found.unplaced if isinstance(each.person, MenteeCandidate)]
    return brief_rows(recruiting_brief(waiting, configuration.rules))
