"""From pieces to a tree.

In: a formula's text. Out: nodes. Precedence as in Sheets: comparison, `&`, sums, products, `^`, signs, `%`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .tokens import Kind, Token, UnreadableError, tokens


@dataclass(frozen=True)
class Literal:
    """A number, a text, TRUE or FALSE, or nothing (an argument left out)."""

    value: float | str | bool | None


@dataclass(frozen=True)
class Reference:
    """A cell or a range, in A1 notation."""

    text: str


@dataclass(frozen=True)
class Broken:
    """An error written into the formula, such as `#REF!` after a deletion."""

    text: str


@dataclass(frozen=True)
class Operation:
    """An operator on one or two operands."""

    sign: str
    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Function:
    """A function called; its name in capitals."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Name:
    """A named range, or a word nobody knows."""

    text: str


@dataclass(frozen=True)
class Rows:
    """An array written out: rows of parts, each a value or a range."""

    rows: tuple[tuple[Node, ...], ...]


Node = Rows | Literal | Reference | Broken | Operation | Function | Name

_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"=", "<>", "<", ">", "<=", ">="}),
    frozenset({"&"}),
    frozenset({"+", "-"}),
    frozenset({"*", "/"}),
    frozenset({"^"}),
)


@lru_cache(maxsize=4096)
def parse(formula: str) -> Node:
    """The formula's tree. Raises UnreadableError."""
    reader = _Reader([token for token in tokens(formula) if token.kind is not Kind.SPACE])
    tree = reader.expression()
    if reader.next is not None:
        raise UnreadableError(reader.next.text)
    return tree


class _Reader:
    """The pieces, read from left to right."""

    def __init__(self, pieces: list[Token]) -> None:
        self._pieces = pieces
        self._at = 0

    @property
    def next(self) -> Token | None:
        """The piece to read next."""
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def expression(self, level: int = 0) -> Node:
        """Operators of this level and tighter ones; all bind to the left."""
        if level == len(_LEVELS):
            return self._signed()
        left = self.expression(level + 1)
        while self.next is not None and self.next.text in _LEVELS[level] and self.next.kind is Kind.SIGN:
            sign = self._take().text
            left = Operation(sign, (left, self.expression(level + 1)))
        return left

    def _signed(self) -> Node:
        if self.next is not None and self.next.text in ("+", "-"):
            sign = self._take().text
            return Operation(f"{sign}1", (self._signed(),))
        value = self._single()
        while self.next is not None and self.next.text == "%":
            self._take()
            value = Operation("%", (value,))
        return value

    def _single(self) -> Node:
        token = self._take()
        if token.kind is Kind.NUMBER:
            return Literal(float(token.text))
        if token.kind is Kind.TEXT:
            return Literal(token.text[1:-1].replace('""', '"'))
        if token.kind is Kind.REFERENCE:
            return Reference(token.text)
        if token.kind is Kind.ERROR:
            return Broken(token.text)
        if token.kind is Kind.NAME:
            return self._named(token.text)
        if token.text == "(":
            inner = self.expression()
            self._expect(")")
            return inner
        if token.text == "{":
            return self._rows()
        raise UnreadableError(token.text)

    def _rows(self) -> Node:
        """`{1,2;3,4}`: commas between columns, semicolons between rows."""
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.expression())
            mark = self._take().text
            if mark == "}":
                return Rows(tuple(tuple(row) for row in rows))
            if mark == ";":
                rows.append([])
            elif mark != ",":
                raise UnreadableError(mark)

    def _named(self, name: str) -> Node:
        if self.next is not None and self.next.text == "(":
            self._take()
            return Function(name.upper(), self._arguments())
        if name.upper() in ("TRUE", "FALSE"):
            return Literal(name.upper() == "TRUE")
        return Name(name)

    def _arguments(self) -> tuple[Node, ...]:
        found: list[Node] = []
        if self.next is not None and self.next.text == ")":
            self._take()
            return ()
        while True:
            left_out = self.next is not None and self.next.text in (",", ";", ")")
            found.append(Literal(None) if left_out else self.expression())
            mark = self._take().text
            if mark == ")":
                return tuple(found)
            if mark not in (",", ";"):
                raise UnreadableError(mark)

    def _take(self) -> Token:
        token = self.next
        if token is None:
            raise UnreadableError("the formula ends too early")
        self._at += 1
        return token

    def _expect(self, text: str) -> None:
        if self._take().text != text:
            raise UnreadableError(text)
