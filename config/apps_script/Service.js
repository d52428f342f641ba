/**
 * Calls to `mentoring-sync serve`. What comes back is {answer} or {trouble}: an object with its kind, a title, words,
 * and in `tick` the box of Control that does the same at the next scheduled run, if there is one.
 */

/** The script property in which the service's address stands. */
const ADDRESS = "SERVICE";

/** What a call needs beside the spreadsheet; `openid` puts a person into the identity token. */
const SCOPES = [
  "https://www.googleapis.com/auth/script.external_request",
  "https://www.googleapis.com/auth/userinfo.email",
  "openid",
];

/** What a click asks for: how, and the box of Control that does the same. */
const ORDERS = {
  sync: { path: "/sync", tick: "" },
  look: { path: "/pair?dry_run=1", tick: "Re-pair" },
  pair: { path: "/pair", tick: "Re-pair" },
  send: { path: "/send", tick: "Send" },
};

/** Starts a run: {run: its id}, or {trouble}. */
function begin(what) {
  const order = ORDERS[what];
  if (!order) {
    throw new Error("There is no order " + what);
  }
  const called = call_("post", order.path, order.tick);
  if (called.trouble) {
    return called;
  }
  const id = called.answer.id;
  return isId_(id) ? { run: id } : { trouble: trouble_("strange", 202, "", order.tick) };
}

/** How far a run is: {state, progress, words, error}, or {trouble}. */
function progress(id) {
  if (!isId_(id)) {
    throw new Error("That is no run's id");
  }
  const called = call_("get", "/runs/" + id, "");
  return called.trouble ? called : called.answer;
}

/** The programme at a glance: {phase, figures, next_step, last_run}; without the service as much as Control says. */
function atAGlance() {
  const known = { phase: "", figures: [], next_step: control_("Next step"), last_run: control_("Last run") };
  const called = call_("get", "/status", "");
  if (called.trouble) {
    return called.trouble.kind === "noService" ? known : { ...known, trouble: called.trouble };
  }
  const said = called.answer;
  const figures = Array.isArray(said.figures) ? said.figures.slice(0, 5) : [];
  return { ...known, phase: said.phase || "", figures, next_step: said.next_step || known.next_step };
}

function call_(method, path, tick) {
  const address = address_();
  if (!address) {
    return { trouble: trouble_("noService", 0, "", tick) };
  }
  const token = ScriptApp.getIdentityToken();
  if (!token) {
    return { trouble: trouble_("noToken", 0, "", tick) };
  }
  let response;
  try {
    response = UrlFetchApp.fetch(address + path, {
      method,
      headers: { Authorization: "Bearer " + token },
      contentType: "application/json",
      followRedirects: false,
      muteHttpExceptions: true,
    });
  } catch (error) {
    const said = String(error && error.message ? error.message : error);
    return { trouble: trouble_(/permission|authori[sz]/i.test(said) ? "noToken" : "noAnswer", 0, said, tick) };
  }
  return answer_(response.getResponseCode(), response.getContentText(), tick);
}

function answer_(status, text, tick) {
  const answer = parsed_(text);
  if (!answer) {
    return { trouble: trouble_("page", status, "", tick) };
  }
  if (status >= 200 && status < 300) {
    return { answer };
  }
  const kinds = { 401: "notKnown", 403: "notAllowed", 404: "strange", 429: "busy" };
  return { trouble: trouble_(kinds[status] || "failed", status, said_(answer), tick) };
}

/** The object that an answer holds; null where it is none, such as a page of HTML. */
function parsed_(text) {
  try {
    const found = JSON.parse(text);
    return found && typeof found === "object" && !Array.isArray(found) ? found : null;
  } catch (error) {
    return null;
  }
}

/** What a refusal says, and what mends it. */
function said_(answer) {
  return [answer.error, answer.message, answer.remedy].filter((part) => typeof part === "string" && part).join(" ");
}

function trouble_(kind, status, said, tick) {
  const words = WORDS.troubles[kind];
  return { kind, status, title: words.title, words: words.words, said, tick };
}

function address_() {
  return PropertiesService.getScriptProperties().getProperty(ADDRESS) || "";
}

/** Whether it is a whole https address without a path; plain http only on this machine, to try things. */
function isAddress_(text) {
  return /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/.test(text);
}

function isId_(id) {
  return typeof id === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(id);
}
