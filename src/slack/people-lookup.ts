import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { WorkspaceFacts } from "../crm/access/enrol-workspace.ts";
import type { SlackLookup, SlackPerson } from "./define.ts";
import { profileOf } from "./lookup.ts";

/** People a call: Slack's own most, since each further call makes the asker wait. docs.slack.dev: users.list */
const peoplePerCall = 1000;

interface ListedUser {
  name?: string;
  is_primary_owner?: boolean;
  profile?: { display_name?: string };
}

export function createPeopleLookup(
  client: WebClient,
  bot: { teamId: string; userId: string },
): Pick<SlackLookup, "people" | "enter"> {
  return {
    async people() {
      const people: SlackPerson[] = [];
      const appIds = new Set<string>();
      let cursor: string | undefined;
      do {
        const page = await client.users.list({
          limit: peoplePerCall,
          include_locale: true,
          ...(cursor && { cursor }),
        });
        for (const user of page.members ?? []) {
          const profile = profileOf(user as Parameters<typeof profileOf>[0], bot.teamId);
          if (!profile) {
            if (user.id && user.id !== bot.userId) appIds.add(user.id);
            continue;
          }
          const { name, is_primary_owner, profile: card } = user as ListedUser;
          people.push({
            profile,
            handle: name ?? "",
            displayName: card?.display_name ?? "",
            isPrimaryOwner: is_primary_owner === true,
          });
        }
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor);
      return { people, appIds, selfId: bot.userId };
    },

    async enter(channelId) {
      const channel = await nullIfRefused(client.conversations.info({ channel: channelId })).then(
        (found) => found?.channel,
      );
      if (!channel) return { name: "that channel", obstacle: "invitation" };
      const name = channel.name ?? channelId;
      if (channel.is_archived) return { name, obstacle: "archived" };
      if (channel.is_ext_shared || channel.is_pending_ext_shared) return { name, obstacle: "external" };
      if (channel.is_member) return { name, obstacle: null };
      const joined = channel.is_private ? null : await nullIfRefused(client.conversations.join({ channel: channelId }));
      return { name, obstacle: joined ? null : "invitation" };
    },
  };
}

/** Whatever Slack refuses here (not visible, not a kind of channel to join) comes to the same: somebody has to invite. */
async function nullIfRefused<T>(question: Promise<T>): Promise<T | null> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return null;
    throw error;
  }
}

/** What enrolling a workspace needs to know of it, asked of Slack at each start. */
export async function gatherWorkspaceFacts(
  client: WebClient,
  lookup: Pick<SlackLookup, "people">,
  bot: { teamId: string; userId: string; botId: string },
): Promise<WorkspaceFacts> {
  const [auth, own, { people }] = await Promise.all([
    client.auth.test(),
    nullIfRefused(client.bots.info({ bot: bot.botId })),
    lookup.people(),
  ]);
  return {
    teamId: bot.teamId,
    name: auth.team ?? bot.teamId,
    url: auth.url ?? null,
    botUserId: bot.userId,
    appId: own?.bot?.app_id ?? null,
    people: people.map(({ profile }) => profile),
    primaryOwnerId: people.find(({ isPrimaryOwner }) => isPrimaryOwner)?.profile.slackUserId ?? null,
  };
}
