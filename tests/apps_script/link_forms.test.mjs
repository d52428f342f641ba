import assert from "node:assert/strict";
import { test } from "node:test";
import { loaded, plain } from "./scripts.mjs";

const filled = (source) => source
  .replace('SPREADSHEET = ""', 'SPREADSHEET = "sheet-1"')
  .replace("const FORMS = {", 'const FORMS = { "Mentor applications": "form-1", "Mentee applications": "form-2",');

const linking = (world) => plain(loaded(world, { folder: "link_forms", patch: filled }).linkForms());

test("both forms are linked, each to a tab of its name, and a second time nothing happens", () => {
  const world = { sheets: [{ id: 0, name: "Sheet1", rows: [[]] }], forms: { "form-1": {}, "form-2": {} } };
  assert.deepEqual(linking(world), ["Mentor applications: linked.", "Mentee applications: linked."]);
  assert.deepEqual(world.sheets.map((sheet) => sheet.name), ["Sheet1", "Mentor applications", "Mentee applications"]);
  assert.deepEqual(linking(world), ["Mentor applications: linked already.", "Mentee applications: linked already."]);
  assert.equal(world.sheets.length, 3);
});

test("what goes elsewhere, or would be confused with another tab, isn't touched", () => {
  const world = {
    sheets: [{ id: 0, name: "Mentee applications", rows: [[]] }],
    forms: { "form-1": { destination: "another" }, "form-2": {} },
  };
  const [first, second] = linking(world);
  assert.match(first, /not touched: its answers go to another spreadsheet, another/);
  assert.match(second, /not touched: the spreadsheet has a tab of that name/);
  assert.deepEqual(plain(world.forms), { "form-1": { destination: "another" }, "form-2": {} });
});

test("a tab that isn't seen yet is left to a hand", () => {
  const world = { sheets: [], forms: { "form-1": { late: true }, "form-2": { late: true } } };
  assert.match(linking(world)[0], /linked; its tab isn't seen yet: call it “Mentor applications” by hand/);
});

test("as it comes it says what to fill in", () => {
  assert.throws(() => loaded({}, { folder: "link_forms" }).linkForms(), /Fill in SPREADSHEET and FORMS/);
});
