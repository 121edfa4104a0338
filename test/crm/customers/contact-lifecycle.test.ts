import { describe, expect, it } from "vitest";
import { changeContact } from "../../../src/crm/customers/change-contact.ts";
import { confirmContactPoint } from "../../../src/crm/customers/confirm-contact-point.ts";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { ensureCompany } from "../../../src/crm/customers/ensure-company.ts";
import { getContact } from "../../../src/crm/customers/get-contact.ts";
import { getContactDetails } from "../../../src/crm/customers/get-contact-details.ts";
import { suspendContactPoint } from "../../../src/crm/customers/suspend-contact-point.ts";
import { testClient } from "../../support/database.ts";
import { openedAudit } from "../../support/opened-audit.ts";
import { openTeam, type Team, today } from "./open-team.ts";

const db = testClient();

const budi = {
  name: "Budi Santoso",
  companyName: "PT Contoh Makmur",
  emails: ["Budi.Santoso@contoh-makmur.co.id"],
  phones: ["0812-3456-7890"],
  addresses: ["Jl. Sudirman 12, Jakarta"],
  websites: ["https://www.contoh-makmur.co.id/en"],
  jobTitle: "Procurement manager",
  valueMinor: 240_000_000,
  stage: "customer",
  customerSince: "2022-03-01",
  customerSinceSource: "said by Maya",
  interests: "renewals",
  source: "webinar “Digital procurement”",
  sourceAt: new Date("2024-03-10T00:00:00Z"),
};

const audits = (team: Team) => openedAudit(db, team.workspaceId);

