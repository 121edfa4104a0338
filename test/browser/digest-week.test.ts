import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { answers, createDesk, press, wordsOf } from "./desk.ts";

const desk = createDesk("d");

/** Whom the company sells to, as its list had it; and whom Rizky met at the fair. */
const list = [
  "Name,Company,Email,Phone,Job title,Stage,Value,Customer since,Source,Owner",
  "Budi Santoso,PT Contoh Makmur,budi@contoh-makmur.example,+62 812-3456-7890,Procurement manager,customer,240000000,2022-03-01,the old list,Rizky Pratama",
  "Sari Indah,Toko Indah,,+62 812-3456-7891,Owner,customer,90000000,2023-05-01,the old list,Rizky Pratama",
  "Joko Susilo,CV Maju,joko@maju.example,,Director,customer,60000000,2024-01-15,the old list,Maya Putri",
  "Ana Wijaya,CV Sinar Jaya,ana@sinarjaya.example,+62 811-222-301,Buyer,lead,,,webinar sign-up,Rizky Pratama",
  "Hendra Setia,Toko Setia,hendra@setia.example,+62 811-222-302,Owner,lead,,,webinar sign-up,Rizky Pratama",
  "Lia Kartika,PT Kartika,lia@kartika.example,+62 811-222-303,Procurement,lead,,,Digital Expo,Rizky Pratama",
].join("\n");

async function as(name: string): Promise<void> {
  await desk.local.actAs(name);
  await desk.local.open("Messages");
}

/** A week of people of the local workspace: each digest is a test and a picture. */
describe("a week", () => {
  beforeAll(() => desk.open("2026-11-23T13:00:00Z"));

  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await desk.failed();
  });

  it("begins on Monday evening with a list of customers, a promise, and a task that waits for the morning", async () => {
    const { local, product } = desk;
    await local.open("Messages");
    await desk.ask("/crm-admin access grant @Rizky Pratama @Maya Putri member sales", "Rizky Pratama");
    const file = join(product.folder, "list.csv");
    await writeFile(file, list);
    // Only what the week is about.
    expect((await product.cli("demo", "clear")).code).toBe(0);
    expect((await product.cli("import", file, "--yes")).printed).toContain("6 customers added");
    await as("Maya Putri");
    await local.say("joko susilo connected: happy with the delivery");
    await local.message("Call with Joko Susilo").waitFor();
    await as("Rizky Pratama");
    await local.say("budi santoso connected: wants the renewal offer. todo send the offer tomorrow");
    await local.message("Call with Budi Santoso").waitFor();
    await desk.ask("/crm-task add check the price list tomorrow", "New task");
    // It is eight in the evening: what others want of Rizky waits.
    await as("Dewi Lestari");
    await desk.ask("/crm-task add call the bank about the Sinar Jaya transfer", "New task");
    await desk.ask("/crm-task assign bank @Rizky Pratama", "Rizky");
  });

  it("goes on on Tuesday with what is due, what waited, whom to call and what may have changed", async () => {
    await desk.sleepUntil("2026-11-24T02:00:30Z");
    await as("Rizky Pratama");
    const digest = await desk.arrived("things today, Rizky");
    const lines = (await wordsOf(digest)).split("\n");
    const words = lines.join("\n");
    // A customer's before one's own.
    expect(lines.findIndex((line) => line.startsWith("Send the offer"))).toBeLessThan(
      lines.findIndex((line) => line.startsWith("Check the price list")),
    );
    expect(words).toContain("2 leads to call from yesterday: webinar sign-up");
    expect(words).toContain("1 lead from yesterday: Digital Expo");
    expect(words).toContain("1 message that waited for this morning");
    expect(words).toContain("Still true?");
    await desk.look("tuesday", digest);
    await desk.look("tuesday-below", digest.getByText("Still true?"));
  });

  it("is worked through in the message itself", async () => {
    const { local } = desk;
    const digest = local.message("things today, Rizky");
    await press(answers(digest, "Send the offer"), "Done");
    await local.message("One thing left today, Rizky").waitFor();
    await press(answers(local.message("One thing left today, Rizky"), "Check the price list"), "Tomorrow");
    const worked = await desk.arrived("That was all for today, Rizky");
    await press(answers(worked, "Still true?"), "Yes");
    await local.message(/\(2 of \d\)/u).waitFor();
    await desk.look("tuesday-worked", worked);
    await press(local.message("That was all for today, Rizky"), "Start");
    const queue = await desk.arrived("1 of 3 to call");
    await desk.look("queue");
    await local.menu(queue, "No answer");
    await local.message("1 of 2 to call").waitFor();
    await press(local.message("1 of 2 to call"), "Tomorrow");
    await local.message("1 of 1 to call").waitFor();
    await desk.look("queue-moves-on");
  });

  it("sends nothing to whom nothing is to be said, and their Home says that it looked", async () => {
    const { local } = desk;
    await as("Tan Wei Ling");
    // Neither a digest nor a week of a team that had no access in it: Monday's welcome is all.
    expect(
      await local.page
        .getByRole("article")
        .filter({ hasText: /today|Good morning|Last week/u })
        .count(),
    ).toBe(0);
    await local.open("Home");
    const looked = local.page.getByText(/I last looked today 10:00 for anything to tell you/u);
    await looked.waitFor();
    await desk.look("nothing-to-say", looked);
  });

  it("folds Tuesday up on Wednesday in words that say what became of it", async () => {
    await desk.sleepUntil("2026-11-25T02:00:30Z");
    await as("Rizky Pratama");
    const digest = await desk.arrived(/things? today, Rizky/u);
    expect(await wordsOf(digest)).toContain("Check the price list");
    const folded = await desk.arrived("Tuesday: 1 done, 1 moved, 1 lead called, 1 confirmed");
    await desk.look("wednesday", folded);
    await desk.local.say("lia kartika connected: asks for a demo. todo show her the new hall friday");
    await desk.local.message("Call with Lia Kartika").waitFor();
  });

  it("ends on the next Monday with a manager's chart, a steward's stale data and one's own numbers", async () => {
    await desk.sleepUntil("2026-11-30T02:00:30Z");
    await as("Rizky Pratama");
    const own = await desk.arrived(/things? today, Rizky/u);
    expect(await wordsOf(own)).toMatch(/2 conversations last week, none the week before\. Only you see this\./u);
    await desk.look("monday-own", own);
    await as("Tan Wei Ling");
    const week = await desk.arrived("Last week");
    const said = await wordsOf(week);
    expect(said).toMatch(/Last week in Sales: none of \d logged on every working day/u);
    expect(said).not.toContain("Sat");
    await desk.look("monday-manager", week);
    await as("Dewi Lestari");
    const stale = await desk.arrived("cannot be reached by e-mail");
    expect(await wordsOf(stale)).toContain("Make tasks for owners");
    await desk.look("monday-steward", stale);
  });
});
