import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { requestCustomersExport } from "../../src/crm/exports/request-customers-export.ts";
import { erasureCounts } from "../../src/crm/privacy/erasure.ts";
import { recordPosted } from "../../src/crm/privacy/record-posted.ts";
import { checkBlocks } from "../../src/sandbox/blocks/check-blocks.ts";
import { checkView } from "../../src/sandbox/blocks/check-view.ts";
import { modalView } from "../../src/slack/modal-view.ts";
import { customersExportForm } from "../../src/slack/modals/customers-export.ts";
import { eraseForm } from "../../src/slack/modals/privacy-erase.ts";
import { privacyExportForm } from "../../src/slack/modals/privacy-export.ts";
import { packFiles } from "../../src/slack/pack-files.ts";
import { exportsText } from "../../src/slack/views/exports.text.ts";
import { customersExportMessage } from "../../src/slack/views/exports.ts";
import { certificateMessage, erasuresMessage, exportedMessage } from "../../src/slack/views/privacy.ts";
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

async function readBytes(suite: Suite, file: { url: string }): Promise<Buffer> {
  const response = await fetch(new URL(file.url, suite.running.requestUrl), {
    headers: { authorization: `Bearer ${suite.sandbox.credentials.botToken}` },
  });
  return Buffer.from(await response.arrayBuffer());
}

async function read(suite: Suite, file: { url: string }): Promise<string> {
  return (await readBytes(suite, file)).toString("utf8");
}

/** The files of a ZIP, by name. */
async function unpack(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(bytes);
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  }
  return files;
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
    await dewi.submit();
    const message = await suite.delivered("dewi", ({ text }) => text.startsWith(`Everything I keep about *${name}*`));
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

  it("keeps where an answer in a direct conversation stands", async () => {
    const { id, name, email } = await addCustomer(suite);
    const dewi = suite.person("dewi");
    await dewi.send(dewi.openDm(), email);
    const kept = await eventually(async () => {
      const [found] = await suite.as("dewi", (ctx) => ctx.tx.postedMessage.findMany({ where: { contactId: id } }));
      if (!found) throw new Error("Nothing is kept yet");
      return found;
    });
    const answer = dewi.messages(kept.channel).find(({ ts }) => ts === kept.ts);
    expect(JSON.stringify(answer?.blocks)).toContain(name);
  });

  it("keeps where files and messages stand", async () => {
    const { id, name } = await addCustomer(suite);
    await suite.askForm("dewi", "/crm-admin", `privacy export ${name}`);
    const dewi = suite.person("dewi");
    await dewi.fill({ reason: "they asked what we know" });
    await dewi.submit();
    const message = await suite.delivered("dewi", ({ text }) => text.startsWith(`Everything I keep about *${name}*`));
    await threadFiles(suite, "dewi", message);
    await eventually(async () => {
      const kept = await suite.as("dewi", (ctx) => ctx.tx.postedMessage.findMany({ where: { contactId: id } }));
      expect(kept.map(({ kind }) => kind).toSorted()).toEqual(["file", "file", "notice"]);
    });
  });
});

