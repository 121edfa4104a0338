import { v7 as newId } from "uuid";
import { describe, expect, it } from "vitest";
import { getDraft } from "../../../src/crm/interactions/draft.ts";
import { testClient } from "../../support/database.ts";
import { openOffice } from "./interactions-fixture.ts";

const db = testClient();

describe("getDraft", () => {
  it.each([
    [
      { title: "send it", dueAt: "2026-11-27T02:00:00.000Z" },
      [{ title: "send it", dueAt: new Date("2026-11-27T02:00:00Z") }],
    ],
    [null, []],
  ])("reads one that was kept when an entry had one next step at most: %j", async (task, tasks) => {
    const office = await openOffice(db);
    const draft = await office.as("seller", async (ctx) => {
      const entry = { type: "call", outcome: null, happenedAt: null, durationMinutes: null, note: "ok", task };
      const id = newId();
      await ctx.tx.draft.create({
        data: {
          id,
          workspaceId: ctx.workspace.id,
          memberId: ctx.member?.id ?? "",
          text: "budi: ok",
          entry: { ...entry, customer: "budi", link: null },
          createdAt: ctx.now,
        },
      });
      return getDraft(ctx, id);
    });
    expect(draft).toMatchObject({ note: "ok", customer: "budi", tasks, openDays: [] });
  });
});
