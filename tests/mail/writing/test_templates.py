"""What is put into a template stands there as it was typed."""

from mentoring_sync.mail.writing.templates import Templates


def test_what_is_put_into_html_is_escaped_and_into_text_is_not():
    names = ("introduction.html.j2", "introduction.txt.j2")
    templates = Templates(dict.fromkeys(names, "{{ team }}"))
    html, text = (templates.environment("en").get_template(name) for name in names)
    assert (html.render(team="<b>"), text.render(team="<b>")) == ("&lt;b&gt;", "<b>")
