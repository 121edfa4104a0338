import { z } from "zod";
import type { Context } from "../db/context.ts";
import { type OpenTransaction, UnknownWorkspace, workspaceIdOf } from "../db/open-transaction.ts";
import type { EventHandler } from "./define.ts";
import { type Answer, type InteractionSource, interact } from "./interact.ts";
import type { EventBody, Kit } from "./kit.ts";
import { type Message, type Reply, say } from "./reply.ts";
import { kitText } from "./views/kit.text.ts";
import { openDmBlock } from "./views/open-dm.ts";
import { sentenceMessage } from "./views/sentence-message.ts";

/** After so many tries an event is left where it is, for a person to look at. */
const mostAttempts = 5;
/** An event that its own process has not finished by then was orphaned. */
const orphanedAfterMs = 60_000;

/** Keeps what happened before Slack is told that it arrived: Bolt acknowledges an event before anything has run. */
export async function keepEvent(
  openTransaction: OpenTransaction,
  body: EventBody,
  { now, cameBack }: { now: Date; cameBack(): Promise<boolean> },
): Promise<void> {
  const keep = () =>
    openTransaction(systemInteraction(body.team_id, now), async (ctx) => {
      await ctx.tx.inboxEvent.createMany({
        data: [
          {
            workspaceId: ctx.workspace.id,
            eventId: body.event_id,
            body: JSON.parse(JSON.stringify(body)),
            receivedAt: now,
          },
        ],
        skipDuplicates: true,
      });
    });
  try {
    await keep();
  } catch (error) {
    if (!(error instanceof UnknownWorkspace)) throw error;
    // An event of a workspace that left: nobody is waiting for it, and Slack would send it three times more. Unless Steward was
    // installed there again, which an event is the first sign of.
    if (await cameBack()) await keep();
  }
}

function systemInteraction(teamId: string, now: Date) {
  return { teamId, slackUserId: null, surface: "slack-event" as const, interactionId: workspaceIdOf(teamId), now };
}

/** Events whose senders were told that they could not be kept: Slack sends each three times more. */
const told = new Set<string>();
const mostTold = 1000;

/** Tells whoever waits for an answer that there will be none before the records can be reached again. */
export async function tellNotKept(kit: Kit, body: EventBody): Promise<void> {
  const happened = readEvent(kit, body);
  const slackUserId = happened?.handler.actor(happened.payload) ?? null;
  if (slackUserId === null || told.has(body.event_id)) return;
  if (told.size >= mostTold) told.clear();
  told.add(body.event_id);
  await kit.performer.sayDirectly(slackUserId, sentenceMessage(kitText.notKept()));
}

const eventBody = z.looseObject({
  type: z.literal("event_callback"),
  team_id: z.string(),
  event_id: z.string(),
  event: z.looseObject({ type: z.string() }),
});

/** What Slack sent, if it is an event at all. */
export function readEventBody(body: unknown): EventBody | null {
  return eventBody.safeParse(body).data ?? null;
}

/** An event with who deals with it; null when it concerns nobody: Steward's own messages, edits, kinds not asked for. */
export function readEvent(kit: Kit, { event }: EventBody): { handler: EventHandler; payload: unknown } | null {
  for (const handler of kit.registry.events.get(event.type) ?? []) {
    const payload = handler.payload.safeParse(event);
    if (payload.success && (handler.concerns?.(payload.data, kit.bot) ?? true))
      return { handler, payload: payload.data };
  }
  return null;
}

