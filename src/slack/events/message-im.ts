import { z } from "zod";
import { allow } from "../../crm/access/permission.ts";
import { whomRowsAreAbout } from "../../crm/customers/import/import-customers.ts";
import { recogniseSource } from "../../crm/customers/import/recognise-source.ts";
import { logLines } from "../../crm/interactions/log-lines.ts";
import { Refusal } from "../../crm/refusal.ts";
import type { Context } from "../../db/context.ts";
import { answerQuoteLine } from "../answer-quote-line.ts";
import { answerTicketLine } from "../answer-ticket-line.ts";
import { defineEvent } from "../define.ts";
import { sayLogged } from "../entry-message.ts";
import { asksForHelp } from "../find-command.ts";
import { typistOf } from "../listeners/payload.ts";
import { readMessage } from "../read-message.ts";
import { proposeColumns, readUploadedHead, type UploadedHead } from "../read-uploaded-head.ts";
import { type Message, say } from "../reply.ts";
import { helpMessage } from "../views/help.ts";
import { fileReceivedMessage } from "../views/imports.ts";

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
    files: z.array(z.object({ id: z.string() })).optional(),
  }),
  actor: ({ user }) => user,
  concerns: ({ channel_type, subtype, bot_id, user, text, files = [] }, bot) =>
    channel_type === "im" &&
    (subtype === undefined || subtype === "file_share") &&
    bot_id === undefined &&
    user !== bot.userId &&
    (text.trim() !== "" || files.length > 0),
  gather: async (slack, { files = [] }) => (files[0] ? readUploadedHead(slack, files[0].id) : null),
  async run(ctx, { text, ts, files = [] }, gathered, commands) {
    const file = gathered as UploadedHead | Refusal | null;
    // A picture beside a line is the line's; a list is to be imported, whatever stands beside it.
    if (file && !(file instanceof Refusal && text.trim() !== ""))
      return say(
        await fileReply(
          ctx,
          file,
          files.map(({ id }) => id),
        ),
      );
    if (asksForHelp(text)) return say(helpMessage(commands));
    const aboutTickets = await answerTicketLine(ctx, text, { commands, ts });
    if (aboutTickets) return aboutTickets;
    await allow(ctx, "interactions:write");
    // It may be taken up long after it was sent: "now" and "yesterday" are those of the sender.
    const begunAt = new Date(Math.min(Number(ts) * 1000, ctx.now.getTime()));
    const typed = await readMessage(ctx, text);
    const typist = { ...typistOf(ctx), now: begunAt };
    const aboutQuotes = await answerQuoteLine(ctx, typed, typist);
    return aboutQuotes ?? sayLogged(ctx, await logLines(ctx, typed, typist, { begunAt }));
  },
});

/** A list of customers that was sent: how it was read. */
async function fileReply(ctx: Context, file: UploadedHead | Refusal, fileIds: readonly string[]): Promise<Message> {
  const [fileId = "", ...others] = fileIds;
  await allow(ctx, "customers:import");
  if (file instanceof Refusal) throw file;
  const columns = proposeColumns(ctx, file);
  const fields = columns.flatMap(({ field }) => field ?? []);
  return fileReceivedMessage({
    ...{ fileId, fileName: file.fileName, columns, others: others.length },
    source: recogniseSource(file.header),
    about: whomRowsAreAbout(fields) ?? "contacts",
  });
}
