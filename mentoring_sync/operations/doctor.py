"""`doctor`: is all in order? Each part of the set-up is looked at, in the order in which one stands on the other.

In: the configuration's file, the environment, the services. Out: findings, the cause of a trouble first; nothing is
written, nobody is mailed. What stands on something broken isn't looked at: it would only be broken, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mentoring_sync.errors import ConfigurationError, MentoringSyncError
from mentoring_sync.operations.finding import Finding, Level, broken, ok, warning
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.order import Order
from mentoring_sync.run.outcome import Outcome
from mentoring_sync.run.services import Services
from mentoring_sync.run.status import Status, status_of
from mentoring_sync.run.steps import Silence
from mentoring_sync.run.sync import sync
from mentoring_sync.settings.load import Configuration, load
from mentoring_sync.workbook.standing import StandingWorkbook

SILENT_FOR = timedelta(days=2)
"""After so long without a run the schedule may have stopped."""

FREE_ACCOUNT_A_DAY = 500
"""How many mails Gmail lets an account of gmail.com send in 24 hours (https://support.google.com/mail/answer/22839)."""

CLOCK_OFF = timedelta(minutes=5)
"""Google refuses tokens from a clock that is off by more."""

Opens = Callable[[Configuration], Services]
Apart = Callable[[str | None], timedelta | None]


@dataclass(frozen=True, kw_only=True)
class Examined:
    """What `doctor` found; the exit code is that of the first trouble."""

    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """0 where a run would go on."""
        return next((each.exit_code for each in self.findings if each.level is Level.BROKEN), 0)

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it."""
        return {"exit_code": self.exit_code, "findings": [each.as_json() for each in self.findings]}

    def in_words(self) -> list[str]:
        """A line each, and a last one that counts them."""
        lines = [line for each in self.findings for line in each.in_words()]
        troubles = sum(each.level is Level.BROKEN for each in self.findings)
        warnings = sum(each.level is Level.WARNING for each in self.findings)
        return [*lines, "", f"{_count(troubles, 'trouble')}, {_count(warnings, 'warning')}."]


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number or 'no'} {noun}s"


def examine(config: Path, environment: Mapping[str, str], opens: Opens, apart: Apart, now: datetime) -> Examined:
    """All findings. `opens` gives the services of a configuration, `apart` how far Google's clock is ahead of this
    machine's, by the address of another server if there is one (None: it wasn't heard)."""
    return Examined(findings=tuple(_looked(config, environment, opens, apart, now)))


def _looked(
    config: Path, environment: Mapping[str, str], opens: Opens, apart: Apart, now: datetime
) -> Iterator[Finding]:
    try:
        configuration = load(config, environment)
    except ConfigurationError as error:
        for mistake in error.mistakes:
            yield Finding(about="configuration", level=Level.BROKEN, what=mistake, exit_code=error.exit_code)
        return
    yield ok("configuration", f"{config}, {len(_asked(configuration))} questions")
    yield _zones()
    yield from _clock(apart(configuration.program.google.api_root))
    try:
        services = opens(configuration)
        standing = StandingWorkbook(services.spreadsheet.pull())
    except MentoringSyncError as error:
        yield broken("spreadsheet", error)
        return
    yield ok("spreadsheet", f"“{standing.workbook.title}”, {len(standing.workbook.tabs)} tabs")
    yield from _of_the_workbook(configuration, services, standing, now)


def _of_the_workbook(
    configuration: Configuration, services: Services, standing: StandingWorkbook, now: datetime
) -> Iterator[Finding]:
    yield from _sender(configuration, services)
    yield _quota(configuration)
    try:
        shown = sync(configuration, Order(run="doctor", trigger="doctor", now=now, dry_run=True), Silence(), services)
    except MentoringSyncError as error:
        yield broken("questions and tabs", error)
        return
    yield ok("questions and tabs", f"{shown.responses} responses can be read, {shown.rejected} of them make nobody yet")
    yield from _last_run(status_of(configuration, standing, now=now), now)
    yield from _review(shown)
    yield _next(shown)


def _asked(configuration: Configuration) -> set[str]:
    return {field for role in Role for field in configuration.questions.asked(role)}


def _zones() -> Finding:
    ZoneInfo("Europe/Berlin")
    from importlib.metadata import version  # start-up time

    return ok("time zones", f"the data of {version('tzdata')}")


def _clock(apart: timedelta | None) -> Iterator[Finding]:
    if apart is None:
        yield warning("network", "Google's servers weren't heard", "See whether this machine reaches the internet.")
    elif abs(apart) > CLOCK_OFF:
        off = round(abs(apart).total_seconds() / 60)
        yield warning(
            "clock",
            f"this machine's clock is off by {off} minutes",
            "Set it (timedatectl set-ntp true): sign-ins fail.",
        )
    else:
        yield ok("clock", "agrees with Google's")


def _sender(configuration: Configuration, services: Services) -> Iterator[Finding]:
    mail = configuration.program.mail
    try:
        channel = services.mail_channel(lambda line: None)  # noqa: ARG005 - there is nothing to tell
        account = channel.account()
        allowed = channel.may_write_as(mail.sender.email)
    except MentoringSyncError as error:
        yield broken("mail", error)
        return
    if allowed:
        yield ok("mail", f"{account} may send as {mail.sender.email}")
    else:
        yield Finding(
            about="mail",
            level=Level.BROKEN,
            what=f"{account} can't send as {mail.sender.email}",
            mend="Add the address in Gmail under Settings > Accounts > Send mail as, or change [mail] sender.",
            exit_code=4,
        )
    if mail.read_replies and not mail.receives_answers(account):
        yield warning(
            "replies", f"answers go to {mail.reply_to.email}, and {account} is read", "Change [mail] reply_to."
        )


def _quota(configuration: Configuration) -> Finding:
    mail = configuration.program.mail
    free = mail.sender.email.endswith(("@gmail.com", "@googlemail.com"))
    if free and mail.most_a_day > FREE_ACCOUNT_A_DAY:
        return warning(
            "quota",
            f"most_a_day is {mail.most_a_day}, and Gmail lets an account of gmail.com send {FREE_ACCOUNT_A_DAY} a day",
            f"Set [mail] most_a_day to {FREE_ACCOUNT_A_DAY} at most.",
        )
    return ok("quota", f"at most {mail.most_a_day} mails a day")


def _last_run(status: Status, now: datetime) -> Iterator[Finding]:
    started = status.last_run.get("started", "")
    if not started:
        yield warning("last run", "none has written this workbook yet", "mentoring-sync sync is the first.")
        return
    told = f"{started} ({status.last_run.get('trigger', '')}): {status.last_run.get('result', '')}"
    try:
        at = datetime.fromisoformat(started)
    except ValueError:
        yield ok("last run", told)
        return
    silent = now - (at if at.tzinfo else at.replace(tzinfo=UTC))
    if silent > SILENT_FOR and not status.paused:
        yield warning("last run", told, f"Nothing has run for {silent.days} days: see whether the schedule still does.")
    else:
        yield ok("last run", told + (" (paused: Control says so)" if status.paused else ""))


def _review(shown: Outcome) -> Iterator[Finding]:
    if shown.review:
        rows = "1 row" if shown.review == 1 else f"{shown.review} rows"
        yield warning(
            "Review", f"{rows} would stand there", "Look at the tab Review, or run: mentoring-sync sync --dry-run"
        )


def _next(shown: Outcome) -> Finding:
    if shown.ready:
        return ok("next", shown.ready)
    kinds = ", ".join(f"{count} × {kind}" for kind, count in _kinds(shown).items())
    return ok("next", f"a run would write {shown.rows_changed} rows and make {kinds or 'no mail'}")


def _kinds(shown: Outcome) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in shown.mails:
        found[each.kind] = found.get(each.kind, 0) + 1
    return found
