"""The sections of a report that give numbers: of the round, since the last report, against earlier rounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mentoring_sync.progress.figures import Among, Figure, Stands
from mentoring_sync.progress.report import RoundReport, Since
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.survey import SurveyName
from mentoring_sync.report.content import Part, Section, Table, Text
from mentoring_sync.report.saying import Saying

Named = tuple[tuple[str, Figure], ...]


def since_section(say: Saying, since: Since) -> Section:
    """What has changed since the last report."""
    words, day = say.words, say.day(since.made)
    if not since.changes:
        said = Text(text=words.unchanged.format(day=day))
        return Section(heading=words.since.format(day=day), blocks=(said,))
    rows = tuple((_what(say, each.what), say.number(each.before), say.number(each.now)) for each in since.changes)
    heading = words.since.format(day=day)
    table = Table(caption=heading, columns=(words.what, words.before, words.now), rows=rows)
    return Section(heading=heading, blocks=(table,))


def _what(say: Saying, what: str) -> str:
    """The name of a count, as a report remembers it, in words."""
    words = say.words
    if what in words.changed:
        return words.changed[what]
    of, _, which = what.partition("/")
    if of in set(SurveyName):
        templates = {"answers": words.answers_of, "late": words.late_of, "shown": words.shown_of}
        return templates[which].format(survey=words.surveys[SurveyName(of)])
    return words.applied_by.format(role=words.roles[Role(of)])


def numbers_section(say: Saying, report: RoundReport) -> Section:
    """The round in numbers."""
    return Section(heading=say.words.numbers, blocks=(_nobody(say),), parts=tuple(_parts(say, report)))


def _nobody(say: Saying) -> Text:
    return Text(text=say.words.nobody, quiet=True)


def _parts(say: Saying, report: RoundReport) -> Iterator[Part]:
    words, figures = say.words, report.figures
    applied = (*_named(report.applied, words.eligible), *_named(figures.matched, words.placed))
    yield Part(
        heading=words.applications,
        blocks=(say.chart(words.applications, applied), Text(text=words.who_counts, quiet=True)),
    )
    completed = (*_named(figures.completion, words.completed_of), *_named(figures.by_role, words.completed_as))
    yield Part(
        heading=words.completion,
        blocks=(say.chart(words.completion, completed), Text(text=words.fixed_set, quiet=True)),
    )
    stands = (*_named(figures.stands, words.stands), (words.unable, figures.unable))
    yield Part(heading=words.standing, blocks=(say.table(words.standing, stands),))
    meetings = tuple((words.meeting.format(number=each.name), each) for each in figures.retention)
    retention = say.chart(words.retention, meetings, description=words.retention_chart, upright=True)
    came = say.table(words.attendance, _named(figures.attendance, words.came))
    yield Part(heading=words.attendance, blocks=(retention, came, Text(text=words.marked, quiet=True)))
    if figures.milestones:
        steps = tuple((each.name, each) for each in figures.milestones)
        yield Part(heading=words.milestones, blocks=(say.chart(words.milestones, steps),))
    spoken = zip(say.language_names([each.name for each in report.by_language]), report.by_language, strict=True)
    regions = ((each.name, each) for each in report.by_region)
    for heading, groups in ((words.region, regions), (words.language, spoken)):
        if named := tuple((name or words.others, each) for name, each in groups):
            yield Part(heading=heading, blocks=(say.chart(heading, named), Text(text=words.large_groups, quiet=True)))


def _named(figures: Iterable[Figure], names: Mapping[Among, str] | Mapping[Stands, str] | Mapping[Role, str]) -> Named:
    """Figures under their names in a language."""
    by_value = {key.value: name for key, name in names.items()}
    return tuple((by_value[each.name], each) for each in figures)


def earlier_section(say: Saying, report: RoundReport) -> Section:
    """This round against earlier ones."""
    words, rounds = say.words, report.figures.by_round
    if len(rounds) < 2:
        return Section(heading=words.earlier, blocks=(Text(text=words.first_round),))
    named = tuple((each.name, each) for each in rounds)
    return Section(heading=words.earlier, blocks=(say.chart(words.earlier, named, description=words.earlier_chart),))
