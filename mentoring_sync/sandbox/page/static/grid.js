/* A tab as a grid: cells are read from the server, every change is made there and read back. */

import { TabulatorFull as Tabulator } from "./vendor/tabulator/tabulator_esm.min.mjs";
import { change, readCells } from "./asking.js";
import { draw, toggled } from "./drawing.js";
import { editor } from "./editing.js";

const holder = document.getElementById("grid");
const { address, from, title } = holder.dataset;
const place = document.getElementById("place");
const entry = document.getElementById("entry");
const about = document.getElementById("about");
const status = document.getElementById("status");

let sheet = await readCells(address, from);
const table = new Tabulator(holder, {
  height: "100%",
  index: "row",
  data: sheet.rows.map(record),
  columns: sheet.columns.map(column),
  columnDefaults: { headerSort: false, resizable: "header" },
  frozenRows: sheet.frozenRows,
  rowHeader: {
    field: "row",
    frozen: true,
    width: 52,
    resizable: false,
    headerSort: false,
    cssClass: "row-number",
    formatter: (cell) => String(cell.getValue() + 1),
  },
  rowFormatter: fit,
  selectableRange: 1,
  selectableRangeColumns: false,
  selectableRangeRows: false,
  selectableRangeClearCells: false,
  selectableRangeAutoFocus: false,
  keybindings: { navNext: false, navPrev: false }, // Tab leaves the grid: nobody gets caught in it
  editTriggerEvent: "dblclick",
  clipboard: "copy",
  clipboardCopyRowRange: "range",
  clipboardCopyStyled: false,
  clipboardCopyConfig: { columnHeaders: false, rowHeaders: false },
  headerVisible: true,
  placeholder: "No rows",
});

function column(each) {
  return {
    title: each.letters,
    field: `c${each.index}`,
    width: each.width,
    frozen: each.frozen,
    formatter: (cell) => draw(cell.getElement(), contents(cell), (text) => enter(spot(cell), text)),
    editor: (cell, onRendered, _success, cancel) => {
      const keep = (text) => {
        cancel();
        enter(spot(cell), text);
      };
      const field = editor(contents(cell), keep, cancel);
      onRendered(() => field.focus());
      return field;
    },
    editable: (cell) => !contents(cell).tick,
    accessorClipboard: (value) => value?.text ?? "",
  };
}

function fit(row) {
  row.getElement().style.setProperty("--row-height", `${row.getData().height}px`);
  for (const cell of row.getCells()) cell.getElement().tabIndex = -1; // the grid is one stop of the Tab key, not hundreds
}

function record(row) {
  const cells = Object.fromEntries(Object.entries(row.cells).map(([index, cell]) => [`c${index}`, cell]));
  const empty = Object.fromEntries(sheet.columns.map((each) => [`c${each.index}`, null]));
  return { ...empty, ...cells, row: row.row, height: row.height };
}

const contents = (cell) => cell.getValue() ?? {};
const spot = (cell) => ({ row: cell.getData().row, column: Number(cell.getField().slice(1)) });
const letters = (index) => sheet.columns.find((each) => each.index === index)?.letters ?? "";

/* The selected cell, and the line above the grid that shows it. */

let headingCell; // a selected cell of the frozen rows, which the grid's own ranges don't reach
let rangeName; // where the range was last: a click on a frozen row moves it about, and tells so twice

const rangeCell = () => table.getRanges()[0]?.getCells().flat().find((cell) => cell.getField() !== "row");
const selected = () => headingCell ?? rangeCell();

function selectHeading(cell) {
  headingCell?.getElement().classList.remove("selected");
  headingCell = cell;
  headingCell?.getElement().classList.add("selected");
  holder.classList.toggle("in-heading", Boolean(headingCell));
  showSelected();
}

function showSelected() {
  const cell = selected();
  if (!cell) return;
  const { row, column: index } = spot(cell);
  const shown = contents(cell);
  place.textContent = `${letters(index)}${row + 1}`;
  if (document.activeElement !== entry) entry.value = shown.entered ?? "";
  const accepts = shown.options ? `One of: ${shown.options.filter(Boolean).join(", ")}.` : "";
  about.textContent = [shown.note ? `Note: ${shown.note}` : "", accepts].filter(Boolean).join(" ");
}

/** Names and roles for screen readers that the library leaves out. */
function name() {
  holder.setAttribute("aria-label", `Cells of ${title}`);
  holder.querySelector(".tabulator-row-header").setAttribute("aria-label", "Row");
  holder.querySelector(".tabulator-tableholder").setAttribute("role", "rowgroup");
  holder.querySelector(".tabulator-table").setAttribute("role", "presentation");
}

/* Changes. */

async function carryOut(what, body, told) {
  status.textContent = "Saving…";
  try {
    await change(address, what, body);
    await refresh();
    status.textContent = told;
  } catch (error) {
    status.textContent = error.message;
    showSelected();
  }
}

