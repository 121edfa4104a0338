import { v7 as newId } from "uuid";
import { describe, expect, it } from "vitest";
import { removeExpired } from "../../../src/crm/retention/remove-expired.ts";
import type { Context } from "../../../src/db/context.ts";
import { createOpenTransaction } from "../../../src/db/open-transaction.ts";
import { testClient } from "../../support/database.ts";
import { installWorkspace } from "../../support/install-workspace.ts";
import { testKeyRing } from "../../support/key-ring.ts";

const db = testClient();
const openTransaction = createOpenTransaction(db.inWorkspace, testKeyRing);
const now = new Date("2026-11-22T03:10:00Z");
const ago = (days: number, ms = 0) => new Date(now.getTime() - days * 86_400_000 - ms);

/** One row of each kind that is just old enough to go, and one that is not. */
async function fill(ctx: Context): Promise<void> {
  const { tx, workspace } = ctx;
  const workspaceId = workspace.id;
  const memberId = newId();
  const pair = <T>(row: (old: boolean) => T): T[] => [row(true), row(false)];
  await tx.handled.createMany({
    data: pair((old) => ({ workspaceId, key: old ? "old" : "new", at: ago(2, old ? 1 : 0) })),
  });
  await tx.replyAddress.createMany({
    data: pair((old) => ({ id: newId(), workspaceId, memberId, url: "https://x", expiresAt: ago(0, old ? 1 : 0) })),
  });
  await tx.draft.createMany({
    data: pair((old) => ({
      id: newId(),
      workspaceId,
      memberId,
      text: "budi",
      entry: {},
      createdAt: ago(30, old ? 1 : 0),
    })),
  });
  const delivery = (state: string, createdAt: Date, settledAt: Date | null) => ({
    id: newId(),
    workspaceId,
    kind: "test",
    payload: {},
    recipient: "U1",
    state,
    nextAttemptAt: createdAt,
    createdAt,
    settledAt,
  });
  await tx.delivery.createMany({
    data: [
      delivery("sent", ago(91), ago(90, 1)),
      delivery("failed", ago(100), ago(99)),
      delivery("sent", ago(91), ago(90)),
      delivery("pending", ago(200), null),
    ],
  });
  await tx.jobSlot.createMany({
    data: ["done", "running"].flatMap((state) =>
      pair((old) => ({ workspaceId, job: state, slot: ago(90, old ? 1 : 0), state, startedAt: now, leaseUntil: now })),
    ),
  });
  await tx.rate.createMany({
    data: pair((old) => ({ workspaceId, channel: old ? "C1" : "C2", nextAt: ago(1, old ? 1 : 0) })),
  });
  const zone = "Asia/Jakarta";
  await tx.member.create({
    data: { id: memberId, workspaceId, slackUserId: "U1", name: "Maya", zone, locale: "en", createdAt: now },
  });
  await tx.digest.createMany({
    data: pair((old) => ({
      ...{ id: newId(), workspaceId, memberId, day: ago(old ? 60 : 59), createdAt: ago(60, old ? 1 : 0) },
      ...{ taskIds: [], ticketIds: [], heldIds: [], pointIds: [], skippedIds: [] },
    })),
  });
  const dayAgo = (days: number) => new Date(`${ago(days).toISOString().slice(0, 10)}T00:00:00Z`);
  await tx.usageTry.createMany({ data: pair((old) => ({ workspaceId, memberId, day: dayAgo(old ? 101 : 99) })) });
  await tx.usagePreview.createMany({
    data: pair((old) => ({ workspaceId, memberId, week: dayAgo(old ? 101 : 99), leftAt: now })),
  });
  await tx.usageGap.createMany({
    data: pair((old) => ({
      ...{ id: newId(), workspaceId, memberId, fromDay: dayAgo(500), days: 5, cause: "away", foundAt: ago(490) },
      ...{ checkedAt: ago(400), endedAt: ago(400, old ? 1 : 0) },
    })),
  });
  const counted = { confirmed: 1, ageing: 0, never: 0, suspended: 0, missing: 0, value: 0, valueAtStake: 0 };
  await tx.freshnessDay.createMany({
    data: pair((old) => ({
      ...{ id: newId(), workspaceId, day: dayAgo(old ? 401 : 399), field: "any", takenAt: now },
      ...{ ...counted, reconfirmed: 0, changed: 0 },
    })),
  });
  await tx.freshnessHandout.createMany({
    data: pair((old) => ({ workspaceId, day: dayAgo(old ? 401 : 399), byId: memberId, at: now, owners: 1 })),
  });
  const keys = { searchKey: "ana", nameKey: "ana", stage: "lead", source: "typed" };
  for (const old of [true, false]) {
    const contactId = newId();
    await tx.contact.create({ data: { id: contactId, workspaceId, name: "Ana", ...keys, createdAt: ago(200) } });
    await tx.freshnessAsk.create({
      data: { workspaceId, contactId, askedById: memberId, askedAt: ago(100, old ? 1 : 0) },
    });
  }
}

describe("removeExpired", () => {
  const asSteward = (teamId: string) =>
    ({ teamId, slackUserId: null, surface: "job", interactionId: "retention", now }) as const;

  it("removes what has served its time to the millisecond, says how much, and leaves an entry", async () => {
    const { id, teamId } = await installWorkspace(db);
    await openTransaction(asSteward(teamId), fill);
    const removed = await openTransaction(asSteward(teamId), removeExpired);
    expect(removed).toEqual({
      ...{ handledEvents: 1, replyAddresses: 1, drafts: 1, deliveries: 2, digests: 1, jobRuns: 1, rates: 1 },
      ...{ usageTries: 1, usagePreviews: 1, usageGaps: 1, freshnessDays: 1, freshnessHandouts: 1, freshnessAsks: 1 },
    });
    await db.inWorkspace(id, async (tx) => {
      expect(await tx.handled.findMany()).toMatchObject([{ key: "new" }]);
      expect(await tx.replyAddress.count()).toBe(1);
      expect(await tx.draft.count()).toBe(1);
      expect((await tx.delivery.findMany({ orderBy: { state: "asc" } })).map(({ state }) => state)).toEqual([
        "pending",
        "sent",
      ]);
      expect(await tx.jobSlot.count()).toBe(3);
      expect(await tx.rate.findMany()).toMatchObject([{ channel: "C2" }]);
      expect(await tx.freshnessDay.count()).toBe(1);
      expect(await tx.freshnessAsk.findMany()).toMatchObject([{ askedAt: ago(100) }]);
      expect(await tx.auditEntry.findMany()).toMatchObject([
        { action: "retention.removed", surface: "job", actorId: null, subjectId: id, after: removed },
      ]);
    });
  });

  it("removes nothing a second time and leaves no entry about nothing", async () => {
    const { id, teamId } = await installWorkspace(db);
    await openTransaction(asSteward(teamId), fill);
    await openTransaction(asSteward(teamId), removeExpired);
    const again = await openTransaction(asSteward(teamId), removeExpired);
    expect(Object.values(again).every((count) => count === 0)).toBe(true);
    expect(await db.inWorkspace(id, (tx) => tx.auditEntry.count())).toBe(1);
  });

  it("touches no other workspace's", async () => {
    const [one, other] = [await installWorkspace(db), await installWorkspace(db)];
    await openTransaction(asSteward(other.teamId), fill);
    const removed = await openTransaction(asSteward(one.teamId), removeExpired);
    expect(Object.values(removed).every((count) => count === 0)).toBe(true);
    expect(await db.inWorkspace(other.id, (tx) => tx.delivery.count())).toBe(4);
  });
});
