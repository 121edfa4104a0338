import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { WebClient } from "@slack/web-api";
import { pino } from "pino";
import { parse } from "yaml";
import { enrolWorkspace } from "../../src/crm/access/enrol-workspace.ts";
import { setTriageChannel } from "../../src/crm/access/set-triage-channel.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import { setPriority } from "../../src/crm/tickets/set-priority.ts";
import { solveTicket } from "../../src/crm/tickets/solve-ticket.ts";
import { takeTicket } from "../../src/crm/tickets/take-ticket.ts";
import { priorities } from "../../src/crm/tickets/ticket.ts";
import { openClient } from "../../src/db/client.ts";
import type { Context } from "../../src/db/context.ts";
import { createKeyRing } from "../../src/db/key-ring.ts";
import { createOpenTransaction, workspaceIdOf } from "../../src/db/open-transaction.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { Crew, drained, watchPosts } from "./crew.ts";
import { type FastTime, fastClock } from "./fast-clock.ts";

export interface CardTrial {
  ownerUrl: string;
  /** the operator's key of that database */
  masterKey: Uint8Array;
  kills: number;
  tickets: number;
  /** between 0 and 1 */
  random: () => number;
}

export interface CardResult {
  /** cards that stand in the channel */
  cards: number;
  /** tickets without a card in the channel */
  lost: number;
  /** tickets with more cards than one, or with more than one reply of Steward's in their thread */
  doubled: number;
  /** cards that do not show the ticket as it is */
  outdated: string[];
  /** deliveries that are neither sent nor overtaken, by state */
  unsettled: Record<string, number>;
}

const workers = 2;
/** Begun beforehand, so that who is killed is replaced at once. */
const spares = 1;
const speed = 10;
/** A second of waiting is enough where those who died hold the lines of everybody. */
const patienceMs = 1_000;
/** Longest moment between a card's way and the kill; ms. */
const longestMoment = 40;

/**
 * Two workers post and edit cards of tickets that change all the while, and one of them is killed again and again; in the end
 * what stands in the channel is held against the tickets.
 */
export async function killCards({ ownerUrl, masterKey, kills, tickets, random }: CardTrial): Promise<CardResult> {
  const time: FastTime = { beganAt: Date.now(), speed };
  const clock = fastClock(time);
  const sandbox = await startSandbox({
    seed: {
      team: { name: "Cards", domain: "cards" },
      people: [
        {
          ...{ handle: "maya", realName: "Maya Putri", title: "", department: "support", zone: "Asia/Jakarta" },
          ...{ email: "maya@contoh.example", owner: "primary", admin: true },
        },
      ],
      channels: [{ name: "triage", topic: "", members: "everyone", withBot: true }],
    },
    manifest: parse(await readFile(new URL("../../manifest.yml", import.meta.url), "utf8")),
    delivery: "socket",
    stateFile: null,
    clock: clock.now,
    log: pino({ level: "silent" }),
    limits: "off",
  });
  const db = openClient({ url: ownerUrl, poolSize: 4, namedStatements: true });
  const open = createOpenTransaction(db.inWorkspace, createKeyRing(masterKey));
  const crew = new Crew();
  try {
    await sandbox.listen(0);
    const { teamId, botToken, botUserId } = sandbox.credentials;
    const workspaceId = workspaceIdOf(teamId);
    const maya = {
      ...{ slackUserId: sandbox.user("maya"), name: "Maya Putri", email: null, zone: "Asia/Jakarta", locale: "en-US" },
      ...{ isGuest: false, isSlackOwner: true, deactivated: false },
    };
    const facts = { teamId, name: "Cards", url: null, botUserId, people: [maya], primaryOwnerId: maya.slackUserId };
    await db.inWorkspace(workspaceId, async (tx) => {
      await enrolWorkspace(tx, facts, clock.now());
      // The welcome is no card.
      await tx.delivery.deleteMany({});
    });
    const as = <T>(run: (ctx: Context) => Promise<T>) =>
      open({ teamId, slackUserId: maya.slackUserId, surface: "job", interactionId: "trial", now: clock.now() }, run);
    await as((ctx) => setTriageChannel(ctx, { channelId: sandbox.channel("triage") }));
    const options = {
      ...{ ownerUrl, workspaceId, apiUrl: sandbox.apiUrl, botToken, time },
      masterKey: Buffer.from(masterKey).toString("base64"),
    };
    const posts = watchPosts(sandbox);
    for (let n = 0; n < workers + spares; n++) crew.begin(options);
    await crew.ready(workers);

    const opened: string[] = [];
    for (let round = 0; round < kills; round++) {
      const count = Math.floor((tickets * (round + 1)) / kills) - Math.floor((tickets * round) / kills);
      const reached = posts.after(1 + Math.floor(random() * count));
      for (let n = 0; n < count; n++)
        opened.push((await as((ctx) => openTicket(ctx, { subject: `Ticket ${opened.length}` }))).id);
      for (let n = 0; n < count; n++) await changeOne(as, opened, random);
      await Promise.race([reached, pause(patienceMs)]);
      await pause(random() * longestMoment);
      await crew.killOne(random);
      crew.begin(options);
      await crew.ready(workers);
    }
    await drained(db, workspaceId);
    const states = await as((ctx) => ctx.tx.delivery.groupBy({ by: ["state"], _count: true }));
    return {
      ...(await as((ctx) => compare(ctx, sandbox))),
      unsettled: Object.fromEntries(
        states
          .filter(({ state }) => state !== "sent" && state !== "dropped")
          .map(({ state, _count }) => [state, _count]),
      ),
    };
  } finally {
    await crew.end();
    await db.close();
    await sandbox.stop();
  }
}

