import { z } from "zod";
import { markUninstalled } from "../../crm/access/mark-uninstalled.ts";
import { defineEvent } from "../define.ts";
import { nothing } from "../reply.ts";

/** Steward's token was withdrawn: without it there is nobody to speak to. A person's own token is none of ours. */
export const tokensRevoked = defineEvent({
  type: "tokens_revoked",
  payload: z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) }),
  actor: () => null,
  concerns: ({ tokens }) => (tokens.bot ?? []).length > 0,
  // Slack repeats an event for minutes: by then the app may have been installed again.
  gather: (slack) => slack.takesToken(),
  async run(ctx, _payload, takesToken) {
    if (takesToken !== true) await markUninstalled(ctx, "tokens_revoked");
    return nothing();
  },
});
