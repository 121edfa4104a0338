import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, it } from "vitest";
import type { AuditNote } from "../../src/db/context.ts";
import { openTeam, type Team, today } from "../crm/customers/open-team.ts";
import { testClient } from "../support/database.ts";
import { ownerConnection } from "./owner-connection.ts";

const db = testClient({ poolSize: 8 });
const database = ownerConnection();

const note = (number: number, more: Partial<AuditNote> = {}): AuditNote => ({
  action: "test.noted",
  subjectType: "contact",
  subjectId: null,
  after: { number },
  ...more,
});

const entries = (team: Team) =>
  db.inWorkspace(team.workspaceId, (tx) => tx.auditEntry.findMany({ orderBy: { seq: "asc" } }));

type Entry = Awaited<ReturnType<typeof entries>>[number];

/** The hash by the description, not by our own function: SHA-256 over the hash before and the entry's canonical JSON. */
function recomputed(entry: Entry, previous: Uint8Array): string {
  const { id, workspaceId, seq, at, actorId, action, surface, interactionId, subjectType, subjectId, before, after } =
    entry;
  const chained = {
    ...{
      id,
      workspaceId,
      seq: String(seq),
      at: at.toISOString(),
      actorId,
      action,
      surface,
      interactionId,
      subjectType,
      subjectId,
    },
    ...{ before, after },
  };
  return createHash("sha256")
    .update(previous)
    .update(canonicalize(chained) ?? "", "utf8")
    .digest("hex");
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** The places at which a chain does not hold. */
function breaks(chain: Entry[]): number[] {
  let previous = new Uint8Array(32);
  const broken: number[] = [];
  for (const [index, entry] of chain.entries()) {
    const holds =
      entry.seq === BigInt(index + 1) &&
      hex(entry.previousHash) === hex(previous) &&
      recomputed(entry, previous) === hex(entry.hash);
    if (!holds) broken.push(index + 1);
    previous = new Uint8Array(entry.hash);
  }
  return broken;
}

async function write(team: Team, ...notes: AuditNote[]): Promise<void> {
  await team.as("seller", async (ctx) => {
    for (const one of notes) ctx.audit(one);
  });
}

describe("the audit chain", () => {
  it("numbers without gaps, and each entry's hash covers the one before and every word of its own", async () => {
    const team = await openTeam(db);
    await write(team, note(1), note(2, { before: { äöü: "“quotes” 😀", deep: { z: 1, a: [null, true] } } }));
    await write(team, note(3, { subjectId: "019d0000-0000-7000-8000-000000000000" }));
    const chain = await entries(team);
    expect(chain).toHaveLength(3);
    expect(breaks(chain)).toEqual([]);
    expect(chain[0]).toMatchObject({ actorId: team.memberIds.seller, surface: "slack-command", at: today });
    const [head] = await db.inWorkspace(team.workspaceId, (tx) => tx.auditHead.findMany());
    expect(head?.seq).toBe(3n);
    expect(hex(head?.hash ?? new Uint8Array())).toBe(hex(chain[2]?.hash ?? new Uint8Array(1)));
  });

  it("shows each kind of tampering at its place", async () => {
    const team = await openTeam(db);
    await write(team, ...[1, 2, 3, 4, 5].map((number) => note(number)));
    const chain = await entries(team);
    const forged = (change: (entry: Entry) => Partial<Entry>) =>
      chain.map((entry, index) => (index === 2 ? { ...entry, ...change(entry) } : entry));
    expect(breaks(forged(() => ({ after: { number: 33 } })))).toEqual([3]);
    expect(breaks(forged(() => ({ actorId: null })))).toEqual([3]);
    expect(breaks(forged(({ at }) => ({ at: new Date(at.getTime() + 1) })))).toEqual([3]);
    expect(
      breaks(
        forged((entry) => ({
          action: "x",
          hash: Buffer.from(recomputed({ ...entry, action: "x" }, entry.previousHash), "hex"),
        })),
      ),
    ).toEqual([4]);
    expect(breaks(chain.toSpliced(2, 1))).not.toEqual([]);
  });

  it("keeps one order whatever number of writers come at once", async () => {
    const team = await openTeam(db);
    await Promise.all(
      Array.from({ length: 24 }, (_, writer) => write(team, note(writer), note(writer + 100), note(writer + 200))),
    );
    const chain = await entries(team);
    expect(chain).toHaveLength(72);
    expect(breaks(chain)).toEqual([]);
    // The entries of one interaction stand together.
    for (let index = 0; index < 72; index += 3) {
      expect(new Set(chain.slice(index, index + 3).map(({ interactionId }) => interactionId)).size).toBe(1);
    }
  });

  it("holds nothing of an interaction that came to nothing", async () => {
    const team = await openTeam(db);
    await write(team, note(1));
    const failing = team.as("seller", async (ctx) => {
      ctx.audit(note(2));
      throw new Error("after all not");
    });
    await expect(failing).rejects.toThrow("after all not");
    await write(team, note(3));
    const chain = await entries(team);
    expect(chain.map(({ after }) => after)).toEqual([{ number: 1 }, { number: 3 }]);
    expect(breaks(chain)).toEqual([]);
  });

  it("is one for each workspace", async () => {
    const [one, other] = [await openTeam(db), await openTeam(db)];
    await Promise.all([write(one, note(1)), write(other, note(1)), write(one, note(2)), write(other, note(2))]);
    for (const team of [one, other]) {
      expect(breaks(await entries(team))).toEqual([]);
      expect(await entries(team)).toHaveLength(2);
    }
  });

  it.each([
    ["UPDATE audit_entry SET action = 'x'"],
    ["UPDATE audit_entry SET hash = hash"],
    ["DELETE FROM audit_entry"],
    ["TRUNCATE audit_entry"],
    ["DELETE FROM audit_head"],
    ["ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY"],
    ["DROP TABLE audit_entry"],
  ])("refuses the application %s", async (statement) => {
    const team = await openTeam(db);
    await write(team, note(1));
    await expect(database.asApplication(team.workspaceId, statement)).rejects.toMatchObject({ code: "42501" });
    expect(breaks(await entries(team))).toEqual([]);
  });
});
