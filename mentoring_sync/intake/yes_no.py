"""The words with which people say yes and no, in the languages that the mails are in; what isn't listed is neither."""

from __future__ import annotations

import re

from mentoring_sync.intake.likeness import bare

YES = frozenset(
    map(
        bare,
        (
            *("yes", "y", "yep", "yeah", "yup", "yes!", "sure", "of course", "certainly", "definitely", "absolutely"),
            *("yes please", "yes indeed", "indeed", "true", "correct", "right", "affirmative"),
            *("ja", "jawohl", "ja klar", "klar", "natürlich", "selbstverständlich", "sicher", "auf jeden Fall", "wahr"),
            *("oui", "ouais", "bien sûr", "évidemment", "certainement", "tout à fait", "absolument", "vrai"),
            *("sí", "si", "claro", "claro que sí", "por supuesto", "desde luego", "sí claro", "verdadero"),
            *("sim", "claro que sim", "com certeza", "certamente", "verdadeiro"),
        ),
    )
)
"""Plain agreement to any question."""

AGREED = YES | frozenset(
    map(
        bare,
        (
            *("I do", "I agree", "agree", "agreed", "I agree to this", "I accept", "accept", "accepted", "I confirm"),
            *("I will", "I can", "I commit", "I commit to this", "I do agree", "ok", "okay", "fine", "fine with me"),
            *(
                "einverstanden",
                "ich bin einverstanden",
                "ich stimme zu",
                "stimme zu",
                "zugestimmt",
                "in Ordnung",
                "gern",
            ),
            *("gerne", "d'accord", "je suis d'accord", "j'accepte", "je m'engage", "je confirme", "entendu", "accepté"),
            *("de acuerdo", "estoy de acuerdo", "acepto", "me comprometo", "vale", "conforme", "aceptado"),
            *("concordo", "eu concordo", "aceito", "de acordo", "estou de acordo", "comprometo-me", "eu aceito"),
        ),
    )
)
"""Agreement to what one is asked to agree to."""

NO = frozenset(
    map(
        bare,
        (
            *("no", "n", "nope", "nah", "no thanks", "false", "not at all", "no way"),
            *("nein", "nein danke", "nö", "nee", "falsch", "non", "non merci", "faux", "pas du tout"),
            *("no gracias", "falso", "não", "não obrigado", "não obrigada", "de jeito nenhum"),
        ),
    )
)
"""Plain denial of any question."""

DISAGREED = NO | frozenset(
    map(
        bare,
        (
            *("I don't", "I don't agree", "I do not agree", "I disagree", "I can't", "I do not", "disagree"),
            *("nicht einverstanden", "ich stimme nicht zu", "je ne suis pas d'accord", "pas d'accord", "je refuse"),
            *("no estoy de acuerdo", "no acepto", "não concordo", "não aceito", "discordo", "em desacordo"),
        ),
    )
)
"""Refusal of what one is asked to agree to."""

_PARTS = re.compile(r"[,.;:!–—-]+\s*")


def says(answer: str, words: frozenset[str]) -> bool:
    """Whether an answer consists of these words alone: `Yes, I agree.`"""
    parts = [part for part in map(bare, _PARTS.split(answer)) if part]
    return bare(answer) in words or (bool(parts) and all(_is_made_of(part, words) for part in parts))


def _is_made_of(part: str, words: frozenset[str]) -> bool:
    first, _, rest = part.partition(" ")
    return part in words or (first in words and rest in words)
