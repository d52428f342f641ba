"""Forms that are there already: which of their questions are which, proposed from titles and answers.

In: the spreadsheet's tabs. Out: a proposal, each field with how certain it is, and `questions.toml` that says it.
Nothing is written here. What isn't recognised is a field of the programme's own, or is left out if it is long text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mentoring_sync.errors import UnfitError
from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import clean, folded
from mentoring_sync.intake.counts import count
from mentoring_sync.intake.hours.question import Shape
from mentoring_sync.intake.hours.text import Uncertain, read_text
from mentoring_sync.intake.hours.words import DAYS
from mentoring_sync.intake.questions import BothForms, MenteeForm, MentorForm
from mentoring_sync.records.availability import Weekday
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Tab

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<title>.+?) ?\[(?P<label>[^\[\]]+)\]")
_STAMP = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}( \d{1,2}[:.]\d{2}.*)?|\d{5}(\.\d+)?")
_LETTERS: Mapping[str, Weekday] = {
    "m": Weekday.MON, "t": Weekday.TUE, "tu": Weekday.TUE, "w": Weekday.WED, "th": Weekday.THU, "r": Weekday.THU,
    "f": Weekday.FRI, "sa": Weekday.SAT, "su": Weekday.SUN,
}  # fmt: skip
_MENTEE = re.compile(
    r"mentees?|mentoré|mentoree|mentorad|aprendi|apprenti|lernend|learner|student|schuler|junior|protege", re.I
)
_MENTOR = re.compile(r"mentor|coach|tutor|tandem-?guide|begleit|acompañ|accompagn|senior|volunteer", re.I)
_EITHER = re.compile(r"either|both|any role|beide|egal|cualquiera|ambos|indistint|les deux|qualquer|n'importe", re.I)
_TITLES: Mapping[str, re.Pattern[str]] = {
    "timestamp": re.compile(
        r"timestamp|zeitstempel|horodat|marca temporal|carimbo|tijdstempel|completion time|submitted"
    ),
    "email": re.compile(r"e-?mail|correo|courriel|mailadresse|username|user name"),
    "first_name": re.compile(r"first name|given name|vorname|prenom|nombre de pila|primeiro nome|^nombres?$"),
    "last_name": re.compile(r"last name|surname|family name|nachname|familienname|nom de famille|apellidos?|sobrenome"),
    "name": re.compile(r"\bname\b|nombre|llamas|\bnom\b|\bnome\b|appelez|heisst|heißt|chama"),
    "time_zone": re.compile(
        r"time ?zone|zeitzone|zona horaria|fuseau|fuso|\bcity\b|\bciudad\b|\bville\b|cidade|stadt"
        r"|where .*(?:live|based)"
    ),
    "first_language": re.compile(
        r"prefer.*language|language.*prefer|first language|preferred language|bevorzugte sprache|idioma prefer"
    ),
    "languages": re.compile(r"language|sprache|idioma|langue|lingua"),
    "region": re.compile(r"country|\bland\b|pais\b|pays\b|region"),
    "institution": re.compile(
        r"institution|university|universidad|universite|universitat|affiliation|employer|organi[sz]ation|company|empresa|firma"
    ),
    "min_team": re.compile(r"smallest|minimum|minimo|mindest|at least|au moins"),
    "capacity": re.compile(
        r"how many|cuant|wie viele|combien|quant[ao]s|capacity|places|seats|maxim|at most|platze|room for"
    ),
    "about": re.compile(
        r"about you|sobre ti|uber dich|a propos|anything else|would you like to have reached|should your mentees know"
    ),
}
"""What the titles of each field say, folded; in the order in which they are tried."""

_OF_PEOPLE = re.compile(r"mentee|people|person|pairing|participant|student|aprendi|schuler|lernende|mentorad|apprenant")
_SMALL_WORDS = frozenset(
    [
        *("about", "como", "could", "does", "from", "have", "into", "like", "many", "more", "much", "role", "should"),
        *("take", "that", "their", "them", "there", "these", "they", "this", "those", "time", "want", "what", "when"),
        *("where", "which", "with", "would", "your", "cual", "cuales", "para", "tiene", "pour", "quel", "quelle"),
        *("quels", "vous", "possui", "voce", "haben", "ihre", "sind", "welche"),
    ]
)
_KNOWN = frozenset({*BothForms.model_fields, *MentorForm.model_fields, *MenteeForm.model_fields, "role", "own"})

LONG = 60
"""From so many letters on, answers are prose."""
FEW = 12
"""Up to so many different answers are options."""
MOSTLY = 0.7


class Certainty(StrEnum):
    """How certain it is that a question feeds a field."""

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "a guess"


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A question for a field, and how certain that is."""

    field: str
    title: str
    certainty: Certainty
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column by its title, with the answers in it that aren't blank."""

    title: str
    answers: tuple[str, ...]

    def share(self, holds: Iterable[bool]) -> float:
        """Of the answers, how many are so."""
        found = list(holds)
        return sum(found) / len(found) if found else 0.0


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What was recognised, in words and as the configuration says it; scores that suit the programme's fields, and how
    long a meeting is by the hours that are offered (an hour, where they are as long or longer)."""

    proposed: tuple[Proposed, ...]
    left_out: tuple[str, ...]
    questions: str
    scores: str
    minutes: int = 60

    def in_words(self) -> list[str]:
        """A line a question."""
        width = max((len(each.field) for each in self.proposed), default=0)
        lines = [
            f"  {each.field:<{width}}  {each.certainty:<7}  “{each.title}”{each.why and f': {each.why}'}"
            for each in self.proposed
        ]
        return [*lines, *(f"  {'not read':<{width}}  {'':<7}  “{title}”" for title in self.left_out)]


def propose(tabs: Sequence[Tab]) -> Proposal:
    """What the response tabs among these are.

    Raises:
        UnfitError: there are none, or it can't be told which is whose.
    """
    responses = {tab.title: _columns(tab) for tab in tabs if not tab.title.startswith("_") and _holds_answers(tab)}
    if not responses:
        raise UnfitError(
            "No tab holds the answers of a form: a timestamp and an address in each row.",
            remedy="Link the forms to this spreadsheet (Responses > Link to Sheets), and name it again.",
        )
    return _Adoption(_by_role(responses)).proposal()


def _holds_answers(tab: Tab) -> bool:
    columns = _columns(tab)
    return any(_is_address(each) for each in columns) and any(_is_stamp(each) for each in columns)


def _columns(tab: Tab) -> list[Column]:
    if not tab.rows:
        return []
    header = [clean(cell) for cell in tab.rows[0]]
    found = []
    for at, title in enumerate(header):
        answers = (clean(row[at]) for row in tab.rows[1:] if at < len(row))
        if title:
            found.append(Column(title=title, answers=tuple(filter(None, answers))))
    return found


def _is_address(column: Column) -> bool:
    return column.share(_ADDRESS.fullmatch(each) is not None for each in column.answers) >= MOSTLY


def _is_stamp(column: Column) -> bool:
    named = _TITLES["timestamp"].search(folded(column.title)) is not None
    return named or column.share(_STAMP.fullmatch(each) is not None for each in column.answers) == 1.0


def _by_role(responses: Mapping[str, list[Column]]) -> dict[Role, tuple[str, list[Column]]]:
    """Whose tab is whose: by its title, else by who is asked for places."""
    if len(responses) == 1:
        [(title, columns)] = responses.items()
        return dict.fromkeys(Role, (title, columns))
    mentee = next((title for title in responses if _MENTEE.search(title)), None)
    mentor = next((title for title in responses if title != mentee and _MENTOR.search(title)), None)
    asked = [title for title, columns in responses.items() if any(_is(each, "capacity") for each in columns)]
    mentor = mentor or next((title for title in asked if title != mentee), None)
    mentee = mentee or next((title for title in responses if title != mentor), None)
    if not mentor or not mentee:
        raise UnfitError(
            f"It can't be told which of the tabs {', '.join(responses)} is the mentors'.",
            remedy="Name the tabs so that it shows: Mentors, Mentees.",
        )
    return {Role.MENTOR: (mentor, responses[mentor]), Role.MENTEE: (mentee, responses[mentee])}


def _is(column: Column, name: str) -> bool:
    return _TITLES[name].search(folded(column.title)) is not None


@dataclass
class _Adoption:
    """Goes through the columns of both roles; each is used once."""

    tabs: Mapping[Role, tuple[str, list[Column]]]
    proposed: list[Proposed] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def proposal(self) -> Proposal:
        """All that was recognised."""
        lines: list[str] = []
        one = self.tabs[Role.MENTOR][0] == self.tabs[Role.MENTEE][0]
        role = self._role_question() if one else ""
        both = [*self._who(), *self._zone(), *self._hours(), *self._languages()]
        own_of = {each: self._own_of(each) for each in Role}
        fields, scores = self._fields()
        for each in Role:
            lines += [f"[{each.value}]", f"tab = {_text(self.tabs[each][0])}", *own_of[each], ""]
        left = [column.title for column in self._all() if column.title not in self.used]
        text = "\n".join([*([role, ""] if role else []), *lines, "[both]", *both, "", *fields])
        return Proposal(
            proposed=tuple(self.proposed),
            left_out=tuple(dict.fromkeys(left)),
            questions=text.rstrip() + "\n",
            scores="\n".join(scores),
            minutes=self._minutes(),
        )

    def _minutes(self) -> int:
        """The length of most stretches that were ticked, if it is less than an hour."""
        hours = {each.title for each in self.proposed if each.field == "hours"}
        ours = (column for column in self._all() if column.title.partition(" [")[0] in hours)
        pieces = (piece for column in ours for answer in column.answers for piece in _pieces(answer))
        lengths = Counter(length for piece in pieces if (length := _length(piece)))
        return min(60, lengths.most_common(1)[0][0]) if lengths else 60

    def _all(self) -> Iterator[Column]:
        """The columns of both tabs, those that stand in both once."""
        seen = set[str]()
        for _, columns in self.tabs.values():
            for column in columns:
                if folded(column.title) not in seen:
                    seen.add(folded(column.title))
                    alike = [
                        each
                        for _, those in self.tabs.values()
                        for each in those
                        if folded(each.title) == folded(column.title)
                    ]
                    yield Column(title=column.title, answers=tuple(a for each in alike for a in each.answers))

    def _free(self) -> Iterator[Column]:
        return (column for column in self._all() if column.title not in self.used)

    def _take(self, name: str, column: Column, certainty: Certainty, why: str = "") -> str:
        self.used.add(column.title)
        self.proposed.append(Proposed(field=name, title=column.title, certainty=certainty, why=why))
        return f"{name} = {{ title = {_text(column.title)} }}"

    def _role_question(self) -> str:
        for column in self._free():
            kinds = {answer: _role_of(answer) for answer in dict.fromkeys(column.answers)}
            if 2 <= len(kinds) <= FEW and all(kinds.values()) and {"mentor", "mentee"} <= set(kinds.values()):
                self._take("role", column, Certainty.SURE)
                said = [
                    f"{kind} = {json.dumps([a for a, k in kinds.items() if k == kind], ensure_ascii=False)}"
                    for kind in ("mentor", "mentee", "either")
                    if kind in kinds.values()
                ]
                return "\n".join(["[role]", f"title = {_text(column.title)}", *said])
        raise UnfitError(
            "One tab holds all answers, and no question in it says who is a mentor and who a mentee.",
            remedy="Ask for the role in the form, or use one form for each role.",
        )

    def _who(self) -> Iterator[str]:
        stamps = sorted((each for each in self._free() if _is_stamp(each)), key=lambda each: not _is(each, "timestamp"))
        yield self._take("timestamp", stamps[0], Certainty.SURE)
        addresses = [each for each in self._free() if _is_address(each)]
        addresses.sort(key=lambda each: not _is(each, "email"))
        yield self._with_aliases("email", addresses)
        first, last = (
            next((each for each in self._free() if _is(each, name)), None) for name in ("first_name", "last_name")
        )
        if first and last:
            for column in (first, last):
                self._take("name", column, Certainty.SURE, "joined in this order")
            yield f"name = [{_text(first.title)}, {_text(last.title)}]"
            return
        named = next((each for each in self._free() if _is(each, "name")), first)
        if named is None:
            raise UnfitError(
                "No question asks for a name.", remedy="Add one to the form: a first and a last name will do."
            )
        yield self._take("name", named, Certainty.SURE)

    def _with_aliases(self, name: str, columns: Sequence[Column]) -> str:
        first, *others = columns
        line = self._take(name, first, Certainty.SURE)
        for other in others:
            self._take(name, other, Certainty.LIKELY, "another address, read where the first is blank")
        aliases = ", ".join(_text(each.title) for each in others)
        return line if not others else f"{name} = {{ title = {_text(first.title)}, aliases = [{aliases}] }}"

    def _zone(self) -> Iterator[str]:
        column = next((each for each in self._free() if _is(each, "time_zone")), None)
        if column:
            yield self._take("time_zone", column, Certainty.SURE)
        else:
            yield '# time_zone = "Europe/Berlin"           # no form asks: say here where everybody lives'

    def _languages(self) -> Iterator[str]:
        for name in ("first_language", "languages", "region", "institution"):
            column = next(
                (each for each in self._free() if _is(each, name) and not _LABELLED.fullmatch(each.title)), None
            )
            if column is None:
                continue
            if name != "languages":
                yield self._take(name, column, Certainty.LIKELY)
                continue
            self._take(name, column, Certainty.SURE)
            options = ", ".join(_text(each) for each in _options(column, several=True))
            yield f'languages = {{ title = {_text(column.title)}, other = "list", options = [{options}] }}'

    def _hours(self) -> Iterator[str]:
        grids: dict[str, list[tuple[str, Column]]] = {}
        for column in self._free():
            if found := _LABELLED.fullmatch(column.title):
                grids.setdefault(found["title"], []).append((found["label"], column))
        for title, labelled in grids.items():
            days = {label: DAYS.get(folded(label).rstrip(".")) for label, _ in labelled}
            if all(day is not None for day in days.values()):
                said = ", ".join(f"{day.short} = {_text(label)}" for label, day in days.items() if day is not None)
                yield self._grid(title, labelled, f"days = {{ {said} }}", Shape.BY_DAY)
                return
            if all(_blocks(f"Mon {label}", {}) for label in days):
                said = ", ".join(_text(label) for label in days)
                yield self._grid(title, labelled, f"options = [{said}]", Shape.BY_HOUR)
                return
        yield self._hours_in_one()

    def _grid(self, title: str, labelled: Sequence[tuple[str, Column]], said: str, shape: Shape) -> str:
        self.used |= {column.title for _, column in labelled}
        self.proposed.append(Proposed(field="hours", title=title, certainty=Certainty.SURE, why=f"a {shape}"))
        return f'hours = {{ title = {_text(title)}, shape = "{shape}", {said} }}'

    def _hours_in_one(self) -> str:
        best = max(self._free(), key=_reads_as_hours, default=None)
        if best is None or _reads_as_hours(best) < 0.5:
            raise UnfitError(
                "No question asks when people could meet, in a way that can be read.",
                remedy="Ask for it in both forms: a checkbox grid with a row a day and a column an hour.",
            )
        lettered = _share_of_hours(best, _LETTERS) > _share_of_hours(best, {})
        ticked = Counter(part for answer in best.answers for part in _pieces(answer))
        shape = Shape.OPTIONS if sum(times > 1 for times in ticked.values()) * 2 >= len(ticked) else Shape.TEXT
        self._take("hours", best, Certainty.LIKELY, f"{shape}: days and hours in one answer")
        used = {
            word for answer in best.answers for word in re.findall(r"[A-Za-z]+", answer) if word.casefold() in _LETTERS
        }
        said = ", ".join(
            f"{_LETTERS[word.casefold()].short} = {_text(word)}"
            for word in sorted(used, key=lambda w: _LETTERS[w.casefold()])
        )
        days = f", days = {{ {said} }}" if lettered else ""
        return f'hours = {{ title = {_text(best.title)}, shape = "{shape}"{days} }}'

    def _own_of(self, role: Role) -> list[str]:
        """The questions of a role's own form that are known."""
        lines = list[str]()
        for name in ("min_team", "capacity") if role is Role.MENTOR else ():
            column = self._asked_for_a_number(name)
            if column is None:
                continue
            self._take(name, column, Certainty.LIKELY)
            blank = 1 if name == "min_team" else 2 if _sparse(column, self.tabs[role][1]) else 0
            said = f", if_blank = {blank}" if blank else ""
            lines.append(f"{name} = {{ title = {_text(column.title)}{said} }}")
        return lines

    def _asked_for_a_number(self, name: str) -> Column | None:
        """The mentors' question for a number of people; in a form for both roles it must speak of people."""
        columns = self.tabs[Role.MENTOR][1]
        one = self.tabs[Role.MENTEE][1] is columns
        titles = {folded(each.title) for each in columns} - (
            set() if one else {folded(each.title) for each in self.tabs[Role.MENTEE][1]}
        )
        found = [each for each in self._free() if _is(each, name) and folded(each.title) in titles and _counts(each)]
        found.sort(key=lambda each: not _OF_PEOPLE.search(folded(each.title)))
        return next(
            (each for each in found if not one or name == "min_team" or _OF_PEOPLE.search(folded(each.title))), None
        )

    def _fields(self) -> tuple[list[str], list[str]]:
        """What is left, as the programme's own: with options where answers repeat; prose isn't read."""
        lines, scores, names = list[str](), list[str](), set[str]()
        for column in list(self._free()):
            kind, said = _kind(column)
            if not kind:
                continue
            name = _field_name(column.title, names)
            names.add(name)
            self._take(name, column, Certainty.GUESS, f"a field of your own: {kind}")
            lines += [
                f"[fields.{name}]",
                f"title = {_text(column.title)}",
                f'kind = "{kind}"',
                *said,
                *self._asked_of(column),
                "",
            ]
            if kind in ("choice", "choices"):
                scores.append(f"{name} = {{ {'shared' if kind == 'choices' else 'same'} = 30 }}")
        return lines, scores

    def _asked_of(self, column: Column) -> list[str]:
        asked = [
            role
            for role, (_, columns) in self.tabs.items()
            if any(folded(each.title) == folded(column.title) for each in columns)
        ]
        return [f'role = "{asked[0].value}"'] if len(asked) == 1 else []


