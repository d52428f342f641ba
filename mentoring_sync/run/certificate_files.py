"""The files of the register, made again from what stands in it: one request, no write, no mail.

In: the configuration, the services, the instant. Out: files by what they are called, and why some can't be made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mentoring_sync.documents.no_file import NoFileError
from mentoring_sync.run.people import people
from mentoring_sync.run.registered import registered
from mentoring_sync.run.services import Services
from mentoring_sync.run.summary import in_count
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.standing import StandingWorkbook


@dataclass(frozen=True, kw_only=True)
class CertificateFiles:
    """The files, as bytes by name; the numbers that are void; and by number, why there is no file."""

    files: Mapping[str, bytes]
    void: tuple[str, ...] = ()
    without: Mapping[str, str]

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it."""
        return {"files": list(self.files), "void": list(self.void), "without": dict(self.without)}

    def in_words(self, folder: str) -> list[str]:
        """A few lines."""
        lines = [f"{in_count(len(self.files), 'certificate')} in {folder}."]
        if self.void:
            lines.append(f"Void, and without a file: {', '.join(self.void)}.")
        return [*lines, *(f"There is no file for {number}: {why}." for number, why in self.without.items())]


def certificate_files(configuration: Configuration, services: Services, *, now: datetime) -> CertificateFiles:
    """The files of all certificates that are valid, whatever round they are of.

    Raises:
        MentoringSyncError: the spreadsheet can't be read.
    """
    standing = StandingWorkbook(services.spreadsheet.pull())
    register = registered(configuration, standing, people(configuration, standing, now=now))
    files, without = dict[str, bytes](), dict[str, str]()
    for number, each in sorted(register.items()):
        if each.is_valid and not each.is_nobodys:
            try:
                files[each.file] = configuration.certificate_pages.file(each)
            except NoFileError as none:
                without[number] = none.why
    void = tuple(sorted(number for number, each in register.items() if not each.is_valid))
    return CertificateFiles(files=files, void=void, without=without)
