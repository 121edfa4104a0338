import { z } from "zod";
import { markUninstalled } from "../../crm/access/mark-uninstalled.ts";
import { defineEvent } from "../define.ts";
import { nothing } from "../reply.ts";

/** Steward was taken out of the workspace. */
export const appUninstalled = defineEvent({
  type: "app_uninstalled",
  payload: z.object({}),
  actor: () => null,
  async run(ctx) {
    await markUninstalled(ctx);
    return nothing();
  },
});
