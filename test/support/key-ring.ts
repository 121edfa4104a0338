import { createKeyRing } from "../../src/db/key-ring.ts";

/** The operator's key of every test that has no reason for another: tests share one database, and each other's workspaces. */
export const testKey = Buffer.alloc(32, "a key of the tests");
export const testKeyRing = createKeyRing(testKey);
