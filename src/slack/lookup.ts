import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { Profile } from "../db/open-transaction.ts";
import type { SlackLookup } from "./define.ts";
import { messageWords, rawMessage } from "./message-words.ts";

/** Slack's answers that mean "not for this bot to see". */
const unseen = new Set([
  "channel_not_found",
  "not_in_channel",
  "user_not_found",
  "users_not_found",
  "user_not_visible",
  "message_not_found",
  "thread_not_found",
  "file_not_found",
  "file_deleted",
  "is_archived",
]);

async function nullIfUnseen<T>(question: Promise<T>): Promise<T | null> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof WebAPIPlatformError && unseen.has(error.data.error)) return null;
    throw error;
  }
}

interface SlackUser {
  id?: string;
  team_id?: string;
  name?: string;
  real_name?: string;
  deleted?: boolean;
  tz?: string;
  locale?: string;
  is_bot?: boolean;
  is_owner?: boolean;
  is_primary_owner?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  profile?: { display_name?: string; real_name?: string; email?: string };
}

/** A person as the CRM keeps them. People of another company (Slack Connect) count as guests: they get nothing. */
export function profileOf(user: SlackUser, teamId: string): Profile | null {
  if (!user.id || user.is_bot || user.id === "USLACKBOT") return null;
  const outsider = user.is_stranger === true || (user.team_id !== undefined && user.team_id !== teamId);
  return {
    slackUserId: user.id,
    name: user.profile?.real_name || user.real_name || user.profile?.display_name || user.name || user.id,
    email: user.profile?.email ?? null,
    zone: user.tz ?? null,
    locale: user.locale ?? null,
    isGuest: outsider || user.is_restricted === true || user.is_ultra_restricted === true,
    isSlackOwner: user.is_owner === true || user.is_primary_owner === true,
    deactivated: user.deleted === true,
  };
}

export function createLookup(
  client: WebClient,
  { teamId, token, fetch }: { teamId: string; token: string; fetch: typeof globalThis.fetch },
): Omit<SlackLookup, "people" | "enter" | "takesToken" | "calendar"> {
  return {
    async profile(slackUserId) {
      const found = await nullIfUnseen(client.users.info({ user: slackUserId, include_locale: true }));
      return found?.user ? profileOf(found.user as SlackUser, teamId) : null;
    },
    async channel(channelId) {
      const found = await nullIfUnseen(client.conversations.info({ channel: channelId }));
      const channel = found?.channel;
      if (!channel?.id) return null;
      return {
        id: channel.id,
        name: channel.name ?? "",
        isPrivate: channel.is_private === true || channel.is_im === true || channel.is_mpim === true,
        isExternal: channel.is_ext_shared === true || channel.is_pending_ext_shared === true,
        isMember: channel.is_member === true || channel.is_im === true,
      };
    },
    async membersOf(channelId) {
      const members: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await nullIfUnseen(
          client.conversations.members({ channel: channelId, limit: 200, ...(cursor && { cursor }) }),
        );
        if (!page) return null;
        members.push(...(page.members ?? []));
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor);
      return members;
    },
    async permalink(channelId, ts) {
      const found = await nullIfUnseen(client.chat.getPermalink({ channel: channelId, message_ts: ts }));
      return found?.permalink ?? null;
    },
    async message(channelId, ts) {
      const found = await nullIfUnseen(client.conversations.replies({ channel: channelId, ts, limit: 1 }));
      const message = found?.messages?.find((one) => one.ts === ts);
      const read = message && rawMessage.safeParse(message).data;
      if (!read) return null;
      const { text, author } = messageWords(read);
      return { text, author, authorId: read.user ?? null };
    },
    async download(fileId) {
      const found = await nullIfUnseen(client.files.info({ file: fileId }));
      const url = found?.file?.url_private_download;
      if (!url) return null;
      const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      if (!response.ok || !response.body) return null;
      return { name: found.file?.name ?? "file", bytes: response.body };
    },
  };
}
