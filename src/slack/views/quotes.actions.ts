import { actionRef } from "../action-ref.ts";

export const quoteActions = {
  show: actionRef("quote.show", "quoteId"),
  win: actionRef("quote.win", "quoteId"),
  /** opens the form that asks for the reason */
  lose: actionRef("quote.lose", "quoteId"),
  explain: actionRef("quote.explain", "quoteId"),
  /** one of several, by words that were kept */
  choose: actionRef("quote.choose", "quoteId", "state", "draftId"),
  /** `entryId` is the note that was kept with it, or empty */
  undo: actionRef("quote.undo", "quoteId", "version", "entryId"),
};