const enter = ({ row, column: index }, text) =>
  carryOut("enter", { row, column: index, text }, `${letters(index)}${row + 1} is saved.`);

const tools = {
  sort: ({ column: index }, { order }) =>
    carryOut("sort", { column: index, order }, `Sorted by column ${letters(index)}.`),
  "insert-row": ({ row }, { side }) => carryOut("insert-row", { row, side }, `A row was inserted ${side} row ${row + 1}.`),
  "delete-row": ({ row }) => carryOut("delete-row", { row }, `Row ${row + 1} was deleted.`),
};

/** Read the tab again and redraw the rows that differ, so that the selection and the place stay. */
async function refresh() {
  const before = new Map(sheet.rows.map((row) => [row.row, JSON.stringify(row)]));
  const shape = ({ columns, frozenRows }) => JSON.stringify([columns, frozenRows]);
  const next = await readCells(address, from);
  if (shape(next) !== shape(sheet)) return location.reload();
  sheet = next;
  const isSameRows = sheet.rows.length === before.size && sheet.rows.every((row) => before.has(row.row));
  if (isSameRows) {
    const changed = sheet.rows.filter((row) => before.get(row.row) !== JSON.stringify(row));
    await table.updateData(changed.map(record));
    for (const { row } of changed) table.getRow(row).reformat();
  } else {
    await replaceRows();
  }
  showHidden();
  showSelected();
}

/** Rows came or went: all are drawn anew, and the selection is put back where it was. */
async function replaceRows() {
  const stood = rangeCell() && spot(rangeCell());
  await table.replaceData(sheet.rows.map(record));
  const row = stood && (table.getRow(stood.row) || table.getRows().at(-1));
  const cell = row && row.getCell(`c${stood.column}`);
  if (cell) table.getRanges()[0]?.setBounds(cell, cell);
}

function showHidden() {
  const columns = sheet.hiddenColumns.length ? `Hidden columns: ${sheet.hiddenColumns.join(", ")}.` : "";
  const rows = sheet.hiddenRows ? `Hidden rows: ${sheet.hiddenRows}.` : "";
  document.getElementById("hidden").textContent = [columns, rows].filter(Boolean).join(" ");
}

/* Keys: typing begins an entry, the space bar ticks, Delete clears; arrows and Enter are the grid's own. */

function onKey(event) {
  const cell = selected();
  if (!cell || event.target.matches("input:not([type=checkbox]), select, textarea, button, a")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " " && contents(cell).tick) enter(spot(cell), toggled(contents(cell)));
  else if (event.key === "Delete" || event.key === "Backspace") enter(spot(cell), "");
  else if (event.key === "F2") cell.edit(true);
  else if (event.key.length === 1) beginEntry(event.key);
  else return;
  event.preventDefault();
}

function beginEntry(text) {
  entry.focus();
  entry.value = text;
}

/** Select the cell that the address names behind its #, as links between tabs do. */
async function goToNamed() {
  const named = /^#([A-Z]{1,3})([0-9]+)$/.exec(decodeURIComponent(location.hash));
  const index = named && sheet.columns.find((each) => each.letters === named[1])?.index;
  const wanted = named && index !== undefined && table.getRow(Number(named[2]) - 1);
  const row = wanted || table.getRows()[sheet.frozenRows];
  if (!row) return;
  const cell = row.getCell(`c${wanted ? index : sheet.columns[0].index}`);
  if (wanted) await table.scrollToRow(row, "center", false).catch(() => undefined);
  table.getRanges()[0]?.setBounds(cell, cell);
  showSelected();
}

table.on("tableBuilt", () => {
  showHidden();
  goToNamed();
  document.querySelector(".tabs [aria-current]").scrollIntoView({ inline: "center", block: "nearest" });
  name();
  holder.querySelector(".tabulator-tableholder").focus();
  holder.dataset.ready = "yes";
});
table.on("rangeChanged", () => {
  const cell = rangeCell();
  const name = cell && JSON.stringify(spot(cell));
  if (name === rangeName) return;
  rangeName = name;
  selectHeading(undefined);
});
table.on("cellClick", (_event, cell) => {
  if (cell.getField() !== "row") selectHeading(cell.getRow().isFrozen() ? cell : undefined);
});
holder.addEventListener("keydown", onKey);
window.addEventListener("hashchange", goToNamed);
window.addEventListener("focus", () => refresh().catch((error) => (status.textContent = error.message)));
document.getElementById("line").addEventListener("submit", (event) => {
  event.preventDefault();
  const cell = selected();
  if (cell) enter(spot(cell), entry.value);
  holder.querySelector(".tabulator-tableholder")?.focus();
});
document.querySelector(".tools").addEventListener("click", (event) => {
  const tool = event.target.closest("[data-do]");
  const cell = selected();
  if (tool && cell) tools[tool.dataset.do](spot(cell), tool.dataset);
});
