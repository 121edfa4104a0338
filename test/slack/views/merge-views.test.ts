import { describe, expect, it } from "vitest";
import type { Comparison } from "../../../src/crm/customers/merge/compare-contacts.ts";
import { differingFields, usualSide } from "../../../src/crm/customers/merge/merge-choice.ts";
import { chooseDuplicateForm, mergeForm } from "../../../src/slack/modals/merge-customers.ts";
import { cardMessage, timelineMessage } from "../../../src/slack/views/customers.ts";
import { mergedMessage, undoneMessage } from "../../../src/slack/views/merge.ts";
import { at, bareCard, card, details, hostileTexts, ids, reader, rizky, type Text } from "../../support/fixture.ts";
import { expectOpenable, expectSendable, readBlocks, readMessage } from "../../support/read-message.ts";

const mergeId = "019aa5d0-0000-7000-8000-0000000000aa";

/** Budi, and a card of his that somebody typed in a hurry. */
function compared(text: Text = null): Comparison {
  const kept = details(text);
  const gone = {
    ...details(text),
    ...{ contactId: ids.hartono, name: `${kept.name.slice(0, 190)} S.`, stage: "lead" as const },
    ...{ jobTitle: kept.jobTitle && { ...kept.jobTitle, value: `Head of ${kept.jobTitle.value}`.slice(0, 200) } },
    ...{ company: null, birthDate: "1980-01-01", customerSince: { on: "2020-05-01", how: null } },
  };
  return {
    ...{ kept: { ...kept, birthDate: "1979-01-01" }, gone },
    differing: differingFields(kept, gone).map((field) => ({ field, usual: usualSide(field, kept, gone) })),
    ...{ points: { email: 2, phone: 1, address: 1, website: 0 }, joined: 1 },
    history: { entries: 12, tasks: 1, tickets: 2 },
  };
}

/** Nothing differs, and nothing comes along. */
function bareComparison(): Comparison {
  const kept = { ...bareCard().details, customerSince: null };
  return {
    ...{ kept, gone: { ...kept, contactId: ids.hartono }, differing: [], joined: 0 },
    ...{ points: { email: 0, phone: 0, address: 0, website: 0 }, history: { entries: 0, tasks: 0, tickets: 0 } },
  };
}

const standing = (goneName: string) => ({ mergeId, goneName, mergedAt: at("2026-11-20"), mergedBy: "Dewi Lestari" });

describe("merging", () => {
  it("shows what the two will be before it is done", () => {
    const form = mergeForm.build({ compared: compared(), reader });
    expect(readBlocks(form.blocks).split("\n")).toEqual([
      "*Budi Santoso S.* goes into *Budi Santoso*, PT Contoh Makmur. One customer stays, with everything that is known of both.",
      "Where they differ, choose what is right:",
      "Name: Budi Santoso",
      "Job title: Procurement manager",
      "Stage: Customer",
      "*What comes together*",
      "• 2 e-mail addresses, 1 phone number and 1 postal address (1 was on both cards)",
      "• From Budi Santoso S.: 12 entries, 1 open task and 2 tickets",
      "• Customer since 1 May 2020, the earlier of the two",
      "⚠ Their dates of birth differ: 1 Jan 1979 on this card, 1 Jan 1980 on the other. Are they one person?",
      "(Nothing is deleted. *Undo merge* stands on the answer and on the card.)",
    ]);
  });

  it("asks nothing where nothing differs", () => {
    expect(
      readBlocks(mergeForm.build({ compared: bareComparison(), reader }).blocks)
        .split("\n")
        .slice(0, 4),
    ).toEqual([
      "*Ana* goes into *Ana*. One customer stays, with everything that is known of both.",
      "*What comes together*",
      "• No e-mail address or phone number on either card",
      "• Nothing has been logged for Ana yet",
    ]);
  });

  it("stands on the card for a month, and on the timeline as long as it can be undone, for whoever may write", () => {
    const said = "*Bob* was merged into this card 2 days ago (20 Nov) by Dewi Lestari.";
    const merged = { ...card(), merge: standing("Bob") };
    expect(readMessage(cardMessage(merged, reader, rizky))).toContain(`${said}  [Undo merge]`);
    expect(readMessage(cardMessage(merged, reader, { ...rizky, role: "viewer" }))).not.toContain("merged");
    const old = { ...merged, merge: { ...standing("Bob"), mergedAt: at("2026-10-20") } };
    expect(readMessage(cardMessage(old, reader, rizky))).not.toContain("was merged");
    const page = { details: details(), page: { rows: [], next: null }, isFirst: true, merge: old.merge };
    expect(readMessage(timelineMessage(page, reader))).toContain("was merged into this card");
  });

  it("says what came of it, and what stayed when it was undone", () => {
    const result = { mergeId, keptId: ids.budi, keptName: "Budi Santoso", goneName: "Bob" };
    const none = { entries: 0, tasks: 0, tickets: 0 };
    expect(readMessage(mergedMessage({ ...result, history: none }))).toBe(
      "✓ *Bob* is merged into *Budi Santoso*.\n[Card] [Undo merge]",
    );
    const undone = { ...result, goneId: ids.hartono, since: { entries: 1, tasks: 0, tickets: 0 } };
    expect(readMessage(undoneMessage(undone))).toBe(
      "*Bob* and *Budi Santoso* are two customers again. 1 entry from after the merge stays with *Budi Santoso*.\n[Open Budi Santoso] [Open Bob]",
    );
  });

  it.each(Object.entries(hostileTexts))("keeps within Slack's limits with %s", (name, text) => {
    expectOpenable(chooseDuplicateForm.build({ kept: details(text), likely: name.length % 2 === 0 }), name);
    expectOpenable(mergeForm.build({ compared: compared(text), reader }), name);
    const { name: called } = details(text);
    const result = { mergeId, keptId: ids.budi, keptName: called, goneName: called, goneId: ids.hartono };
    const history = { entries: 100_000, tasks: 100_000, tickets: 100_000 };
    expectSendable(mergedMessage({ ...result, history }), "message", name);
    expectSendable(undoneMessage({ ...result, since: history }), "message", name);
    expectSendable(cardMessage({ ...card(text), merge: standing(called) }, reader, rizky), "message", name);
  });
});
