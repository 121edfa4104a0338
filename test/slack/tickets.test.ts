import { beforeAll, expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { logInteraction } from "../../src/crm/interactions/log-interaction.ts";
import { getTicket } from "../../src/crm/tickets/get-ticket.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

/** Budi, whom Maya talked with lately, and a second Budi; Maya and Rizky work on tickets, Jonas reads. */
async function openOffice(suite: Suite): Promise<{ budi: string; sari: string }> {
  await suite.ask("dewi", "/crm-admin", "access grant @maya @rizky member support");
  await suite.ask("dewi", "/crm-admin", "access grant @jonas viewer marketing");
  const add = (name: string, companyName: string) =>
    suite.as("dewi", (ctx) =>
      createContact(ctx, {
        name,
        companyName,
        source: "import",
        customerSince: "2022-05-01",
        customerSinceSource: "the import",
      }),
    );
  const { id: budi } = await add("Budi Santoso", "PT Contoh Makmur");
  await add("Budi Hartono", "CV Sinar Jaya");
  const { id: sari } = await add("Sari Indah", "Toko Indah");
  await suite.as("maya", (ctx) =>
    logInteraction(ctx, {
      ...{ contactId: sari, type: "call" as const, outcome: null, happenedAt: new Date("2026-11-20T05:00:00Z") },
      ...{ durationMinutes: null, note: "asked about delivery", tasks: [] },
    }),
  );
  return { budi, sari };
}

/** The message once it shows what is waited for. */
function changed(suite: Suite, handle: string, message: PageMessage, shows: string): Promise<PageMessage> {
  return suite.person(handle).until(
    () => {
      const now = suite.again(handle, message);
      return now && JSON.stringify(now.blocks).includes(shows) ? now : null;
    },
    { what: `"${shows}" in ${JSON.stringify(linesOf(message))}` },
  );
}

const ticketOf = (suite: Suite, number: number) => suite.as("maya", (ctx) => getTicket(ctx, { number }));

describeOverBoth("a day of support", (suite) => {
  beforeAll(async () => {
    await openOffice(suite);
  });

  it("opens a ticket at once for a customer who is certain, and says how long they have been one [R75] [R76]", async () => {
    const opened = await suite.ask("maya", "/crm-ticket", "new budi santoso: cannot log in after password reset");
    expect(opened.ephemeral).toBe(true);
    expect(linesOf(opened).slice(0, 3)).toEqual([
      "✓ Opened T-1.",
      "*T-1 · P3 · cannot log in after password reset*",
      expect.stringMatching(/^Budi Santoso, PT Contoh Makmur · nobody yet · due /u),
    ]);
    expect(labelsOf(opened).slice(0, 2)).toEqual(["Take", "Assign"]);
    const shown = await suite.ask("maya", "/crm", "T-1");
    expect(linesOf(shown).join("\n")).toContain(
      "Open 0 min, since today 15:05, asked for by Maya · Customer since 2022 (4 years, from the import)",
    );
  });

  it("gives one ticket to one of two who take it, and names the other's holder [R77]", async () => {
    expect(linesOf(await suite.ask("maya", "/crm-ticket", "take t1"))[0]).toBe("✓ T-1 is yours.");
    const late = await suite.ask("rizky", "/crm-ticket", "take T–1");
    expect(late.text).toContain("Maya Putri has T-1");
  });

  it("keeps an attempt that failed, for whoever has it next [R79]", async () => {
    const tried = await suite.ask("maya", "/crm-ticket", "tried 1 cleared the cache, no change");
    expect(linesOf(tried)[0]).toBe("✓ Noted for whoever has T-1 next.");
    const shown = await suite.ask("rizky", "/crm-ticket", "T-1");
    expect(linesOf(shown)).toContain("today 14:05 · Maya · cleared the cache, no change");
  });

  it("waits for the customer until a day, with what they were asked", async () => {
    const waits = await suite.ask("maya", "/crm-ticket", "wait T-1 until wednesday asked for a screenshot");
    expect(linesOf(waits)[0]).toBe(
      "✓ T-1 waits for the customer. If they are silent it comes back Wed 25 Nov. Your words are in its notes.",
    );
    expect(labelsOf(waits).slice(0, 2)).toEqual(["They answered", "Chase"]);
    await suite.person("maya").press({ message: waits, text: "They answered" });
    await suite.person("maya").until(async () => (await ticketOf(suite, 1)).state === "open" || null);
  });

  it("solves by what was typed, and offers what is due next", async () => {
    await suite.ask("maya", "/crm-ticket", "new sari indah: invoice copy is missing");
    const solved = await suite.ask("maya", "/crm-ticket", "solve T-1 cleared the stale session cookie");
    expect(linesOf(solved)).toEqual([
      "✓ Solved T-1.",
      expect.stringMatching(/^Due first: \*T-2 · P3 · invoice copy is missing\*$/u),
      expect.stringMatching(/^Sari Indah, Toko Indah · nobody yet · due /u),
    ]);
    expect(await ticketOf(suite, 1)).toMatchObject({ state: "solved", fix: "cleared the stale session cookie" });
  });

  it("shows the next ticket like it how it was solved, and who could take it, each by one press [R77] [R79]", async () => {
    for (const [customer, fix] of [
      ["budi santoso", "cleared the session cookie again"],
      ["sari indah", "cleared the stale session cookie"],
    ]) {
      const opened = await suite.ask("maya", "/crm-ticket", `new ${customer}: cannot log in after the password reset`);
      const number = /Opened T-(\d+)/u.exec(opened.text)?.[1];
      await suite.ask("maya", "/crm-ticket", `priority ${number} 2`);
      await suite.ask("maya", "/crm-ticket", `solve T-${number} ${fix}`);
    }
    const opened = await suite.ask("rizky", "/crm-ticket", "new sari indah: cannot log in after password reset");
    const lines = linesOf(opened);
    expect(lines).toContain("*Solved before*");
    expect(lines.join("\n")).toContain('"cleared the stale session cookie"');
    expect(lines.join("\n")).toMatch(/\*Maya\* could take it: like T-\d+, T-\d+ and T-\d+, which Maya solved/u);
    expect(labelsOf(opened)).toEqual(expect.arrayContaining(["Use this fix", "Give to Maya", "Set P2"]));
    await suite.person("rizky").press({ message: opened, text: "Set P2" });
    const urgent = await changed(suite, "rizky", opened, "is P2");
    expect(labelsOf(urgent)).not.toContain("Set P2");
    await suite.person("rizky").press({ message: urgent, text: "Give to Maya" });
    const given = await changed(suite, "rizky", opened, "✓ Maya has T-5 now");
    expect(labelsOf(given)).not.toContain("Give to Maya");
    expect(await ticketOf(suite, 5)).toMatchObject({ priority: "P2", assignee: { name: "Maya Putri" } });
  });

  it("hands all of one's open tickets over at the end of a shift", async () => {
    const said = await suite.ask("maya", "/crm-ticket", "handover @rizky");
    expect(said.text).toMatch(/^✓ Rizky has your 1 open ticket now/u);
    const list = await suite.ask("maya", "/crm-ticket", "list @rizky");
    expect(linesOf(list)[0]).toBe("*Rizky's* (1)");
  });

  it("gives a ticket to nobody, to oneself and to whom a name fits", async () => {
    await suite.ask("rizky", "/crm-ticket", "assign T-5 nobody");
    expect(await ticketOf(suite, 5)).toMatchObject({ state: "new", assignee: null });
    await suite.ask("rizky", "/crm-ticket", "assign 5 me");
    await suite.ask("rizky", "/crm-ticket", "assign @maya T-5");
    expect(await ticketOf(suite, 5)).toMatchObject({ assignee: { name: "Maya Putri" } });
    const stranger = await suite.ask("rizky", "/crm-ticket", "assign T-5 somebody else");
    expect(stranger.text).toContain("I know nobody called *somebody else*");
  });

  it("says why it is due when it is, span by span [R78]", async () => {
    suite.running.clock.advance(21 * 3_600_000);
    const shown = await suite.ask("rizky", "/crm-ticket", "T-5");
    expect(linesOf(shown).join("\n")).toMatch(/Open 21 hours, since yesterday, asked for by Rizky/u);
    const why = await suite.ask("rizky", "/crm-ticket", "why T-5");
    expect(linesOf(why)[0]).toBe("*Why T-5 (P2) is due when it is*");
    expect(linesOf(why).join("\n")).toContain("*First answer:* 1 h of working time");
  });

  it("lets a viewer read and nothing else [R75]", async () => {
    expect(linesOf(await suite.ask("jonas", "/crm-ticket", "T-5"))[0]).toContain("T-5");
    expect(labelsOf(await suite.ask("jonas", "/crm-ticket", "T-5"))).toEqual([]);
    expect((await suite.ask("jonas", "/crm-ticket", "take T-5")).text).toContain("Dewi");
    expect((await suite.ask("jonas", "/crm-ticket", "new no printer")).text).toContain("Dewi");
  });
});
