import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import pg from "pg";
import { afterEach, describe, expect, inject, it, onTestFinished } from "vitest";
import { type Client, openClient } from "../../src/db/client.ts";
import { DatabaseUnavailable } from "../../src/db/database-unavailable.ts";
import { startCuttingProxy } from "../support/cutting-proxy.ts";
import { newWorkspaceId, testClient } from "../support/database.ts";

const opened: Client[] = [];

function open(options: Partial<Parameters<typeof openClient>[0]> = {}): Client {
  const client = openClient({ url: inject("ownerUrl"), poolSize: 2, namedStatements: true, ...options });
  opened.push(client);
  return client;
}

afterEach(async () => {
  for (const client of opened.splice(0)) await client.close();
});

/** What the operator sees beside the product: the owner's own connection. */
async function asOwner<T>(run: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: inject("ownerUrl") });
  await owner.connect();
  try {
    return await run(owner);
  } finally {
    await owner.end();
  }
}

function endConnection(pid: number): Promise<unknown> {
  return asOwner((owner) => owner.query("SELECT pg_terminate_backend($1)", [pid]));
}

function stateOf(pid: number): Promise<string> {
  return asOwner(
    async (owner) => (await owner.query("SELECT state FROM pg_stat_activity WHERE pid = $1", [pid])).rows[0].state,
  );
}

function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const aRow = (workspaceId: string, channel = "C1") => ({ workspaceId, channel, nextAt: new Date(0) });

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.fail("it did not fail"),
    (error: unknown) => error,
  );
}