def _role_of(answer: str) -> str:
    if _EITHER.search(answer):
        return "either"
    if _MENTEE.search(answer):
        return "mentee"
    return "mentor" if _MENTOR.search(answer) else ""


def _blocks(text: str, labels: Mapping[str, Weekday]) -> bool:
    try:
        return bool(read_text(text, labels=labels, parts={}).blocks)
    except Uncertain:
        return False


def _length(piece: str) -> int:
    """Minutes of the one stretch that a text names; 0 where it names none."""
    try:
        blocks = read_text(piece, labels=_LETTERS, parts={}, days=frozenset({Weekday.MON})).blocks
    except Uncertain:
        return 0
    return blocks[0].end - blocks[0].start if len(blocks) == 1 else 0


def _share_of_hours(column: Column, labels: Mapping[str, Weekday]) -> float:
    return column.share(_blocks(answer, labels) for answer in column.answers[:50])


def _reads_as_hours(column: Column) -> float:
    return max(_share_of_hours(column, {}), _share_of_hours(column, _LETTERS))


def _counts(column: Column) -> bool:
    return column.share(_is_count(answer) for answer in column.answers) >= 0.5 or not column.answers


def _is_count(answer: str) -> bool:
    try:
        return bool(count(answer).named)
    except Unusable:
        return False


