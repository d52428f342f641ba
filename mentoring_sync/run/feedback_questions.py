"""What is asked of the coordinator about a survey: whether a row is a test, how far a scale goes, which options a form
has.

In: the survey as it was read. Out: the rows that count after all, and the form with what they said of its scales.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.surveys.form import AskedQuestion, Length, SurveyForm
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.survey import Aside, QuestionKind, RowAside, Survey, SurveyName, SurveyQuestion

COUNT_IT, LEAVE_OUT = "Count it", "Leave it out"
ENOUGH = "Counts are enough"
SCALES = {
    f"It goes from {lowest} to {highest}": Length(**{"from": lowest, "to": highest})
    for lowest, highest in ((1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 10), (0, 3), (0, 4), (0, 5), (0, 10))
}
_TABLE = {SurveyName.HALF_WAY: "half_way", SurveyName.CLOSING: "closing"}

Ask = Callable[[Problem], str]


@dataclass(frozen=True, kw_only=True)
class Heeded:
    """The rows that count after all, and the form with what was said of its questions."""

    restored: frozenset[tuple[str, datetime]]
    form: SurveyForm


def asked_of(survey: Survey, form: SurveyForm, ask: Ask, *, zone: str) -> Heeded:
    """Ask what isn't certain of a survey, and heed what was answered."""
    doubtful = [each for each in survey.aside if each.why in (Aside.TEST, Aside.EARLY)]
    restored = frozenset((each.key, each.given) for each in doubtful if _counts(survey, each, ask, zone))
    told = tuple(_scales(survey, ask))
    unknown = [each for each in survey.questions if not each.is_certain and each.kind is not QuestionKind.SCALE]
    if unknown:
        ask(_options(survey, unknown))
    return Heeded(
        restored=restored, form=form.model_copy(update={"questions": (*form.questions, *told)}) if told else form
    )


def _counts(survey: Survey, row: RowAside, ask: Ask, zone: str) -> bool:
    at = row.given.astimezone(ZoneInfo(zone))
    shown = f" ({in_quotes(row.shown_by)})" if row.shown_by else ""
    question = Problem(
        where=Place(tab=survey.tab, row=row.row),
        what=f"The answer of {at.day} {at:%B %Y, %H:%M:%S} to the {survey.name} {row.why}{shown}: it isn't counted.",
        remedy=f"Is it a real answer? Then choose “{COUNT_IT}” in Answer, else “{LEAVE_OUT}”.",
        choices=(COUNT_IT, LEAVE_OUT),
    )
    return ask(question) == COUNT_IT


def _scales(survey: Survey, ask: Ask) -> Iterator[AskedQuestion]:
    """What was said of the scales of which nobody knows where they end; lines of a grid have one."""
    unknown = [each for each in survey.questions if not each.is_certain and each.kind is QuestionKind.SCALE]
    for title in dict.fromkeys(each.title for each in unknown):
        seen = {int(option.split(" ")[0]) for each in unknown if each.title == title for option in each.options}
        fitting = {
            words: each for words, each in SCALES.items() if each.highest >= max(seen) and each.lowest <= min(seen)
        }
        question = Problem(
            where=Place(tab=survey.tab, column=title),
            what=f"How far does the scale of {in_quotes(title)} go? Until that is known its answers are counted, and"
            " no mean is told.",
            remedy="Choose in Answer; or name its scale under"
            f" [[surveys.{_TABLE[survey.name]}.questions]] in config/questions.toml.",
            choices=(*fitting, ENOUGH),
        )
        if found := fitting.get(ask(question)):
            yield AskedQuestion(title=title, scale=found)


def _options(survey: Survey, unknown: list[SurveyQuestion]) -> Problem:
    titles = "; ".join(in_quotes(title) for title in dict.fromkeys(each.title for each in unknown))
    return Problem(
        where=Place(tab=survey.tab),
        what=f"Which options these questions of the {survey.name} have isn't known: {titles}. What several people chose"
        " is counted, without order or mean; options that nobody chose aren't shown.",
        remedy="Name their options, or their scale, under"
        f" [[surveys.{_TABLE[survey.name]}.questions]] in config/questions.toml; or choose “{ENOUGH}” in Answer.",
        choices=(ENOUGH,),
    )


def notices(name: SurveyName, form: SurveyForm) -> Iterator[Problem]:
    """What is to be heard of a survey whose answers aren't there."""
    if form.form:
        yield Problem(
            where=Place(tab=form.tab),
            what=f"There is no tab {in_quotes(form.tab)} with a form's answers: nothing of the {name} is read.",
            remedy=f"Link the form's answers to this spreadsheet and give their tab that name, or name it as"
            f" surveys.{_TABLE[name]}.tab in config/questions.toml.",
            for_operator=True,
        )
