import { beforeAll, expect, it } from "vitest";
import { commands } from "../../commands/index.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { describeOverBoth, labelsOf, linesOf } from "./over-both.ts";

describeOverBoth("help", (suite) => {
  it.each([
    ["/crm-log", "*/crm-log* [type] [outcome] [when] CUSTOMER [: note] [todo TASK WHEN]"],
    ["/crm-customer", "*/crm-customer* NAME, COMPANY, E-MAIL or PHONE"],
  ])("of %s is its usage and one worked example", async (command, usage) => {
    for (const word of ["help", "bantuan", "?"]) {
      const help = await suite.ask("dewi", command, word);
      expect(help.ephemeral).toBe(true);
      expect(linesOf(help)[0]).toBe(usage);
      expect(linesOf(help).at(-1)).toMatch(new RegExp(`^For example: \`${command} .+\`$`, "u"));
    }
  });

  it("of /crm lists everything that can be typed", async () => {
    const help = await suite.ask("dewi", "/crm", "help");
    for (const name of ["*/crm*", "*/crm-log*", "*/crm-customer*", "*/crm undo*", "*/crm-admin*"]) {
      expect(linesOf(help).some((line) => line.startsWith(name))).toBe(true);
    }
    expect(linesOf(help).at(-1)).toBe(
      "Everything you can type, you can also click: type a command alone and its form opens. Fastest of all: send me `budi no answer`.",
    );
  });

  it("of a verb after /crm is the verb's", async () => {
    expect(linesOf(await suite.ask("dewi", "/crm", "log help"))[0]).toContain("*/crm-log*");
  });

  it("of /crm-admin lists what stewards can do", async () => {
    const help = await suite.ask("dewi", "/crm-admin", "help");
    expect(linesOf(help).filter((line) => line.startsWith("*/crm-admin access"))).toHaveLength(
      commands.filter(({ name }) => name.startsWith("/crm-admin access")).length,
    );
  });

  it("is given to somebody who has no access as well", async () => {
    expect(linesOf(await suite.ask("olivia", "/crm-log", "help"))[0]).toContain("*/crm-log*");
  });
});

describeOverBoth("a line sent to Steward", (suite) => {
  beforeAll(async () => {
    await suite.as("dewi", async (ctx) => {
      await createContact(ctx, {
        name: "Budi Santoso",
        companyName: "PT Contoh",
        phones: ["0812 3456 7890"],
        source: "import",
      });
    });
  });

  it("logs, and the receipt is the answer", async () => {
    const dewi = suite.person("dewi");
    await dewi.send(dewi.openDm(), "budi santoso no answer");
    const receipt = await dewi.untilMessage(({ text }) => text === "Logged: call to Budi Santoso, no answer.");
    expect(labelsOf(receipt)).toContain("Undo");
    expect(receipt.channel).toBe(dewi.openDm());
    await dewi.send(dewi.openDm(), "budi santos wants a price");
    const question = await dewi.untilMessage(({ text }) => text.startsWith("Did you mean *Budi"));
    await dewi.press({ message: question, text: "Yes" });
    await dewi.until(() => suite.again("dewi", question)?.text === "Logged: call with Budi Santoso.");
  });

  it("is several entries with one receipt when it has several lines, taken back one by one or all at once", async () => {
    const dewi = suite.person("dewi");
    await suite.as("dewi", (ctx) => createContact(ctx, { name: "Ana Wijaya", source: "import" }));
    await dewi.send(
      dewi.openDm(),
      "ana wijaya: wants tea. todo send tea friday\nbudi santoso left message\nBartholomew Quux no answer\nana wijaya no answer",
    );
    const receipt = await dewi.untilMessage(({ text }) => text.startsWith("Logged: 3 entries"));
    expect(linesOf(receipt)).toEqual([
      "✓ *3 entries logged* · today 14:05",
      "Call with *Ana Wijaya* · wants tea",
      "*Fri 27 Nov:* send tea",
      "Call to *Budi Santoso*, left a message",
      "Call to *Ana Wijaya*, no answer",
    ]);
    expect(labelsOf(receipt).at(-1)).toBe("Undo all");
    const question = await dewi.untilMessage(({ text }) => text.startsWith("I know no customer called *Bartholomew"));
    expect(labelsOf(question)).toContain("Create Bartholomew Quux");
    await dewi.choose(
      { message: receipt, match: (_element, block) => JSON.stringify(block).includes("Santoso") },
      "Undo",
    );
    await dewi.until(() => suite.again("dewi", receipt)?.text.startsWith("Logged: 2 entries"));
    await dewi.press({ message: receipt, text: "Undo all" });
    await dewi.until(() => suite.again("dewi", receipt)?.text === "Taken back: 2 entries.");
  });

  it("asks which day 3/12 is, and logs on the day that is pressed", async () => {
    const dewi = suite.person("dewi");
    await dewi.send(dewi.openDm(), "call 3/12 budi santoso: about the fair");
    const question = await dewi.untilMessage(({ text }) => text.startsWith("Which day was 3/12?"));
    expect(labelsOf(question)).toEqual(["Wed 3 Dec 2025", "Thu 12 Mar 2026", "Another day"]);
    await dewi.press({ message: question, text: "Thu 12 Mar 2026" });
    const receipt = await dewi.until(() => {
      const now = suite.again("dewi", question);
      return now?.text.startsWith("Logged") ? now : null;
    });
    expect(linesOf(receipt)[0]).toBe("✓ *Call with Budi Santoso*, PT Contoh · 12 Mar");
  });

  it("is answered by help when help is asked for", async () => {
    const dewi = suite.person("dewi");
    await dewi.send(dewi.openDm(), "help");
    const help = await dewi.untilMessage(({ text }) => text.includes("/crm-log"));
    expect(linesOf(help).join("\n")).toContain("budi no answer");
  });

  it("is not taken for an entry when it was edited, deleted or a reaction", async () => {
    const dewi = suite.person("dewi");
    const before = await suite.as("dewi", (ctx) => ctx.tx.interaction.count());
    const sent = await dewi.send(dewi.openDm(), "no answer budi santoso: once");
    await suite.sandbox.eventsSettled();
    dewi.edit(sent, "no answer budi santoso: twice");
    dewi.react(sent, "eyes");
    dewi.remove(sent);
    await suite.sandbox.eventsSettled();
    await dewi.until(() => dewi.inbox().some((message) => JSON.stringify(message.blocks).includes("once")));
    expect(await suite.as("dewi", (ctx) => ctx.tx.interaction.count())).toBe(before + 1);
  });
});

