"""The menu's dialogs and its sidebar, with the scripts that serve them, on stand-ins for Google's services."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "config" / "apps_script"
SERVICES = ROOT / "tests" / "apps_script" / "google_services.js"
SERVICE = "https://mentoring.example.org"
EVIL = "<img src=x onerror=\"document.title='run'\"><b>Ada</b>"

BRIDGE = """
const world = WORLD;
Object.assign(window, googleServices(world));
const copied = (value) => JSON.parse(JSON.stringify(value ?? null));
const runner = (good, bad) => new Proxy({}, { get: (_, name) => {
  if (name === "withSuccessHandler") return (handler) => runner(handler, bad);
  if (name === "withFailureHandler") return (handler) => runner(good, handler);
  return (...given) => void setTimeout(() => {
    if (world.lost) return bad(new Error(world.lost));
    let answer;
    try { answer = copied(window[name](...copied(given))); } catch (error) { return bad(error); }
    good(answer);
  });
} });
window.google = { script: { run: runner(), host: { close: () => { document.title = "closed"; } } } };
"""
"""`google.script.run` as a page has it: by name, later, and with copies
(https://developers.google.com/apps-script/guides/html/reference/run)."""

INCLUDED = re.compile(r'<\?!= HtmlService\.createHtmlOutputFromFile\("(\w+)"\)\.getContent\(\) \?>')


def page(name: str, world: dict, what: str = "") -> str:
    """A page as HtmlService would serve it, with the scripts behind it in the same window."""
    html = (SCRIPTS / f"{name}.html").read_text("utf-8")
    html = INCLUDED.sub(lambda found: (SCRIPTS / f"{found[1]}.html").read_text("utf-8"), html)
    html = html.replace("<?= what ?>", what).replace("EVERY = 2000", "EVERY = 20")
    assert "<?" not in html
    told = json.dumps(world).replace("<", "\\u003c")
    served = [SERVICES.read_text("utf-8"), BRIDGE.replace("WORLD", told)]
    served += [path.read_text("utf-8") for path in sorted(SCRIPTS.glob("*.js"))]
    return html.replace("<head>", "<head>" + "".join(f"<script>{script}</script>" for script in served))


class Page:
    """The browser on one page."""

    def __init__(self, browser, file):
        self.browser, self.file = browser, file

    def open(self, name, world, what=""):
        self.file.write_text(page(name, world, what), "utf-8")
        self.browser.get(self.file.as_uri())
        return self

    def shows(self, words):
        WebDriverWait(self.browser, 10, 0.05).until(lambda _: words in self.text, words)
        return self

    @property
    def text(self):
        return self.browser.find_element(By.TAG_NAME, "body").text

    def press(self, label):
        buttons = self.browser.find_elements(By.TAG_NAME, "button")
        next(each for each in buttons if each.text == label).click()
        return self

    def world(self, key):
        return self.browser.execute_script(f"return world.{key}")


@pytest.fixture
def shown(chromium, tmp_path):
    chromium.get_log("browser")
    yield Page(chromium, tmp_path / "page.html")
    assert [entry for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"] == []


def run(*words, state="done", **more):
    return {"status": 200, "json": {"id": "r1", "state": state, "words": list(words), **more}}


def world(answers=None, **more):
    begun = {f"post {path}": [{"status": 202, "json": {"id": "r1"}}] for path in ("/sync", "/pair", "/send")}
    look = {"post /pair?dry_run=1": [{"status": 202, "json": {"id": "look"}}]}
    return {"properties": {"SERVICE": SERVICE}, "token": "t", "answers": {**begun, **look, **(answers or {})}, **more}


CONTROL = {
    "id": 7100001,
    "name": "Control",
    "rows": [["Setting", "Value"], ["Re-pair", False], ["Send", False], ["Next step", EVIL], ["Last run", "today"]],
}
MAIL = {
    "id": 7100005,
    "name": "Mail",
    "rows": [
        ["Kind", "To", "Subject", "State", "Look", "_held"],
        ["introduction", EVIL, EVIL, "drafted", "draft", ""],
        ["introduction", "b@example.org", "Held", "drafted", "draft", True],
        ["receipt", "c@example.org", "Owed", "owed", "", ""],
    ],
    "links": {"1,4": "https://mail.google.com/mail/#all/17"},
}


def no_html_of_theirs(shown):
    return shown.browser.find_elements(By.CSS_SELECTOR, "img, b") == [] and shown.browser.title != "run"


def test_pairing_again_shows_who_would_move_and_does_it_when_told(shown):
    moves = run("Ada would move from Team 1 to Team 2.", EVIL)
    done = [run(state="queued"), run(state="running", progress={"step": "Pairing", "done": 1, "total": 3})]
    shown.open("dialog", world({"get /runs/look": [moves], "get /runs/r1": [*done, run("1 team changed.")]}), "pair")
    shown.shows("Ada would move from Team 1 to Team 2.").shows(EVIL)
    assert no_html_of_theirs(shown)
    assert shown.world("calls")[0]["url"] == f"{SERVICE}/pair?dry_run=1"
    assert not [call for call in shown.world("calls") if call["url"].endswith("/pair")]
    shown.press("Pair again").shows("1 team changed.")
    assert [call["url"] for call in shown.world("calls") if call["method"] == "post"][-1] == f"{SERVICE}/pair"


def test_pairing_again_is_left_when_told_so(shown):
    shown.open("dialog", world({"get /runs/look": [run()]}), "pair").shows("Pairing again would move nobody.")
    shown.press("Leave it as it is")
    assert shown.browser.title == "closed"
    assert not [call for call in shown.world("calls") if call["url"].endswith("/pair")]


def test_a_sync_says_what_it_did_or_why_it_failed(shown):
    shown.open("dialog", world({"get /runs/r1": [run("3 rows written.")]}), "sync").shows("3 rows written.")
    failed = run(state="failed", error="The form's question is gone.")
    shown.open("dialog", world({"get /runs/r1": [failed]}), "sync").shows("It says: The form's question is gone.")


def test_the_mail_is_shown_before_it_is_sent(shown):
    here = world({"get /runs/r1": [run("1 mail sent.")]}, sheets=[CONTROL, MAIL])
    shown.open("dialog", here, "mail").shows("3 mails wait.").shows("held back")
    assert no_html_of_theirs(shown)
    link = shown.browser.find_element(By.TAG_NAME, "a")
    assert link.get_attribute("href") == "https://mail.google.com/mail/#all/17"
    shown.press("Open the tab Mail")
    shown.open("dialog", here, "send").shows("1 mail waits. Send it?")
    assert "Held" not in shown.text
    assert shown.world("calls") == []
    shown.press("Send").shows("1 mail sent.")


def test_without_a_service_the_box_is_ticked_when_told(shown):
    shown.open("dialog", {"sheets": [CONTROL]}, "pair").shows("At the next scheduled run")
    assert shown.world("ticked") == []
    shown.press("Tick Re-pair in Control instead").shows("Re-pair is ticked in Control")
    assert shown.world("ticked") == [["Control", 2, 2, True]]
    shown.open("dialog", {"sheets": [CONTROL]}, "sync").shows("The next scheduled run does it.")


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ({"status": 401, "json": {"error": "Audience 1-x isn't allowed."}}, "doesn't accept your sign-in (401)"),
        ({"status": 403, "json": {"error": "Not on the list."}}, "you may not do this (403)"),
        ({"status": 200, "text": "<html>Sign in</html>"}, "A web page came instead of an answer"),
        ({"throws": "DNS error"}, "The service doesn't answer"),
    ],
)
def test_each_refusal_is_told_apart(shown, answer, title):
    shown.open("dialog", world({"post /sync": [answer]}), "sync").shows(title)
    alone = shown.browser.find_elements(By.CSS_SELECTOR, "[role=alert]")
    assert len(alone) == 1


