import { askForAccess } from "../../crm/access/ask-for-access.ts";
import { defineAction } from "../define.ts";
import { readerOf } from "../reader.ts";
import { replace } from "../reply.ts";
import { accessActions } from "../views/access.actions.ts";
import { iAskedMessage } from "../views/access.ts";

/** "Ask Dewi": open to everybody, since it is for those who may do nothing else. */
export const askForAccessAction = defineAction({
  ref: accessActions.ask,
  may: null,
  run: async (ctx, { slackUserId }) => replace(iAskedMessage(await askForAccess(ctx, { slackUserId }), readerOf(ctx))),
});
