import { describe, expect, it } from "vitest";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { listRecentCustomers } from "../../../src/crm/customers/list-recent-customers.ts";
import { suggestCustomers } from "../../../src/crm/customers/suggest-customers.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Team, talk, today } from "./open-team.ts";

const db = testClient();

async function teamWithThree(): Promise<{ team: Team; ids: string[] }> {
  const team = await openTeam(db);
  const ids: string[] = [];
  for (const [at, name] of ["Budi Santoso", "Ana Wijaya", "Rudi Hartono"].entries()) {
    const now = new Date(today.getTime() + at * 1000);
    ids.push((await team.as("seller", (ctx) => createContact(ctx, { name, source: "typed" }), { now })).id);
  }
  return { team, ids };
}

const names = (customers: { name: string }[]) => customers.map(({ name }) => name);

describe("listRecentCustomers", () => {
  it("lists whom the member made entries about, the latest first, then the newest customers", async () => {
    const { team, ids } = await teamWithThree();
    await team.as("seller", async (ctx) => {
      await talk(ctx, ids[1] ?? "", { happenedAt: new Date("2026-11-20T00:00:00Z"), outcome: "no_answer" });
      await talk(ctx, ids[0] ?? "", { happenedAt: new Date("2026-11-21T00:00:00Z") });
      await talk(ctx, ids[0] ?? "", { happenedAt: new Date("2026-11-19T00:00:00Z") });
    });
    expect(names(await team.as("seller", (ctx) => listRecentCustomers(ctx)))).toEqual([
      "Budi Santoso",
      "Ana Wijaya",
      "Rudi Hartono",
    ]);
    expect(names(await team.as("colleague", (ctx) => listRecentCustomers(ctx, 2)))).toEqual([
      "Rudi Hartono",
      "Ana Wijaya",
    ]);
    expect(names(await team.as(null, (ctx) => listRecentCustomers(ctx, 1)))).toEqual(["Rudi Hartono"]);
  });

  it("leaves out whoever has been ended, and other workspaces' customers", async () => {
    const { team, ids } = await teamWithThree();
    await team.as("seller", async (ctx) => {
      await talk(ctx, ids[0] ?? "", { happenedAt: today });
      await ctx.tx.contact.update({ where: { id: ids[0] ?? "" }, data: { endedAt: today } });
    });
    expect(names(await team.as("seller", (ctx) => listRecentCustomers(ctx)))).toEqual(["Rudi Hartono", "Ana Wijaya"]);
    const other = await openTeam(db);
    expect(await other.as("seller", (ctx) => listRecentCustomers(ctx))).toEqual([]);
    await expect(other.as("stranger", (ctx) => listRecentCustomers(ctx))).rejects.toMatchObject({ code: "no_access" });
  });
});

describe("suggestCustomers", () => {
  it("offers recent customers until two letters are typed, then those that they may mean", async () => {
    const { team } = await teamWithThree();
    const suggest = (typed: string) => team.as("seller", async (ctx) => names(await suggestCustomers(ctx, typed)));
    expect(await suggest("")).toEqual(["Rudi Hartono", "Ana Wijaya", "Budi Santoso"]);
    expect(await suggest(" b ")).toHaveLength(3);
    expect(await suggest("bu")).toEqual(["Budi Santoso"]);
    expect(await suggest("har")).toEqual(["Rudi Hartono"]);
    expect(await suggest("zz")).toEqual([]);
  });
});
