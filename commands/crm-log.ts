import { logEntry } from "../src/crm/interactions/log-entry.ts";
import { parseEntry } from "../src/crm/interactions/parse-entry.ts";
import { noteMiss } from "../src/crm/usage/note-use.ts";
import { openLogForm } from "../src/slack/actions/log-new.ts";
import { answerQuoteLine } from "../src/slack/answer-quote-line.ts";
import { defineCommand } from "../src/slack/define.ts";
import { readerOf } from "../src/slack/reader.ts";
import { say } from "../src/slack/reply.ts";
import { readableTyped } from "../src/slack/typed-text.ts";
import { logOutcomeMessage } from "../src/slack/views/log-outcome.ts";

export const log = defineCommand({
  name: "/crm-log",
  usage: "[type] [outcome] [when] CUSTOMER [: note] [todo TASK WHEN]",
  example: "/crm-log call connected Budi Santoso: wants the offer by May. todo send it friday",
  summary: "Log a call, e-mail, meeting, visit, quote or note; `quote won budi` decides a quote",
  may: "interactions:write",
  parse: (text, typist) => (text === "" ? null : { typed: readableTyped(text), typist }),
  async run(ctx, { typed, typist }, _gathered, where) {
    const aboutQuotes = await answerQuoteLine(ctx, typed, typist);
    if (aboutQuotes) return aboutQuotes;
    const entry = parseEntry(typed, typist);
    const outcome = await logEntry(ctx, entry, { begunAt: where.at });
    if (outcome.kind === "none") await noteMiss(ctx);
    return say(logOutcomeMessage(outcome, readerOf(ctx)));
  },
  form: (ctx) => openLogForm(ctx, null),
});
