import { z } from "zod";
import { allow } from "../../crm/access/permission.ts";
import { logEntry } from "../../crm/interactions/log-entry.ts";
import { parseEntry } from "../../crm/interactions/parse-entry.ts";
import { defineEvent } from "../define.ts";
import { asksForHelp } from "../find-command.ts";
import { typistOf } from "../listeners/payload.ts";
import { readMessage } from "../read-message.ts";
import { readerOf } from "../reader.ts";
import { say } from "../reply.ts";
import { helpMessage } from "../views/help.ts";
import { logOutcomeMessage } from "../views/log-outcome.ts";

/** A line sent to Steward directly is the fastest way to log: "budi no answer". */
export const directMessage = defineEvent({
  type: "message",
  payload: z.object({
    channel_type: z.string().optional(),
    /** none on what a person types; edits, joins and the bot's own have one */
    subtype: z.string().optional(),
    bot_id: z.string().optional(),
    user: z.string(),
    text: z.string(),
    ts: z.string(),
  }),
  actor: ({ user }) => user,
  concerns: ({ channel_type, subtype, bot_id, user, text }, bot) =>
    channel_type === "im" && subtype === undefined && bot_id === undefined && user !== bot.userId && text.trim() !== "",
  async run(ctx, { text, ts }, _gathered, commands) {
    if (asksForHelp(text)) return say(helpMessage(commands));
    await allow(ctx, "interactions:write");
    // It may be taken up long after it was sent: "now" and "yesterday" are those of the sender.
    const begunAt = new Date(Math.min(Number(ts) * 1000, ctx.now.getTime()));
    const entry = parseEntry(await readMessage(ctx, text), { ...typistOf(ctx), now: begunAt });
    return say(logOutcomeMessage(await logEntry(ctx, entry, { begunAt }), readerOf(ctx)));
  },
});
