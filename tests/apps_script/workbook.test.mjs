import assert from "node:assert/strict";
import { test } from "node:test";
import { loaded, plain } from "./scripts.mjs";

const control = (...rows) => ({ id: 7100001, name: "Control", rows: [["Setting", "Value"], ...rows] });

test("a box is ticked in its row, wherever people have moved rows, columns and the tab's name", () => {
  const moved = {
    id: 7100001,
    name: "Steuerung",
    rows: [["our notes", "", ""], ["Value", "mine", "Setting"], [false, "", "Send"], [false, "", "Re-pair"]],
  };
  const world = { sheets: [{ id: 0, name: "Control", rows: [["Setting", "Value"], ["Re-pair", false]] }, moved] };
  assert.match(loaded(world).tickControl("Re-pair").words, /Re-pair is ticked in Control/);
  assert.deepEqual(plain(world.ticked), [["Steuerung", 4, 1, true]]);
});

test("a box that is ticked already is left, and said", () => {
  const world = { sheets: [control(["Send", true])] };
  assert.match(loaded(world).tickControl("Send").words, /ticked in Control already/);
  assert.deepEqual(plain(world.ticked), []);
});

for (const [about, sheets] of [
  ["no tab", []],
  ["no row", [control(["Pause", false])]],
  ["two rows", [control(["Send", false], ["Send", false])]],
  ["words in the cell", [control(["Send", "soon"])]],
  ["an emptied cell", [control(["Send", ""])]],
  ["no header", [{ id: 7100001, name: "Control", rows: [["Send", false]] }]],
]) {
  test(`${about}: nothing is ticked`, () => {
    const world = { sheets };
    assert.match(loaded(world).tickControl("Send").words, /can't be found/);
    assert.deepEqual(plain(world.ticked), []);
  });
}

test("no other box is ticked from a page", () => {
  const world = { sheets: [control(["Pause", false])] };
  assert.throws(() => loaded(world).tickControl("Pause"), /no box/);
  assert.deepEqual(plain(world.ticked), []);
});

test("the mails that wait are listed with a link to Gmail alone", () => {
  const mail = {
    id: 7100005,
    name: "Mail",
    rows: [
      ["Kind", "To", "Subject", "State", "Look", "_held"],
      ["introduction", "a@example.org", "Hello", "drafted", "draft", ""],
      ["receipt", "b@example.org", "Thanks", "sent", "mail", ""],
      ["receipt", "c@example.org", "Thanks", "owed", "", true],
    ],
    links: { "1,4": "https://mail.google.com/mail/#all/1", "3,4": "javascript:alert(1)" },
  };
  const world = { sheets: [mail, control(["Next step", "Look at them"])] };
  const found = plain(loaded(world).waitingMail());
  assert.equal(found.next_step, "Look at them");
  assert.deepEqual(found.mails, [
    { kind: "introduction", to: "a@example.org", subject: "Hello", state: "drafted", held: false,
      link: "https://mail.google.com/mail/#all/1" },
    { kind: "receipt", to: "c@example.org", subject: "Thanks", state: "owed", held: true, link: "" },
  ]);
  loaded(world).openMail();
  assert.equal(world.active, "Mail");
});

test("where there is no Mail yet nothing waits", () => {
  assert.deepEqual(plain(loaded({ sheets: [] }).waitingMail()), { mails: [], next_step: "" });
});
