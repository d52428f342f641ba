"""HTML of a letter as text: a line for each line that a reader sees, quoted lines with `>`."""

from __future__ import annotations

from html.parser import HTMLParser

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    ("address", "article", "blockquote", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "pre", "section", "tr", "ul")
)
_UNSEEN = frozenset(("head", "script", "style", "title"))
_QUOTES = ("gmail_quote", "gmail_extra", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")
"""Classes of the boxes in which mail programs put what they quote."""


def plain(html: str) -> str:
    """The text that a reader of this HTML sees."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._unseen = 0
        self._quoting: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS or tag == "br":
            self._break()
        if self._quoting and tag == self._quoting[0]:
            self._quoting.append(tag)
        elif not self._quoting and (tag == "blockquote" or _is_quote(attrs)):
            self._quoting = [tag]

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= self._unseen > 0 and tag in _UNSEEN
        if tag in _BLOCKS:
            self._break()
        if self._quoting and tag == self._quoting[0]:
            self._quoting.pop()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            said = " ".join(data.split())
            around = (" " if data[:1].isspace() else "") + said + (" " if said and data[-1:].isspace() else "")
            self._lines[-1] += ("> " if self._quoting and not self._lines[-1] and said else "") + around

    def _break(self) -> None:
        if self._lines[-1].strip():
            self._lines.append("")

    def text(self) -> str:
        return "\n".join(line.strip() for line in self._lines).strip()


def _is_quote(attrs: list[tuple[str, str | None]]) -> bool:
    said = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
    return any(quote in said for quote in _QUOTES)
