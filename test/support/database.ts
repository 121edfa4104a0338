import { randomBytes } from "node:crypto";
import pg from "pg";
import { v7 as newId } from "uuid";
import { afterAll, inject, onTestFinished } from "vitest";
import { type Client, openClient } from "../../src/db/client.ts";

/**
 * The product's own client on the run's database. To be called where tests are declared (at the top of a file or of a
 * `describe`): it is closed after them.
 */
export function testClient({ poolSize = 4, namedStatements = true } = {}): Client {
  const client = openClient({ url: inject("ownerUrl"), poolSize, namedStatements });
  afterAll(() => client.close());
  return client;
}

/** The unit of isolation: each test makes its own workspace. */
export function newWorkspaceId(): string {
  return newId();
}

/** An empty database of the same owner, for tests of migrations; dropped when the test ends. */
export async function newDatabase(options = ""): Promise<{ ownerUrl: string; adminUrl: string }> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const owner = new URL(inject("ownerUrl"));
  const admin = new pg.Client({ connectionString: inject("adminUrl") });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} OWNER "${decodeURIComponent(owner.username)}" ${options}`);
  onTestFinished(async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  });
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return { ownerUrl: at(owner.href), adminUrl: at(inject("adminUrl")) };
}
