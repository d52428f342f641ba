"""The register as it stands: what is remembered of it, and of that which was lost what its tab still shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from mentoring_sync.mail.key import plain, round_prefix
from mentoring_sync.mail.kinds.certificates import CERTIFICATE
from mentoring_sync.records.certificate import Certificate, CertificateState
from mentoring_sync.records.roster import person_key
from mentoring_sync.run.people import People
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.certificates import CERTIFICATES, ShownCertificate, read_shown


def registered(configuration: Configuration, standing: StandingWorkbook, people: People) -> dict[str, Certificate]:
    """The certificates of all rounds, by number. One that only the tab shows is known by the address that stands there;
    it is of this round if its number is."""
    known = standing.register.certificates
    shown = {each.number: each for each in read_shown(standing.tab(CERTIFICATES)) if each.number not in known}
    return {**known, **{number: _as_shown(configuration, each, people.known_as) for number, each in shown.items()}}


def _as_shown(configuration: Configuration, each: ShownCertificate, known_as: Mapping[str, str]) -> Certificate:
    round_, programme = configuration.program.round, configuration.program.programme
    is_of_it = each.number.startswith(f"{round_.id or plain(round_.name)}-")
    return Certificate(
        number=each.number,
        key=person_key(each.role, known_as.get(each.email, each.email)),
        name=each.printed,
        called=each.called,
        email=each.email,
        role=each.role,
        team=each.team,
        round=each.round,
        of=round_prefix(programme, round_) if is_of_it else "",
        start=round_.start,
        last_day=round_.end - timedelta(days=1),
        issued=each.issued,
        changed=each.issued,
        attended=0,
        language=configuration.templates.language_for(CERTIFICATE, [()]),
        state=each.state,
        survey=each.survey,
        edition=2 if each.state is CertificateState.REISSUED else 1,
    )
