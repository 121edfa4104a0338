import { z } from "zod";
import { defineEvent } from "../define.ts";
import { drawHome } from "../reply.ts";

/** The Home tab is drawn afresh each time it is opened. */
export const appHomeOpened = defineEvent({
  type: "app_home_opened",
  payload: z.object({ user: z.string(), tab: z.string() }),
  actor: () => null,
  concerns: ({ tab }) => tab === "home",
  run: async (_ctx, { user }) => drawHome(user),
});
