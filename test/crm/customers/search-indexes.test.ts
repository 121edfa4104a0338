import pg from "pg";
import { v7 as newId } from "uuid";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { foldName } from "../../../src/crm/customers/fold-name.ts";
import { nameKey } from "../../../src/crm/customers/name-key.ts";
import type { Context } from "../../../src/db/context.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Team, today } from "./open-team.ts";

const db = testClient();
const size = 4000;
let team: Team;

/** Names of two made-up words, so that each word is borne by few. */
function nameOf(i: number): string {
  const syllables = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"];
  const word = (n: number) =>
    [n % 10, Math.floor(n / 10) % 10, Math.floor(n / 100) % 10].map((at) => syllables[at]).join("");
  return `${word(i)} ${word(i * 7 + 13)}`;
}

beforeAll(async () => {
  team = await openTeam(db);
  // In two transactions: each has its time, and a machine that does much else is slow.
  const contacts = await team.as("steward", async (ctx) => {
    const workspaceId = ctx.workspace.id;
    const companies = Array.from({ length: size }, (_, i) => ({
      id: newId(),
      workspaceId,
      name: nameOf(i),
      searchKey: nameOf(i),
      nameKey: nameOf(i),
      source: "test",
      createdAt: today,
    }));
    for (let i = 0; i < size; i += 500) await ctx.tx.company.createMany({ data: companies.slice(i, i + 500) });
    const contacts = Array.from({ length: size }, (_, i) => {
      const name = nameOf(i);
      return {
        id: newId(),
        workspaceId,
        name,
        searchKey: foldName(name),
        nameKey: nameKey(name),
        companyId: companies[i]?.id ?? null,
        stage: "lead",
        source: "test",
        createdAt: today,
      };
    });
    for (let i = 0; i < size; i += 500) await ctx.tx.contact.createMany({ data: contacts.slice(i, i + 500) });
    return contacts;
  });
  await team.as("steward", async (ctx) => {
    const workspaceId = ctx.workspace.id;
    const points = contacts.flatMap(({ id, name }, i) => [
      {
        id: newId(),
        workspaceId,
        contactId: id,
        kind: "email",
        normal: `${name.replace(" ", ".")}.${i}@example.com`,
        typed: "x",
        source: "test",
        validFrom: today,
        createdAt: today,
      },
      {
        id: newId(),
        workspaceId,
        contactId: id,
        kind: "phone",
        normal: `+62812${10_000_000 + i * 37}`,
        typed: "x",
        source: "test",
        validFrom: today,
        createdAt: today,
      },
    ]);
    for (let i = 0; i < points.length; i += 500)
      await ctx.tx.contactPoint.createMany({ data: points.slice(i, i + 500) });
    const talks = contacts.map(({ id }, i) => ({
      id: newId(),
      workspaceId,
      contactId: id,
      type: "call",
      happenedAt: today,
      note: `wordy word${i}`,
      surface: "test",
      createdAt: today,
    }));
    for (let i = 0; i < size; i += 500) await ctx.tx.interaction.createMany({ data: talks.slice(i, i + 500) });
  });
  await analyze();
});

/** What autovacuum does within a minute of a large import. */
async function analyze(): Promise<void> {
  const owner = new pg.Client({ connectionString: inject("ownerUrl") });
  await owner.connect();
  await owner.query("ANALYZE contact, company, contact_point, interaction").finally(() => owner.end());
}

/** What this transaction has scanned so far: the server's own counts of what its own functions did. */
async function scans(ctx: Context, relation: string): Promise<number> {
  const [row] = await ctx.tx.$queryRaw<
    { scans: bigint }[]
  >`SELECT pg_stat_get_xact_numscans(${relation}::regclass) AS scans`;
  return Number(row?.scans ?? 0);
}

describe("the search functions", () => {
  it.each([
    [
      "a beginning",
      ["contact_search_prefix", "contact_search_words"],
      "contact",
      `search_contacts_by_prefix('cedi', 20)`,
    ],
    ["words", ["contact_search_words"], "contact", `search_contacts_by_words(ARRAY['cedi', 'mu'], false, 20)`],
    ["words anywhere", ["contact_search_words"], "contact", `search_contacts_by_words(ARRAY['edib'], true, 20)`],
    ["two letters", ["contact_search_words"], "contact", `search_contacts_by_words(ARRAY['ba'], false, 20)`],
    ["a likeness", ["contact_search_words"], "contact", `search_contacts_alike('cedibq', 20)`],
    ["a company", ["company_search_words"], "company", `search_companies(ARRAY['cedi'], false, 20)`],
    ["a likeness to a company", ["company_search_words"], "company", `search_companies(ARRAY['cedibq'], true, 20)`],
    [
      "the beginning of an address",
      ["contact_point_search_prefix", "contact_point_search_email", '"contact_point_workspaceId_kind_normal_idx"'],
      "contact_point",
      `search_points_by_prefix('email', 'cedi', 20)`,
    ],
    ["the end of a number", ["contact_point_search_tail"], "contact_point", `search_phones_by_tail('0037', 20)`],
    ["a sound", ["contact_search_tokens"], "contact", `search_contacts_by_tokens(ARRAY['sedi'], 'sound', 20)`],
    ["a slip", ["contact_search_tokens"], "contact", `search_contacts_by_tokens(ARRAY['bacqdi'], 'typo', 20)`],
    ["part of an address", ["contact_point_search_email"], "contact_point", `search_emails_containing('edifo', 20)`],
    ["a word of a note", ["interaction_search_note"], "interaction", `search_notes(ARRAY['word77'], NULL, 20)`],
    [
      "a name with a company",
      ["company_search_words", "contact_search_words"],
      "contact",
      `search_contacts_at_companies(ARRAY['bacedi', 'cedifo'], 20)`,
    ],
  ])("look for %s through an index for it, and never through the whole table", async (_what, indexes, table, call) => {
    await team.as("steward", async (ctx) => {
      await ctx.tx.$queryRawUnsafe(`SELECT count(*) FROM ${call} id`);
      const used = await Promise.all(indexes.map((index) => scans(ctx, index)));
      expect(Math.max(...used)).toBeGreaterThan(0);
      expect(await scans(ctx, table)).toBe(0);
    });
  });

  const calls = [
    "search_contacts_by_prefix('c', 20)",
    "search_contacts_by_words(ARRAY['cedi'], false, 20)",
    "search_contacts_alike('cedibq', 20)",
    "search_companies(ARRAY['cedi'], true, 20)",
    "search_points_by_prefix('email', 'c', 20)",
    "search_phones_by_tail('7', 20)",
    "search_contacts_by_tokens(ARRAY['bacedi'], 'typo', 20)",
    "search_contacts_at_companies(ARRAY['ba', 'ba'], 20)",
    "search_emails_containing('example.com', 20)",
    "search_notes(ARRAY['wordy'], NULL, 20)",
  ];

  it.each(calls)("%s refuses to look without a workspace", async (call) => {
    await expect(db.asOps((tx) => tx.$queryRawUnsafe(`SELECT * FROM ${call} id`))).rejects.toThrow(
      "A search needs a workspace",
    );
  });

  it.each(calls)("%s finds nothing of another workspace", async (call) => {
    const other = await openTeam(db);
    const count = (one: Team) =>
      one.as("steward", async (ctx) => (await ctx.tx.$queryRawUnsafe<unknown[]>(`SELECT * FROM ${call} id`)).length);
    expect(await count(other)).toBe(0);
    expect(await count(team)).toBeGreaterThan(0);
  });
});
