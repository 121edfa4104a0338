import { describe, expect, it } from "vitest";
import { changeContact } from "../../../src/crm/customers/change-contact.ts";
import { createContact, type NewContact } from "../../../src/crm/customers/create-contact.ts";
import { findCustomers } from "../../../src/crm/customers/find-customers.ts";
import { findExactCustomers } from "../../../src/crm/customers/find-exact-customers.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Person, type Team, talk, today } from "./open-team.ts";

const db = testClient();

const people: NewContact[] = [
  {
    name: "Budi Santoso",
    companyName: "PT Contoh Makmur Tbk",
    emails: ["budi.santoso@contoh-makmur.co.id"],
    phones: ["0812-3456-7890"],
    jobTitle: "Procurement manager",
    source: "typed",
  },
  { name: "Budi Hartono", companyName: "CV Sinar Jaya", phones: ["0813 1111 2222"], source: "typed" },
  { name: "Rudi Hartono", companyName: "CV Sinar Jaya", source: "typed" },
  { name: "José García-Márquez", companyName: "Siemens AG", emails: ["jose@siemens.example.com"], source: "typed" },
  { name: "Łukasz Żółć", source: "typed" },
  { name: "Дмитрий Иванов", source: "typed" },
  { name: "Ma'ruf Amin", source: "typed" },
  { name: "Dewi Lestari Wijaya", phones: ["+62 21 555 1234 ext 12"], source: "typed" },
];

async function teamWithPeople(): Promise<Team> {
  const team = await openTeam(db);
  await team.as("seller", async (ctx) => {
    for (const person of people) await createContact(ctx, person);
  });
  return team;
}

function find(team: Team, text: string, person: Person = "seller") {
  return team.as(person, (ctx) => findCustomers(ctx, text));
}

const hostile: [string, string][] = [
  ["an injection", "Robert'); DROP TABLE contact;--"],
  ["NUL", "\u0000budi\u0000santoso"],
  ["right-to-left override", "\u202eosotnas idub"],
  ["emoji", "👩‍👩‍👧‍👦"],
  ["a wildcard", "%"],
  ["wildcards", "_____"],
  ["a name and a wildcard", "budi%"],
  ["a backslash", "\\"],
  ["nothing", ""],
  ["blanks", "   "],
  ["quotes", "'\"`$$"],
  ["half a character", "\ud800"],
  ["what Slack makes of mentions", "<!channel> <@U123>"],
  ["3,200 characters of words", "santoso ".repeat(400)],
  ["3,000 characters of one word", "x".repeat(3000)],
  ["3,000 digits", "9".repeat(3000)],
  ["an address of 3,000 characters", `${"a".repeat(3000)}@example.com`],
  ["signs", "@@@@"],
  ["a plus", "+"],
  ["dots", "...."],
  ["noughts", "0000"],
];

const names = (matches: { name: string }[]) => matches.map(({ name }) => name);

