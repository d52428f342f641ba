"""The menu's script knows the workbook by the program's own numbers and words, and asks for no more than it needs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mentoring_sync.records.message import MailState
from mentoring_sync.workbook.tabs.control import CONTROL, LAST_RUN, NEXT_STEP, REPAIR, SEND, ControlColumn
from mentoring_sync.workbook.tabs.mail import MAIL, MailColumn

SCRIPTS = Path(__file__).parents[2] / "config" / "apps_script"
WORKBOOK = (SCRIPTS / "Workbook.js").read_text("utf-8")
SERVICE = (SCRIPTS / "Service.js").read_text("utf-8")


def words_in(name: str, script: str) -> list[str]:
    [listed] = re.findall(rf"const {name} = \[([^\]]*)\]", script)
    return re.findall(r'"([^"]*)"', listed)


def test_tabs_boxes_and_states_are_the_programs() -> None:
    assert f"const TABS = {{ control: {CONTROL.sheet_id}, mail: {MAIL.sheet_id} }};" in WORKBOOK
    assert words_in("BOXES", WORKBOOK) == [REPAIR, SEND]
    assert words_in("WAITING", WORKBOOK) == [MailState.OWED, MailState.DRAFTED]
    assert set(re.findall(r'tick: "([^"]+)"', SERVICE)) == {REPAIR, SEND}


def test_columns_and_rows_are_the_programs() -> None:
    columns = set(re.findall(r"found\.columns\.(\w+)", WORKBOOK)) | set(
        re.findall(r'table_\(TABS\.\w+, "(\w+)"\)', WORKBOOK)
    )
    assert columns <= {*ControlColumn, *MailColumn}
    assert {ControlColumn.VALUE, MailColumn.STATE, MailColumn.HELD} <= columns
    assert set(re.findall(r'control_\("([^"]+)"\)', WORKBOOK + SERVICE)) == {NEXT_STEP, LAST_RUN}


@pytest.mark.parametrize(
    ("folder", "scopes"),
    [
        (
            ".",
            {"spreadsheets.currentonly", "script.container.ui", "script.external_request", "userinfo.email", "openid"},
        ),
        ("link_forms", {"forms", "spreadsheets"}),
    ],
)
def test_the_manifest_asks_for_no_more_than_is_used(folder: str, scopes: set[str]) -> None:
    manifest = json.loads((SCRIPTS / folder / "appsscript.json").read_text("utf-8"))
    assert {scope.rsplit("/", 1)[-1] for scope in manifest["oauthScopes"]} == scopes
    assert set(manifest) == {"timeZone", "dependencies", "exceptionLogging", "runtimeVersion", "oauthScopes"}
    assert manifest["dependencies"] == {}
    assert manifest["runtimeVersion"] == "V8"


@pytest.mark.parametrize("page", sorted(SCRIPTS.glob("*.html")), ids=lambda page: page.name)
def test_a_page_makes_no_html_of_words_and_loads_nothing(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|src=|https?:", text)
    unescaped = re.findall(r"<\?!=(.*?)\?>", text)
    assert all(
        re.fullmatch(r' HtmlService\.createHtmlOutputFromFile\("\w+"\)\.getContent\(\) ', each) for each in unescaped
    )


def test_every_file_is_named_in_the_guide() -> None:
    guide = (SCRIPTS / "README.md").read_text("utf-8")
    assert all(f"`{path.stem}`" in guide for path in SCRIPTS.rglob("*.*") if path.suffix in (".js", ".html"))
