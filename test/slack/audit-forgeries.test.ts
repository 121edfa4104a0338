import { v7 as newId } from "uuid";
import { expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { cliOn } from "../cli/cli-fixture.ts";
import { ownerConnection } from "../house/owner-connection.ts";
import { testClient } from "../support/database.ts";
import { forgeries, type Place, putIn, whileForged } from "../support/forge-audit.ts";
import { describeOverBoth, linesOf } from "./over-both.ts";

const db = testClient();
const owner = ownerConnection();
describeOverBoth("a forged audit log", (suite) => {
  const cli = () =>
    cliOn(db, async () => [{ teamId: suite.sandbox.credentials.teamId, name: "Contoh", region: "ID", demo: false }]);
  const verify = async (...head: string[]) => {
    const typed = await cli().type("audit", "verify", ...head.flatMap((one) => ["--head", one]));
    const answer = linesOf(await suite.ask("dewi", "/crm-admin", ["audit verify", ...head].join(" ")));
    return { typed: typed.fault ?? typed.said.join("\n"), answer: answer.join("\n") };
  };

  async function forged(forge: (place: Place) => Promise<unknown>, look: (place: Place) => Promise<void>) {
    const id = suite.running.bot.workspaceId;
    for (const name of ["Joko", "Sari", "Ana", "Putri"]) {
      await suite.as("dewi", (ctx) => createContact(ctx, { name: `${name} ${newId()}`, source: "test" }));
    }
    const [head] = await db.inWorkspace(id, (tx) => tx.auditHead.findMany());
    const end = head?.seq ?? 0n;
    const place = { id, end, at: end - 2n };
    await whileForged(
      owner,
      id,
      () => forge(place),
      () => look(place),
    );
    expect((await verify()).typed).toMatch(/^The audit log is whole/u);
  }

  it.each(Object.entries(forgeries))("names %s, at the command line and in Slack", async (_kind, { forge, found }) => {
    await forged(
      (place) => forge(owner, place),
      async (place) => {
        const { typed, answer } = await verify();
        expect(typed).toMatch(/^The audit log is not whole/u);
        expect(typed).toContain(found(place, "contact.created"));
        expect(answer).toContain(found(place, "contact.created"));
      },
    );
  });

  it("names an entry put in with every hash behind it written anew, by the head that was kept elsewhere", async () => {
    let kept = "";
    await forged(
      async (place) => {
        const [row] = await owner.query<{ hash: Buffer }>(`SELECT hash FROM audit_head WHERE "workspaceId" = $1`, [
          place.id,
        ]);
        kept = `${place.end}:${row?.hash.toString("hex")}`;
        await putIn(owner, place);
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
