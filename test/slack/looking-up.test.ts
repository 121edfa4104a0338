import { beforeAll, expect, it } from "vitest";
import { changeContact } from "../../src/crm/customers/change-contact.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { logInteraction } from "../../src/crm/interactions/log-interaction.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

type Talk = [day: string, type: "call" | "email" | "meeting" | "note", note: string];

async function log(suite: Suite, handle: string, contactId: string, [day, type, note]: Talk): Promise<void> {
  const happenedAt = new Date(`${day}T05:00:00Z`);
  await suite.as(handle, (ctx) =>
    logInteraction(ctx, { contactId, type, outcome: null, happenedAt, durationMinutes: null, note, tasks: [] }),
  );
}

/** A customer whom all three departments know, as the mock-ups of the card have him. */
async function addBudi(suite: Suite): Promise<string> {
  await suite.ask("dewi", "/crm-admin", "access grant @maya @rizky member support sales");
  await suite.ask("dewi", "/crm-admin", "access grant @jonas viewer marketing");
  const rizkyId = (await suite.as("rizky", async (ctx) => ctx.member?.id)) ?? "";
  const longAgo = new Date("2024-03-10T03:00:00Z");
  const { id } = await suite.as(
    "dewi",
    (ctx) =>
      createContact(ctx, {
        name: "Budi Santoso",
        companyName: "PT Contoh Makmur",
        jobTitle: "Procurement manager",
        emails: ["budi@lama.co.id"],
        phones: ["+62 812-3456-7890"],
        addresses: ["Jl. Sudirman 12, Jakarta"],
        stage: "customer",
        ownerId: rizkyId,
        valueMinor: 240_000_000,
        currency: "IDR",
        customerSince: "2022-05-01",
        customerSinceSource: "the import",
        interests: "digital procurement",
        source: 'webinar "Digital procurement"',
        sourceAt: longAgo,
      }),
    longAgo,
  );
  for (const [emails, day] of [
    [["budi.s@contoh.co.id"], "2025-01-15"],
    [["budi.santoso@contoh-makmur.co.id"], "2026-10-02"],
  ] as const) {
    await suite.as(
      "maya",
      (ctx) => changeContact(ctx, { contactId: id, emails: [...emails] }),
      new Date(`${day}T03:00Z`),
    );
  }
  const talks: Talk[] = [
    ["2026-03-03", "call", "renewal terms"],
    ["2026-05-04", "email", "sent the invoices of April"],
    ["2026-06-04", "call", "renewal price"],
    ["2026-08-04", "meeting", "renewal and delivery dates"],
    ["2026-09-04", "call", "invoices came twice"],
    ["2026-10-20", "note", "likes to be called after lunch"],
  ];
  for (const talk of talks) await log(suite, "maya", id, talk);
  await log(suite, "maya", id, ["2026-11-12", "email", "asked for the invoice copy"]);
  await log(suite, "rizky", id, ["2026-11-21", "call", "wants the renewal offer by May. Sounded in a hurry."]);
  await suite.ask("rizky", "/crm-log", "note budi santoso: owes nothing. todo send the offer friday");
  return id;
}

