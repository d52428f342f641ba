"""gspread's own public test suite, run live over HTTP against the sandbox: `gspread_suite.py FOLDER`.

In: a checkout of gspread (a folder with `tests/`). Out: how many tests passed, failed and there are; the failing ones
by name. Its recordings aren't used: `vcr`, which plays them, is replaced by a stand-in that does nothing, and every
session of gspread's is sent to loopback.
"""

from __future__ import annotations

import sys
import tempfile
import types
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from google.auth.transport.requests import AuthorizedSession
from requests.adapters import HTTPAdapter

from mentoring_sync.sandbox import serving


class Loopback(HTTPAdapter):
    """Sends what was meant for Google's servers to the sandbox."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._host = urlsplit(url).netloc

    def send(self, request, **kwargs):  # the signature is requests'
        parts = urlsplit(request.url)
        request.url = urlunsplit(("http", self._host, parts.path, parts.query, ""))
        return super().send(request, **kwargs)


class Tally:
    """A pytest plugin that counts, and knows the suite's marker."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.failed: dict[str, str] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "vcr: a test whose conversation gspread recorded")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            lines = (report.longreprtext or "?").splitlines()
            self.failed[report.nodeid] = next((line for line in reversed(lines) if line.startswith("E ")), lines[-1])
        elif report.when == "call" and report.passed:
            self.passed.append(report.nodeid)


def stand_in_for_vcr() -> types.ModuleType:
    """A module `vcr` with what gspread's conftest asks of it."""
    module = types.ModuleType("vcr")
    module.VCR = type("VCR", (), {"ensure_suffix": staticmethod(lambda suffix: lambda path: path + suffix)})
    return module


def send_sessions_to(url: str) -> None:
    """Every AuthorizedSession made from now on speaks to `url`."""
    begin = AuthorizedSession.__init__

    def begun(self, *arguments, **named):
        begin(self, *arguments, **named)
        self.mount("https://", Loopback(url))

    AuthorizedSession.__init__ = begun


def main(folder: Path) -> int:
    """Run the suite and print its figures; 0 when nothing failed."""
    sys.modules["vcr"] = stand_in_for_vcr()
    tally = Tally()
    with tempfile.TemporaryDirectory() as scratch, serving(Path(scratch, "workspace.db")) as server:
        send_sessions_to(server.url)
        options = ["-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", "-W", "ignore", "-o", "addopts="]
        files = ["-o", "python_files=*_test.py", "--rootdir", str(folder), str(folder / "tests")]
        pytest.main([*options, *files], plugins=[tally])
    for name, why in sorted(tally.failed.items()):
        print(f"FAILED {name}\n    {why}")
    total = len(tally.passed) + len(tally.failed)
    print(f"{len(tally.passed)} passed, {len(tally.failed)} failed, {total} in total")
    return 0 if total and not tally.failed else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
