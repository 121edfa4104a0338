import { beforeAll, expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { getContact } from "../../src/crm/customers/get-contact.ts";
import { getQuoteByNumber } from "../../src/crm/quotes/get-quote.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

const add = (suite: Suite, name: string, companyName?: string) =>
  suite.as(
    "dewi",
    async (ctx) => (await createContact(ctx, { name, source: "typed", ...(companyName && { companyName }) })).id,
  );

const quoteOf = (suite: Suite, number: number) => suite.as("dewi", (ctx) => getQuoteByNumber(ctx, number));
const stageOf = (suite: Suite, id: string) => suite.as("dewi", async (ctx) => (await getContact(ctx, id)).stage);

describeOverBoth("quotes", (suite) => {
  let budi: string;
  beforeAll(async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @maya member sales");
    await suite.ask("dewi", "/crm-admin", "access grant @rizky viewer sales");
    budi = await add(suite, "Budi Santoso", "PT Contoh Makmur");
    await add(suite, "Won Bin");
  });

  it("are logged with their amount, which is echoed, and mended by Edit [R65]", async () => {
    const receipt = await suite.ask("dewi", "/crm-log", "quote budi santoso 12.000.000: renewal");
    expect(linesOf(receipt).slice(0, 3)).toEqual([
      "✓ *Quote for Budi Santoso*, PT Contoh Makmur · today 14:05",
      '"renewal"',
      "*Q-1* · Rp 12 jt, open",
    ]);
    expect(labelsOf(receipt)).toEqual(["Edit", "Wrong person", "Won", "Lost", "Undo", "Card", "Share"]);
    const dewi = suite.person("dewi");
    await dewi.press({ message: receipt, text: "Edit" });
    const form = await dewi.untilView(({ title }) => title === "Change the entry");
    expect(JSON.stringify(form.blocks)).toContain("Rp 12 jt");
    await dewi.fill({ amount: "a lot" });
    expect(await dewi.submit()).toMatchObject({ errors: { amount: expect.stringContaining("is not an amount") } });
    await dewi.fill({ amount: "$1,200.50" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    await dewi.until(() => linesOf(suite.again("dewi", receipt) ?? { blocks: [] })[2]?.includes("US$1,200.50"));
    expect((await quoteOf(suite, 1)).amount).toEqual({ minor: 120_050, currency: "USD" });
  });

  it("are asked for their amount in the form once it is a quote, and keep what was filled in", async () => {
    const dewi = suite.person("dewi");
    const form = await suite.askForm("dewi", "/crm-log");
    expect(JSON.stringify(form.blocks)).not.toContain("Amount of the quote");
    await dewi.fill({ note: "forty pallets", "new-name": "Sari Indah" });
    await dewi.choose({ view: form, actionId: "entry.kind" }, "Quote");
    const asked = await dewi.untilView(({ blocks }) => JSON.stringify(blocks).includes("Amount of the quote"));
    await dewi.fill({ amount: "Rp 5 jt" }, { view: asked });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const quote = await quoteOf(suite, 2);
    expect(quote).toMatchObject({ contactName: "Sari Indah", title: "forty pallets", amount: { minor: 5_000_000 } });
  });

  it("are won by a press, which makes a customer, and back by another [R126]", async () => {
    const receipt = await suite.ask("dewi", "/crm-log", "quote budi santoso Rp 240 jt: second year");
    const dewi = suite.person("dewi");
    await dewi.choose({ message: receipt, actionId: "menu" }, "Won");
    const won = await dewi.until(() => {
      const now = suite.again("dewi", receipt);
      return now && linesOf(now)[0]?.startsWith("✓ *Q-3 won") ? now : undefined;
    });
    expect(linesOf(won)).toEqual([
      "✓ *Q-3 won: Rp 240 jt*, from *Budi Santoso*, PT Contoh Makmur",
      "Budi Santoso is a customer now.",
    ]);
    expect(await stageOf(suite, budi)).toBe("customer");
    await dewi.press({ message: won, text: "Undo" });
    await dewi.until(() => linesOf(suite.again("dewi", receipt) ?? { blocks: [] })[2]?.includes("open"));
    expect(await stageOf(suite, budi)).toBe("lead");
  });

  it("are found by number, and shown on the card to whoever may only read, with nothing to press", async () => {
    const found = await suite.ask("rizky", "/crm", "q3");
    expect(linesOf(found)[0]).toBe("*Q-3 · Rp 240 jt*, for *Budi Santoso*, PT Contoh Makmur");
    expect(labelsOf(found)).toEqual(["Card"]);
    const card = await suite.ask("rizky", "/crm-customer", "budi santoso");
    expect(linesOf(card).filter((line) => line.startsWith("*Q-"))).toEqual([
      expect.stringMatching(/^\*Q-3\* · Rp 240 jt · open · Dewi's · second year$/u),
      expect.stringMatching(/^\*Q-1\* · US\$1,200\.50 · open · /u),
    ]);
    expect(labelsOf(card)).not.toContain("Won");
    const none = await suite.ask("rizky", "/crm", "Q-99");
    expect(none.text).toBe("There is no quote Q-99. A customer's quotes are on their card.");
    const refused = await suite.ask("rizky", "/crm-log", "quote won Q-3");
    expect(refused.text).toBe("Your role does not let you log calls. Dewi Lestari can.");
    expect((await quoteOf(suite, 3)).state).toBe("open");
  });

  it("are asked about by words where several are open, with the words kept", async () => {
    const which = await suite.ask("dewi", "/crm-log", "quote lost budi santoso: too expensive");
    expect(linesOf(which)[0]).toBe("Which quote was lost? Your words are kept.");
    expect(labelsOf(which)).toEqual(["Lost", "Lost"]);
    const dewi = suite.person("dewi");
    await dewi.press({ message: which, actionId: "quote.choose#1" });
    const lost = await dewi.until(() => {
      const now = suite.again("dewi", which);
      return now && linesOf(now)[0]?.includes("lost:") ? now : undefined;
    });
    expect(linesOf(lost)).toEqual([
      "*Q-1 lost: US$1,200.50*, from *Budi Santoso*, PT Contoh Makmur",
      '"too expensive"',
    ]);
    expect(await quoteOf(suite, 1)).toMatchObject({ state: "lost", lostReason: "too expensive" });
  });

  it("are won by words to Steward directly, with a note, and Undo takes both back", async () => {
    const maya = suite.person("maya");
    const dm = await maya.openDm();
    await maya.send(dm, "quote won budi santoso: signed today. todo send the contract friday");
    const won = await maya.until(() => maya.messages(dm).find(({ text }) => text.includes("Q-3 won")));
    expect(linesOf(won)).toEqual([
      "✓ *Q-3 won: Rp 240 jt*, from *Budi Santoso*, PT Contoh Makmur",
      "Budi Santoso is a customer now.",
      'Noted: "signed today."',
    ]);
    const late = await suite.ask("dewi", "/crm-log", "Q-3 lost");
    expect(late.text).toBe("Maya Putri marked Q-3 as won already. Nothing was changed.");
    await maya.press({ message: won, text: "Undo" });
    await maya.until(() => linesOf(suite.again("maya", won) ?? { blocks: [] })[2]?.includes("open"));
    expect(await stageOf(suite, budi)).toBe("lead");
    const notes = await suite.as("dewi", (ctx) =>
      ctx.tx.interaction.findMany({ where: { note: { startsWith: "signed" }, removedAt: null } }),
    );
    expect(notes).toEqual([]);
  });

  it("are lost by a form that asks for the reason, which may come later", async () => {
    const shown = await suite.ask("dewi", "/crm", "Q-3");
    const dewi = suite.person("dewi");
    await dewi.press({ message: shown, text: "Lost" });
    await dewi.untilView(({ title }) => title === "Q-3 was lost");
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const lost = await dewi.until(() => {
      const now = suite.again("dewi", shown);
      return now && labelsOf(now).includes("Say why") ? now : undefined;
    });
    await dewi.press({ message: lost, text: "Say why" });
    await dewi.untilView(({ title }) => title === "Q-3 was lost");
    await dewi.fill({ reason: "went with somebody else" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    await dewi.until(() =>
      linesOf(suite.again("dewi", shown) ?? { blocks: [] })[1]?.includes("went with somebody else"),
    );
    expect(await quoteOf(suite, 3)).toMatchObject({ state: "lost", lostReason: "went with somebody else" });
    const none = await suite.ask(
      "dewi",
      "/crm-log",
      "quote won budi santoso: signed after all, see the long mail of today",
    );
    expect(none.text).toBe("Budi Santoso has no open quote.");
    expect(linesOf(none).join("\n")).toContain("signed after all, see the long mail of today");
  });

  it("leave a customer alone who is called like a verb", async () => {
    const receipt = await suite.ask("dewi", "/crm-log", "quote won bin: Rp 3 jt for shelves");
    expect(linesOf(receipt).slice(0, 3)).toEqual([
      "✓ *Quote for Won Bin* · today 14:05",
      '"Rp 3 jt for shelves"',
      "*Q-4* · Rp 3 jt, open",
    ]);
    const unknown = await suite.ask("dewi", "/crm-log", "quote won zzyzx");
    expect(unknown.text).toMatch(/^Did you mean \*Won Bin\*/u);
  });

  it("go with their entry when it is undone", async () => {
    const receipt = await suite.ask("dewi", "/crm-log", "quote budi santoso 7 jt");
    expect(linesOf(receipt)[1]).toBe("*Q-5* · Rp 7 jt, open");
    await suite.ask("dewi", "/crm", "undo");
    expect((await suite.ask("dewi", "/crm", "Q-5")).text).toMatch(/^There is no quote Q-5/u);
  });
});
