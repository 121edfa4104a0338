import { listBatch } from "../crm/interactions/list-entries.ts";
import type { LoggedLines } from "../crm/interactions/log-lines.ts";
import { getReceipt, type Receipt } from "../crm/interactions/receipt.ts";
import { noteMiss } from "../crm/usage/note-use.ts";
import type { Context } from "../db/context.ts";
import { readerOf } from "./reader.ts";
import { type Message, nothing, type Reply, say } from "./reply.ts";
import { batchMessage } from "./views/entry-batch.ts";
import { receiptMessage } from "./views/interactions.ts";
import { logOutcomeMessage } from "./views/log-outcome.ts";

/** One's own entry as it stands: its receipt, or that of all the lines that it was sent with. */
export async function entryMessage(ctx: Context, interactionId: string): Promise<Message> {
  const receipt = await getReceipt(ctx, interactionId);
  return (await findBatchMessage(ctx, receipt.entry.batchId)) ?? receiptMessage(receipt, readerOf(ctx));
}

/** What came of a message: one receipt for all that was logged, then each question that remains. */
export async function sayLogged(ctx: Context, logged: LoggedLines): Promise<Reply> {
  if (logged.outcomes.some(({ kind }) => kind === "none")) await noteMiss(ctx);
  const [first, ...others] = await loggedMessages(ctx, logged);
  return first ? say(first, ...others) : nothing();
}

/** The same as messages. */
export async function loggedMessages(ctx: Context, { batchId, outcomes }: LoggedLines): Promise<Message[]> {
  const reader = readerOf(ctx);
  const receipt = await findBatchMessage(ctx, batchId);
  return [
    ...(receipt ? [receipt] : []),
    ...outcomes
      .filter(({ kind }) => receipt === null || kind !== "logged")
      .map((outcome) => logOutcomeMessage(outcome, reader)),
  ];
}

/** The one receipt of lines that were sent at once; null where no more than one of them is left. */
export async function findBatchMessage(ctx: Context, batchId: string | null): Promise<Message | null> {
  const entries = batchId === null ? [] : await listBatch(ctx, batchId);
  if (batchId === null || entries.length < 2) return null;
  const receipts: Receipt[] = [];
  for (const { id } of entries) receipts.push(await getReceipt(ctx, id));
  return batchMessage(receipts, batchId, readerOf(ctx));
}
