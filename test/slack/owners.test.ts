import { expect, it } from "vitest";
import { listOwners, ownedSubjects } from "../../src/crm/access/ownership.ts";
import { checkBlocks } from "../../src/sandbox/blocks/check-blocks.ts";
import { ownersMessage, pastAccessMessage, rolesMessage } from "../../src/slack/views/owners.ts";
import { describeOverBoth } from "./over-both.ts";

const reader = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z") };

describeOverBoth("/crm-admin owners, roles and as-of", (suite) => {
  it("shows what nobody answers for, lets a steward name owners, and warns in the panel meanwhile [R2, R4]", async () => {
    const dewi = suite.person("dewi");
    const panel = await suite.ask("dewi", "/crm-admin");
    expect(JSON.stringify(panel.blocks)).toContain(
      "⚠ 10 duties have no owner: the CRM itself, what is collected, how it is organised and 7 more",
    );
    await dewi.press({ message: panel, text: "Name owners" });
    const list = await dewi.until(() =>
      dewi.messages("#general").find(({ text }) => text.includes("*Who answers for what*")),
    );
    await dewi.press({ message: list, text: "Name owners" });
    await dewi.untilView(({ title }) => title === "Who answers for what");
    await dewi.fill({ crm: suite.sandbox.user("maya") });
    expect(await dewi.submit()).toMatchObject({ errors: { crm: expect.stringContaining("has no access to the CRM") } });
    await dewi.fill(Object.fromEntries(ownedSubjects.map((subject) => [subject, suite.sandbox.user("dewi")])));
    await dewi.submit();
    await dewi.until(() => suite.again("dewi", list)?.text.includes("✓ *The CRM itself:* Dewi Lestari · 22 Nov"));
    const owners = await suite.as("dewi", listOwners);
    expect(owners.every(({ owner }) => owner?.hasAccess)).toBe(true);
    expect(JSON.stringify((await suite.ask("dewi", "/crm-admin")).blocks)).not.toContain("no owner");
  });

  it("says what each role may do, and each department answers for [R13]", async () => {
    const { text } = await suite.ask("dewi", "/crm-admin", "access roles");
    expect(text).toContain(
      "*Viewer:* look customers up; look tickets up\n*Member:* all that a viewer may; add and change customers; log",
    );
    expect(text).toContain("*Sales:* acquisition and leads");
    expect(text).toContain("*Marketing:* source and engagement");
    expect(text).toContain("*Support:* history and service");
  });

  it("says who had access on a day", async () => {
    expect((await suite.ask("dewi", "/crm-admin", "access as-of 2026-06-30")).text).toBe(
      "Nobody had access at the end of 30 Jun 2026.",
    );
    expect((await suite.ask("dewi", "/crm-admin", "access as-of today")).text).toContain("*1 person has access today*");
    expect((await suite.ask("dewi", "/crm-admin", "access as-of 2027-01-01")).text).toBe(
      "1 Jan 2027 is still to come. Name today or a day gone by.",
    );
    expect((await suite.ask("dewi", "/crm-admin", "access as-of whenever")).text).toContain(
      'I can\'t read "whenever" as a day.',
    );
  });

  it("keeps Slack's limits with any names", () => {
    for (const name of ["x".repeat(3000), "<!channel> <@U1>", "& < > ".repeat(500)]) {
      const owner = { memberId: "m", slackUserId: "U1", name, since: reader.now, hasAccess: name.length > 20 };
      const row = {
        memberId: "m",
        name,
        role: "steward" as const,
        departments: [],
        grantedBy: name,
        since: reader.now,
      };
      const rows = Array.from({ length: 30 }, () => row);
      const page = { day: "2026-11-20", today: false, rows, total: 500, offset: 30 };
      for (const { blocks } of [
        ownersMessage(
          ownedSubjects.map((subject) => ({ subject, owner })),
          { maySet: true },
          reader,
        ),
        pastAccessMessage(page, reader),
        rolesMessage(),
      ]) {
        expect(checkBlocks(blocks, "message", ["blocks"])).toMatchObject({ faults: [], tooLong: false });
        expect(JSON.stringify(blocks)).not.toMatch(/<!channel|<@U1/u);
      }
    }
  });
});
