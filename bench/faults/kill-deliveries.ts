import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { WebClient } from "@slack/web-api";
import { pino } from "pino";
import { parse } from "yaml";
import { enrolWorkspace } from "../../src/crm/access/enrol-workspace.ts";
import { type Client, openClient } from "../../src/db/client.ts";
import { createKeyRing } from "../../src/db/key-ring.ts";
import { createOpenTransaction, type Profile, workspaceIdOf } from "../../src/db/open-transaction.ts";
import type { ApiFault } from "../../src/sandbox/faults.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { WorkspaceSeed } from "../../src/sandbox/workspace-seed.ts";
import { Crew, drained, watchPosts } from "./crew.ts";
import { type FastTime, fastClock } from "./fast-clock.ts";

const manifestFile = new URL("../../manifest.yml", import.meta.url);

export interface KillTrial {
  ownerUrl: string;
  /** the operator's key of that database */
  masterKey: Uint8Array;
  kills: number;
  messages: number;
  /** between 0 and 1 */
  random: () => number;
  tell(text: string): void;
}

export interface KillResult {
  kills: number;
  messages: number;
  /** messages that are nowhere in the workspace */
  lost: number;
  /** messages that stand there more than once */
  doubled: number;
  /** conversations in which a message stands before an earlier one */
  outOfOrder: number;
  /** deliveries that are not settled as sent, by state */
  unsettled: Record<string, number>;
  /** faults of the Web API that struck, by kind */
  faults: Record<string, number>;
  seconds: number;
}

const people = 20;
const workers = 2;
/** Begun beforehand, so that who is killed is replaced at once. */
const spares = 1;
const speed = 10;
/** A second of waiting is enough where those who died hold the lines of everybody. */
const patienceMs = 1_000;
/** Longest moment between a message's way and the kill; ms. */
const longestMoment = 25;

/** What Slack does meanwhile, one a round. */
const faults: readonly ApiFault[] = [
  { kind: "rate_limited", retryAfter: 2 },
  { kind: "status", status: 503 },
  { kind: "error", error: "internal_error" },
  { kind: "reset", when: "before" },
  { kind: "reset", when: "after" },
  { kind: "delay", milliseconds: 200 },
  { kind: "hang" },
];

/**
 * Two workers deliver while one of them is killed again and again, at a moment drawn by lot, and Slack has troubles of its
 * own; in the end what stands in the local workspace is counted, message by message.
 */
