import { describe, expect, it } from "vitest";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { attendDelivery } from "../../../src/crm/attention/attend-delivery.ts";
import { defaultAttention } from "../../../src/crm/attention/attention.ts";
import { digestKind } from "../../../src/crm/attention/digest.ts";
import { listHeld } from "../../../src/crm/attention/held.ts";
import { leaveDigest } from "../../../src/crm/attention/leave-digest.ts";
import { getOwnAttention, setLess, setOwnAttention } from "../../../src/crm/attention/own-attention.ts";
import { listDuePeople, takePersonalTurn } from "../../../src/crm/attention/personal-turn.ts";
import { Refusal } from "../../../src/crm/refusal.ts";
import { removeExpired } from "../../../src/crm/retention/remove-expired.ts";
import { setOwnAbsence } from "../../../src/crm/tickets/absence.ts";
import { testClient } from "../../support/database.ts";
import { bima, dewi, type EnrolledWorkspace, enrolled, maya, rizky } from "../access/enrolled-workspace.ts";

const db = testClient();

/** A Monday in Jakarta, in UTC. */
const monday = (time: string) => new Date(`2026-11-23T${time}:00+07:00`);
const noon = monday("12:00");
/** kinds of which one can wait, and one cannot */
const waits = "access-review-due";
const atOnce = "data-exported";

async function team(): Promise<EnrolledWorkspace> {
  const workspace = await enrolled(db);
  await workspace.as(dewi, (ctx) =>
    grantAccess(ctx, { people: [rizky, maya], role: "member", departments: ["sales"] }),
  );
  await db.inWorkspace(workspace.id, (tx) => tx.delivery.deleteMany({}));
  return workspace;
}

/** Leaves a message, and gives it its turn: what is decided, as the outbox then writes it down. */
async function deliver(workspace: EnrolledWorkspace, kind: string, now: Date, recipient = rizky.slackUserId) {
  const before = new Set((await rows(workspace)).map(({ id }) => id));
  await workspace.as(null, async (ctx) => ctx.notify({ kind, recipient, payload: {} }), now);
  const row = (await rows(workspace)).find(({ id }) => !before.has(id));
  if (!row) throw new Error("Nothing was left");
  return turn(workspace, row, now);
}

async function turn(workspace: EnrolledWorkspace, row: { id: string; kind: string; recipient: string }, now: Date) {
  const attended = await workspace.as(null, (ctx) => attendDelivery(ctx, row), now);
  const state = { send: "sent", hold: "held", drop: "dropped" }[attended];
  await db.inWorkspace(workspace.id, (tx) => tx.delivery.updateMany({ where: { id: row.id }, data: { state } }));
  return attended;
}

function rows({ id }: EnrolledWorkspace) {
  return db.inWorkspace(id, (tx) => tx.delivery.findMany({ orderBy: { id: "asc" } }));
}

const times = async (count: number, run: () => Promise<unknown>) => {
  const results: unknown[] = [];
  for (let n = 0; n < count; n++) results.push(await run());
  return results;
};

