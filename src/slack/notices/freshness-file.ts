import { z } from "zod";
import { figuresFileKind, writeFigures } from "../../crm/freshness/request-figures-file.ts";
import { defineNotice } from "../define-notice.ts";
import { freshnessText as text } from "../views/freshness.text.ts";
import { sentenceMessage } from "../views/sentence-message.ts";

/** To whoever asked: every figure of a day in one file. */
export const freshnessFile = defineNotice({
  kind: figuresFileKind,
  payload: z.object({ day: z.iso.date() }),
  render: async (_ctx, { day }) => sentenceMessage(text.fileReady(day)),
  files: async (open, { day }) => [
    { name: `stale-data-${day}.csv`, title: text.fileTitle(day), about: null, contents: writeFigures(open, { day }) },
  ],
});
