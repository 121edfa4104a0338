import { v7 as newId } from "uuid";
import { expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { hashEntry } from "../../src/db/context.ts";
import { cliOn } from "../cli/cli-fixture.ts";
import { ownerConnection } from "../house/owner-connection.ts";
import { testClient } from "../support/database.ts";
import { describeOverBoth, linesOf } from "./over-both.ts";

const db = testClient();
const owner = ownerConnection();
const tables = ["person_key", "audit_head", "audit_entry"] as const;
const columns = `id, "workspaceId", seq, "at", "actorId", action, surface, "interactionId", "subjectType", "subjectId", before, after, "previousHash", hash`;

/** In one transaction with the wall down, as whoever owns the tables would do it. */
async function asOwner(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await owner.query("BEGIN");
    try {
      for (const table of tables) await owner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
      await work();
      for (const table of tables) await owner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await owner.query("COMMIT");
      return;
    } catch (error) {
      await owner.query("ROLLBACK");
      // Suites beside this one read the tables: the server picks who gives way.
      if (tries === 5 || (error as { code?: string }).code !== "40P01") throw error;
    }
  }
}

interface Place {
  id: string;
  /** of the log */
  end: bigint;
  /** an entry that is about a customer, with others behind it */
  at: bigint;
}

/** Each kind of forgery, and the sentence that names it. */
const kinds: Record<string, { forge(place: Place): Promise<unknown>; found(place: Place): string }> = {
  "a value that was changed": {
    forge: ({ id, at }) =>
      owner.query(`UPDATE audit_entry SET after = '{"name": "Other"}' WHERE "workspaceId" = $1 AND seq = $2`, [id, at]),
    found: ({ at }) => `Entry ${at} (contact.created) was changed after it was written.`,
  },
  "a time that was changed": {
    forge: ({ id, at }) =>
      owner.query(`UPDATE audit_entry SET "at" = "at" - interval '1 hour' WHERE "workspaceId" = $1 AND seq = $2`, [
        id,
        at,
      ]),
    found: ({ at }) => `Entry ${at} (contact.created) was changed after it was written.`,
  },
  "an entry taken out in the middle": {
    forge: ({ id, at }) => owner.query(`DELETE FROM audit_entry WHERE "workspaceId" = $1 AND seq = $2`, [id, at]),
    found: ({ at }) => `Entry ${at} is missing.`,
  },
  "the end cut off": {
    forge: ({ id, end }) => owner.query(`DELETE FROM audit_entry WHERE "workspaceId" = $1 AND seq = $2`, [id, end]),
    found: ({ end }) => `Entry ${end} is missing at the end.`,
  },
  "two entries that changed places": {
    async forge({ id, at }) {
      for (const [from, to] of [
        [at, -1n],
        [at + 1n, at],
        [-1n, at + 1n],
      ])
        await owner.query(`UPDATE audit_entry SET seq = $3 WHERE "workspaceId" = $1 AND seq = $2`, [id, from, to]);
    },
    found: ({ at }) =>
      `Entry ${at} (contact.created) does not follow from entry ${at - 1n}: one of them was replaced, or they changed places.`,
  },
  "a person's key that was exchanged": {
    forge: ({ id, at }) =>
      owner.query(
        `UPDATE person_key k SET wrapped = other.wrapped FROM person_key other
         WHERE k.id::text = (SELECT "aboutKey" FROM audit_entry WHERE "workspaceId" = $1 AND seq = $2)
           AND other.id::text = (SELECT "aboutKey" FROM audit_entry WHERE "workspaceId" = $1 AND seq = $3)`,
        [id, at, at + 1n],
      ),
    found: ({ at }) =>
      `The key to what entry ${at} says about a person does not open it: the key or the entry was exchanged.`,
  },
};

type Row = Parameters<typeof hashEntry>[1] & { seq: string; at: Date | string; previousHash: Buffer; hash: Buffer };

