"""Forms, mail, and whether everything can be read: light and dark, wide and narrow."""

from email.message import EmailMessage

import pytest
from selenium.webdriver.common.keys import Keys
from workspaces import tab

LIGHTNESS = """
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const light = (colour) => {
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const linear = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((each) => {
    const share = each / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
};
const behind = (element) => {
  for (let each = element; each; each = each.parentElement) {
    const colour = getComputedStyle(each).backgroundColor;
    if (colour !== "rgba(0, 0, 0, 0)") return colour;
  }
  return getComputedStyle(document.documentElement).backgroundColor;
};
const faint = [];
for (const element of document.querySelectorAll("main *, header *")) {
  const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  if (!own || !element.checkVisibility()) continue;
  const [one, other] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
  const contrast = (one + 0.05) / (other + 0.05);
  if (contrast < 4.5) faint.push(`${element.textContent.trim().slice(0, 30)}: ${contrast.toFixed(2)}`);
}
return faint;
"""
"""Every text whose contrast is below WCAG's 4.5 to 1 (https://www.w3.org/TR/WCAG22/#contrast-minimum)."""

FOCUSED = "const a = document.activeElement; return a.closest('#grid')?.id ?? (a.id || a.textContent.trim())"


@pytest.fixture
def filled(workspace):
    """A tab with colours, a form and a message; the pages' addresses."""
    painted = {
        "userEnteredValue": {"stringValue": "painted"},
        "userEnteredFormat": {"backgroundColor": {"red": 0.1, "green": 0.2, "blue": 0.6}},
    }
    inked = {
        "userEnteredValue": {"stringValue": "inked"},
        "userEnteredFormat": {"textFormat": {"foregroundColor": {"red": 0.6}}},
    }
    responses = tab("Answers", ["Timestamp", "Name"], [46266, "Ada", painted, inked])
    spreadsheet_id = workspace.spreadsheet(responses)
    form = workspace.ask("POST", "/_sandbox/forms", {"spreadsheetId": spreadsheet_id, "tab": "Answers"})
    message_id = workspace.send(_letter())
    me = "/mail/coordinator@example.org"
    return [
        "/",
        f"/spreadsheets/{spreadsheet_id}/5",
        f"/forms/{form['formId']}",
        f"{me}/sent",
        f"{me}/message/{message_id}",
        "/journal",
    ]


def _letter():
    message = EmailMessage()
    message["To"] = "ada@example.org"
    message["Subject"] = "Meet your team"
    message.set_content("Welcome.")
    script = "<script>document.documentElement.dataset.ran = 'yes'; parent.document.title = 'broken'</script>"
    markup = f"{script}<p style='color: rgb(1, 2, 3)'>Welcome.</p>"
    message.add_alternative(markup, subtype="html")
    return message


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_enough_contrast(screen, filled, scheme):
    screen.use_scheme(scheme)
    for path in filled:
        screen.open(path)
        assert screen.browser.execute_script(LIGHTNESS) == [], path


@pytest.mark.parametrize("width", [400, 1280])
def test_no_page_is_wider_than_the_window(screen, filled, width):
    screen.resize(width)
    for path in filled:
        screen.open(path)
        assert screen.browser.execute_script("return document.documentElement.scrollWidth") <= width, path


def test_a_form_is_filled_in_and_lands_in_its_tab(screen, workspace, filled):
    screen.open(filled[2])
    screen.one(".question input").send_keys("Bea")
    screen.one("button[type=submit]").click()
    screen.until(lambda: screen.browser.current_url.endswith("/received"))
    next(each for each in screen.all("main a") if each.text == "See the responses").click()
    screen.wait_for_grid()
    assert screen.cell("B3").text == "Bea"


def test_a_messages_own_style_is_shown_and_its_script_is_not_run(screen, filled):
    screen.open(filled[4])
    title = screen.browser.title
    screen.browser.switch_to.frame(screen.one("iframe.letter"))
    shown = screen.until(lambda: screen.one("p"))
    assert screen.one("html").get_attribute("data-ran") is None
    assert (shown.text, shown.value_of_css_property("color")) == ("Welcome.", "rgba(1, 2, 3, 1)")
    screen.browser.switch_to.default_content()
    assert screen.browser.title == title


@pytest.mark.parametrize("keys", [[Keys.TAB], [Keys.SHIFT, Keys.TAB]])
def test_the_tab_key_reaches_everything_and_is_not_caught_by_the_grid(screen, filled, keys):
    screen.open(filled[1])
    reached = set()
    for _ in range(25):
        screen.chord(*keys)
        reached.add(screen.browser.execute_script(FOCUSED))
    assert {"Mail", "Journal", "Answers", "Sort A → Z", "Delete row", "Open its form", "entry", "grid"} <= reached
