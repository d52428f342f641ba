"""Pages of other sites can neither read nor change the Workspace, and our own run no script but ours."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

PEOPLE = (["Name"], ["Ada"])
CHANGE = {"row": 1, "column": 0, "text": "Eve"}


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", None])
def test_a_change_asked_by_another_page_is_refused(visits, origin):
    address = visits.spreadsheet(*PEOPLE)
    assert visits.post(f"{address}/enter", CHANGE, Origin=origin).status_code == 403
    assert visits.column(address) == ["Name", "Ada"]


def test_a_form_sent_by_another_page_is_refused(visits):
    address = visits.spreadsheet(["Timestamp", "Name"])
    answer = visits.post(f"{address}/form", fields={"any": "thing"}, Origin="http://evil.example")
    assert answer.status_code == 403
    assert visits.workspace.control("GET", "forms") == {"forms": []}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8080", "localhost.evil.example", ""])
def test_a_name_that_may_be_rebound_to_this_machine_is_not_answered(visits, host):
    assert visits.get("/", Host=host).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "[::1]:8080", "192.168.1.7:8080"])
def test_localhost_and_plain_addresses_are_answered(visits, host):
    assert visits.get("/", Host=host).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/journal", "/mail/coordinator@example.org/inbox", "/forms/none", "/static/none"]
)
def test_every_page_forbids_scripts_of_others_and_inline_ones(visits, path):
    policy = visits.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy


def test_cells_are_no_script_even_when_a_browser_is_asked_to_guess(visits):
    answer = visits.get(f"{visits.spreadsheet(*PEOPLE)}/cells")
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/static/../routes.py", "/static/%2e%2e/routes.py", "/static//etc/passwd"])
def test_nothing_outside_the_static_folder_is_given(visits, path):
    place = urlsplit(visits.workspace.url)
    connection = HTTPConnection(place.hostname, place.port, timeout=20)
    connection.request("GET", path)
    assert connection.getresponse().status in (308, 404)
    connection.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/grid.js", "text/javascript"),
        ("/static/vendor/tabulator/tabulator_esm.min.mjs", "text/javascript"),
        ("/static/vendor/pico/pico.min.css", "text/css"),
    ],
)
def test_style_and_scripts_come_from_the_package(visits, path, kind):
    answer = visits.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(kind)


def test_no_page_names_an_address_elsewhere(visits):
    address = visits.spreadsheet(*PEOPLE)
    for path in ("/", "/journal", address, "/mail/coordinator@example.org/sent"):
        html = visits.get(path).text
        assert "//" not in html.replace("<!doctype html>", "")
        assert "onclick" not in html
        assert "style=" not in html
