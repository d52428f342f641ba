import assert from "node:assert/strict";
import { test } from "node:test";
import { loaded, plain } from "./scripts.mjs";

const SERVICE = "https://mentoring.example.org";

test("opening the spreadsheet only adds items, and every item has its function", () => {
  const world = {};
  const script = loaded(world);
  const touched = (name) => new Proxy({}, { get: () => assert.fail(`${name} is called when the spreadsheet is opened`) });
  for (const name of ["PropertiesService", "ScriptApp", "UrlFetchApp", "HtmlService", "FormApp"]) {
    script[name] = touched(name);
  }
  script.SpreadsheetApp = { getUi: script.SpreadsheetApp.getUi };
  script.onOpen();
  assert.equal(world.menu, "Mentoring");
  assert.equal(world.added, true);
  assert.deepEqual(plain(world.items).map(([title]) => title).slice(0, 5), [
    "Sync now", "Pair again…", "Look at the mail…", "Send…", "What's next",
  ]);
  for (const [title, handler] of world.items) {
    assert.equal(typeof script[handler], "function", title);
  }
  assert.deepEqual(plain(world.shown), []);
});

test("an item opens its dialog; consent is asked for again where the service is used", () => {
  const world = { properties: { SERVICE } };
  const script = loaded(world);
  for (const [handler, what] of [
    ["syncNow", "sync"], ["pairAgain", "pair"], ["lookAtTheMail", "mail"], ["sendMail", "send"], ["whatsNext", "next"],
  ]) {
    script[handler]();
    assert.equal(world.shown.at(-1).what, what);
  }
  script.showSidebar();
  assert.equal(world.shown.at(-1).sidebar, true);
  assert.equal(world.consents.length, 6);
  assert.ok(world.consents[0][1].includes("openid"));
  assert.deepEqual(plain(world.calls), []);
});

test("without a service nothing of Google's is asked for", () => {
  const world = {};
  loaded(world).pairAgain();
  assert.deepEqual(plain(world.consents), []);
});

test("the address is kept if it is one, and taken away when it is emptied", () => {
  const world = { prompts: [" https://mentoring.example.org/ ", "javascript:alert(1)", undefined, ""] };
  const script = loaded(world);
  script.askForAddress();
  assert.equal(world.properties.SERVICE, SERVICE);
  script.askForAddress();
  assert.match(world.asked, /Now: https:\/\/mentoring\.example\.org/);
  script.askForAddress();
  assert.equal(world.properties.SERVICE, SERVICE);
  script.askForAddress();
  assert.equal("SERVICE" in world.properties, false);
  assert.equal(world.alerts.length, 3);
});

test("an address is https and without a path; plain http is for this machine alone", () => {
  const { isAddress_: is } = loaded({});
  for (const good of [SERVICE, "https://a.run.app", "https://a.example:8443", "http://localhost:8080", "http://127.0.0.1:9"]) {
    assert.equal(is(good), true, good);
  }
  for (const bad of [
    "", "http://mentoring.example.org", "https://", "https://a/b", "https://me@a", "https://a?x", "ftp://a",
    "http://localhost.example.org", "https://a b",
  ]) {
    assert.equal(is(bad), false, bad);
  }
});

test("every trouble has its words", () => {
  const script = loaded({});
  const kinds = ["noService", "noToken", "notKnown", "notAllowed", "page", "noAnswer", "busy", "strange", "failed"];
  const said = kinds.map((kind) => plain(script.trouble_(kind, 0, "", "")));
  assert.equal(new Set(said.map((each) => each.title)).size, kinds.length);
  assert.ok(said.every((each) => each.words.endsWith(".") || each.words.endsWith(").")));
});
