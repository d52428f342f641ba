import pytest

from mentoring_sync.mail.writing.templates import TemplateMistakes, Templates
from tests.mail.team_mail import sources

TEXT = "introduction.txt.j2"
SUBJECT = "en/introduction.subject.txt.j2"


def mistakes(**changed):
    """What is wrong once some templates are replaced (None: left out); `__` stands for a dot."""
    given = sources() | {name.replace("en__", "en/").replace("__", "."): text for name, text in changed.items()}
    with pytest.raises(TemplateMistakes) as caught:
        Templates.load({name: text for name, text in given.items() if text is not None})
    return caught.value.mistakes


def with_text(text, **more):
    return mistakes(introduction__txt__j2=text, **more)


def test_the_shipped_templates_have_no_mistakes():
    assert Templates.load(sources())


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


def test_what_is_put_into_html_is_escaped_and_into_text_is_not():
    given = sources()
    given["introduction.html.j2"] = given[TEXT] = "{{ team }}"
    templates = Templates.load(given)
    html, text = (templates.environment("en").get_template(name) for name in ("introduction.html.j2", TEXT))
    assert (html.render(team="<b>"), text.render(team="<b>")) == ("&lt;b&gt;", "<b>")
