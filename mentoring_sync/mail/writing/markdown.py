"""Letters in Markdown become text and HTML: one reading, two ways to write it down.

In: Markdown in which everything that was put in stands as character references, so that no name becomes a heading or a
link. Out: plain text as people write it in mails; HTML with its styles inline, as mail programs want it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_READER = MarkdownIt("commonmark", {"html": False})
_ACCENT = "color:#0b6b5c"
_LOOKS = {
    "h1": ("", "margin:0 0 12px;font-size:26px;line-height:1.25"),
    "h2": ("accent", f"margin:32px 0 8px;font-size:20px;line-height:1.3;{_ACCENT}"),
    "p": ("", "margin:0 0 12px"),
    "ul": ("", "margin:4px 0 12px;padding-left:24px"),
    "ol": ("", "margin:4px 0 12px;padding-left:24px"),
    "li": ("", "margin:4px 0"),
    "a": ("accent", f"{_ACCENT};word-break:break-word"),
}


@pass_eval_context
def as_it_stands(context: EvalContext, value: object) -> object:
    """A value put into Markdown, with every sign that means something there as a character reference."""
    if not context.autoescape or isinstance(value, Markup):
        return value
    return Markup("".join(_reference(letter) for letter in str(value)))  # noqa: S704 - nothing of it is markup any more


def _reference(letter: str) -> str:
    return " " if letter in "\r\n" else f"&#{ord(letter)};" if letter in _PUNCTUATION else letter


def html_of(markdown: str) -> str:
    """The Markdown as HTML, without a page around it."""
    tokens = _READER.parse(markdown)
    for token in tokens:
        for each in (token, *(token.children or ())):
            _dress(each)
    text: str = _READER.renderer.render(tokens, _READER.options, {})
    return text


def _dress(token: Token) -> None:
    if token.nesting == 1 and token.tag in _LOOKS:
        name, style = _LOOKS[token.tag]
        token.attrSet("style", style)
        if name:
            token.attrSet("class", name)


def text_of(markdown: str) -> str:
    """The Markdown as plain text: headings in capitals, points with a hyphen, links with their address."""
    return "\n".join(_lines(_READER.parse(markdown))).strip() + "\n"


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    counters: list[int] = []
    for before, token in zip((None, *tokens), tokens, strict=False):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                counters.append(int(token.attrGet("start") or 1) if token.type.startswith("ordered") else 0)
            case "bullet_list_close" | "ordered_list_close":
                counters.pop()
                yield ""
            case "inline":
                yield from _paragraph(token, before, counters)


def _paragraph(token: Token, before: Token | None, counters: list[int]) -> Iterator[str]:
    words = _words(token.children or ())
    if before and before.tag == "h2":
        yield from ("", words.upper(), "")
    elif counters:
        yield f"{counters[-1]}. {words}" if counters[-1] else f"- {words}"
        counters[-1] += bool(counters[-1])
    else:
        yield from (words, "")


def _words(tokens: Sequence[Token]) -> str:
    words, link = "", ""
    for token in tokens:
        match token.type:
            case "link_open":
                words, link = words + "\0", str(token.attrGet("href") or "").removeprefix("mailto:")
            case "link_close":
                before, _, shown = words.rpartition("\0")
                words = before + (shown if shown == link else f"{shown}: {link}")
            case "softbreak":
                words += " "
            case "hardbreak":
                words += "\n"
            case _:
                words += token.content
    return words
