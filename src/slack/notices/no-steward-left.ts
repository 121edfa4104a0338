import { z } from "zod";
import { countAccess } from "../../crm/access/list-access.ts";
import { defineNotice } from "../define-notice.ts";
import { noStewardLeftMessage } from "../views/access.ts";

/** To the owners of the Slack workspace, who can always appoint a steward. */
export const noStewardLeft = defineNotice({
  kind: "no-steward-left",
  payload: z.object({}),
  render: async (ctx) => ((await countAccess(ctx)).steward === 0 ? noStewardLeftMessage() : null),
});