describe("findCustomers", () => {
  it.each([
    // [typed, found first, by, certain]
    ["budi santoso", "Budi Santoso", "name", true],
    ["Santoso Budi", "Budi Santoso", "name", true],
    ["SANTOSO, Budi", "Budi Santoso", "name", true],
    ["Pak Budi Santoso, S.E.", "Budi Santoso", "name", true],
    ["budi san", "Budi Santoso", "prefix", false],
    ["santoso", "Budi Santoso", "prefix", false],
    ["san bud", "Budi Santoso", "words", false],
    ["budy santoso", "Budi Santoso", "sound", false],
    ["bdui santoso", "Budi Santoso", "fuzzy", false],
    ["santosso", "Budi Santoso", "sound", false],
    ["sanposo", "Budi Santoso", "fuzzy", false],
    ["budisantoso", "Budi Santoso", "fuzzy", false],
    ["lestrai", "Dewi Lestari Wijaya", "sound", false],
    ["jose garcia marquez", "José García-Márquez", "name", true],
    ["García", "José García-Márquez", "prefix", false],
    ["lukasz zolc", "Łukasz Żółć", "name", true],
    ["dmitriy ivanov", "Дмитрий Иванов", "name", true],
    ["иванов", "Дмитрий Иванов", "prefix", false],
    ["maruf amin", "Ma'ruf Amin", "name", true],
    ["BUDI.SANTOSO@Contoh-Makmur.co.id", "Budi Santoso", "email", true],
    ["Budi <budi.santoso@contoh-makmur.co.id>", "Budi Santoso", "email", true],
    ["budi.san@", "", "", false],
    ["santoso@contoh", "Budi Santoso", "email", false],
    ["@contoh-makmur.co.id", "Budi Santoso", "email", false],
    ["makmur.co", "Budi Santoso", "email", false],
    ["jose@siemens.ex", "José García-Márquez", "email", false],
    ["jose@siem", "José García-Márquez", "email", false],
    ["081234567890", "Budi Santoso", "phone", true],
    ["62812 3456 7890", "Budi Santoso", "phone", true],
    ["+62 (0)812-3456-7890", "Budi Santoso", "phone", true],
    ["０８１２３４５６７８９０", "Budi Santoso", "phone", true],
    ["7890", "Budi Santoso", "phone", false],
    ["0812 34", "Budi Santoso", "phone", false],
    ["62812 34", "Budi Santoso", "phone", false],
    ["021 5551234", "Dewi Lestari Wijaya", "phone", true],
    ["contoh makmur", "Budi Santoso", "company", false],
    ["PT Contoh Makmur", "Budi Santoso", "company", false],
    ["siemnes", "José García-Márquez", "company", false],
    ["budi contoh", "Budi Santoso", "words", false],
    ["budi sinar", "Budi Hartono", "words", false],
    ["sinar jaya budi", "Budi Hartono", "words", false],
    ["budi contoh makmur", "Budi Santoso", "words", false],
  ])("finds by %s", async (typed, name, matchedBy, exact) => {
    const [first] = await find(await shared, typed);
    if (name === "") return expect(first).toBeUndefined();
    expect(first).toMatchObject({ name, matchedBy, exact });
  });

  const shared = teamWithPeople();

  it.each([
    ["soekarno", "Sukarno Hadi"],
    ["sukarno", "Soekarno Putra"],
    ["mohammad rizki", "Muhamad Rizky"],
    ["mochamad rizky", "Muhamad Rizky"],
    ["ahmad", "Achmad Fauzi"],
    ["akhmad fausi", "Achmad Fauzi"],
    ["joko wijaya", "Djoko Widjaja"],
    ["cahyadi", "Tjahjadi Lim"],
    ["jusuf", "Yoesoef Hamid"],
    ["setyawan", "Agus Setiawan"],
    ["katrin", "Catherine Moore"],
    ["kathryn", "Catherine Moore"],
    ["catherine", "Kathryn Holt"],
    ["steven", "Stephen Ng"],
    ["filip", "Philippe Roux"],
    ["mikael", "Michael Tan"],
  ])("finds by how it sounds: %s", async (typed, name) => {
    expect(names(await find(await spoken, typed))).toContain(name);
  });

  const spoken = (async () => {
    const team = await openTeam(db);
    const heard =
      "Sukarno Hadi|Soekarno Putra|Muhamad Rizky|Achmad Fauzi|Djoko Widjaja|Tjahjadi Lim|Yoesoef Hamid|Agus Setiawan|Catherine Moore|Kathryn Holt|Stephen Ng|Philippe Roux|Michael Tan";
    await team.as("seller", async (ctx) => {
      for (const name of heard.split("|")) await createContact(ctx, { name, source: "typed" });
    });
    return team;
  })();

  it("takes a company's name with its legal form for the company's, and else a person's first", async () => {
    const team = await openTeam(db);
    await team.as("seller", async (ctx) => {
      await createContact(ctx, { name: "Wijaya Putra", source: "typed" });
      await createContact(ctx, { name: "Ani Sari", companyName: "PT Wijaya", source: "typed" });
    });
    expect(names(await find(team, "PT Wijaya"))).toEqual(["Ani Sari", "Wijaya Putra"]);
    expect(names(await find(team, "wijaya"))).toEqual(["Wijaya Putra", "Ani Sari"]);
  });

  it("puts one's own customers before others whose name agrees as well, by name or by digits", async () => {
    const team = await openTeam(db);
    const mine = await team.as("seller", async (ctx) => {
      for (const [nth, name] of ["Santoso Adi", "Santoso Budi", "Ani Santoso"].entries())
        await createContact(ctx, { name, phones: [`081${nth}34567890`], source: "typed" });
      return (await ctx.tx.contact.findFirstOrThrow({ where: { name: "Ani Santoso" } })).id;
    });
    expect(names(await find(team, "santoso"))).toEqual(["Santoso Adi", "Santoso Budi", "Ani Santoso"]);
    await team.as("seller", (ctx) => talk(ctx, mine, { happenedAt: today }));
    expect(names(await find(team, "santoso"))[0]).toBe("Ani Santoso");
    expect(names(await find(team, "567890"))[0]).toBe("Ani Santoso");
    expect(names(await find(team, "santoso", "colleague"))[0]).toBe("Santoso Adi");
  });

  it("gives what a choice needs to tell namesakes apart [R63]", async () => {
    const team = await teamWithPeople();
    const [budi] = await find(team, "budi santoso");
    await team.as("colleague", (ctx) =>
      talk(ctx, budi?.contactId ?? "", { happenedAt: new Date("2026-11-21T05:00:00Z") }),
    );
    await team.as("seller", (ctx) =>
      talk(ctx, budi?.contactId ?? "", { happenedAt: new Date("2026-11-23T05:00:00Z"), outcome: "no_answer" }),
    );
    expect(await find(team, "budi")).toMatchObject([
      {
        name: "Budi Santoso",
        companyName: "PT Contoh Makmur Tbk",
        jobTitle: "Procurement manager",
        stage: "lead",
        email: "budi.santoso@contoh-makmur.co.id",
        phone: "0812-3456-7890",
        // nobody answered on the 23rd: that was no talk
        lastTalkedAt: new Date("2026-11-21T05:00:00Z"),
        lastTalkedById: team.memberIds.colleague,
        lastTalkedByMeAt: null,
      },
      { name: "Budi Hartono", companyName: "CV Sinar Jaya", email: null, lastTalkedAt: null },
    ]);
  });

  it("puts whom one talked with last first among equals", async () => {
    const team = await teamWithPeople();
    expect(names(await find(team, "hartono"))).toEqual(["Budi Hartono", "Rudi Hartono"]);
    const [, rudi] = await find(team, "hartono");
    await team.as("seller", (ctx) => talk(ctx, rudi?.contactId ?? "", { happenedAt: today }));
    expect(names(await find(team, "hartono"))).toEqual(["Rudi Hartono", "Budi Hartono"]);
  });

  it("is certain of a name of one word only when nobody else has that word", async () => {
    const team = await openTeam(db);
    await team.as("seller", async (ctx) => {
      await createContact(ctx, { name: "Suharto", source: "typed" });
      await createContact(ctx, { name: "Budi", source: "typed" });
      await createContact(ctx, { name: "Budi Santoso", source: "typed" });
    });
    expect(await find(team, "suharto")).toMatchObject([{ name: "Suharto", exact: true }]);
    expect(await find(team, "budi")).toMatchObject([
      { name: "Budi", exact: false },
      { name: "Budi Santoso", exact: false },
    ]);
  });

  it("finds by an earlier address without being certain of it [R64]", async () => {
    const team = await teamWithPeople();
    const [budi] = await find(team, "budi santoso");
    await team.as("seller", (ctx) =>
      changeContact(ctx, { contactId: budi?.contactId ?? "", emails: ["budi@baru.co.id"] }),
    );
    expect(await find(team, "budi.santoso@contoh-makmur.co.id")).toMatchObject([
      { name: "Budi Santoso", matchedBy: "email", exact: false, email: "budi@baru.co.id" },
    ]);
    expect(await find(team, "budi@baru.co.id")).toMatchObject([{ exact: true }]);
  });

  it("does not find whoever has been ended", async () => {
    const team = await teamWithPeople();
    await team.as("seller", (ctx) => ctx.tx.contact.updateMany({ data: { endedAt: today } }));
    for (const text of ["budi santoso", "budi", "santosso", "7890", "081234567890", "contoh makmur"])
      expect(await find(team, text)).toEqual([]);
  });

  it.each(hostile)("survives %s", async (_what, typed) => {
    const found = await find(await shared, typed);
    expect(found.length).toBeLessThanOrEqual(10);
    if (typed.includes("\u0000")) expect(names(found)).toEqual(["Budi Santoso"]);
    if (/^[%_\\\s]*$/.test(typed)) expect(found).toEqual([]);
  });

  it("never finds another workspace's customers", async () => {
    const other = await teamWithPeople();
    const empty = await openTeam(db);
    for (const text of [
      "budi santoso",
      "budi",
      "san bud",
      "santosso",
      "budi.santoso@contoh-makmur.co.id",
      "jose@siem",
      "081234567890",
      "7890",
      "contoh makmur",
      "budi contoh",
    ]) {
      expect(await find(empty, text)).toEqual([]);
      expect((await find(other, text)).length).toBeGreaterThan(0);
    }
  });

  it("refuses whoever has no access, and lets a viewer look", async () => {
    const team = await teamWithPeople();
    await expect(find(team, "budi", "stranger")).rejects.toMatchObject({ code: "no_access" });
    expect(names(await find(team, "budi santoso", "viewer"))).toEqual(["Budi Santoso"]);
  });
});

describe("findExactCustomers", () => {
  it("gives only what is certain", async () => {
    const team = await shared2;
    const exact = (text: string) => team.as("seller", async (ctx) => names(await findExactCustomers(ctx, text)));
    expect(await exact("santoso budi")).toEqual(["Budi Santoso"]);
    expect(await exact("081234567890")).toEqual(["Budi Santoso"]);
    expect(await exact("budi")).toEqual([]);
    expect(await exact("budi santosa")).toEqual([]);
    expect(await exact("7890")).toEqual([]);
    expect(await exact("contoh makmur")).toEqual([]);
  });

  const shared2 = teamWithPeople();
});
