import { describe, expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { checkView } from "../../src/sandbox/blocks/check-view.ts";
import { modalView } from "../../src/slack/modal-view.ts";
import { privacyExportForm } from "../../src/slack/modals/privacy-export.ts";
import { eventually } from "../support/eventually.ts";
import { describeOverBoth, linesOf, type Suite } from "./over-both.ts";

let customers = 0;

/** A customer of one test's own. */
async function addCustomer(suite: Suite): Promise<{ id: string; name: string; email: string }> {
  customers += 1;
  const name = `Zubaidi ${["Abadi", "Bahari", "Cahaya", "Damai", "Elok", "Fajar", "Gemilang", "Harum"][customers % 8]} ${customers}`;
  const email = `zubaidi${customers}@quxmakmur.example`;
  const { id } = await suite.as("dewi", (ctx) =>
    createContact(ctx, { name, companyName: "PT Quxmakmur", emails: [email], source: "typed" }),
  );
  return { id, name, email };
}

/** What the bot laid into the thread of a message. */
async function threadFiles(suite: Suite, handle: string, message: { channel: string; ts: string }) {
  const person = suite.person(handle);
  return person.until(
    () => {
      const files = person.messages(message.channel, { threadTs: message.ts }).flatMap((reply) => reply.files);
      return files.length > 0 ? files : undefined;
    },
    { what: "files in the thread" },
  );
}

async function read(suite: Suite, file: { url: string }): Promise<string> {
  const response = await fetch(new URL(file.url, suite.running.requestUrl), {
    headers: { authorization: `Bearer ${suite.sandbox.credentials.botToken}` },
  });
  return response.text();
}

describeOverBoth("/crm-admin privacy export", (suite) => {
  it("asks why, and hands over two files in the steward's own conversation", async () => {
    const { name, email } = await addCustomer(suite);
    const form = await suite.askForm("dewi", "/crm-admin", `privacy export ${name}`);
    expect(form.title).toBe("Export a customer");
    expect(linesOf(form)[0]).toBe(`*${name}*`);
    const dewi = suite.person("dewi");
    expect(await dewi.submit()).toMatchObject({ errors: {} });
    await dewi.fill({ reason: "they asked what we know" });
    // One message a second and conversation: what came before is over by then.
    suite.running.clock.advance(60_000);
    await dewi.submit();
    const message = await dewi.untilMessage(({ text }) => text.startsWith(`Everything I keep about *${name}*`));
    const files = await threadFiles(suite, "dewi", message);
    expect(files.map((file) => file.name)).toEqual(["customer.txt", "customer.json"]);
    expect(await Promise.all(files.map((file) => read(suite, file)))).toEqual([
      expect.stringContaining(email),
      expect.stringContaining(`"${email}"`),
    ]);
  });

  it("lets the customer be chosen where the words fit several, and refuses who is no steward", async () => {
    const form = await suite.askForm("dewi", "/crm-admin", "privacy export");
    expect(JSON.stringify(form.blocks)).toContain("external_select");
    const refusal = await suite.ask("maya", "/crm-admin", "privacy export budi");
    expect(refusal.text).toContain("have access to the CRM yet");
  });

  it("keeps where files and messages stand", async () => {
    const { id, name } = await addCustomer(suite);
    await suite.askForm("dewi", "/crm-admin", `privacy export ${name}`);
    const dewi = suite.person("dewi");
    await dewi.fill({ reason: "they asked what we know" });
    // One message a second and conversation: what came before is over by then.
    suite.running.clock.advance(60_000);
    await dewi.submit();
    const message = await dewi.untilMessage(({ text }) => text.startsWith(`Everything I keep about *${name}*`));
    await threadFiles(suite, "dewi", message);
    await eventually(async () => {
      const kept = await suite.as("dewi", (ctx) => ctx.tx.postedMessage.findMany({ where: { contactId: id } }));
      expect(kept.map(({ kind }) => kind).toSorted()).toEqual(["file", "file", "notice"]);
    });
  });
});

describe("views of privacy", () => {
  it.each(["Budi Santoso", "<!channel> & <@U123>", "*".repeat(3000)])("keep Slack's limits with %s", (name) => {
    for (const modal of [
      privacyExportForm.build({ customer: null }),
      privacyExportForm.build({ customer: { contactId: "0199c5d0-0000-7000-8000-000000000000", name } }),
    ]) {
      expect(checkView(modalView(modal, null), ["view"], { video: false }).faults).toEqual([]);
      expect(JSON.stringify(modal)).not.toMatch(/<!channel>|<@U123>/u);
    }
  });
});
