"""`mentoring-sync report --out FILE`: the round's report as a file, and what has changed since the last one.

The workbook isn't written: what a report says is remembered by the file itself. A file that is there already is written
over only if it is a report of the same round.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from mentoring_sync.documents.no_file import NoFileError
from mentoring_sync.errors import UsageError
from mentoring_sync.progress.report import Remembered, RoundReport, Since, counts_of, since
from mentoring_sync.report.content import Content
from mentoring_sync.report.page import page, read_remembered
from mentoring_sync.report.write import written
from mentoring_sync.run.order import Order
from mentoring_sync.run.report import round_report
from mentoring_sync.run.services import Services
from mentoring_sync.settings.load import Configuration

SUFFIXES = (".html", ".htm", ".pdf")


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The file that was written, what it says, and since when it says what changed."""

    out: Path
    report: RoundReport
    since: Since | None

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it."""
        about = self.report.about
        return {
            "out": str(self.out),
            "round": about.round,
            "made": about.made.isoformat(),
            "n": self.report.placed,
            "counts": counts_of(self.report),
            "since": self.since.made.isoformat() if self.since else "",
            "changes": [asdict(each) for each in self.since.changes] if self.since else [],
        }

    def in_words(self) -> list[str]:
        """A few lines."""
        about = self.report.about
        lines = [f"The report of the round {about.round} as of {about.made}, n = {self.report.placed}: {self.out}"]
        if self.since:
            changes = [f"  {each.what}: {each.before}, now {each.now}" for each in self.since.changes]
            lines += [f"Since the report of {self.since.made}:", *(changes or ["  no count has changed"])]
        return lines


def reported(
    configuration: Configuration,
    order: Order,
    services: Services,
    out: Path,
    earlier: Path | None = None,
    called: str = "",
) -> Reported:
    """Write the report of the round to a file, or of the closed one that is `called` so. It says what has
    changed since the one in `earlier`, or in the file itself.

    Raises:
        UsageError: the file's kind isn't known, it is something else, or it can't be read or written.
        MentoringSyncError: with its exit code and what to do; no file was written.
    """
    check_name(out)
    there = _standing(out)
    before = _remembered(earlier) if earlier else there
    report = round_report(configuration, order, services, called)
    if there and there.of != report.about.of:
        raise UsageError(f"{out} is the report of another round; it isn't written over.", remedy=_ANOTHER)
    if before and before.of != report.about.of:
        raise UsageError(f"{earlier} is the report of another round.", remedy="--since names an earlier one of this.")
    changed = since(report, before) if before else None
    remembered = Remembered(of=report.about.of, made=report.about.made, counts=counts_of(report))
    content = written(report, configuration.program.programme.language, changed)
    _write(out, _file(out, content, remembered, configuration))
    return Reported(out=out, report=report, since=changed)


def check_name(out: Path) -> None:
    """Raises UsageError for a file of a kind that no report is."""
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"--out {out}: a report can't be written as “{out.suffix or out.name}”.",
            remedy="Give the file a name that ends in .html or .pdf.",
        )


_ANOTHER = "Name another file with --out."


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


def _file(out: Path, content: Content, remembered: Remembered, configuration: Configuration) -> bytes:
    if not _is_pdf(out):
        return page(content, remembered).encode()
    from mentoring_sync.report.sheets import sheets  # start-up time

    try:
        return sheets(content, remembered, configuration.drawing.fonts)
    except NoFileError as error:
        raise UsageError(f"{out} isn't written: {error.why}.", remedy=f"{error.remedy} Or write .html.") from error


def _standing(out: Path) -> Remembered | None:
    """What the report remembers that is in the file; None if there is no file."""
    if not out.exists():
        return None
    found = _read(out)
    if found is None:
        raise UsageError(f"{out} is there already and is no report; it isn't written over.", remedy=_ANOTHER)
    return found


def _remembered(path: Path) -> Remembered:
    found = _read(path)
    if found is None:
        raise UsageError(f"--since {path} is no report that this program wrote.")
    return found


def _read(path: Path) -> Remembered | None:
    from mentoring_sync.report.sheets import read_remembered_in  # start-up time

    content = _content(path)
    return read_remembered_in(content) if _is_pdf(path) else read_remembered(content.decode("utf-8", "replace"))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.", remedy=_ANOTHER) from error


def _write(out: Path, content: bytes) -> None:
    """The whole file, or the one that was there."""
    new = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
        new.replace(out)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise UsageError(f"{out} can't be written: {error.strerror}.", remedy=_ANOTHER) from error
