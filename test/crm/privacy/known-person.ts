import { v7 as newId } from "uuid";
import { changeContact } from "../../../src/crm/customers/change-contact.ts";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { changeInteraction } from "../../../src/crm/interactions/change-interaction.ts";
import { keepDraft } from "../../../src/crm/interactions/draft.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { recordPosted } from "../../../src/crm/privacy/record-posted.ts";
import type { Team } from "../customers/open-team.ts";

/** Words of which each stands somewhere in the rows about Budi, and nowhere else. */
export const traces = [
  ...["Zubaidi", "Quxmakmur", "zubaidi.first@example.com", "zubaidi.second@example.com", "81298765432"],
  ...[
    "Jalan Rahasia",
    "wants-the-blue-one",
    "wants-the-red-one",
    "send-the-zebra",
    "likes-zeppelins",
    "Chief Zymologist",
  ],
  ...["draft-about-him", "said-in-a-remark", "crm.example/zub"],
];

const about = (contactId: string, note: string) => ({
  contactId,
  type: "call" as const,
  outcome: null,
  happenedAt: null,
  durationMinutes: null,
  note,
  tasks: [],
});

/** A customer with a row of every kind, and another beside them who has nothing to do with it. */
export async function openKnownPerson(team: Team) {
  const contact = await team.as("seller", (ctx) =>
    createContact(ctx, {
      name: "Zubaidi Santoso",
      companyName: "PT Quxmakmur",
      emails: ["zubaidi.first@example.com"],
      phones: ["+6281298765432"],
      addresses: ["Jalan Rahasia 7, Jakarta"],
      jobTitle: "Chief Zymologist",
      interests: "likes-zeppelins",
      source: "typed",
    }),
  );
  const { id } = contact;
  await team.as("seller", (ctx) => changeContact(ctx, { contactId: id, emails: ["zubaidi.second@example.com"] }));
  const entry = await team.as("seller", (ctx) =>
    logInteraction(ctx, { ...about(id, "wants-the-blue-one"), tasks: [{ title: "send-the-zebra", dueAt: null }] }),
  );
  await team.as("seller", (ctx) => changeInteraction(ctx, { id: entry.id, note: "wants-the-red-one" }));
  const draftId = await team.as("colleague", (ctx) =>
    keepDraft(ctx, "zubaidi santoso: draft-about-him", {
      ...{ type: "note", outcome: null, happenedAt: null, durationMinutes: null, tasks: [] },
      ...{ note: "draft-about-him", customer: "zubaidi santoso" },
    } as never),
  );
  const importId = newId();
  await team.as(null, async (ctx) => {
    await ctx.tx.importRun.create({
      data: {
        id: importId,
        workspaceId: ctx.workspace.id,
        fileName: "old.csv",
        startedAt: ctx.now,
        rejections: [
          { line: 2, field: "email", value: "zubaidi.first@example.com said-in-a-remark", reason: "bad_email" },
          { line: 3, field: "email", value: "somebody(at)else", reason: "bad_email" },
        ],
      },
    });
    await ctx.tx.contact.update({
      where: { id },
      data: { importId, externalSystem: "old", externalId: "Z-1", externalUrl: "https://crm.example/zub" },
    });
    await recordPosted(ctx, { kind: "answer", channel: "D1", ts: "1.000001", about: [id] });
  });
  const other = await team.as("seller", (ctx) =>
    createContact(ctx, { name: "Ana Wijaya", companyName: "CV Sinar", emails: ["ana@sinar.example"], source: "typed" }),
  );
  await team.as("seller", (ctx) => logInteraction(ctx, about(other.id, "ana-wants-a-quote")));
  return { id, other: other.id, entryId: entry.id, draftId, importId };
}
