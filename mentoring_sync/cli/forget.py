"""`mentoring-sync forget PERSON`: carried out, and files on this machine looked through.

Nothing of ours is kept on this machine. What people exported is only named: they may need it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mentoring_sync.run.forget import forget
from mentoring_sync.run.order import Order
from mentoring_sync.run.services import Services
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.forgetting.mentions import Mentions

MOST_BYTES = 50_000_000
"""Larger files aren't read."""


def forgotten(
    configuration: Configuration, order: Order, services: Services, person: str, folders: Iterable[Path]
) -> tuple[list[str], dict[str, Any]]:
    """Forget somebody; what came of it in words and as `--json` prints it, with the files that name them."""
    done = forget(configuration, order, services, person)
    files = list(files_naming(done.mentions, folders))
    return [*done.in_words(), *_in_words(files)], {**done.as_json(), "files": files}


def files_naming(mentions: Mentions, folders: Iterable[Path]) -> Iterator[str]:
    """The files in these folders whose name or text names somebody, whatever kind of file it is: a text in UTF-8 or
    UTF-16 is found, one that is packed (PDF, XLSX) isn't."""
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if mentions.are_in(path.name) or (path.stat().st_size <= MOST_BYTES and _names(path.read_bytes(), mentions)):
            yield str(path)


def _names(content: bytes, mentions: Mentions) -> bool:
    return any(mentions.are_in(content.decode(coding, "ignore")) for coding in ("utf-8", "utf-16-le"))


def _in_words(files: Iterable[str]) -> list[str]:
    return [f"  {each}: a file on this machine. Delete it, or their lines in it." for each in files]
