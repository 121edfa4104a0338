import { describe, expect, it } from "vitest";
import { type Resolution, resolveCustomer } from "../../../src/crm/interactions/resolve-customer.ts";
import { testClient } from "../../support/database.ts";
import { talk } from "../customers/open-team.ts";
import { daysAgo, type Office, openOffice, typed } from "./interactions-fixture.ts";

const db = testClient();

async function resolve(office: Office, text: string, person: "seller" | "colleague" = "seller"): Promise<string> {
  const found = await office.as(person, (ctx) => resolveCustomer(ctx, typed(ctx, text)));
  return shown(found);
}

function shown(found: Resolution | null): string {
  if (!found) return "nobody named";
  if (found.kind === "none") return `none: ${found.reading.customer}`;
  const names =
    found.kind === "several"
      ? found.matches
          .map(({ name }) => name)
          .toSorted()
          .join(", ")
      : found.match.name;
  return `${found.kind}: ${names}${found.reading.note && ` (${found.reading.note})`}`;
}

async function crowdedOffice(): Promise<Office> {
  const office = await openOffice(db);
  for (const name of [
    "Budi Hartono",
    "Rudi Hartono",
    "Ana Wijaya",
    "New Balance",
    "Call Center Asia",
    "April Ludgate",
  ]) {
    await office.add(name);
  }
  return office;
}

describe("resolveCustomer", () => {
  it("is certain of a whole name, an address or a number that one alone has", async () => {
    const office = await crowdedOffice();
    for (const text of [
      "budi santoso",
      "Santoso, Budi: wants the offer",
      "BUDI SANTOSO no answer",
      "call connected yesterday budi santoso: yes",
      "budi.santoso@contoh-makmur.co.id: yes",
      "+62 812 3456 7890 no answer",
      "call (0812) 3456-7890: yes",
    ]) {
      expect(await resolve(office, text)).toMatch(/^certain: Budi Santoso/u);
    }
    expect(await resolve(office, "New Balance: yes")).toBe("certain: New Balance (yes)");
    expect(await resolve(office, "Call Center Asia no answer")).toBe("certain: Call Center Asia");
    expect(await resolve(office, "April Ludgate: yes")).toBe("certain: April Ludgate (yes)");
  });

  it("asks about a beginning, a typing error, a company and a guessed name", async () => {
    const office = await crowdedOffice();
    expect(await resolve(office, "budi: yes")).toBe("several: Budi Hartono, Budi Santoso (yes)");
    expect(await resolve(office, "ana: yes")).toBe("probable: Ana Wijaya (yes)");
    expect(await resolve(office, "bdui santoso: yes")).toBe("probable: Budi Santoso (yes)");
    expect(await resolve(office, "contoh makmur: yes")).toBe("probable: Budi Santoso (yes)");
    expect(await resolve(office, "budi santoso wants the offer")).toBe("probable: Budi Santoso (wants the offer)");
  });

  it("asks which of two bearers of one name", async () => {
    const office = await openOffice(db);
    await office.add("Budi Santoso", { companyName: "CV Sinar Jaya" });
    expect(await resolve(office, "budi santoso: yes")).toBe("several: Budi Santoso, Budi Santoso (yes)");
  });

  it("asks where a stranger's longer name holds the one typed, unless one has talked with its bearer lately", async () => {
    const office = await openOffice(db);
    await office.add("Budi Santoso Wibowo");
    await office.add("Eko Santoso Budi");
    await office.add("Budiman Santoso");
    const both = "several: Budi Santoso, Budi Santoso Wibowo, Eko Santoso Budi (yes)";
    expect(await resolve(office, "budi santoso: yes")).toBe(both);
    expect(await resolve(office, "Santoso, Budi: yes")).toBe(both);
    await office.as("seller", (ctx) => talk(ctx, office.budi, { happenedAt: daysAgo(40) }));
    expect(await resolve(office, "budi santoso: yes")).toBe(both);
    await office.as("seller", (ctx) => talk(ctx, office.budi, { happenedAt: daysAgo(5) }));
    expect(await resolve(office, "budi santoso: yes")).toBe("certain: Budi Santoso (yes)");
    expect(await resolve(office, "budi santoso: yes", "colleague")).toBe(both);
  });

  it("stays certain of an address and a number, whoever else has a longer name", async () => {
    const office = await openOffice(db);
    await office.add("Budi Santoso Wibowo");
    for (const text of ["budi.santoso@contoh-makmur.co.id: yes", "0812 3456 7890: yes"])
      expect(await resolve(office, text)).toBe("certain: Budi Santoso (yes)");
    expect(await resolve(office, "budi santoso wibowo: yes")).toBe("certain: Budi Santoso Wibowo (yes)");
  });

  it("asks which of two holders of one number", async () => {
    const office = await openOffice(db);
    await office.add("Sari Santoso", { phones: ["0812 3456 7890"], evenIfKnown: true });
    expect(await resolve(office, "081234567890: yes")).toBe("several: Budi Santoso, Sari Santoso (yes)");
  });

  it("asks where the same words are one customer's name and a type before another's", async () => {
    const office = await openOffice(db);
    await office.add("Note Asia Raya");
    await office.add("Asia Raya");
    expect(await resolve(office, "note asia raya: yes")).toBe("several: Asia Raya, Note Asia Raya (yes)");
  });

  it("takes the longest name before a colon", async () => {
    const office = await openOffice(db);
    await office.add("Re: Zero");
    await office.add("Re Invest");
    expect(await resolve(office, "Re: Zero: called")).toBe("certain: Re: Zero (called)");
    expect(await resolve(office, "Re Invest: Zero: called")).toBe("certain: Re Invest (Zero: called)");
  });

  it("loses no word of a note to a name that is only alike", async () => {
    const office = await crowdedOffice();
    expect(await resolve(office, "budi santoso's wife asked")).toBe(
      "several: Budi Hartono, Budi Santoso (santoso's wife asked)",
    );
    expect(await resolve(office, "bdui santoso wants tea")).toBe("probable: Budi Santoso (wants tea)");
  });

  it("finds nobody rather than somebody", async () => {
    const office = await crowdedOffice();
    expect(await resolve(office, "Siti Rahayu: yes")).toBe("none: Siti Rahayu");
    expect(await resolve(office, "budi mahendra: yes")).toBe("none: budi mahendra");
    expect(await resolve(office, "call connected")).toBe("nobody named");
  });
});

