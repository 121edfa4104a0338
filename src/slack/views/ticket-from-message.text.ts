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
  text: () => "What was written",
  privateMention: () =>
    "This is a private conversation, and everyone with CRM access can read tickets. The form asks what should go into this one.",
  openForm: () => "Open the form",
  threadWordless: () =>
    "I cannot see what this thread is about. Say it in a few words, such as `ticket the printer jams` after my name.",
};
