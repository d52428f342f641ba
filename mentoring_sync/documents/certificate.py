"""The certificate: one page, A4, landscape.

In: a `Page` of words and pictures, the fonts. Out: the PDF. It is read back before anybody gets it: what stands in it
as the name is the name as it was typed, or there is no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mentoring_sync.documents.canvas import Canvas
from mentoring_sync.documents.fitting import Box, Fitted, fitted
from mentoring_sync.documents.fonts import Fonts
from mentoring_sync.documents.no_file import NoFileError
from mentoring_sync.documents.page import Page
from mentoring_sync.documents.reading import lines_in

WIDTH, HEIGHT = 841.89, 595.28
"""A4, landscape, in points."""

TITLE = Box(width=640, sizes=(34, 30, 26, 22, 18))
BEFORE = Box(width=600, sizes=(15, 13, 11))
NAME = Box(width=660, sizes=(44, 40, 36, 32, 28, 25, 22, 20, 18), lines=2)
TEXT = Box(width=600, sizes=(15, 14, 13, 12, 11, 10), lines=5)
SIGNED = Box(width=300, sizes=(13, 12, 11, 10, 9), lines=2)
FOOT = Box(width=340, sizes=(9, 8, 7))

TOP_OF_NAME, ABOVE_SIGNATURE = 388, 168
"""Heights on the page, in points from its lower edge."""

INK, PALE = (0.10, 0.13, 0.20), (0.35, 0.40, 0.48)
FRAME = (0.20, 0.36, 0.45)


def certificate(page: Page, fonts: Fonts) -> bytes:
    """The file.

    Raises:
        NoFileError: a character can't be drawn, a text doesn't fit, a picture can't be read, or what a program would
            read in the file isn't the name.
    """
    made = _drawn(page, _fitted(page, fonts))
    if page.name not in lines_in(made):
        raise NoFileError(
            f"what programs would read in the file isn't “{page.name}”",
            "Write the name without unusual blanks and signs, in Roster or in the form.",
            text=page.name,
        )
    return made


def _drawn(page: Page, texts: Sequence[Fitted]) -> bytes:
    title, before, name, text, signed, foot = texts
    with Canvas(WIDTH, HEIGHT, page.texts) as canvas:
        canvas.says(language=page.language, title=f"{page.title}: {page.name}", author=page.author, made=page.made)
        canvas.frame(28, 2.2, FRAME)
        canvas.frame(35, 0.6, FRAME)
        canvas.picture(page.logo, middle=WIDTH / 2, bottom=500, width=200, height=56, called="logo")
        for fits, top, colour in (
            (title, 470, FRAME),
            (before, 420, PALE),
            (name, TOP_OF_NAME, INK),
            (text, _below(name), INK),
        ):
            canvas.lines(fits, WIDTH / 2, top, colour)
        canvas.picture(page.signature, middle=WIDTH / 2, bottom=117, width=180, height=48, called="signature")
        canvas.rule(WIDTH / 2, 112, 220, PALE)
        canvas.lines(signed, WIDTH / 2, 106, INK)
        canvas.lines(foot, WIDTH / 2, 58, PALE)
        return canvas.finished()


def _below(name: Fitted) -> float:
    """Where the text begins below the name."""
    return TOP_OF_NAME - max(name.height, 70) - 22


def _fitted(page: Page, fonts: Fonts) -> list[Fitted]:
    """The texts in their boxes. The name comes first: what is said of a text that doesn't fit is said of the name."""
    name = fitted(page.name, NAME, fonts)
    room = replace(TEXT, height=_below(name) - ABOVE_SIGNATURE)
    others = ((page.title, TITLE), (page.before, BEFORE), (page.text, room), (page.signed, SIGNED), (page.foot, FOOT))
    title, before, text, signed, foot = (fitted(words, box, fonts) for words, box in others)
    return [title, before, name, text, signed, foot]
