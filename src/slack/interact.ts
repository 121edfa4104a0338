import { randomBytes } from "node:crypto";
import { v7 as newId } from "uuid";
import { noteActivity } from "../crm/access/note-activity.ts";
import { allow, type Permission } from "../crm/access/permission.ts";
import { Refusal } from "../crm/refusal.ts";
import { noteUse, type Use } from "../crm/usage/note-use.ts";
import type { Context, Surface } from "../db/context.ts";
import { type OpenTransaction, type Profile, UnknownMember, UnknownWorkspace } from "../db/open-transaction.ts";
import type { SlackLookup } from "./define.ts";
import { type Message, nothing, type Reply, say } from "./reply.ts";
import { goneMessage } from "./views/gone.ts";
import {
  databaseDownMessage,
  faultMessage,
  maybeSavedMessage,
  outsiderMessage,
  refusalMessage,
} from "./views/refusal.ts";

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
  /** of a fault that is not the database's being away: what the log has it under */
  reference: string | null;
}

/** What one interaction does, and what it needs. */
export interface Work<Gathered> {
  may: Permission | null;
  /** what Slack is asked beforehand, in the clear of any transaction */
  gather?: (() => Promise<Gathered> | Gathered) | undefined;
  run(ctx: Context, gathered: Gathered): Promise<Reply>;
  /** kept while a modal is open, with the message whose button opened it */
  responseUrl: string | null;
  message?: { channel: string; ts: string } | null;
  /** milliseconds that the transaction may take, where it has much to read */
  timeoutMs?: number | undefined;
}

export interface Adapter {
  openTransaction: OpenTransaction;
  lookup: SlackLookup;
  /** for what the database layer throws when it cannot be reached or answer in time: whether the work was saved */
  databaseLost(error: unknown): "not_saved" | "unknown" | null;
  /** something came from a workspace that is gone: whether Slack takes the token again, and it was entered again */
  cameBack(): Promise<boolean>;
  log: { error(details: object, message: string): void };
  /** told of every answer: seconds from receipt to answer */
  answered(name: string, outcome: Outcome, seconds: number): void;
  /** told after every commit that left something to be done, so that whoever does it need not wait for its next look */
  committed(left: Left): void;
}

