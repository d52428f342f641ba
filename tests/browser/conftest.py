"""A headless Chromium on a sandbox's pages: Debian's chromium and chromedriver, nothing fetched from anywhere."""

from __future__ import annotations

import shutil

import pytest
from screens import Screen
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from workspaces import Workspace

from mentoring_sync.sandbox import serving
from mentoring_sync.sandbox.page import ROOMS

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1280,800",
)


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """One browser for all tests; each has a sandbox, and so an origin, of its own."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.exit("These tests need chromium and chromedriver: apt-get install chromium chromium-driver", 2)
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    yield browser
    browser.quit()


@pytest.fixture
def workspace(tmp_path):
    with serving(tmp_path / "workspace.db", rooms=ROOMS) as server:
        yield Workspace(server.url)


@pytest.fixture
def screen(chromium, workspace):
    """The browser, light and 1280 pixels wide; in the end it must have nothing to complain about."""
    shown = Screen(chromium, workspace.url)
    shown.resize(1280)
    shown.use_scheme("light")
    shown.complaints()
    yield shown
    assert shown.complaints() == []
