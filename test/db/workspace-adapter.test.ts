import pg from "pg";
import { afterEach, describe, expect, inject, it } from "vitest";
import { type Prisma, PrismaClient } from "../../src/db/generated/client.ts";
import { WorkspaceAdapter } from "../../src/db/workspace-adapter.ts";
import { newWorkspaceId } from "../support/database.ts";

const opened: { prisma: PrismaClient; pool: pg.Pool }[] = [];

/** The adapter with its parts in sight: the pool to look at its connections, Prisma without the client around it. */
function openParts({ max = 1, namedStatements = true, options = "" } = {}) {
  const pool = new pg.Pool({ connectionString: inject("ownerUrl"), max, options });
  const adapter = new WorkspaceAdapter(pool, { appRole: "steward_app", namedStatements });
  const prisma = new PrismaClient({ adapter });
  opened.push({ prisma, pool });
  const inWorkspace = <T>(workspaceId: string | null, run: (tx: Prisma.TransactionClient) => Promise<T>) =>
    adapter.within(workspaceId, 10_000, () => prisma.$transaction(run, { timeout: 10_000, maxWait: 60_000 }));
  return { pool, adapter, prisma, inWorkspace };
}

afterEach(async () => {
  for (const { prisma, pool } of opened.splice(0)) {
    await prisma.$disconnect();
    await pool.end();
  }
});

const sessionState = `SELECT current_user::text AS role, coalesce(current_setting('app.workspace_id', true), '') AS workspace,
  current_setting('statement_timeout') AS timeout, pg_backend_pid() AS pid`;

