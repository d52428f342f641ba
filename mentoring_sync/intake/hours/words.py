"""Days, times and parts of the day as people write them in the five languages, folded: without case and accents."""

from __future__ import annotations

from collections.abc import Mapping

from mentoring_sync.records.availability import Weekday

_NAMES = {
    Weekday.MON: "monday mon montag mo lunes lun lu lundi segunda segunda-feira seg",
    Weekday.TUE: "tuesday tues tue dienstag di martes mar mardi terca terca-feira ter",
    Weekday.WED: "wednesday weds wed mittwoch mi miercoles mie mercredi mer quarta quarta-feira qua",
    Weekday.THU: "thursday thurs thur thu donnerstag do jueves jue ju jeudi jeu quinta quinta-feira qui",
    Weekday.FRI: "friday fri freitag fr viernes vie vi vendredi ven ve sexta sexta-feira sex",
    Weekday.SAT: "saturday sat samstag sonnabend sa sabado sab samedi sam",
    Weekday.SUN: "sunday sun sonntag so domingo dom dimanche dim",
}
DAYS: Mapping[str, Weekday] = {
    each: day for day, names in _NAMES.items() for name in names.split() for each in (name, f"{name}s")
}
"""A day by each of its names, in the plural, too."""

WORKDAYS, WEEKEND, EVERY = frozenset(list(Weekday)[:5]), frozenset(list(Weekday)[5:]), frozenset(Weekday)

_WORKDAYS = """weekday weekdays workday workdays werktag werktags werktage werktagen wochentag wochentags wochentage
    wochentagen|unter der woche|dias laborables|dias habiles|entre semana|jours ouvrables|jours de semaine|en semaine
    |dias uteis|dias de semana|durante a semana|during the week|working days|business days"""
_WEEKEND = """weekend weekends wochenende wochenenden wochenends finde week-end week-ends|week end|week ends
    |fin de semana|fines de semana|fim de semana|fins de semana|finais de semana|final de semana"""
_EVERY = """daily everyday taglich diario diariamente quotidien|every day|any day|all days|each day|seven days a week
    |jeden tag|an allen tagen|alle tage|todos los dias|cada dia|cualquier dia|tous les jours|chaque jour
    |n'importe quel jour    |todos os dias|todo dia|qualquer dia"""
_MORNING = """morning mornings vormittag vormittags morgens fruh manana mananas manha manhas matin matins matinee
    |por la manana|por las mananas|de manha|pela manha|le matin|am vormittag|in the morning|in the mornings"""
_NOON = "noon lunch lunchtime midday mittag mittags mediodia midi|lunch time|lunch break|meio-dia|meio dia|meiodia"
_AFTERNOON = """afternoon afternoons nachmittag nachmittags tarde tardes apres-midi|apres midi|l'apres-midi|por la tarde
    |por las tardes|a tarde|de tarde|pela tarde|am nachmittag|in the afternoon|in the afternoons"""
_EVENING = """evening evenings abend abends noche noches noite noites soir soirs soiree|am abend|le soir|por la noche
    |por las noches|a noite|de noite|pela noite|after work|nach der arbeit|in the evening|in the evenings|at night"""
_DAY = """anytime always flexible jederzeit immer siempre toujours sempre ganztags ganztagig|any time|all day
    |all day long|whole day|the whole day|den ganzen tag|ganzen tag|todo el dia|a cualquier hora|toute la journee
    |n'importe quand
    |o dia todo|dia inteiro|o dia inteiro|qualquer hora|a qualquer hora"""
_AFTER = """after since nach ab despues desde apres depois apos onwards >|from ... on|later than|earliest at|a partir de
    |apos as|apos a
    |a partir de las|a partir das|a partir dos|a partir do|despues de|despues de las|depois de|depois das|desde las
    |not before
    |nicht vor|fruhestens ab|des"""
_BEFORE = """before by vor antes avant <|until before|antes de|antes de las|antes das|antes do|not after|nicht nach
    |spatestens bis|no later than"""
_FROM = "from von de del das dos between zwischen entre|de las|from about|entre las|entre as|le|les"
_TO = "- to til till until through thru bis a as al ao au ate hasta |a las|hasta las|ate as|jusqu'a|jusqu'au|up to"
_AND = "and und y et e & + or oder o ou / as well as|as well as|sowie|also|auch|tambien|aussi|tambem"
_EXCEPT = (
    "except but not never kein keine nicht ausser excepto menos no sauf pas exceto salvo nao|apart from|other than"
)
_NOT_EACH_WEEK = """second other alternate alternating biweekly fortnightly zweite zweiten 14-tagig quincenal
    quincenalmente alternos alternas quinzaine quinzenal quinzenalmente monthly monatlich mensual mensuel mensal first
    erste ersten primer premier primeiro odd even|every other|every second|jede zweite|jeden zweiten
    |cada dos semanas|una semana si|une semaine sur deux|cada duas semanas|once a month|sur deux|del mes|do mes|du mois
    |im monat|of the month"""
