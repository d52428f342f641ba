"""The export of the community's database that claims are compared with: a CSV file, read when the configuration is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from mentoring_sync.intake.verification import Community, VerifySettings, community, wrong_titles


def read_people(
    folder: Path, settings: VerifySettings, meanings: Mapping[str, Collection[str]], mistakes: list[str]
) -> Community | None:
    """The export, with `;` or a tab between cells as well; what is wrong with it is added to the `mistakes`. `meanings`
    are what options mean, by field."""
    path = folder / settings.people
    try:
        table = pd.read_csv(
            path, dtype=str, keep_default_na=False, encoding="utf-8-sig", sep=_separator(path), index_col=False
        )
    except FileNotFoundError:
        mistakes.append(f"{path}: there is no such file; [verify] people names it")
    except (OSError, UnicodeDecodeError) as error:
        mistakes.append(f"{path}: can't be read: {error}. Export it as CSV in UTF-8")
    except ValueError as error:  # pandas' errors of parsing are
        mistakes.append(f"{path}: is no table: {str(error).strip()}. Export it as CSV in UTF-8")
    else:
        table.columns = [str(title).strip() for title in table.columns]
        wrong = [f"{path}: verify.{each}" for each in wrong_titles(settings, list(table.columns))]
        mistakes += wrong
        rows = ({str(title): str(cell) for title, cell in row.items()} for row in table.to_dict("records"))
        return None if wrong else community(settings, rows, meanings)
    return None


def _separator(path: Path) -> str:
    """What stands between the titles most often."""
    with path.open(encoding="utf-8-sig") as file:
        first = file.readline()
    return max((",", ";", "\t"), key=first.count)
