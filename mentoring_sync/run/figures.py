"""The stage *figures*: how applications come in, how the round goes and whom to look for, as *Progress* shows them.

Whom to look for is worked out with each pairing; as long as that stands, so do its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mentoring_sync.mail.kinds.coordinator import count_day
from mentoring_sync.pairing.problem.candidates import MenteeCandidate
from mentoring_sync.progress.applications import NO_APPLICATIONS, Applications, applications
from mentoring_sync.progress.feedback import SurveyFigures
from mentoring_sync.progress.figures import NO_ROUND_FIGURES, RoundFigures
from mentoring_sync.records.message import Posting
from mentoring_sync.records.roster import PersonStatus
from mentoring_sync.run.people import People
from mentoring_sync.run.progress import Progress
from mentoring_sync.run.reports import Reports
from mentoring_sync.run.roster import Roster
from mentoring_sync.run.round_figures import Placing
from mentoring_sync.run.teams import Teams
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.feedback_figures import with_feedback
from mentoring_sync.workbook.tabs.progress import PROGRESS, brief_rows, introduced_tab, progress_tab, standing_brief

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How applications come in, how the round goes (by the `placing` of its people), the rows that say whom to look for
    (`brief`), and the tab that says so."""

    applications: Applications = NO_APPLICATIONS
    round: RoundFigures = NO_ROUND_FIGURES
    placing: Placing | None = None
    brief: tuple[DesiredRow, ...] = ()
    tabs: tuple[DesiredTab, ...] = ()

    def once_told(self, postings: Iterable[Posting], standing: StandingWorkbook) -> tuple[DesiredTab, ...]:
        """What the tab says otherwise once the mail is as far as these postings say."""
        if self.placing is None:
            return ()
        return (introduced_tab(self.placing.introduced(postings)).among(standing.tab(PROGRESS).keys),)


NO_FIGURES = Figures()
"""Where nothing is to change."""


def figures(
    configuration: Configuration,
    standing: StandingWorkbook,
    people: People,
    teams: Teams,
    roster: Roster,
    progress: Progress,
    told: Reports,
    *,
    surveys: Sequence[SurveyFigures] = (),
    now: datetime,
) -> Figures:
    """The figures of those who take part, and of the surveys."""
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
    placing = Placing(
        configuration=configuration,
        standing=standing,
        people=people,
        teams=teams,
        roster=roster,
        progress=progress,
        told=told,
    )
    round_ = placing.figures()
    tab = with_feedback(progress_tab(counts, brief, deferred, round_), surveys)
    return Figures(applications=counts, round=round_, placing=placing, brief=brief, tabs=(tab,))


def _since(closes: date, now: datetime) -> datetime:
    """From when on applications are new: a week before they were counted last."""
    counted = count_day(closes, now.date()) or now.date()
    return datetime.combine(counted - WEEK, time(), tzinfo=UTC)


def _brief(configuration: Configuration, teams: Teams) -> tuple[DesiredRow, ...]:
    from mentoring_sync.pairing.explain.recruiting import recruiting_brief  # start-up time

    waiting = [each.person for each in teams.found.unplaced if isinstance(each.person, MenteeCandidate)]
    return brief_rows(recruiting_brief(waiting, configuration.rules))
