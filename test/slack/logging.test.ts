import { beforeAll, expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { getContactDetails } from "../../src/crm/customers/get-contact-details.ts";
import { removeInteraction } from "../../src/crm/interactions/change-interaction.ts";
import { logInteraction } from "../../src/crm/interactions/log-interaction.ts";
import type { Context } from "../../src/db/context.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

/** What is written of a customer, oldest first; what was taken back is left out. */
function entriesOf(ctx: Context, contactId: string) {
  return ctx.tx.interaction.findMany({ where: { contactId, removedAt: null }, orderBy: { id: "asc" } });
}

async function addBudi(suite: Suite): Promise<string> {
  await suite.ask("dewi", "/crm-admin", "access grant @maya member support");
  const { id } = await suite.as("dewi", (ctx) =>
    createContact(ctx, {
      name: "Budi Santoso",
      companyName: "PT Contoh Makmur",
      jobTitle: "Procurement manager",
      emails: ["budi.santoso@contoh-makmur.co.id"],
      phones: ["+62 812-3456-7890"],
      source: "import",
    }),
  );
  const talk = (day: string, type: "call" | "meeting", note: string) =>
    suite.as("maya", (ctx) =>
      logInteraction(ctx, {
        contactId: id,
        type,
        outcome: null,
        happenedAt: new Date(`${day}T05:00:00Z`),
        durationMinutes: null,
        note,
        tasks: [],
      }),
    );
  for (const [day, note] of [
    ["2026-03-03", "first contact"],
    ["2026-05-04", "renewal price"],
    ["2026-06-04", "delivery dates"],
    ["2026-08-04", "renewal terms"],
    ["2026-10-04", "complained about the invoice"],
  ] as const) {
    await talk(day, "call", note);
  }
  await talk("2026-11-12", "meeting", "invoice copy");
  return id;
}

describeOverBoth("/crm-log of a customer it is certain of", (suite) => {
  let budi: string;
  beforeAll(async () => {
    budi = await addBudi(suite);
  });

  it("logs at once and gives something back, in three blocks [R63] [R66]", async () => {
    const receipt = await suite.ask(
      "dewi",
      "/crm-log",
      "call connected budi santoso: wants the renewal offer by May. todo send the offer friday",
      "#sales",
    );
    expect(receipt.ephemeral).toBe(true);
    expect(receipt.text).toBe("Logged: call with Budi Santoso. Send the offer Fri 27 Nov.");
    expect(receipt.blocks?.map(({ type }) => type)).toEqual(["section", "context", "actions"]);
    expect(linesOf(receipt)).toEqual([
      "✓ *Call with Budi Santoso*, PT Contoh Makmur · today 14:05",
      '"wants the renewal offer by May"',
      "*Fri 27 Nov:* send the offer",
      "Last: Maya, 12 Nov, invoice copy · 7th talk since March · number confirmed by this call",
    ]);
    expect(labelsOf(receipt)).toEqual(["Edit", "Wrong person", "Undo", "Card", "Ticket", "Share"]);
  });

  it("makes the task, due on the morning of its day", async () => {
    const tasks = await suite.as("dewi", (ctx) => ctx.tx.task.findMany({ where: { contactId: budi } }));
    expect(tasks).toMatchObject([{ title: "send the offer", dueAt: new Date("2026-11-27T02:00:00Z"), doneAt: null }]);
  });

  it("asks before it logs the same again within a minute", async () => {
    const text = "no answer budi santoso: rang for long";
    await suite.ask("dewi", "/crm-log", text);
    const question = await suite.ask("dewi", "/crm-log", text);
    expect(linesOf(question)).toEqual(["Already logged for *Budi Santoso*, less than a minute ago. Log it again?"]);
    expect(labelsOf(question)).toEqual(["Log again", "Discard"]);
    await suite.person("dewi").press({ message: question, text: "Log again" });
    await suite.person("dewi").until(() => suite.again("dewi", question)?.text.startsWith("Logged: call to Budi"));
    const entries = await suite.as("dewi", (ctx) => entriesOf(ctx, budi));
    expect(entries.filter(({ note }) => note === "rang for long")).toHaveLength(2);
  });

  it("sets the number aside as wrong, and the address when it bounces", async () => {
    const wrong = await suite.ask("dewi", "/crm-log", "wrong number budi santoso");
    expect(linesOf(wrong)).toContain("⛔ +62 812-3456-7890 is set aside as a wrong number");
    const bounced = await suite.ask("dewi", "/crm-log", "email bounced budi santoso");
    expect(linesOf(bounced)).toContain("⛔ budi.santoso@contoh-makmur.co.id is set aside: it bounced");
    const { points } = await suite.as("dewi", (ctx) => getContactDetails(ctx, budi));
    expect([points.phone[0]?.status, points.email[0]?.status]).toEqual(["suspended", "suspended"]);
  });

  it("finds by e-mail and by telephone number in any spelling", async () => {
    for (const typed of ["budi.santoso@contoh-makmur.co.id", "0812 3456 7890"]) {
      const receipt = await suite.ask("dewi", "/crm-log", `${typed}: by ${typed.length}`);
      expect(linesOf(receipt)[0]).toContain("*Call with Budi Santoso*");
    }
  });

  it("does the same after /crm log", async () => {
    const receipt = await suite.ask("dewi", "/crm", "log meeting budi santoso yesterday 15:00 45 min: signed");
    expect(linesOf(receipt).slice(0, 2)).toEqual([
      "✓ *Meeting with Budi Santoso*, PT Contoh Makmur · yesterday · 45 min",
      '"signed"',
    ]);
  });

  it("refuses a day to come, a note too long for an entry, and words without a customer", async () => {
    const early = await suite.ask("dewi", "/crm-log", "call budi santoso tomorrow: called & <asked>");
    expect(early.text).toBe("That day is still to come. Log what has happened, and write what is planned after todo.");
    expect(linesOf(early).slice(1)).toEqual([
      "What you typed:",
      "/crm-log call budi santoso tomorrow: called &amp; &lt;asked&gt;",
    ]);
    const long = `${"x".repeat(3001)}`;
    const refused = await suite.ask("dewi", "/crm-log", `budi santoso: ${long}`);
    expect(refused.text).toBe("The note has 3001 characters, and 3000 fit. Shorten it, or log it in two parts.");
    expect(linesOf(refused).slice(2).join("")).toBe(`/crm-log budi santoso: ${long}`);
    expect((await suite.ask("dewi", "/crm-log", "call")).text).toBe(
      "Say who it was about: /crm-log call Budi Santoso: wants the offer.",
    );
  });
});

describeOverBoth("one's own entry", (suite) => {
  let citra: string;
  beforeAll(async () => {
    await addBudi(suite);
    citra = (await suite.as("dewi", (ctx) => createContact(ctx, { name: "Citra Wulandari", source: "import" }))).id;
  });

  it("is changed by Edit, and the receipt becomes the new one", async () => {
    const dewi = suite.person("dewi");
    const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: asked for a price");
    await dewi.press({ message: receipt, text: "Edit" });
    const form = await dewi.untilView();
    expect([form.title, form.submit]).toEqual(["Change the entry", "Save"]);
    await dewi.fill({ note: "asked for two prices", type: "Visit", minutes: "30" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const changed = await dewi.until(() => {
      const now = suite.again("dewi", receipt);
      return now && linesOf(now)[0]?.includes("Visit") ? now : null;
    });
    expect(linesOf(changed).slice(0, 2)).toEqual([
      "✓ *Visit to Budi Santoso*, PT Contoh Makmur · today 14:05 · 30 min",
      '"asked for two prices"',
    ]);
    const [version] = await suite.as("dewi", (ctx) =>
      ctx.tx.interactionVersion.findMany({ where: { note: "asked for a price" } }),
    );
    expect(version).toMatchObject({ type: "call", version: 1 });
  });

  it("keeps a form open beside whose inputs something is wrong", async () => {
    const dewi = suite.person("dewi");
    const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: about the warranty");
    await dewi.press({ message: receipt, text: "Edit" });
    await dewi.untilView();
    await dewi.fill({ day: "2026-12-24", note: "about the long warranty" });
    expect(await dewi.submit()).toMatchObject({
      errors: { day: "That is still to come. Put it under what happens next." },
    });
    await dewi.fill({ day: "2026-11-20" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    await dewi.until(() => JSON.stringify(suite.again("dewi", receipt)?.blocks).includes("about the long warranty"));
  });

  it("goes to another customer by Wrong person, with its task", async () => {
    const dewi = suite.person("dewi");
    const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: wants samples. todo send samples monday");
    await dewi.press({ message: receipt, text: "Wrong person" });
    const form = await dewi.untilView();
    expect(form.title).toBe("Who was it?");
    expect(linesOf(form)).toContain('"wants samples."');
    await dewi.choose({ actionId: "customer.suggest" }, "Citra");
    await dewi.submit();
    const moved = await dewi.until(() => {
      const now = suite.again("dewi", receipt);
      return now && linesOf(now)[0]?.includes("Citra") ? now : null;
    });
    expect(linesOf(moved).slice(0, 3)).toEqual([
      "✓ *Call with Citra Wulandari* · today 14:05",
      '"wants samples"',
      "*Tomorrow:* send samples",
    ]);
    const entries = await suite.as("dewi", (ctx) => entriesOf(ctx, citra));
    expect(entries.map(({ note }) => note)).toEqual(["wants samples."]);
  });

  it("is taken back by Undo, with its task, and stays in the history", async () => {
    const dewi = suite.person("dewi");
    const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: mistaken. todo nothing monday");
    await dewi.choose({ message: receipt, actionId: "menu" }, "Undo");
    await dewi.until(() => suite.again("dewi", receipt)?.text.startsWith("Taken back"));
    expect(suite.again("dewi", receipt)?.text).toBe(
      "Taken back: call with Budi Santoso. It is off the card and the timeline.",
    );
    const [entry] = await suite.as("dewi", (ctx) => ctx.tx.interaction.findMany({ where: { note: "mistaken." } }));
    expect(entry?.removedAt).not.toBeNull();
    const tasks = await suite.as("dewi", (ctx) => ctx.tx.task.findMany({ where: { interactionId: entry?.id ?? "" } }));
    expect(tasks).toMatchObject([{ droppedAt: entry?.removedAt }]);
  });

  it("is taken back by /crm undo when it is the last, one after the other", async () => {
    await suite.ask("maya", "/crm-log", "call citra wulandari: first");
    await suite.ask("maya", "/crm-log", "email citra wulandari: second");
    expect((await suite.ask("maya", "/crm", "undo")).text).toContain("Taken back: e-mail to Citra Wulandari.");
    expect((await suite.ask("maya", "/crm", "undo")).text).toContain("Taken back: call with Citra Wulandari.");
    const notes = (await suite.as("maya", (ctx) => entriesOf(ctx, citra))).map(({ note }) => note);
    expect(notes).not.toContain("first");
    expect(notes).not.toContain("second");
  });

  it("is nobody else's to change", async () => {
    const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: mine alone");
    const [entry] = await suite.as("dewi", (ctx) => ctx.tx.interaction.findMany({ where: { note: "mine alone" } }));
    expect(labelsOf(receipt)).toContain("Undo");
    await expect(suite.as("maya", (ctx) => removeInteraction(ctx, entry?.id ?? ""))).rejects.toMatchObject({
      code: "not_your_entry",
      details: { author: "Dewi Lestari" },
    });
  });
});

describeOverBoth("/crm-log of a customer it is not certain of", (suite) => {
  beforeAll(async () => {
    await suite.as("dewi", async (ctx) => {
      await createContact(ctx, {
        name: "Budi Santoso",
        companyName: "PT Contoh Makmur",
        jobTitle: "Procurement manager",
        source: "import",
      });
      await createContact(ctx, { name: "Budi Hartono", companyName: "CV Sinar Jaya", source: "import" });
      await createContact(ctx, { name: "Ratna Kusuma", companyName: "Toko Melati", source: "import" });
    });
  });

  it("asks which of several, keeps the note, and replaces the question by the receipt", async () => {
    const dewi = suite.person("dewi");
    const question = await suite.ask("dewi", "/crm-log", "call budi: wants a quote. todo write it friday");
    expect(question.text).toBe(
      "Which *budi*? Your note is kept. Budi Hartono, CV Sinar Jaya; Budi Santoso, PT Contoh Makmur",
    );
    expect(linesOf(question)).toEqual([
      "Which *budi*? Your note is kept.",
      "*Budi Hartono*",
      "CV Sinar Jaya · never talked",
      "*Budi Santoso*",
      "Procurement manager, PT Contoh Makmur · never talked",
      'Call · "wants a quote" · write it (Fri 27 Nov)',
    ]);
    expect(labelsOf(question)).toEqual(["This one", "This one", "Someone else", "New contact", "Discard"]);
    await dewi.press({
      message: question,
      match: (_element, block) => JSON.stringify(block).includes("Hartono"),
    });
    const receipt = await dewi.until(() => {
      const now = suite.again("dewi", question);
      return now?.text.startsWith("Logged") ? now : null;
    });
    expect(linesOf(receipt)).toEqual([
      "✓ *Call with Budi Hartono*, CV Sinar Jaya · today 14:05",
      '"wants a quote"',
      "*Fri 27 Nov:* write it",
      "First entry for this customer",
    ]);
  });

  it("asks whether it is the one it resembles, and takes Yes", async () => {
    const dewi = suite.person("dewi");
    const question = await suite.ask("dewi", "/crm-log", "visit ratna kusumah: saw the shop");
    expect(linesOf(question)).toEqual([
      "Did you mean *Ratna Kusuma*? Your note is kept.",
      "Toko Melati · never talked",
      'Visit · "saw the shop"',
    ]);
    expect(labelsOf(question)).toEqual(["Yes", "Someone else", "Discard"]);
    await dewi.press({ message: question, text: "Yes" });
    await dewi.until(() => suite.again("dewi", question)?.text === "Logged: visit to Ratna Kusuma.");
  });

  it("lets Someone else be found by typing", async () => {
    const dewi = suite.person("dewi");
    const question = await suite.ask("dewi", "/crm-log", "meeting ratna kusumaa: talked terms");
    await dewi.press({ message: question, text: "Someone else" });
    const form = await dewi.untilView();
    expect([form.title, form.submit]).toEqual(["Who was it?", "Save"]);
    expect(await dewi.suggest({ actionId: "customer.suggest" }, "hartono")).toMatchObject({
      ok: true,
      options: [{ text: { text: "Budi Hartono, CV Sinar Jaya" } }],
    });
    await dewi.choose({ actionId: "customer.suggest" }, "Budi Hartono, CV Sinar Jaya");
    expect(await dewi.submit()).toMatchObject({ ok: true });
    await dewi.until(() => suite.again("dewi", question)?.text === "Logged: meeting with Budi Hartono.");
  });

  it("creates somebody new with what was typed already in the form", async () => {
    const dewi = suite.person("dewi");
    const question = await suite.ask(
      "dewi",
      "/crm-log",
      "call connected Ana Wijaya: from the fair. todo send a catalogue friday",
    );
    expect(linesOf(question)).toEqual([
      "I know no customer called *Ana Wijaya*. Your note is kept.",
      'Call, connected · "from the fair" · send a catalogue (Fri 27 Nov)',
    ]);
    expect(labelsOf(question)).toEqual(["Create Ana Wijaya", "Someone else", "Discard"]);
    await dewi.press({ message: question, text: "Create Ana Wijaya" });
    const form = await dewi.untilView();
    expect(valuesIn(form)).toMatchObject({
      "new-name": "Ana Wijaya",
      type: "call",
      outcome: "connected",
      note: "from the fair.",
      next: "send a catalogue",
      "next-day": "2026-11-27",
      day: "2026-11-22",
      time: "14:05",
    });
    await dewi.fill({ "new-email": "ana@wijaya", "new-phone": "12" });
    expect(await dewi.submit()).toMatchObject({
      errors: { "new-email": '"ana@wijaya" is not an e-mail address. It needs the form name@company.com.' },
    });
    await dewi.fill({ "new-email": "ana@wijaya.co.id" });
    expect(await dewi.submit()).toMatchObject({
      errors: {
        "new-phone": '"12" is not a phone number in Indonesia. Write it with its country, such as +62 812 3456 7890.',
      },
    });
    await dewi.fill({ "new-phone": "0811 222 333 44" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const receipt = await dewi.until(() => {
      const now = suite.again("dewi", question);
      return now?.text.startsWith("Logged") ? now : null;
    });
    expect(linesOf(receipt)).toEqual([
      "✓ *Call with Ana Wijaya* · today 14:05",
      '"from the fair"',
      "*Fri 27 Nov:* send a catalogue",
      "First entry for this customer · number confirmed by this call",
    ]);
  });

  it("forgets what was typed when it is discarded", async () => {
    const dewi = suite.person("dewi");
    const question = await suite.ask("dewi", "/crm-log", "call Nobody Known: never mind");
    await dewi.press({ message: question, text: "Discard" });
    await dewi.until(() => suite.again("dewi", question)?.text === "Discarded. Nothing was saved.");
    const drafts = await suite.as("dewi", (ctx) =>
      ctx.tx.draft.findMany({ where: { text: { contains: "never mind" } } }),
    );
    expect(drafts).toEqual([]);
  });

  it("says so when the question was answered already", async () => {
    const dewi = suite.person("dewi");
    const question = await suite.ask("dewi", "/crm-log", "quote ratna kusumaaa: 40 pallets");
    await Promise.all([dewi.press({ message: question, text: "Yes" }), dewi.press({ message: question, text: "Yes" })]);
    const said = await dewi.untilMessage(({ text }) => text.startsWith("That was dealt with already"));
    expect(said.text).toBe(
      "That was dealt with already, or it is more than 30 days old. Log it again if it is missing.",
    );
    const entries = await suite.as("dewi", (ctx) => ctx.tx.interaction.findMany({ where: { note: "40 pallets" } }));
    expect(entries).toHaveLength(1);
  });
});

/** What a form's inputs hold before anybody touches them, by block_id. */
function valuesIn(form: { blocks: { block_id?: string }[] }): Record<string, unknown> {
  return Object.fromEntries(
    form.blocks.map((block) => {
      const element = ((block as Record<string, unknown>)["element"] ?? {}) as Record<string, unknown>;
      const option = element["initial_option"] as { value: string } | undefined;
      return [
        block.block_id ?? "",
        element["initial_value"] ?? element["initial_date"] ?? element["initial_time"] ?? option?.value ?? null,
      ];
    }),
  );
}

describeOverBoth("the form of /crm-log", (suite) => {
  let hendra: string;
  beforeAll(async () => {
    hendra = (
      await suite.as("dewi", (ctx) =>
        createContact(ctx, { name: "Hendra Gunawan", companyName: "PT Baja", source: "import" }),
      )
    ).id;
  });

  it("opens by the command alone, logs, and answers where the command was typed", async () => {
    const dewi = suite.person("dewi");
    const form = await suite.askForm("dewi", "/crm-log", "", "#sales");
    expect([form.title, form.submit, form.close]).toEqual(["Log a call or visit", "Save", "Cancel"]);
    await dewi.choose({ actionId: "customer.suggest" }, "Hendra");
    await dewi.fill({ type: "E-mail", outcome: "Left a message", note: "asked for time", minutes: "5" });
    await dewi.fill({ next: "write again", "next-day": "2026-11-24" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const receipt = await dewi.until(() => dewi.messages("#sales").find(({ text }) => text.startsWith("Logged")));
    expect(receipt.ephemeral).toBe(true);
    expect(linesOf(receipt)).toEqual([
      "✓ *E-mail to Hendra Gunawan, left a message*, PT Baja · today 14:05 · 5 min",
      '"asked for time"',
      "*Tue 24 Nov:* write again",
      "First entry for this customer",
    ]);
    expect(dewi.views()).toEqual([]);
  });

  it("says beside the input what is missing or wrong, and loses nothing", async () => {
    const dewi = suite.person("dewi");
    await suite.askForm("dewi", "/crm-log");
    await dewi.fill({ note: "kept all the while" });
    expect(await dewi.submit()).toMatchObject({
      errors: { customer: "Choose a customer, or write the name of someone new." },
    });
    await dewi.choose({ actionId: "customer.suggest" }, "Hendra");
    await dewi.fill({ "new-name": "Somebody Else" });
    expect(await dewi.submit()).toMatchObject({
      errors: { "new-name": "Choose a customer or write a new name, not both." },
    });
    await dewi.fill({ "new-name": null, day: "2027-01-01" });
    expect(await dewi.submit()).toMatchObject({
      errors: { day: "That is still to come. Put it under what happens next." },
    });
    await dewi.fill({ day: "2026-11-21" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const entries = await suite.as("dewi", (ctx) => entriesOf(ctx, hendra));
    expect(entries.at(-1)).toMatchObject({ note: "kept all the while", happenedAt: new Date("2026-11-21T07:05:00Z") });
  });

  it("adds somebody new by name, and says who has it when there is one", async () => {
    const dewi = suite.person("dewi");
    await suite.askForm("dewi", "/crm-log");
    await dewi.fill({ "new-name": "Hendra Gunawan" });
    const first = await dewi.submit();
    expect(first).toMatchObject({ ok: true });
    await suite.askForm("dewi", "/crm-log");
    await dewi.fill({ "new-name": "Gunawan Hendra" });
    expect(await dewi.submit()).toMatchObject({
      errors: {
        "new-name":
          "Hendra Gunawan is among the customers already. Choose them instead, or write what tells the two apart.",
      },
    });
    await dewi.close();
  });
});
