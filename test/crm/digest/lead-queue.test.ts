import { describe, expect, it } from "vitest";
import { changeContact } from "../../../src/crm/customers/change-contact.ts";
import { giveUpLead, planCall, takeLead } from "../../../src/crm/digest/change-lead.ts";
import type { Digest } from "../../../src/crm/digest/find-digest.ts";
import { readQueue } from "../../../src/crm/digest/lead-queue.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { Refusal } from "../../../src/crm/refusal.ts";
import type { Profile } from "../../../src/db/open-transaction.ts";
import { testClient } from "../../support/database.ts";
import { type EnrolledWorkspace, maya, rizky } from "../access/enrolled-workspace.ts";
import { digestOn, jakarta, latestDigest, leadOf, salesTeam, sari } from "./digest-fixture.ts";

const db = testClient();
/** A Wednesday. */
const today = "2026-11-25";
const nine = jakarta(today);

const entry = { note: "", happenedAt: null, durationMinutes: null, tasks: [] } as const;
const call = (
  workspace: EnrolledWorkspace,
  who: Profile,
  contactId: string,
  at: Date,
  outcome: "connected" | "no_answer",
) => workspace.as(who, (ctx) => logInteraction(ctx, { ...entry, contactId, type: "call", outcome }), at);

const groupsOf = (digest: Digest | null) =>
  (digest?.queue ?? []).map(({ arrival, source, total, open }) => [arrival, source, total, open]);

/** The queue from its first to its last, as somebody who only skips meets it. */
async function walk(workspace: EnrolledWorkspace, who: Profile, at: Date): Promise<string[]> {
  const names: string[] = [];
  for (let place = 0; ; place++) {
    const { lead, total } = await workspace.as(who, (ctx) => readQueue(ctx, { at: place }), at);
    if (!lead) {
      expect(total).toBe(names.length);
      return names;
    }
    names.push(lead.name);
  }
}

