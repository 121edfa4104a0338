import { may, type Permission } from "../crm/access/permission.ts";
import { readTaken } from "../crm/attention/held.ts";
import { findDigest, findDigestAt } from "../crm/digest/find-digest.ts";
import type { Context } from "../db/context.ts";
import type { NoticeRenderer } from "./define-notice.ts";
import { type Message, type Reply, replace } from "./reply.ts";
import { digestMessage } from "./views/digest.ts";

/** Every notice by its kind: what was held back is shown as its own notice says it. */
type NoticesByKind = ReadonlyMap<string, NoticeRenderer>;

/** A digest as it is now; null when nothing of it has anything to say any more. */
export async function drawDigest(ctx: Context, kinds: NoticesByKind, digestId: string): Promise<Message | null> {
  const digest = await findDigest(ctx, digestId);
  if (!digest) return null;
  const held: Message[] = [];
  for (const { kind, payload } of await readTaken(ctx, digest.heldIds)) {
    const notice = kinds.get(kind);
    const read = notice?.payload.safeParse(payload);
    const message = notice && read?.success ? await notice.render(ctx, read.data, digest.slackUserId) : null;
    if (message) held.push(message);
  }
  if (held.length + digest.tasks.length + digest.tickets.length === 0 && digest.confirmation === null) return null;
  return digestMessage(digest, held, { zone: digest.zone, now: ctx.now });
}

/** What was pressed or sent, and where: the message, or the one whose button opened the form. */
export interface Pressed {
  /** of the action or the form */
  id: string;
  may: Permission | null;
  channelId: string | null;
  messageTs: string | null;
}

/** What of a digest shows by itself what came of a press: the answer would say it twice. */
const shownInDigest = /^(?:task|give-task|digest)(?:\.|$)/u;

/**
 * The answer to something pressed in a digest: the digest as it is then stays in its place, and whatever would have stood
 * there instead is said beneath. Anything else is answered as it is.
 */
export async function withinDigest(
  ctx: Context,
  kinds: () => NoticesByKind,
  { id, may: needed, channelId, messageTs }: Pressed,
  reply: Reply,
): Promise<Reply> {
  const writes = needed?.endsWith(":write") ?? false;
  if (!writes || channelId === null || messageTs === null || !may(ctx.member, "customers:read")) return reply;
  if (reply.reply !== "replace" && reply.reply !== "say" && reply.reply !== "nothing") return reply;
  const digestId = await findDigestAt(ctx, { channel: channelId, ts: messageTs });
  const message = digestId && (await drawDigest(ctx, kinds(), digestId));
  if (!message) return reply;
  const said = reply.reply === "nothing" || shownInDigest.test(id) ? [] : [reply.message, ...(reply.then ?? [])];
  return replace(message, ...said);
}
