import { v7 as newId } from "uuid";
import { changeContact } from "../../../src/crm/customers/change-contact.ts";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import type { Team } from "../customers/open-team.ts";

const emails = (of: string, count: number) => Array.from({ length: count }, (_, nth) => `${of}${nth}@contoh.co.id`);

/** Customers whose values make trouble in files: marks, new lines, formulas, several of a kind, earlier ones, namesakes, other systems' ids. */
export async function openAwkwardBase(team: Team): Promise<{ namesakes: string[]; changed: string }> {
  await team.as("seller", async (ctx) => {
    await createContact(ctx, {
      name: 'Budi "Pak" Santoso, S.E.',
      companyName: 'PT "Contoh", Makmur; Jaya Tbk',
      emails: ["budi@contoh.co.id", "budi.dua@contoh.co.id", ...emails("budi", 9)],
      phones: ["+62 812-3456-7890", "0811 222 333", "+62 21 555 0101 ext. 12"],
      addresses: ["Jl. Sudirman 12\nJakarta", "Jl. Thamrin 1; Lantai 3, Jakarta"],
      websites: ["contoh-makmur.co.id", "contoh.example.com"],
      jobTitle: "-1 Manager",
      jobFunction: "@procurement",
      valueMinor: 240_000_000,
      stage: "customer",
      customerSince: "2022-03-04",
      interests: "renewal, lines\n=cmd|' /C calc'!A0",
      source: 'webinar "Digital"',
      ownerId: team.memberIds.seller,
    });
    await createContact(ctx, { name: "=HYPERLINK(1)", source: "typed", emails: ["x@example.org"] });
    await createContact(ctx, { name: "@sum", source: "-1+1", phones: ["+62 21 555 0101"], evenIfKnown: true });
    await createContact(ctx, { name: "'quoted' O'Brien", source: "typed", emails: ["obrien@example.org"] });
    await createContact(ctx, {
      name: "王小明",
      companyName: "株式会社サンプル",
      source: "typed",
      emails: ["wang@例え.jp"],
    });
    await createContact(ctx, { name: "محمد الأحمد", source: "typed", phones: ["+971 50 123 4567"] });
    await createContact(ctx, { name: "Ana", source: "typed", valueMinor: 12_345, currency: "USD", stage: "former" });
    await createContact(ctx, { name: "Fatima", source: "typed", valueMinor: 1_234_567, currency: "KWD" });
    await createContact(ctx, { name: "Yuki", source: "typed", valueMinor: 5_000, currency: "JPY" });
  });
  // Two whom nothing but their own id tells apart.
  const namesakes: string[] = [];
  for (let nth = 0; nth < 2; nth++) {
    const { id } = await team.as("seller", (ctx) =>
      createContact(ctx, { name: "Siti Rahma", source: "typed", evenIfKnown: true }),
    );
    namesakes.push(id);
  }
  const { id: changed } = await team.as("seller", (ctx) =>
    createContact(ctx, {
      name: "Wayan Sudarta",
      companyName: "CV Lama",
      emails: ["wayan.lama@example.com"],
      jobTitle: "Clerk",
      source: "typed",
    }),
  );
  await team.as("seller", (ctx) =>
    changeContact(ctx, {
      contactId: changed,
      emails: ["wayan.baru@example.com"],
      companyName: "CV Baru",
      jobTitle: "Director",
    }),
  );
  await team.as(null, async (ctx) => {
    // Two systems that number from one, and two companies of one name.
    const ids = await ctx.tx.contact.findMany({
      where: { name: { in: ["Ana", "Yuki", "Fatima"] } },
      select: { id: true, name: true },
    });
    const idOf = (name: string) => ids.find((each) => each.name === name)?.id ?? "";
    for (const [name, externalSystem] of [
      ["Ana", "hubspot"],
      ["Yuki", "import"],
    ] as const) {
      const data = { externalSystem, externalId: "42", externalUrl: `https://crm.example/${name}?a=1&b="2"` };
      await ctx.tx.contact.update({ where: { id: idOf(name) }, data });
    }
    for (const [name, externalId] of [
      ["Ana", "7"],
      ["Fatima", "8"],
    ] as const) {
      const id = newId();
      await ctx.tx.company.create({
        data: {
          ...{ id, workspaceId: ctx.workspace.id, name: "PT Kembar", searchKey: "pt kembar", nameKey: "kembar" },
          ...{ source: "import of a", externalSystem: "salesforce", externalId, createdAt: ctx.now },
        },
      });
      await ctx.tx.contact.update({ where: { id: idOf(name) }, data: { companyId: id } });
      await ctx.tx.contactFact.create({
        data: {
          ...{ id: newId(), workspaceId: ctx.workspace.id, contactId: idOf(name), field: "organisation" },
          ...{ value: "PT Kembar", source: "import of a", validFrom: ctx.now, createdAt: ctx.now },
        },
      });
    }
    const point = await ctx.tx.contactPoint.findFirstOrThrow({ where: { normal: "obrien@example.org" } });
    await ctx.tx.contactPoint.update({
      where: { id: point.id },
      data: { suspendedAt: ctx.now, suspendedReason: "bounced" },
    });
  });
  return { namesakes, changed };
}

/** What is known of everybody now, in an order that does not depend on ids; times, sources and confirmations left out. */
export async function describeCustomers(team: Team): Promise<object[]> {
  const contacts = await team.as(null, (ctx) =>
    ctx.tx.contact.findMany({
      where: { endedAt: null },
      include: {
        company: { include: { points: { where: { validTo: null } } } },
        points: { where: { validTo: null } },
        facts: { where: { validTo: null } },
      },
    }),
  );
  const pointsOf = (points: readonly { kind: string; normal: string }[]) =>
    points.map(({ kind, normal }) => `${kind} ${normal}`).toSorted();
  return contacts
    .map(({ name, company, points, facts, ...contact }) => ({
      name,
      company: company && `${company.name} ${company.externalSystem} ${company.externalId}`,
      companyPoints: company && pointsOf(company.points),
      points: pointsOf(points),
      facts: facts.map(({ field, value, currency }) => `${field} ${value} ${currency}`).toSorted(),
      stage: contact.stage,
      customerSince: contact.customerSince?.toISOString() ?? null,
      birthDate: contact.birthDate?.toISOString() ?? null,
      source: contact.source,
      interests: contact.interests,
      externalUrl: contact.externalUrl,
    }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
