import { v7 as newId } from "uuid";
import { describe, expect, it } from "vitest";
import { type ChainHead, verifyAudit } from "../../../src/crm/audits/verify-audit.ts";
import { hashEntry } from "../../../src/db/context.ts";
import { ownerConnection } from "../../house/owner-connection.ts";
import { testClient } from "../../support/database.ts";
import { asOwner } from "../../support/forge-audit.ts";
import { dewi, type EnrolledWorkspace, enrolled, maya } from "../access/enrolled-workspace.ts";

const db = testClient();
const owner = ownerConnection();

/** Nine entries on top of the two of enrolling. */
async function written(count = 9): Promise<EnrolledWorkspace> {
  const workspace = await enrolled(db);
  for (let number = 1; number <= count; number++) {
    await workspace.as(dewi, async (ctx) => {
      const about = { type: "contact" as const, id: workspace.id };
      ctx.audit({
        action: "test.noted",
        subjectType: "contact",
        subjectId: null,
        ...(number % 2 === 0 && { about }),
        after: { number, äöü: ["“", 1e21, 0.1, null] },
      });
    });
  }
  return workspace;
}

const verify = (workspace: EnrolledWorkspace, kept?: ChainHead) =>
  workspace.as(dewi, (ctx) => verifyAudit(ctx, kept ? { kept } : {}));

/** As whoever owns the tables would do it: the wall is taken down, the forgery made, the wall put up again. */
function forge(...statements: [sql: string, values?: unknown[]][]): Promise<void> {
  return asOwner(owner, async () => {
    for (const [sql, values] of statements) await owner.query(sql, values);
  });
}

const at = `"workspaceId" = $1 AND seq = $2`;

