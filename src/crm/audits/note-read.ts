import type { Context, Transaction } from "../../db/context.ts";

/** Whose cards each interaction has opened: the card and its history are one reading. */
const noted = new WeakMap<Transaction, Set<string>>();

/** Leaves an entry that a person opened a customer's card or history, where the workspace wants that; once an interaction. */
export function noteRead(ctx: Context, contactId: string): void {
  if (!ctx.workspace.logReads || ctx.member === null) return;
  const read = noted.get(ctx.tx) ?? new Set();
  if (read.has(contactId)) return;
  noted.set(ctx.tx, read.add(contactId));
  ctx.audit({ action: "customer.read", subjectType: "contact", subjectId: contactId });
}
