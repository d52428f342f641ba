/**
 * What the script reads and ticks in the spreadsheet itself. Tabs are found by the number that mentoring-sync gave them,
 * so they may be renamed; rows and columns by what stands in them, so they may be moved.
 */

/** The tabs' numbers (gid). */
const TABS = { control: 7100001, mail: 7100005 };

/** The boxes of Control that a click may tick. */
const BOXES = ["Re-pair", "Send"];

/** The states of a mail that waits. */
const WAITING = ["owed", "drafted"];

/** How many rows down a tab's header is looked for. */
const HEADER_WITHIN = 20;

/** Ticks a box of Control, as a hand would: {words}. Where it isn't clear which cell it is, nothing is ticked. */
function tickControl(box) {
  if (!BOXES.includes(box)) {
    throw new Error("Control has no box " + box);
  }
  const place = place_(box);
  if (!place || typeof place.value !== "boolean") {
    return { words: WORDS.tick.notFound.replace("{box}", box) };
  }
  if (!place.value) {
    place.sheet.getRange(place.row, place.column).setValue(true);
  }
  return { words: (place.value ? WORDS.tick.already : WORDS.tick.done).replace("{box}", box) };
}

/** The mails that wait, as Mail lists them: {mails: [{kind, to, subject, state, held, link}], next_step}. */
function waitingMail() {
  const found = table_(TABS.mail, "Subject");
  const next = control_("Next step");
  if (!found) {
    return { mails: [], next_step: next };
  }
  const look = found.columns.Look;
  const links = look === undefined ? [] : found.range.getRichTextValues().map((row) => row[look]);
  const mails = found.rows
    .map((row, number) => ({
      kind: text_(row[found.columns.Kind]),
      to: text_(row[found.columns.To]),
      subject: text_(row[found.columns.Subject]),
      state: text_(row[found.columns.State]),
      held: row[found.columns._held] === true,
      link: link_(links[found.header + 1 + number]),
    }))
    .filter((mail) => WAITING.includes(mail.state));
  return { mails, next_step: next };
}

/** Shows the tab Mail. */
function openMail() {
  const sheet = sheet_(TABS.mail);
  if (sheet) {
    SpreadsheetApp.getActiveSpreadsheet().setActiveSheet(sheet);
  }
}

/** What stands in a row of Control, as it is shown; empty where there is none. */
function control_(setting) {
  const place = place_(setting);
  return place ? place.shown : "";
}

/** The cell of Control beside a setting; null where there is none, or more than one. */
function place_(setting) {
  const found = table_(TABS.control, "Setting");
  if (!found || found.columns.Value === undefined) {
    return null;
  }
  const rows = found.rows.map((row, number) => [row, number]).filter(([row]) => row[found.columns.Setting] === setting);
  if (rows.length !== 1) {
    return null;
  }
  const [[row, number]] = rows;
  const column = found.columns.Value;
  const shown = found.range.getDisplayValues()[found.header + 1 + number][column];
  const at = found.header + 1 + number;
  return { sheet: found.sheet, row: at + 1, column: column + 1, value: row[column], shown };
}

/** A tab below its header row: {sheet, range, header, columns: number by title, rows}; null where it isn't there. */
function table_(id, title) {
  const sheet = sheet_(id);
  if (!sheet) {
    return null;
  }
  const range = sheet.getDataRange();
  const values = range.getValues();
  const header = values.slice(0, HEADER_WITHIN).findIndex((row) => row.includes(title));
  if (header < 0) {
    return null;
  }
  const columns = {};
  values[header].forEach((cell, number) => {
    if (!(cell in columns)) {
      columns[cell] = number;
    }
  });
  return { sheet, range, header, columns, rows: values.slice(header + 1) };
}

function sheet_(id) {
  return SpreadsheetApp.getActiveSpreadsheet().getSheets().find((sheet) => sheet.getSheetId() === id) || null;
}

function text_(value) {
  return value === undefined || value === null ? "" : String(value);
}

/** Where a cell's link goes, if it goes to Gmail; what else stands there is no link of ours. */
function link_(rich) {
  const url = rich ? rich.getLinkUrl() : "";
  return url && url.startsWith("https://mail.google.com/") ? url : "";
}
