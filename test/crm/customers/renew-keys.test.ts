import { describe, expect, it } from "vitest";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { ensureCompany } from "../../../src/crm/customers/ensure-company.ts";
import { currentForms, renewKeys } from "../../../src/crm/customers/renew-keys.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Team } from "./open-team.ts";

const db = testClient();

/** Rows as an older version left them. */
async function inOlderForms(team: Team): Promise<{ contactId: string; companyId: string }> {
  const contactId = (
    await team.as("seller", (ctx) =>
      createContact(ctx, {
        name: 'Robert "Bob" Smith',
        companyName: "Equinor AS",
        emails: ["bob@equinor.com"],
        phones: ["0812-3456-7890"],
        source: "typed",
      }),
    )
  ).id;
  return team.as(null, async ({ tx }) => {
    const { companyId } = await tx.contact.update({
      where: { id: contactId },
      data: { nameKey: "bob robert smith", searchKey: "older" },
    });
    await tx.company.update({ where: { id: companyId ?? "" }, data: { nameKey: "equinor as" } });
    return { contactId, companyId: companyId ?? "" };
  });
}

const renew = (team: Team) => renewKeys((run) => team.as(null, run));

describe("renewKeys", () => {
  it("makes keys of older forms anew, once, and leaves the rest alone", async () => {
    const team = await openTeam(db);
    const { contactId, companyId } = await inOlderForms(team);
    expect(await renew(team)).toBe(2);
    await team.as(null, async ({ tx, workspace }) => {
      expect(await tx.contact.findUniqueOrThrow({ where: { id: contactId } })).toMatchObject({
        nameKey: "robert smith",
        searchKey: "robert bob smith",
      });
      expect(await tx.company.findUniqueOrThrow({ where: { id: companyId } })).toMatchObject({ nameKey: "equinor" });
      expect(await tx.workspace.findUniqueOrThrow({ where: { id: workspace.id } })).toMatchObject({
        normalForms: currentForms,
        normalFormsAfter: null,
      });
    });
    expect(await renew(team)).toBe(0);
  });

  it("goes on from where it was cut off", async () => {
    const team = await openTeam(db);
    const { companyId, contactId } = await inOlderForms(team);
    let batches = 0;
    await expect(
      renewKeys((run) => {
        batches += 1;
        if (batches > 1) throw new Error("killed");
        return team.as(null, run);
      }),
    ).rejects.toThrow("killed");
    await renew(team);
    expect((await team.as("seller", (ctx) => ensureCompany(ctx, "Equinor")))?.id).toBe(companyId);
    const known = await team.as(null, ({ tx }) => tx.contact.findUniqueOrThrow({ where: { id: contactId } }));
    expect(known.nameKey).toBe("robert smith");
  });

  it("touches no other workspace's rows, and none of a customer who was erased", async () => {
    const [team, other] = [await openTeam(db), await openTeam(db)];
    const theirs = await inOlderForms(other);
    await renew(team);
    const kept = await other.as(null, ({ tx }) => tx.contact.findUniqueOrThrow({ where: { id: theirs.contactId } }));
    expect(kept.nameKey).toBe("bob robert smith");
    await other.as(null, ({ tx }) =>
      tx.contact.update({ where: { id: theirs.contactId }, data: { name: "", nameKey: "", searchKey: "" } }),
    );
    await renew(other);
    const erased = await other.as(null, ({ tx }) => tx.contact.findUniqueOrThrow({ where: { id: theirs.contactId } }));
    expect(erased.nameKey).toBe("");
  });
});
