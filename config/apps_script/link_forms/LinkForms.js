/**
 * Links the forms to the spreadsheet, which no API of Google's can do from outside. Run `linkForms` once; running it
 * again changes nothing. It is a script of its own, so that the menu needn't be allowed to touch forms.
 */

/** The spreadsheet's id, and each form's id with the name of the tab that its answers go to. `init` prints them. */
const SPREADSHEET = "";
const FORMS = {
  // "Mentor applications": "the id between /d/ and /edit in the form's address",
  // "Mentee applications": "…",
};

/** Links what isn't linked yet, and says of each form what was done. */
function linkForms() {
  const titles = Object.keys(FORMS);
  if (!SPREADSHEET || !titles.length) {
    throw new Error("Fill in SPREADSHEET and FORMS at the top of this script first.");
  }
  const said = titles.map((title) => title + ": " + linked_(title, FORMS[title]));
  said.forEach((line) => console.log(line));
  return said;
}

function linked_(title, id) {
  const form = FormApp.openById(id);
  const before = destination_(form);
  if (before === SPREADSHEET) {
    return "linked already.";
  }
  if (before) {
    return "not touched: its answers go to another spreadsheet, " + before + ".";
  }
  const spreadsheet = SpreadsheetApp.openById(SPREADSHEET);
  if (spreadsheet.getSheetByName(title)) {
    return "not touched: the spreadsheet has a tab of that name, which is not this form's.";
  }
  const known = spreadsheet.getSheets().map((sheet) => sheet.getSheetId());
  form.setDestination(FormApp.DestinationType.SPREADSHEET, SPREADSHEET);
  SpreadsheetApp.flush();
  const made = SpreadsheetApp.openById(SPREADSHEET).getSheets()
    .filter((sheet) => !known.includes(sheet.getSheetId()) && sheet.getFormUrl());
  if (made.length !== 1) {
    return "linked; its tab isn't seen yet: call it “" + title + "” by hand.";
  }
  made[0].setName(title);
  return "linked.";
}

/** The spreadsheet that a form's answers go to; null where there is none (asked of such a form, Google throws). */
function destination_(form) {
  try {
    return form.getDestinationId();
  } catch (error) {
    return null;
  }
}