/** What an interaction left behind for others. */
export interface Left {
  /** the outbox has something new */
  notices: boolean;
  /** what was done, as the audit log calls it */
  actions: readonly string[];
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
 * becomes a sentence and a fault an apology with a reference. Never throws.
 */
export async function interact<Gathered>(
  adapter: Adapter,
  source: InteractionSource,
  work: Work<Gathered>,
): Promise<Answer> {
  const began = performance.now();
  const left = { notices: false, actions: [] as string[] };
  const answer = await attempt(adapter, source, {
    ...work,
    run: (ctx, gathered) => work.run(noting(ctx, left), gathered),
  });
  if (answer.outcome === "answered" && (left.notices || left.actions.length > 0)) adapter.committed(left);
  adapter.answered(source.name, answer.outcome, (performance.now() - began) / 1000);
  return answer;
}

/** The same context, which also notes what it is given. */
function noting(ctx: Context, left: { notices: boolean; actions: string[] }): Context {
  return {
    ...ctx,
    audit(note) {
      left.actions.push(note.action);
      ctx.audit(note);
    },
    notify(notice) {
      left.notices = true;
      ctx.notify(notice);
    },
  };
}

async function attempt<Gathered>(adapter: Adapter, source: InteractionSource, work: Work<Gathered>): Promise<Answer> {
  const { teamId, slackUserId, key, surface, now } = source;
  const interactionId = newId();
  let decided: Answer | null = null;
  const once = (gathered: Gathered, profile?: Profile) =>
    adapter.openTransaction(
      {
        ...{ teamId, slackUserId, surface, interactionId, now },
        ...(profile && { profile }),
        ...(work.timeoutMs !== undefined && { timeout: work.timeoutMs }),
      },
      async (ctx): Promise<Answer> => {
        if (key !== null && !(await claim(ctx, key))) return ended("repeated", nothing());
        if (work.may !== null) await allow(ctx, work.may);
        const reply = await work.run(ctx, gathered);
        await noteActivity(ctx);
        if (key !== null) await noteUse(ctx, "answers");
        const { responseUrl, message = null } = work;
        const originId =
          reply.reply === "open" && responseUrl ? await keepReplyAddress(ctx, responseUrl, message) : null;
        decided = { ...ended("answered", reply), originId };
        return decided;
      },
    );
  const gatherAndRun = async (): Promise<Answer> => {
    const gathered = (await work.gather?.()) as Gathered;
    try {
      return await once(gathered);
    } catch (error) {
      if (!(error instanceof UnknownMember)) throw error;
      const profile = await adapter.lookup.profile(error.slackUserId);
      return profile ? await once(gathered, profile) : ended("refused", say(outsiderMessage()));
    }
  };
  try {
    return await gatherAndRun().catch(async (error: unknown) => {
      if (!(error instanceof UnknownWorkspace) || !(await adapter.cameBack())) throw error;
      return gatherAndRun();
    });
  } catch (error) {
    // Slack hands on what people do although it does not let Steward work there: no fault of ours, and told to them.
    if (error instanceof UnknownWorkspace) return ended("refused", say(goneMessage(source.typed)));
    if (error instanceof Refusal) {
      await countLost(adapter, source, "refusals");
      return { ...ended("refused", say(refusalMessage(error))), refusal: error };
    }
    if (error instanceof Undone) {
      await countLost(adapter, source, "refusals");
      return ended("refused", error.reply);
    }
    const reference = newReference();
    adapter.log.error({ err: error, reference, interaction: source.name, interactionId }, "An interaction failed");
    const lost = adapter.databaseLost(error);
    const saved = lost === "unknown" && decided !== null ? await wasSaved(adapter, source) : false;
    if (saved && decided) return decided;
    if (lost === null) await countLost(adapter, source, "faults");
    const fault = ended("failed", say(faultOf(lost, saved, source.typed, reference)));
    return lost === null ? { ...fault, reference } : fault;
  }
}

/**
 * What was refused or failed is counted in a transaction of its own, since the work's was undone. Never throws: the answer
 * does not depend on it.
 */
async function countLost(adapter: Adapter, source: InteractionSource, use: Use): Promise<void> {
  const { teamId, slackUserId, key, surface, now } = source;
  if (key === null || slackUserId === null) return;
  try {
    await adapter.openTransaction({ teamId, slackUserId, surface, interactionId: newId(), now }, (ctx) =>
      noteUse(ctx, use),
    );
  } catch (error) {
    if (error instanceof UnknownMember || error instanceof UnknownWorkspace) return;
    adapter.log.error({ err: error, interaction: source.name }, "A use of Steward could not be counted");
  }
}

function ended(outcome: Outcome, reply: Reply): Answer {
  return { outcome, reply, refusal: null, originId: null, reference: null };
}

/** Short enough to be read out on the telephone; the log has the fault under it. */
export function newReference(): string {
  return randomBytes(3).toString("hex");
}

function faultOf(
  lost: "not_saved" | "unknown" | null,
  saved: boolean | null,
  typed: string | null,
  reference: string,
): Message {
  if (lost === null) return faultMessage({ typed, reference });
  return saved === null ? maybeSavedMessage(typed) : databaseDownMessage(typed);
}

/**
 * The line was lost while the work was being saved, so the database is asked whether it was. Claiming the delivery's key
 * again waits for the lost transaction, should it still be under way. Null when there is still no answer.
 */
async function wasSaved(adapter: Adapter, { teamId, key, surface, now }: InteractionSource): Promise<boolean | null> {
  if (key === null) return null;
  let saved: boolean | null = null;
  try {
    await adapter.openTransaction(
      { teamId, slackUserId: null, surface, interactionId: newId(), now },
      async (ctx): Promise<void> => {
        saved = !(await claim(ctx, key));
        if (!saved) throw new Undone(nothing());
      },
    );
  } catch (error) {
    if (!(error instanceof Undone)) adapter.log.error({ err: error }, "What was saved could not be found out");
  }
  return saved;
}

/** False if this delivery was dealt with before, or is by another process at this moment and then commits. */
async function claim(ctx: Context, key: string): Promise<boolean> {
  const inserted = await ctx.tx.$executeRaw`
    INSERT INTO handled ("workspaceId", key, at) VALUES (${ctx.workspace.id}::uuid, ${key}, ${ctx.now}) ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

async function keepReplyAddress(
  ctx: Context,
  url: string,
  message: { channel: string; ts: string } | null,
): Promise<string | null> {
  if (!ctx.member) return null;
  const id = newId();
  const expiresAt = new Date(ctx.now.getTime() + replyAddressMinutes * 60_000);
  await ctx.tx.replyAddress.create({
    data: { id, workspaceId: ctx.workspace.id, memberId: ctx.member.id, url, ...message, expiresAt },
  });
  return id;
}

/** The address kept when a modal was opened, if Slack still takes it, and the message whose button opened it. */
export async function findReplyAddress(
  ctx: Context,
  id: string,
): Promise<{ url: string; channel: string | null; ts: string | null } | null> {
  return ctx.tx.replyAddress.findFirst({
    where: { id, memberId: ctx.member?.id ?? "", expiresAt: { gt: ctx.now } },
    select: { url: true, channel: true, ts: true },
  });
}
