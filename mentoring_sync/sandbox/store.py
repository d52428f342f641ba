"""The data file: one SQLite database that holds the whole Workspace.

In: a path. Out: connections, each lent to one request at a time, and transactions on them. WAL with
`synchronous=NORMAL`: what was committed survives the death of the process at any moment (kill -9), because it has
reached the operating system; only a power cut may take the last commits, never half of one
(https://sqlite.org/pragma.html#pragma_synchronous).
"""

from __future__ import annotations

import queue
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

WAIT_FOR_LOCK = 60.0


class Store:
    """A data file, opened; made, with the rooms' tables, when it isn't there."""

    def __init__(self, path: Path, schemas: Sequence[str]) -> None:
        """Raises sqlite3.DatabaseError when the file is something else, OSError when its folder can't be made."""
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        with self.connection() as db:
            db.executescript("".join(schemas))

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection outside any transaction, given back at the end."""
        try:
            db = self._idle.get_nowait()
        except queue.Empty:
            db = connect(self.path)
        try:
            yield db
        finally:
            if db.in_transaction:
                db.rollback()
            self._idle.put(db)

    def close(self) -> None:
        """Close the connections that nobody holds."""
        while not self._idle.empty():
            self._idle.get_nowait().close()


def connect(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode; transactions are begun by `transaction`."""
    db = sqlite3.connect(path, timeout=WAIT_FOR_LOCK, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    db.execute("PRAGMA foreign_keys=ON")
    return db


@contextmanager
def transaction(db: sqlite3.Connection, *, writing: bool) -> Iterator[None]:
    """All or nothing: committed at the end, rolled back when anything is raised.

    A writing one takes the write lock at its start, so that what it reads can't go stale under it.
    """
    db.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()
