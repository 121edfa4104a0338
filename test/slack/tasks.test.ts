import { beforeAll, expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { addTask } from "../../src/crm/tasks/add-task.ts";
import { finishTask } from "../../src/crm/tasks/change-task.ts";
import { raisePromises, remindOfTasks } from "../../src/crm/tasks/remind-tasks.ts";
import type { Context } from "../../src/db/context.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { eventually } from "../support/eventually.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

/** Maya and Rizky sell, Dewi is the steward, Budi and Ana are customers. */
async function openShop(suite: Suite): Promise<string> {
  await suite.ask("dewi", "/crm-admin", "access grant @maya @rizky member sales");
  const add = (name: string) =>
    suite.as("dewi", (ctx) => createContact(ctx, { name, companyName: "PT Contoh Makmur", source: "typed" }));
  await add("Ana Wijaya");
  return (await add("Budi Santoso")).id;
}

/** What the job of that minute does, as Steward itself. */
async function minute(suite: Suite, at: string, run: (ctx: Context) => Promise<unknown>) {
  await suite.advanceTo(new Date(at));
  return suite.as("dewi", (ctx) => run({ ...ctx, member: null, now: new Date(at) }));
}

describeOverBoth("/crm-task", (suite) => {
  beforeAll(async () => {
    await openShop(suite);
  });

  it("alone says how to begin where there is nothing to do", async () => {
    const answer = await suite.ask("rizky", "/crm-task");
    expect(linesOf(answer)).toEqual(["You have no tasks. Add one: `/crm-task add send budi the offer friday`"]);
    expect(labelsOf(answer)).toEqual(["New task"]);
  });

  it("adds what is typed, with its day, and finds whom it is about [R65]", async () => {
    const answer = await suite.ask("maya", "/crm-task", "add send budi santoso the offer friday");
    expect(answer.ephemeral).toBe(true);
    expect(answer.text).toBe("✓ *New task:* send budi santoso the offer, Fri 27 Nov");
    expect(linesOf(answer)).toEqual([
      "✓ *New task:* send budi santoso the offer",
      "Fri 27 Nov · Budi Santoso, PT Contoh Makmur",
      "Yours as number 1: `/crm-task done 1`",
    ]);
    expect(labelsOf(answer)).toEqual(["Edit", "Undo", "Done", "Give to somebody", "Card"]);
  });

  it("lists, puts off, ticks off and takes back, by number and after /crm as well", async () => {
    await suite.ask("maya", "/crm", "task add book a room");
    expect(linesOf(await suite.ask("maya", "/crm-task", "list"))).toEqual([
      "*Your tasks* (2)",
      "*1 · send budi santoso the offer*",
      "Fri 27 Nov · Budi Santoso, PT Contoh Makmur",
      "*2 · book a room*",
      "No day yet",
    ]);
    expect(linesOf(await suite.ask("maya", "/crm-task", "snooze 2 tomorrow 15:00"))).toEqual([
      "*book a room* is put off to tomorrow 15:00",
    ]);
    expect(linesOf(await suite.ask("maya", "/crm-task", "done 2"))).toEqual(["✓ *Done:* book a room"]);
    const undone = await suite.ask("maya", "/crm-task", "undo");
    expect(linesOf(undone)).toEqual(["*Still to do:* book a room", "Tomorrow 15:00"]);
    expect(linesOf(await suite.ask("maya", "/crm-task", "done room"))).toEqual(["✓ *Done:* book a room"]);
  });

  it("gives a task to a colleague, who is told and can give it back", async () => {
    await suite.ask("maya", "/crm-task", "add water the plants today");
    const given = await suite.ask("maya", "/crm-task", "assign plants to rizky");
    expect(linesOf(given)).toEqual(["*water the plants* is Rizky's now", "Today · Rizky's", "Rizky is told."]);
    const { memberId, taskId } = await suite.as("dewi", async (ctx) => {
      const { payload } = await ctx.tx.delivery.findFirstOrThrow({ where: { kind: "task-given" } });
      return payload as { memberId: string; taskId: string };
    });
    expect(memberId).not.toBe("");
    // It is Sunday: it waits for Monday's digest, as colleagues' errands do; the list has it at once.
    expect(linesOf(await suite.ask("rizky", "/crm-task")).slice(0, 2)).toEqual([
      "*1 due today*",
      "*1 · water the plants*",
    ]);
    await suite.as("rizky", (ctx) => finishTask(ctx, { taskId }));
  });

  it("says what it cannot do in one sentence that says what to do", async () => {
    const answers: Record<string, string> = {
      "done 77": 'None of your open tasks is "77". `/crm-task list` shows them with their numbers.',
      "snooze 1": "Say until when, as in `/crm-task snooze 2 tomorrow`.",
      "snooze 1 yesterday":
        'I see no day to come in "1 yesterday". Say until when, as in `/crm-task snooze 2 tomorrow`.',
      "assign 1": "Say who is to do it, as in `/crm-task assign 2 @maya`.",
      "assign 1 nobody-here":
        'I know no colleague called "nobody-here" who can log. Mention them, as in `/crm-task assign 2 @maya`.',
    };
    for (const [typed, said] of Object.entries(answers)) {
      expect(linesOf(await suite.ask("maya", "/crm-task", typed)), typed).toEqual([said]);
    }
  });

  it("keeps what it does not understand in a button that adds it", async () => {
    const answer = await suite.ask("maya", "/crm-task", "call ana wijaya monday");
    expect(linesOf(answer)[0]).toBe('I don\'t know what to do with "call ana wijaya monday".');
    await suite.person("maya").press({ message: answer, text: "Add it as a task" });
    const added = await suite.person("maya").until(() => {
      const now = suite.again("maya", answer);
      return now && linesOf(now)[0]?.startsWith("✓") ? now : null;
    });
    expect(linesOf(added).slice(0, 2)).toEqual([
      "✓ *New task:* call ana wijaya",
      "Tomorrow · Ana Wijaya, PT Contoh Makmur",
    ]);
  });
});

/** The message as it stands once it says this. */
function becomes(suite: Suite, handle: string, message: PageMessage, says: RegExp): Promise<PageMessage> {
  return suite.person(handle).until(() => {
    const now = suite.again(handle, message);
    return now && linesOf(now).some((line) => says.test(line)) ? now : null;
  });
}

const menuOf = (message: PageMessage, words: string) => ({
  message,
  match: (element: object, block: object) =>
    (element as { type?: string }).type === "overflow" && JSON.stringify(block).includes(words),
});

describeOverBoth("tasks by click", (suite) => {
  beforeAll(async () => {
    await openShop(suite);
  });

  it("are done, put off and taken back in the list that they stand in", async () => {
    const maya = suite.person("maya");
    for (const what of ["write the report", "call the bank", "water the plants"])
      await suite.ask("maya", "/crm-task", `add ${what} today`);
    const due = await suite.ask("maya", "/crm-task");
    expect(labelsOf(due).slice(0, 6)).toEqual(["Done", "Tomorrow", "Next week", "Edit", "Not mine", "Drop"]);
    await maya.press({
      message: due,
      text: "Done",
      match: (_element, block) => JSON.stringify(block).includes("task"),
    });
    const fewer = await becomes(suite, "maya", due, /^✓ \*Done:/u);
    expect(linesOf(fewer)).toContain("*2 due today*");
    await maya.press({ message: fewer, text: "Undo" });
    expect(linesOf(await becomes(suite, "maya", due, /^\*Still to do:/u))).toContain("*3 due today*");
  });

  it("are made with a form, by hand and from a message, which stays linked", async () => {
    const maya = suite.person("maya");
    const form = await suite.askForm("maya", "/crm-task", "add");
    expect(form.title).toBe("Task");
    await maya.fill({ title: "visit the fair", day: "2026-12-01", time: "10:30" });
    expect(await maya.submit()).toMatchObject({ ok: true });
    await maya.until(() =>
      maya.messages("#general").some(({ text }) => text.includes("visit the fair, Tue 1 Dec 10:30")),
    );

    const said = await maya.send("#general", "Can somebody order paper?\nWe are out.");
    await maya.messageShortcut("make-task", said);
    const view = await maya.untilView(({ title }) => title === "Task");
    expect(JSON.stringify(view.blocks)).toContain("Can somebody order paper?");
    await maya.submit();
    const added = await maya.until(() =>
      maya.messages("#general").findLast(({ text }) => text.includes("order paper")),
    );
    await maya.until(() =>
      maya.messages("#general").some((one) => linesOf(one).some((line) => line.includes("|the message>"))),
    );
    expect(added).toBeTruthy();
  });

  it("are made from a ticket, which they name", async () => {
    const maya = suite.person("maya");
    await suite.ask("maya", "/crm-ticket", "new cannot log in");
    const shown = await suite.ask("maya", "/crm-ticket", "show 1");
    await maya.choose(menuOf(shown, "task.add"), "Make a task");
    const form = await maya.untilView(({ title }) => title === "Task");
    expect(JSON.stringify(form.blocks)).toContain("T-1");
    await maya.fill({ title: "send them the guide", day: "2026-12-02" });
    expect(await maya.submit()).toMatchObject({ ok: true });
    const added = await maya.until(() =>
      maya.messages("#general").findLast(({ text }) => text.includes("send them the guide")),
    );
    expect(linesOf(added)[1]).toBe("Wed 2 Dec · T-1");
    await suite.ask("maya", "/crm-task", "done guide");
  });

  it("ask for what a form lacks beside its inputs, and keep what was typed", async () => {
    const maya = suite.person("maya");
    await suite.askForm("maya", "/crm-task", "add");
    await maya.fill({ title: "visit the fair", day: "2026-11-01" });
    expect(await maya.submit()).toMatchObject({
      ok: false,
      errors: { day: "Choose a day from today on, 2 years ahead at the most." },
    });
    await maya.close();
  });

  it("stand in Home with their buttons, which draw it anew", async () => {
    const maya = suite.person("maya");
    maya.openHome();
    const home = await maya.until(() => {
      const now = maya.home();
      return now && linesOf(now as never).includes("*3 due today*") ? now : null;
    });
    expect(labelsOf(home as never)).toContain("New task");
    await maya.press({
      home: true,
      match: (element) =>
        JSON.stringify(element).includes("task.done|") === false &&
        (element as { action_id?: string }).action_id === "task.done",
    });
    await maya.until(() => {
      const now = maya.home();
      return (
        now &&
        linesOf(now as never).includes("*2 due today*") &&
        linesOf(now as never).some((line) => line.startsWith("✓ *Done:*"))
      );
    });
  });
});

describeOverBoth("what is said of tasks", (suite) => {
  let budi: string;
  beforeAll(async () => {
    budi = await openShop(suite);
    await suite.ask("dewi", "/crm-admin", "access grant @jonas manager sales");
  });

  it("is a question on the receipt of a talk, and a line on that of a try [R65]", async () => {
    const maya = suite.person("maya");
    await suite.ask("maya", "/crm-task", "add send budi santoso the offer friday");
    const missed = await suite.ask("maya", "/crm-log", "no answer budi santoso");
    expect(linesOf(missed)).toContain("*Next:* send budi santoso the offer, Fri 27 Nov");
    suite.running.clock.advance(60_000);
    const reached = await suite.ask("maya", "/crm-log", "call connected budi santoso: has the offer");
    expect(linesOf(reached)).toContain("Is this done? *send budi santoso the offer*, Fri 27 Nov");
    expect(labelsOf(reached)).toEqual(["Done", "Keep", "Edit", "Wrong person", "Undo", "Card", "Share"]);
    await maya.press({ message: reached, text: "Keep" });
    await becomes(suite, "maya", reached, /^\*Next:/u);
    suite.running.clock.advance(60_000);
    const again = await suite.ask("maya", "/crm-log", "call connected budi santoso: signed");
    await maya.press({ message: again, text: "Done" });
    expect(linesOf(await becomes(suite, "maya", again, /^✓ \*Done:/u))).toContain(
      "✓ *Done:* send budi santoso the offer",
    );
    await maya.choose(menuOf(again, "entry.undo"), "Undo");
    await becomes(suite, "maya", again, /Taken back/u);
    const card = await suite.ask("maya", "/crm-customer", "budi santoso");
    expect(linesOf(card)[1]).toContain("your task: send budi santoso the offer, by Fri 27 Nov");
    await suite.ask("maya", "/crm-task", "done offer");
  });

  it("is a reminder at its time, with what can be done [R65]", async () => {
    await suite.ask("maya", "/crm-task", "add call ana wijaya today 16:30");
    await minute(suite, "2026-11-22T09:30:00Z", remindOfTasks);
    const reminder = await suite.delivered("maya", ({ text }) => /^\*Now:\* call ana wijaya$/u.test(text));
    expect(labelsOf(reminder)).toEqual(["Done", "Tomorrow", "Open", "Next week", "Edit", "Not mine", "Drop"]);
    await suite.person("maya").press({ message: reminder, text: "Tomorrow" });
    const moved = await eventually(() => {
      const now = suite
        .person("maya")
        .inbox()
        .find(({ ts }) => ts === reminder.ts);
      if (!now || !linesOf(now)[0]?.includes("is put off")) throw new Error("Not yet");
      return now;
    });
    expect(linesOf(moved)[0]).toBe("*call ana wijaya* is put off to tomorrow 16:30");
    await suite.ask("maya", "/crm-task", "done ana");
  });

  it("is a word to the manager while a promise can still be kept, who takes it over [R68]", async () => {
    await suite.as("maya", (ctx) =>
      addTask(ctx, {
        ...{ contactId: budi, title: "come back with an offer", interactionId: null },
        dueAt: new Date("2026-11-25T02:00:00Z"),
      }),
    );
    await minute(suite, "2026-11-25T08:00:00Z", raisePromises);
    const raised = await suite.delivered("jonas", ({ text }) => /^\*A promise is slipping\*/u.test(text));
    expect(linesOf(raised)).toEqual([
      "*A promise is slipping*",
      expect.stringMatching(/^Maya owes Budi Santoso: \*come back with an offer\*/u),
      "Planned Sun 22 Nov; nothing logged with them since",
    ]);
    await suite.person("jonas").choose(menuOf(raised, "owes Budi"), "I'll do it");
    await eventually(async () => {
      const { assigneeId } = await suite.as("jonas", (ctx) =>
        ctx.tx.task.findFirstOrThrow({ where: { title: "come back with an offer" } }),
      );
      expect(assigneeId).toBe(await suite.as("jonas", async (ctx) => ctx.member?.id));
    });
  });
});
