"""How a kind's templates are called, and which of them it has."""

from mentoring_sync.mail.kinds.applicants import WAITING_LIST
from mentoring_sync.mail.kinds.introductions import INTRODUCTION, NEW_MENTOR
from mentoring_sync.mail.kinds.parts import Part


def test_a_letter_is_called_after_its_kind():
    assert (WAITING_LIST.parts, WAITING_LIST.words) == ((Part.LETTER,), "waiting-list.md.j2")


def test_an_introduction_has_a_layout_of_its_own():
    assert [INTRODUCTION.template(part) for part in INTRODUCTION.parts] == [
        "introduction.subject.txt.j2",
        "introduction.txt.j2",
        "introduction.html.j2",
        "introduction.invitation.txt.j2",
    ]


def test_a_new_mentor_is_introduced_in_the_words_of_an_introduction():
    assert (NEW_MENTOR.slug, NEW_MENTOR.words) == ("new-mentor", "introduction.subject.txt.j2")
