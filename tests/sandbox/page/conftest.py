"""A sandbox with its pages, for each test, on a data file of its own."""

import pytest

from mentoring_sync.sandbox.page import ROOMS
from mentoring_sync.sandbox.server import serving
from tests.sandbox.google_clients import Workspace
from tests.sandbox.page.page_visits import Visits


@pytest.fixture
def visits(tmp_path):
    data = tmp_path / "workspace.db"
    with serving(data, check_responses=True, rooms=ROOMS) as server:
        yield Visits(Workspace(server.url, data))
