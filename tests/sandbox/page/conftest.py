"""A sandbox with its pages, on a data file of its own for each test."""

import pytest

from mentoring_sync.sandbox.page import ROOMS
from mentoring_sync.sandbox.server import serving
from tests.sandbox.conftest import on_a_file_of_its_own
from tests.sandbox.page.page_visits import Visits


@pytest.fixture(scope="session")
def server_of_pages(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("pages") / "unused.db", check_responses=True, rooms=ROOMS) as running:
        yield running


@pytest.fixture
def visits(server_of_pages, tmp_path):
    with on_a_file_of_its_own(server_of_pages, tmp_path) as workspace:
        yield Visits(workspace)