def _sparse(column: Column, columns: Sequence[Column]) -> bool:
    return len(column.answers) < max((len(each.answers) for each in columns), default=0)


def _kind(column: Column) -> tuple[str, list[str]]:
    """What kind of field a column could be, with its options; empty for prose and for what nobody answered."""
    if not column.answers or column.share(len(answer) > LONG for answer in column.answers) > 0.5:
        pieces = _options(column, several=True)
        if not (column.answers and len(pieces) <= FEW and _repeats(column)):
            return "", []
    if all(re.fullmatch(r"\d+(\.0)?", answer) for answer in column.answers):
        return "number", []
    several = any(len(_pieces(answer)) > 1 for answer in column.answers)
    options = _options(column, several=several)
    if len(options) > FEW or (len(options) > 3 and not _repeats(column)):
        return "text", []
    said = [f"options = [{', '.join(map(_text, options))}]", f'other = "{"list" if several else "text"}"']
    return ("choices" if several else "choice"), said


def _options(column: Column, *, several: bool) -> list[str]:
    pieces = (piece.strip() for answer in column.answers for piece in (_pieces(answer) if several else [answer]))
    return list(dict.fromkeys(filter(None, pieces)))


def _pieces(answer: str) -> list[str]:
    """What was ticked: Google joins by commas, Microsoft by semicolons."""
    return [piece.strip() for piece in re.split(r";|, ", answer) if piece.strip()]


def _repeats(column: Column) -> bool:
    counted = Counter(piece for answer in column.answers for piece in _pieces(answer))
    return sum(times > 1 for times in counted.values()) * 2 >= len(counted)


def _field_name(title: str, taken: set[str]) -> str:
    """A key out of a title: the first two words that mean something."""
    words = [word for word in re.findall(r"[a-z]+", folded(title)) if len(word) > 3 and word not in _SMALL_WORDS]
    name = "_".join(words[:2])[:40] or "question"
    while name in taken | _KNOWN:
        name += "_2"
    return name


def _text(value: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)
