import fc from "fast-check";
import { v7 as newId } from "uuid";
import { describe, expect, it } from "vitest";
import { changeContact } from "../../../../src/crm/customers/change-contact.ts";
import type { NewContact } from "../../../../src/crm/customers/create-contact.ts";
import { createContact } from "../../../../src/crm/customers/create-contact.ts";
import { type MergeChoices, mergeFields, sides } from "../../../../src/crm/customers/merge/merge-choice.ts";
import { mergeContacts } from "../../../../src/crm/customers/merge/merge-contacts.ts";
import { undoMerge } from "../../../../src/crm/customers/merge/undo-merge.ts";
import { changeInteraction } from "../../../../src/crm/interactions/change-interaction.ts";
import { logInteraction } from "../../../../src/crm/interactions/log-interaction.ts";
import { addTask } from "../../../../src/crm/tasks/add-task.ts";
import { openTicket } from "../../../../src/crm/tickets/open-ticket.ts";
import { testClient } from "../../../support/database.ts";
import { call, minutes } from "../../interactions/interactions-fixture.ts";
import { openTeam, type Team } from "../open-team.ts";
import { dumpWorkspace } from "./dump-contacts.ts";

const db = testClient();

const someOf = <T>(values: readonly T[]) => fc.subarray([...values]);
const maybe = <T>(values: readonly T[]) => fc.constantFrom<T | null>(null, ...values);

/** Few values of each kind, so that the two often have some in common. */
const person = fc.record({
  name: fc.constantFrom("Budi Santoso", "Bob Santoso", "Budi"),
  companyName: maybe(["PT Contoh Makmur", "CV Lain"]),
  emails: someOf(["budi@contoh.example", "bob@lain.example", "santoso@contoh.example"]),
  phones: someOf(["0812-3456-7890", "0812-3456-7891"]),
  addresses: someOf(["Jl. Sudirman 12, Jakarta"]),
  jobTitle: maybe(["Buyer", "Director"]),
  valueMinor: maybe([100, 200]),
  stage: fc.constantFrom("lead", "prospect", "customer", "former"),
  customerSince: maybe(["2020-05-01", "2022-01-01"]),
  interests: maybe(["boats", "boats and trains"]),
});
/** What became of them since: other addresses, entries with what they proved, tasks, tickets. */
const history = fc.record({
  emails: maybe<string[]>([["bob@lain.example"], [], ["later@contoh.example"]]),
  jobTitle: maybe(["Owner"]),
  outcomes: fc.array(fc.constantFrom("connected" as const, "wrong_number" as const, "bounced" as const, null), {
    maxLength: 3,
  }),
  task: fc.boolean(),
  ticket: fc.boolean(),
  quote: fc.boolean(),
});
const choices = fc
  .record(Object.fromEntries(mergeFields.map((field) => [field, maybe(sides)])))
  .map((chosen) => Object.fromEntries(Object.entries(chosen).filter(([, side]) => side)) as MergeChoices);

async function live(team: Team, fields: object, since: typeof history extends fc.Arbitrary<infer T> ? T : never) {
  const { id } = await team.as("seller", (ctx) =>
    createContact(ctx, { ...(fields as Partial<NewContact>), source: "typed", evenIfKnown: true } as NewContact),
  );
  const { emails, jobTitle } = since;
  const change = { contactId: id, ...(emails && { emails }), ...(jobTitle && { jobTitle }) };
  await team.as("colleague", (ctx) => changeContact(ctx, change), { now: minutes(1) });
  for (const [at, outcome] of since.outcomes.entries()) {
    const now = minutes(2 + at);
    const entry = await team.as("seller", (ctx) => logInteraction(ctx, call(id, { outcome, note: `note ${at}` })), {
      now,
    });
    if (at === 0)
      await team.as("seller", (ctx) => changeInteraction(ctx, { id: entry.id, note: "put right" }), { now });
  }
  const task = { title: "call back", contactId: id, dueAt: null, interactionId: null };
  if (since.task) await team.as("seller", (ctx) => addTask(ctx, task));
  if (since.ticket)
    await team.as("seller", (ctx) => openTicket(ctx, { subject: "It leaks", contactId: id, department: "support" }));
  if (since.quote) await quoteOf(team, id);
  return id;
}

/** A quote with what it said before, a change of the stage, a question to the owner and a digest that named the contact. */
async function quoteOf(team: Team, contactId: string): Promise<void> {
  const { workspaceId, memberIds } = team;
  await team.as("seller", async ({ tx, now }) => {
    const number = (await tx.quote.count()) + 1;
    const of = { workspaceId, contactId };
    const said = { title: "boats", state: "open", sentAt: now };
    const { id } = await tx.quote.create({
      data: { ...of, ...said, id: newId(), number, memberId: memberIds.seller, createdAt: now },
    });
    await tx.quoteVersion.create({
      data: { ...of, ...said, id: newId(), quoteId: id, version: number, changedAt: now },
    });
    await tx.freshnessAsk.create({ data: { ...of, askedById: memberIds.steward, askedAt: now } });
    const day = new Date(Date.UTC(2026, 10, number));
    const named = { leadIds: [contactId], quietIds: [contactId, newId()], restedIds: [] };
    const empty = { taskIds: [], ticketIds: [], heldIds: [], pointIds: [], skippedIds: [] };
    await tx.digest.create({
      data: { ...named, ...empty, id: newId(), workspaceId, memberId: memberIds.seller, day, createdAt: now },
    });
  });
}

describe("a merge that is undone", () => {
  it("has changed nothing in any table, whatever the two had in common", async () => {
    await fc.assert(
      fc.asyncProperty(
        person,
        history,
        person,
        history,
        choices,
        async (ours, oursSince, theirs, theirsSince, chosen) => {
          const team = await openTeam(db);
          const keptId = await live(team, ours, oursSince);
          const goneId = await live(team, theirs, theirsSince);
          const before = await dumpWorkspace(db, team.workspaceId);
          const { mergeId } = await team.as(
            "seller",
            (ctx) => mergeContacts(ctx, { keptId, goneId, choices: chosen }),
            {
              now: minutes(10),
            },
          );
          // Nothing of either is left behind in use with the one that goes.
          const left = await team.as("steward", async (ctx) => [
            await ctx.tx.contactPoint.count({ where: { contactId: goneId, validTo: null } }),
            await ctx.tx.contactFact.count({ where: { contactId: goneId, validTo: null } }),
            await ctx.tx.interaction.count({ where: { contactId: goneId } }),
          ]);
          expect(left).toEqual([0, 0, 0]);
          await team.as("seller", (ctx) => undoMerge(ctx, { mergeId }), { now: minutes(20) });
          expect(await dumpWorkspace(db, team.workspaceId)).toEqual(before);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});
