"""A sandbox on loopback for each test, on a data file of its own."""

import pytest

from mentoring_sync.sandbox.server import serving
from tests.sandbox.google_clients import Workspace


@pytest.fixture
def workspace(tmp_path):
    data = tmp_path / "workspace.db"
    with serving(data, check_responses=True) as server:
        yield Workspace(server.url.rstrip("/"), data)
