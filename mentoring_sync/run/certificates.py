"""The stage *certificates*: who completed the round gets a number in the register, and a certificate under it.

In: the configuration, the workbook, who is how far, today. Out: the register, what is to be mailed of it, its tab, and
what *Review* should hear. A certificate without a file is not given. What changes afterwards takes nothing back by
itself: it is asked. A name that is corrected is no doubt: it is printed anew under the same number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from mentoring_sync.documents.no_file import NoFileError
from mentoring_sync.mail.key import message_key, plain, round_prefix
from mentoring_sync.mail.kinds.certificates import CERTIFICATE, WINDOW
from mentoring_sync.mail.kinds.facts import Earned, Given
from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.progress.completion import PersonCompletion
from mentoring_sync.records.certificate import Certificate, CertificateState, running_number
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.person import Person, PersonId
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import person_key
from mentoring_sync.records.survey import Came
from mentoring_sync.run.completion import CLOSING_SURVEY
from mentoring_sync.run.people import People
from mentoring_sync.run.progress import Progress
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.registered import registered
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.certificates import CERTIFICATES_KNOWN, register_cells
from mentoring_sync.workbook.known.people import remembered_cells
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE
from mentoring_sync.workbook.tabs.certificates import CERTIFICATES, certificates_tab
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn, person_of

KEEP, TAKE_BACK = "Keep it: the certificate stands", "Take it back: its number becomes void, and the person is told"
ISSUE, LEAVE = "Issue a new one, under another number", "Leave it: there is none"

_OUT = frozenset({MailState.SENDING, MailState.SENT, MailState.RETURNED, MailState.UNCLEAR})
"""A mail that is so far has, or may have, reached somebody."""


@dataclass(frozen=True, kw_only=True)
class Certificates:
    """The `register` of all rounds; of this one, the certificates that are to be mailed (`given`) or to be told of that
    they were `taken_back`, and the keys of all who `had_one`. Runs have looked after them `since` this day."""

    register: Mapping[str, Certificate]
    given: tuple[Given, ...] = ()
    had_one: frozenset[str] = frozenset()
    taken_back: tuple[Given, ...] = ()
    since: date | None = None
    tabs: tuple[DesiredTab, ...] = ()
    problems: tuple[Problem, ...] = ()
    answers: TabBase = field(default_factory=dict)
    memory: Mapping[str, TabBase] = field(default_factory=dict)


NO_CERTIFICATES = Certificates(register={})
"""Where nothing is to change."""


def certificates(
    configuration: Configuration,
    standing: StandingWorkbook,
    people: People,
    progress: Progress,
    *,
    came: Mapping[PersonId, Came],
    now: datetime,
) -> Certificates:
    """The certificates, by who is how far, and when the answers `came` to the closing survey that count."""
    return _Registering(configuration, standing, people, progress, came, now.date()).done()


class _Registering:
    """The register as it is brought up to date."""

    def __init__(
        self,
        configuration: Configuration,
        standing: StandingWorkbook,
        people: People,
        progress: Progress,
        came: Mapping[PersonId, Came],
        today: date,
    ) -> None:
        self.configuration, self.came, self.today = configuration, came, today
        self.round, self.programme = configuration.program.round, configuration.program.programme
        self.prefix = round_prefix(self.programme, self.round)
        self.pages = configuration.certificate_pages
        self.asking = Asking(standing.answers)
        self.standing, self.postings = standing, {each.key: each for each in standing.postings}
        self.since = standing.register.since or today
        self.register = registered(configuration, standing, people)
        self.of_person = self._of_this_round()
        self.progress = progress
        self.earned = {person_key(each.person.role, each.person.id): each for each in progress.earned}
        self.people = {
            person_key(each.role, each.id): each for each in (*people.intake.mentors, *people.intake.mentees)
        }
        self.problems: list[Problem] = []
        self.kept: set[str] = set()

    def done(self) -> Certificates:
        """All of it."""
        for key, own in self.of_person.items():
            self._look_after(key, own[-1])
        if self.configuration.program.mail.kinds.certificate.on:
            for key, each in self.earned.items():
                self._give(key, each)
        answers = remembered_cells(self.asking.acted_on)
        stands = self.register or self.standing.stands(CERTIFICATES)
        return Certificates(
            register=self.register,
            given=tuple(self._given()),
            had_one=frozenset(self._of_this_round()),
            taken_back=tuple(self._taken_back()),
            since=self.since,
            tabs=(certificates_tab(self.register.values()),) if stands else (),
            problems=(*self.problems, *self.asking.unanswered),
            answers=answers,
            memory={CERTIFICATES_KNOWN: register_cells(self.register.values(), self.since)},
        )

    def _of_this_round(self) -> dict[str, list[Certificate]]:
        """By a person's key their certificates of this round, the first first."""
        found: dict[str, list[Certificate]] = {}
        for each in sorted(self.register.values(), key=lambda each: running_number(each.number)):
            if each.of == self.prefix and not each.is_nobodys:
                found.setdefault(each.key, []).append(each)
        return found

    # What stands already.

    def _look_after(self, key: str, last: Certificate) -> None:
        """Somebody's last certificate of this round."""
        if not last.is_valid:
            return
        if self._has_completed(key) or self._may_stay(key, last):
            self.kept.add(last.number)
            self._up_to_date(last)

    def _has_completed(self, key: str) -> bool:
        far = self.progress.completion.get(key) or self.progress.left.get(key)
        return far is not None and far.earned

    def _may_stay(self, key: str, last: Certificate) -> bool:
        """Whether it was said that a certificate stands, although by now the round isn't completed."""
        choice = self.asking.ask(_no_longer(key, last, self.progress.completion.get(key)))
        if choice == TAKE_BACK:
            self._put(replace(last, state=CertificateState.VOID, changed=self.today))
        return choice == KEEP

    def _up_to_date(self, before: Certificate) -> None:
        """As long as it hasn't gone out it says what is so now; afterwards only a corrected name makes another."""
        person, earned = self.people.get(before.key), self.earned.get(before.key)
        if person is None:
            return
        survey = before.survey or self._survey(before.key)
        now = replace(before, called=person.name, email=person.email, survey=survey)
        if self._is_out(before):
            self._put((self._printed_anew(now) if person.name != before.name else None) or now)
            return
        if earned:
            now = replace(now, name=person.name, team=earned.team, attended=earned.attended)
        self._put(self._drawn(now) or replace(now, drawn=""))

    def _printed_anew(self, now: Certificate) -> Certificate | None:
        """Another edition, with the name as it is by now; None, if it can't be made."""
        again = replace(now, edition=now.edition + 1, state=CertificateState.REISSUED, name=now.called)
        return self._drawn(replace(again, issued=self.today, changed=self.today))

    # Who gets one.

    def _give(self, key: str, earned: Earned) -> None:
        """A certificate for somebody who completed the round, once that is over."""
        own = self.of_person.get(key, [])
        if own and own[-1].is_valid:
            return
        if own and self.asking.ask(_earned_again(key, own[-1])) != ISSUE:
            return
        over = self.round.end <= self.today < self.round.end + WINDOW
        gone = None if own else self._gone_before(key)
        if over or own or gone:
            given = self._new(key, earned, gone)
            drawn = given if gone else self._drawn(given)
            if drawn:
                self._put(drawn)
                self.kept.add(drawn.number)

    def _gone_before(self, key: str) -> Posting | None:
        """The mail of a certificate that an earlier version sent: it had no number yet."""
        posting = self.postings.get(message_key(self.programme, self.round, CERTIFICATE.name, key))
        return posting if posting and posting.state in _OUT else None

    def _new(self, key: str, earned: Earned, gone: Posting | None) -> Certificate:
        person: Person = earned.person
        day = gone.sent_at.date() if gone and gone.sent_at else self.today
        return Certificate(
            number=self._next_number(),
            key=key,
            name=person.name,
            called=person.name,
            email=person.email,
            role=person.role,
            team=earned.team,
            round=self.round.name,
            of=self.prefix,
            start=self.round.start,
            last_day=self.round.end - timedelta(days=1),
            issued=day,
            changed=day,
            attended=earned.attended,
            survey=self._survey(key),
            language=self.configuration.templates.language_for(CERTIFICATE, [person.languages]),
        )

    def _survey(self, key: str) -> str:
        """When the answer to the closing survey came, where it takes one."""
        who, role = person_of(key)
        takes = self.configuration.program.completion.of(role)
        return self.came.get(PersonId(who), "") if CLOSING_SURVEY in takes.needs else ""

    def _next_number(self) -> str:
        named = f"{self.round.id or plain(self.round.name)}-"
        taken = [running_number(each) for each in self.register if each.startswith(named)]
        return f"{named}{max(taken, default=0) + 1:03d}"

    def _drawn(self, given: Certificate) -> Certificate | None:
        """The certificate, if its file can be made: what was found so before is not drawn again."""
        if not self.configuration.program.certificates.pdf:
            return given
        page = self.pages.page(given)
        if page.digest == given.drawn:
            return given
        try:
            self.pages.file(given)
        except NoFileError as none:
            self.problems.append(_no_file(given, none))
            return None
        return replace(given, drawn=page.digest)

    def _put(self, certificate: Certificate) -> None:
        self.register[certificate.number] = certificate

    # What is mailed.

    def _given(self) -> Iterator[Given]:
        with_file = self.configuration.program.certificates.pdf
        for number in sorted(self.kept):
            each = self.register[number]
            if each.drawn or not with_file or self._is_out(each):
                yield Given(certificate=each, occasion=self._occasion(each))

    def _taken_back(self) -> Iterator[Given]:
        """Those that had gone out in any edition."""
        for own in self._of_this_round().values():
            for each in own:
                editions = (replace(each, edition=number) for number in range(1, each.edition + 1))
                if not each.is_valid and any(self._is_out(edition) for edition in editions):
                    yield Given(certificate=each, occasion=each.number)

    def _is_out(self, each: Certificate) -> bool:
        posting = self.postings.get(self._mail_key(each))
        return posting is not None and posting.state in _OUT

    def _occasion(self, each: Certificate) -> str:
        """Nothing for somebody's first certificate in its first edition, else its number, and the edition."""
        first = self.of_person.get(each.key, [each])[0].number == each.number
        if each.edition == 1:
            return "" if first else each.number
        return f"{each.number}-{each.edition}"

    def _mail_key(self, each: Certificate) -> str:
        return message_key(self.programme, self.round, CERTIFICATE.name, each.key, self._occasion(each))


