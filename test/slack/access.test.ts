import { afterEach, describe, expect, it } from "vitest";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { type RunningBot, runBot } from "../support/running-bot.ts";

const db = testClient();
let running: RunningBot;
afterEach(() => running.stop());

async function start(): Promise<RunningBot["sandbox"]> {
  running = await runBot(db, "socket");
  return running.sandbox;
}

/** The question in Dewi's own conversation, which had its one message of that second already. */
async function question(): Promise<PageMessage> {
  const dewi = running.sandbox.as("dewi");
  await dewi.untilMessage(({ text }) => text.includes("your team's CRM"));
  return eventually(() => {
    running.clock.advance(1_100);
    const asked = dewi.inbox().find(({ text }) => text.includes("asks for access"));
    expect(asked).toBeDefined();
    return asked as PageMessage;
  });
}

const welcomes = (handle: string) =>
  running.sandbox
    .as(handle)
    .inbox()
    .filter(({ text }) => text.includes("added you"));

/** What somebody hears for a command, in the acknowledgement or after it. */
async function hear(handle: string, text: string, command = "/crm-admin", channel = "#general") {
  const person = running.sandbox.as(handle);
  const before = new Set(person.messages(channel).map(({ ts }) => ts));
  await person.command(channel, command, text);
  return person.until(() => person.messages(channel).find(({ ts }) => !before.has(ts)), {
    what: `an answer to ${text}`,
  });
}

describe("the first five minutes", () => {
  it("begin with one message to the owner, and with silence for everybody else [R8]", async () => {
    const sandbox = await start();
    const welcome = await sandbox.as("dewi").untilMessage(({ text }) => text.includes("your team's CRM"));
    const labels = JSON.stringify(welcome.blocks);
    for (const label of ["Upload customers", "Choose people", "Choose triage channel"]) expect(labels).toContain(label);
    for (const handle of ["rizky", "maya", "bima"]) expect(sandbox.as(handle).inbox()).toEqual([]);
  });

  it("let a steward choose people by a form, who then hear from Steward once", async () => {
    const sandbox = await start();
    const dewi = sandbox.as("dewi");
    const welcome = await dewi.untilMessage(({ text }) => text.includes("your team's CRM"));
    await dewi.press({ message: welcome, text: "Choose people" });
    await dewi.untilView(({ title }) => title === "Choose people");
    expect(await dewi.submit()).toMatchObject({ errors: { people: expect.stringContaining("at least one person") } });
    await dewi.fill({
      people: [sandbox.user("maya"), sandbox.user("rizky")],
      role: "member",
      departments: ["support"],
    });
    await dewi.submit();
    const answer = await dewi.untilMessage(({ text }) => text.includes("have access now"));
    expect(answer.text).toContain("*Maya Putri* and *Rizky Pratama* have access now, as members in support.");
    const hello = await sandbox.as("maya").untilMessage(({ text }) => text.includes("added you"));
    expect(hello.text).toBe("Dewi Lestari added you. Send me `budi no answer` to log a call.");
    await hear("dewi", "access grant @maya manager");
    await eventually(() => expect(welcomes("rizky")).toHaveLength(1));
    expect(welcomes("maya")).toHaveLength(1);
  });

  it("let a steward choose the channel for tickets, and join it", async () => {
    const sandbox = await start();
    const dewi = sandbox.as("dewi");
    const panel = await hear("dewi", "");
    const choose = async (channel: string) => {
      await dewi.press({ message: panel, text: "Choose triage channel" });
      await dewi.untilView(({ title }) => title === "Triage channel");
      await dewi.fill({ channel: sandbox.channel(channel) });
      return dewi.submit();
    };
    expect(JSON.stringify(await choose("pricing-review"))).toContain("/invite @Steward");
    await dewi.close();
    expect(JSON.stringify(await choose("with-toko-indah"))).toContain("shared with another company");
    await dewi.close();
    const joins = () => sandbox.calls.filter(({ method }) => method === "conversations.join").length;
    expect(joins()).toBe(0);
    await choose("marketing");
    await dewi.untilMessage(({ text }) =>
      text.includes(`Tickets will be posted in <#${sandbox.channel("marketing")}>`),
    );
    expect(joins()).toBe(1);
    expect((await hear("dewi", "")).text).toContain(`✓ Tickets go to <#${sandbox.channel("marketing")}>`);
  });
});

