import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { Locator } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { readPostmasterFile } from "../../src/db/embedded/postmaster-file.ts";
import { secretsFile } from "../../src/db/embedded/secrets.ts";
import { asOwner, forgeries, type Owner, type Place, putIn, whileForged } from "../support/forge-audit.ts";
import { answers, createDesk, press, wordsOf } from "./desk.ts";

/** A quarter of a steward's, from October to the review of access in January. */
const october = "2026-10-05T02:00:00Z";
const december = "2026-12-15T02:00:00Z";
/** The first working day of a quarter, ten minutes after the review began: a Friday, 09:10 in Jakarta. */
const january = "2027-01-01T02:10:00Z";

const desk = createDesk("q");
const { look, type, ask, arrived, sleepUntil } = desk;

beforeAll(() => desk.open(october));

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await desk.failed();
});

/** The files in a message's thread, by their names. */
async function filesOf(message: Locator): Promise<Record<string, string>> {
  const { page } = desk.local;
  await message.getByRole("button", { name: /^\d+ repl/u }).click();
  const links = page.getByRole("complementary", { name: /^Thread in/u }).locator("a[download]");
  await links.first().waitFor();
  const files: Record<string, string> = {};
  for (const link of await links.all()) {
    const got = await page.request.get(new URL((await link.getAttribute("href")) ?? "", page.url()).href);
    files[(await link.getAttribute("download")) ?? ""] = await got.text();
  }
  await look("files");
  await page.getByRole("button", { name: "Close thread" }).click();
  return files;
}

describe("October", () => {
  it("appoints a second steward, and lets a channel in", async () => {
    await desk.local.open("#sales");
    const appointed = await ask(
      "/crm-admin access grant @Tan Wei Ling steward sales because she runs it with me",
      "is now a steward in sales; was a manager in sales",
    );
    expect(await wordsOf(appointed)).toContain("Reason: she runs it with me");
    await look("appointed");
    const granted = await ask("/crm-admin access grant #marketing viewer marketing", "Olivia Carter has access now");
    expect(await wordsOf(granted)).toContain("as a viewer in marketing.");
    expect(await wordsOf(granted)).toContain("Left out: Bima Aditya (guest or from another company)");
    await look("granted-by-channel");
  });

  it("grants by name with department, end date and reason, as either steward", async () => {
    await desk.local.actAs("Tan Wei Ling");
    await desk.local.open("#sales");
    const granted = await ask(
      "/crm-admin access grant @Olivia Carter member marketing until 15 Jan because the autumn campaign",
      "Olivia Carter is now a member in marketing until the end of 15 Jan",
    );
    expect(await wordsOf(granted)).toContain("Reason: the autumn campaign");
    await look("granted-by-name");
  });

  it("grants for a while what somebody covers, and shows who has access and what each role may do", async () => {
    await desk.local.actAs("Dewi Lestari");
    await desk.local.open("#sales");
    const granted = await ask(
      "/crm-admin access grant @Rizky Pratama manager sales until 31 Jan because he covers for Wei Ling",
      "is now a manager in sales until the end of 31 Jan",
    );
    await press(granted, "Who has access");
    const list = desk.local.message("6 people have access");
    await list.waitFor();
    expect(await wordsOf(list)).toMatch(
      /Olivia Carter · member\nsince .+, from Tan Wei Ling · until 15 Jan.* · "the autumn campaign"/u,
    );
    await look("list");
    await desk.local.menu(
      list.locator("[data-block]").filter({ hasText: "Jonas Becker" }),
      "Change role or department",
    );
    const form = desk.local.dialog("Change access");
    await form.getByRole("textbox", { name: /^Reason/u }).fill("leads the campaign");
    await look("change");
    await press(form, "Save");
    await desk.local.message("leads the campaign").waitFor();
    const roles = await ask("/crm-admin access roles", "What each role may do");
    expect(await wordsOf(roles)).toContain("Steward: all that a manager may;");
    await look("roles");
  });

  it("names owners of the CRM, its duties and its fields", async () => {
    const owners = await ask("/crm-admin owners", "Who answers for what");
    await look("owners-none");
    await press(owners, "Name owners");
    const form = desk.local.dialog("Who answers for what");
    await form.waitFor();
    for (const field of await form.getByRole("combobox").all()) await desk.local.choose(field, "Dewi", /Dewi Lestari/u);
    await look("owners-form");
    await press(form, "Save");
    await form.waitFor({ state: "detached" });
    await look("owners");
    expect(await wordsOf(desk.local.message("Who answers for what"))).not.toContain("nobody yet");
  });

  it("leaves the work to a member, who logs, mends and cannot administer", async () => {
    await desk.local.actAs("Maya Putri");
    await desk.local.open("Messages");
    await desk.local.say("ana wijaya no answer");
    await desk.local.message("Call to Ana Wijaya, no answer").waitFor();
    await desk.local.say("budi hartono left message");
    await desk.local.message("Call to Budi Hartono, left a message").waitFor();
    await desk.local.say("call connected budi santoso: wants the renewal offer by May");
    const receipt = desk.local.message('"wants the renewal offer by May"');
    await desk.local.menu(receipt, "Edit");
    const form = desk.local.dialog("Change the entry");
    await form.getByRole("textbox", { name: /^Note/u }).fill("wants the renewal offer by June");
    await press(form, "Save");
    await desk.local.message('"wants the renewal offer by June"').waitFor();
    const refused = await ask("/crm-admin access", "Your role does not let you change who has access.");
    expect(await wordsOf(refused)).toMatch(/Dewi Lestari or Tan Wei Ling can\./u);
    await look("member");
  });
});

