import { describe, expect, it } from "vitest";
import { confirmContactPoint } from "../../../src/crm/customers/confirm-contact-point.ts";
import { changeInteraction, removeInteraction } from "../../../src/crm/interactions/change-interaction.ts";
import { logInteraction, type NewEntry } from "../../../src/crm/interactions/log-interaction.ts";
import { getReceipt } from "../../../src/crm/interactions/receipt.ts";
import { testClient } from "../../support/database.ts";
import { openedAudit } from "../../support/opened-audit.ts";
import { call, minutes, type Office, openOffice } from "./interactions-fixture.ts";

const db = testClient();

let clock = 0;
/** Each thing done is a minute after the one before. */
const next = () => {
  clock += 1;
  return { now: minutes(clock) };
};

const log = (office: Office, more: Partial<NewEntry>, contactId = office.budi) =>
  office.as("seller", async (ctx) => (await logInteraction(ctx, call(contactId, more))).id, next());
const remove = (office: Office, id: string) => office.as("seller", (ctx) => removeInteraction(ctx, id), next());

/** "confirmed by call", "suspended: bounced", "nothing": what is known of the one point of a kind. */
async function known(office: Office, kind: "phone" | "email", contactId = office.budi): Promise<string> {
  const [point] = await db.inWorkspace(office.workspaceId, (tx) =>
    tx.contactPoint.findMany({ where: { contactId, kind } }),
  );
  if (point?.suspendedAt) return `suspended: ${point.suspendedReason}`;
  return point?.confirmedAt ? `confirmed by ${point.confirmedHow}` : "nothing";
}

/** An office whose number and address nobody has said anything of. */
async function fresh(): Promise<Office> {
  const office = await openOffice(db);
  await db.inWorkspace(office.workspaceId, (tx) =>
    tx.contactPoint.updateMany({ data: { confirmedAt: null, confirmedById: null, confirmedHow: null } }),
  );
  return office;
}

describe("what an entry proved [R42]", () => {
  it.each([
    [{ type: "call", outcome: "connected" }, "phone", "confirmed by call"],
    [{ type: "call", outcome: "wrong_number" }, "phone", "suspended: wrong number"],
    [{ type: "email", outcome: "bounced" }, "email", "suspended: bounced"],
  ] as const)("is taken back with the entry %j", async (entry, kind, then) => {
    const office = await fresh();
    const id = await log(office, entry);
    expect(await known(office, kind)).toBe(then);
    expect((await office.as("seller", (ctx) => getReceipt(ctx, id))).evidence?.kind).toBe(kind);
    await remove(office, id);
    expect(await known(office, kind)).toBe("nothing");
    const audit = await openedAudit(db, office.workspaceId, { action: "point.evidence_withdrawn" });
    expect(audit).toHaveLength(1);
  });

  it("stays where somebody has confirmed it otherwise in between", async () => {
    const office = await fresh();
    const id = await log(office, { outcome: "connected" });
    await office.as(
      "steward",
      (ctx) => confirmContactPoint(ctx, { contactId: office.budi, kind: "phone", how: "edit" }),
      next(),
    );
    await remove(office, id);
    expect(await known(office, "phone")).toBe("confirmed by edit");
  });

  it("goes back past an earlier entry that was taken back as well, in whichever order", async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const office = await fresh();
      const ids = [await log(office, { outcome: "wrong_number" }), await log(office, { outcome: "connected" })];
      await remove(office, ids[order[0]] ?? "");
      expect(await known(office, "phone")).toBe(order[0] === 0 ? "confirmed by call" : "suspended: wrong number");
      await remove(office, ids[order[1]] ?? "");
      expect(await known(office, "phone")).toBe("nothing");
    }
  });

  it("rests on the second entry that says the same", async () => {
    const office = await fresh();
    const first = await log(office, { outcome: "wrong_number", note: "one" });
    const second = await log(office, { outcome: "wrong_number", note: "two" });
    await remove(office, first);
    expect(await known(office, "phone")).toBe("suspended: wrong number");
    await remove(office, second);
    expect(await known(office, "phone")).toBe("nothing");
  });

  it("goes with the entry to the right person, and changes with its outcome", async () => {
    const office = await fresh();
    const ana = await office.add("Ana Wijaya", { phones: ["0811 2223 3344"] });
    const id = await log(office, { outcome: "wrong_number" });
    await office.as("seller", (ctx) => changeInteraction(ctx, { id, contactId: ana }), next());
    expect([await known(office, "phone"), await known(office, "phone", ana)]).toEqual([
      "nothing",
      "suspended: wrong number",
    ]);
    await office.as("seller", (ctx) => changeInteraction(ctx, { id, outcome: "connected" }), next());
    expect(await known(office, "phone", ana)).toBe("confirmed by call");
  });
});
