"""The writer's own new words in an answer: without what is quoted, re-printed, or a signature.

In: the text of a letter, the texts of ours in its thread. Out: what the writer added. Quoted are lines with `>`, what
follows on “On … wrote:”, on a line such as “----- Original Message -----”, or on a block of headers; ours is every line
that stands in one of our letters, quoted or not. What comes first counts: where something stands above the quotation,
what may stand below is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mentoring_sync.intake.cells import clean, folded
from mentoring_sync.intake.likeness import bare

_WROTE = re.compile(
    r"(?:on|am|el|le|em|no dia|a|as|op|il|den|vom) .{4,300}"
    r"(?:wrote|schrieb.*|escribio|a ecrit|escreveu.*|ha scritto|schreef.*|geschreven.*|skrev.*) ?: ?"
    r"|.{0,200}[<(]?\S+@\S+[>)]?.{0,60}(?:wrote|schrieb.*|escribio|a ecrit|escreveu.*|ha scritto|schreef.*) ?: ?"
    r"|.{0,200}(?:hat am|heeft op) .{4,80}(?:geschrieben|geschreven).{0,20}: ?"
)
_HAS_A_NUMBER = re.compile(r"\d|@")
_ORIGINAL = re.compile(
    r"[-_–—*\s]*(?:original (?:message|appointment)|forwarded message|ursprungliche nachricht"
    r"|original-?nachricht"
    r"|weitergeleitete nachricht|mensaje (?:original|reenviado)|message (?:d'origine|original|transfere)"
    r"|mensagem original|mensagem encaminhada|oorspronkelijk bericht|doorgestuurd bericht|messaggio originale"
    r"|messaggio inoltrato|urspr\. mitteilung)[-_–—*\s:]*"
)
_HEADER = re.compile(
    r"\*?(?:from|von|de|da|van|sent|gesendet|enviado(?: el)?|envoye|enviada(?: em)?|inviato|verzonden|date|datum|fecha"
    r"|data|to|an|para|a|aan|cc|kopie|subject|betreff|asunto|objet|assunto|oggetto|onderwerp|reply-to)\*? ?: ?\*?.*"
)
_FROM = re.compile(r"\*?(?:from|von|de|da|van)\*? ?: ?\*?.*")
_SIGNATURE = re.compile(r"-- ?|__+|—")
_SENT_FROM = re.compile(
    r"(?:sent from|sent with|get outlook for|von meinem .{2,40}gesendet|gesendet (?:von|mit)|diese nachricht wurde von"
    r"|enviado (?:desde|do|a partir|pelo)|envoye (?:de(?:puis)?|a partir)|verzonden (?:vanaf|met)|inviato da).{0,80}"
)
_LONG_ENOUGH = 28
"""So many letters of a line that stand within one of ours are no chance: mail programs break our lines anew."""

_WRAPPED = 4
"""Over so many lines “On … wrote:” may be broken."""


def own_words(text: str, ours: Iterable[str] = ()) -> str:
    """What the writer added; empty where nothing is left."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    own: list[str] = []
    known = _Ours(ours)
    at = 0
    while at < len(lines):
        if _plain(lines[at]).startswith(">"):
            at += 1  # answers may stand between quoted lines
            continue
        end = _end_of_quotation(lines, at, known)
        if end == at:
            own.append(lines[at])
            at += 1
            continue
        if any(map(bare, own)):
            break
        own, at = [], end
    return "\n".join(own).strip()


def _end_of_quotation(lines: Sequence[str], at: int, ours: _Ours) -> int:
    """Where what isn't the writer's ends that begins with this line; the line itself if it is the writer's."""
    plain = _plain(lines[at])
    if ours.has(lines[at]):
        return at + 1
    if _SIGNATURE.fullmatch(plain) or _ORIGINAL.fullmatch(plain) or _begins_headers(lines, at):
        return len(lines)
    if _SENT_FROM.fullmatch(plain):
        return at + 1
    return _after_wrote(lines, at)


def _after_wrote(lines: Sequence[str], at: int) -> int:
    """Behind “On … wrote:”, which may be broken over lines."""
    if not _HAS_A_NUMBER.search(lines[at]):
        return at
    for end in range(at + 1, min(at + _WRAPPED, len(lines)) + 1):
        said = " ".join(_plain(line) for line in lines[at:end])
        if _WROTE.fullmatch(said):
            return end
        if not _plain(lines[end - 1]).strip("> "):
            break
    return at


def _begins_headers(lines: Sequence[str], at: int) -> bool:
    """Whether a block such as Outlook's begins here: From, Sent, To, Subject."""
    if not _FROM.fullmatch(_plain(lines[at])):
        return False
    following = [plain for line in lines[at : at + 8] if (plain := _plain(line))][:5]
    return sum(bool(_HEADER.fullmatch(each)) for each in following) >= 3


def _plain(line: str) -> str:
    return folded(clean(line)).replace("’", "'")


class _Ours:
    """Our letters, line by line and as a whole."""

    def __init__(self, texts: Iterable[str]) -> None:
        texts = tuple(texts)
        self._lines = {bare(line) for text in texts for line in _sentences(text)} - {""}
        self._whole = " | ".join(bare(" ".join(text.split())) for text in texts)

    def has(self, line: str) -> bool:
        """Whether a line is ours, as it stands, or broken anew."""
        said = bare(line.lstrip("> "))
        return said in self._lines or (len(said) >= _LONG_ENOUGH and said in self._whole)


def _sentences(text: str) -> list[str]:
    lines = text.split("\n")
    return [*lines, *(sentence for line in lines for sentence in re.split(r"(?<=[.!?:]) ", line) if len(sentence) > 12)]
