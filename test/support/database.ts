import { v7 as newId } from "uuid";
import { afterAll, inject } from "vitest";
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
