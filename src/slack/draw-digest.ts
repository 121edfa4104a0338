import { may, type Permission } from "../crm/access/permission.ts";
import { readTaken } from "../crm/attention/held.ts";
import { type Digest, findDigest, findDigestAt } from "../crm/digest/find-digest.ts";
import { sumOfDigest } from "../crm/digest/fold-digest.ts";
import type { Context } from "../db/context.ts";
import type { NoticeRenderer } from "./define-notice.ts";
import { type Message, type Reply, replace } from "./reply.ts";
import { digestMessage } from "./views/digest.ts";
import { foldedMessage } from "./views/digest-fold.ts";
import { restWaitedMessage } from "./views/digest-held.ts";

/** Every notice by its kind: what was held back is shown as its own notice says it. */
type NoticesByKind = ReadonlyMap<string, NoticeRenderer>;

/** A digest as it is now; null when nothing of it has anything to say any more. One that is folded up stays so. */
export async function drawDigest(ctx: Context, kinds: NoticesByKind, digestId: string): Promise<DrawnDigest | null> {
  const digest = await findDigest(ctx, digestId);
  if (!digest) return null;
  const { zone, folded } = digest;
  const reader = { zone, now: ctx.now };
  if (folded) return { message: foldedMessage(sumOfDigest(digest), digest.day, reader), folded };
  const held = await drawHeld(ctx, kinds, digest);
  const { tasks, tickets, quiet, queue, confirmation } = digest;
  const things = held.length + tasks.length + tickets.length + quiet.length;
  if (things === 0 && queue === null && confirmation === null) return null;
  return { message: digestMessage(digest, held, reader, ctx.workspace), folded };
}

interface DrawnDigest {
  message: Message;
  /** it is one line now: what comes of a press is said beneath */
  folded: boolean;
}

/** What waited for a digest and had no room in it. @param from counts from 0 */
export async function drawRestOfHeld(
  ctx: Context,
  kinds: NoticesByKind,
  { digestId, from }: { digestId: string; from: number },
): Promise<Message> {
  const digest = await findDigest(ctx, digestId);
  return restWaitedMessage(digest ? (await drawHeld(ctx, kinds, digest)).slice(from) : []);
}

async function drawHeld(ctx: Context, kinds: NoticesByKind, digest: Digest): Promise<Message[]> {
  const held: Message[] = [];
  for (const { kind, payload } of await readTaken(ctx, digest.heldIds)) {
    const notice = kinds.get(kind);
    const read = notice?.payload.safeParse(payload);
    const message = notice && read?.success ? await notice.render(ctx, read.data, digest.slackUserId) : null;
    if (message) held.push(message);
  }
  return held;
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
 * there instead is said beneath: of a folded one, as an old screen may still show it whole, all of it. Anything else is
 * answered as it is.
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
  const drawn = digestId && (await drawDigest(ctx, kinds(), digestId));
  if (!drawn) return reply;
  const isShown = reply.reply === "nothing" || (shownInDigest.test(id) && !drawn.folded);
  return replace(drawn.message, ...(isShown ? [] : [reply.message, ...(reply.then ?? [])]));
}
