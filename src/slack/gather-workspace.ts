import type { WebClient } from "@slack/web-api";
import type { WorkspaceFacts } from "../crm/access/enrol-workspace.ts";
import type { Profile } from "../db/open-transaction.ts";
import { profileOf } from "./lookup.ts";

/** Slack's advice for a page of users.list. */
const pageSize = 200;

/** What Slack says of the workspace that a token is for: asked at each start, before any transaction. */
export async function gatherWorkspace(
  client: WebClient,
  bot: { teamId: string; userId: string },
): Promise<WorkspaceFacts> {
  const { team } = await client.team.info();
  const people: Profile[] = [];
  let primaryOwnerId: string | null = null;
  let cursor: string | undefined;
  do {
    const page = await client.users.list({ limit: pageSize, include_locale: true, ...(cursor && { cursor }) });
    for (const user of page.members ?? []) {
      if (user.is_primary_owner && user.id) primaryOwnerId = user.id;
      const profile = profileOf(user, bot.teamId);
      if (profile) people.push(profile);
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return {
    teamId: bot.teamId,
    name: team?.name ?? bot.teamId,
    url: team?.url ?? (team?.domain ? `https://${team.domain}.slack.com/` : null),
    botUserId: bot.userId,
    people,
    primaryOwnerId,
  };
}
