"""What a sentence says of who was at a meeting: “all came”, “all but Cy”, “only Cy”, “nobody came”, “Cy was away”.

In: words that somebody wrote, the team. Out: marks. Each sentence is understood as a whole or not at all: “All came
back to normal” says nothing of a meeting. What is left over, and what contradicts itself, is said to be left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from mentoring_sync.intake.cells import clean, folded
from mentoring_sync.intake.likeness import bare
from mentoring_sync.intake.reports import words
from mentoring_sync.intake.reports.circle import ReportingTeam, mentees_in, mentor_of
from mentoring_sync.intake.reports.names import Names
from mentoring_sync.records.attendance import Mark

_SENTENCES = re.compile(r"(?<=[.!?])\s+|[\r\n;]+|[.!]+$")
_NAMES = r"(?:(?:o|a|os|as|el|la|los|las|le|les|der|die|den) )?(?P<names>[^.?!]+?)"
_SEP = r"[ ,:]+"
_SAID = {
    "all": (
        rf"(?:{words.YES}{_SEP})?{words.ALL}(?: {words.CAME})?",
        rf"(?:{words.YES}{_SEP})?(?:es )?{words.CAME} {words.ALL}",
        rf"{words.NONE} {words.AWAY}",
        rf"(?:no|nao) {words.AWAY} {words.NONE}",
        rf"es (?:waren|sind|kamen) {words.ALL}(?: (?:da|dabei|anwesend|gekommen))?",
        r"(?:they|we) (?:were|are|came) all(?: (?:there|here|present))?|(?:sie|wir) (?:waren|sind) alle (?:da|dabei)",
    ),
    "none": (
        rf"(?:{words.NO}{_SEP})?{words.NONE}(?: {words.CAME})?",
        rf"(?:no|nao) {words.CAME} {words.NONE}",
        rf"(?:{words.NO}{_SEP})?{words.NONE} (?:n'est|ne sont) (?:venue?s?)",
        rf"(?:{words.NO}{_SEP})?{words.NONE} n'etait la",
    ),
    "all but": (
        rf"{words.ALL}(?: {words.CAME})?,? {words.BUT} {_NAMES}(?: {words.CAME})?",
        rf"{words.CAME} {words.ALL},? {words.BUT} {_NAMES}",
        rf"{words.BUT} {_NAMES},? (?:waren|kamen|sind|were|came|vinieron|estaban|sont venus|etaient|vieram|estavam)"
        rf" {words.ALL}(?: {words.CAME})?",
        rf"{words.BUT} {_NAMES},? {words.ALL} {words.CAME}",
        rf"(?:es )?{words.ONLY} {_NAMES} {words.AWAY}",
        rf"(?:es (?:fehlte|fehlten) nur|es hat nur|solo falto|solo faltaron|so faltou|so faltaram|il ne manquait que"
        rf"|only missing|only absent|missing only){_SEP}{_NAMES}(?: gefehlt)?",
    ),
    "only": (
        rf"{words.ONLY} {_NAMES}(?: {words.CAME})?",
        rf"{words.ONLY} {words.CAME} {_NAMES}",
        rf"{_NAMES} {words.ONLY}",
    ),
    "excused but all": (rf"{words.ONLY} {_NAMES} {words.EXCUSED}",),
    "excused": (
        rf"(?:{words.NO}{_SEP})?{_NAMES} {words.EXCUSED}",
        rf"(?:excused|entschuldigt|excusad[oa]s?|excusee?s?|justificad[oa]s?){_SEP}{_NAMES}",
    ),
    "away": (
        rf"(?:{words.NO}{_SEP})?{_NAMES} {words.AWAY}",
        rf"(?:missing|absent|away|missed|es fehlten?|gefehlt|falto|faltaron|absente?s?|ausentes?|faltou|faltaram){_SEP}"
        rf"{_NAMES}",
    ),
    "came": (
        rf"(?:{words.YES}{_SEP})?{_NAMES} {words.CAME}",
        rf"(?:present|anwesend|presentes?|vinieron|vino|presente?s?|vieram|veio|came){_SEP}{_NAMES}",
    ),
}
_OF_NO_WEIGHT = (
    rf"{words.GREETING}(?: [^\W\d_][\w.'-]*){{0,2}}|{words.THANKS}(?:[ ,!]+[^\W\d_][\w'-]*)?|{words.YES}|{words.NO}"
)
_BEGINNING = re.compile(rf"^(?:{words.GREETING}(?: [^\W\d_][\w.'-]*){{0,2}}|{words.THANKS})[,!:]+ ")
_POLITENESS = re.compile(rf"[ ,.!]+{words.THANKS}$")
_CLAUSES = re.compile(r",(?: (?:and|but|und|aber|y|pero|et|mais|e|mas) | )| (?:and|but|und|aber|y|pero|et|mais|e|mas) ")
_AROUND = " ,.!:-–\"'“”*_()"


@dataclass(frozen=True, kw_only=True)
class Understood:
    """The marks by person's key; `left` are the sentences that aren't understood, as they were written."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    left: tuple[str, ...] = ()

    def is_whole(self, team: ReportingTeam) -> bool:
        """Whether nothing is left, and something is said of every mentee."""
        return not self.left and set(mentees_in(team)) <= self.marks.keys()


