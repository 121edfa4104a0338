/** The words of a ticket that is opened from a message. */
export const ticketFromMessageText = {
  title: () => "Open a ticket",
  open: () => "Open",
  cancel: () => "Cancel",
  privateQuestion: () =>
    "This is a private conversation, and everyone with CRM access can read tickets. What should go into this one?",
  whatToKeep: () => "What to keep",
  textAndLink: () => "The text, and a link to the message",
  linkOnly: () => "Only a link to the message",
  textOnly: () => "The text",
  subject: () => "The problem in a few words",
  subjectMissing: () => "Say in a few words what the problem is.",
  text: () => "What was written",
  opened: (number: number) => `✓ T-${number} is open.`,
  existed: (number: number) => `This message is T-${number} already.`,
  threadFollows: () => "Its thread so far follows, as fast as Slack lets me read it.",
};
