"""What a person does at the screen: looks at cells, clicks, types."""

from __future__ import annotations

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

WAIT = 10


class Screen:
    """A browser on one sandbox."""

    def __init__(self, browser, url):
        self.browser = browser
        self.url = url

    def open(self, path):
        """Go to a page; a grid on it is waited for."""
        self.browser.get(self.url + path)
        if self.all("#grid"):
            self.wait_for_grid()
        return self

    def wait_for_grid(self):
        self.until(lambda: self.all("#grid[data-ready]"))

    def resize(self, width, height=800):
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def use_scheme(self, scheme):
        """`light` or `dark`."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def complaints(self):
        """What the browser's console has said since the last time: errors, refused scripts and styles."""
        return [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def cell(self, name):
        """The element of the cell, such as `B2`."""
        column, row = f"c{ord(name[0]) - 65}", name[1:]
        number = f"//*[@id='grid']//*[contains(@class,'row-number') and normalize-space()='{row}']"
        return self.browser.find_element(By.XPATH, f"{number}/..//*[@tabulator-field='{column}']")

    def click(self, name):
        self.cell(name).click()
        self.until(lambda: self.place == name)
        return self

    def press(self, *keys):
        ActionChains(self.browser).send_keys(*keys).perform()
        return self

    def chord(self, *keys):
        """Press the keys together."""
        actions = ActionChains(self.browser)
        for key in keys:
            actions.key_down(key)
        for key in reversed(keys):
            actions.key_up(key)
        actions.perform()

    def use(self, label):
        """Click the tool with this label."""
        next(each for each in self.all(".tools button, .tools a") if each.text == label).click()
        return self

    @property
    def place(self):
        return self.one("#place").text

    @property
    def status(self):
        return self.one("#status").text

    def until(self, met):
        """Wait until the condition holds; a cell that is being drawn anew counts as not yet."""
        waiting = WebDriverWait(self.browser, WAIT, 0.05, ignored_exceptions=[StaleElementReferenceException])
        return waiting.until(lambda _: met())

    def until_told(self, text):
        self.until(lambda: text in self.status)