describe("December", () => {
  it("begins with what the nights before have done: the head of the log, and access ended with a colleague's account", async () => {
    await sleepUntil(december, () => deactivate("Tan Wei Ling"));
    await desk.local.open("Messages");
    const head = desk.local.message(/Audit log, 14 Dec 2026: \d+ entries\.\s.*\s?\d+:[0-9a-f]{64}/su);
    await head.waitFor({ timeout: 20_000 });
    await look("day-head");
    await desk.local.open("#sales");
    await expect
      .poll(async () => wordsOf(await ask("/crm-admin access", /\d people have access/u)), { timeout: 20_000 })
      .not.toContain("Wei Ling · steward");
    const lookedUp = await ask("/crm-admin audit member", "Audit log · member");
    expect(await wordsOf(lookedUp)).toContain("Steward · saw that Tan Wei Ling was deactivated in Slack");
    const before = await ask("/crm-admin access as-of 2026-10-31", "6 people had access at the end of 31 Oct 2026");
    expect(await wordsOf(before)).toContain("Tan Wei Ling · steward in sales");
    await look("as-of");
    await ask(
      "/crm-admin access grant @Maya Putri steward support because Wei Ling has left",
      "Maya Putri is now a steward in support",
    );
  });
});

describe("January", () => {
  it("begins the review of access by itself, and goes through the exceptions", async () => {
    await sleepUntil(january);
    await desk.local.open("Messages");
    const due = desk.local.message("It is time to review who has access: 5 people, the exceptions first.");
    await due.waitFor({ timeout: 20_000 });
    await look("review-due");
    await press(due, "Review access");
    const review = desk.local.message("Access review: 0 of 5 people decided");
    await review.waitFor();
    expect(await wordsOf(review)).toMatch(
      /Olivia Carter · member in marketing\n⚠ has never used the CRM, whoever gave it has no access any more,? and ends within 30 days/u,
    );
    expect(await wordsOf(review)).toMatch(/Jonas Becker · manager in marketing\n⚠ has never used the CRM/u);
    await look("review");

    await press(answers(review, "Jonas Becker"), "Keep");
    const second = desk.local.message("Access review: 1 of 5 people decided");
    await press(answers(second, "Rizky Pratama"), "Change");
    const form = desk.local.dialog("Change access");
    await desk.local.choose(form.getByRole("combobox", { name: "Role" }), "Member", /^Member/u);
    await look("review-change");
    await press(form, "Save");
    const third = desk.local.message("Access review: 2 of 5 people decided");
    await third.waitFor();
    await press(answers(third, "Olivia Carter"), "Revoke");
    const fourth = desk.local.message("Access review: 3 of 5 people decided");
    await fourth.getByText("Dewi Lestari, Maya Putri").waitFor();
    await look("review-rest");
    await press(fourth, "Keep 2 unchanged");
    const done = desk.local.message("Access is reviewed: 3 kept, 1 changed, 1 revoked.");
    await done.waitFor();
    await look("reviewed");
  });

  it("finds in the audit log what was done, by person, customer, action and days", async () => {
    await desk.local.open("#sales");
    const all = await ask("/crm-admin audit", "Opening a customer's card is not written to the audit log.");
    await look("audit");
    expect(await wordsOf(all)).toMatch(/\d\d:\d\d · Dewi Lestari · finished the review of access/u);
    const byPerson = await ask("/crm-admin audit @Maya Putri", /Audit log · @Maya Putri/u);
    expect(await wordsOf(byPerson)).toContain("logged call with Budi Santoso: wants the renewal offer by May");
    expect(await wordsOf(byPerson)).not.toContain("Dewi Lestari ·");
    await look("audit-person");
    const byCustomer = await ask("/crm-admin audit budi santoso", "Audit log · budi santoso");
    expect(await wordsOf(byCustomer)).toContain(
      "note from wants the renewal offer by May to wants the renewal offer by June",
    );
    expect(await wordsOf(byCustomer)).not.toContain("Ana Wijaya");
    await look("audit-customer");
    const byAction = await ask("/crm-admin audit review", "Audit log · review");
    expect(await wordsOf(byAction)).toContain("Steward · started the review of access");
    await look("audit-action");
    const byDays = await ask(
      "/crm-admin audit access from 14 Dec to 16 Dec",
      "Audit log · access from 14 Dec to 16 Dec",
    );
    expect(await wordsOf(byDays)).toContain("changed Maya Putri's access");
    expect(await wordsOf(byDays)).not.toContain("Olivia Carter");
  });

  it("writes down who opened a card, once that is wanted", async () => {
    const reads = await ask("/crm-admin audit reads", "Opening a customer's card is not written to the audit log.");
    await press(reads, "Start");
    await desk.local.message("From now on, opening a customer's card or history is written").waitFor();
    await look("reads");
    await desk.local.actAs("Rizky Pratama");
    await desk.local.open("#sales");
    await ask("/crm-customer budi santoso", "Procurement manager, PT Contoh Makmur");
    await desk.local.actAs("Dewi Lestari");
    await desk.local.open("#sales");
    const read = await ask("/crm-admin audit read", "Audit log · read");
    expect(await wordsOf(read)).toContain("Rizky Pratama · opened the card of Budi Santoso");
  });

  it("verifies, and gives the log out as CSV and as JSON, of which the other steward hears", async () => {
    const whole = await ask("/crm-admin audit verify", /The audit log is whole: \d+ entries/u);
    await whole.getByText(/^\d+:[0-9a-f]{64}$/u).waitFor();
    await look("verified");
    await type("/crm-admin audit export access");
    const form = desk.local.dialog("Export the audit log");
    await form.getByRole("textbox", { name: /^Why/u }).fill("the auditors ask for it");
    await look("export");
    await press(form, "Export");
    await desk.local.message("entries to a file. It comes in our direct conversation.").waitFor();
    await desk.local.open("Messages");
    const csv = await filesOf(await arrived("as a CSV file, in this message's thread"));
    expect(Object.values(csv)[0]).toMatch(
      /changed Olivia Carter's access from viewer, marketing to member, marketing: the autumn campaign/u,
    );
    await type("/crm-admin audit export json");
    await form.getByRole("textbox", { name: /^Why/u }).fill("for our own archive");
    await press(form, "Export");
    const json = await filesOf(await arrived("as a JSON file, in this message's thread"));
    const { entries } = JSON.parse(Object.values(json)[0] ?? "");
    const numbers: number[] = entries.map(({ number }: { number: number }) => number);
    expect(numbers.length).toBeGreaterThan(30);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    await desk.local.actAs("Maya Putri");
    await desk.local.open("Messages");
    const heard = await arrived("Reason: the auditors ask for it");
    expect(await wordsOf(heard)).toMatch(/@Dewi Lestari exported \d+ entries of the audit log to a file/u);
    await arrived("Reason: for our own archive");
    await look("heard");
    await desk.local.actAs("Dewi Lestari");
  });
});

