"""What *Progress* says of a survey's question is read again as it was counted, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.progress.feedback import QuestionFigures, SurveyFigures
from mentoring_sync.records.survey import QuestionKind, SurveyName, SurveyQuestion, Unsaid
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.tabs.feedback_as_written import read_surveys
from mentoring_sync.workbook.tabs.feedback_figures import with_feedback
from mentoring_sync.workbook.tabs.progress import PROGRESS

COUNTS = st.integers(0, 40)
OPTIONS = st.text("aZé ,;.()-5", min_size=1, max_size=9).map(str.strip).filter(lambda text: len(text) > 0)


@settings(max_examples=40)
@given(
    st.dictionaries(OPTIONS, COUNTS, min_size=1, max_size=6),
    st.sampled_from([QuestionKind.ONE, QuestionKind.SEVERAL, QuestionKind.SCALE]),
    st.dictionaries(st.sampled_from(Unsaid), COUNTS),
    COUNTS,
)
def test_counts_are_read_as_they_were_written_or_not_at_all(
    options: dict[str, int], kind: QuestionKind, unsaid: dict[Unsaid, int], own_words: int
) -> None:
    points = tuple(range(len(options))) if kind is QuestionKind.SCALE else ()
    question = SurveyQuestion(title="How was it?", kind=kind, options=tuple(options), points=points)
    in_order = {why: unsaid[why] for why in Unsaid if why in unsaid}
    written = QuestionFigures(
        question=question, n=9, counts=tuple(options.values()), own_words=own_words, unsaid=in_order, mean=None
    )
    survey = SurveyFigures(
        name=SurveyName.CLOSING,
        asked=12,
        answered=9,
        shown=9,
        set_aside=1,
        late=2,
        closes=datetime(2027, 5, 9, 12, tzinfo=UTC),
        is_open=False,
        questions=(written,),
    )
    rows = with_feedback(DesiredTab(layout=PROGRESS, rows=()), [survey]).rows
    (found,) = read_surveys([{**row.cells} for row in rows])  # type: ignore[dict-item]
    assert (found.answered, found.asked, found.late, found.set_aside) == (9, 12, 2, 1)
    (read,) = found.questions
    assert read.n == 9
    if read.question.is_certain:
        assert dict(zip(read.question.options, read.counts, strict=True)) == options
        assert {why: count for why, count in read.unsaid.items() if count} == {
            why: count for why, count in unsaid.items() if count
        }
        assert read.own_words == own_words
    else:
        assert any(set(option) & set(":;.") for option in options)
