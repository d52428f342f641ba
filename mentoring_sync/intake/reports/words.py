"""The words with which people say who was at a meeting, in the languages of our mails: regular expressions.

They are compared with text in small letters without accents (`cells.folded`), and stand for whole phrases: what isn't
spelt out here isn't understood. Words of all languages hold wherever somebody writes: people answer in their own.
"""

from __future__ import annotations

from mentoring_sync.intake.likeness import bare


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(phrase for group in phrases for phrase in group.split("; ")) + ")"


EVERYBODY = frozenset(
    map(
        bare,
        (
            *("all", "everyone", "everybody", "all of them", "all of us", "the whole team", "the whole group"),
            *("alle", "alle da", "das ganze Team", "todos", "todas", "todo el equipo", "todo el mundo"),
            *("tous", "toutes", "tout le monde", "toute l'équipe", "toda a equipe", "toda a gente", "todo mundo"),
        ),
    )
)
"""What stands for the whole team where names are asked for."""

NOBODY = frozenset(
    map(
        bare,
        (
            *("nobody", "no one", "noone", "none", "none of them", "not anyone"),
            *("niemand", "keiner", "keine", "nadie", "ninguno", "ninguna", "personne", "aucun", "aucune"),
            *("ninguém", "nenhum", "nenhuma"),
        ),
    )
)
"""What stands for none of them."""

