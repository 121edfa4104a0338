import type { Context } from "../../db/context.ts";
import { loadClockwork } from "../tickets/ticket-settings.ts";
import { type Due, raiseTimeOf, reminderOf } from "./task.ts";

/**
 * When a task that is due then is reminded of and raised, as its row keeps it.
 * @param options.promised a customer waits for it
 */
export async function planTimes(
  ctx: Context,
  due: Due,
  { zone, promised }: { zone: string; promised: boolean },
): Promise<{
  dueAt: Date | null;
  dueOn: Date | null;
  remindLocal: Date | null;
  remindedAt: null;
  raiseAt: Date | null;
}> {
  const raised = promised && due.dueAt !== null;
  return {
    dueAt: due.dueAt,
    dueOn: due.dueOn === null ? null : new Date(`${due.dueOn}T00:00:00Z`),
    remindLocal: reminderOf(due, ctx.now, zone),
    remindedAt: null,
    raiseAt: raised
      ? raiseTimeOf(due, { planned: ctx.now, zone, calendar: (await loadClockwork(ctx)).calendar })
      : null,
  };
}