describe("createContact", () => {
  it("keeps everything typed, confirmed by whoever typed it [R75]", async () => {
    const team = await openTeam(db);
    const { id } = await team.as("seller", (ctx) => createContact(ctx, { ...budi, ownerId: team.memberIds.colleague }));
    const details = await team.as("viewer", (ctx) => getContactDetails(ctx, id));
    expect(details).toMatchObject({
      name: "Budi Santoso",
      jobTitle: { value: "Procurement manager", source: budi.source },
      company: { name: "PT Contoh Makmur", website: "https://www.contoh-makmur.co.id/en" },
      stage: "customer",
      owner: { memberId: team.memberIds.colleague, name: "colleague" },
      value: { minor: 240_000_000, currency: "IDR" },
      customerSince: { on: "2022-03-01", how: "said by Maya" },
      source: "webinar “Digital procurement”",
      sourceAt: budi.sourceAt,
      interests: "renewals",
      earlierPoints: [],
      points: {
        email: [
          {
            typed: "Budi.Santoso@contoh-makmur.co.id",
            normal: "budi.santoso@contoh-makmur.co.id",
            status: "confirmed",
            confirmedBy: "seller",
            confirmedHow: "edit",
            ofCompany: false,
          },
        ],
        phone: [{ typed: "0812-3456-7890", normal: "+6281234567890" }],
        address: [{ typed: "Jl. Sudirman 12, Jakarta" }],
        website: [{ normal: "contoh-makmur.co.id", ofCompany: true }],
      },
    });
  });

  it("leaves an audit entry for the contact and one for its new company", async () => {
    const team = await openTeam(db);
    const { id } = await team.as("seller", (ctx) => createContact(ctx, budi));
    expect(await audits(team)).toMatchObject([
      { action: "company.created", actorId: team.memberIds.seller, after: { name: "PT Contoh Makmur" } },
      {
        action: "contact.created",
        subjectType: "contact",
        subjectId: id,
        after: { name: "Budi Santoso", email: ["Budi.Santoso@contoh-makmur.co.id"], value: "240000000 IDR" },
      },
    ]);
  });

  it.each([
    ["a name of nothing", { name: " \u200b… " }, "name_missing"],
    ["a name of NUL", { name: "\u0000" }, "name_missing"],
    ["a name of 3,000 characters", { name: "x".repeat(3000) }, "name_too_long"],
    ["an e-mail without a domain", { emails: ["budi@contoh"] }, "bad_email"],
    ["a phone number that nobody can have", { phones: ["0812"] }, "bad_phone"],
    ["an IP address as website", { websites: ["http://10.0.0.1"] }, "bad_website"],
    ["an address of dots", { addresses: ["…"] }, "bad_address"],
    ["an address of 3,000 characters", { addresses: ["Jalan ".repeat(500)] }, "text_too_long"],
    ["a job title of 3,000 characters", { jobTitle: "x".repeat(3000) }, "text_too_long"],
    ["half a cent", { valueMinor: 0.5 }, "bad_value"],
    ["less than nothing", { valueMinor: -1 }, "bad_value"],
    ["more than can be counted", { valueMinor: 2 ** 60 }, "bad_value"],
    ["a currency that is none", { valueMinor: 1, currency: "RPX" }, "bad_currency"],
    ["an unknown stage", { stage: "friend" }, "bad_stage"],
    ["30 February", { customerSince: "2022-02-30" }, "bad_date"],
    ["a customer since tomorrow", { customerSince: "2026-11-26" }, "bad_date"],
    ["an owner who is nobody", { ownerId: "00000000-0000-7000-8000-000000000000" }, "owner_not_found"],
    ["a company that is none", { companyId: "no id" }, "company_not_found"],
  ])("refuses %s, and nothing is kept", async (_what, wrong, code) => {
    const team = await openTeam(db);
    await expect(team.as("seller", (ctx) => createContact(ctx, { ...budi, ...wrong }))).rejects.toMatchObject({ code });
    expect(await team.as("seller", (ctx) => ctx.tx.contact.count())).toBe(0);
    expect(await audits(team)).toEqual([]);
  });

  it("keeps hostile text as text", async () => {
    const team = await openTeam(db);
    const name = "Robert'); DROP TABLE contact;-- <!channel> 👩‍👩‍👧‍👦 محمد";
    const { id } = await team.as("seller", (ctx) =>
      createContact(ctx, { name: `\u202e${name}\u0000`, interests: "a\u0000b\r\nc", source: "" }),
    );
    expect(await team.as("seller", (ctx) => getContactDetails(ctx, id))).toMatchObject({
      name,
      interests: "a b\nc",
      source: "typed",
    });
  });

  it.each([
    ["e-mail", { name: "Somebody Else", emails: ["BUDI.santoso@contoh-makmur.co.id"], source: "typed" }, "email"],
    ["phone number", { name: "Somebody Else", phones: ["+62 812 3456 7890"], source: "typed" }, "phone"],
    ["name and company", { name: "Santoso, Budi", companyName: "Contoh Makmur Tbk.", source: "typed" }, "name"],
  ])("tells who has the same %s already, and makes another when told to", async (_what, other, by) => {
    const team = await openTeam(db);
    const { id } = await team.as("seller", (ctx) => createContact(ctx, budi));
    await expect(team.as("seller", (ctx) => createContact(ctx, other))).rejects.toMatchObject({
      code: "contact_exists",
      details: { contactId: id, name: "Budi Santoso", by },
    });
    await team.as("seller", (ctx) => createContact(ctx, { ...other, evenIfKnown: true }));
  });

  it("makes one contact of two forms sent at once", async () => {
    const team = await openTeam(db);
    const results = await Promise.allSettled([1, 2, 3].map(() => team.as("seller", (ctx) => createContact(ctx, budi))));
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(await team.as("seller", (ctx) => ctx.tx.company.count())).toBe(1);
  });

  it("refuses a viewer and whoever has no access", async () => {
    const team = await openTeam(db);
    await expect(team.as("viewer", (ctx) => createContact(ctx, budi))).rejects.toMatchObject({ code: "not_permitted" });
    await expect(team.as("stranger", (ctx) => createContact(ctx, budi))).rejects.toMatchObject({ code: "no_access" });
  });
});

