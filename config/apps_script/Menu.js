/**
 * The menu "Mentoring": what a click does. Opening the spreadsheet only adds the items; services are called by clicks
 * alone (an onOpen that calls others fails for everybody who hasn't yet allowed the script).
 */

/** Adds the menu; Google calls it when the spreadsheet is opened. */
function onOpen() {
  SpreadsheetApp.getUi()
    .createMenu("Mentoring")
    .addItem("Sync now", "syncNow")
    .addItem("Pair again…", "pairAgain")
    .addSeparator()
    .addItem("Look at the mail…", "lookAtTheMail")
    .addItem("Send…", "sendMail")
    .addSeparator()
    .addItem("What's next", "whatsNext")
    .addItem("Show beside the sheet", "showSidebar")
    .addSeparator()
    .addItem("Where the service is…", "askForAddress")
    .addToUi();
}

function syncNow() {
  openDialog_("sync", "Sync");
}

function pairAgain() {
  openDialog_("pair", "Pair again");
}

function lookAtTheMail() {
  openDialog_("mail", "Mail that waits");
}

function sendMail() {
  openDialog_("send", "Send");
}

function whatsNext() {
  openDialog_("next", "What's next");
}

function showSidebar() {
  askForConsent_();
  const page = HtmlService.createTemplateFromFile("sidebar").evaluate().setTitle("Mentoring");
  SpreadsheetApp.getUi().showSidebar(page);
}

/** Asks where `mentoring-sync serve` is, and keeps it for everybody who uses this spreadsheet. */
function askForAddress() {
  const ui = SpreadsheetApp.getUi();
  const before = address_();
  const asked = ui.prompt(WORDS.askAddress.title, askAddressWords_(before), ui.ButtonSet.OK_CANCEL);
  if (asked.getSelectedButton() !== ui.Button.OK) {
    return;
  }
  const given = asked.getResponseText().trim().replace(/\/+$/, "");
  if (given && !isAddress_(given)) {
    ui.alert(WORDS.askAddress.refused);
    return;
  }
  const properties = PropertiesService.getScriptProperties();
  if (given) {
    properties.setProperty(ADDRESS, given);
  } else {
    properties.deleteProperty(ADDRESS);
  }
  ui.alert(given ? WORDS.askAddress.kept : WORDS.askAddress.without);
}

function openDialog_(what, title) {
  askForConsent_();
  const template = HtmlService.createTemplateFromFile("dialog");
  template.what = what;
  SpreadsheetApp.getUi().showModalDialog(template.evaluate().setWidth(560).setHeight(420), title);
}

/** Where a box was left unticked on Google's consent page, it is shown again; else nothing happens. */
function askForConsent_() {
  if (address_()) {
    ScriptApp.requireScopes(ScriptApp.AuthMode.FULL, SCOPES);
  }
}
