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
  faultInModal: (reference: string) =>
    `That did not work, and nothing was saved. Press the button again. If it happens again, give your steward this reference: ${reference}.`,
  databaseDown: (typed: string | null) =>
    typed === null
      ? "I cannot reach my records just now, and nothing was saved. Try again in a minute."
      : `I cannot reach my records just now, and nothing was saved. Try again in a minute. Your text: "${typed}"`,
  oldButton: () => "That button is from an older version of Steward. Type /crm to start afresh.",
  oldModal: () =>
    "This form is from an older version of Steward. Close it and open it again; copy what you typed first.",
  unknownCommand: (command: string) => `I do not know ${command}. Type /crm help for what I can do.`,
  lateForm: () => "That took too long, so Slack would not open the form.",
  openAgain: () => "Open the form",
  stopping: () => "Steward is restarting. Nothing was saved; try again in a few seconds.",
  saving: () => "Saving",
  savingBody: () => "This takes a moment longer than usual. You can wait here.",
  saved: () => "Done",
  savedBody: () => "It is saved. You can close this.",
  steward: () => "Steward",
  mayNotHaveArrived: (to: string, when: string) =>
    `A message to ${to} (${when}) may not have arrived, and Slack cannot say. I have not sent it again; please tell them yourself if it matters.`,
  helpIntro: () => "Everything you can type, you can also click: type a command alone and its form opens.",
  usage: (name: string, usage: string) => `*${name}* ${usage}`.trimEnd(),
  example: (example: string) => `For example: \`${example}\``,
};
