"""Whether somebody wants no more mail: said in so many words and no others, or in the subject that our mails offer."""

from __future__ import annotations

import re

from mentoring_sync.intake.likeness import bare

SUBJECT = "Do not mail"
"""The subject of the mail that programs write for whoever clicks on *Unsubscribe* in one of ours."""

_MAILS = r"(?:e ?)?mails?"
_COURTESY = r"(?:please|thanks|thank you|bitte|danke|por favor|gracias|merci|s ?il vous plait|svp|obrigad[oa])"
_PHRASES = (
    rf"unsubscribe(?: me)?(?: from (?:this|these|your|the|all) (?:list|{_MAILS}|mailing list))?",
    rf"stop|stop sending(?: me)? (?:these |any more )?{_MAILS}|no more {_MAILS}",
    rf"(?:do not|stop) (?:{_MAILS}|(?:e ?)?mailing|writing|write|contact|contacting)(?: to)?(?: me)?"
    r"(?: any ?more| again)?",
    rf"i (?:do not )?want (?:no more|any more|no) {_MAILS}|i do not want {_MAILS}(?: any ?more)?",
    r"(?:take|remove) me (?:off|from) (?:this|the|your) (?:mailing )?list",
    rf"keine (?:weiteren )?{_MAILS} mehr|keine weiteren {_MAILS}|abmelden|abbestellen|austragen",
    rf"ich mochte keine (?:weiteren )?{_MAILS}(?: mehr)?(?: bekommen| erhalten)?|nicht mehr (?:an)?schreiben",
    rf"no mas (?:correos?|mensajes?|{_MAILS})|(?:quiero )?dar(?:me)? de baja|denme de baja|baja",
    rf"no (?:quiero|deseo)(?: recibir)? mas (?:correos?|mensajes?|{_MAILS})|no me escrib(?:an|as) mas",
    rf"plus de (?:{_MAILS}|courriels?|messages?)|(?:me )?desabonner?(?: moi)?|desabonnez moi|desinscription",
    rf"(?:me )?desinscrire|je ne (?:veux|souhaite) plus (?:recevoir )?(?:de|vos) (?:{_MAILS}|courriels?)",
    r"ne m ?ecrivez plus",
    rf"(?:nao (?:quero|desejo)(?: receber)?|chega de) mais (?:{_MAILS}|mensagens?)|chega de {_MAILS}",
    r"(?:quero )?cancelar(?: a)?(?: minha)? inscricao|descadastrar(?: me)?|remover(?: me)? da lista",
    rf"nao me escrevam mais|parem de (?:me )?(?:enviar|mandar) {_MAILS}",
)
_GREETING = r"(?:hi|hello|hallo|hola|bonjour|ola)"
_WORDS = re.compile(rf"(?:{_GREETING} )?(?:{_COURTESY} )?(?:{'|'.join(_PHRASES)})(?: {_COURTESY})?")


def wants_no_mail(words: str, subject: str = "") -> bool:
    """Whether that is what somebody says, and nothing else."""
    return bare(subject) == bare(SUBJECT) or bool(_WORDS.fullmatch(bare(words)))