describe("a customer who asks to see everything, and then to be forgotten", () => {
  it("is given out in two files", async () => {
    await desk.local.open("Messages");
    await type("/crm-admin privacy export ana wijaya");
    const form = desk.local.dialog("Export a customer");
    await form.getByRole("textbox", { name: /^Why/u }).fill("she asked to see it");
    await look("privacy-export");
    await press(form, "Export");
    const files = await filesOf(await arrived("Everything I keep about Ana Wijaya"));
    const names = Object.keys(files).toSorted();
    expect(names).toHaveLength(2);
    for (const contents of Object.values(files)) expect(contents).toContain("Ana Wijaya");
  });

  it("is erased after everything that goes was read, and Steward's messages with her", async () => {
    await type("/crm-admin privacy erase ana wijaya");
    const form = desk.local.dialog("Erase a customer");
    await form.getByText("What goes with Ana Wijaya").waitFor();
    const plan = await wordsOf(form);
    expect(plan).toMatch(/\d+ conversations?: the words removed, the count kept/u);
    expect(plan).toMatch(/\d+ messages? of mine in Slack: deleted/u);
    expect(plan).toMatch(/[2-9] export files in Slack: deleted/u);
    await look("erase-plan");
    await form.getByRole("textbox", { name: /^Type "Ana Wijaya"/u }).fill("Ana");
    await form.getByRole("textbox", { name: /^Why/u }).fill("a request by letter");
    await press(form, "Erase for good");
    await form.getByText("That is not the customer's name").waitFor();
    await form.getByRole("textbox", { name: /^Type "Ana Wijaya"/u }).fill("Ana Wijaya");
    await press(form, "Erase for good");
    const certificate = await arrived("Certificate of erasure");
    expect(await wordsOf(certificate)).toMatch(/In Slack: [1-9]\d* deleted, \d+ emptied, \d+ gone before\./u);
    expect(await desk.local.page.getByText("Everything I keep about Ana Wijaya").count()).toBe(0);
    await look("certificate");
    const found = await ask("/crm-customer ana wijaya", "ana wijaya");
    expect(await wordsOf(found)).not.toContain("Ana Wijaya");
    await look("forgotten");
    const list = await ask("/crm-admin privacy", "Privacy");
    expect(await wordsOf(list)).toMatch(/✓ .+ · /u);
    await look("erasures");
    await desk.local.actAs("Maya Putri");
    await desk.local.open("Messages");
    await arrived("Certificate of erasure");
    expect(await desk.local.page.getByText("Call to Ana Wijaya").count()).toBe(0);
    await look("taken-back");
    await desk.local.actAs("Dewi Lestari");
    await desk.local.open("#sales");
  });

  it("leaves the audit log whole, and unreadable where it is about her", async () => {
    await ask("/crm-admin audit verify", /The audit log is whole: \d+ entries/u);
    const { code, printed } = await desk.product.cli("audit", "verify");
    expect(printed).toMatch(/^The audit log is whole: \d+ entries, each as it was written, and as \d days? ended\./mu);
    expect(code).toBe(0);
    const log = await ask("/crm-admin audit interaction.logged", "Audit log · interaction.logged");
    expect(await wordsOf(log)).toContain("erased");
    expect(await wordsOf(log)).not.toContain("Ana Wijaya");
    await look("audit-erased");
  });
});

