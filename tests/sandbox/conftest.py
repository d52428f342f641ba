"""A sandbox on loopback for all tests, which opens a data file of its own for each."""

from contextlib import closing, contextmanager

import pytest

from mentoring_sync.sandbox.app import SCHEMAS
from mentoring_sync.sandbox.server import serving
from mentoring_sync.sandbox.store import Store
from tests.sandbox.google_clients import Workspace


@contextmanager
def on_a_file_of_its_own(server, folder):
    """The server on a new data file: as if it had just been started, but for its address, which clients know by now."""
    data, before = folder / "workspace.db", server.workspace.store
    with closing(Store(data, SCHEMAS)) as store:
        server.workspace.store = store
        yield Workspace(server.url, data)
    server.workspace.store = before


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("sandbox") / "unused.db", check_responses=True) as running:
        yield running


@pytest.fixture
def workspace(server, tmp_path):
    with on_a_file_of_its_own(server, tmp_path) as workspace:
        yield workspace
