"""What is wrong with the templates is found before a mail is made of them: each mistake in English, some in all."""

import pytest

from mentoring_sync.mail.kinds.applicants import RECEIPT
from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.mail.writing import proofread as proofreading
from mentoring_sync.mail.writing.proofread import TemplateMistakes, proofread
from tests.mail.team_mail import sources

TEXT = "introduction.txt.j2"
SUBJECT = "en/introduction.subject.txt.j2"


FEW = (INTRODUCTION, RECEIPT)
LANGUAGES = ("de", "en", "es", "fr", "pt")
OF_FEW = {kind.template(part) for kind in FEW for part in kind.parts}


def is_of_few(path):
    """Whether a template is shared, or one of the few kinds'."""
    name = path.rpartition("/")[2]
    return name.startswith("_") or name in OF_FEW


SOURCES = {path: text for path, text in sources().items() if is_of_few(path)}
ENGLISH = {path: text for path, text in SOURCES.items() if not path.startswith(("de/", "es/", "fr/", "pt/"))}


@pytest.fixture(autouse=True)
def few_kinds(request, monkeypatch):
    """Mistakes are looked for in a programme of few kinds of mail: each way to find one is the same for all."""
    if request.function is not test_the_shipped_templates_have_no_mistakes:
        monkeypatch.setattr(proofreading, "KINDS", FEW)


def mistakes_in(given):
    with pytest.raises(TemplateMistakes) as caught:
        proofread(given)
    return caught.value.mistakes


def mistakes(**changed):
    """What is wrong once some English templates are replaced (None: left out); `__` stands for a dot."""
    given = ENGLISH | {name.replace("en__", "en/").replace("__", "."): text for name, text in changed.items()}
    return mistakes_in({name: text for name, text in given.items() if text is not None})


def with_text(text, **more):
    return mistakes(introduction__txt__j2=text, **more)


def test_the_shipped_templates_have_no_mistakes():
    assert proofread(sources()).languages == ("en", "de", "es", "fr", "pt")


def test_a_missing_template_is_named():
    assert mistakes(introduction__html__j2=None) == ["introduction.html.j2: this template is missing"]


def test_a_misspelt_file_name_is_named_with_the_right_one():
    found = mistakes(introducton__txt__j2="Hello")
    assert found == [f"introducton.txt.j2: no message has this template; did you mean {TEXT}?"]


def test_a_template_that_does_not_compile_is_named_with_its_line():
    (found,) = with_text("Hello\n{% if mentor %}\n")
    assert found.startswith(f"{TEXT}, line 2: ")


def test_an_unknown_variable_is_named_with_its_line_and_the_nearest_known():
    assert with_text("Hello\n{{ mentr.name }}") == [f"{TEXT}, line 2: mentr is not known here; did you mean mentor?"]


def test_an_unknown_variable_in_a_branch_that_no_sample_takes_is_found_too():
    (found,) = with_text("Hello {% if meetings > 99 %}{{ zyx }}{% endif %}")
    assert found.startswith(f"{TEXT}, line 1: zyx is not known here; known are ")


def test_an_unknown_attribute_is_named_with_its_line():
    (found,) = with_text("Hello\n\n{{ mentor.phone }}")
    assert found.startswith(f"{TEXT}, line 3: ")
    assert "phone" in found


def test_an_unknown_filter_is_named_with_its_line():
    (found,) = with_text("Hello\n{{ mentor.name | shout }}")
    assert found.startswith(f"{TEXT}, line 2: ")


def test_a_missing_shared_part_is_named():
    assert f"{TEXT}: it uses _header.txt.j2, which is missing" in with_text("{% include '_header.txt.j2' %}")


def test_a_mistake_in_a_shared_part_is_told_of_the_shared_part():
    (found,) = mistakes(_footer__txt__j2="\n{{ programme.motto }}")
    assert found.startswith("_footer.txt.j2, line 2: ")


def test_a_subject_of_two_lines_is_a_mistake():
    assert mistakes(en__introduction__subject__txt__j2="Meet\nTeam") == [f"{SUBJECT}: a subject is one line"]


def test_an_empty_template_is_a_mistake():
    assert with_text("{# nothing #}") == [f"{TEXT}: nothing comes out of it"]


def test_a_template_can_not_reach_into_the_program():
    (found,) = with_text("Hello {{ mentor.__class__.__mro__ }}")
    assert found.startswith(f"{TEXT}, line 1: ")


def test_the_mistakes_of_all_templates_are_told_at_once():
    found = with_text(
        "{{ mentr }}\n{{ zyx }}",
        en__introduction__subject__txt__j2="{% if %}",
        en__introduction__invitation__txt__j2="{{ mentor.phone }}",
        introduction__html__j2=None,
    )
    assert len(found) == 5


def test_mistakes_are_found_in_every_language_and_those_of_a_shared_layout_told_once():
    letters = {f"{code}/receipt.md.j2": "Subject: Hello\n\n{{ programme.motto }}" for code in LANGUAGES}
    found = mistakes_in(SOURCES | letters | {TEXT: "Hello\n{{ mentor.phone }}"})
    places = [f"{code}/receipt.md.j2, line 3" for code in LANGUAGES] + [f"{TEXT}, line 2"]
    assert [each.partition(": ")[0] for each in found] == sorted(places)


def test_what_another_language_lacks_is_no_mistake():
    assert proofread(ENGLISH | {"de/receipt.md.j2": "Subject: Hallo\n\nDanke."}).languages == ("en", "de")


def test_a_folder_that_is_no_language_is_a_mistake():
    (found,) = mistakes_in(ENGLISH | {"english/receipt.md.j2": "Subject: Hello\n\nThanks."})
    assert found.startswith("english/: a folder is called after a language's code")