describeOverBoth("the customer's card", (suite) => {
  let budi: string;
  beforeAll(async () => {
    budi = await addBudi(suite);
  });

  it("joins what sales, marketing and support know of one customer [R1] [R63] [R64] [R66] [R75]", async () => {
    const card = await suite.ask("rizky", "/crm-customer", "budi santoso");
    expect(card.ephemeral).toBe(true);
    expect(linesOf(card)).toEqual([
      "*Budi Santoso* · Procurement manager, PT Contoh Makmur",
      "Owes nothing; your task: send the offer, by Fri 27 Nov.",
      "Customer since 2022 (4 years, from the import) · Rizky's · Rp 240 jt a year",
      'Came from webinar "Digital procurement", 10 Mar 2024 · interests: digital procurement',
      "✓ <mailto:budi.santoso@contoh-makmur.co.id|budi.santoso@contoh-makmur.co.id> · confirmed 7 weeks ago (2 Oct) · 2 earlier",
      "◷ <tel:+6281234567890|+62 812-3456-7890> · confirmed 2 years ago (10 Mar 2024)",
      "◷ Jl. Sudirman 12, Jakarta · confirmed 2 years ago (10 Mar 2024)",
      "◷ Value, job title and company confirmed 2 years ago (10 Mar 2024)",
      "*Talked 7 times since March:* 4 calls, 2 e-mails, 1 meeting · renewal, invoices",
      "Today 14:05 · note · Rizky · owes nothing",
      "Yesterday · call · Rizky · wants the renewal offer by May. Sounded in a hurry.",
      "12 Nov · e-mail · Maya · asked for the invoice copy",
      "20 Oct · note · Maya · likes to be called after lunch",
      "⋯ Timeline has the rest and what was before",
    ]);
    expect(labelsOf(card)).toEqual(["Log", "Task", "Ticket", "Timeline", "Edit", "Merge", "Share"]);
    expect(card.text).toBe("Budi Santoso · PT Contoh Makmur · Owes nothing; your task: send the offer, by Fri 27 Nov");
  });

  it("says whose task it is to somebody else, and offers a viewer nothing to write with", async () => {
    const card = await suite.ask("jonas", "/crm-customer", "budi santoso");
    expect(linesOf(card)[1]).toBe("Owes nothing; Rizky's task: send the offer, by Fri 27 Nov.");
    expect(labelsOf(card)).toEqual(["Timeline", "Share"]);
  });

  it("has a timeline behind it, page by page, with the earlier addresses and when they changed [R64]", async () => {
    const rizky = suite.person("rizky");
    for (const [index, day] of ["01", "02", "03", "04"].entries())
      await log(suite, "maya", budi, [`2026-02-${day}`, "note", `old note ${index}`]);
    const card = await suite.ask("rizky", "/crm-customer", "budi santoso");
    await rizky.choose({ message: card, actionId: "menu" }, "Timeline");
    const first = await rizky.until(() => {
      const now = suite.again("rizky", card);
      return now && linesOf(now)[0]?.includes("everything logged") ? now : null;
    });
    expect(linesOf(first).slice(0, 3)).toEqual([
      "*Budi Santoso*: everything logged, newest first",
      "Today 14:05 · note · Rizky · owes nothing",
      "Yesterday · call · Rizky · wants the renewal offer by May. Sounded in a hurry.",
    ]);
    expect(linesOf(first).slice(11)).toEqual([
      "*What was before*",
      "budi.s@contoh.co.id · 15 Jan 2025 to 2 Oct · changed in Slack",
      'budi@lama.co.id · 10 Mar 2024 to 15 Jan 2025 · webinar "Digital procurement"',
    ]);
    expect(labelsOf(first)).toEqual(["Older", "Back to the card"]);
    await rizky.press({ message: first, text: "Older" });
    const second = await rizky.until(() => {
      const now = suite.again("rizky", card);
      return now && JSON.stringify(now.blocks).includes("old note 0") ? now : null;
    });
    expect(linesOf(second).slice(1)).toEqual([
      "3 Feb · note · Maya · old note 2",
      "2 Feb · note · Maya · old note 1",
      "1 Feb · note · Maya · old note 0",
      "That is everything.",
    ]);
    await rizky.press({ message: second, text: "Back to the card" });
    await rizky.until(() => linesOf(suite.again("rizky", card) ?? { blocks: [] })[0]?.includes("Procurement manager"));
  });

  it("opens the form to log on it, with the customer chosen", async () => {
    const maya = suite.person("maya");
    const card = await suite.ask("maya", "/crm-customer", "budi santoso");
    await maya.press({ message: card, text: "Log" });
    await maya.untilView(({ title }) => title === "Log a call or visit");
    await maya.fill({ note: "from the card" });
    expect(await maya.submit()).toMatchObject({ ok: true });
    await maya.until(() => suite.again("maya", card)?.text === "Logged: call with Budi Santoso.");
  });

  it("takes a next step", async () => {
    const maya = suite.person("maya");
    const card = await suite.ask("maya", "/crm-customer", "budi santoso");
    await maya.press({ message: card, text: "Task" });
    await maya.untilView(({ title }) => title === "Task");
    await maya.fill({ title: "book a room", day: "2026-11-23" });
    expect(await maya.submit()).toMatchObject({ ok: true });
    const said = await maya.untilMessage(({ text }) => text.includes("New task"));
    expect(said.text).toBe("✓ *New task:* book a room, tomorrow");
    expect(said.channel).toBe(card.channel);
  });

  it("is put right by Edit, and keeps what stood there", async () => {
    const maya = suite.person("maya");
    const card = await suite.ask("maya", "/crm-customer", "budi santoso");
    await maya.choose({ message: card, actionId: "menu" }, "Edit");
    await maya.untilView(({ title }) => title === "Change the customer");
    await maya.fill({ email: "not an address" });
    expect(await maya.submit()).toMatchObject({
      errors: { email: '"not an address" is not an e-mail address. It needs the form name@company.com.' },
    });
    await maya.fill({ email: "budi@makmur.co.id", "job-title": "Head of procurement" });
    expect(await maya.submit()).toMatchObject({ ok: true });
    const changed = await maya.until(() => {
      const now = suite.again("maya", card);
      return now && linesOf(now)[0]?.includes("Head of procurement") ? now : null;
    });
    expect(linesOf(changed).find((line) => line.includes("mailto"))).toBe(
      "✓ <mailto:budi@makmur.co.id|budi@makmur.co.id> · confirmed today · 3 earlier",
    );
  });
});