describeOverBoth("/crm-admin privacy erase", (suite) => {
  it("shows what goes, wants the name typed, takes its messages and files back, and sends the certificate", async () => {
    const { id, name, email } = await addCustomer(suite);
    const dewi = suite.person("dewi");
    await suite.askForm("dewi", "/crm-admin", `privacy export ${name}`);
    await dewi.fill({ reason: "they asked what we know" });
    await dewi.submit();
    const exported = await suite.delivered("dewi", ({ text }) => text.startsWith(`Everything I keep about *${name}*`));
    await threadFiles(suite, "dewi", exported);
    // Gone from Slack before Steward comes to it.
    await suite.as("dewi", (ctx) =>
      recordPosted(ctx, { kind: "answer", channel: exported.channel, ts: "1000000000.000001", about: [id] }),
    );

    const form = await suite.askForm("dewi", "/crm-admin", `privacy erase ${name}`);
    const lines = linesOf(form).join("\n");
    expect(lines).toContain(`What goes with ${name}`);
    expect(lines).toContain("2 messages of mine in Slack");
    expect(lines).toContain("2 export files in Slack");
    await dewi.fill({ name: "somebody else", reason: "asked by letter" });
    expect(JSON.stringify(await dewi.submit())).toContain("Type it the same way");
    await dewi.fill({ name });
    await dewi.submit();

    // One call a second and conversation: time goes on as they come.
    const certificate = await eventually(async () => {
      suite.running.clock.advance(2_000);
      const found = dewi.messages(dewi.openDm()).find(({ text }) => text.includes("Certificate of erasure"));
      expect(found).toBeDefined();
      return found as NonNullable<typeof found>;
    });
    expect(certificate.text).toMatch(/In Slack: 3 deleted, 0 emptied, 1 gone before\./u);
    expect(certificate.text).not.toContain(name);
    // Its place stays, as there are replies under it; nothing stands there.
    expect(suite.again("dewi", exported)).toMatchObject({ deleted: true, text: "", blocks: null });
    expect(dewi.messages(dewi.openDm()).filter(({ text }) => text.includes(email))).toEqual([]);
    const left = await suite.as("dewi", (ctx) => ctx.tx.contact.findFirst({ where: { id } }));
    expect(left?.name).toBe("Erased person");

    const list = await suite.ask("dewi", "/crm-admin", "privacy");
    expect(list.text).toContain("✓");
    const refused = await suite.askForm("dewi", "/crm-admin", "privacy erase");
    expect(JSON.stringify(refused.blocks)).toContain("external_select");
  });
});

describeOverBoth("/crm-admin export", (suite) => {
  it("asks why, hands over a file a kind, and an erasure takes them back", async () => {
    const { name, email } = await addCustomer(suite);
    const dewi = suite.person("dewi");
    const form = await suite.askForm("dewi", "/crm-admin", "export");
    expect(form.title).toBe("Export customers");
    expect(await dewi.submit()).toMatchObject({ errors: { reason: expect.any(String) } });
    await dewi.fill({ reason: "moving house" });
    await dewi.submit();
    const message = await suite.delivered("dewi", ({ text }) => /^\*[\d,]+ customers? exported\*/u.test(text));
    const files = await threadFiles(suite, "dewi", message);
    const names = files.map((file) => file.name);
    expect(names).toEqual(expect.arrayContaining(["customers.csv", "companies.csv", "addresses.csv", "details.csv"]));
    const customers = files.find((file) => file.name === "customers.csv");
    expect(customers && (await read(suite, customers))).toContain(email);
    const kept = await suite.as("dewi", (ctx) => ctx.tx.postedMessage.findMany({ where: { contactId: null } }));
    expect(kept.filter(({ kind }) => kind === "file").length).toBeGreaterThanOrEqual(files.length);

    const plan = await suite.askForm("dewi", "/crm-admin", `privacy erase ${name}`);
    expect(linesOf(plan).join("\n")).toContain(`${files.length} export files in Slack`);
  });

  it("hands a large one over packed, in parts, each with its number", async () => {
    for (let nth = 0; nth < 3; nth++) await addCustomer(suite);
    const { parts } = await suite.as("dewi", (ctx) =>
      requestCustomersExport(ctx, { reason: "moving house", format: "json", most: 8 }),
    );
    expect(parts.length).toBeGreaterThan(2);
    const all: string[] = [];
    for (const { part } of parts) {
      const message = await suite.delivered("dewi", ({ text }) => text.includes(`, part ${part} of ${parts.length}*`));
      const [file, ...others] = await threadFiles(suite, "dewi", message);
      if (!file) throw new Error("There is no file");
      expect(others).toEqual([]);
      expect(file.name).toBe(`customers part ${part} of ${parts.length}.zip`);
      const packed = await unpack(await readBytes(suite, file));
      expect([...packed.keys()].every((each) => each.endsWith(` part ${part}.jsonl`))).toBe(true);
      for (const [each, text] of packed) if (each.startsWith("customers")) all.push(...text.trimEnd().split("\n"));
    }
    const names = all.map((line) => (JSON.parse(line) as { name: string }).name);
    const known = await suite.as("dewi", (ctx) =>
      ctx.tx.contact.findMany({ where: { endedAt: null }, select: { name: true }, orderBy: { id: "asc" } }),
    );
    expect(names).toEqual(known.map(({ name }) => name));
  });

  it("is for stewards", async () => {
    expect((await suite.ask("maya", "/crm-admin", "export")).text).toContain("access");
  });
});

