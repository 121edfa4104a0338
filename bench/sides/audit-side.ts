/**
 * One reading of a workspace's whole log in a process of its own, so that its memory is its own: as the product verifies it,
 * or as the floor, which reads the same rows through pg and hashes their bytes, and looks at nothing.
 * Usage: node audit-side.ts verify|floor URL TEAM. It prints what it took as JSON.
 */
import { createHash } from "node:crypto";
import pg from "pg";
import { verifyAudit } from "../../src/crm/audits/verify-audit.ts";
import { openClient } from "../../src/db/client.ts";
import { createKeyRing } from "../../src/db/key-ring.ts";
import { createOpenTransaction, workspaceIdOf } from "../../src/db/open-transaction.ts";
import type { AuditReading } from "../audit.ts";
import { masterKey } from "../build-audit.ts";

const rowsAtOnce = 5_000;

const [, , side, url = "", teamId = ""] = process.argv;
const restMb = process.memoryUsage.rss() / 1024 / 1024;
const began = performance.now();
const cpuBefore = process.cpuUsage();
const entries = await (side === "verify" ? verify() : readAll());
const { user, system } = process.cpuUsage(cpuBefore);
const reading: AuditReading = {
  ms: performance.now() - began,
  cpuMs: (user + system) / 1000,
  // Kilobytes, says Node.
  peakMb: process.resourceUsage().maxRSS / 1024,
  restMb,
  entries,
};
process.stdout.write(`${JSON.stringify(reading)}\n`);

async function verify(): Promise<number> {
  const client = openClient({ url, poolSize: 1, namedStatements: true });
  const verdict = await createOpenTransaction(client.inWorkspace, createKeyRing(masterKey))(
    { teamId, slackUserId: null, surface: "cli", interactionId: "bench", now: new Date(), timeout: 60 * 60_000 },
    (ctx) => verifyAudit(ctx),
  );
  await client.close();
  if (verdict.faultCount > 0) throw new Error(`The log has faults: ${verdict.faults[0]?.kind}`);
  return verdict.entries;
}

async function readAll(): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("BEGIN; SET LOCAL ROLE steward_app");
  await client.query("SELECT set_config('app.workspace_id', $1, true)", [workspaceIdOf(teamId)]);
  await client.query(
    `DECLARE entries NO SCROLL CURSOR FOR SELECT id, seq, "at", "actorId", action, surface, "interactionId", "subjectType", "subjectId",
       before, after, "previousHash", hash FROM audit_entry ORDER BY seq`,
  );
  let read = 0;
  for (;;) {
    const { rows } = await client.query<(Buffer | null)[]>({
      text: `FETCH ${rowsAtOnce} FROM entries`,
      rowMode: "array",
      // As they come, without a parser for any type.
      types: { getTypeParser: () => (value: unknown) => value } as unknown as pg.CustomTypesConfig,
    });
    for (const row of rows) createHash("sha256").update(row.join("")).digest();
    read += rows.length;
    if (rows.length < rowsAtOnce) break;
  }
  await client.query("COMMIT");
  await client.end();
  return read;
}