def test_no_identity_token_and_a_lost_window_are_told_apart(shown):
    shown.open("dialog", {**world(), "token": None}, "sync").shows("Google didn't say who you are")
    shown.open("dialog", world(lost="PERMISSION_DENIED"), "sync").shows("private window").shows("PERMISSION_DENIED")


def test_a_look_that_fails_once_is_tried_again(shown):
    looks = [{"throws": "timeout"}, {"throws": "timeout"}, run("All is as it was.")]
    shown.open("dialog", world({"get /runs/r1": looks}), "sync").shows("All is as it was.")


def test_the_sidebar_shows_phase_figures_and_next_step(shown):
    figures = [{"name": name, "value": value} for name, value in (("Mentors", 12), (EVIL, 40), ("Teams", "9 of 12"))]
    status = {"status": 200, "json": {"phase": "teams meet", "figures": figures, "next_step": ""}}
    shown.open("sidebar", world({"get /status": [status]}, sheets=[CONTROL]))
    shown.shows("teams meet").shows("9 of 12").shows(EVIL).shows("Last run: today")
    assert no_html_of_theirs(shown)
    before = len(shown.world("calls"))
    shown.press("Look again").shows("teams meet")
    assert len(shown.world("calls")) == before + 1


def test_whats_next_is_said_without_a_service_too_and_while_it_is_away(shown):
    shown.open("dialog", {"sheets": [CONTROL]}, "next").shows(EVIL)
    assert no_html_of_theirs(shown)
    assert shown.browser.find_elements(By.CSS_SELECTOR, "[role=alert]") == []
    shown.open("dialog", world(sheets=[CONTROL]), "next").shows(EVIL).shows("The service doesn't answer")
