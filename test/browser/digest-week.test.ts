import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { answers, createDesk, press, wordsOf } from "./desk.ts";

const desk = createDesk("d");

/** What Rizky met at the fair, and what came in from the web. */
const leads = [
  "Name,Company,Email,Phone,Job title,Source,Owner",
  "Ana Wijaya,CV Sinar Jaya,ana@sinarjaya.example,+62 811-222-301,Buyer,webinar sign-up,Rizky Pratama",
  "Hendra Setia,Toko Setia,hendra@setia.example,+62 811-222-302,Owner,webinar sign-up,Rizky Pratama",
  "Lia Kartika,PT Kartika,lia@kartika.example,+62 811-222-303,Procurement,Digital Expo,Rizky Pratama",
  "Tono Subagyo,PT Subagyo,tono@subagyo.example,+62 811-222-304,Director,Digital Expo,",
].join("\n");

describe("a rep's mornings", () => {
  beforeAll(() => desk.open("2026-11-20T03:00:00Z"));

  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await desk.failed();
  });

  it("begin with what is due, whom to call and what may have changed", async () => {
    const { local, product } = desk;
    await local.open("Messages");
    await desk.ask("/crm-admin access grant @Rizky Pratama member sales", "Rizky Pratama");
    const file = join(product.folder, "leads.csv");
    await writeFile(file, leads);
    // Only what the morning is about.
    expect((await product.cli("demo", "clear")).code).toBe(0);
    expect((await product.cli("import", file, "--yes")).printed).toContain("4 customers added");
    await local.actAs("Rizky Pratama");
    await local.open("Messages");
    await desk.ask("/crm-task add send the offer monday", "New task");
    await desk.ask("/crm-task add check the price list monday", "New task");
    await desk.sleepUntil("2026-11-23T02:00:30Z");
    await desk.local.actAs("Rizky Pratama");
    await desk.local.open("Messages");
    const digest = await desk.arrived("things today, Rizky");
    const words = await wordsOf(digest);
    expect(words).toContain("2 leads from last week: webinar sign-up");
    expect(words).toContain("1 from last week: Digital Expo");
    expect(words).toContain("1 that nobody has: Digital Expo");
    expect(words).toContain("Tip: after a call, send me one line: budi no answer");
    await desk.look("monday");
  });

  it("go on in the message itself: done, and the queue one by one", async () => {
    const { local } = desk;
    const digest = local.message("things today, Rizky");
    await press(answers(digest, "Send the offer"), "Done");
    await local.message("One thing left today, Rizky").waitFor();
    await press(local.message("One thing left today, Rizky"), "Start");
    const queue = await desk.arrived("1 of 4 to call");
    await desk.look("queue");
    await local.menu(queue, "No answer");
    await local.message("1 of 3 to call").waitFor();
    await desk.look("queue-moves-on");
  });

  it("end in one line when the next one comes", async () => {
    await desk.sleepUntil("2026-11-24T02:00:30Z");
    await desk.local.actAs("Rizky Pratama");
    await desk.local.open("Messages");
    await desk.arrived(/things? today, Rizky/u);
    await desk.arrived("Monday: 1 done, 1 lead called, 1 still open.");
    await desk.look("tuesday");
  });
});
