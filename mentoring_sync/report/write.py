"""A round's report, written in a language: which sections it has, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mentoring_sync.progress.figures import Among
from mentoring_sync.progress.figures import Figure as Counted
from mentoring_sync.progress.report import About, RoundReport, Since
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.survey import SurveyName
from mentoring_sync.report.content import Content, Figure, Section
from mentoring_sync.report.numbers import earlier_section, numbers_section, since_section
from mentoring_sync.report.saying import Saying
from mentoring_sync.report.voices import change_section, voices_section

A_DAY = timedelta(days=1)
NOBODY = Counted(name="", value=0, of=0)


def written(report: RoundReport, language: str, since: Since | None = None) -> Content:
    """The report in a language (its code), with what has changed since an earlier one."""
    say, about = Saying(language), report.about
    words = say.words
    lines = [
        *_when(say, about),
        words.made.format(day=say.day(about.made), n=say.number(report.placed)),
        *([] if about.is_over else [words.not_over]),
    ]
    return Content(
        language=language,
        title=words.heading.format(programme=about.programme, round=about.round),
        kind=words.report,
        community=about.community,
        lines=tuple(lines),
        figures=tuple(_first(say, report)),
        sections=tuple(_sections(say, report, since)),
        foot=(words.privacy, words.contact.format(coordinator=about.coordinator, contact=about.contact)),
        made=about.made,
    )


def _when(say: Saying, about: About) -> Iterator[str]:
    """From when until when the round went, as far as that is known."""
    if about.start and about.end:
        yield say.words.when.format(start=say.day(about.start), end=say.day(about.end - A_DAY))


def _sections(say: Saying, report: RoundReport, since: Since | None) -> Iterator[Section]:
    if since:
        yield since_section(say, since)
    yield numbers_section(say, report)
    yield voices_section(say, report)
    yield change_section(say, report)
    yield earlier_section(say, report)


def _first(say: Saying, report: RoundReport) -> Iterator[Figure]:
    """The numbers that one wants to know first."""
    words, figures = say.words, report.figures
    yield Figure(number=say.number(report.placed), of=words.changed[Among.PLACED])
    completed = next((each for each in figures.completion if each.name == Among.PLACED), NOBODY)
    yield _share(say, f"{words.completion}: {words.completed_of[Among.PLACED]}", completed.share, completed.of)
    came = next((each for each in figures.attendance if each.name == Role.MENTEE), NOBODY)
    yield _share(say, words.came[Role.MENTEE], came.share, came.of)
    for survey in report.surveys:
        if survey.name is SurveyName.CLOSING:
            yield _share(say, f"{words.surveys[survey.name]}: {words.rate}", survey.rate, survey.asked)


def _share(say: Saying, of: str, share: float | None, n: int) -> Figure:
    return Figure(number=say.share(share), of=f"{of} ({say.words.question_n.format(n=say.number(n))})")