describeOverBoth("sharing a card", (suite) => {
  beforeAll(async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @rizky member sales");
    await suite.as("dewi", (ctx) =>
      createContact(ctx, { name: "Budi Santoso", companyName: "PT Contoh", source: "import" }),
    );
  });

  it("shows it to everyone in the channel, with nothing to press", async () => {
    const dewi = suite.person("dewi");
    const card = await suite.ask("dewi", "/crm-customer", "budi santoso", "#sales");
    await dewi.choose({ message: card, actionId: "menu" }, "Share");
    const shared = await suite
      .person("rizky")
      .untilMessage(({ channel, ephemeral }) => channel === card.channel && !ephemeral);
    expect(linesOf(shared)[0]).toBe("*Budi Santoso* · PT Contoh");
    expect(linesOf(shared).at(-1)).toBe("Shared by Dewi Lestari");
    expect(labelsOf(shared)).toEqual([]);
  });

  it("is refused where people from outside read", async () => {
    const dewi = suite.person("dewi");
    const card = await suite.ask("dewi", "/crm-customer", "budi santoso", "#with-toko-indah");
    await dewi.choose({ message: card, actionId: "menu" }, "Share");
    const said = await dewi.untilMessage(({ text }) => text.startsWith("People from outside"));
    expect(said).toMatchObject({
      ephemeral: true,
      channel: suite.sandbox.channel("with-toko-indah"),
      text: "People from outside the company can read this channel, so I keep customers out of it.",
    });
    expect(suite.person("ratna").messages("#with-toko-indah")).toEqual([]);
  });

  it("is refused where Steward cannot see who reads", async () => {
    const dewi = suite.person("dewi");
    const card = await suite.ask("dewi", "/crm-customer", "budi santoso", "#pricing-review");
    await dewi.choose({ message: card, actionId: "menu" }, "Share");
    const said = await dewi.untilMessage(({ text }) => text.startsWith("I cannot see"));
    expect(said.text).toBe(
      "I cannot see who reads this channel, so I keep customers out of it. Type /invite @Steward, then press Share again.",
    );
    expect(suite.person("wei.ling").messages("#pricing-review")).toEqual([]);
  });

  it("shares one's own entry as well", async () => {
    const dewi = suite.person("dewi");
    const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: signed for three years", "#support");
    await dewi.choose({ message: receipt, actionId: "menu" }, "Share");
    const shared = await suite.person("maya").untilMessage(({ text }) => text.startsWith("Call with Budi Santoso"));
    expect(linesOf(shared)).toEqual([
      "*Call with Budi Santoso*, PT Contoh · today 14:05",
      '"signed for three years"',
      "Dewi Lestari",
    ]);
  });
});

