import { expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { mergeContacts } from "../../src/crm/customers/merge/merge-contacts.ts";
import { logInteraction } from "../../src/crm/interactions/log-interaction.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

/** Two cards of one person, of whom the second was typed in a hurry. */
async function addPair(suite: Suite, name: string): Promise<{ keptId: string; goneId: string }> {
  const phone = `+62 812-3456-${1000 + Math.floor(Math.random() * 9000)}`;
  const kept = await suite.as("dewi", (ctx) =>
    createContact(ctx, {
      ...{ name: `${name} Santoso`, companyName: "PT Contoh Makmur", jobTitle: "Procurement manager", stage: "lead" },
      ...{ phones: [phone], emails: [`${name.toLowerCase()}@contoh.example`], source: "typed" },
    }),
  );
  const gone = await suite.as("dewi", (ctx) =>
    createContact(ctx, {
      ...{ name: `${name} S.`, jobTitle: "Buyer", stage: "customer", customerSince: "2021-03-01", evenIfKnown: true },
      ...{ phones: [phone], emails: [`${name.toLowerCase()}.s@mail.example`], source: "typed" },
    }),
  );
  const entry = { type: "call", outcome: null, happenedAt: null, durationMinutes: null, tasks: [] } as const;
  await suite.as("dewi", (ctx) =>
    logInteraction(ctx, { ...entry, contactId: gone.id, note: "wants the renewal offer" }),
  );
  await suite.as("dewi", (ctx) => openTicket(ctx, { subject: "It leaks", contactId: gone.id, department: "support" }));
  return { keptId: kept.id, goneId: gone.id };
}

describeOverBoth("merging two cards of one person", (suite) => {
  it("offers likely duplicates with the reason, shows what the two will be, merges and undoes it [R106]", async () => {
    const { keptId, goneId } = await addPair(suite, "Xandria");
    const dewi = suite.person("dewi");
    const card = await suite.ask("dewi", "/crm-customer", "xandria santoso");
    await dewi.choose({ message: card, actionId: "menu" }, "Merge");
    await dewi.untilView((view) => view.title === "Merge customers");
    const offered = await dewi.suggest({ actionId: "customer.duplicate" }, "");
    expect(offered.ok && offered.options?.[0]).toMatchObject({
      ...{ text: { text: "Xandria S." }, value: goneId, description: { text: "same phone" } },
    });
    expect(offered.ok && offered.options?.some(({ value }) => value === keptId)).toBe(false);
    const typed = await dewi.suggest({ actionId: "customer.duplicate" }, "xandria");
    expect(typed.ok && typed.options?.map(({ value }) => value)).toEqual([goneId]);
    await dewi.fill({ other: "Xandria S." });
    expect(await dewi.submit()).toMatchObject({ ok: true });

    const form = await dewi.untilView((view) => linesOf(view).some((line) => line.includes("goes into")));
    expect(linesOf(form)).toEqual([
      "*Xandria S.* goes into *Xandria Santoso*, PT Contoh Makmur. One customer stays, with everything that is known of both.",
      "Where they differ, choose what is right:",
      "*What comes together*",
      "• 2 e-mail addresses and 1 phone number (1 was on both cards)",
      "• From Xandria S.: 1 entry and 1 ticket",
      "Nothing is deleted. *Undo merge* stands on the answer and on the card.",
    ]);
    await dewi.fill({ jobTitle: "Buyer" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const merged = await suite.person("dewi").untilMessage((one) => one.text.includes("is merged into"));
    expect(linesOf(merged)).toEqual([
      "✓ *Xandria S.* is merged into *Xandria Santoso*. 1 entry and 1 ticket came along.",
    ]);
    expect(labelsOf(merged)).toEqual(["Card", "Undo merge"]);

    const now = await suite.ask("dewi", "/crm-customer", "xandria s");
    const lines = linesOf(now);
    expect(lines[0]).toBe("*Xandria Santoso* · Buyer, PT Contoh Makmur");
    expect(lines).toContain("*Xandria S.* was merged into this card today by Dewi Lestari.");
    expect(lines.some((line) => line.includes("wants the renewal offer"))).toBe(true);

    await dewi.press({ message: now, text: "Undo merge" });
    const undone = await dewi.untilMessage((one) => one.text.includes("two customers again"));
    expect(linesOf(undone)).toEqual(["*Xandria S.* and *Xandria Santoso* are two customers again."]);
    // The answer to the merge still has its button: it says so.
    await dewi.press({ message: merged, text: "Undo merge" });
    await dewi.untilMessage((one) => one.text.includes("taken back before"));
  });

  it("leads an old button to the card of the one that stayed, and shows a viewer no Merge", async () => {
    await addPair(suite, "Yolandra");
    const dewi = suite.person("dewi");
    const old = await suite.ask("dewi", "/crm-customer", "yolandra s.");
    const card = await suite.ask("dewi", "/crm-customer", "yolandra santoso");
    await dewi.choose({ message: card, actionId: "menu" }, "Merge");
    await dewi.untilView((view) => view.title === "Merge customers");
    await dewi.fill({ other: "Yolandra S." });
    await dewi.submit();
    await dewi.untilView((view) => linesOf(view).some((line) => line.includes("goes into")));
    // Two presses of one button: the second finds them one already.
    await Promise.all([dewi.submit(), dewi.submit().catch(() => null)]);
    await dewi.untilMessage((one) => one.text.includes("*Yolandra S.* is merged into"));
    await dewi.press({ message: old, text: "Log" });
    await dewi.untilView();
    await dewi.fill({ note: "by the old card" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const receipt = await dewi.untilMessage(
      (one) => one.text.includes("Yolandra Santoso") && one.text.startsWith("Logged"),
    );
    expect(receipt.text).toContain("Yolandra Santoso");

    await suite.ask("dewi", "/crm-admin", "access grant @jonas viewer marketing");
    const read = await suite.ask("jonas", "/crm-customer", "yolandra santoso");
    expect(labelsOf(read)).toEqual(["Timeline", "Share"]);
    expect(linesOf(read).some((line) => line.includes("was merged"))).toBe(false);
  });

  it("refuses a form that was opened before the merge, whose lists would end what came from the other one", async () => {
    const { keptId, goneId } = await addPair(suite, "Zenobia");
    const dewi = suite.person("dewi");
    const old = await suite.ask("dewi", "/crm-customer", "zenobia s.");
    await dewi.choose({ message: old, actionId: "menu" }, "Edit");
    await dewi.untilView((view) => view.title === "Change the customer");
    await suite.as("dewi", (ctx) => mergeContacts(ctx, { keptId, goneId }));
    // With an address that is asked about, which builds the form anew.
    await dewi.fill({ email: "zenobia@gmial.com" });
    const outcome = await dewi.submit();
    expect(JSON.stringify(outcome)).toContain("was merged into Zenobia Santoso meanwhile");
    const emails = await suite.as("dewi", (ctx) =>
      ctx.tx.contactPoint.count({ where: { contactId: keptId, kind: "email", validTo: null } }),
    );
    expect(emails).toBe(2);
  });
});