def understood(text: str, team: ReportingTeam, names: Names, *, writer: str = "") -> Understood:
    """What a text says; the writer's name at its end says nothing."""
    reading = _Reading(team, names)
    sentences = [each for each in map(clean, _SENTENCES.split(text)) if bare(each)]
    left = [each for each in sentences if not (reading.takes(each) or _weighs_nothing(each, writer))]
    if reading.contradicts:
        return Understood(left=tuple(sentences))
    return Understood(marks=reading.marks, left=tuple(left))


def _weighs_nothing(sentence: str, writer: str) -> bool:
    """Whether it is a greeting, thanks, or the writer's own name."""
    is_name = set(bare(sentence).split()) <= set(bare(writer).split())
    return is_name or bool(re.fullmatch(_OF_NO_WEIGHT, folded(sentence).strip(_AROUND)))


@cache
def _patterns() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """What is said, compiled when somebody says something: most runs read no sentence."""
    return {said: tuple(map(re.compile, patterns)) for said, patterns in _SAID.items()}


class _Reading:
    """A text under way."""

    def __init__(self, team: ReportingTeam, names: Names) -> None:
        self._mentees, self._mentor, self._names = mentees_in(team), mentor_of(team), names
        self.marks: dict[str, Mark] = {}
        self.contradicts = False

    def takes(self, sentence: str) -> bool:
        """Whether a sentence, or each of its clauses, says who was there; then its marks are taken."""
        plain = folded(sentence).replace("’", "'").strip(_AROUND)
        plain = _POLITENESS.sub("", _BEGINNING.sub("", plain)).strip(_AROUND)
        if self._understands(plain):
            return True
        clauses = [clause.strip(_AROUND) for clause in _CLAUSES.split(plain)]
        before = dict(self.marks), self.contradicts
        if len(clauses) > 1 and all(map(self._understands, clauses)):
            return True
        self.marks, self.contradicts = before
        return False

    def _understands(self, plain: str) -> bool:
        for said, patterns in _patterns().items():
            for pattern in patterns:
                if (found := pattern.fullmatch(plain)) and self._says(said, found):
                    return True
        return False

    def _says(self, said: str, found: re.Match[str]) -> bool:
        keys: tuple[str, ...] = ()
        if "names" in found.groupdict():
            named = self._names.read(found["names"])
            if not named.is_certain:
                return False
            keys = named.keys
        self._mark(said, keys)
        return True

    def _mark(self, said: str, keys: tuple[str, ...]) -> None:
        everyone = (self._mentor, *self._mentees)
        rest = [key for key in everyone if key not in keys]
        match said:
            case "all":
                self._set(everyone, Mark.PRESENT)
            case "none":
                self._set(self._mentees, Mark.MISSED)
            case "all but":
                self._set(keys, Mark.MISSED)
                self._set(rest, Mark.PRESENT)
            case "excused but all":
                self._set(keys, Mark.EXCUSED)
                self._set(rest, Mark.PRESENT)
            case "only":
                self._set(keys, Mark.PRESENT)
                self._set([key for key in rest if key != self._mentor], Mark.MISSED)
            case "excused":
                self._set(keys, Mark.EXCUSED, over=Mark.MISSED)
            case "away":
                self._set(keys, Mark.MISSED, under=Mark.EXCUSED)
            case _:
                self._set(keys, Mark.PRESENT)

    def _set(
        self, keys: tuple[str, ...] | list[str], mark: Mark, *, over: Mark | None = None, under: Mark | None = None
    ) -> None:
        """Marks for these people. To have been away and excused is one thing; there and away is a contradiction."""
        for key in keys:
            before = self.marks.get(key, mark)
            if before is under:
                continue
            self.contradicts |= before not in (mark, over)
            self.marks[key] = mark