ALL = _any(
    "all of them; all of us; all; everyone; everybody; the whole (?:team|group)",
    "alle; das ganze team; die ganze gruppe",
    "todos; todas; todo el (?:mundo|equipo|grupo)",
    "tous; toutes; tout le monde; toute l'equipe; tout le groupe",
    "todo mundo; toda a gente; toda a equipe; o grupo todo",
)
NONE = _any(
    "nobody; no one; noone; none(?: of them)?",
    "niemand; keiner; keine",
    "nadie; ninguno; ninguna",
    "personne; aucun; aucune",
    "ninguem; nenhum; nenhuma",
)
CAME = _any(
    "came(?: along)?; (?:has|have) come; (?:was|were|is|are)(?: all)? (?:there|here|present); present; there; here"
    "; attended; showed up; turned up; made it; joined(?: us)?; took part",
    "(?:war|waren|ist|sind)(?: alle)? (?:da|dabei|anwesend|gekommen|erschienen); da; dabei; anwesend; kam; kamen"
    "; gekommen; nahm teil; nahmen teil; haben teilgenommen; hat teilgenommen",
    "vino; vinieron; han venido; ha venido; asistio; asistieron; estuvo; estuvieron; estaba; estaban"
    "; (?:estuvo|estuvieron|estaba|estaban) (?:presentes?|alli|ahi); presentes?; participo; participaron",
    "(?:est|sont) venue?s?; (?:etait|etaient) (?:la|presente?s?); (?:est|sont) (?:la|presente?s?); presente?s?; la"
    "; (?:a|ont) participe; (?:a|ont) assiste",
    "veio; vieram; compareceu; compareceram; esteve(?: presente| la)?; estiveram(?: presentes| la)?; estava(?: presente"
    "| la)?; estavam(?: presentes| la)?; participaram; participou",
)
AWAY = _any(
    "(?:was|were|is|are) (?:away|absent|missing|not there|not here|not present|a no-?show|no-?shows)"
    "; (?:wasn't|weren't|was not|were not|isn't|aren't) (?:there|here|present|around)"
    "; (?:did not|didn't|has not|hasn't|have not|haven't) (?:come|attend|join(?: us)?|show up|turn up|make it|appear"
    "|come along); missed (?:it|the meeting|the call); missed; missing; absent; away; no-?show",
    "(?:war|waren|ist|sind) (?:nicht (?:da|dabei|anwesend|gekommen)|abwesend|weg); (?:kam|kamen) nicht; fehlte; fehlten"
    "; (?:hat|haben) gefehlt; fehlt; fehlen; nicht da; nicht dabei; hat nicht teilgenommen; haben nicht teilgenommen",
    "no (?:vino|vinieron|asistio|asistieron|estuvo|estuvieron|estaba|estaban|ha venido|han venido|aparecio"
    "|aparecieron|participo|participaron); falto; faltaron; ha faltado; han faltado; (?:estuvo|estuvieron|estaba"
    "|estaban) ausentes?; ausentes?",
    "(?:n'est|ne sont) pas venue?s?; (?:n'etait|n'etaient) pas (?:la|presente?s?); (?:etait|etaient|est|sont)"
    " absente?s?; absente?s?; manquait; manquaient; a manque; ont manque; (?:n'a|n'ont) pas participe",
    "nao (?:veio|vieram|compareceu|compareceram|esteve|estiveram|estava|estavam|participou|participaram|apareceu"
    "|apareceram); faltou; faltaram; (?:estava|estavam|esteve|estiveram) ausentes?",
)
EXCUSED = _any(
    "(?:was|were|is|are) excused; excused; (?:sent|gave|made) (?:his |her |their )?(?:apologies|regrets|excuses)"
    "; apologi[sz]ed(?: beforehand| in advance)?; cancelled(?: beforehand| in advance)"
    "; had (?:told|warned) (?:me|us)(?: (?:before|beforehand|in advance))?"
    "; (?:told|warned) (?:me|us) (?:before|beforehand|in advance)",
    "(?:war|waren|ist|sind) entschuldigt; entschuldigt; (?:hat|haben|hatte|hatten) (?:sich entschuldigt|abgesagt"
    "|(?:vorher|rechtzeitig) (?:abgesagt|bescheid gesagt|bescheid gegeben)); sagte ab; sagten ab",
    "(?:estaba|estaban|esta|estan) (?:excusad[oa]s?|justificad[oa]s?|disculpad[oa]s?); excusad[oa]s?; justificad[oa]s?"
    "; se (?:excuso|excusaron|disculpo|disculparon); (?:aviso|avisaron|habia avisado|habian avisado)(?: antes)?",
    "(?:etait|etaient|est|sont) excusee?s?; excusee?s?; (?:s'est|se sont) excusee?s?"
    "; (?:avait|avaient|a|ont) prevenu(?: avant)?",
    "(?:estava|estavam|esta|estao) (?:justificad[oa]s?|dispensad[oa]s?); justificad[oa]s?; justificou; justificaram"
    "; (?:avisou|avisaram|tinha avisado|tinham avisado)(?: antes)?; se desculpou; se desculparam",
)
BUT = _any(
    "but(?: for| not)?; except(?: for)?; apart from; other than; besides; bar; save(?: for)?; without; minus",
    "ausser; bis auf; ohne; nur nicht; mit ausnahme von",
    "menos; excepto; salvo; a excepcion de; sin",
    "sauf; excepte; hormis; a l'exception de; a part; sans",
    "exceto; com excecao de; fora; tirando; sem",
)
ONLY = _any(
    "only; just; nobody but; no one but; none but",
    "nur; bloss; lediglich; niemand ausser",
    "solo; solamente; unicamente; nadie mas que",
    "seulement; seule?s?; uniquement; juste; personne sauf",
    "so; somente; apenas; unicamente; ninguem alem de",
)
GREETING = _any(
    "hi; hello; hey; dear; hallo; liebe[rs]?; guten (?:tag|morgen|abend); moin; servus; hola",
    "buen[oa]s(?: (?:dias|tardes|noches))?; estimad[oa]s?; bonjour; bonsoir; salut; cher; chere",
    "ola; oi; bom dia; boa tarde; boa noite; prezad[oa]s?; car[oa]s?",
)
THANKS = _any(
    "thanks?(?: you)?(?: very much| a lot| so much| again)?; many thanks; cheers",
    "(?:(?:kind|best|warm) )?(?:regards|wishes); all the best; best; yours(?: sincerely| truly)?; sincerely; bye",
    "see you(?: soon)?; have a (?:nice|good|great) (?:day|week|weekend|evening)",
    "danke(?: schon| sehr| dir| euch)?; vielen dank; (?:viele|liebe|beste|herzliche|schone) grusse; gruss(?:e)?",
    "mit freundlichen grussen; lg; mfg; vg; bis bald; tschuss",
    "(?:muchas )?gracias(?: por todo)?; (?:un )?(?:cordial )?saludos?(?: cordiales)?; un abrazo; abrazos",
    "hasta (?:luego|pronto)",
    "merci(?: beaucoup| bien)?; (?:bien )?cordialement; amities; a bientot; bonne (?:journee|soiree|semaine)",
    "amicalement; bien a (?:vous|toi)",
    "(?:muito )?obrigad[oa]; abracos?; um abraco; atenciosamente; cumprimentos; ate (?:logo|breve|mais); saudacoes",
)
YES = _any("yes; yep; yeah; sure; ja; jawohl; si; oui; sim")
NO = _any("no; nope; nein; non; nao")