describe("packFiles", () => {
  it("says so when a file cannot be written to its end", async () => {
    const broken = (async function* () {
      yield "begun";
      throw new Error("the base went away");
    })();
    const packed = packFiles([{ name: "a.csv", contents: broken }], new Date(0));
    await expect(Array.fromAsync(packed)).rejects.toThrow("the base went away");
  });

  it("packs what is longer than it holds, and names that are not Latin", async () => {
    const long = "0123456789".repeat(10_000);
    const contents = (async function* () {
      for (let nth = 0; nth < 30; nth++) yield long;
    })();
    const pieces = await Array.fromAsync(packFiles([{ name: "客户.csv", contents }], new Date(0)));
    const files = await unpack(Buffer.concat(pieces));
    expect([...files].map(([name, text]) => [name, text.length])).toEqual([["客户.csv", 3_000_000]]);
    expect(Buffer.concat(pieces).length).toBeLessThan(100_000);
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
    const id = "0199c5d0-0000-7000-8000-000000000000";
    const many = Object.fromEntries(erasureCounts.map((kind) => [kind, 1_234_567]));
    const messages = Array.from({ length: 500 }, (_, n) => ({ channel: `C${n}`, ts: "1.1", fileId: null }));
    const contact = { id, name, companyId: null, companyName: null, stage: "lead" as const, ownerId: null };
    const form = modalView(eraseForm.build({ contact, counts: many, messages }), null);
    expect(checkView(form, ["view"], { video: false }).faults).toEqual([]);
    const certificate = {
      ...{ id, requestedBy: "U1", requestedAt: new Date(0), finishedAt: new Date(0), reason: name.slice(0, 300) },
      ...{ counts: many, messages: { deleted: 1, redacted: 2, gone: 3, pending: 0 }, listHash: "a".repeat(64) },
      unreachable: messages.map(({ channel }) => ({ channel, failure: "cant_update_message" })),
    };
    const reader = { zone: "Asia/Jakarta", now: new Date(0) };
    for (const message of [
      certificateMessage(certificate, reader),
      certificateMessage({ ...certificate, finishedAt: null }, reader),
      erasuresMessage(Array(10).fill(certificate), reader),
      erasuresMessage([], reader),
      exportedMessage({ by: null, scope: "person", name, rows: null, reason: name.slice(0, 300) }),
    ]) {
      expect(checkBlocks(message.blocks, "message", ["blocks"])).toEqual({ faults: [], tooLong: false });
      expect(JSON.stringify(message)).not.toMatch(/<!channel>|<@U123>/u);
    }
  });

  it("say what an export holds, in one part or in several, within Slack's limits", () => {
    expect(checkView(modalView(customersExportForm.build({}), null), ["view"], { video: false }).faults).toEqual([]);
    const kinds = ["customers", "companies", "addresses", "tickets", "ticket-attempts"] as const;
    const told = { customers: 1_234_567, format: "csv", part: 1, parts: 1, kinds } as const;
    expect(customersExportMessage(told).text).toBe(
      "*1,234,567 customers exported*\nWith companies, addresses, tickets and what was tried for them, in this message's thread.",
    );
    const part = customersExportMessage({ ...told, part: 2, parts: 3, kinds: ["conversations", "tasks"] });
    expect(part.text).toBe(
      "*1,234,567 customers exported, part 2 of 3*\nConversations and tasks, in this message's thread.",
    );
    const none = customersExportMessage({ ...told, customers: 0, kinds: ["customers"] });
    expect(none.text).toBe("*0 customers exported*\nIn this message's thread.");
    expect([exportsText.packedName(1, 1), exportsText.packedName(2, 3)]).toEqual([
      "customers.zip",
      "customers part 2 of 3.zip",
    ]);
    expect(exportsText.begun(3)).toMatch(/in 3 parts\.$/u);
    expect(exportsText.begun(180)).toContain("npm run steward -- export customers");
    for (const message of [customersExportMessage(told), part, none]) {
      expect(checkBlocks(message.blocks, "message", ["blocks"])).toEqual({ faults: [], tooLong: false });
    }
  });
});