describe("inWorkspace", () => {
  const shared = testClient();

  it("saves what was done, and nothing when it throws", async () => {
    const workspaceId = newWorkspaceId();
    await shared.inWorkspace(workspaceId, (tx) => tx.rate.create({ data: aRow(workspaceId) }));
    const refused = shared.inWorkspace(workspaceId, async (tx) => {
      await tx.rate.create({ data: aRow(workspaceId, "C2") });
      throw new TypeError("refused");
    });
    await expect(refused).rejects.toThrow(TypeError);
    expect(await shared.inWorkspace(workspaceId, (tx) => tx.rate.findMany({ select: { channel: true } }))).toEqual([
      { channel: "C1" },
    ]);
  });

  it("puts no argument of a failed query into the error", async () => {
    const workspaceId = newWorkspaceId();
    const row = aRow(workspaceId, "budi@contoh.example");
    const wrong = { ...row, nextAt: "friday" as unknown as Date };
    const misunderstood = await failureOf(shared.inWorkspace(workspaceId, (tx) => tx.rate.create({ data: wrong })));
    expect(String(misunderstood)).not.toContain("budi");
    expect(String(misunderstood)).toContain("nextAt");
    const doubled = await failureOf(
      shared.inWorkspace(workspaceId, async (tx) => {
        await tx.rate.create({ data: row });
        await tx.rate.create({ data: row });
      }),
    );
    expect(String(doubled)).not.toContain("budi");
    expect(doubled).toMatchObject({ code: "P2002" });
  });

  it("tells of a database that is not there", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    const error = await failureOf(
      open({ url: `postgresql://steward:x@127.0.0.1:${port}/steward` }).inWorkspace(newWorkspaceId(), (tx) =>
        tx.rate.count(),
      ),
    );
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(error).toMatchObject({ reason: "unreachable", outcome: "not_saved", cause: expect.anything() });
  });

  it("tells of a database that takes the connection and never answers", async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const client = open({ url: `postgresql://steward:x@127.0.0.1:${port}/steward`, poolSize: 1 });
    const error = await failureOf(client.inWorkspace(newWorkspaceId(), (tx) => tx.rate.count(), { maxWait: 200 }));
    for (const socket of sockets) socket.destroy();
    silent.close();
    expect(error).toMatchObject({ name: "DatabaseUnavailable", reason: "busy", outcome: "not_saved" });
  });

  it("tells of a connection that the server ended within", async () => {
    const client = open();
    const workspaceId = newWorkspaceId();
    const error = await failureOf(
      client.inWorkspace(workspaceId, async (tx) => {
        await tx.rate.create({ data: aRow(workspaceId) });
        const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
        await endConnection(row?.pid ?? 0);
        return tx.rate.count();
      }),
    );
    expect(error).toMatchObject({ name: "DatabaseUnavailable", reason: "unreachable", outcome: "not_saved" });
    expect(await client.inWorkspace(workspaceId, (tx) => tx.rate.count())).toBe(0);
  });

  it("tells of a line that was cut within", async () => {
    const proxy = await startCuttingProxy(inject("ownerUrl"));
    onTestFinished(() => proxy.close());
    const client = open({ url: proxy.url });
    const workspaceId = newWorkspaceId();
    const error = await failureOf(
      client.inWorkspace(workspaceId, async (tx) => {
        await tx.rate.count();
        proxy.cut();
        return tx.rate.count();
      }),
    );
    expect(error).toMatchObject({ name: "DatabaseUnavailable", reason: "unreachable", outcome: "not_saved" });
    expect(await client.inWorkspace(workspaceId, (tx) => tx.rate.count())).toBe(0);
  });

  it("does not say that nothing was saved when the line was cut during the saving", async () => {
    const proxy = await startCuttingProxy(inject("ownerUrl"));
    onTestFinished(() => proxy.close());
    const workspaceId = newWorkspaceId();
    proxy.cutAfter("COMMIT");
    let runs = 0;
    const error = await failureOf(
      open({ url: proxy.url }).inWorkspace(
        workspaceId,
        (tx) => {
          runs += 1;
          return tx.rate.create({ data: aRow(workspaceId) });
        },
        { repeatable: true },
      ),
    );
    expect(error).toMatchObject({ name: "DatabaseUnavailable", reason: "unreachable", outcome: "unknown" });
    expect(runs).toBe(1);
  });

  it("ends a statement on the server when the transaction's time is over, and uses the connection again", async () => {
    const client = open({ poolSize: 1 });
    const error = await failureOf(
      client.inWorkspace(newWorkspaceId(), (tx) => tx.$executeRaw`SELECT pg_sleep(60)`, { timeout: 150 }),
    );
    expect(error).toMatchObject({ name: "DatabaseUnavailable", reason: "slow", outcome: "not_saved" });
    expect(await client.inWorkspace(newWorkspaceId(), (tx) => tx.rate.count())).toBe(0);
  });

  it("saves nothing of a transaction whose own work took too long", async () => {
    const client = open({ poolSize: 1 });
    const workspaceId = newWorkspaceId();
    const error = await failureOf(
      client.inWorkspace(
        workspaceId,
        async (tx) => {
          await tx.rate.create({ data: aRow(workspaceId) });
          const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
          await expect.poll(() => stateOf(row?.pid ?? 0)).toBe("idle");
          return tx.rate.count();
        },
        { timeout: 300 },
      ),
    );
    expect(error).toMatchObject({ name: "DatabaseUnavailable", reason: "slow", outcome: "not_saved" });
    expect(await client.inWorkspace(workspaceId, (tx) => tx.rate.count())).toBe(0);
  });

  it("tells when no connection is free in time, and lets the next one in", async () => {
    const client = open({ poolSize: 1 });
    const held = gate();
    const holder = client.inWorkspace(newWorkspaceId(), () => held.opened);
    const error = await failureOf(client.inWorkspace(newWorkspaceId(), (tx) => tx.rate.count(), { maxWait: 100 }));
    expect(error).toMatchObject({ name: "DatabaseUnavailable", reason: "busy", outcome: "not_saved" });
    held.open();
    await holder;
    expect(await client.inWorkspace(newWorkspaceId(), (tx) => tx.rate.count())).toBe(0);
  });

  it("survives an idle connection that the server drops", async () => {
    const lost = gate();
    const client = open({ poolSize: 1, onConnectionLost: lost.open });
    const [row] = await client.inWorkspace(
      newWorkspaceId(),
      (tx) => tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`,
    );
    await endConnection(row?.pid ?? 0);
    await lost.opened;
    expect(await client.inWorkspace(newWorkspaceId(), (tx) => tx.rate.count())).toBe(0);
  });
});

describe("inWorkspace after a deadlock", () => {
  /** Two transactions that each hold what the other wants next, at their first try. */
  async function cross(repeatable: boolean) {
    const client = open();
    const [first, second] = [gate(), gate()];
    const one = Math.floor(Math.random() * 2 ** 30);
    const lock = (key: number, then: number, mine: ReturnType<typeof gate>, others: ReturnType<typeof gate>) => {
      let runs = 0;
      const done = client.inWorkspace(
        newWorkspaceId(),
        async (tx) => {
          runs += 1;
          await tx.$executeRaw`SELECT pg_advisory_xact_lock(${key}::bigint)`;
          mine.open();
          await others.opened;
          await tx.$executeRaw`SELECT pg_advisory_xact_lock(${then}::bigint)`;
          return runs;
        },
        { timeout: 20_000, repeatable },
      );
      return done;
    };
    return Promise.allSettled([lock(one, one + 1, first, second), lock(one + 1, one, second, first)]);
  }

  it("runs again what was declared repeatable", async () => {
    const results = await cross(true);
    const runs = results.map((result) => (result.status === "fulfilled" ? result.value : result.reason));
    expect(runs.toSorted()).toEqual([1, 2]);
  });

  it("runs nothing twice that was not", async () => {
    const results = await cross(false);
    expect(results.map((result) => result.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const [failed] = results.filter((result) => result.status === "rejected");
    expect(failed?.reason).not.toBeInstanceOf(DatabaseUnavailable);
  });

  it("runs again after a write conflict, and sees the other's work", async () => {
    const client = open();
    const workspaceId = newWorkspaceId();
    await client.inWorkspace(workspaceId, (tx) => tx.rate.create({ data: aRow(workspaceId) }));
    let runs = 0;
    await client.inWorkspace(
      workspaceId,
      async (tx) => {
        runs += 1;
        const row = await tx.rate.findFirstOrThrow();
        if (runs === 1)
          await client.inWorkspace(workspaceId, (other) =>
            other.rate.updateMany({ data: { nextAt: new Date(1_000) } }),
          );
        await tx.rate.updateMany({ data: { nextAt: new Date(row.nextAt.getTime() + 1) } });
      },
      { isolationLevel: "RepeatableRead", repeatable: true },
    );
    const [row] = await client.inWorkspace(workspaceId, (tx) => tx.rate.findMany());
    expect(runs).toBe(2);
    expect(row?.nextAt).toEqual(new Date(1_001));
  });

  it("gives up after four runs", async () => {
    let runs = 0;
    const work = open().inWorkspace(
      newWorkspaceId(),
      (tx) => {
        runs += 1;
        return tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`;
      },
      { repeatable: true },
    );
    await expect(work).rejects.toThrow(/again|conflict/);
    expect(runs).toBe(4);
  });
});

