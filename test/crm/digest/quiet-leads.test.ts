import { describe, expect, it } from "vitest";
import { changeContact } from "../../../src/crm/customers/change-contact.ts";
import { giveUpLead, restLead } from "../../../src/crm/digest/change-lead.ts";
import { findQuietLeads } from "../../../src/crm/digest/quiet-leads.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { addTask } from "../../../src/crm/tasks/add-task.ts";
import { testClient } from "../../support/database.ts";
import { type EnrolledWorkspace, rizky } from "../access/enrolled-workspace.ts";
import { buys, digestOn, jakarta, latestDigest, leadOf, memberOf, salesTeam } from "./digest-fixture.ts";

const db = testClient();
const entry = { note: "", happenedAt: null, durationMinutes: null, tasks: [] } as const;
/** A Wednesday. */
const nine = jakarta("2026-11-25");

/** Whoever came in on 1 October from the webinar, three of whom bought in November. */
async function webinar(): Promise<{ workspace: EnrolledWorkspace; ana: string }> {
  const workspace = await salesTeam(db);
  const at = jakarta("2026-10-01");
  const ana = await leadOf(workspace, rizky, { name: "Ana Wijaya", companyName: "PT Contoh Makmur", at });
  for (const name of ["One", "Two", "Three"])
    await buys(
      workspace,
      await leadOf(workspace, null, { name, source: "Webinar sign-up", at }),
      jakarta("2026-11-10"),
    );
  return { workspace, ana };
}

const quietOn = (workspace: EnrolledWorkspace, at: Date) =>
  workspace.as(null, async (ctx) => findQuietLeads(ctx, { memberId: await memberOf(ctx, rizky), limit: 2 }), at);

const log = (workspace: EnrolledWorkspace, contactId: string, at: Date, more: object = {}) =>
  workspace.as(
    rizky,
    (ctx) => logInteraction(ctx, { ...entry, contactId, type: "call", outcome: "left_message", ...more }),
    at,
  );

describe("findQuietLeads", () => {
  it("names a lead that heard nothing for a week while others of its origin bought, and why [R68]", async () => {
    const { workspace, ana } = await webinar();
    await log(workspace, ana, jakarta("2026-11-13", "10:00"));
    // A note to oneself is nothing that they have heard.
    await log(workspace, ana, jakarta("2026-11-23", "10:00"), { type: "note", outcome: null, note: "think of her" });
    expect(await quietOn(workspace, jakarta("2026-11-20", "09:59"))).toEqual([]);
    expect(await quietOn(workspace, jakarta("2026-11-20", "10:01"))).toEqual([ana]);
    expect((await digestOn(workspace, rizky, nine))?.quiet).toMatchObject([
      {
        ...{ contactId: ana, name: "Ana Wijaya", companyName: "PT Contoh Makmur", source: "webinar sign-up" },
        ...{ state: "open", bought: 3, last: { type: "call", outcome: "left_message" }, planned: null },
        quietSince: jakarta("2026-11-13", "10:00"),
      },
    ]);
  });

  it("waits two weeks with a prospect, with whom there is a conversation", async () => {
    const { workspace, ana } = await webinar();
    await log(workspace, ana, jakarta("2026-11-10", "10:00"), { outcome: "connected" });
    await workspace.as(rizky, (ctx) => changeContact(ctx, { contactId: ana, stage: "prospect" }));
    expect(await quietOn(workspace, jakarta("2026-11-24", "09:59"))).toEqual([]);
    expect(await quietOn(workspace, jakarta("2026-11-24", "10:01"))).toEqual([ana]);
  });

  it("is silent where nobody of the origin bought since the lead came in, or long ago, or where there is no origin", async () => {
    const workspace = await salesTeam(db);
    const before = await leadOf(workspace, null, { name: "Before", at: jakarta("2026-09-01") });
    await buys(workspace, before, jakarta("2026-09-20"));
    await leadOf(workspace, rizky, { name: "Later", at: jakarta("2026-10-01") });
    const typed = await leadOf(workspace, null, { name: "Typed", source: "entry", at: jakarta("2026-09-01") });
    await leadOf(workspace, rizky, { name: "Typed too", source: "entry", at: jakarta("2026-09-01") });
    await buys(workspace, typed, jakarta("2026-11-10"));
    expect(await quietOn(workspace, nine)).toEqual([]);
    // Four months later what was bought then says little of now.
    await leadOf(workspace, rizky, { name: "Early", at: jakarta("2026-09-01") });
    expect(await quietOn(workspace, nine)).toHaveLength(1);
    expect(await quietOn(workspace, jakarta("2027-01-20"))).toEqual([]);
  });

  it("is silent where somebody plans to call, and names those worth most first, two at the most", async () => {
    const { workspace, ana } = await webinar();
    const at = jakarta("2026-10-02");
    const rich = await leadOf(workspace, rizky, { name: "Rich", valueMinor: 900, at });
    const richer = await leadOf(workspace, rizky, { name: "Richer", valueMinor: 1000, at });
    expect(await quietOn(workspace, nine)).toEqual([richer, rich]);
    await workspace.as(
      rizky,
      (ctx) => addTask(ctx, { contactId: rich, title: "call", dueAt: jakarta("2026-11-30"), interactionId: null }),
      nine,
    );
    expect(await quietOn(workspace, nine)).toEqual([richer, ana]);
  });

  it("lets whoever was put off rest for two weeks, here and in the queue, and whoever was named on three mornings", async () => {
    const { workspace, ana } = await webinar();
    expect((await digestOn(workspace, rizky, nine))?.quiet).toHaveLength(1);
    await workspace.as(rizky, (ctx) => restLead(ctx, { contactId: ana }), nine);
    await workspace.as(rizky, (ctx) => restLead(ctx, { contactId: ana }), nine);
    expect(await latestDigest(workspace, rizky, nine)).toMatchObject({ quiet: [{ state: "rested" }] });
    expect((await workspace.audit()).filter(({ action }) => action === "lead.rested")).toHaveLength(1);
    expect(await quietOn(workspace, jakarta("2026-12-09", "08:59"))).toEqual([]);
    expect(await quietOn(workspace, jakarta("2026-12-09", "09:01"))).toEqual([ana]);
    const second = await webinar();
    for (const day of ["2026-11-25", "2026-11-26", "2026-11-27"])
      expect((await digestOn(second.workspace, rizky, jakarta(day)))?.quiet).toHaveLength(1);
    expect(await digestOn(second.workspace, rizky, jakarta("2026-11-30"))).toBeNull();
    expect((await digestOn(second.workspace, rizky, jakarta("2026-12-10")))?.quiet).toHaveLength(1);
  });

  it("shows in the digest what became of it: logged, planned, given up, a customer", async () => {
    const { workspace, ana } = await webinar();
    const state = async () => (await latestDigest(workspace, rizky, jakarta("2026-11-25", "12:00")))?.quiet[0]?.state;
    await digestOn(workspace, rizky, nine);
    expect(await state()).toBe("open");
    await workspace.as(rizky, (ctx) => giveUpLead(ctx, { contactId: ana }), jakarta("2026-11-25", "09:30"));
    expect(await state()).toBe("given");
    await buys(workspace, ana, jakarta("2026-11-25", "09:40"));
    expect(await state()).toBe("bought");
    await log(workspace, ana, jakarta("2026-11-25", "10:00"));
    expect(await state()).toBe("logged");
  });
});
