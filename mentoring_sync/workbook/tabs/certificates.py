"""*Certificates*: the register, a row for each certificate of every round, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mentoring_sync.records.certificate import Certificate, CertificateState
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.edits import CellInput, Tone
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.spreadsheet.serial_dates import moment_of
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, REMEMBER_NOTE, Layout, Tones, ours, technical, theirs
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.standing_tab import StandingTab


class CertificatesColumn(StrEnum):
    """The titles of the columns of *Certificates*."""

    NUMBER = "Number"
    PERSON = "Person"
    PRINTED = "Name printed"
    ROLE = "Role"
    TEAM = "Team"
    ROUND = "Round"
    STATE = "State"
    ISSUED = "Issued"
    SURVEY = "Closing survey"
    EMAIL = "Email"
    NOTES = "Notes"


DAY = "yyyy-mm-dd"
TONES: Tones = (
    (CertificateState.ISSUED, Tone.GOOD),
    (CertificateState.REISSUED, Tone.GOOD),
    (CertificateState.VOID, Tone.QUIET),
)
CERTIFICATES = Layout(
    title="Certificates",
    sheet_id=FIRST_SHEET_ID + 14,
    identity=(CertificatesColumn.NUMBER,),
    witnesses=(CertificatesColumn.NUMBER, CertificatesColumn.PRINTED),
    frozen=1,
    listed=True,
    columns=(
        ours(CertificatesColumn.NUMBER, 120, lasting=True, note="Given once, and to nobody else."),
        ours(CertificatesColumn.PERSON, 180, note="What the person is called by now."),
        ours(
            CertificatesColumn.PRINTED,
            180,
            lasting=True,
            note="As it stands on the certificate. A name that is corrected in Roster or in the form is printed anew,"
            " under the same number.",
        ),
        ours(CertificatesColumn.ROLE, 80),
        ours(CertificatesColumn.TEAM, 90),
        ours(CertificatesColumn.ROUND, 90),
        ours(
            CertificatesColumn.STATE,
            90,
            note="Issued; re-issued, with a corrected name; void, once you have taken it back in Review.",
            tones=TONES,
        ),
        ours(CertificatesColumn.ISSUED, 100, pattern=DAY, note="On which day it was issued last."),
        ours(
            CertificatesColumn.SURVEY,
            110,
            note="When the answer came that counts: in time, or late, once the survey was closed. Empty where none was"
            " needed, or somebody marked it in Attendance.",
        ),
        ours(CertificatesColumn.EMAIL, 250),
        theirs(CertificatesColumn.NOTES, 260, note=REMEMBER_NOTE, free=True),
        technical(KEY),
    ),
)


def certificates_tab(register: Iterable[Certificate]) -> DesiredTab:
    """The tab with all of them."""
    return DesiredTab(layout=CERTIFICATES, rows=tuple(map(_row, sorted(register, key=lambda each: each.number))))


@dataclass(frozen=True, kw_only=True)
class ShownCertificate:
    """What a row says, as far as it can be read."""

    number: str
    called: str
    printed: str
    role: Role
    team: str
    round: str
    state: CertificateState
    issued: date
    survey: str
    email: str


def read_shown(tab: StandingTab) -> Iterator[ShownCertificate]:
    """The rows as the last run wrote them; one of which it is forgotten, as it stands."""
    for number, cells in tab.as_written.items():
        said = {title: cell_text(cells.get(title)).strip() for title in CertificatesColumn}
        day = cells.get(CertificatesColumn.ISSUED)
        role, state = said[CertificatesColumn.ROLE], said[CertificatesColumn.STATE]
        if number and role in set(Role) and state in set(CertificateState) and isinstance(day, float):
            yield ShownCertificate(
                number=number,
                called=said[CertificatesColumn.PERSON],
                printed=said[CertificatesColumn.PRINTED],
                role=Role(role),
                team=said[CertificatesColumn.TEAM],
                round=said[CertificatesColumn.ROUND],
                state=CertificateState(state),
                issued=moment_of(day).date(),
                survey=said[CertificatesColumn.SURVEY],
                email=said[CertificatesColumn.EMAIL],
            )


def _row(each: Certificate) -> DesiredRow:
    cells: dict[str, CellInput] = {
        CertificatesColumn.NUMBER: each.number,
        CertificatesColumn.PERSON: each.called,
        CertificatesColumn.PRINTED: each.name,
        CertificatesColumn.ROLE: each.role.value,
        CertificatesColumn.TEAM: each.team,
        CertificatesColumn.ROUND: each.round,
        CertificatesColumn.STATE: each.state.value,
        CertificatesColumn.ISSUED: each.issued,
        CertificatesColumn.SURVEY: each.survey or None,
        CertificatesColumn.EMAIL: each.email or None,
    }
    return DesiredRow(key=each.number, cells=cells)
