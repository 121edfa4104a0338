import type { Context } from "../db/context.ts";
import { type OpenTransaction, UnknownWorkspace, workspaceIdOf } from "../db/open-transaction.ts";
import type { EventHandler } from "./define.ts";
import { type InteractionSource, interact } from "./interact.ts";
import type { EventBody, Kit } from "./kit.ts";

/** After so many tries an event is left where it is, for a person to look at. */
const mostAttempts = 5;
/** An event that its own process has not finished by then was orphaned. */
const orphanedAfterMs = 60_000;

/** Keeps what happened before Slack is told that it arrived: Bolt acknowledges an event before anything has run. */
export async function keepEvent(openTransaction: OpenTransaction, body: EventBody, now: Date): Promise<void> {
  try {
    await openTransaction(systemInteraction(body.team_id, now), async (ctx) => {
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
  } catch (error) {
    // An event of a workspace that left: nobody is waiting for it, and Slack would send it three times more.
    if (!(error instanceof UnknownWorkspace)) throw error;
  }
}

function systemInteraction(teamId: string, now: Date) {
  return { teamId, slackUserId: null, surface: "slack-event" as const, interactionId: workspaceIdOf(teamId), now };
}

/** Deals with one event and strikes it from the inbox in the same transaction: it takes effect once or not yet. */
export async function handleEvent(kit: Kit, body: EventBody): Promise<void> {
  const handler = kit.registry.events.get(body.event.type);
  const payload = handler?.payload.safeParse(body.event);
  const concerned =
    handler && payload?.success && (handler.concerns?.(payload.data, { userId: kit.bot.userId }) ?? true);
  if (!handler || !payload?.success || !concerned) return strike(kit, body);
  const slackUserId = handler.actor(payload.data);
  const source: InteractionSource = {
    teamId: body.team_id,
    slackUserId,
    key: `event:${body.event_id}`,
    surface: "slack-event",
    now: kit.clock(),
    typed: typeof body.event["text"] === "string" ? body.event["text"] : null,
    name: body.event.type,
  };
  const answer = await runEvent(kit, handler, payload.data, source, body);
  if (answer.outcome === "failed") return countAttempt(kit, body);
  if (answer.outcome !== "answered") await strike(kit, body);
  if (slackUserId === null && answer.reply.reply !== "home") return;
  await kit.performer.perform(answer.reply, answer.originId, {
    slackUserId: slackUserId ?? "",
    triggerId: null,
    responseUrl: null,
    threadTs: null,
    place: "conversation",
    view: null,
    typed: null,
  });
}

async function runEvent(kit: Kit, handler: EventHandler, payload: unknown, source: InteractionSource, body: EventBody) {
  const gathered = await handler.gather?.(kit.adapter.lookup, payload);
  return interact(
    kit.adapter,
    source,
    null,
    async (ctx) => {
      const reply = await handler.run(ctx, payload, gathered);
      await remove(ctx, body.event_id);
      return reply;
    },
    null,
  );
}

async function remove(ctx: Context, eventId: string): Promise<void> {
  await ctx.tx.inboxEvent.deleteMany({ where: { eventId } });
}

async function strike(kit: Kit, body: EventBody): Promise<void> {
  await kit.adapter.openTransaction(systemInteraction(body.team_id, kit.clock()), (ctx) => remove(ctx, body.event_id));
}

async function countAttempt(kit: Kit, body: EventBody): Promise<void> {
  await kit.adapter.openTransaction(systemInteraction(body.team_id, kit.clock()), async (ctx) => {
    await ctx.tx.inboxEvent.updateMany({ where: { eventId: body.event_id }, data: { attempts: { increment: 1 } } });
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
  for (const orphan of orphans) await handleEvent(kit, orphan.body as unknown as EventBody);
  return orphans.length;
}