describe("asOps", () => {
  it("acts as the application's role without a workspace", async () => {
    const [row] = await open().asOps(
      (tx) =>
        tx.$queryRaw<object[]>`SELECT current_user::text AS role, current_setting('app.workspace_id') AS workspace`,
    );
    expect(row).toEqual({ role: "steward_app", workspace: "" });
  });
});

describe("ping", () => {
  it("answers when the database does", async () => {
    await expect(open().ping()).resolves.toBeUndefined();
  });

  it("throws when the line is cut, and answers again after", async () => {
    const proxy = await startCuttingProxy(inject("ownerUrl"));
    const client = open({ url: proxy.url });
    await client.ping();
    await proxy.close();
    await expect(client.ping()).rejects.toThrow(DatabaseUnavailable);
  });
});

describe("close", () => {
  it("rolls back what is open and may be called twice", async () => {
    const client = open();
    const workspaceId = newWorkspaceId();
    const begun = gate();
    const never = client.inWorkspace(workspaceId, async (tx) => {
      await tx.rate.create({ data: aRow(workspaceId) });
      begun.open();
      await new Promise(() => {});
    });
    never.catch(() => {});
    await begun.opened;
    await client.close();
    await client.close();
    expect(await open().inWorkspace(workspaceId, (tx) => tx.rate.count())).toBe(0);
  });
});
