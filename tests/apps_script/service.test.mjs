import assert from "node:assert/strict";
import { test } from "node:test";
import { loaded, plain } from "./scripts.mjs";

const SERVICE = "https://mentoring.example.org";
const LOGIN = "<!DOCTYPE html><html><title>Sign in</title></html>";

function world(answers, more = {}) {
  return { properties: { SERVICE }, token: "a.b.c", answers, ...more };
}

test("each order goes to its path, in one's own name, and follows no redirect", () => {
  for (const [what, path] of [["sync", "/sync"], ["look", "/pair?dry_run=1"], ["pair", "/pair"], ["send", "/send"]]) {
    const here = world({ [`post ${path}`]: [{ status: 202, json: { id: "run-1" } }] });
    assert.deepEqual(plain(loaded(here).begin(what)), { run: "run-1" });
    const [call] = here.calls;
    assert.equal(call.url, SERVICE + path);
    assert.equal(call.method, "post");
    assert.equal(call.headers.Authorization, "Bearer a.b.c");
    assert.equal(call.followRedirects, false);
    assert.equal(call.muteHttpExceptions, true);
  }
});

for (const [about, answer, kind, said] of [
  ["401", { status: 401, json: { error: "Audience 1-x is not allowed." } }, "notKnown", "Audience 1-x is not allowed."],
  ["403", { status: 403, json: { error: "a@b.c isn't on the list.", remedy: "Add it." } }, "notAllowed",
    "a@b.c isn't on the list. Add it."],
  ["a sign-in page", { status: 200, text: LOGIN }, "page", ""],
  ["Cloud Run's own 401", { status: 401, text: LOGIN }, "page", ""],
  ["Cloud Run's own 403", { status: 403, text: LOGIN }, "page", ""],
  ["a redirect", { status: 302, text: "" }, "page", ""],
  ["no answer", { throws: "DNS error: mentoring.example.org" }, "noAnswer", "DNS error: mentoring.example.org"],
  ["a scope not given", { throws: "You do not have permission to call UrlFetchApp.fetch." }, "noToken",
    "You do not have permission to call UrlFetchApp.fetch."],
  ["an unknown path", { status: 404, json: { error: "There is no such path." } }, "strange", "There is no such path."],
  ["too many calls", { status: 429, json: { error: "Later." } }, "busy", "Later."],
  ["a fault", { status: 500, json: { error: "It broke." } }, "failed", "It broke."],
  ["a list for an answer", { status: 200, text: "[1]" }, "page", ""],
  ["no id", { status: 202, json: {} }, "strange", ""],
  ["an id that is a path", { status: 202, json: { id: "../status" } }, "strange", ""],
]) {
  test(`${about} is told apart, and Control's box is offered`, () => {
    const { trouble } = plain(loaded(world({ "post /pair": [answer] })).begin("pair"));
    assert.equal(trouble.kind, kind);
    assert.equal(trouble.said, said);
    assert.equal(trouble.tick, "Re-pair");
    assert.ok(!JSON.stringify(trouble).includes("a.b.c"), "the token is shown");
  });
}

test("a null token and no service are told apart, and nobody is called", () => {
  const unnamed = world({}, { token: null });
  assert.equal(loaded(unnamed).begin("send").trouble.kind, "noToken");
  const alone = { token: "a.b.c" };
  const { trouble } = plain(loaded(alone).begin("send"));
  assert.deepEqual([trouble.kind, trouble.tick], ["noService", "Send"]);
  assert.deepEqual(plain([unnamed.calls, alone.calls]), [[], []]);
});

test("a run's progress is handed on as it is", () => {
  const run = { id: "r1", state: "running", progress: { step: "Pairing", done: 1, total: 3 }, words: [] };
  assert.deepEqual(plain(loaded(world({ "get /runs/r1": [{ status: 200, json: run }] })).progress("r1")), run);
});

test("only orders and ids are taken from a page", () => {
  const script = loaded(world({}));
  assert.throws(() => script.begin("../status"), /no order/);
  assert.throws(() => script.progress("../status"), /no run's id/);
  assert.throws(() => script.progress(null), /no run's id/);
});

test("at a glance: five figures of the service, and what Control says where the service says nothing", () => {
  const control = { id: 7100001, name: "Control", rows: [["Setting", "Value"], ["Last run", "2026-11-23 09:00"],
    ["Next step", "Tick Send"]] };
  const figures = [1, 2, 3, 4, 5, 6].map((value) => ({ name: `f${value}`, value }));
  const status = { phase: "teams meet", figures, next_step: "" };
  const known = plain(loaded(world({ "get /status": [{ status: 200, json: status }] }, { sheets: [control] })).atAGlance());
  assert.equal(known.figures.length, 5);
  assert.deepEqual([known.phase, known.next_step, known.last_run], ["teams meet", "Tick Send", "2026-11-23 09:00"]);
  const alone = plain(loaded({ sheets: [control] }).atAGlance());
  assert.deepEqual([alone.figures, alone.next_step, alone.trouble], [[], "Tick Send", undefined]);
  const away = plain(loaded(world({}, { sheets: [control] })).atAGlance());
  assert.deepEqual([away.next_step, away.trouble.kind], ["Tick Send", "noAnswer"]);
});
