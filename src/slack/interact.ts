import { randomBytes } from "node:crypto";
import { v7 as newId } from "uuid";
import { allow, type Permission } from "../crm/access/permission.ts";
import { Refusal } from "../crm/refusal.ts";
import type { Context, Surface } from "../db/context.ts";
import { type OpenTransaction, type Profile, UnknownMember } from "../db/open-transaction.ts";
import type { SlackLookup } from "./define.ts";
import { nothing, type Reply, say } from "./reply.ts";
import { databaseDownMessage, faultMessage, outsiderMessage, refusalMessage } from "./views/refusal.ts";

export interface InteractionSource {
  teamId: string;
  slackUserId: string | null;
  /** Slack's own id of this delivery: a second delivery does nothing. Null where doing it twice is harmless. */
  key: string | null;
  surface: Surface;
  now: Date;
  /** what the person typed, given back to them if it could not be saved */
  typed: string | null;
  /** command or action, for the log and the metrics */
  name: string;
}

export type Outcome = "answered" | "refused" | "failed" | "repeated";

export interface Answer {
  outcome: Outcome;
  reply: Reply;
  refusal: Refusal | null;
  /** where a modal that was opened will find its way back to */
  originId: string | null;
}

export interface Adapter {
  openTransaction: OpenTransaction;
  lookup: SlackLookup;
  /** true for what the database layer throws when it cannot be reached or answer in time */
  isDatabaseDown(error: unknown): boolean;
  log: { error(details: object, message: string): void };
  /** told of every answer: seconds from receipt to answer */
  answered(name: string, outcome: Outcome, seconds: number): void;
  /** told after every commit, so that the outbox need not wait for its next look */
  committed(): void;
}

/** Undoes the transaction and answers all the same: a form that has to be mended may be sent again. */
export class Undone extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super("Undone, to be mended by the person");
    this.reply = reply;
  }
}

/** For how long Slack lets a response_url be used. */
const replyAddressMinutes = 30;

/**
 * Runs one interaction in one transaction and turns whatever comes of it into a reply: the one place where a refusal
 * becomes a sentence and a fault an apology with a reference.
 */
export async function interact(
  adapter: Adapter,
  source: InteractionSource,
  may: Permission | null,
  run: (ctx: Context) => Promise<Reply>,
  responseUrl: string | null,
): Promise<Answer> {
  const began = performance.now();
  const answer = await attempt(adapter, source, may, run, responseUrl);
  if (answer.outcome === "answered") adapter.committed();
  adapter.answered(source.name, answer.outcome, (performance.now() - began) / 1000);
  return answer;
}

async function attempt(
  adapter: Adapter,
  source: InteractionSource,
  may: Permission | null,
  run: (ctx: Context) => Promise<Reply>,
  responseUrl: string | null,
): Promise<Answer> {
  const { teamId, slackUserId, key, surface, now } = source;
  const interactionId = newId();
  const once = (profile?: Profile) =>
    adapter.openTransaction(
      { teamId, slackUserId, surface, interactionId, now, ...(profile && { profile }) },
      async (ctx): Promise<Answer> => {
        if (key !== null && !(await claim(ctx, key))) {
          return { outcome: "repeated", reply: nothing(), refusal: null, originId: null };
        }
        if (may !== null) await allow(ctx, may);
        const reply = await run(ctx);
        const originId = reply.reply === "open" && responseUrl ? await keepReplyAddress(ctx, responseUrl) : null;
        return { outcome: "answered", reply, refusal: null, originId };
      },
    );
  try {
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof UnknownMember)) throw error;
      const profile = await adapter.lookup.profile(error.slackUserId);
      if (!profile) return { outcome: "refused", reply: say(outsiderMessage()), refusal: null, originId: null };
      return await once(profile);
    }
  } catch (error) {
    if (error instanceof Refusal) {
      return { outcome: "refused", reply: say(refusalMessage(error)), refusal: error, originId: null };
    }
    if (error instanceof Undone) {
      return { outcome: "refused", reply: error.reply, refusal: null, originId: null };
    }
    const reference = randomBytes(3).toString("hex");
    adapter.log.error({ err: error, reference, interaction: source.name, interactionId }, "An interaction failed");
    const message = adapter.isDatabaseDown(error)
      ? databaseDownMessage(source.typed)
      : faultMessage({ typed: source.typed, reference });
    return { outcome: "failed", reply: say(message), refusal: null, originId: null };
  }
}

/** False if this delivery was dealt with before, or is by another process at this moment and then commits. */
async function claim(ctx: Context, key: string): Promise<boolean> {
  const inserted = await ctx.tx.$executeRaw`
    INSERT INTO handled ("workspaceId", key, at) VALUES (${ctx.workspace.id}::uuid, ${key}, ${ctx.now}) ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

async function keepReplyAddress(ctx: Context, url: string): Promise<string | null> {
  if (!ctx.member) return null;
  const id = newId();
  const expiresAt = new Date(ctx.now.getTime() + replyAddressMinutes * 60_000);
  await ctx.tx.replyAddress.create({
    data: { id, workspaceId: ctx.workspace.id, memberId: ctx.member.id, url, expiresAt },
  });
  return id;
}

/** The address kept when a modal was opened, if Slack still takes it. */
export async function findReplyAddress(ctx: Context, id: string): Promise<string | null> {
  const address = await ctx.tx.replyAddress.findFirst({
    where: { id, memberId: ctx.member?.id ?? "", expiresAt: { gt: ctx.now } },
  });
  return address?.url ?? null;
}
