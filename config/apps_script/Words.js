/** What the script says, in one place. What people read in the dialogs' buttons stands in the pages. */
const WORDS = {
  askAddress: {
    title: "Where the service is",
    question: "The address at which mentoring-sync serve answers, such as https://mentoring.example.org."
      + " Empty: without it; clicks tick the boxes of Control, and the next scheduled run does it.",
    now: "Now: {address}",
    refused: "That is no address such as https://mentoring.example.org (https, no path). Nothing was changed.",
    kept: "Kept. Try it: Mentoring > What's next.",
    without: "Kept: without the service. Clicks tick the boxes of Control, and the next scheduled run does it.",
  },
  tick: {
    done: "{box} is ticked in Control: the next scheduled run does it.",
    already: "{box} was ticked in Control already: the next scheduled run does it.",
    notFound: "The box {box} can't be found in Control. Nothing was ticked: look for it there, or run a sync first.",
  },
  troubles: {
    noService: {
      title: "At the next scheduled run",
      words: "This spreadsheet isn't told of a service that could do it at once (Mentoring > Where the service is…).",
    },
    noToken: {
      title: "Google didn't say who you are",
      words: "A box was left unticked when you allowed this script. Close this, click the item again, and tick all boxes on"
        + " Google's page. If no page comes: Extensions > Apps Script, run onOpen once, and allow it there.",
    },
    notKnown: {
      title: "The service doesn't accept your sign-in (401)",
      words: "Whoever runs it can allow it: this spreadsheet's script has an identity of its own, which a copy of the"
        + " spreadsheet doesn't share.",
    },
    notAllowed: {
      title: "The service knows you, but you may not do this (403)",
      words: "Whoever runs it can put your address onto its list.",
    },
    page: {
      title: "A web page came instead of an answer",
      words: "Either the address isn't the service's (Mentoring > Where the service is…), or a sign-in page stands before"
        + " it: the service checks who calls, so calls must be let through to it.",
    },
    noAnswer: {
      title: "The service doesn't answer",
      words: "It is away, or its address is wrong (Mentoring > Where the service is…). Whether a run has begun isn't known;"
        + " asking again does no harm.",
    },
    busy: {
      title: "Too many calls at once (429)",
      words: "Wait a minute, and click again.",
    },
    strange: {
      title: "The service answers something else",
      words: "Its address is wrong, or it is of another version than this script.",
    },
    failed: {
      title: "The service couldn't do it",
      words: "Whoever runs it finds the reason in its log.",
    },
  },
};

function askAddressWords_(before) {
  return WORDS.askAddress.question + (before ? "\n" + WORDS.askAddress.now.replace("{address}", before) : "");
}