describe("WorkspaceAdapter", () => {
  it("lets none of 400 concurrent transactions on 4 connections see another workspace", async () => {
    const { inWorkspace } = openParts({ max: 4 });
    const workspaces = Array.from({ length: 20 }, newWorkspaceId);
    const seen = await Promise.all(
      Array.from({ length: 400 }, (_, i) => {
        const workspaceId = workspaces[i % workspaces.length] as string;
        return inWorkspace(workspaceId, async (tx) => {
          await tx.rate.create({ data: { workspaceId, channel: `C${i}`, nextAt: new Date(0) } });
          const rows = await tx.rate.findMany();
          const [setting] = await tx.$queryRaw<{ id: string }[]>`SELECT current_setting('app.workspace_id') AS id`;
          return {
            workspaceId,
            setting: setting?.id,
            owners: new Set(rows.map((row) => row.workspaceId)),
            rows: rows.length,
          };
        });
      }),
    );
    for (const { workspaceId, setting, owners, rows } of seen) {
      expect(setting).toBe(workspaceId);
      expect([...owners]).toEqual([workspaceId]);
      expect(rows).toBeLessThanOrEqual(20);
    }
    for (const workspaceId of workspaces) expect(await inWorkspace(workspaceId, (tx) => tx.rate.count())).toBe(20);
  });

  it("refuses to write a row of another workspace", async () => {
    const { inWorkspace } = openParts();
    const foreign = { workspaceId: newWorkspaceId(), channel: "C1", nextAt: new Date(0) };
    await expect(inWorkspace(newWorkspaceId(), (tx) => tx.rate.create({ data: foreign }))).rejects.toThrow(
      /row-level security/,
    );
    expect(await inWorkspace(foreign.workspaceId, (tx) => tx.rate.count())).toBe(0);
  });

  it("shows nothing without a workspace", async () => {
    const { inWorkspace } = openParts();
    const workspaceId = newWorkspaceId();
    await inWorkspace(workspaceId, (tx) =>
      tx.rate.create({ data: { workspaceId, channel: "C1", nextAt: new Date(0) } }),
    );
    expect(await inWorkspace(null, (tx) => tx.rate.count())).toBe(0);
  });

  it("runs as the application's role, and leaves nothing of it on the connection", async () => {
    const { inWorkspace, pool } = openParts();
    const workspaceId = newWorkspaceId();
    const before = (await pool.query(sessionState)).rows[0];
    const [within] = await inWorkspace(workspaceId, (tx) => tx.$queryRawUnsafe<(typeof before)[]>(sessionState));
    expect(within).toEqual({ role: "steward_app", workspace: workspaceId, timeout: "10s", pid: before.pid });
    expect((await pool.query(sessionState)).rows[0]).toEqual(before);

    await expect(inWorkspace(workspaceId, () => Promise.reject(new Error("changed my mind")))).rejects.toThrow(
      "changed my mind",
    );
    await expect(inWorkspace(workspaceId, (tx) => tx.$queryRaw`SELECT 1/0`)).rejects.toThrow(/division by zero/);
    expect((await pool.query(sessionState)).rows[0]).toEqual(before);
  });

  it("needs one round trip to begin", async () => {
    const { inWorkspace, pool } = openParts();
    await inWorkspace(newWorkspaceId(), (tx) => tx.$queryRaw`SELECT 1`);
    const client = await pool.connect();
    let answers = 0;
    (client as unknown as { connection: NodeJS.EventEmitter }).connection.on("readyForQuery", () => {
      answers += 1;
    });
    client.release();
    await inWorkspace(newWorkspaceId(), (tx) => tx.$queryRaw`SELECT 1`);
    // the beginning, the query, the commit
    expect(answers).toBe(3);
  });

  it("throws on a query outside a transaction", async () => {
    const { prisma } = openParts();
    const refusal = "No query outside a transaction";
    await expect(prisma.rate.findMany()).rejects.toThrow(refusal);
    await expect(prisma.$queryRaw`SELECT 1`).rejects.toThrow(refusal);
    await expect(prisma.$executeRaw`DELETE FROM rate`).rejects.toThrow(refusal);
    await expect(prisma.$transaction([prisma.rate.count()])).rejects.toThrow(refusal);
  });

  it("throws on a transaction without a workspace", async () => {
    const { prisma } = openParts();
    await expect(prisma.$transaction((tx) => tx.rate.count())).rejects.toThrow("No transaction without a workspace");
    await expect(prisma.$transaction([prisma.rate.count(), prisma.rate.count()])).rejects.toThrow(
      "No transaction without a workspace",
    );
  });

  it("gives a workspace to one transaction only", async () => {
    const { adapter, prisma } = openParts({ max: 2 });
    const nested = adapter.within(newWorkspaceId(), 5_000, () =>
      prisma.$transaction(async () => prisma.$transaction((inner) => inner.rate.count())),
    );
    await expect(nested).rejects.toThrow("One inWorkspace opens one transaction");
  });

  it.each(["", "T123", "'; DROP TABLE contact; --", "00000000-0000-7000-8000-00000000000g"])(
    "refuses %j as a workspace's id",
    (id) => {
      const { adapter, prisma } = openParts();
      expect(() => adapter.within(id, 5_000, () => prisma.$transaction((tx) => tx.rate.count()))).toThrow(
        "A workspace's id is a UUID",
      );
    },
  );

  it("refuses a role's name that is none", () => {
    const pool = new pg.Pool();
    expect(() => new WorkspaceAdapter(pool, { appRole: 'a"; RESET ROLE', namedStatements: true })).toThrow(
      /role may hold/,
    );
  });

  it("begins with the isolation level asked for", async () => {
    const { adapter, prisma } = openParts();
    const [row] = await adapter.within(newWorkspaceId(), 5_000, () =>
      prisma.$transaction(
        (tx) => tx.$queryRaw<{ level: string }[]>`SELECT current_setting('transaction_isolation') AS level`,
        {
          isolationLevel: "RepeatableRead",
        },
      ),
    );
    expect(row?.level).toBe("repeatable read");
  });

  it("keeps times whatever zone the server is in", async () => {
    const { inWorkspace } = openParts({ options: "-c TimeZone=Asia/Jakarta -c DateStyle=German" });
    const workspaceId = newWorkspaceId();
    const nextAt = new Date("2026-11-22T01:02:03.456Z");
    await inWorkspace(workspaceId, (tx) => tx.rate.create({ data: { workspaceId, channel: "C1", nextAt } }));
    const [row] = await inWorkspace(workspaceId, (tx) => tx.rate.findMany());
    expect(row?.nextAt).toEqual(nextAt);
    // and not only the same on the way back: the instant itself, for whoever else reads it
    const instant = await inWorkspace(
      workspaceId,
      (tx) => tx.$queryRaw<{ ms: number; same: boolean }[]>`
        SELECT extract(epoch FROM "nextAt")::float8 * 1000 AS ms, "nextAt" = ${nextAt} AS same FROM rate`,
    );
    expect(instant).toEqual([{ ms: nextAt.getTime(), same: true }]);
  });

  it("does not say saved when an error was caught and nothing was", async () => {
    const { inWorkspace, pool } = openParts();
    const workspaceId = newWorkspaceId();
    const data = { workspaceId, channel: "C1", nextAt: new Date(0) };
    const twice = inWorkspace(workspaceId, async (tx) => {
      await tx.rate.create({ data });
      await tx.rate.create({ data }).catch(() => null);
      return "saved";
    });
    await expect(twice).rejects.toThrow("Nothing was saved");
    expect(await inWorkspace(workspaceId, (tx) => tx.rate.count())).toBe(0);
    expect(pool.totalCount).toBe(1);
  });

  it("goes on after an error caught around a savepoint", async () => {
    const { inWorkspace } = openParts();
    const workspaceId = newWorkspaceId();
    const data = { workspaceId, channel: "C1", nextAt: new Date(0) };
    await inWorkspace(workspaceId, async (tx) => {
      await tx.rate.create({ data });
      const failed = await tx
        .$transaction((inner) => inner.rate.create({ data }))
        .then(
          () => false,
          () => true,
        );
      expect(failed).toBe(true);
      await tx.rate.create({ data: { ...data, channel: "C2" } });
    });
    expect(await inWorkspace(workspaceId, (tx) => tx.rate.count())).toBe(2);
  });

  it("never gives a connection back inside a transaction", async () => {
    const { inWorkspace, adapter, pool } = openParts();
    const [first] = await inWorkspace(null, (tx) => tx.$queryRawUnsafe<{ pid: number }[]>(sessionState));
    const prismas = await adapter.connect();
    const transaction = await adapter.within(newWorkspaceId(), 5_000, () => prismas.startTransaction());
    // as Prisma does when COMMIT itself has failed: no ROLLBACK, only back to the pool
    await transaction.rollback();
    const after = (await pool.query(sessionState)).rows[0];
    expect(after.role).not.toBe("steward_app");
    expect(after.pid).not.toBe(first?.pid);
  });

  it("keeps plans of what comes again, and none with the switch off", async () => {
    const plans = async (namedStatements: boolean) => {
      const { inWorkspace, pool } = openParts({ namedStatements });
      for (let i = 0; i < 3; i++)
        await inWorkspace(newWorkspaceId(), (tx) => tx.rate.findFirst({ where: { channel: "C1" } }));
      return (await pool.query("SELECT count(*)::int AS n FROM pg_prepared_statements")).rows[0].n;
    };
    expect(await plans(true)).toBe(1);
    expect(await plans(false)).toBe(0);
  });

  it("keeps one plan, not one a length, for lists of 1 to 40", async () => {
    const { inWorkspace, pool } = openParts();
    for (let n = 1; n <= 40; n++) {
      const channels = Array.from({ length: n }, (_, i) => `C${i}`);
      await inWorkspace(newWorkspaceId(), (tx) => tx.rate.findMany({ where: { channel: { in: channels } } }));
    }
    const { rows } = await pool.query("SELECT count(*)::int AS n FROM pg_prepared_statements");
    expect(rows[0].n).toBeLessThanOrEqual(1);
  });
});
