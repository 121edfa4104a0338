import { describe, expect, it } from "vitest";
import { removeInteraction } from "../../../src/crm/interactions/change-interaction.ts";
import { listBatch } from "../../../src/crm/interactions/list-entries.ts";
import { logLines } from "../../../src/crm/interactions/log-lines.ts";
import { testClient } from "../../support/database.ts";
import { talk } from "../customers/open-team.ts";
import { daysAgo, type Office, openOffice, refusal } from "./interactions-fixture.ts";

const db = testClient();

async function office() {
  const opened = await openOffice(db);
  const [ana, sari] = [await opened.add("Ana Wijaya"), await opened.add("Sari Indah")];
  for (const id of [opened.budi, ana, sari])
    await opened.as("seller", (ctx) => talk(ctx, id, { happenedAt: daysAgo(2), outcome: "connected" }));
  return opened;
}

const send = (opened: Office, text: string) =>
  opened.as("seller", (ctx) => logLines(ctx, text, { zone: "Asia/Jakarta", now: ctx.now, locale: "en-ID" }));

/** Each entry as "name (outcome) note". */
async function told(opened: Office, text: string): Promise<string[]> {
  const { outcomes } = await send(opened, text);
  return outcomes.map((outcome) => {
    if (outcome.kind === "logged") {
      const { contactName, note, outcome: went } = outcome.receipt.entry;
      return [contactName, went, note].filter(Boolean).join(" | ");
    }
    return `${outcome.kind} | ${"reading" in outcome ? (outcome.reading as { customer?: string }).customer : ""}`;
  });
}

describe("logLines", () => {
  it("logs a line each, and asks about those that are not certain", async () => {
    const opened = await office();
    expect(
      await told(opened, "budi no answer\nana: wants tea. todo send it friday\n\nBartholomew left a message\nsari vm"),
    ).toEqual([
      "Budi Santoso | no_answer",
      "Ana Wijaya | wants tea.",
      "none | Bartholomew",
      "Sari Indah | left_message",
    ]);
  });

  it("leaves a note that goes on over lines whole", async () => {
    const opened = await office();
    expect(await told(opened, "meeting budi\nhe likes the samples\nwants 200 units")).toEqual([
      "Budi Santoso | he likes the samples\nwants 200 units",
    ]);
  });

  it("keeps a pasted letter as the note of the one it was logged on, whoever is named in it", async () => {
    const opened = await office();
    expect(await told(opened, "email budi:\nHi,\nana: see below\nsari no answer\nBest,\nAna")).toEqual([
      "Budi Santoso | Hi,\nana: see below\nsari no answer\nBest,\nAna",
    ]);
    expect(await told(opened, "email budi\nthanks: fine\nBest,\nAna")).toEqual([
      "Budi Santoso | thanks: fine\nBest,\nAna",
    ]);
  });

  it("goes on with the note of the line above", async () => {
    const opened = await office();
    expect(await told(opened, "budi: ok\nwants two\nana: no\ntodo send tea")).toEqual([
      "Budi Santoso | ok\nwants two",
      "Ana Wijaya | no",
    ]);
  });

  it("takes all of them back as one, and each by itself", async () => {
    const opened = await office();
    const { batchId } = await send(opened, "budi no answer\nana: ok\nsari: ok");
    const batch = await opened.as("seller", (ctx) => listBatch(ctx, batchId ?? ""));
    expect(batch.map(({ contactName }) => contactName)).toEqual(["Budi Santoso", "Ana Wijaya", "Sari Indah"]);
    await opened.as("seller", (ctx) => removeInteraction(ctx, batch[1]?.id ?? ""));
    expect(await opened.as("seller", (ctx) => listBatch(ctx, batchId ?? ""))).toHaveLength(2);
    expect(await opened.as("colleague", (ctx) => listBatch(ctx, batchId ?? ""))).toEqual([]);
  });

  it("saves nothing of more lines than one message may hold", async () => {
    const opened = await office();
    const many = Array.from({ length: 31 }, (_, index) => `budi: note ${index}`).join("\n");
    expect(await refusal(send(opened, many))).toBe("too_many_lines");
    expect(
      await db.inWorkspace(opened.workspaceId, (tx) =>
        tx.interaction.count({ where: { note: { startsWith: "note" } } }),
      ),
    ).toBe(0);
  });
});
