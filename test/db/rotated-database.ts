import { join } from "node:path";
import { pino } from "pino";
import { v7 as newId } from "uuid";
import { onTestFinished } from "vitest";
import { enrolWorkspace } from "../../src/crm/access/enrol-workspace.ts";
import { verifyAudit } from "../../src/crm/audits/verify-audit.ts";
import { type Client, openClient } from "../../src/db/client.ts";
import type { Context } from "../../src/db/context.ts";
import { createKeyRing, type KeyRing, newDataKey } from "../../src/db/key-ring.ts";
import { migrate } from "../../src/db/migrate.ts";
import { createOpenTransaction, workspaceIdOf } from "../../src/db/open-transaction.ts";
import { keyPlace } from "../../src/db/person-keys.ts";
import { rotateKeys } from "../../src/db/rotate-keys.ts";
import { dewi, maya } from "../crm/access/enrolled-workspace.ts";
import { newDatabase } from "../support/database.ts";

const migrations = join(import.meta.dirname, "..", "..", "prisma", "migrations");

export const oldKey = Buffer.alloc(32, "the key before");
export const newKey = Buffer.alloc(32, "the key to come");
export const oldRing = createKeyRing(oldKey);
export const newRing = createKeyRing(newKey);
/** As a process is started for the rotation, and as one that was not yet told to use the new key. */
export const rotatingRing = createKeyRing(newKey, oldKey);
export const waitingRing = createKeyRing(oldKey, newKey);

/** A database of the test's own: a rotation goes over every workspace that there is. */
export async function rotatedDatabase() {
  const { ownerUrl } = await newDatabase();
  await migrate(ownerUrl, { folder: migrations, log: pino({ level: "silent" }) });
  const client = openClient({ url: ownerUrl, poolSize: 8, namedStatements: true });
  onTestFinished(() => client.close());
  return { ...usersOf(client), ownerUrl, client };
}

export function usersOf(client: Client) {
  const as = <T>(ring: KeyRing, teamId: string, run: (ctx: Context) => Promise<T>): Promise<T> =>
    createOpenTransaction(client.inWorkspace, ring)(
      {
        teamId,
        slackUserId: null,
        surface: "job",
        interactionId: newId(),
        now: new Date("2026-11-22T07:05:00Z"),
        timeout: 30_000,
      },
      run,
    );
  return {
    as,
    async enrol(): Promise<string> {
      const teamId = `T${newId().replaceAll("-", "").slice(-16).toUpperCase()}`;
      const facts = { teamId, name: "Contoh", url: "https://contoh.slack.com/", botUserId: "UBOT" };
      await client.inWorkspace(workspaceIdOf(teamId), (tx) =>
        enrolWorkspace(
          tx,
          { ...facts, people: [dewi, maya], primaryOwnerId: dewi.slackUserId },
          new Date("2026-11-20T02:00:00Z"),
        ),
      );
      return teamId;
    },
    /** An entry about somebody new, sealed under a key of theirs. @returns whose */
    async speakOf(ring: KeyRing, teamId: string, id = newId()): Promise<string> {
      await as(ring, teamId, async (ctx) =>
        ctx.audit({
          ...{ action: "test.noted", subjectType: "contact", subjectId: id },
          ...{ about: { type: "contact", id }, after: { name: `Budi ${id}` } },
        }),
      );
      return id;
    },
    /** as an erasure does it */
    destroy: (ring: KeyRing, teamId: string, id: string) =>
      as(ring, teamId, async (ctx) => {
        await ctx.tx.erasure.create({
          data: {
            ...{ id: newId(), workspaceId: ctx.workspace.id, contactId: id, reason: "asked for it" },
            ...{ requestedAt: ctx.now, step: "messages", counts: {} },
          },
        });
        await ctx.tx.personKey.updateMany({
          where: { personType: "contact", personId: id, destroyedAt: null },
          data: { destroyedAt: ctx.now, wrapped: null, masterKeyId: null },
        });
      }),
    /** what the log says of them: null where their key is gone */
    read: (ring: KeyRing, teamId: string, ids: readonly string[]) =>
      as(ring, teamId, async (ctx) => {
        const entries = await ctx.tx.auditEntry.findMany({
          where: { action: "test.noted", subjectId: { in: [...ids] } },
          orderBy: { seq: "asc" },
        });
        const opened = await ctx.unseal(entries);
        return opened.map(({ after, erased }) => (erased ? null : after?.["name"]));
      }),
    /** So many keys more, written at once. */
    fill: (ring: KeyRing, teamId: string, count: number) =>
      as(ring, teamId, async (ctx) => {
        const workspaceId = ctx.workspace.id;
        await ctx.tx.personKey.createMany({
          data: Array.from({ length: count }, () => {
            const id = newId();
            const kept = ring.wrap(newDataKey(), keyPlace(workspaceId, id));
            return { id, workspaceId, personType: "contact", personId: newId(), ...kept, createdAt: ctx.now };
          }),
        });
      }),
    keys: (teamId: string) =>
      client.inWorkspace(workspaceIdOf(teamId), (tx) => tx.personKey.findMany({ orderBy: { id: "asc" } })),
    verify: (ring: KeyRing, teamId: string) => as(ring, teamId, (ctx) => verifyAudit(ctx)),
    rotations: (teamId: string) =>
      client.inWorkspace(workspaceIdOf(teamId), (tx) =>
        tx.auditEntry.findMany({ where: { action: "keys.rotated" }, orderBy: { seq: "asc" } }),
      ),
    rotate: (ownerUrl: string, more: Partial<Parameters<typeof rotateKeys>[0]> = {}) =>
      rotateKeys({
        ...{ client, ring: rotatingRing, ownerUrl, pooled: false, folder: null },
        ...{ now: () => new Date("2026-11-22T08:00:00Z"), tell: () => {}, interrupted: () => false },
        ...more,
      }),
  };
}
