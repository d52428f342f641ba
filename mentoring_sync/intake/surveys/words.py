"""The words of surveys in the languages that the mails are in: what says nothing, and scales known by their words.

A scale is a list of its points from the lowest, each with the spellings that forms use for it. One with a middle also
stands without it. What isn't listed is no known scale: then a person says how it runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from mentoring_sync.intake.likeness import bare
from mentoring_sync.records.survey import Unsaid

_NOT_APPLICABLE = (
    *("n/a", "na", "not applicable", "does not apply", "doesn't apply", "does not apply to me", "not relevant"),
    *("trifft nicht zu auf mich", "nicht zutreffend", "entfällt", "betrifft mich nicht", "k. A.", "nicht anwendbar"),
    *("sans objet", "non applicable", "ne s'applique pas", "ne me concerne pas"),
    *("no aplica", "no procede", "no corresponde", "no me concierne"),
    *("não se aplica", "não aplicável", "não me diz respeito"),
)
_NOT_SAID = (
    *("prefer not to say", "I prefer not to say", "prefer not to answer", "I'd rather not say", "rather not say"),
    *("no answer", "no comment", "don't want to say"),
    *("keine Angabe", "möchte ich nicht sagen", "möchte nicht antworten", "lieber nicht"),
    *("préfère ne pas répondre", "je préfère ne pas répondre", "je préfère ne pas le dire", "sans réponse"),
    *("prefiero no decirlo", "prefiero no responder", "prefiero no contestar", "sin respuesta"),
    *("prefiro não dizer", "prefiro não responder", "sem resposta"),
)
_UNSAID = {
    **{bare(text): Unsaid.NOT_APPLICABLE for text in _NOT_APPLICABLE},
    **{bare(text): Unsaid.NOT_SAID for text in _NOT_SAID},
}

_TESTS = frozenset(
    map(
        bare,
        (
            *(
                "test",
                "tests",
                "testing",
                "a test",
                "this is a test",
                "just a test",
                "test test",
                "testtest",
                "preview",
            ),
            *("ein Test", "nur ein Test", "das ist ein Test", "Probe"),
            *("un test", "c'est un test", "essai", "ceci est un essai"),
            *("prueba", "una prueba", "esto es una prueba"),
            *("teste", "um teste", "isto é um teste"),
        ),
    )
)

_SCALES: tuple[tuple[str, ...], ...] = (
    (
        "strongly disagree|completely disagree|totally disagree",
        "disagree|somewhat disagree",
        "neither agree nor disagree|neutral|neither|undecided|neither disagree nor agree",
        "agree|somewhat agree",
        "strongly agree|completely agree|totally agree",
    ),
    (
        "very dissatisfied|very unsatisfied|very unhappy",
        "dissatisfied|unsatisfied|somewhat dissatisfied|unhappy",
        "neither satisfied nor dissatisfied|neutral|neither",
        "satisfied|somewhat satisfied|happy",
        "very satisfied|very happy",
    ),
    (
        "never|none of the time",
        "rarely|seldom",
        "sometimes|some of the time",
        "often|most of the time|usually",
        "always|all of the time",
    ),
    ("not at all", "a little|slightly|somewhat", "moderately", "very|quite a bit", "extremely|very much|completely"),
    ("very poor|very bad", "poor|bad", "fair|average|okay|neutral", "good", "very good|excellent"),
    ("very unlikely", "unlikely", "neither likely nor unlikely|neutral", "likely", "very likely"),
    (
        "stimme gar nicht zu|stimme überhaupt nicht zu|trifft gar nicht zu|trifft überhaupt nicht zu",
        "stimme nicht zu|stimme eher nicht zu|trifft eher nicht zu|lehne ab",
        "teils teils|neutral|weder noch|unentschieden",
        "stimme zu|stimme eher zu|trifft eher zu",
        "stimme voll zu|stimme voll und ganz zu|stimme völlig zu|trifft voll zu|trifft voll und ganz zu",
    ),
    ("nie|niemals", "selten", "manchmal|gelegentlich", "oft|häufig|meistens", "immer"),
    (
        "sehr unzufrieden",
        "unzufrieden|eher unzufrieden",
        "teils teils|neutral|weder noch",
        "zufrieden|eher zufrieden",
        "sehr zufrieden",
    ),
    ("sehr schlecht", "schlecht", "mittel|mittelmäßig|neutral", "gut", "sehr gut"),
    (
        "pas du tout d'accord|tout à fait en désaccord",
        "pas d'accord|plutôt pas d'accord|en désaccord",
        "ni d'accord ni pas d'accord|neutre|sans avis",
        "d'accord|plutôt d'accord",
        "tout à fait d'accord|entièrement d'accord",
    ),
    ("jamais", "rarement", "parfois|quelquefois|de temps en temps", "souvent", "toujours"),
    (
        "très insatisfait|très insatisfaite|pas du tout satisfait",
        "insatisfait|insatisfaite|plutôt insatisfait",
        "ni satisfait ni insatisfait|neutre",
        "satisfait|satisfaite|plutôt satisfait",
        "très satisfait|très satisfaite",
    ),
    (
        "totalmente en desacuerdo|muy en desacuerdo",
        "en desacuerdo|algo en desacuerdo",
        "ni de acuerdo ni en desacuerdo|neutral|indiferente",
        "de acuerdo|algo de acuerdo",
        "totalmente de acuerdo|muy de acuerdo",
    ),
    ("nunca", "rara vez|casi nunca", "a veces|algunas veces", "a menudo|casi siempre|frecuentemente", "siempre"),
    (
        "muy insatisfecho|muy insatisfecha",
        "insatisfecho|insatisfecha",
        "ni satisfecho ni insatisfecho|neutral",
        "satisfecho|satisfecha",
        "muy satisfecho|muy satisfecha",
    ),
    (
        "discordo totalmente|discordo completamente",
        "discordo|discordo parcialmente",
        "nem concordo nem discordo|neutro|indiferente",
        "concordo|concordo parcialmente",
        "concordo totalmente|concordo completamente",
    ),
    ("nunca", "raramente", "às vezes|algumas vezes", "frequentemente|muitas vezes|quase sempre", "sempre"),
    (
        "muito insatisfeito|muito insatisfeita",
        "insatisfeito|insatisfeita",
        "nem satisfeito nem insatisfeito|neutro",
        "satisfeito|satisfeita",
        "muito satisfeito|muito satisfeita",
    ),
)


@dataclass(frozen=True)
class KnownScale:
    """A scale by its words: the first spelling of each point, from the lowest, and which point a spelling names."""

    words: tuple[str, ...]
    places: dict[str, int]


def unsaid(answer: str) -> Unsaid | None:
    """What a (cleaned) answer says that says nothing; None where it says something."""
    return Unsaid.BLANK if not answer else _UNSAID.get(bare(answer))


def is_test(answer: str) -> bool:
    """Whether somebody who tries the form writes so."""
    return bare(answer) in _TESTS


def known_scale(answers: Collection[str]) -> KnownScale | None:
    """The scale on which all these answers are; None where there is none, or several could be meant."""
    said = frozenset(map(bare, answers))
    found = [scale for scale in _known() if said and said <= scale.places.keys()]
    return found[0] if len(found) == 1 else None


@cache
def _known() -> tuple[KnownScale, ...]:
    return tuple(_scale(points) for points in _SCALES)


def _scale(points: Iterable[str]) -> KnownScale:
    spellings = [tuple(point.split("|")) for point in points]
    places = {bare(each): place for place, point in enumerate(spellings) for each in point}
    words = tuple(point[0][0].upper() + point[0][1:] for point in spellings)
    return KnownScale(words=words, places=places)
