"""What a spreadsheet's locale decides: separators, currency, and the order of a date.

In: a locale such as `de_DE`. Out: `Locale`; one that isn't listed reads and writes as en_US.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Locale:
    """Patterns are Google's (M month, m minute, H hour of the day)."""

    decimal: str = "."
    thousands: str = ","
    date: str = "M/d/yyyy"
    time: str = "h:mm:ss am/pm"
    moment: str = "M/d/yyyy H:mm:ss"
    currency: str = '"$"#,##0.00'

    @property
    def day_first(self) -> bool:
        """Whether 1/2 is the first of February."""
        return self.date.lower().startswith("d")


def _european(date: str, currency: str = '#,##0.00" €"') -> Locale:
    return Locale(",", ".", date, "HH:mm:ss", f"{date} H:mm:ss", currency)


_LOCALES = {
    "en_GB": Locale(date="dd/MM/yyyy", moment="dd/MM/yyyy HH:mm:ss", time="HH:mm:ss", currency='"£"#,##0.00'),
    "en_AU": Locale(date="d/MM/yyyy", moment="d/MM/yyyy H:mm:ss"),
    "en_CA": Locale(date="yyyy-MM-dd", moment="yyyy-MM-dd H:mm:ss"),
    "en_IN": Locale(date="dd/MM/yyyy", moment="dd/MM/yyyy H:mm:ss", currency='"₹"#,##0.00'),
    "de_DE": _european("dd.MM.yyyy"),
    "fr_FR": _european("dd/MM/yyyy"),
    "es_ES": _european("d/M/yyyy"),
    "it_IT": _european("dd/MM/yyyy"),
    "nl_NL": _european("d-M-yyyy", '"€ "#,##0.00'),
    "pt_BR": _european("dd/MM/yyyy", '"R$ "#,##0.00'),
    "sv_SE": _european("yyyy-MM-dd", '#,##0.00" kr"'),
}
_ENGLISH = Locale()
_NAME = re.compile(r"[a-z]{2,3}(_([A-Z]{2}|[0-9]{3}))?")
_OLD_CODES = {"no": "nb", "iw": "he", "in": "id"}
"""Languages whose former codes spreadsheets still carry."""


def is_locale(name: str) -> bool:
    """Whether there is such a locale: a language, or a language in a region, that CLDR knows."""
    if name in _LOCALES or name == "en_US":
        return True
    from babel import Locale as Known  # start-up time and memory
    from babel import UnknownLocaleError

    language, *region = name.split("_")
    try:
        Known.parse("_".join([_OLD_CODES.get(language, language), *region]))
    except (UnknownLocaleError, ValueError):
        return False
    return _NAME.fullmatch(name) is not None


def locale_of(name: str) -> Locale:
    """The locale's habits."""
    return _LOCALES.get(name, _ENGLISH)
