/**
 * Stand-ins for the Apps Script services that the menu uses, on a `world`:
 *
 *   sheets   [{id, name, formUrl, rows: [[cell]], links: {"row,column": url}}]
 *   answers  {"post /sync": [{status, json | text | throws}]}: one a call, the last one again and again
 *   token    the identity token, or null
 *   properties, prompts (what a person answers), forms {id: {destination}}
 *
 * What was asked stands in world.calls, world.items, world.shown, world.alerts, world.ticked, world.consents.
 * One file for Node and for the browser, so that the pages are tried with the very code that serves them.
 */
function googleServices(world) {
  Object.assign(world, { calls: [], items: [], shown: [], alerts: [], ticked: [], consents: [] }, { ...world });
  world.properties = world.properties || {};

  const sheetOf = (sheet) => ({
    getSheetId: () => sheet.id,
    getName: () => sheet.name,
    setName: (name) => void (sheet.name = name),
    getFormUrl: () => sheet.formUrl || null,
    getDataRange: () => ({
      getValues: () => sheet.rows.map((row) => [...row]),
      getDisplayValues: () => sheet.rows.map((row) => row.map((cell) => String(cell))),
      getRichTextValues: () => sheet.rows.map((row, r) => row.map((_, c) => ({
        getLinkUrl: () => (sheet.links || {})[r + "," + c] || null,
      }))),
    }),
    getRange: (row, column) => ({
      setValue: (value) => {
        sheet.rows[row - 1][column - 1] = value;
        world.ticked.push([sheet.name, row, column, value]);
      },
    }),
  });
  const spreadsheet = {
    getSheets: () => (world.sheets || []).map(sheetOf),
    getSheetByName: (name) => spreadsheet.getSheets().find((sheet) => sheet.getName() === name) || null,
    setActiveSheet: (sheet) => void (world.active = sheet.getName()),
  };

  const menu = {
    addItem: (title, handler) => (world.items.push([title, handler]), menu),
    addSeparator: () => menu,
    addToUi: () => void (world.added = true),
  };
  const ui = {
    Button: { OK: "ok", CANCEL: "cancel" },
    ButtonSet: { OK_CANCEL: "ok-cancel" },
    createMenu: (title) => ((world.menu = title), menu),
    alert: (words) => void world.alerts.push(words),
    prompt: (title, words) => {
      const answer = (world.prompts || []).shift();
      world.asked = words;
      return {
        getSelectedButton: () => (answer === undefined ? "cancel" : "ok"),
        getResponseText: () => answer || "",
      };
    },
    showModalDialog: (page, title) => void world.shown.push({ title, ...page.kept }),
    showSidebar: (page) => void world.shown.push({ sidebar: true, ...page.kept }),
  };

  const output = (kept) => {
    const made = { kept, getContent: () => kept.file };
    for (const name of ["Width", "Height", "Title"]) {
      made["set" + name] = (value) => ((kept[name.toLowerCase()] = value), made);
    }
    return made;
  };

  const answerOf = (key) => {
    const answers = (world.answers || {})[key] || [{ throws: "DNS error: " + key }];
    return answers.length > 1 ? answers.shift() : answers[0];
  };

  return {
    SpreadsheetApp: {
      getUi: () => ui,
      getActiveSpreadsheet: () => spreadsheet,
      openById: (id) => ((world.opened = id), spreadsheet),
      flush: () => {},
    },
    PropertiesService: {
      getScriptProperties: () => ({
        getProperty: (name) => world.properties[name] ?? null,
        setProperty: (name, value) => void (world.properties[name] = value),
        deleteProperty: (name) => void delete world.properties[name],
      }),
    },
    ScriptApp: {
      AuthMode: { FULL: "full" },
      getIdentityToken: () => world.token ?? null,
      requireScopes: (mode, scopes) => void world.consents.push([mode, [...scopes]]),
    },
    UrlFetchApp: {
      fetch: (url, options) => {
        const path = url.replace(world.properties.SERVICE, "");
        world.calls.push({ url, ...options });
        const answer = answerOf(options.method + " " + path);
        if (answer.throws) {
          throw new Error(answer.throws);
        }
        return {
          getResponseCode: () => answer.status,
          getContentText: () => (answer.json ? JSON.stringify(answer.json) : answer.text || ""),
        };
      },
    },
    HtmlService: {
      createTemplateFromFile: (file) => ({
        evaluate() {
          return output({ file, what: this.what });
        },
      }),
      createHtmlOutputFromFile: (file) => output({ file }),
    },
    FormApp: {
      DestinationType: { SPREADSHEET: "spreadsheet" },
      openById: (id) => {
        const form = world.forms[id];
        return {
          getDestinationId: () => {
            if (!form.destination) {
              throw new Error("The form currently has no response destination.");
            }
            return form.destination;
          },
          setDestination: (type, spreadsheetId) => {
            form.destination = spreadsheetId;
            if (!form.late) {
              world.sheets.push({ id: 9000 + world.sheets.length, name: "Form Responses 1", formUrl: "u", rows: [[]] });
            }
          },
        };
      },
    },
  };
}