def _no_longer(key: str, last: Certificate, far: PersonCompletion | None) -> Problem:
    missing = f" ({', '.join(far.missing)} missing)" if far and far.missing else ""
    return Problem(
        where=Place(tab=ATTENDANCE.title),
        what=f"{last.name} has the certificate {last.number}, and by now the round isn't completed{missing}.",
        remedy="Choose under Answer. Until then it stands, and nobody is told anything.",
        about=key,
        choices=(KEEP, TAKE_BACK),
    )


def _earned_again(key: str, last: Certificate) -> Problem:
    return Problem(
        where=Place(tab=CERTIFICATES.title),
        what=f"{last.name} has completed the round again; the certificate {last.number} was taken back.",
        remedy="Choose under Answer. Until then there is no other.",
        about=key,
        choices=(ISSUE, LEAVE),
    )


def _no_file(given: Certificate, none: NoFileError) -> Problem:
    """Said of the person, if it is their name; else once for all, to whoever runs the program."""
    if none.text == in_one_line(given.name):
        return Problem(
            where=Place(tab=ROSTER.title, column=RosterColumn.PERSON),
            what=f"There is no certificate for {given.name}: {none.why}.",
            remedy=f"{none.remedy} It is mailed once it can be made.",
            about=given.key,
        )
    return Problem(
        where=Place(tab=CERTIFICATES.title),
        what=f"Certificates can't be made: {none.why}.",
        remedy=f"{none.remedy} They are mailed once they can be made; with pdf = false in [certificates] the letter"
        " alone is the certificate.",
        for_operator=True,
    )