describe("changeContact", () => {
  const later = new Date("2026-11-25T03:00:00Z");

  it("ends the old address and begins the new one: the newest first, the earlier ones with their dates [R64]", async () => {
    const team = await openTeam(db);
    const { id } = await team.as("seller", (ctx) => createContact(ctx, budi));
    await team.as(
      "colleague",
      (ctx) => changeContact(ctx, { contactId: id, emails: ["budi@baru.co.id"], jobTitle: "Director" }),
      { now: later },
    );
    const details = await team.as("viewer", (ctx) => getContactDetails(ctx, id));
    expect(details.points.email).toMatchObject([{ typed: "budi@baru.co.id", validFrom: later, source: "edited" }]);
    expect(details.earlierPoints).toMatchObject([
      { typed: "Budi.Santoso@contoh-makmur.co.id", validFrom: today, validTo: later },
    ]);
    expect(details.jobTitle?.value).toBe("Director");
    expect(details.earlierFacts).toMatchObject([{ field: "job_title", value: "Procurement manager", validTo: later }]);
    expect((await audits(team)).at(-1)).toMatchObject({
      action: "contact.changed",
      actorId: team.memberIds.colleague,
      before: { email: ["Budi.Santoso@contoh-makmur.co.id"], job_title: "Procurement manager" },
      after: { email: ["budi@baru.co.id"], job_title: "Director" },
    });
  });

  it("writes nothing when nothing differs", async () => {
    const team = await openTeam(db);
    const { id } = await team.as("seller", (ctx) => createContact(ctx, budi));
    const {
      name,
      stage,
      customerSince,
      customerSinceSource,
      interests,
      emails,
      phones,
      addresses,
      websites,
      jobTitle,
      valueMinor,
      companyName,
    } = budi;
    await team.as("seller", (ctx) =>
      changeContact(ctx, {
        contactId: id,
        name,
        stage,
        customerSince,
        customerSinceSource,
        interests,
        emails,
        phones,
        addresses,
        websites,
        jobTitle,
        valueMinor,
        companyName,
      }),
    );
    expect((await audits(team)).map(({ action }) => action)).toEqual(["company.created", "contact.created"]);
    expect((await team.as("seller", (ctx) => getContactDetails(ctx, id))).earlierPoints).toEqual([]);
  });

  it("takes a value away, and moves a contact to another company with the history of it", async () => {
    const team = await openTeam(db);
    const { id } = await team.as("seller", (ctx) => createContact(ctx, budi));
    await team.as(
      "seller",
      (ctx) =>
        changeContact(ctx, {
          contactId: id,
          companyName: "CV Sinar Jaya",
          valueMinor: null,
          phones: [],
          customerSince: null,
        }),
      { now: later },
    );
    const details = await team.as("seller", (ctx) => getContactDetails(ctx, id));
    expect(details).toMatchObject({
      company: { name: "CV Sinar Jaya", website: null },
      value: null,
      customerSince: null,
      points: { phone: [] },
    });
    expect(details.earlierFacts.map(({ field, value }) => `${field} ${value}`).toSorted()).toEqual([
      "organisation PT Contoh Makmur",
      "value 240000000",
    ]);
  });

  it("refuses a contact that is gone, unknown or another workspace's", async () => {
    const [team, other] = [await openTeam(db), await openTeam(db)];
    const { id } = await other.as("seller", (ctx) => createContact(ctx, budi));
    for (const contactId of [id, "no id", ""]) {
      await expect(team.as("seller", (ctx) => changeContact(ctx, { contactId, name: "X" }))).rejects.toMatchObject({
        code: "contact_not_found",
      });
      await expect(team.as("seller", (ctx) => getContact(ctx, contactId))).rejects.toMatchObject({
        code: "contact_not_found",
      });
      await expect(team.as("seller", (ctx) => getContactDetails(ctx, contactId))).rejects.toMatchObject({
        code: "contact_not_found",
      });
    }
    await other.as("seller", (ctx) => ctx.tx.contact.update({ where: { id }, data: { endedAt: today } }));
    await expect(other.as("seller", (ctx) => getContact(ctx, id))).rejects.toMatchObject({ code: "contact_not_found" });
  });
});

