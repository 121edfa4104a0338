import type { ChainHead } from "./verify-audit.ts";

/** "812:3f9a…", as the daily notice says it; null for anything else. */
export function readHead(typed: string): ChainHead | null {
  const found = /^(\d{1,18}):([0-9a-f]{64})$/iu.exec(typed.trim());
  const [, seq, hash] = found ?? [];
  return seq && hash ? { seq: BigInt(seq), hash: hash.toLowerCase() } : null;
}
