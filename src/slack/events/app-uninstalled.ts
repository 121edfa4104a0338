import { z } from "zod";
import { markUninstalled } from "../../crm/access/mark-uninstalled.ts";
import { defineEvent } from "../define.ts";
import { nothing } from "../reply.ts";

/** Steward was taken out of the workspace. */
export const appUninstalled = defineEvent({
  type: "app_uninstalled",
  payload: z.object({}),
  actor: () => null,
  // Slack repeats an event for minutes: by then the app may have been installed again.
  gather: (slack) => slack.takesToken(),
  async run(ctx, _payload, takesToken) {
    if (takesToken !== true) await markUninstalled(ctx, "app_uninstalled");
    return nothing();
  },
});