describe("attendDelivery", () => {
  it("lets three a day through, of which one place is the digest's until it has come", async () => {
    const workspace = await team();
    expect(await times(3, () => deliver(workspace, waits, noon))).toEqual(["send", "send", "hold"]);
    await workspace.as(
      null,
      async (ctx) => {
        const [person] = (await listDuePeople(ctx, digestKind)).filter((one) => one.slackUserId === rizky.slackUserId);
        expect(person && (await leaveDigest(ctx, person))).toBe("left");
      },
      noon,
    );
    // The digest on its way is the third.
    expect(await deliver(workspace, waits, noon)).toBe("hold");
    expect(await deliver(workspace, waits, new Date(noon.getTime() + 86_400_000))).toBe("send");
  });

  it("lets all three be used once it is known that there is no digest that day", async () => {
    const workspace = await team();
    await workspace.as(
      null,
      async (ctx) => {
        for (const person of await listDuePeople(ctx, digestKind)) await leaveDigest(ctx, person);
      },
      monday("09:00"),
    );
    expect(await times(4, () => deliver(workspace, waits, noon))).toEqual(["send", "send", "send", "hold"]);
  });

  it("neither holds nor counts what was asked for, and counts what goes at once", async () => {
    const workspace = await team();
    expect(await times(5, () => deliver(workspace, "import-finished", monday("23:00")))).toEqual(Array(5).fill("send"));
    expect(await deliver(workspace, waits, noon)).toBe("send");
    expect(await times(3, () => deliver(workspace, atOnce, noon))).toEqual(["send", "send", "send"]);
    expect(await deliver(workspace, waits, noon)).toBe("hold");
  });

  it("holds what may wait in quiet hours, on days off, on holidays and while the person is away, by their own zone", async () => {
    const workspace = await team();
    const inLondon = { ...maya, zone: "Europe/London" };
    await workspace.as(inLondon, (ctx) => setOwnAbsence(ctx, { from: "2026-11-25", to: "2026-11-25" }));
    const night = monday("19:00");
    expect(await deliver(workspace, waits, night)).toBe("hold");
    expect(await deliver(workspace, waits, night, maya.slackUserId)).toBe("send");
    expect(await deliver(workspace, waits, new Date("2026-11-22T05:00:00Z"))).toBe("hold");
    expect(await deliver(workspace, waits, new Date("2026-11-25T12:00:00Z"), maya.slackUserId)).toBe("hold");
    await db.inWorkspace(workspace.id, (tx) =>
      tx.holiday.create({
        data: {
          ...{ id: crypto.randomUUID(), workspaceId: workspace.id, name: "A day off", source: "typed" },
          day: new Date("2026-11-24T00:00:00Z"),
        },
      }),
    );
    expect(await deliver(workspace, waits, new Date("2026-11-24T05:00:00Z"))).toBe("hold");
    expect(await deliver(workspace, atOnce, new Date("2026-11-24T05:00:00Z"))).toBe("send");
  });

  it("counts a message once, however often its turn comes, and by the day on which it goes", async () => {
    const workspace = await team();
    await deliver(workspace, waits, noon);
    const [row] = await rows(workspace);
    if (!row) throw new Error("Nothing was left");
    expect(await times(3, () => turn(workspace, row, noon))).toEqual(["send", "send", "send"]);
    expect(await deliver(workspace, waits, noon)).toBe("send");
    await turn(workspace, row, new Date(noon.getTime() + 86_400_000));
    expect((await rows(workspace))[0]?.countedDay).toEqual(new Date("2026-11-24T00:00:00Z"));
    expect(await deliver(workspace, waits, noon)).toBe("send");
  });

  it("does not count what failed", async () => {
    const workspace = await team();
    await times(2, () => deliver(workspace, waits, noon));
    await db.inWorkspace(workspace.id, (tx) => tx.delivery.updateMany({ data: { state: "failed" } }));
    expect(await times(3, () => deliver(workspace, waits, noon))).toEqual(["send", "send", "hold"]);
  });

  it("tells nothing to who was deactivated, became a guest or lost their access since it was left", async () => {
    const workspace = await team();
    await workspace.as(null, async () => {});
    await workspace.as({ ...rizky, deactivated: true }, async () => {});
    expect(await deliver(workspace, "import-finished", noon)).toBe("drop");
    expect(await deliver(workspace, "import-finished", noon, bima.slackUserId)).toBe("drop");
    await db.inWorkspace(workspace.id, (tx) =>
      tx.accessGrant.updateMany({ where: { member: { slackUserId: maya.slackUserId } }, data: { revokedAt: noon } }),
    );
    expect(await deliver(workspace, "import-finished", noon, maya.slackUserId)).toBe("drop");
    expect(await deliver(workspace, "access-asked", noon, maya.slackUserId)).toBe("send");
    expect(await deliver(workspace, "import-finished", noon, "USTRANGER")).toBe("drop");
  });

  it("asks nothing of what goes to a channel", async () => {
    const workspace = await team();
    expect(await deliver(workspace, waits, monday("23:00"), "C1")).toBe("send");
  });
});