/** Deals with one event and strikes it from the inbox in the same transaction: it takes effect once or not yet. */
export async function handleEvent(kit: Kit, body: EventBody): Promise<void> {
  const happened = readEvent(kit, body);
  if (!happened) {
    await strike(kit, body);
    return;
  }
  const { handler, payload } = happened;
  const slackUserId = handler.actor(payload);
  const source: InteractionSource = {
    teamId: body.team_id,
    slackUserId,
    key: `event:${body.event_id}`,
    surface: "slack-event",
    now: kit.clock(),
    typed: typeof body.event["text"] === "string" ? body.event["text"] : null,
    name: body.event.type,
  };
  const answer = await interact(kit.adapter, source, {
    may: null,
    gather: () => handler.gather?.(kit.adapter.lookup, payload),
    async run(ctx, gathered) {
      const reply = await handler.run(ctx, payload, gathered, kit.registry.commands);
      await remove(ctx, body.event_id);
      return reply;
    },
    responseUrl: null,
  });
  if (answer.outcome === "failed") return answerFailure(kit, body, source, answer);
  if (answer.outcome !== "answered" && !(await strike(kit, body))) return;
  if (slackUserId === null && answer.reply.reply !== "home") return;
  const whispered = handler.place?.(payload) ?? null;
  const reply = whispered && answer.refusal ? withWayToDm(kit, answer.reply) : answer.reply;
  await kit.performer.perform(reply, answer.originId, {
    slackUserId: slackUserId ?? "",
    triggerId: null,
    responseUrl: null,
    threadTs: null,
    whispered,
    place: "conversation",
    view: null,
    from: { used: "event" },
  });
}

/** What cannot be had among others is asked for between the two. */
function withWayToDm({ bot }: Kit, reply: Reply): Reply {
  if (reply.reply !== "say") return reply;
  const { text, blocks } = reply.message;
  return say({ text, blocks: [...blocks, openDmBlock(bot)] });
}

/** It is taken up again, so whoever waits for an answer is told once that it will come, and at last that it will not. */
async function answerFailure(kit: Kit, body: EventBody, source: InteractionSource, answer: Answer): Promise<void> {
  const attempts = await countAttempt(kit, body).catch((error: unknown) => {
    kit.log.warn({ err: error, event: source.name }, "A failed attempt could not be counted");
    return 1;
  });
  if (source.slackUserId === null || (attempts > 1 && attempts < mostAttempts)) return;
  const givenUp = attempts >= mostAttempts && answer.reply.reply === "say";
  const message = givenUp ? (answer.reply as { message: Message }).message : sentenceMessage(kitText.kept());
  await kit.performer.sayDirectly(source.slackUserId, message);
}

async function remove(ctx: Context, eventId: string): Promise<void> {
  await ctx.tx.inboxEvent.deleteMany({ where: { eventId } });
}

/** False where Slack has taken Steward out: what it kept of the event stays until Steward is installed again, or goes with the rest. */
async function strike(kit: Kit, body: EventBody): Promise<boolean> {
  try {
    await kit.adapter.openTransaction(systemInteraction(body.team_id, kit.clock()), (ctx) =>
      remove(ctx, body.event_id),
    );
    return true;
  } catch (error) {
    if (error instanceof UnknownWorkspace) return false;
    throw error;
  }
}

/** How often it has been tried by now. */
async function countAttempt(kit: Kit, body: EventBody): Promise<number> {
  return kit.adapter.openTransaction(systemInteraction(body.team_id, kit.clock()), async (ctx) => {
    const where = { eventId: body.event_id };
    await ctx.tx.inboxEvent.updateMany({ where, data: { attempts: { increment: 1 } } });
    const event = await ctx.tx.inboxEvent.findFirst({ where, select: { attempts: true } });
    return event?.attempts ?? 1;
  });
}

/** Takes up what a process that died had received: at the start, and every minute. */
export async function sweepInbox(kit: Kit): Promise<number> {
  const now = kit.clock();
  const orphans = await kit.adapter.openTransaction(systemInteraction(kit.bot.teamId, now), (ctx) =>
    ctx.tx.inboxEvent.findMany({
      where: { receivedAt: { lt: new Date(now.getTime() - orphanedAfterMs) }, attempts: { lt: mostAttempts } },
      orderBy: { receivedAt: "asc" },
      take: 100,
    }),
  );
  for (const { body, eventId } of orphans) {
    try {
      await handleEvent(kit, body as unknown as EventBody);
    } catch (error) {
      kit.log.error({ err: error, eventId }, "An event that was kept could not be handled");
    }
  }
  return orphans.length;
}