describeOverBoth("finding customers", (suite) => {
  beforeAll(async () => {
    await suite.as("dewi", async (ctx) => {
      await createContact(ctx, {
        name: "José Núñez",
        companyName: "Café Río S.A.",
        emails: ["jose@caferio.mx"],
        phones: ["+52 55 1234 5678"],
        source: "import",
      });
      await createContact(ctx, {
        name: "Siti Rahmawati",
        companyName: "PT Angin Laut",
        jobTitle: "Owner",
        source: "import",
      });
      await createContact(ctx, { name: "Siti Rahayu", companyName: "PT Angin Laut", source: "import" });
      for (let nth = 1; nth <= 9; nth++)
        await createContact(ctx, { name: `Wahyu ${"ABCDEFGHI"[nth - 1]}tmaja`, source: "import" });
    });
  });

  it.each([
    ["nunez jose", "the name in any order, without accents"],
    ["jos", "its beginning"],
    ["jose nunes", "mistyped"],
    ["cafe rio", "the company without its legal form"],
    ["JOSE@caferio.MX", "the e-mail address"],
    ["+525512345678", "the telephone number in another spelling"],
    ["5678", "the last digits of the number"],
  ])("by %s: %s", async (typed) => {
    for (const command of ["/crm", "/crm-customer"]) {
      const card = await suite.ask("dewi", command, typed);
      expect(linesOf(card)[0]).toBe("*José Núñez* · Café Río S.A.");
    }
  });

  it("lists several with enough to tell them apart, each with its card", async () => {
    const dewi = suite.person("dewi");
    const list = await suite.ask("dewi", "/crm", "siti");
    expect(linesOf(list)).toEqual([
      "2 customers for *siti*",
      "*Siti Rahayu*",
      "PT Angin Laut · never talked",
      "*Siti Rahmawati*",
      "Owner, PT Angin Laut · never talked",
    ]);
    expect(list.text).toBe("2 customers for *siti*: Siti Rahayu, PT Angin Laut; Siti Rahmawati, PT Angin Laut");
    await dewi.press({ message: list, match: (_element, block) => JSON.stringify(block).includes("Rahmawati") });
    await dewi.until(
      () => linesOf(suite.again("dewi", list) ?? { blocks: [] })[0] === "*Siti Rahmawati* · Owner, PT Angin Laut",
    );
  });

  it("has the rest a page away", async () => {
    const dewi = suite.person("dewi");
    const list = await suite.ask("dewi", "/crm-customer", "wahyu");
    expect(linesOf(list)[0]).toBe("1–8 of 9 customers for *wahyu*");
    expect(labelsOf(list)).toEqual([...Array.from({ length: 8 }, () => "Card"), "More"]);
    await dewi.press({ message: list, text: "More" });
    const last = await dewi.until(() => {
      const now = suite.again("dewi", list);
      return now && linesOf(now)[0]?.startsWith("9 of") ? now : null;
    });
    expect(linesOf(last).slice(0, 2)).toEqual(["9 of 9 customers for *wahyu*", "*Wahyu Itmaja*"]);
    expect(labelsOf(last)).toEqual(["Card", "Back"]);
    await dewi.press({ message: last, text: "Back" });
    await dewi.until(() => linesOf(suite.again("dewi", list) ?? { blocks: [] })[0]?.startsWith("1–8"));
  });

  it("finds by what was said in a note, with the passage and the word marked", async () => {
    const dewi = suite.person("dewi");
    await suite.ask(
      "dewi",
      "/crm-log",
      "call jose nunez: would take the scaffolding for two more months if the price stays as it was last year",
    );
    const list = await suite.ask("dewi", "/crm", "scaffolding");
    expect(linesOf(list)).toEqual([
      "One customer for *scaffolding*",
      "*José Núñez*, Café Río S.A.",
      "Dewi, today 14:05: would take the *scaffolding* for two more months if the price stays as…",
    ]);
    await dewi.press({ message: list, text: "Card" });
    await dewi.until(() => linesOf(suite.again("dewi", list) ?? { blocks: [] })[0]?.startsWith("*José Núñez* ·"));
  });

  it("offers a viewer no form that is not theirs when nobody is found", async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @jonas viewer marketing");
    expect(labelsOf(await suite.ask("jonas", "/crm", "Xaver Quirin"))).toEqual([]);
  });

  it("offers to add whom nobody knows", async () => {
    const dewi = suite.person("dewi");
    const answer = await suite.ask("dewi", "/crm-customer", "Xaver Quirin");
    expect(linesOf(answer)).toEqual([
      "I found no customer for *Xaver Quirin*. Try part of the name, the company, an e-mail, the last digits of a phone number, or a word of a note.",
    ]);
    await dewi.press({ message: answer, text: "Add one" });
    await dewi.untilView(({ title }) => title === "New customer");
    await dewi.fill({ name: "Xaver Quirin", company: "Brauerei Quirin", phone: "+49 89 123456" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const card = await dewi.until(() => {
      const now = suite.again("dewi", answer);
      return now && linesOf(now)[0]?.startsWith("*Xaver") ? now : null;
    });
    expect(linesOf(card)).toEqual([
      "*Xaver Quirin* · Brauerei Quirin",
      "Lead · nobody's yet",
      "Added in Slack, 22 Nov",
      "✓ <tel:+4989123456|+49 89 123456> · confirmed today",
      "No conversation yet. Log the first one when you have talked.",
    ]);
  });

  it("asks before it keeps an e-mail address that looks mistyped, and keeps it when told to", async () => {
    const dewi = suite.person("dewi");
    const answer = await suite.ask("dewi", "/crm-customer", "Yolanda Quittung");
    await dewi.press({ message: answer, text: "Add one" });
    await dewi.untilView(({ title }) => title === "New customer");
    await dewi.fill({ name: "Yolanda Quittung", email: "yolanda@gmial.com" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const asked = await dewi.untilView(({ blocks }) => JSON.stringify(blocks).includes("did you mean"));
    expect(JSON.stringify(asked.blocks)).toContain("*yolanda@gmial.com*: did you mean *yolanda@gmail.com*?");
    expect(await suite.ask("dewi", "/crm-customer", "Yolanda Quittung")).toMatchObject({
      text: expect.stringContaining("no customer"),
    });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    await dewi.until(() => {
      const now = suite.again("dewi", answer);
      return now && linesOf(now).some((line) => line.includes("yolanda@gmial.com")) ? now : null;
    });
  });

  it("finds by typing in a form, the recent ones before anything is typed", async () => {
    const dewi = suite.person("dewi");
    await suite.ask("dewi", "/crm-log", "call jose nunez: hello");
    const form = await suite.askForm("dewi", "/crm-customer");
    expect([form.title, form.submit]).toEqual(["Find a customer", "Show"]);
    const offered = async (typed: string) => {
      const outcome = await dewi.suggest({ actionId: "customer.suggest" }, typed);
      if (!outcome.ok) throw new Error("Nothing was offered");
      return (outcome.options ?? []).map(({ text, description }) => [text.text, description?.text ?? null]);
    };
    expect((await offered(""))[0]).toEqual(["José Núñez, Café Río S.A.", "jose@caferio.mx"]);
    expect(await offered("rahm")).toEqual([["Siti Rahmawati, PT Angin Laut", "Owner"]]);
    expect(await offered("zzzzqqq")).toEqual([]);
    await dewi.choose({ actionId: "customer.suggest" }, "Siti Rahmawati, PT Angin Laut");
    expect(await dewi.submit()).toMatchObject({ ok: true });
    await dewi.untilMessage((message) => linesOf(message)[0] === "*Siti Rahmawati* · Owner, PT Angin Laut");
  });
});
