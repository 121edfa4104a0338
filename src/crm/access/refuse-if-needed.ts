import type { Context } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { listStewards, whyNeeded } from "./access-state.ts";

/**
 * Refuses when the workspace would be left without a steward, or with none whose access lasts. Whoever asks has put the
 * changes of access in order before (`lockAccess`).
 * @param name of the steward whom the refusal is about
 * @throws Refusal last_steward, last_lasting_steward
 */
export async function refuseIfNeeded(ctx: Context, leaving: readonly string[], name: string): Promise<void> {
  const why = whyNeeded(await listStewards(ctx.tx, ctx.now), new Set(leaving));
  if (why === "last") throw new Refusal("last_steward", { name });
  if (why === "last-lasting") throw new Refusal("last_lasting_steward", { name });
}
