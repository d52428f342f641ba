"""The words with which people answer "how many?", in the languages that the mails are in, as `folded` leaves them.

Data: numbers, words for no certain number, phrases that bound a number, words that add nothing to one.
"""

from __future__ import annotations

_NUMBERS = (
    "zero none nil never nothing null nichts kein keine keinen keiner nie cero ninguno ninguna nunca aucun aucune"
    " rien jamais nenhum nenhuma nada",
    "one single ein eins eine einen einer einem einmal un uno una une um uma",
    "two twice couple pair both zwei zwo zweimal beide dos ambos deux dois duas ambas",
    "three thrice drei dreimal tres trois",
    "four vier cuatro quatre quatro",
    "five funf cinco cinq",
    "six sechs seis",
    "seven sieben siete sept sete",
    "eight acht ocho huit oito",
    "nine neun nueve neuf nove",
    "ten zehn diez dix dez",
    "eleven elf onze",
    "twelve zwolf doce douze doze dozen dutzend docena douzaine duzia",
    "thirteen dreizehn trece treize treze",
    "fourteen vierzehn catorce quatorze catorze",
    "fifteen funfzehn quince quinze",
    "sixteen sechzehn dieciseis seize dezesseis",
    "seventeen siebzehn diecisiete dezessete",
    "eighteen achtzehn dieciocho dezoito",
    "nineteen neunzehn diecinueve dezenove",
    "twenty zwanzig veinte vingt vinte",
)
NUMBERS = {word: number for number, words in enumerate(_NUMBERS) for word in words.split()} | {
    "thirty": 30,
    "dreissig": 30,
    "treinta": 30,
    "trente": 30,
    "trinta": 30,
    "forty": 40,
    "vierzig": 40,
    "cuarenta": 40,
    "quarante": 40,
    "quarenta": 40,
    "fifty": 50,
    "funfzig": 50,
    "cincuenta": 50,
    "cinquante": 50,
    "cinquenta": 50,
}

TWO_MEANINGS = {"once": (1, 11), "par": (2, 2)}
"""Words that are one number in one language and another in the next: `once` is one time, or eleven in Spanish."""

VAGUE = {
    word: least
    for least, words in (
        (1, "some any einige manche etwas algunos algunas alguna algun quelques quelque alguns algumas algum"),
        (2, "few several mehrere varios varias plusieurs paar unos unas uns umas handful poignee punado punhado"),
        (
            3,
            "many lots lot loads tons plenty dozens hundreds numerous countless viele vielen zahlreiche dutzende muchos"
            " muchas monton beaucoup nombreux nombreuses muitos muitas bastante bastantes various",
        ),
    )
    for word in words.split()
}
"""Words for no certain number, with the least that they can mean."""

