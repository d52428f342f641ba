"""Of an answer only the writer's own new words count: what is quoted or re-printed of ours says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.mail.replies.own_words import own_words
from mentoring_sync.mail.replies.plain import plain

OURS = """Hello Ada,

Team 3 met on 6 October 2026. Who came?

Answer this mail with a line such as “all came” or “all but NAME”, and we see to the rest of it for you.

You get this mail because you are the mentor of Team 3.
"""
WROTE = """On Tue, 6 Oct 2026 at 19:00, Mentoring Groups <groups@example.org> wrote:
On Tue, Oct 6, 2026, Mentoring Groups\n<groups@example.org>\nwrote:
Am Di., 6. Okt. 2026 um 19:00 Uhr schrieb Mentoring Groups <groups@example.org>:
Am 06.10.26 um 19:00 schrieb Mentoring Groups:
El mar, 6 oct 2026 a las 19:00, Mentoring Groups (<groups@example.org>) escribió:
Le mar. 6 oct. 2026 à 19:00, Mentoring Groups <groups@example.org> a écrit :
Em ter., 6 de out. de 2026 às 19:00, Mentoring Groups <groups@example.org> escreveu:
A terça, 6/10/2026, 19:00, Mentoring Groups <groups@example.org> escreveu:
Op di 6 okt 2026 om 19:00 schreef Mentoring Groups <groups@example.org>:
Il giorno mar 6 ott 2026 alle ore 19:00 Mentoring Groups <groups@example.org> ha scritto:
Mentoring Groups <groups@example.org> hat am 06.10.2026 19:00 CEST geschrieben:""".replace("\\n", "\n")
ORIGINAL = (
    *("----------- Original Message -----------", "-----Ursprüngliche Nachricht-----", "-----Mensaje original-----"),
    *("-----Message d'origine-----", "-----Mensagem original-----", "-----Oorspronkelijk bericht-----"),
    *(
        "-----Messaggio originale-----",
        "---------- Forwarded message ---------",
        "-------- Weitergeleitete Nachricht --------",
    ),
)
HEADERS = (
    "From: Mentoring Groups <groups@example.org>\nSent: Tuesday, 6 October 2026 19:00\nTo: Ada\nSubject: Who came?",
    "Von: Mentoring Groups\nGesendet: Dienstag, 6. Oktober 2026 19:00\nAn: Ada\nBetreff: Who came?",
    "De: Mentoring Groups\nEnviado el: martes\nPara: Ada\nAsunto: Who came?",
    "De : Mentoring Groups\nEnvoyé : mardi\nÀ : Ada\nObjet : Who came?",
    "De: Mentoring Groups\nEnviada em: terça\nPara: Ada\nAssunto: Who came?",
    "*From:* Mentoring Groups\n*Date:* Tuesday\n*To:* Ada\n*Subject:* Who came?",
)


def attributions() -> list[str]:
    """Each “On … wrote:”, broken over lines where programs break it."""
    found, waiting = list[str](), ""
    for line in WROTE.split("\n"):
        waiting = f"{waiting}\n{line}".strip()
        if waiting.rstrip().endswith(":"):
            found.append(waiting)
            waiting = ""
    return found


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


@pytest.mark.parametrize("wrote", attributions())
def test_what_stands_above_a_quotation_counts(wrote):
    for below in (quoted(OURS), OURS):
        assert own_words(f"No, Cy was away.\n\n{wrote}\n{below}", [OURS]) == "No, Cy was away."


@pytest.mark.parametrize("wrote", attributions())
def test_what_stands_below_a_quotation_counts_if_nothing_stands_above(wrote):
    assert own_words(f"{wrote}\n{quoted(OURS)}\n\nall but Cy\n", [OURS]) == "all but Cy"


@pytest.mark.parametrize("line", ORIGINAL)
def test_a_message_that_is_reprinted_below_a_line_says_nothing(line):
    assert own_words(f"No, Cy was away.\n\n{line}\n{OURS}", [OURS]) == "No, Cy was away."
    assert own_words(f"No, Cy was away.\n{line}\nAnswer *all came* or *all but NAME*\nall came\n") == "No, Cy was away."


@pytest.mark.parametrize("headers", HEADERS)
def test_a_message_that_is_reprinted_below_its_headers_says_nothing(headers):
    assert own_words(f"No, Cy was away.\n\n________________________________\n{headers}\n\n{OURS}") == "No, Cy was away."
    assert own_words(f"No, Cy was away.\n\n{headers}\n\n{OURS}") == "No, Cy was away."


def test_lines_of_ours_say_nothing_wherever_they_stand():
    assert own_words(OURS, [OURS]) == ""
    assert own_words(OURS.replace(" and we see", "\nand we see").replace("*", ""), [OURS]) == ""
    assert own_words(f"{OURS}\nall but Cy", [OURS]) == "all but Cy"
    assert own_words(f"all but Cy\n{OURS}\nall came", [OURS]) == "all but Cy"


def test_answers_between_quoted_lines_count():
    text = f"{attributions()[0]}\n> Who came?\nall but Cy\n> Anything else?\nDee was ill\n"
    assert own_words(text) == "all but Cy\nDee was ill"


def test_signatures_are_no_words():
    for signature in ("-- \nAda Lind\nall came Ltd", "--\nAda", "Sent from my iPhone", "Von meinem iPhone gesendet"):
        assert own_words(f"all but Cy\n\n{signature}") == "all but Cy"


def test_what_a_person_says_of_somebody_stays():
    for text in ("From Cy I heard nothing.", "On Tuesday Cy wrote: I am ill", "To: be honest, it was fun", "all came"):
        assert own_words(text) == text


def test_html_is_read_as_its_reader_sees_it():
    html = (
        "<html><head><style>p{}</style><title>x</title></head><body><p>No, Cy&nbsp;was <b>away</b>.</p><div>Dee too<br>"
        "and that&#39;s it</div><div class='gmail_quote'><div>On 6 Oct Groups &lt;g@example.org&gt; wrote:<br></div>"
        "<blockquote>all <i>came</i><div>or <div>all but NAME</div></div></blockquote></div></body></html>"
    )
    assert own_words(plain(html)) == "No, Cy was away.\nDee too\nand that's it"


@given(st.text(max_size=200), st.sampled_from(attributions()))
def test_our_own_words_are_never_the_writers(words, wrote):
    below = f"{wrote}\n{quoted(OURS)}"
    assert "all but NAME" not in own_words(f"{words.replace('NAME', '')}\n\n{below}", [OURS])


@given(st.text(max_size=300))
def test_any_html_is_read(html):
    plain(html)