/** Puts an entry in and writes every hash behind it anew, the kept end as well: a chain that holds in itself. */
async function putIn({ id, at }: Place): Promise<void> {
  const rows = await owner.query<Row>(
    `SELECT ${columns} FROM audit_entry WHERE "workspaceId" = $1 AND seq >= $2 ORDER BY seq`,
    [id, at],
  );
  const [first] = rows;
  if (!first) throw new Error("There is nothing behind it");
  const forged: Row = { ...first, id: newId(), action: "access.granted", before: null, after: { role: "steward" } };
  await owner.query(`DELETE FROM audit_entry WHERE "workspaceId" = $1 AND seq >= $2`, [id, at]);
  let previous: Uint8Array = first.previousHash;
  let seq = at;
  for (const { previousHash: _previous, hash: _hash, ...row } of [forged, ...rows]) {
    const time = new Date(row.at).toISOString();
    const hash = hashEntry(previous, { ...row, seq: String(seq), at: time });
    const json = (values: unknown) => (values === null ? null : JSON.stringify(values));
    await owner.query(`INSERT INTO audit_entry (${columns}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)`, [
      ...[row.id, row.workspaceId, seq, time, row.actorId, row.action, row.surface, row.interactionId],
      ...[row.subjectType, row.subjectId, json(row.before), json(row.after), Buffer.from(previous), Buffer.from(hash)],
    ]);
    previous = hash;
    seq += 1n;
  }
  await owner.query(`UPDATE audit_head SET seq = $2, hash = $3 WHERE "workspaceId" = $1`, [
    ...[id, seq - 1n, Buffer.from(previous)],
  ]);
}

describeOverBoth("a forged audit log", (suite) => {
  const cli = () =>
    cliOn(db, async () => [{ teamId: suite.sandbox.credentials.teamId, name: "Contoh", region: "ID", demo: false }]);
  const verify = async (...head: string[]) => {
    const typed = await cli().type("audit", "verify", ...head.flatMap((one) => ["--head", one]));
    const answer = linesOf(await suite.ask("dewi", "/crm-admin", ["audit verify", ...head].join(" ")));
    return { typed: typed.fault ?? typed.said.join("\n"), answer: answer.join("\n") };
  };

  /** Forges, looks, and puts everything back as it was. */
  async function forged(forge: (place: Place) => Promise<unknown>, look: (place: Place) => Promise<void>) {
    const id = suite.running.bot.workspaceId;
    for (const name of ["Joko", "Sari", "Ana", "Putri"]) {
      await suite.as("dewi", (ctx) => createContact(ctx, { name: `${name} ${newId()}`, source: "test" }));
    }
    const [head] = await db.inWorkspace(id, (tx) => tx.auditHead.findMany());
    const end = head?.seq ?? 0n;
    const place = { id, end, at: end - 2n };
    await asOwner(async () => {
      for (const table of tables) {
        await owner.query(`CREATE TEMPORARY TABLE kept_${table} AS SELECT * FROM ${table} WHERE "workspaceId" = $1`, [
          id,
        ]);
      }
      await forge(place);
    });
    try {
      await look(place);
    } finally {
      await asOwner(async () => {
        for (const table of tables) await owner.query(`DELETE FROM ${table} WHERE "workspaceId" = $1`, [id]);
        await owner.query("INSERT INTO person_key SELECT * FROM kept_person_key");
        await owner.query("INSERT INTO audit_head SELECT * FROM kept_audit_head");
        await owner.query(`INSERT INTO audit_entry (${columns}) SELECT ${columns} FROM kept_audit_entry`);
        for (const table of tables) await owner.query(`DROP TABLE kept_${table}`);
      });
    }
    expect((await verify()).typed).toMatch(/^The audit log is whole/u);
  }

  it.each(Object.entries(kinds))("names %s, at the command line and in Slack", async (_kind, { forge, found }) => {
    await forged(forge, async (place) => {
      const { typed, answer } = await verify();
      expect(typed).toMatch(/^The audit log is not whole/u);
      expect(typed).toContain(found(place));
      expect(answer).toContain(found(place));
    });
  });

  it("names an entry put in with every hash behind it written anew, by the head that was kept elsewhere", async () => {
    let kept = "";
    await forged(
      async (place) => {
        const [row] = await owner.query<{ hash: Buffer }>(`SELECT hash FROM audit_head WHERE "workspaceId" = $1`, [
          place.id,
        ]);
        kept = `${place.end}:${row?.hash.toString("hex")}`;
        await putIn(place);
      },
      async ({ end }) => {
        // Nothing in the database shows it: this is what the head of each day is sent out for.
        expect((await verify()).typed).toMatch(/^The audit log is whole/u);
        const { typed, answer } = await verify(kept);
        const sentence = `Entry ${end} is not the one of the head you gave: the log was rewritten up to there.`;
        expect(typed).toContain(sentence);
        expect(answer).toContain(sentence);
      },
    );
  });
});