export async function killDeliveries({
  ownerUrl,
  masterKey,
  kills,
  messages,
  random,
  tell,
}: KillTrial): Promise<KillResult> {
  const began = performance.now();
  const time: FastTime = { beganAt: Date.now(), speed };
  const clock = fastClock(time);
  const sandbox = await startSandbox({
    seed: crowd(),
    manifest: parse(await readFile(manifestFile, "utf8")),
    delivery: "socket",
    stateFile: null,
    clock: clock.now,
    log: pino({ level: "silent" }),
    limits: "off",
  });
  const db = openClient({ url: ownerUrl, poolSize: 4, namedStatements: true });
  const crew = new Crew();
  try {
    await sandbox.listen(0);
    const { teamId, botToken } = sandbox.credentials;
    const workspaceId = workspaceIdOf(teamId);
    await enrol(db, sandbox, clock.now());
    const leave = await prepareToLeave(db, sandbox, { masterKey, now: clock.now });
    const options = {
      ownerUrl,
      workspaceId,
      apiUrl: sandbox.apiUrl,
      botToken,
      time,
      masterKey: Buffer.from(masterKey).toString("base64"),
    };
    const posts = watchPosts(sandbox);
    for (let n = 0; n < workers + spares; n++) crew.begin(options);
    await crew.ready(workers);

    const struck: { kind: string; struck: number }[] = [];
    for (let round = 0; round < kills; round++) {
      const count = Math.floor((messages * (round + 1)) / kills) - Math.floor((messages * round) / kills);
      const fault = faults[Math.floor(random() * faults.length)] ?? faults[0];
      if (fault) {
        const ordered = sandbox.faults.api(fault, { method: "chat.postMessage" });
        struck.push({
          kind: fault.kind,
          get struck() {
            return ordered.struck;
          },
        });
      }
      const reached = posts.after(Math.floor(random() * (count + 1)));
      await leave(count);
      await Promise.race([reached, pause(patienceMs)]);
      await pause(random() * longestMoment);
      await crew.killOne(random);
      crew.begin(options);
      await crew.ready(workers);
      if ((round + 1) % 100 === 0) tell(`${round + 1} kills`);
    }
    await drained(db, workspaceId);
    const counted = await countMessages(db, sandbox, workspaceId);
    return {
      ...{ kills, messages, ...counted },
      faults: sums(struck.map((one) => [one.kind, one.struck])),
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    await crew.end();
    await db.close();
    await sandbox.stop();
  }
}

function crowd(): WorkspaceSeed {
  const each = Array.from({ length: people }, (_, n) => ({
    ...{ handle: `p${n}`, realName: `Person ${n}`, title: "", department: "sales", zone: "Asia/Jakarta" },
    email: `p${n}@contoh.example`,
    ...(n === 0 && { owner: "primary" as const, admin: true }),
  }));
  return {
    team: { name: "Kills", domain: "kills" },
    people: each,
    channels: [{ name: "general", topic: "", members: "everyone" }],
  };
}

const handles = Array.from({ length: people }, (_, n) => `p${n}`);

async function enrol(db: Client, sandbox: Sandbox, now: Date): Promise<void> {
  const { teamId } = sandbox.credentials;
  const profiles = handles.map(
    (handle, n): Profile => ({
      ...{ slackUserId: sandbox.user(handle), name: `Person ${n}`, email: null, zone: "Asia/Jakarta", locale: "en-US" },
      ...{ isGuest: false, isSlackOwner: n === 0, deactivated: false },
    }),
  );
  const facts = {
    ...{ teamId, name: "Kills", url: null, botUserId: "UBOT", people: profiles },
    primaryOwnerId: sandbox.user("p0"),
  };
  await db.inWorkspace(workspaceIdOf(teamId), async (tx) => {
    await enrolWorkspace(tx, facts, now);
    // The welcome is no message of the trial's.
    await tx.delivery.deleteMany({});
  });
}

/** Leaves notices as use cases do, in one transaction for each person drawn: somebody asks for access. */
async function prepareToLeave(
  db: Client,
  sandbox: Sandbox,
  { masterKey, now }: { masterKey: Uint8Array; now: () => Date },
): Promise<(count: number) => Promise<void>> {
  const { teamId } = sandbox.credentials;
  const open = createOpenTransaction(db.inWorkspace, createKeyRing(masterKey));
  const as = { teamId, surface: "job" as const, interactionId: "trial" };
  const members = await open({ ...as, slackUserId: sandbox.user("p0"), now: now() }, async ({ tx, workspace }) => {
    for (const [n, handle] of handles.entries()) {
      const slackUserId = sandbox.user(handle);
      if ((await tx.member.count({ where: { slackUserId } })) > 0) continue;
      await tx.member.create({
        data: {
          ...{ id: crypto.randomUUID(), workspaceId: workspace.id, slackUserId, name: `Person ${n}` },
          ...{ zone: "Asia/Jakarta", locale: "en-US", createdAt: now() },
        },
      });
    }
    return tx.member.findMany({ select: { id: true, slackUserId: true } });
  });
  let next = 0;
  return async (count) => {
    for (let n = 0; n < count; n++) {
      const [to, about] = [members[next % members.length], members[(next + 1) % members.length]];
      next += 1;
      if (!to || !about) throw new Error("Nobody is there");
      await open({ ...as, slackUserId: null, now: now() }, async (ctx) =>
        ctx.notify({ kind: "access-asked", recipient: to.slackUserId, payload: { memberId: about.id } }),
      );
    }
  };
}

type Counted = Pick<KillResult, "lost" | "doubled" | "outOfOrder" | "unsettled">;

async function countMessages(db: Client, sandbox: Sandbox, workspaceId: string): Promise<Counted> {
  const rows = await db.inWorkspace(workspaceId, (tx) =>
    tx.delivery.findMany({ orderBy: { id: "asc" }, select: { id: true, recipient: true, state: true } }),
  );
  const client = new WebClient(sandbox.credentials.botToken, { slackApiUrl: sandbox.apiUrl });
  const byRecipient = Map.groupBy(rows, ({ recipient }) => recipient);
  const counted: Counted = { lost: 0, doubled: 0, outOfOrder: 0, unsettled: {} };
  for (const [recipient, left] of byRecipient) {
    const stands = await deliveriesIn(client, recipient);
    const times = (id: string) => stands.filter((one) => one === id).length;
    counted.lost += left.filter(({ id }) => times(id) === 0).length;
    counted.doubled += left.filter(({ id }) => times(id) > 1).length;
    if (stands.join() !== stands.toSorted().join()) counted.outOfOrder += 1;
  }
  counted.unsettled = sums(rows.filter(({ state }) => state !== "sent").map(({ state }) => [state, 1]));
  return counted;
}

/** The ids of deliveries whose messages stand in a person's conversation, the oldest first. */
async function deliveriesIn(client: WebClient, user: string): Promise<string[]> {
  const { channel } = await client.conversations.open({ users: user });
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.conversations.history({
      ...{ channel: channel?.id ?? "", include_all_metadata: true, limit: 200 },
      ...(cursor && { cursor }),
    });
    for (const { metadata } of page.messages ?? []) {
      const id = (metadata?.event_payload as { delivery_id?: string } | undefined)?.delivery_id;
      if (id) found.push(id);
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return found.reverse();
}

function sums(pairs: readonly (readonly [string, number])[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [name, count] of pairs) if (count > 0) total[name] = (total[name] ?? 0) + count;
  return total;
}
