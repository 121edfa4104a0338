import { z } from "zod";
import { SlackError } from "../slack-error.ts";
import { text } from "./arguments.ts";
import { defineMethod, type Method } from "./define-method.ts";

const apiTest = defineMethod({
  name: "api.test",
  tier: "none",
  token: "none",
  args: z.looseObject({ error: text.optional() }),
  run(_call, args) {
    if (args.error) throw new SlackError(args.error, { args });
    return { args };
  },
});

const authTest = defineMethod({
  name: "auth.test",
  tier: "none",
  args: z.object({}),
  run({ core }) {
    const { app, team } = core.state;
    return {
      url: `${core.origin()}/`,
      team: team.name,
      user: core.state.people[app.botUserId]?.handle ?? "",
      team_id: team.id,
      user_id: app.botUserId,
      bot_id: app.botId,
      is_enterprise_install: false,
    };
  },
});

const connectionsOpen = defineMethod({
  name: "apps.connections.open",
  tier: 1,
  token: "app",
  args: z.object({}),
  run({ core }) {
    const url = core.delivery.connectionUrl();
    if (url === null) throw new SlackError("not_allowed_token_type");
    return { url };
  },
});

const botsInfo = defineMethod({
  name: "bots.info",
  tier: 3,
  scopes: ["users:read"],
  args: z.object({ bot: text.optional() }),
  run({ core }, args) {
    const { app } = core.state;
    if (args.bot !== undefined && args.bot !== app.botId) throw new SlackError("bot_not_found");
    return {
      bot: {
        id: app.botId,
        app_id: app.id,
        user_id: app.botUserId,
        name: core.app.botName,
        deleted: false,
        updated: 0,
        icons: {},
      },
    };
  },
});

const teamInfo = defineMethod({
  name: "team.info",
  tier: 3,
  scopes: ["team:read"],
  args: z.object({ team: text.optional() }),
  run({ core }, args) {
    const { team } = core.state;
    if (args.team !== undefined && args.team !== team.id) throw new SlackError("team_not_found");
    return {
      team: { id: team.id, name: team.name, url: `${core.origin()}/`, domain: team.domain, email_domain: "", icon: {} },
    };
  },
});

export const identityMethods: Method[] = [apiTest, authTest, connectionsOpen, botsInfo, teamInfo];
