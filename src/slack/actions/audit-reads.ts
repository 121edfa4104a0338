import { setLogReads } from "../../crm/audits/set-log-reads.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { type Message, replace } from "../reply.ts";
import { auditActions } from "../views/audits.actions.ts";
import { auditText } from "../views/audits.text.ts";
import { readsMessage } from "../views/audits.ts";

/** Turns the log of opened cards on or off, and says how it stands now. */
export async function switchReads(ctx: Context, on: boolean): Promise<Message> {
  const changed = await setLogReads(ctx, { on });
  return readsMessage(on, changed ? auditText.readsSwitched(on) : auditText.readsState(on));
}

export const auditReadsAction = defineAction({
  ref: auditActions.reads,
  may: "settings:write",
  run: async (ctx, { state }) => replace(await switchReads(ctx, state === "on")),
});
