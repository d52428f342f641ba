"""Words that say who was there are understood whole, in five languages, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.intake.reports.names import Names
from mentoring_sync.intake.reports.sentences import Understood, understood
from tests.intake.reports.larch import LARCH, circle

NAMES = Names(LARCH, circle())
EVERYONE = "ada cy dee eli fay gus"
WHOLE = {
    "all": """All came | all came. | Everyone was there! | Everybody attended | all present | Yes, all came | all
        | They were all there | Hi Alex, all came | Thanks, everyone came | Everyone was there, thanks!
        | alle waren da | Alle da | alle sind gekommen | es waren alle da | Hallo Alex, alle waren dabei. Viele Grüße
        | vinieron todos | Todos vinieron | todas asistieron | todos | tous sont venus | tout le monde était là
        | Tout le monde est venu | todos vieram | vieram todos | Todos estavam presentes | nobody was missing
        | niemand hat gefehlt | No faltó nadie | ninguém faltou""",
    "none": """nobody came | Nobody. | no one showed up | niemand kam | Niemand war da | keiner kam | nadie vino
        | no vino nadie | personne n'est venu | Personne n’était là | ninguém veio | não veio ninguém""",
    "all but cy": """all but Cy | All but Cy came | Everyone came except Cy Ono | all except for Cy | all came but Cy
        | only Cy was missing | alle außer Cy | Alle außer Cy waren da | bis auf Cy waren alle da | nur Cy fehlte
        | es fehlte nur Cy | todos menos Cy | vinieron todos menos Cy | todos excepto Ono, Cy | solo faltó Cy
        | tous sauf Cy | tout le monde est venu sauf Cy | il ne manquait que Cy | todos menos o Cy | todos exceto Cy
        | vieram todos menos Cy | só faltou Cy""",
    "all but cy and dee": """all but Cy and Dee | all but Cy, Dee | alle außer Cy und Dee | todos menos Cy y Dee
        | tous sauf Cy et Dee | todos menos Cy e Dee | Everyone except Ono, Cy, Park, Dee""",
    "only cy": """only Cy | Only Cy came | just Cy | Cy only | nur Cy | nur Cy war da | niemand außer Cy kam
        | solo Cy | solo vino Cy | seulement Cy | seul Cy est venu | só Cy veio | apenas Cy""",
    "cy away": """No, Cy was away. | Cy was absent | Cy didn't come | Cy missed it | Cy war nicht da | Cy fehlte
        | Cy hat gefehlt | Cy no vino | Cy faltó | Cy n’est pas venue | Cy était absent | Cy não veio | Cy faltou
        | Hi, Cy was missing""",
    "cy excused": """Cy was excused | excused: Cy | Cy sent his apologies | Cy had told me before | Cy war entschuldigt
        | Cy hat abgesagt | Cy avisó antes | Cy estaba justificada | Cy s’est excusé | Cy avait prévenu
        | Cy avisou | Cy estava justificado""",
    "cy away, dee excused": """Cy was away, Dee was excused | Cy was away and Dee was excused
        | Cy was away. Dee was excused. | Cy fehlte, und Dee war entschuldigt""",
}
NOT = """All came back to normal on 3 Nov | All came? | not all came | Did all come? | No, all came
    | All came. Cy was away. | All but one | all but Hal | All but Cyy came | Everyone came except two
    | all came to nothing | I don't know if all came | They will all come next time | All came late
    | only a few came | most came | Cy came with all | Cy or Dee was away | all but you know who
    | Everyone came, but Cy left early | Alle sind gesund | No todos vinieron | Nicht alle waren da | Pas tous
    | nem todos vieram | Cy was away on holiday but joined later | That's all | all the best for Cy, who came late
    | All good | Everyone is fine | It was not the case that all came | Thanks, Cy left early"""


def said(text: str) -> Understood:
    return understood(text, LARCH, NAMES, writer="Ada Lind")


def marks(found: Understood) -> dict[str, str]:
    return {key.partition(":")[2].partition("@")[0]: mark.value for key, mark in found.marks.items()}


def meant(what: str) -> dict[str, str]:
    everyone = EVERYONE.split()
    if what.startswith("all"):
        missed = what.removeprefix("all").removeprefix(" but ").split(" and ")
        return {name: "missed" if name in missed else "present" for name in everyone}
    if what == "none":
        return dict.fromkeys(everyone[1:], "missed")
    if what == "only cy":
        return {name: "present" if name == "cy" else "missed" for name in everyone[1:]}
    return {part.split()[0]: {"away": "missed", "excused": "excused"}[part.split()[1]] for part in what.split(", ")}


def phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split("|")]


@pytest.mark.parametrize("what", WHOLE)
def test_what_people_answer_is_understood(what):
    for phrase in phrases(WHOLE[what]):
        found = said(phrase)
        assert (phrase, marks(found), found.left) == (phrase, meant(what), ())
        assert found.is_whole(LARCH) == (what.split()[0] in ("all", "none", "only")), phrase


def test_what_only_looks_like_an_answer_says_nothing():
    for phrase in phrases(NOT):
        found = said(phrase)
        assert found.left, phrase
        assert not found.is_whole(LARCH), phrase


def test_greetings_thanks_and_the_writers_own_name_say_nothing():
    found = said("Hi Alex,\n\nall but Cy.\n\nThanks!\nBest wishes,\nAda Lind\n")
    assert marks(found) == meant("all but cy")
    assert not found.left


@given(st.text(max_size=30))
def test_any_words_more_and_it_isnt_all_of_them(words):
    found = said(f"all came {words}")
    assert found.left or marks(found) in (meant("all"), meant("all but cy")) or not found.is_whole(LARCH)
