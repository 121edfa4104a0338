import { describe, expect, it } from "vitest";
import type { FirstSteps } from "../../src/crm/access/first-steps.ts";
import type { AccessChange, Granted } from "../../src/crm/access/grant-access.ts";
import type { AccessPage, AccessRow } from "../../src/crm/access/list-access.ts";
import { type Role, roles } from "../../src/crm/access/permission.ts";
import { checkBlocks } from "../../src/sandbox/blocks/check-blocks.ts";
import { checkView } from "../../src/sandbox/blocks/check-view.ts";
import { modalView } from "../../src/slack/modal-view.ts";
import { choosePeople } from "../../src/slack/modals/choose-people.ts";
import { chooseTriageChannel } from "../../src/slack/modals/choose-triage-channel.ts";
import { confirmRevoke } from "../../src/slack/modals/revoke-access.ts";
import type { BuiltModal, Message } from "../../src/slack/reply.ts";
import { accessRefusals } from "../../src/slack/views/access.text.ts";
import {
  accessListMessage,
  accessPageSize,
  askedMessage,
  declinedMessage,
  grantedMessage,
  iAskedMessage,
  noStewardLeftMessage,
  revokedMessage,
  stewardPanel,
  triageSetMessage,
  welcomeInstallerMessage,
  welcomeMemberMessage,
} from "../../src/slack/views/access.ts";

const reader = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z") };
const id = "0199c5d0-0000-7000-8000-000000000000";

const typical = "Maya Putri";
const hostile = [
  "x".repeat(3000),
  "& < > ".repeat(500),
  "<!channel> <@U123> <https://evil.example|click>",
  "*bold* _it_ `code` ~gone~",
  "مايا بوتري ‮gnitseretni‬",
  "👩‍👩‍👧‍👦".repeat(200),
  "line\nbreak\u0000\u0007",
];

function expectSendable(message: Message): void {
  const { faults, tooLong } = checkBlocks(message.blocks, "message", ["blocks"]);
  expect(faults).toEqual([]);
  expect(tooLong).toBe(false);
  expect(message.text.trim()).not.toBe("");
  // A button's value is never shown.
  const shown = JSON.stringify(message, (key, value: unknown) => (key === "value" ? undefined : value));
  expect(shown).not.toMatch(/<!(channel|here|everyone)|<@U123>|<https:\/\/evil/u);
}

function expectOpenable(modal: BuiltModal): void {
  expect(checkView(modalView(modal, id), ["view"], { video: false }).faults).toEqual([]);
}

function change(name: string, before: AccessChange["before"] = null): AccessChange {
  return { memberId: id, slackUserId: "U1", name, before, after: { role: "member", departments: ["sales"] } };
}

function granted(names: string[]): Granted {
  return {
    added: names.map((name) => change(name)),
    changed: names.map((name) => change(name, { role: "viewer", departments: [] })),
    unchanged: names.map((name) => change(name)),
    leftOut: names.map((name) => ({ name, why: "guest" as const })),
  };
}

function page(names: string[], more: Partial<AccessPage> = {}): AccessPage {
  const rows = names.slice(0, accessPageSize).map(
    (name, index): AccessRow => ({
      memberId: id,
      slackUserId: "U1",
      name,
      role: roles[index % roles.length] as Role,
      departments: index % 2 ? ["sales", "support"] : index % 3 ? ["marketing"] : [],
      since: new Date("2025-03-01T00:00:00Z"),
      grantedBy: index % 4 ? name : null,
      endsAt: index % 5 ? null : new Date("2026-12-31T17:00:00Z"),
      reason: index % 3 ? null : name,
    }),
  );
  return { rows, total: names.length, offset: 0, stewards: 1, ...more };
}

const crowd = Array.from({ length: 500 }, (_, index) => `Person Number ${index}`);
const zone = "Asia/Jakarta";
const steps: FirstSteps = {
  customers: 0,
  demoCustomers: 0,
  access: { viewer: 0, member: 0, manager: 0, steward: 1 },
  triageChannelId: null,
  logReads: false,
};
const member = (name: string) => ({
  ...{ memberId: id, slackUserId: "U1", name, zone: "Asia/Jakarta", locale: "en-US" },
  ...{ isGuest: false, deactivated: false },
  access: { role: "viewer" as const, departments: ["sales" as const] },
});

const names: [string, string][] = [
  ["typical", typical],
  ...hostile.map((name, index): [string, string] => [`hostile ${index}`, name]),
];

