"""What draws certificates: the fonts that are configured and those at hand on the machine, and the pictures.

In: [certificates] and the folder of `program.toml`. Out: a `CertificateDrawing`, or every file that isn't there.
Fonts are opened when a character needs them, and what draws is loaded with the first file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from mentoring_sync.documents.page import Page
from mentoring_sync.documents.settings import CertificateSettings

if TYPE_CHECKING:
    from mentoring_sync.documents.fonts import Fonts, Typeface

FONT_FILES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
PREFERRED = (
    "NotoSerif-Regular", "LiberationSerif-Regular", "DejaVuSerif", "NotoNaskhArabic-Regular",
    "NotoSerifDevanagari-Regular", "NotoSerifCJK-Regular", "NotoSans-Regular", "LiberationSans-Regular", "DejaVuSans",
)  # fmt: skip
"""The families that most machines have, those with serifs first; all others come after them, by name."""

_NOT_UPRIGHT = ("bold", "italic", "oblique", "light", "thin", "black", "medium", "condensed", "mono", "color", "emoji")
_ALWAYS_THERE = "Vera.ttf"
"""ReportLab brings it: Western European letters at least can be drawn on a machine without any font."""


@dataclass(frozen=True)
class CertificateDrawing:
    """Makes the files of certificates. A page that was drawn before isn't drawn again."""

    fonts_named: tuple[Path, ...] = ()
    logo: bytes = field(default=b"", repr=False)
    signature: bytes = field(default=b"", repr=False)
    folders: tuple[Path, ...] | None = None
    _drawn: dict[Page, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __call__(self, page: Page) -> bytes:
        """The file.

        Raises:
            NoFileError: there is none, and why.
        """
        from mentoring_sync.documents.certificate import certificate  # start-up time

        if page not in self._drawn:
            self._drawn[page] = certificate(page, self.fonts)
        return self._drawn[page]

    @cached_property
    def fonts(self) -> Fonts:
        """The fonts, each opened when a character needs it."""
        from mentoring_sync.documents.fonts import Fonts  # start-up time

        folders = font_folders(os.environ.get("XDG_DATA_HOME", "")) if self.folders is None else self.folders
        return Fonts(
            _typefaces((*self.fonts_named, *fonts_in(folders), Path(str(files("reportlab") / "fonts")) / _ALWAYS_THERE))
        )


def certificate_drawing(settings: CertificateSettings, folder: Path, mistakes: list[str]) -> CertificateDrawing:
    """What draws as [certificates] says; files that it names and that aren't there are added to the `mistakes`."""
    named = tuple(folder / each for each in settings.fonts)
    mistakes += [
        f"certificates.fonts = {str(each)!r}: there is no such font file" for each in named if not _is_font(each)
    ]
    logo, signature = (_picture(folder, name, getattr(settings, name), mistakes) for name in ("logo", "signature"))
    return CertificateDrawing(named, logo, signature)


def font_folders(data_home: str = "") -> tuple[Path, ...]:
    """Where fonts usually are: for the user, for the machine, on Linux, macOS and Windows."""
    home = Path.home()
    return (
        Path(data_home or home / ".local" / "share") / "fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
        home / "Library" / "Fonts",
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts"),
        Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts",
    )


def fonts_in(folders: Sequence[Path]) -> Iterator[Path]:
    """The upright fonts of the folders, in the order in which they are tried."""
    found = {
        path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.suffix.lower() in FONT_FILES
    }
    upright = (path for path in found if not any(word in path.stem.lower() for word in _NOT_UPRIGHT))
    yield from sorted(upright, key=_rank)


def _rank(path: Path) -> tuple[int, bool, str, str]:
    rank = PREFERRED.index(path.stem) if path.stem in PREFERRED else len(PREFERRED)
    return rank, "Serif" not in path.stem, path.stem, str(path)


def _typefaces(paths: Sequence[Path]) -> Iterator[Typeface]:
    import uharfbuzz  # start-up time

    from mentoring_sync.documents.fonts import Typeface  # start-up time

    for path in paths:
        try:
            face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        except (OSError, uharfbuzz.HarfBuzzError):
            continue
        if face.glyph_count:
            yield Typeface(path.stem, face)


def _is_font(path: Path) -> bool:
    return path.suffix.lower() in FONT_FILES and path.is_file()


def _picture(folder: Path, key: str, name: str, mistakes: list[str]) -> bytes:
    if not name:
        return b""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        mistakes.append(f"certificates.{key} = {name!r} can't be read: {error.strerror}; name a PNG or JPEG file")
        return b""