describe("a beginning among those one has talked with", () => {
  it("is certain when one alone has it, for the one who talked, for thirty days", async () => {
    const office = await crowdedOffice();
    await office.as("seller", (ctx) => talk(ctx, office.budi, { happenedAt: daysAgo(29) }));
    expect(await resolve(office, "budi no answer")).toBe("certain: Budi Santoso");
    expect(await resolve(office, "santoso: yes")).toBe("certain: Budi Santoso (yes)");
    expect(await resolve(office, "budi no answer", "colleague")).toBe("several: Budi Hartono, Budi Santoso");
    expect(await resolve(office, "budi wants tea")).toBe("several: Budi Hartono, Budi Santoso (wants tea)");
  });

  it.each([
    ["a talk of 31 days ago", { happenedAt: daysAgo(31) }],
    ["a call that reached nobody", { happenedAt: daysAgo(1), outcome: "no_answer" }],
    ["a note to oneself", { happenedAt: daysAgo(1), type: "note", outcome: null }],
    ["a quote", { happenedAt: daysAgo(1), type: "quote", outcome: null }],
  ])("is not certain by %s", async (_, more) => {
    const office = await crowdedOffice();
    await office.as("seller", (ctx) => talk(ctx, office.budi, more));
    expect(await resolve(office, "budi: yes")).toBe("several: Budi Hartono, Budi Santoso (yes)");
  });

  it("is not certain by a talk that was taken back", async () => {
    const office = await crowdedOffice();
    await office.as("seller", (ctx) => talk(ctx, office.budi, { happenedAt: daysAgo(1) }));
    await db.inWorkspace(office.workspaceId, (tx) => tx.interaction.updateMany({ data: { removedAt: daysAgo(0) } }));
    expect(await resolve(office, "budi: yes")).toMatch(/^several/u);
  });

  it("is not certain when two have it", async () => {
    const office = await openOffice(db);
    const hartono = await office.add("Budi Hartono");
    for (const id of [office.budi, hartono])
      await office.as("seller", (ctx) => talk(ctx, id, { happenedAt: daysAgo(2) }));
    expect(await resolve(office, "budi: yes")).toBe("several: Budi Hartono, Budi Santoso (yes)");
    expect(await resolve(office, "budi h: yes")).toBe("certain: Budi Hartono (yes)");
  });

  it("is not certain by one or two letters, unless they are a whole name", async () => {
    const office = await openOffice(db);
    await office.add("Bu Hartono");
    const li = await office.add("Li Wei");
    await office.add("Lina Marlina");
    for (const id of [office.budi, li]) await office.as("seller", (ctx) => talk(ctx, id, { happenedAt: daysAgo(2) }));
    expect(await resolve(office, "bu: yes")).not.toMatch(/^certain/u);
    expect(await resolve(office, "li: yes")).toBe("certain: Li Wei (yes)");
  });

  it("is certain among any number of namesakes in the base", async () => {
    const office = await openOffice(db);
    const ahmad = await office.add("Ahmad Budi");
    for (let index = 0; index < 45; index += 1) await office.add(`Budi Nomor ${index}`);
    await office.as("seller", (ctx) => talk(ctx, ahmad, { happenedAt: daysAgo(2) }));
    expect(await resolve(office, "budi: yes")).toBe("certain: Ahmad Budi (yes)");
  });
});
