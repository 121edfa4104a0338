import { openReview } from "../src/slack/actions/access-review.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";

export const crmAdminAccessReview = defineCommand<null>({
  name: "/crm-admin access review",
  usage: "",
  example: "/crm-admin access review",
  summary: "Go through who has access, the exceptions first: keep, change, revoke",
  may: "access:manage",
  parse: () => null,
  run: async (ctx) => say(await openReview(ctx)),
  form: async (ctx) => say(await openReview(ctx)),
});