describe("leaveDigest", () => {
  const due = (workspace: EnrolledWorkspace, now: Date) =>
    workspace.as(null, (ctx) => listDuePeople(ctx, digestKind), now);

  it("takes what was held back, the oldest first, and nothing twice", async () => {
    const workspace = await team();
    await times(3, () => deliver(workspace, waits, monday("05:00")));
    const held = await workspace.as(null, (ctx) => listHeld(ctx, rizky.slackUserId));
    expect(held).toHaveLength(3);
    const people = await due(workspace, monday("09:00"));
    const person = people.find(({ slackUserId }) => slackUserId === rizky.slackUserId);
    if (!person) throw new Error("Rizky is not due");
    const both = await Promise.all(
      [0, 1].map(() => workspace.as(null, (ctx) => leaveDigest(ctx, person), monday("09:00"))),
    );
    expect(both.sort()).toEqual(["had", "left"]);
    const digests = (await rows(workspace)).filter(({ kind }) => kind === digestKind);
    const kept = await db.inWorkspace(workspace.id, (tx) => tx.digest.findMany());
    expect(kept).toMatchObject([{ memberId: person.memberId, heldIds: held.map(({ id }) => id) }]);
    expect(digests.map(({ payload }) => payload)).toEqual([{ digestId: kept[0]?.id }]);
    expect((await rows(workspace)).filter(({ state }) => state === "digested")).toHaveLength(3);
  });

  it("leaves everything held where it fails", async () => {
    const workspace = await team();
    await deliver(workspace, waits, monday("05:00"));
    const [person] = (await due(workspace, monday("09:00"))).filter((one) => one.slackUserId === rizky.slackUserId);
    if (!person) throw new Error("Rizky is not due");
    await expect(
      workspace.as(null, async (ctx) => {
        await leaveDigest(ctx, person);
        throw new Error("cut");
      }),
    ).rejects.toThrow("cut");
    expect((await due(workspace, monday("09:15"))).map(({ slackUserId }) => slackUserId)).toContain(rizky.slackUserId);
    expect((await rows(workspace)).map(({ state }) => state)).toEqual(["held"]);
  });

  it("has nobody before their time, on a day off, without access, or twice a day", async () => {
    const workspace = await team();
    const names = async (now: Date) => (await due(workspace, now)).map(({ slackUserId }) => slackUserId).sort();
    expect(await names(monday("08:45"))).toEqual([]);
    expect(await names(monday("09:00"))).toEqual(["UDEWI", "UMAYA", "URIZKY"]);
    expect(await names(new Date("2026-11-22T05:00:00Z"))).toEqual([]);
    await workspace.as(rizky, (ctx) =>
      setOwnAttention(ctx, { settings: { ...defaultAttention, digestAt: 600 }, less: [] }),
    );
    expect(await names(monday("09:00"))).toEqual(["UDEWI", "UMAYA"]);
    for (const { memberId, day } of await due(workspace, monday("09:00"))) {
      const take = () => workspace.as(null, (ctx) => takePersonalTurn(ctx, { job: digestKind, memberId, day }));
      expect([await take(), await take()]).toEqual([true, false]);
    }
    expect(await names(monday("10:00"))).toEqual(["URIZKY"]);
    expect(await names(monday("19:00"))).toEqual([]);
  });

  it("has each role's people once a week, on their first working day", async () => {
    const workspace = await team();
    const weekly = async (now: Date) => {
      const people = await workspace.as(
        null,
        (ctx) => listDuePeople(ctx, "weekly-test", { every: "week", roles: ["steward"] }),
        now,
      );
      for (const person of people)
        await workspace.as(null, (ctx) => takePersonalTurn(ctx, { job: "weekly-test", ...person }), now);
      return people.map(({ slackUserId }) => slackUserId);
    };
    expect(await weekly(monday("08:45"))).toEqual([]);
    expect(await weekly(monday("09:00"))).toEqual(["UDEWI"]);
    expect(await weekly(new Date("2026-11-24T04:00:00Z"))).toEqual([]);
    expect(await weekly(new Date("2026-11-30T04:00:00Z"))).toEqual(["UDEWI"]);
  });

  it("goes by the zone that the person is in now", async () => {
    const workspace = await team();
    const names = async (now: Date) => (await due(workspace, now)).map(({ slackUserId }) => slackUserId).sort();
    await workspace.as({ ...rizky, zone: "Europe/London" }, async () => {});
    expect(await names(monday("09:00"))).toEqual(["UDEWI", "UMAYA"]);
    for (const person of await due(workspace, monday("09:00")))
      await workspace.as(null, (ctx) => leaveDigest(ctx, person));
    expect(await names(new Date("2026-11-23T09:00:00Z"))).toEqual(["URIZKY"]);
    // Maya flies west: it is 09:00 once more, on a day that she has had.
    await workspace.as({ ...maya, zone: "Europe/London" }, async () => {});
    expect(await names(new Date("2026-11-23T09:00:00Z"))).toEqual(["URIZKY"]);
  });
});

