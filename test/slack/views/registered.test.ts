import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import type { ActionRef } from "../../../src/slack/action-ref.ts";
import type { AnyModal } from "../../../src/slack/define.ts";
import { chooseCustomerForm } from "../../../src/slack/modals/choose-customer.ts";
import { createRegistry, notices } from "../../../src/slack/registry.ts";
import { cardMessage, timelineMessage } from "../../../src/slack/views/customers.ts";
import { homeMessage } from "../../../src/slack/views/home.ts";
import { receiptMessage, severalMessage } from "../../../src/slack/views/interactions.ts";
import { faultMessage } from "../../../src/slack/views/refusal.ts";
import { card, details, entry, ids, match, reader, reading, receipt, rizky } from "../../support/fixture.ts";
import { pressable } from "../../support/read-message.ts";

const slack = join(import.meta.dirname, "..", "..", "..", "src", "slack");
const registry = createRegistry(commands);

/** What the files of one folder export. */
async function exportsOf(folder: string, ending = ".ts"): Promise<[file: string, exported: unknown][]> {
  const files = readdirSync(join(slack, folder)).filter((file) => file.endsWith(ending));
  const found: [string, unknown][] = [];
  for (const file of files) {
    for (const one of Object.values(await import(join(slack, folder, file)))) found.push([file, one]);
  }
  return found;
}

const isRef = (one: unknown): one is ActionRef =>
  typeof one === "object" && one !== null && "id" in one && "keys" in one;

describe("the registry", () => {
  it("answers every button that a view can draw, and none that nobody draws", async () => {
    const drawn = (await exportsOf("views", ".actions.ts")).flatMap(([, refs]) =>
      typeof refs === "object" && refs !== null ? Object.values(refs).filter(isRef) : [],
    );
    expect(drawn.length).toBeGreaterThan(20);
    // The kit answers this one itself, where commands run.
    const own = ["kit.retry"];
    expect(drawn.map(({ id }) => id).filter((id) => !registry.actions.has(id) && !own.includes(id))).toEqual([]);
    expect([...registry.actions.keys()].filter((id) => !drawn.some((ref) => ref.id === id))).toEqual([]);
  });

  it("answers everything that can be pressed in a message, on Home or in a form", () => {
    const blocks = [
      ...cardMessage(card(), reader, rizky).blocks,
      ...timelineMessage({ details: details(), page: { rows: card().timeline, next: "x~y" }, isFirst: true }, reader)
        .blocks,
      ...receiptMessage(receipt(), reader).blocks,
      ...severalMessage({ matches: [match()], typed: "budi", reading: reading(), draftId: ids.draft }, reader).blocks,
      ...homeMessage(
        {
          entries: [entry()],
          customers: [match()],
          mayWrite: true,
          ...{ tasks: [], tickets: [] },
          settings: [],
          panel: [],
        },
        reader,
      ).blocks,
      ...faultMessage({ typed: "/crm budi", reference: "k3f9" }).blocks,
      ...chooseCustomerForm.build({ purpose: "card" }).blocks,
    ];
    const { actions, selects } = pressable(blocks);
    expect(actions.length).toBeGreaterThan(15);
    expect(actions.filter((id) => !registry.actions.has(id) && id !== "kit.retry")).toEqual([]);
    expect(selects).not.toEqual([]);
    expect(selects.filter((id) => !registry.suggestions.has(id))).toEqual([]);
  });

  it("knows every modal that is defined", async () => {
    const defined = (await exportsOf("modals")).flatMap(([file, one]) =>
      typeof one === "object" && one !== null && "handler" in one ? [{ file, modal: one.handler as AnyModal }] : [],
    );
    expect(defined.length).toBeGreaterThan(8);
    expect(defined.filter(({ modal }) => registry.modals.get(modal.id) !== modal).map(({ file }) => file)).toEqual([]);
  });

  it("has an action, a shortcut, an event, a suggestion and a notice for each file that defines one", async () => {
    const listed: Record<string, readonly unknown[]> = {
      actions: [...registry.actions.values()],
      shortcuts: [...registry.shortcuts.values()],
      events: [...registry.events.values()].flat(),
      suggestions: [...registry.suggestions.values()],
    };
    const marks: Record<string, string> = {
      actions: "ref",
      shortcuts: "callbackId",
      events: "payload",
      suggestions: "run",
    };
    for (const [folder, list] of Object.entries(listed)) {
      const defined = (await exportsOf(folder)).filter(
        ([, one]) => typeof one === "object" && one !== null && (marks[folder] ?? "") in one && "run" in one,
      );
      expect(defined.length, folder).toBeGreaterThan(0);
      expect(
        defined.filter(([, one]) => !list.includes(one)).map(([file]) => file),
        folder,
      ).toEqual([]);
    }
    const drawn = (await exportsOf("notices")).filter(
      ([, one]) => typeof one === "object" && one !== null && "render" in one,
    );
    expect(drawn.filter(([, one]) => !(notices as readonly unknown[]).includes(one)).map(([file]) => file)).toEqual([]);
  });
});
