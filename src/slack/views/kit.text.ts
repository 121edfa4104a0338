/** What the Slack kit itself says: faults, lateness, people and buttons that are not known. */
export const kitText = {
  ask: (name: string) => `Ask ${name.split(" ")[0]}`,
  tryAgain: () => "Try again",
  close: () => "Close",
  outsider: () => "Steward only answers people of this workspace. Somebody here can look it up for you.",
  fault: (typed: string | null) =>
    typed === null
      ? "That did not work, and nothing was saved."
      : `That did not work, and nothing was saved. Your text: "${typed}"`,
  reference: (reference: string) => `If it happens again, give your steward this reference: *${reference}*.`,
  databaseDown: (typed: string | null) =>
    typed === null
      ? "I cannot reach my records just now, and nothing was saved. Try again in a minute."
      : `I cannot reach my records just now, and nothing was saved. Try again in a minute. Your text: "${typed}"`,
  gone: (typed: string | null) =>
    `Slack does not let Steward work here any more, so nothing was saved. Ask whoever looks after the Slack apps here to install Steward again; if that was done just now, try again in a minute.${
      typed === null ? "" : ` Your text: "${typed}"`
    }`,
  maybeSaved: (typed: string | null) =>
    `I lost the line to my records while saving, so it may have been saved. Look first: type /crm for your last entries.${
      typed === null ? "" : ` Your text: "${typed}"`
    }`,
  kept: () => "I cannot save that just now. It is kept, and I try again in a minute; you need not send it again.",
  notKept: () =>
    "I cannot reach my records just now. I keep trying for a few minutes; if you hear nothing more by then, send it again.",
  noForm: (reference: string) =>
    `Slack would not open the form, and nothing was saved. Try again. If it happens again, give your steward this reference: *${reference}*.`,
  notShared: () => "Slack would not take it, so nothing was shared. Press Share again.",
  typedBack: (typed: string) => `What you typed:\n${typed}`,
  oldButton: () => "That button is from an older version of Steward. Type /crm to start afresh.",
  oldShortcut: () => "That shortcut is from an older version of Steward. Type /crm help for what I can do.",
  oldModal: () =>
    "This form is from an older version of Steward. Close it and open it again; copy what you typed first.",
  lateForm: () => "That took too long, so Slack would not open the form.",
  lateButton: () => "That took too long, so Slack would not open the form. Press the button again.",
  lateShortcut: () => "That took too long, so Slack would not open the form. Use the shortcut again.",
  openAgain: () => "Open the form",
  stopping: () => "Steward is restarting. Nothing was saved; try again in a few seconds.",
  closedForm: () => "You closed the form before its next step came. Nothing was saved; open it again to go on.",
  saving: () => "Saving",
  savingBody: () => "This takes a moment longer than usual. You can wait here.",
  saved: () => "Done",
  savedBody: () => "It is saved. You can close this.",
  steward: () => "Steward",
  mayNotHaveArrived: (to: string, when: string) =>
    `A message to ${to} (${when}) may not have arrived, and Slack cannot say. I have not sent it again; please tell them yourself if it matters.`,
  helpIntro: () =>
    "Everything you can type, you can also click: type a command alone and its form opens. Fastest of all: send me `budi no answer`.",
  usage: (name: string, usage: string) => `*${name}* ${usage}`.trimEnd(),
  verbs: (name: string, verbs: string) => `${verbs} (\`${name} help\`)`,
  example: (example: string) => `For example: \`${example}\``,
};