MORE_THAN, AT_LEAST, FEWER_THAN, AT_MOST, TO, OR_MORE, OR_FEWER = ">", "≥", "<", "≤", "–", "⊕", "⊖"
_PHRASES = {
    MORE_THAN: "more than|over|above|mehr als|uber|mas de|plus de|mais de|mais que|mas que",
    AT_LEAST: "at least|no fewer than|not less than|no less than|not fewer than|a minimum of|minimum|min|mindestens"
    "|wenigstens|mind|al menos|por lo menos|como minimo|minimo|au moins|au minimum|pelo menos|no minimo|ao menos",
    FEWER_THAN: "less than|fewer than|under|below|weniger als|unter|menos de|menos que|moins de",
    AT_MOST: "no more than|not more than|at most|at the most|up to|as many as|a maximum of|maximum of|maximum|max"
    "|not over|nicht mehr als|hochstens|maximal|bis zu|no mas de|no mas que|no mais que|como maximo|a lo sumo"
    "|hasta|al maximo|maximo de|maximo"
    "|pas plus de|au plus|au maximum|jusqu'a|nao mais de|nao mais que|no maximo|ate",
    TO: "to|or|and|through|bis|oder|und|o|u|ou|et|e|y|a|maybe|perhaps|possibly|vielleicht|eventuell|evtl"
    "|peut-etre|quizas"
    "|quiza|tal vez|talvez|quica",
    OR_MORE: "or more|and more|or so more|and up|plus|and counting|oder mehr|und mehr|o mas|y mas|ou plus"
    "|et plus|ou mais"
    "|e mais",
    OR_FEWER: "or fewer|or less|oder weniger|o menos|ou moins|ou menos",
}
PHRASES = sorted(
    ((phrase, sign) for sign, phrases in _PHRASES.items() for phrase in phrases.split("|")),
    key=lambda each: -len(each[0]),
)
"""Phrases and the sign that stands for each, the longest first."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


FILLERS = words_of(
    "about around roughly approximately approx circa ca c only just exactly precisely in total overall so far"
    " altogether"
    " alone is are was i i've i'd have had has taught helped at would like take could can lead"
    " mentee"
    " mentees people person persons student students learner learners time times x of the them my me year years online"
    " please ideally preferably each ungefahr etwa rund circa nur genau insgesamt bisher"
    " mal leute"
    " personen person teilnehmer mentees ich habe kann veranstaltungen unos aproximadamente alrededor cerca"
    " solo solamente exactamente total hasta ahora personas persona veces vez he impartido"
    " puedo environ"
    " seulement exactement juste total personne personnes fois j'ai anime peux sobre apenas somente"
    " exatamente ao todo pessoas pessoa vezes dei posso et"
)
"""Words beside a number that change nothing about it."""

DENIALS = words_of("not no don't didn't never nicht noch nein pas ne non nao sin sem without ohne sans")
"""Words that turn what stands beside them round, where they aren't part of a phrase."""

NONE_YET = (
    "not yet|none yet|not any|not a single one|no one|noch (?:nicht|nie|keine[nr]?)|noch nicht"
    "|gar keine[nr]?"
    "|(?:ninguno )?todavia(?: no| ninguno)?|(?:ninguno )?aun(?: no| ninguno)?|pas encore"
    "|aucun pour l'instant|ainda (?:nao|nenhum)"
)
"""Phrases, as a regular expression, for none at all."""

NO_LIMIT = (
    r"no (?:upper |fixed |real |particular )?(?:limits?|max(?:imum)?|cap)|without (?:a )?limits?|unlimited|limitless"
    r"|infinite|as many as .*|any number|however many|whatever(?: is|'s)? needed|all of them|everyone|everybody"
    r"|unbegrenzt|unbeschrankt|kein(?:e|en)? (?:limit|grenze|obergrenze|begrenzung|maximum)|ohne (?:limit|grenze)"
    r"|so viele .*|beliebig(?: viele)?|sin (?:limites?|maximo|tope)|ilimitad[oa]s?|(?:tantos|tantas|cuantos) .*"
    r"|(?:todos )?los que .*|sans limites?|pas de (?:limites?|maximum)|aucune limite|illimitee?s?|autant .*"
    r"|sem (?:limites?|maximo)|quantos .*|(?:todos )?os que .*|∞"
)
"""What an offer without an upper bound says, as a regular expression."""

NO_PREFERENCE = (
    r"no (?:strong |particular |real )?(?:preferences?|opinion)|any|whatever(?: you .*)?|whichever|(?:i'm "
    r"|i am |am )?flexible"
    r"|(?:it )?(?:does not|doesn't) matter|(?:i )?(?:do not|don't) (?:mind|care)|up to you|you (?:decide"
    r"|choose)|default"
    r"|n/a|na|none given|[-–—?.]+|keine (?:praferenz(?:en)?|vorlieben?|angabe|meinung)|(?:ist "
    r"|das ist )?(?:mir )?egal|flexibel"
    r"|sin preferencias?|(?:me )?da igual|(?:me )?es igual|(?:me es )?indiferente|cualquiera|lo que sea|sans preference"
    r"|pas de preferences?|aucune preference|peu importe|(?:ca m'est )?egal|n'importe|indifferent|sem preferencias?"
    r"|tanto faz|qualquer(?: um)?|indiferente|nao tenho preferencia"
)
"""What somebody says who leaves the number to the programme, as a regular expression."""
