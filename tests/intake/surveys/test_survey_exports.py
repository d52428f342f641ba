"""Two exports as real forms make them: what is a question, of which kind, who answered and who didn't."""

from mentoring_sync.records.survey import Aside, QuestionKind, Unsaid
from tests.intake.surveys.survey_tabs import DOWNLOAD, WORDS, answers_to, export, said

AGREE = "How far do you agree?"


def test_six_people_answered_and_the_other_rows_are_set_aside():
    found = export(WORDS)
    assert len(found.responses) == 6
    assert {each.row: (each.why, each.shown_by) for each in found.aside} == {
        6: (Aside.TEST, "spring-preview"),
        8: (Aside.BROKEN, ""),
        10: (Aside.REPLACED, ""),
    }


def test_of_two_attempts_in_one_minute_the_upper_is_later_where_the_newest_stands_on_top():
    first = export(WORDS).responses[0]
    assert first.row == 9
    assert said(export(WORDS), "Anything else?")[0] == 'Kai said: "more time"'


def test_words_of_a_known_list_are_a_scale_in_its_order():
    found = export(WORDS)
    (question,) = (each for each in found.questions if each.title == "The speed suited me")
    assert question.kind is QuestionKind.SCALE
    assert [word.casefold() for word in question.options] == [
        *("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ]
    answers = answers_to(found, "The speed suited me")
    assert [each.unsaid for each in answers].count(Unsaid.NOT_SAID) == 1
    assert [question.points[each.chosen[0]] for each in answers if each.chosen] == [4, 4, 4, 5, 2]


def test_words_that_stand_in_no_list_are_counted_and_have_no_order():
    (question,) = (each for each in export(WORDS).questions if each.title == "After it, how sure are you?")
    assert (question.kind, question.is_certain, question.points) == (QuestionKind.ONE, False, ())
    assert set(question.options) == {"Some", "A lot"}


def test_an_option_with_a_comma_is_one_option():
    (question,) = (each for each in export(WORDS).questions if each.title == "When do you answer?")
    assert set(question.options) == {"It is over, and I answer afterwards", "I answer now, at the last meeting"}


def test_who_somebody_is_and_where_they_were_is_no_question():
    found = export(WORDS)
    titles = {each.title for each in found.questions}
    assert titles.isdisjoint(
        {"Your private code (initials + birth day)", "Which team were you in?", "tag", "Timestamp"}
    )
    assert found.identifying == ("Your private code (initials + birth day)",)


def test_spellings_of_a_scales_ends_are_one_scale_and_lines_of_a_grid_share_it():
    found = export(DOWNLOAD)
    lines = [each for each in found.questions if each.title == AGREE]
    assert [each.line for each in lines] == ["We begin on time", "I may ask anything", "I would come again"]
    assert {each.options for each in lines} == {("1 - Strongly disagree", "2", "3", "4", "5 - Strongly agree")}
    (last,) = (each for each in found.questions if each.line == "I am one of them")
    assert (last.options[0], last.points) == ("1 - Not at all", (1, 2, 3, 4, 5))
    assert said(found, f"{AGREE} [We begin on time]") == ["5 - Strongly agree", "3", "4", "no answer"]


def test_ticks_are_told_apart_and_an_own_answer_stays_whole():
    assert said(export(DOWNLOAD), "About the chat (tick all that apply)") == [
        "I joined the chat;I write there;It helps (with questions, mostly)",
        "I joined the chat;I mute it; it is too much",
        "no answer",
        "I joined the chat",
    ]
    (question,) = (q for q in export(DOWNLOAD).questions if q.title.startswith("About the chat"))
    assert (question.kind, question.options) == (QuestionKind.SEVERAL, ("I joined the chat",))


def test_texts_keep_their_lines_and_what_looks_like_a_formula():
    found = export(DOWNLOAD)
    assert said(found, "More of what? Less of what? (Optional)")[0] == "More time.\nLess talk."
    assert said(found, "More of what? Less of what? (Optional)")[3] == "=1+1"
    assert said(found, "Other comments?")[3] == "- first\n- second"


def test_a_row_that_says_test_is_set_aside_and_letters_of_daylight_saving_are_not_trusted():
    found = export(DOWNLOAD)
    assert [(each.row, each.why) for each in found.aside] == [(6, Aside.TEST)]
    assert f"{found.responses[0].given:%H:%M}" == "15:07"
    assert found.responses[3].given == found.aside[0].given


def test_two_people_who_answered_in_one_second_are_two():
    assert len(export(DOWNLOAD).responses) == 4