_AM = "am|a.m.|a.m|de la manana|da manha|du matin|vormittags um"
_PM = "pm|p.m.|p.m|de la tarde|da tarde|de l'apres-midi|de la noche|da noite|du soir"
_FILLERS = """on at the in im am um den der im las los la l' le les os nos no na em i i'm i am free available ich kann
    bin frei puedo estoy libre je suis disponible dispo posso estou livre time local my meine meiner zeit only nur solo
    seulement both each every jeden jede chaque cada todas todos todo tous toutes please bitte gerne best preferably
    de das dos do da du d' s days tage dias jours por pela pelas also auch works would be good ideally usually meist
    mostly normally gut passt me va bien and"""


def _phrases(words: str) -> list[str]:
    first, *others = [" ".join(part.split()) for part in words.split("|")]
    return [*first.split(), *others]


GERMAN = frozenset(
    _phrases(
        """mo mi fr sa so montag montags dienstag dienstags mittwoch mittwochs donnerstag donnerstags freitag freitags
        samstag samstags sonnabend sonntag sonntags uhr bis und ab nach vor abends morgens vormittags nachmittags
        mittags werktags wochenende am von oder"""
    )
)
FRENCH = frozenset(
    _phrases("lu lun lundi ma mar mardi me mer mercredi je jeu jeudi ve ven vendredi sam samedi et ou soir")
)
SPANISH = frozenset(_phrases("lu lun lunes ma mar martes mie miercoles ju jue jueves vi vie viernes sab sabado y o"))
TWO_MEANINGS = {"di": (Weekday.TUE, Weekday.SUN, FRENCH), "do": (Weekday.THU, Weekday.SUN, SPANISH)}
"""Short names that are one day in German and another elsewhere: which day, and by which words it is the other."""

WEEK: Mapping[str, frozenset[Weekday]] = {
    **dict.fromkeys(_phrases(_WORKDAYS), WORKDAYS),
    **dict.fromkeys(_phrases(_WEEKEND), WEEKEND),
    **dict.fromkeys(_phrases(_EVERY), EVERY),
}
"""Several days by one name."""

PARTS: Mapping[str, str] = {
    **dict.fromkeys(_phrases(_MORNING), "morning"),
    **dict.fromkeys(_phrases(_NOON), "noon"),
    **dict.fromkeys(_phrases(_AFTERNOON), "afternoon"),
    **dict.fromkeys(_phrases(_EVENING), "evening"),
    **dict.fromkeys(_phrases(_DAY), "day"),
}
"""A part of the day by each of its names."""

OTHER_CLOCKS = frozenset(
    [
        "utc",
        "gmt",
        "cet",
        "cest",
        "mez",
        "mesz",
        "est",
        "edt",
        "cst",
        "cdt",
        "mst",
        "mdt",
        "pst",
        "pdt",
        "bst",
        "ist",
        "jst",
        "aest",
    ]
)
"""Names of clocks: hours beside one of these may be on that clock instead of the person's own."""

MIDNIGHT = frozenset(_phrases("midnight mitternacht medianoche minuit meia-noite|meia noite"))
AFTER, BEFORE = frozenset(_phrases(_AFTER)), frozenset(_phrases(_BEFORE))
UNTIL = frozenset(
    ("til", "till", "until", "bis", "ate", "hasta", "hasta las", "ate as", "jusqu'a", "jusqu'au", "up to")
)
"""Of the words for *to* those that say so without a beginning."""
FROM, TO, AND = frozenset(_phrases(_FROM)), frozenset(_phrases(_TO)), frozenset(_phrases(_AND))
EXCEPT, NOT_EACH_WEEK = frozenset(_phrases(_EXCEPT)), frozenset(_phrases(_NOT_EACH_WEEK))
MERIDIEM: Mapping[str, str] = {**dict.fromkeys(_phrases(_AM), "am"), **dict.fromkeys(_phrases(_PM), "pm")}
FILLERS = frozenset(_phrases(_FILLERS))
"""What changes nothing about days and hours beside it."""

PHRASES = sorted(
    (
        phrase
        for words in (NOT_EACH_WEEK, WEEK, PARTS, MIDNIGHT, AFTER, BEFORE, FROM, TO, AND, EXCEPT, MERIDIEM)
        for phrase in words
        if " " in phrase or "." in phrase
    ),
    key=len,
    reverse=True,
)
"""What is written in several words, the longest first."""

USUAL_PARTS: Mapping[str, tuple[int, int]] = {
    "morning": (9 * 60, 12 * 60),
    "noon": (12 * 60, 13 * 60),
    "afternoon": (14 * 60, 17 * 60),
    "evening": (18 * 60, 21 * 60),
    "day": (9 * 60, 21 * 60),
}
"""What a part of the day surely means, in minutes after midnight, where the configuration doesn't say."""