describe("setOwnAttention", () => {
  it("is kept with an entry, and shown", async () => {
    const workspace = await team();
    const settings = { allowance: 1, quietFrom: 1200, quietTo: 420, workDays: [7, 1], digestAt: 435 };
    await workspace.as(rizky, (ctx) => setOwnAttention(ctx, { settings, less: [waits, "import-finished"] }));
    const own = await workspace.as(rizky, getOwnAttention);
    expect(own).toEqual({ settings: { ...settings, workDays: [1, 7] }, less: [waits], lastDigestAt: null, held: 0 });
    expect((await workspace.audit()).at(-1)).toMatchObject({
      action: "attention.changed",
      before: { allowance: 3, less: [] },
      after: { allowance: 1, workDays: [1, 7], less: [waits] },
    });
  });

  it.each([
    ["attention_no_working_day", { workDays: [] }],
    ["attention_digest_in_quiet", { digestAt: 19 * 60 }],
    ["attention_allowance", { allowance: 0 }],
    ["attention_allowance", { allowance: 11 }],
  ] as const)("refuses with %s", async (code, wrong) => {
    const workspace = await team();
    const settings = { ...defaultAttention, ...wrong };
    const refused = workspace.as(rizky, (ctx) => setOwnAttention(ctx, { settings, less: [] }));
    await expect(refused).rejects.toThrow(Refusal);
    await expect(refused).rejects.toMatchObject({ code });
  });
});

describe("setLess", () => {
  it("keeps a kind for the digest until it is wanted again", async () => {
    const workspace = await team();
    const set = (less: boolean) => workspace.as(rizky, (ctx) => setLess(ctx, { kind: waits, less }));
    expect([await set(true), await set(true)]).toEqual([true, false]);
    expect(await deliver(workspace, waits, noon)).toBe("hold");
    expect(await deliver(workspace, "audit-day-head", noon)).toBe("send");
    expect(await set(false)).toBe(true);
    expect(await deliver(workspace, waits, noon)).toBe("send");
    expect(await workspace.as(rizky, (ctx) => setLess(ctx, { kind: atOnce, less: true }))).toBe(false);
    const said = (await workspace.audit())
      .map(({ action }) => action)
      .filter((action) => action.startsWith("attention."));
    expect(said).toEqual(["attention.lessened", "attention.restored"]);
  });
});

describe("removeExpired", () => {
  it("leaves what is held for somebody, however old", async () => {
    const workspace = await team();
    await deliver(workspace, waits, monday("05:00"));
    await workspace.as(null, removeExpired, new Date("2027-06-01T00:00:00Z"));
    expect((await rows(workspace)).map(({ state }) => state)).toEqual(["held"]);
  });
});
