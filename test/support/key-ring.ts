import { createKeyRing } from "../../src/db/key-ring.ts";

/** The operator's key of every test that has no reason for another: tests share one database, and each other's workspaces. */
export const testKeyRing = createKeyRing(Buffer.alloc(32, "a key of the tests"));