describe("/crm-admin access grant", () => {
  it("takes everyone of a channel and says who was left out", async () => {
    const sandbox = await start();
    const { text } = await hear(
      "dewi",
      `access grant everyone in <#${sandbox.channel("marketing")}|marketing> marketing member`,
    );
    expect(text).toContain("*Jonas Becker* and *Olivia Carter* have access now, as members in marketing.");
    expect(text).toContain("*Dewi Lestari* is now a steward in marketing; was a steward.");
    expect(text).toContain("Left out: Bima Aditya (guest or from another company).");
  });

  it("leaves out people of another company", async () => {
    const sandbox = await start();
    const { text } = await hear("dewi", `access grant <#${sandbox.channel("with-toko-indah")}> viewer`);
    expect(text).toContain("*Rizky Pratama* has access now, as a viewer.");
    expect(text).toMatch(/Left out: (Ratna Sari \(guest or from another company\)|1 person whom I can't see)/u);
  });

  it("finds people by name, asks which one, and asks for the department", async () => {
    const sandbox = await start();
    const dewi = sandbox.as("dewi");
    expect((await hear("dewi", "access grant wei ling, olivia manager sales")).text).toContain(
      "*Tan Wei Ling* and *Olivia Carter* have access now, as managers in sales.",
    );
    await dewi.command("#general", "/crm-admin", `access grant <@${sandbox.user("maya")}>`);
    const form = await dewi.untilView(({ title }) => title === "Choose people");
    expect(JSON.stringify(form.blocks)).toContain(sandbox.user("maya"));
    expect(JSON.stringify(form.blocks)).toContain("which department");
    await dewi.fill({ departments: ["support"] });
    await dewi.submit();
    await dewi.untilMessage(({ text }) => text.includes("*Maya Putri* has access now, as a member in support."));
    expect((await hear("dewi", "access grant maya viewer")).text).toContain(
      "*Maya Putri* is now a viewer in support; was a member in support.",
    );
  });

  it.each([
    ["access grant nadia member sales", 'I don\'t know anybody called "nadia". Type @ and choose the person.'],
    ["access grant olivia memeber", '"memeber" is not a role. The roles are viewer, member, manager and steward.'],
    ["access grant olivia suport", '"suport" is not a department. The departments are sales, marketing and support.'],
    ["access grant olivia member viewer", "You named member and viewer. A person has one role, so name one."],
    ["access grant olivia member sales until 31 Oct 2026", "31 Oct 2026 is over already. Name today or a day to come."],
    ["access grant olivia member until the cows come home", 'I can\'t read "the cows come home" as a day.'],
    ["access change olivia manager", "Olivia Carter has no access, so there is nothing to change."],
    ["access change dewi until 31 Dec", "Dewi Lestari is the only steward. Make somebody else a steward first"],
    ["access grant @everyone member", 'I can\'t tell who is in "@everyone".'],
    ["access grant bima member sales", "Bima Aditya is a guest or works for another company."],
    ["access grant dewi member", "Dewi Lestari is the only steward."],
    ["access revoke dewi", "Dewi Lestari is the only steward."],
    ["access revoke jonas", 'Nobody with access is called "jonas".'],
    ["access nobody", 'Nobody with access matches "nobody".'],
    ["acces", "I don't know `acces` here. This is what there is."],
  ])("answers %s with a sentence", async (text, sentence) => {
    await start();
    expect((await hear("dewi", text)).text).toContain(sentence);
  });
});

describe("/crm-admin access change", () => {
  it("says until when by whose clock, why, and what was before [R8]", async () => {
    const sandbox = await start();
    const dewi = sandbox.as("dewi");
    expect((await hear("dewi", "access grant maya member sales until 31 Dec because covers for Rizky")).text).toBe(
      "*Maya Putri* has access now, as a member in sales, until the end of 31 Dec, Jakarta time.\nReason: covers for Rizky",
    );
    expect(JSON.stringify((await hear("dewi", "access maya")).blocks)).toContain(
      'since 22 Nov, from Dewi Lestari · until 31 Dec · \\"covers for Rizky\\"',
    );
    expect((await hear("dewi", "access change maya manager no end date")).text).toBe(
      "*Maya Putri* is now a manager in sales without an end date; was a member in sales until the end of 31 Dec, Jakarta time.",
    );
    await dewi.command("#general", "/crm-admin", "access change maya");
    await dewi.untilView(({ title }) => title === "Change access");
    await dewi.fill({ until: "2026-11-21" });
    expect(await dewi.submit()).toMatchObject({ errors: { until: expect.stringContaining("is over already") } });
    await dewi.fill({ until: "2026-11-30", reason: "leaves us" });
    await dewi.submit();
    const answer = await dewi.untilMessage(({ text }) => text.includes("30 Nov"));
    expect(answer.text).toContain(
      "*Maya Putri* is now a manager in sales until the end of 30 Nov, Jakarta time; was a manager in sales.",
    );
  });
});

describe("/crm-admin access", () => {
  it("shows who has access; the menu changes and revokes in place", async () => {
    const sandbox = await start();
    const dewi = sandbox.as("dewi");
    await hear("dewi", "access grant maya, rizky member support");
    const list = await hear("dewi", "access");
    const shown = () => JSON.stringify(dewi.messages("#general").find(({ ts }) => ts === list.ts)?.blocks ?? null);
    expect(shown()).toContain("3 people have access");
    expect(shown()).toContain("*Maya Putri* · member\\nsince 22 Nov, from Dewi Lestari");

    const menuOf = (name: string, text: string) => ({
      message: list,
      text,
      match: (_element: unknown, block: object) => JSON.stringify(block).includes(name),
    });
    await dewi.press(menuOf("Maya Putri", "Change role or department"));
    await dewi.untilView(({ title }) => title === "Change access");
    await dewi.fill({ role: "manager", departments: ["sales"] });
    await dewi.submit();
    await dewi.until(() => shown().includes("*Maya Putri* is now a manager in sales; was a member in support."));

    await dewi.press(menuOf("Rizky Pratama", "Revoke access"));
    const question = await dewi.untilView(({ title }) => title === "Revoke access");
    expect(JSON.stringify(question.blocks)).toContain("*Rizky Pratama* is a member in support.");
    await dewi.submit();
    await dewi.until(() => shown().includes("*Rizky Pratama* no longer has access; was a member in support."));
    expect(shown()).toContain("2 people have access");
  });
});

describe("Ask Dewi", () => {
  it("sends her one question a day, which she answers with a press", async () => {
    const sandbox = await start();
    const [dewi, rizky] = [sandbox.as("dewi"), sandbox.as("rizky")];
    const refusal = await hear("rizky", "budi", "/crm-customer");
    expect(refusal.text).toBe("You don't have access to the CRM yet. Dewi Lestari can give it.");
    await rizky.press({ message: refusal, text: "Ask Dewi" });
    await rizky.until(() => rizky.messages("#general").some(({ text }) => text === "I've asked Dewi Lestari."));

    const again = await hear("rizky", "budi", "/crm-customer");
    await rizky.press({ message: again, text: "Ask Dewi" });
    await rizky.until(() =>
      rizky.messages("#general").some(({ text }) => text === "I asked Dewi Lestari already, at 14:05."),
    );

    const asked = await question();
    expect(dewi.inbox().filter(({ text }) => text.includes("asks for access"))).toHaveLength(1);
    await dewi.press({ message: asked, text: "Give access" });
    const form = await dewi.untilView(({ title }) => title === "Give access");
    expect(form.blocks.map(({ type }) => type)).toEqual(["section", "input", "input", "input", "input"]);
    await dewi.fill({ role: "viewer" });
    await dewi.submit();
    const settled = await dewi.until(() =>
      dewi.inbox().find(({ ts, text }) => ts === asked.ts && text.includes("has access now")),
    );
    expect(settled.text).toContain("*Rizky Pratama* has access now, as a viewer.");
    const hello = await rizky.untilMessage(({ text }) => text.includes("added you"));
    expect(hello.text).toBe("Dewi Lestari added you. Type `/crm-customer budi` to look somebody up.");
  });

  it("can be put off", async () => {
    const sandbox = await start();
    const [dewi, rizky] = [sandbox.as("dewi"), sandbox.as("rizky")];
    await rizky.press({ message: await hear("rizky", "access"), text: "Ask Dewi" });
    const asked = await question();
    await dewi.press({ message: asked, text: "Not now" });
    await dewi.until(() => dewi.inbox().some(({ ts, text }) => ts === asked.ts && text.includes("you said not now")));
  });

  it("is not offered to guests", async () => {
    await start();
    const answer = await hear("bima", "budi", "/crm-customer", "#marketing");
    expect(answer.text).toBe("The CRM is for members of this workspace, so guests can't use it.");
    expect(JSON.stringify(answer.blocks)).not.toContain("button");
  });
});

describe("user_change", () => {
  it("ends access with deactivation in Slack and follows a new zone", async () => {
    const sandbox = await start();
    await hear("dewi", "access grant maya, rizky member support");
    sandbox.administer.deactivate(sandbox.user("maya"));
    sandbox.administer.setZone(sandbox.user("rizky"), "Europe/Berlin");
    await eventually(async () => {
      const rows = await db.inWorkspace(running.bot.workspaceId, (tx) =>
        tx.member.findMany({ orderBy: { name: "asc" }, include: { grants: true } }),
      );
      const [, maya, rizky] = rows;
      expect(maya?.deactivatedAt).not.toBeNull();
      expect(maya?.grants.every(({ revokedAt }) => revokedAt !== null)).toBe(true);
      expect(rizky?.zone).toBe("Europe/Berlin");
    });
    expect((await hear("dewi", "access")).text).not.toContain("Maya");
  });
});
