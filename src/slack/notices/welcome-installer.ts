import { z } from "zod";
import { findFirstSteps } from "../../crm/access/first-steps.ts";
import { defineNotice } from "../define-notice.ts";
import { welcomeInstallerMessage } from "../views/access.ts";

/** The first thing that Steward says in a workspace. */
export const welcomeInstaller = defineNotice({
  kind: "welcome-installer",
  payload: z.object({}),
  render: async (ctx) => welcomeInstallerMessage(await findFirstSteps(ctx)),
});
