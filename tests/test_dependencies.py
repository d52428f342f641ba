"""What is imported is declared, and what is declared is imported; a server that only syncs needs no sandbox."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distributions
from pathlib import Path

import pytest

from mentoring_sync.cli.extras import SANDBOX
from tests.google.answers import NO_PERMISSION

ROOT = Path(__file__).parents[1]
UNSEEN = {"tzdata"}
"""Never imported by name: `zoneinfo` reads it where the system has no time zones."""

OWN_LOCKS = ("browser", "benchmarks/peers", "conformance")
"""Tests of tools that bring what they need themselves."""


def declared(extra: str = "") -> set[str]:
    """The distributions that pyproject.toml names, of an extra or of none."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {_plain(re.split(r"[<>=!~;\[ ]", each)[0]) for each in wanted}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def owners() -> dict[str, str]:
    """The distribution that brings each importable module, by its dotted name."""
    return {
        file.removesuffix(".py").replace("/", ".").removesuffix(".__init__"): name
        for name, record in ((_plain(each.name), each.read_text("RECORD") or "") for each in distributions())
        for file in (line.partition(",")[0] for line in record.splitlines())
        if file.endswith(".py")
    }


def imported(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every module that files under `folder` import, but for relative imports."""
    for path in sorted(folder.rglob("*.py")):
        for node in _statements(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    yield from ((path, each.name) for each in names)
                case ast.ImportFrom(module=str(module), level=0):
                    yield path, module


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """All statements, however deep: an import is one, and no expression holds any."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.expr):
            yield node
            yield from _statements(node)


def needed(folder: Path) -> dict[str, set[str]]:
    """The distributions that each part of `folder` imports, by the part's name."""
    found: dict[str, set[str]] = {}
    for path, module in imported(folder):
        if module.partition(".")[0] in sys.stdlib_module_names | {"mentoring_sync"}:
            continue
        part = path.relative_to(folder).parts[0]
        found.setdefault(part, set()).add(owners().get(module, f"{module}, which nobody brings ({path.name})"))
    return found


def test_the_package_imports_what_is_declared_and_nothing_is_declared_in_vain() -> None:
    parts = needed(ROOT / "mentoring_sync")
    sandboxes = parts.pop("sandbox")
    everybodys = set().union(*parts.values())
    assert everybodys == declared() - UNSEEN
    assert sandboxes - declared() == declared("sandbox")


def test_the_tests_import_only_what_is_declared() -> None:
    folder = ROOT / "tests"
    ours = {path.stem for path in folder.rglob("*.py")} | {"tests"}
    for path, module in imported(folder):
        name = module.partition(".")[0]
        if name in sys.stdlib_module_names | ours | {"mentoring_sync"}:
            continue
        if path.relative_to(folder).as_posix().startswith(OWN_LOCKS):
            continue
        assert owners().get(module) in declared() | declared("sandbox") | declared("dev"), (path, module)


def test_every_declared_package_is_locked() -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M))
    assert declared() | declared("sandbox") | declared("dev") <= locked


def test_the_command_line_knows_what_the_extra_installs() -> None:
    assert {owners()[name] for name in SANDBOX} == declared("sandbox")


def without(
    packages: Collection[str], *arguments: str, google: str = "http://127.0.0.1:9"
) -> subprocess.CompletedProcess[str]:
    """`mentoring-sync` where some packages can't be imported, with a Google that nobody answers for."""
    code = f"import sys; sys.modules.update(dict.fromkeys({sorted(packages)})); import mentoring_sync.__main__"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env={**os.environ, "MENTORING_SYNC_API_ROOT": google},
    )


@pytest.mark.parametrize("arguments", [("demo",), ("sandbox", "serve", "--data", "x"), ("sandbox", "--help")])
@pytest.mark.parametrize("package", ["openpyxl", "werkzeug"])
def test_without_the_extra_the_sandbox_is_refused_in_one_line(package: str, arguments: tuple[str, ...]) -> None:
    done = without([package], *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert package in line
    assert "pip install 'mentoring-sync[sandbox]'" in line


class Refusing(BaseHTTPRequestHandler):
    """A Google that shows nobody the spreadsheet."""

    def do_GET(self) -> None:
        said = json.dumps(NO_PERMISSION).encode()
        self.send_response(403)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def refusing() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_without_the_extra_a_run_gets_as_far_as_google() -> None:
    with refusing() as google:
        done = without(
            set(SANDBOX) - {"cryptography"}, "sync", "--json", google=google
        )  # google-auth needs that one too
    assert done.returncode == 4, done.stderr
    assert "Share the spreadsheet" in done.stderr