describe.each(names)("views of access with a %s name", (_, name) => {
  it("keep Slack's limits and mention nobody", () => {
    const messages = [
      grantedMessage(granted([name]), reader),
      grantedMessage(granted(Array.from({ length: 40 }, () => name)), reader, { apps: 3, unseen: 2 }),
      revokedMessage([{ memberId: id, name, before: { role: "member", departments: ["sales"] } }]),
      accessListMessage(page(Array.from({ length: 40 }, () => name)), name, reader, reader, [
        name.slice(0, 60).replace(/[<>&]/gu, ""),
      ]),
      accessListMessage(page([]), name, reader, reader),
      stewardPanel(steps, name),
      ...roles.map((role) => welcomeMemberMessage({ role, grantedBy: name })),
      askedMessage(member(name)),
      askedMessage({ ...member(name), access: null }),
      declinedMessage(member(name)),
      iAskedMessage({ name, slackUserId: "U1", at: reader.now, before: false }, reader),
      iAskedMessage({ name, slackUserId: "U1", at: reader.now, before: true }, reader),
    ];
    for (const message of messages) expectSendable(message);
    expectOpenable(confirmRevoke.build(member(name)));
    expectOpenable(choosePeople.build({ zone: "Asia/Jakarta", note: name.slice(0, 2000) }));
  });

  it("are refused in one sentence that fits beside an input", () => {
    const sentences = [
      accessRefusals.no_access({ stewards: Array.from({ length: 4 }, () => ({ slackUserId: "U1", name })) }),
      accessRefusals.not_permitted({ permission: "access:manage", stewards: [{ slackUserId: "U1", name }] }),
      accessRefusals.last_steward({ name }),
      accessRefusals.unknown_person({ typed: name }),
      accessRefusals.ambiguous_person({ typed: name, candidates: Array.from({ length: 30 }, () => name) }),
      accessRefusals.unknown_role({ typed: name }),
      accessRefusals.group_cannot_be_granted({ typed: name }),
      accessRefusals.channel_unreadable({ channel: name }),
    ];
    for (const sentence of sentences) {
      expect(sentence.length).toBeLessThan(3000);
      expect(sentence).not.toMatch(/<[!@#h]|[!]$/u);
    }
  });
});

describe("grantedMessage", () => {
  it("names everyone of a small team", () => {
    const { text } = grantedMessage({ ...granted([]), added: [change("Maya Putri"), change("Sari Indah")] }, reader);
    expect(text).toBe("*Maya Putri* and *Sari Indah* have access now, as members in sales.");
  });

  it("says what changed from what", () => {
    const changed = [change("Maya Putri", { role: "viewer", departments: [] })];
    const { text } = grantedMessage({ ...granted([]), changed }, reader);
    expect(text).toBe("*Maya Putri* is now a member in sales; was a viewer.");
  });

  it("says until when, by whose clock, and why", () => {
    const maya = change("Maya Putri");
    const endsAt = new Date("2026-12-31T17:00:00Z");
    const after = { ...maya.after, endsAt, reason: "covers for Rizky" };
    expect(grantedMessage({ ...granted([]), added: [{ ...maya, after }] }, reader).text).toBe(
      "*Maya Putri* has access now, as a member in sales, until the end of 31 Dec, Jakarta time.\nReason: covers for Rizky",
    );
    const before = { role: "viewer" as const, departments: [], endsAt };
    expect(
      grantedMessage(
        { ...granted([]), changed: [{ ...maya, before, after: { role: "viewer", departments: [] } }] },
        reader,
      ).text,
    ).toBe("*Maya Putri* is now a viewer without an end date; was a viewer until the end of 31 Dec, Jakarta time.");
  });

  it("takes five hundred people", () => {
    expectSendable(grantedMessage(granted(crowd), reader, { apps: 2, unseen: 1 }));
    expectSendable(grantedMessage({ ...granted([]), added: crowd.slice(0, 100).map((name) => change(name)) }, reader));
  });
});

describe("accessListMessage", () => {
  it("reads well on a phone", () => {
    const { blocks } = accessListMessage(page(["Dewi Lestari"]), "", reader, reader);
    expect(JSON.stringify(blocks)).toContain("*Dewi Lestari* · viewer\\nsince 1 Mar 2025, owns the Slack workspace");
  });

  it("offers no way to revoke the last steward", () => {
    const rows = page(["a", "b", "c", "Dewi"]).rows.slice(3);
    const menuOf = (stewards: number) =>
      JSON.stringify(accessListMessage(page([], { rows, total: 1, stewards }), "", reader, reader));
    expect(menuOf(1)).not.toContain("Revoke");
    expect(menuOf(2)).toContain("Revoke");
  });

  it("turns pages of five hundred", () => {
    for (const offset of [0, 15, 495]) expectSendable(accessListMessage(page(crowd, { offset }), "", reader, reader));
    const last = page(crowd.slice(0, 5), { offset: 495, total: 500 });
    expect(JSON.stringify(accessListMessage(last, "", reader, reader).blocks)).not.toContain("More");
  });
});

describe("the first steps", () => {
  it("are ticked off as they are taken", () => {
    const fresh = welcomeInstallerMessage(steps);
    expectSendable(fresh);
    expect(JSON.stringify(fresh)).not.toContain("✓");
    const done = stewardPanel(
      {
        customers: 812,
        demoCustomers: 200,
        access: { ...steps.access, member: 1200 },
        triageChannelId: "C1",
        logReads: true,
      },
      "",
    );
    expectSendable(done);
    expect(done.text).toContain("✓ 812 customers\n✓ 1,201 people with access\n✓ Tickets go to <#C1>");
  });

  it("tell the demonstration's customers from one's own", () => {
    expect(stewardPanel({ ...steps, demoCustomers: 200 }, "").text).toContain("only the 200 of the demonstration");
  });
});

describe("forms of access", () => {
  it("keep Slack's limits", () => {
    const people = Array.from({ length: 100 }, (_, index) => `U${index}`);
    expectOpenable(choosePeople.build({ zone: "Asia/Jakarta" }));
    const filled = {
      zone,
      lastDay: "2026-12-31",
      reason: "covers",
      people,
      channelId: "C1",
      role: "steward",
      departments: ["sales", "support"],
    } as const;
    expectOpenable(choosePeople.build(filled));
    expectOpenable(choosePeople.build({ ...filled, instead: "list" }));
    expectOpenable(chooseTriageChannel.build({ channelId: null }));
    expectOpenable(chooseTriageChannel.build({ channelId: "C1" }));
    for (const message of [noStewardLeftMessage(), triageSetMessage("C1"), declinedMessage(null)])
      expectSendable(message);
  });
});
