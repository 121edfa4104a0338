import { actionRef } from "../action-ref.ts";

export const entryActions = {
  /** opens the form for a new entry, with a customer or without ("") */
  log: actionRef("entry.log", "contactId"),
  edit: actionRef("entry.edit", "interactionId"),
  wrongPerson: actionRef("entry.wrong-person", "interactionId"),
  undo: actionRef("entry.undo", "interactionId"),
  share: actionRef("entry.share", "interactionId"),
  undoAll: actionRef("entry.undo-all", "batchId"),
  /** what it was, chosen in a form: of a quote the amount is asked as well */
  kind: actionRef("entry.kind"),
};

/** What can be done with words that have still to find their customer. */
export const draftActions = {
  use: actionRef("draft.use", "draftId", "contactId"),
  /** meant, though the same was logged a moment ago */
  repeat: actionRef("draft.repeat", "draftId", "contactId"),
  /** one of the days that were offered; "of" is the one that was asked about */
  day: actionRef("draft.day", "draftId", "contactId", "of", "choice"),
  /** none of them: the form, with what was typed in it */
  otherDay: actionRef("draft.other-day", "draftId", "contactId"),
  someoneElse: actionRef("draft.someone-else", "draftId"),
  create: actionRef("draft.create", "draftId"),
  discard: actionRef("draft.discard", "draftId"),
  /** what is to be kept of words that were said where not everybody reads */
  keepText: actionRef("draft.keep-text", "draftId"),
  keepLink: actionRef("draft.keep-link", "draftId"),
};
