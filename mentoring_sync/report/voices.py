"""The sections of a report that tell what people said, and what to change.

Of a survey nothing is said that the coordinator's own figures hold back; of fewer than five answers no figures at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentoring_sync.progress.feedback import QuestionFigures, SurveyFigures
from mentoring_sync.progress.report import OTHERS, RoundReport, Vacancy
from mentoring_sync.progress.small_groups import SMALLEST
from mentoring_sync.records.survey import QuestionKind
from mentoring_sync.report.content import Bar, Block, Chart, Part, Quotes, Section, Table, Text
from mentoring_sync.report.saying import DASH, Saying


def voices_section(say: Saying, report: RoundReport) -> Section:
    """What people said."""
    words = say.words
    parts = [*(_survey(say, each) for each in report.surveys)]
    if report.quoted:
        quotes = tuple(Quotes(question=_question(say, each.question), texts=each.texts) for each in report.quoted)
        parts.append(Part(heading=words.quotations, blocks=quotes))
    nothing = () if report.surveys else (Text(text=words.no_survey),)
    return Section(heading=words.voices, blocks=nothing, parts=tuple(parts))


def _question(say: Saying, question: str) -> str:
    """A question with its survey's name in the language."""
    for name, called in say.words.surveys.items():
        begins = f"{name.value.capitalize()}: "
        if question.startswith(begins):
            return f"{called}: {question.removeprefix(begins)}"
    return question


def _survey(say: Saying, survey: SurveyFigures) -> Part:
    lines = (Text(text=" ".join(_how_many(say, survey))), *_questions(say, survey))
    return Part(heading=say.words.surveys[survey.name], blocks=lines)


def _how_many(say: Saying, survey: SurveyFigures) -> Iterator[str]:
    words, day = say.words, say.day(survey.closes.date())
    answered = survey.answered if survey.of_asked is None else survey.of_asked
    yield words.answers.format(n=say.number(survey.answered))
    if survey.rate is None:
        yield words.asked_nobody
    else:
        rate, asked = say.share(survey.rate), say.number(survey.asked)
        yield f"{words.rate}: {words.rate_of.format(answered=say.number(answered), asked=asked, share=rate)}"
    yield (words.survey_open if survey.is_open else words.survey_closed).format(day=day)
    if survey.late:
        yield words.late.format(n=say.number(survey.late))
    if survey.set_aside:
        yield words.set_aside.format(n=say.number(survey.set_aside))
    if survey.shown < survey.answered and survey.shown >= SMALLEST:
        yield words.shown.format(n=say.number(survey.shown))


def _questions(say: Saying, survey: SurveyFigures) -> Iterator[Block]:
    if survey.answered > 0 and survey.shown < SMALLEST:
        yield Text(text=say.words.too_few, quiet=True)
        return
    for each in survey.questions:
        yield from _figures(say, each)


def _figures(say: Saying, each: QuestionFigures) -> Iterator[Block]:
    words, question = say.words, each.question
    n = words.question_n.format(n=say.number(each.n))
    if 0 < each.n < SMALLEST:
        yield Text(text=f"{question.called}: {words.few_said}")
    elif question.kind is QuestionKind.TEXT:
        yield Text(text=f"{question.called}: {n}. {words.in_own_words if each.texts else ''}".strip())
    elif not question.is_certain:
        yield Text(text=f"{question.called}: {n}. {words.options_unknown}")
    else:
        yield _chart(say, each, f"{question.called} ({n}{_mean(say, each)})")
        yield from _groups(say, each)


def _mean(say: Saying, each: QuestionFigures) -> str:
    return f"; {say.words.mean.format(mean=say.mean(each.mean))}" if each.question.points else ""


def _chart(say: Saying, each: QuestionFigures, title: str) -> Chart:
    """The counts of all options, in the form's order; what says nothing stands below them, and is no share of n."""
    words, options = say.words, list(zip(each.question.options, each.counts, strict=True))
    if each.own_words:
        options.append((words.own_words, each.own_words))
    shares = [(name, count, count / each.n if each.n else None) for name, count in options]
    rows = [(name, say.number(count), say.share(share)) for name, count, share in shares]
    rows += [(words.unsaid[why], say.number(count), DASH) for why, count in each.unsaid.items() if count]
    return Chart(
        title=title,
        description=words.bars,
        bars=tuple(Bar(name=name, share=share, number=say.number(count)) for name, count, share in shares),
        table=Table(caption=title, columns=(words.answer, words.count, words.share), rows=tuple(rows)),
        empty=words.chart_empty,
    )


def _groups(say: Saying, each: QuestionFigures) -> Iterator[Table]:
    """What may be told of groups, a column each; a dash where it isn't told, or nobody is."""
    words = say.words
    if not each.split:
        return
    roles = {f"{role}s": name for role, name in words.roles.items()}
    named = [words.group.format(group=roles.get(group.name, group.name), n=say.number(group.n)) for group in each.split]
    told = [option for option in each.question.options if any(option in group.counts for group in each.split)]
    rows = [
        (option, *(say.number(group.counts[option]) if option in group.counts else DASH for group in each.split))
        for option in told
    ]
    if any(group.mean is not None for group in each.split):
        mean = words.mean.format(mean="").strip()
        rows.append((mean[:1].upper() + mean[1:], *(say.mean(group.mean) for group in each.split)))
    if rows:
        yield Table(caption=each.question.called, columns=(words.answer, *named), rows=tuple(rows))


def change_section(say: Saying, report: RoundReport) -> Section:
    """What to change: whom to look for, what nobody offered, why people withdrew."""
    words = say.words
    rows = tuple((_wanted(say, each), say.number(each.seats)) for each in report.vacancies)
    table = Table(caption=words.recruit, columns=(words.recruit, words.seats), rows=rows)
    parts = [Part(heading=words.recruit, blocks=(table if rows else Text(text=words.recruit_none),))]
    if report.unmet:
        unmet = tuple((each.name, say.number(each.value)) for each in report.unmet)
        table = Table(caption=words.unmet, columns=(words.topic, words.wanted_by), rows=unmet)
        parts.append(Part(heading=words.unmet, blocks=(table,)))
    if report.reasons:
        named = ((words.why_other if each.name == OTHERS else words.why[each.name], each) for each in report.reasons)
        parts.append(Part(heading=words.reasons, blocks=(say.table(words.reasons, named),)))
    return Section(heading=words.change, parts=tuple(parts))


def _wanted(say: Saying, each: Vacancy) -> str:
    tools = say.words.tools.format(tools=say.listed(each.tools)) if each.tools else ""
    (language,) = say.language_names((each.language,))
    return say.words.mentor_free.format(slot=say.hour(each.slot), language=language, tools=tools)
