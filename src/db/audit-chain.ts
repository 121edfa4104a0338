import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** What stands before a chain's first entry. */
export const genesis = new Uint8Array(32);

/** One entry as the chain covers it; the order of its keys does not matter, since it is hashed as canonical JSON (RFC 8785). */
export interface ChainedEntry {
  id: string;
  workspaceId: string;
  seq: string;
  /** ISO 8601, milliseconds, UTC */
  at: string;
  actorId: string | null;
  action: string;
  surface: string;
  interactionId: string;
  subjectType: string;
  subjectId: string | null;
  before: unknown;
  after: unknown;
}

/** SHA-256 over the hash of the entry before and this entry's canonical JSON. */
export function hashEntry(previous: Uint8Array, entry: ChainedEntry): Uint8Array<ArrayBuffer> {
  const text = canonicalize(entry);
  if (text === undefined) throw new Error("An audit entry must be JSON");
  return new Uint8Array(createHash("sha256").update(previous).update(text, "utf8").digest());
}