describe("a log forged with direct SQL by whoever owns the database", () => {
  async function verify(...head: string[]) {
    const answer = await wordsOf(await ask(["/crm-admin audit verify", ...head].join(" "), /The audit log is/u));
    const { code, printed } = await desk.product.cli("audit", "verify", ...head.flatMap((one) => ["--head", one]));
    return { answer, code, printed };
  }

  it.each(Object.entries(forgeries))("shows %s, in Slack and at the command line", async (kind, { forge, found }) => {
    await asDatabaseOwner(async (owner) => {
      const { place, action } = await findPlace(owner);
      await desk.local.open("#triage");
      await whileForged(
        owner,
        place.id,
        () => forge(owner, place),
        async () => {
          const { answer, code, printed } = await verify();
          expect(answer).toContain("The audit log is not whole");
          expect(answer).toContain(found(place, action));
          expect(printed).toContain(found(place, action));
          expect(code).toBe(1);
          await look(`forged-${kind.replaceAll(/[^a-z]+/gu, "-")}`);
        },
      );
    });
  });

  it("shows an entry put in with all hashes behind it written anew, by the head of a day", async () => {
    await asDatabaseOwner(async (owner) => {
      const { place } = await findPlace(owner);
      let head = "";
      const keep = async () => {
        const [row] = await owner.query<{ head: string }>(
          `SELECT seq || ':' || encode(hash, 'hex') AS head FROM audit_head WHERE "workspaceId" = $1`,
          [place.id],
        );
        head = row?.head ?? "";
        await putIn(owner, place);
      };
      await whileForged(owner, place.id, keep, async () => {
        const { answer, code, printed } = await verify(head);
        const sentence = `Entry ${place.end} is not the one of the head you gave: the log was rewritten up to there.`;
        expect(answer).toContain(sentence);
        expect(printed).toContain(sentence);
        expect(code).toBe(1);
      });
    });
    const { answer, printed } = await verify();
    expect(answer).toMatch(/The audit log is whole/u);
    expect(printed).toMatch(/^The audit log is whole/mu);
    await look("whole-again");
  });
});