describe("verifyAudit", () => {
  it("finds a log whole, sealed values, numbers and all, and says its head", async () => {
    const workspace = await written();
    const verdict = await verify(workspace);
    const [head] = await db.inWorkspace(workspace.id, (tx) => tx.auditHead.findMany());
    expect(verdict).toMatchObject({ faults: [], faultCount: 0, entries: Number(head?.seq), headSeq: head?.seq });
    expect(verdict.headHash).toBe(Buffer.from(head?.hash ?? []).toString("hex"));
    expect(await verify(workspace, { seq: verdict.headSeq, hash: verdict.headHash.toUpperCase() })).toEqual(verdict);
  });

  it("stays whole when a person's key is destroyed by an erasure: the chain covers the ciphertext", async () => {
    const workspace = await written();
    await workspace.as(dewi, async (ctx) => {
      await ctx.tx.erasure.create({
        data: {
          ...{ id: newId(), workspaceId: workspace.id, contactId: workspace.id, reason: "asked for it" },
          ...{ requestedAt: ctx.now, step: "messages", counts: {} },
        },
      });
      await ctx.tx.personKey.updateMany({ data: { wrapped: null, masterKeyId: null, destroyedAt: ctx.now } });
    });
    expect((await verify(workspace)).faults).toEqual([]);
  });

  it.each([
    ["what it says", `after = '{"number": 99}'`],
    ["who did it", `"actorId" = NULL`],
    ["when", `"at" = "at" + interval '1 millisecond'`],
    ["what was done", `action = 'access.granted'`],
    ["whom it was about", `"subjectId" = "workspaceId"`],
    ["where from", `surface = 'cli'`],
  ])("names an entry in which somebody changed %s", async (_what, change) => {
    const workspace = await written();
    await forge([`UPDATE audit_entry SET ${change} WHERE ${at}`, [workspace.id, 5]]);
    const { faults } = await verify(workspace);
    expect(faults).toMatchObject([{ kind: "changed", seq: 5n }]);
  });

  it("names the place where an entry was replaced with a hash that fits it", async () => {
    const workspace = await written();
    const [entry] = await db.inWorkspace(workspace.id, (tx) => tx.auditEntry.findMany({ where: { seq: 5 } }));
    if (!entry) throw new Error("No entry");
    const { previousHash, hash: _hash, aboutKey: _aboutKey, ...rest } = entry;
    const after = { number: 99 };
    const hash = hashEntry(previousHash, { ...rest, seq: "5", at: entry.at.toISOString(), after });
    await forge([
      `UPDATE audit_entry SET after = $3, hash = $4 WHERE ${at}`,
      [workspace.id, 5, JSON.stringify(after), Buffer.from(hash)],
    ]);
    expect((await verify(workspace)).faults).toMatchObject([{ kind: "unlinked", seq: 6n }]);
  });

  it("names entries that were taken out", async () => {
    const workspace = await written();
    await forge([`DELETE FROM audit_entry WHERE "workspaceId" = $1 AND seq IN (4, 5)`, [workspace.id]]);
    expect((await verify(workspace)).faults).toEqual([{ kind: "missing", from: 4n, to: 5n }]);
  });

  it("names the first entry when it was taken out", async () => {
    const workspace = await written();
    await forge([`DELETE FROM audit_entry WHERE "workspaceId" = $1 AND seq = 1`, [workspace.id]]);
    expect((await verify(workspace)).faults).toEqual([{ kind: "missing", from: 1n, to: 1n }]);
  });

  it("names entries that changed places", async () => {
    const workspace = await written();
    const move = (from: number, to: number): [string, unknown[]] => [
      `UPDATE audit_entry SET seq = $3 WHERE ${at}`,
      [workspace.id, from, to],
    ];
    await forge(move(5, 1000), move(6, 5), move(1000, 6));
    const { faults } = await verify(workspace);
    expect(faults).toContainEqual({ kind: "changed", seq: 5n, action: "test.noted" });
    expect(faults).toContainEqual({ kind: "unlinked", seq: 5n, action: "test.noted" });
    expect(faults).toContainEqual({ kind: "changed", seq: 6n, action: "test.noted" });
  });

  it("names a second entry of a number, put in past the unique key", async () => {
    const workspace = await written();
    await forge(
      [`DROP INDEX "audit_entry_workspaceId_seq_key"`],
      [
        `INSERT INTO audit_entry (id, "workspaceId", seq, "at", action, surface, "interactionId", "subjectType", "previousHash", hash)
         SELECT $3, "workspaceId", seq, "at", 'access.granted', surface, "interactionId", "subjectType", "previousHash", hash
         FROM audit_entry WHERE ${at}`,
        [workspace.id, 5, newId()],
      ],
    );
    const { faults } = await verify(workspace).finally(() =>
      forge(
        [`DELETE FROM audit_entry WHERE action = 'access.granted' AND ${at}`, [workspace.id, 5]],
        [`CREATE UNIQUE INDEX "audit_entry_workspaceId_seq_key" ON audit_entry("workspaceId", seq)`],
      ),
    );
    expect(faults).toMatchObject([{ kind: "inserted", seq: 5n, action: "access.granted" }]);
  });

  it("names an entry that was put in at the end", async () => {
    const workspace = await written();
    const { headSeq } = await verify(workspace);
    await forge([
      `INSERT INTO audit_entry (id, "workspaceId", seq, "at", action, surface, "interactionId", "subjectType", "previousHash", hash)
       SELECT $3, "workspaceId", seq + 1, "at", action, surface, "interactionId", "subjectType", hash, hash FROM audit_entry WHERE ${at}`,
      [workspace.id, headSeq, newId()],
    ]);
    const { faults } = await verify(workspace);
    expect(faults).toContainEqual({ kind: "behind-head", from: headSeq + 1n, to: headSeq + 1n });
    expect(faults).toContainEqual({ kind: "changed", seq: headSeq + 1n, action: "test.noted" });
  });

  it("names what was cut off, by the end that is kept", async () => {
    const workspace = await written();
    const { headSeq } = await verify(workspace);
    await forge([`DELETE FROM audit_entry WHERE "workspaceId" = $1 AND seq > $2`, [workspace.id, headSeq - 3n]]);
    expect((await verify(workspace)).faults).toEqual([{ kind: "cut-off", from: headSeq - 2n, to: headSeq }]);
    await forge([`DELETE FROM audit_head WHERE "workspaceId" = $1`, [workspace.id]]);
    expect((await verify(workspace)).faults).toEqual([{ kind: "head-missing" }]);
  });

  it("names what was cut off together with the kept end, by a day's head and by one kept elsewhere", async () => {
    const workspace = await written();
    const { headSeq, headHash } = await verify(workspace);
    await workspace.as(dewi, async (ctx) => {
      const hash = new Uint8Array(Buffer.from(headHash, "hex"));
      const day = new Date("2026-11-19");
      await ctx.tx.auditDayHead.create({
        data: { workspaceId: workspace.id, day, seq: headSeq, hash, entries: headSeq, keptAt: ctx.now },
      });
    });
    expect(await verify(workspace)).toMatchObject({ faults: [], days: 1 });
    const cut = headSeq - 3n;
    await forge(
      [`DELETE FROM audit_entry WHERE "workspaceId" = $1 AND seq > $2`, [workspace.id, cut]],
      [
        `UPDATE audit_head SET seq = $2, hash = (SELECT hash FROM audit_entry WHERE ${at}) WHERE "workspaceId" = $1`,
        [workspace.id, cut],
      ],
    );
    expect((await verify(workspace)).faults).toEqual([{ kind: "kept-beyond", seq: headSeq, day: "2026-11-19" }]);
    await forge([`DELETE FROM audit_day_head WHERE "workspaceId" = $1`, [workspace.id]]);
    expect((await verify(workspace)).faults).toEqual([]);
    expect((await verify(workspace, { seq: headSeq, hash: headHash })).faults).toEqual([
      { kind: "kept-beyond", seq: headSeq, day: null },
    ]);
  });

  it("names a head that fits no entry, and a kept one that the log was rewritten under", async () => {
    const workspace = await written();
    const { headSeq } = await verify(workspace);
    const hash = "ab".repeat(32);
    expect((await verify(workspace, { seq: 3n, hash })).faults).toEqual([{ kind: "kept-differs", seq: 3n, day: null }]);
    await forge([`UPDATE audit_head SET hash = decode($2, 'hex') WHERE "workspaceId" = $1`, [workspace.id, hash]]);
    expect((await verify(workspace)).faults).toEqual([{ kind: "head-differs", seq: headSeq }]);
  });

  describe("of the keys, which the chain does not cover", () => {
    /** One more person, of whom two entries speak. */
    async function withAnother() {
      const workspace = await written(4);
      const other = newId();
      for (const name of ["Budi", "Budi Santoso"]) {
        await workspace.as(dewi, async (ctx) =>
          ctx.audit({
            ...{ action: "contact.changed", subjectType: "contact", subjectId: other },
            ...{ about: { type: "contact", id: other }, after: { name } },
          }),
        );
      }
      const { headSeq, faults } = await verify(workspace);
      expect(faults).toEqual([]);
      // The first sealed entry is the second of the four.
      return { workspace, other, firstSeq: headSeq - 4n, otherSeq: headSeq - 1n };
    }

    it("names the first entry of one that was exchanged for another person's, and keeps reading the rest", async () => {
      const { workspace, other, otherSeq } = await withAnother();
      await workspace.as(dewi, async (ctx) => {
        const [first] = await ctx.tx.personKey.findMany({ where: { personId: workspace.id, personType: "contact" } });
        await ctx.tx.personKey.updateMany({ where: { personId: other }, data: { wrapped: first?.wrapped ?? null } });
      });
      expect((await verify(workspace)).faults).toEqual([{ kind: "key-unfit", seq: otherSeq }]);
    });

    it("names it when its row was given to somebody else", async () => {
      const { workspace, other, otherSeq } = await withAnother();
      await workspace.as(dewi, (ctx) =>
        ctx.tx.personKey.updateMany({ where: { personId: other }, data: { personId: newId() } }),
      );
      expect((await verify(workspace)).faults).toEqual([{ kind: "key-of-another", seq: otherSeq }]);
    });

    it("names it when it was destroyed and nobody was erased", async () => {
      const { workspace, firstSeq } = await withAnother();
      await workspace.as(dewi, (ctx) =>
        ctx.tx.personKey.updateMany({
          where: { personId: workspace.id, personType: "contact" },
          data: { wrapped: null, masterKeyId: null, destroyedAt: ctx.now },
        }),
      );
      expect((await verify(workspace)).faults).toEqual([{ kind: "key-destroyed", seq: firstSeq }]);
    });

    it("names it when its row was taken out", async () => {
      const { workspace, other, otherSeq } = await withAnother();
      await forge([`DELETE FROM person_key WHERE "workspaceId" = $1 AND "personId" = $2`, [workspace.id, other]]);
      expect((await verify(workspace)).faults).toEqual([{ kind: "key-missing", seq: otherSeq }]);
    });
  });

  it("sees no fault in what is written while it reads", async () => {
    const workspace = await written();
    const writing = Array.from({ length: 10 }, () =>
      workspace.as(dewi, async (ctx) => ctx.audit({ action: "test.noted", subjectType: "x", subjectId: null })),
    );
    const verdicts = await Promise.all([verify(workspace), verify(workspace)]);
    await Promise.all(writing);
    for (const { faults } of [...verdicts, await verify(workspace)]) expect(faults).toEqual([]);
  });

  it("is for stewards", async () => {
    const workspace = await written(1);
    await expect(workspace.as(maya, (ctx) => verifyAudit(ctx))).rejects.toMatchObject({ code: "no_access" });
  });
});