type As = <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;

/** Something happens to one of the tickets, as it does all day. */
async function changeOne(as: As, opened: readonly string[], random: () => number): Promise<void> {
  const ticketId = opened[Math.floor(random() * opened.length)] ?? "";
  const drawn = random();
  await as(async (ctx) => {
    const { state } = await ctx.tx.ticket.findFirstOrThrow({ where: { id: ticketId } });
    if (state === "solved") return;
    const priority = priorities[Math.floor(random() * priorities.length)] ?? "P3";
    if (drawn < 0.2) await solveTicket(ctx, { ticketId, fix: "it was unplugged" });
    else if (drawn < 0.6) await setPriority(ctx, { ticketId, priority });
    else await takeTicket(ctx, { ticketId });
  });
}

/** Holds the channel against the tickets. What was solved before anybody saw it needs no card. */
async function compare(ctx: Context, sandbox: Sandbox): Promise<Omit<CardResult, "unsettled">> {
  const client = new WebClient(sandbox.credentials.botToken, { slackApiUrl: sandbox.apiUrl });
  const channel = sandbox.channel("triage");
  const cards = new Map<number, { ts: string; text: string; replies: number }[]>();
  let cursor: string | undefined;
  do {
    const page = await client.conversations.history({ channel, limit: 200, ...(cursor && { cursor }) });
    for (const { text = "", ts = "", reply_count: replies = 0 } of page.messages ?? []) {
      const number = Number(/^T-(\d+),/u.exec(text)?.[1]);
      cards.set(number, [...(cards.get(number) ?? []), { ts, text, replies }]);
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  const tickets = await ctx.tx.ticket.findMany({ include: { assignee: true }, orderBy: { number: "asc" } });
  const result = { cards: cards.size, lost: 0, doubled: 0, outdated: [] as string[] };
  for (const { number, priority, state, assignee } of tickets) {
    const [card, ...others] = cards.get(number) ?? [];
    if (!card) {
      if (state !== "solved") result.lost += 1;
      continue;
    }
    if (others.length > 0 || card.replies > 1) result.doubled += 1;
    const holder = state === "solved" ? "it was unplugged" : assignee ? "Maya has it" : "Nobody has it yet";
    if (!card.text.startsWith(`T-${number}, ${priority}:`) || !card.text.includes(holder))
      result.outdated.push(card.text);
  }
  return result;
}