/** With the login of the embedded database's owner, which only its data folder knows. */
async function asDatabaseOwner(work: (owner: Owner) => Promise<void>): Promise<void> {
  const dataDir = join(desk.product.folder, "data");
  const { ownerPassword } = JSON.parse(await readFile(secretsFile(dataDir), "utf8"));
  const file = await readPostmasterFile(join(dataDir, "pg"));
  const client = new pg.Client({
    ...{ host: "127.0.0.1", port: file?.port ?? 0, user: "steward", database: "steward", password: ownerPassword },
  });
  await client.connect();
  try {
    await work({
      query: async <Row>(sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows as Row[],
    });
  } finally {
    await client.end();
  }
}

/** Two entries that follow each other, each about a customer whose key is there, and the end of the log. */
async function findPlace(owner: Owner): Promise<{ place: Place; action: string }> {
  const found: { id: string; at: string; end: string; action: string }[] = [];
  const read = () =>
    owner.query<(typeof found)[number]>(`
    SELECT e."workspaceId" AS id, e.seq AS at, h.seq AS end, e.action
    FROM audit_entry e
    JOIN audit_entry next ON next."workspaceId" = e."workspaceId" AND next.seq = e.seq + 1
    JOIN person_key k ON k.id::text = e."aboutKey" AND k.wrapped IS NOT NULL
    JOIN person_key other ON other.id::text = next."aboutKey" AND other.wrapped IS NOT NULL AND other.id <> k.id
    JOIN audit_head h ON h."workspaceId" = e."workspaceId"
    ORDER BY e.seq LIMIT 1`);
  // The wall stands for the owner too, who has to take it down first.
  await asOwner(owner, async () => void found.push(...(await read())));
  const [first] = found;
  if (!first) throw new Error("The log has no two entries about customers beside each other");
  const { id, at, end, action } = first;
  return { place: { id, at: BigInt(at), end: BigInt(end) }, action };
}

/** What an administrator of the Slack workspace does while Steward does not run, and no event tells of. */
async function deactivate(realName: string): Promise<void> {
  const file = join(desk.product.folder, "data", "local-workspace.json");
  const state = JSON.parse(await readFile(file, "utf8"));
  const person = Object.values<{ id: string; realName: string; deactivated: boolean }>(state.people).find(
    (one) => one.realName === realName,
  );
  if (!person) throw new Error(`Nobody is called ${realName}`);
  person.deactivated = true;
  for (const channel of Object.values<{ kind: string; members: string[] }>(state.channels)) {
    if (channel.kind !== "dm") channel.members = channel.members.filter((id) => id !== person.id);
  }
  await writeFile(file, JSON.stringify(state));
}