describe("the follow-up queue", () => {
  it("groups one's leads that nobody has talked with by origin and time, the newest first [R67]", async () => {
    const workspace = await salesTeam(db);
    for (const name of ["Ana", "Ani", "Anu"])
      await leadOf(workspace, rizky, { name, at: jakarta("2026-11-24", "15:00") });
    const expo = { source: "Digital Expo", at: jakarta("2026-11-24", "16:00"), sourceAt: jakarta("2026-11-18") };
    const met = await leadOf(workspace, rizky, { ...expo, name: "Budi" });
    await leadOf(workspace, rizky, { ...expo, name: "Bayu", source: "digital expo" });
    await leadOf(workspace, maya, { ...expo, name: "Hers" });
    await leadOf(workspace, rizky, { ...expo, name: "Prospect", stage: "prospect" });
    await call(workspace, maya, met, jakarta("2026-11-24", "17:00"), "connected");
    expect(groupsOf(await digestOn(workspace, rizky, nine))).toEqual([
      ["yesterday", "webinar sign-up", 3, 3],
      ["last-week", "Digital Expo", 3, 1],
    ]);
    expect(await walk(workspace, rizky, nine)).toEqual(expect.arrayContaining(["Ana", "Ani", "Anu", "Bayu"]));
  });

  it("leaves out who is planned, was tried a moment ago, has a quote or came in long ago, and has them again in time", async () => {
    const workspace = await salesTeam(db);
    const at = jakarta("2026-11-23", "10:00");
    const [planned, tried, quoted] = [
      await leadOf(workspace, rizky, { name: "Planned", at }),
      await leadOf(workspace, rizky, { name: "Tried", at }),
      await leadOf(workspace, rizky, { name: "Quoted", at }),
    ];
    await leadOf(workspace, rizky, { name: "Long ago", at: jakarta("2026-10-20") });
    await workspace.as(
      rizky,
      (ctx) => logInteraction(ctx, { ...entry, contactId: quoted, type: "quote", outcome: null, note: "the offer" }),
      at,
    );
    await call(workspace, rizky, tried, jakarta("2026-11-23", "11:00"), "no_answer");
    const again = await workspace.as(rizky, (ctx) => planCall(ctx, { contactId: planned, title: "call Planned" }), at);
    expect(again).toMatchObject({ title: "call Planned", dueOn: "2026-11-24", contactId: planned });
    // Pressed twice, it is planned once.
    const second = await workspace.as(rizky, (ctx) => planCall(ctx, { contactId: planned, title: "call Planned" }), at);
    expect(second.id).toBe(again.id);
    expect(await walk(workspace, rizky, jakarta("2026-11-24"))).toEqual([]);
    expect(await walk(workspace, rizky, nine)).toEqual(["Tried"]);
  });

  it("has the latest day's first, of a day those worth most, and says how a lead is reached and was tried", async () => {
    const workspace = await salesTeam(db);
    const today = jakarta("2026-11-25", "08:00");
    await leadOf(workspace, rizky, { name: "Old and rich", valueMinor: 900, at: jakarta("2026-11-20") });
    const rich = await leadOf(workspace, rizky, {
      ...{ name: "Rich", companyName: "PT Contoh", jobTitle: "Buyer", valueMinor: 500, at: today },
      ...{ phones: ["+62 811 222 333"], emails: ["rich@contoh.example"], interests: "renewal" },
    });
    await leadOf(workspace, rizky, { name: "Plain", at: jakarta("2026-11-25", "08:30") });
    await call(workspace, maya, rich, jakarta("2026-11-22"), "no_answer");
    expect(await walk(workspace, rizky, nine)).toEqual(["Rich", "Plain", "Old and rich"]);
    const { lead } = await workspace.as(rizky, (ctx) => readQueue(ctx, { at: 0 }), nine);
    expect(lead).toMatchObject({
      ...{ name: "Rich", companyName: "PT Contoh", jobTitle: "Buyer", email: "rich@contoh.example", own: true },
      ...{ interests: "renewal", value: { minor: 500, currency: "IDR" }, source: "webinar sign-up" },
      phone: { typed: "+62 811 222 333", normal: "+62811222333" },
      tried: { outcome: "no_answer", by: "Maya Putri" },
    });
  });

  it("shows leads that nobody has to whoever sells, for a week, until somebody takes them", async () => {
    const workspace = await salesTeam(db);
    const free = await leadOf(workspace, null, { name: "Free", source: "Digital Expo", at: jakarta("2026-11-24") });
    await leadOf(workspace, null, { name: "Too late", at: jakarta("2026-11-17") });
    for (const who of [rizky, maya])
      expect(groupsOf(await digestOn(workspace, who, nine))).toEqual([[null, "Digital Expo", 1, 1]]);
    expect(await digestOn(workspace, sari, nine)).toBeNull();
    const taken = await workspace.as(rizky, (ctx) => takeLead(ctx, { contactId: free }), nine);
    expect(taken).toMatchObject({ name: "Free", ownerId: expect.any(String) });
    const late = workspace.as(maya, (ctx) => takeLead(ctx, { contactId: free }), nine);
    await expect(late).rejects.toMatchObject({ code: "lead_taken", details: { name: "Free", owner: "Rizky Pratama" } });
    await expect(late).rejects.toBeInstanceOf(Refusal);
    expect(await walk(workspace, maya, nine)).toEqual([]);
    // Wherever it stands by now, it is the one that is shown.
    const { lead, at } = await workspace.as(rizky, (ctx) => readQueue(ctx, { at: 7, contactId: free }), nine);
    expect([lead?.name, lead?.own, at]).toEqual(["Free", true, 0]);
    await workspace.as(rizky, (ctx) => giveUpLead(ctx, { contactId: free }), nine);
    expect(await walk(workspace, maya, nine)).toEqual(["Free"]);
    // Somebody else's is not given up.
    await workspace.as(maya, (ctx) => takeLead(ctx, { contactId: free }), nine);
    expect(await workspace.as(rizky, (ctx) => giveUpLead(ctx, { contactId: free }), nine)).toMatchObject({
      ownerId: expect.any(String),
    });
  });

  it("shows leads that nobody has to everybody who logs where nobody is in sales, and to nobody who only reads", async () => {
    const workspace = await salesTeam(db);
    await leadOf(workspace, null, { name: "Free", at: jakarta("2026-11-24") });
    await workspace.as(null, async ({ tx }) => {
      await tx.accessGrant.updateMany({ where: { department: "sales" }, data: { department: "marketing" } });
      const member = await tx.member.findFirstOrThrow({ where: { slackUserId: maya.slackUserId } });
      await tx.accessGrant.updateMany({ where: { memberId: member.id }, data: { role: "viewer" } });
    });
    expect(groupsOf(await digestOn(workspace, sari, nine))).toEqual([[null, "webinar sign-up", 1, 1]]);
    expect(await digestOn(workspace, maya, nine)).toBeNull();
  });

  it("counts in the digest whom one has called since it came", async () => {
    const workspace = await salesTeam(db);
    const ids = [];
    for (const name of ["Ana", "Ani"]) ids.push(await leadOf(workspace, rizky, { name, at: jakarta("2026-11-24") }));
    expect(await digestOn(workspace, rizky, nine)).toMatchObject({ called: 0, queue: [{ open: 2 }] });
    await call(workspace, rizky, ids[0] ?? "", jakarta(today, "10:00"), "no_answer");
    await call(workspace, maya, ids[1] ?? "", jakarta(today, "10:00"), "connected");
    expect(await latestDigest(workspace, rizky, jakarta(today, "11:00"))).toMatchObject({ called: 1, queue: [] });
  });

  it("ends with whoever stops being a lead", async () => {
    const workspace = await salesTeam(db);
    const id = await leadOf(workspace, rizky, { name: "Ana", at: jakarta("2026-11-24") });
    await workspace.as(rizky, (ctx) => changeContact(ctx, { contactId: id, stage: "prospect" }), nine);
    expect(await walk(workspace, rizky, nine)).toEqual([]);
    expect(await digestOn(workspace, rizky, nine)).toBeNull();
  });
});