describeOverBoth("shortcuts", (suite) => {
  beforeAll(async () => {
    await suite.as("dewi", (ctx) => createContact(ctx, { name: "Ratna Kusuma", source: "import" }));
    await suite.ask("dewi", "/crm-admin", "access grant @rizky member sales");
  });

  it("open the form from anywhere, and the receipt comes by message", async () => {
    const dewi = suite.person("dewi");
    await dewi.globalShortcut("log-a-call");
    await dewi.untilView(({ title }) => title === "Log a call or visit");
    await dewi.choose({ actionId: "customer.suggest" }, "Ratna");
    await dewi.fill({ note: "by shortcut" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const receipt = await dewi.untilMessage((message) => linesOf(message)[1] === '"by shortcut"');
    expect(dewi.inbox().map(({ ts }) => ts)).toContain(receipt.ts);
  });

  it("log a message with its text as the note and a link to it", async () => {
    const rizky = suite.person("rizky");
    const message = await rizky.send("#sales", "Ratna rang: the pallets are *late* <again>");
    await rizky.messageShortcut("log-message", message);
    const form = await rizky.untilView(({ title }) => title === "Log a call or visit");
    const note = form.blocks.find((block) => block.block_id === "note") as { element?: { initial_value?: string } };
    expect(note.element?.initial_value).toBe("Ratna rang: the pallets are *late* <again>");
    await rizky.choose({ actionId: "customer.suggest" }, "Ratna");
    expect(await rizky.submit()).toMatchObject({ ok: true });
    const receipt = await rizky.until(() =>
      rizky.messages("#sales").find(({ text }) => text === "Logged: note on Ratna Kusuma."),
    );
    const lines = linesOf(receipt);
    expect(lines[1]?.replaceAll("\u200b", "")).toBe('"Ratna rang: the pallets are *late* &lt;again&gt;"');
    expect(lines[2]).toMatch(/^<http.+\|Open the message>$/u);
  });

  it("ask before words of a private conversation are logged, and take only the link", async () => {
    const dewi = suite.person("dewi");
    const message = await dewi.send("#pricing-review", "Ratna gets 12% if she signs");
    await dewi.messageShortcut("log-message", message);
    const question = await dewi.untilView(({ title }) => title === "Log this message");
    expect(linesOf(question)).toContain(
      "This is a private conversation. Everyone with CRM access will read what you log.",
    );
    const what = question.blocks.find((block) => block.block_id === "what") as {
      element?: { options?: { text: { text: string } }[] };
    };
    expect(what.element?.options?.map(({ text }) => text.text)).toEqual(["The text"]);
    await dewi.close({ all: true });
  });

  it("offer only the link where Steward can make one", async () => {
    const dewi = suite.person("dewi");
    const channel = suite.sandbox.administer.createChannel({
      name: `deal-${suite.transport}`,
      private: true,
      members: [dewi.id, suite.sandbox.credentials.botUserId],
    });
    const message = await dewi.send(channel, "Ratna gets 12% if she signs");
    await dewi.messageShortcut("log-message", message);
    await dewi.untilView(({ title }) => title === "Log this message");
    await dewi.fill({ what: "Only a link to it" });
    expect(await dewi.submit()).toMatchObject({ ok: true, action: "updated" });
    const form = await dewi.untilView(({ title }) => title === "Log a call or visit");
    expect(JSON.stringify(form.blocks)).not.toContain("12%");
    await dewi.choose({ actionId: "customer.suggest" }, "Ratna");
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const receipt = await dewi.until(() =>
      dewi.messages(channel).find(({ text }) => text === "Logged: note on Ratna Kusuma."),
    );
    expect(linesOf(receipt)[1]).toMatch(/\|Open the message>$/u);
  });

  it("say who can give access to somebody without it", async () => {
    const olivia = suite.person("olivia");
    await olivia.globalShortcut("log-a-call");
    const view = await olivia.untilView();
    expect(linesOf(view)[0]).toBe("You don't have access to the CRM yet. Dewi Lestari can give it.");
    expect(labelsOf(view)).toEqual(["Ask Dewi"]);
  });
});

describeOverBoth("the Home tab", (suite) => {
  beforeAll(async () => {
    await suite.as("dewi", async (ctx) => {
      await createContact(ctx, { name: "Budi Santoso", companyName: "PT Contoh", source: "import" });
      await createContact(ctx, { name: "Citra Wulandari", source: "import" });
    });
    await suite.ask("dewi", "/crm-admin", "access grant @rizky member sales");
    await suite.ask("dewi", "/crm-admin", "access grant @jonas viewer marketing");
  });

  async function openHome(handle: string) {
    const person = suite.person(handle);
    const before = person.home()?.hash;
    person.openHome();
    return person.until(() => {
      const home = person.home();
      return home && home.hash !== before ? home : null;
    });
  }

  it("tells somebody new what to do", async () => {
    const home = await openHome("rizky");
    expect(linesOf(home)).toEqual([
      "*What happened with your customers?*",
      "Type `/crm-log budi no answer` anywhere, or send me `budi no answer` here.",
      "You have no tasks. Add one: `/crm-task add send budi the offer friday`",
      "*Your last entries*",
      "Nothing logged yet. Your last ten entries will stand here, each with Edit and Undo.",
      "*Your recent customers*",
      "*Citra Wulandari*",
      "never talked",
      "*Budi Santoso*",
      "PT Contoh · never talked",
      "*When I write to you*",
      "Daily digest at 09:00, Mon to Fri · at most 3 unasked messages a day · quiet from 19:00 to 08:00",
      "Your first digest is still to come.",
    ]);
    expect(labelsOf(home)).toEqual([
      ...["Log a call", "Find a customer", "New contact", "New task", "Card", "Card", "Change"],
    ]);
  });

  it("has one's own last entries, each with its menu, and one's recent customers", async () => {
    await suite.ask("rizky", "/crm-log", "call budi santoso: first");
    await suite.ask("rizky", "/crm-log", "email citra wulandari bounced: second");
    const home = await openHome("rizky");
    const lines = linesOf(home);
    const own = lines.indexOf("*Your last entries*");
    expect(lines.slice(own + 1, own + 3).join("\n")).toContain("Citra Wulandari");
    expect(lines).toContain("*Your recent customers*");
    expect(labelsOf(home)).toEqual(expect.arrayContaining(["Edit", "Wrong person", "Undo", "Card"]));
  });

  it("is drawn afresh when an entry is taken back in it", async () => {
    const rizky = suite.person("rizky");
    const { hash } = await openHome("rizky");
    await rizky.choose(
      { home: true, actionId: "menu", match: (_element, block) => JSON.stringify(block).includes("first") },
      "Undo",
    );
    const home = await rizky.until(() => {
      const now = rizky.home();
      return now && now.hash !== hash && !JSON.stringify(now.blocks).includes("· first") ? now : null;
    });
    expect(linesOf(home)).toContain("*Your last entries*");
  });

  it("opens the form, the search and the card", async () => {
    const rizky = suite.person("rizky");
    await openHome("rizky");
    for (const [label, title] of [
      ["Log a call", "Log a call or visit"],
      ["Find a customer", "Find a customer"],
      ["New contact", "New customer"],
    ] as const) {
      await rizky.press({ home: true, text: label });
      await rizky.untilView((view) => view.title === title);
      await rizky.close({ all: true });
    }
    await rizky.press({ home: true, text: "Card" });
    const card = await rizky.untilView();
    expect(linesOf(card)[0]).toMatch(/^\*(Citra Wulandari|Budi Santoso)\*/u);
  });

  it("has the panel for stewards, and for nobody else", async () => {
    expect(linesOf(await openHome("dewi")).join("\n")).toContain("Access:");
    expect(linesOf(await openHome("rizky")).join("\n")).not.toContain("Access:");
  });

  it("lets a viewer look up and choose when to be written to, and offers nothing to write with", async () => {
    const home = await openHome("jonas");
    expect(labelsOf(home)).toEqual(["Find a customer", "Card", "Card", "Change"]);
  });

  it("tells somebody without access whom to ask, and a guest that it is not for them", async () => {
    expect(linesOf(await openHome("olivia"))).toEqual([
      "You don't have access to the CRM yet. Dewi Lestari can give it.",
    ]);
    expect(linesOf(await openHome("bima"))).toEqual([
      "The CRM is for members of this workspace, so guests can't use it.",
    ]);
  });

  it("is what /crm alone answers, too", async () => {
    const answer = await suite.ask("dewi", "/crm");
    expect(linesOf(answer)[0]).toBe("*What happened with your customers?*");
  });
});