describe("ensureCompany", () => {
  it("finds a company whatever its legal form, and makes it once for many at once", async () => {
    const team = await openTeam(db);
    const made = await Promise.all(
      ["PT Sinar Jaya Tbk", "Sinar Jaya", "P.T. SINAR JAYA (Persero)"].map((name) =>
        team.as("seller", (ctx) => ensureCompany(ctx, name)),
      ),
    );
    expect(new Set(made.map((company) => company?.id)).size).toBe(1);
    expect(await team.as("seller", (ctx) => ensureCompany(ctx, "  "))).toBeNull();
  });
});

describe("confirmContactPoint", () => {
  it("confirms the number that is used, and ages it after its limit of 460 days", async () => {
    const team = await openTeam(db);
    const { id } = await team.as(null, (ctx) => createContact(ctx, { ...budi, source: "import" }));
    const status = async (now: Date) =>
      (await team.as("seller", (ctx) => getContactDetails(ctx, id), { now })).points.phone[0]?.status;
    expect(await status(today)).toBe("never");
    const point = await team.as("seller", (ctx) =>
      confirmContactPoint(ctx, { contactId: id, kind: "phone", how: "call" }),
    );
    expect(point).toMatchObject({ typed: "0812-3456-7890", confirmedAt: null });
    expect(await status(today)).toBe("confirmed");
    expect(await status(new Date(today.getTime() + 460 * 86_400_000))).toBe("confirmed");
    expect(await status(new Date(today.getTime() + 461 * 86_400_000))).toBe("ageing");
    expect((await audits(team)).at(-1)).toMatchObject({
      action: "point.confirmed",
      subjectId: id,
      after: { how: "call", typed: "0812-3456-7890" },
    });
  });

  it("says that there is none to confirm", async () => {
    const team = await openTeam(db);
    const { id } = await team.as("seller", (ctx) => createContact(ctx, { name: "Sari", source: "typed" }));
    expect(
      await team.as("seller", (ctx) => confirmContactPoint(ctx, { contactId: id, kind: "phone", how: "call" })),
    ).toBeNull();
    await expect(
      team.as("seller", (ctx) => confirmContactPoint(ctx, { pointId: id, how: "call" })),
    ).rejects.toMatchObject({ code: "point_not_found" });
  });
});

describe("suspendContactPoint", () => {
  it("suspends the address in use, puts the next one first, and a confirmation lifts it", async () => {
    const team = await openTeam(db);
    const { id } = await team.as("seller", (ctx) => createContact(ctx, { ...budi, emails: ["old@contoh.co.id"] }));
    await team.as(
      "seller",
      (ctx) => changeContact(ctx, { contactId: id, emails: ["old@contoh.co.id", "new@contoh.co.id"] }),
      { now: new Date("2026-11-24T04:00:00Z") },
    );
    const point = await team.as("seller", (ctx) =>
      suspendContactPoint(ctx, { contactId: id, kind: "email", reason: "bounced on 24 Nov" }),
    );
    expect(point?.typed).toBe("new@contoh.co.id");
    const emails = async () =>
      (await team.as("seller", (ctx) => getContactDetails(ctx, id))).points.email.map(
        ({ typed, status }) => `${typed} ${status}`,
      );
    expect(await emails()).toEqual(["old@contoh.co.id confirmed", "new@contoh.co.id suspended"]);
    await team.as("seller", (ctx) => confirmContactPoint(ctx, { pointId: point?.id ?? "", how: "digest" }));
    expect(await emails()).toEqual(["new@contoh.co.id confirmed", "old@contoh.co.id confirmed"]);
    expect((await audits(team)).slice(-2)).toMatchObject([
      { action: "point.suspended", after: { reason: "bounced on 24 Nov" } },
      { action: "point.confirmed", before: { suspendedReason: "bounced on 24 Nov" } },
    ]);
  });
});
