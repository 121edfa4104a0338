import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { buildDemo } from "../../prisma/demo/build-demo.ts";
import type { Colleague } from "../../prisma/demo/demo-colleagues.ts";
import { companyNameKey } from "../../src/crm/customers/company-name-key.ts";
import { foldName } from "../../src/crm/customers/fold-name.ts";
import { nameKey } from "../../src/crm/customers/name-key.ts";
import { normaliseEmail } from "../../src/crm/customers/normalise-email.ts";
import { normalisePhone } from "../../src/crm/customers/normalise-phone.ts";

const now = new Date("2026-11-22T02:00:00Z");
const colleagues: Colleague[] = [
  { id: "rizky", zone: "Asia/Jakarta", locale: "id-ID", departments: ["sales"] },
  { id: "weiling", zone: "Asia/Singapore", locale: "en-GB", departments: ["sales"] },
  { id: "maya", zone: "Asia/Makassar", locale: "id-ID", departments: ["support"] },
  { id: "jonas", zone: "Europe/Berlin", locale: "de-DE", departments: ["marketing"] },
];
const zoneOf = new Map(colleagues.map(({ id, zone }) => [id, zone]));
const build = (at = now) => buildDemo({ workspace: { id: "w", region: "ID" }, colleagues, now: at });
const demo = build();

describe("buildDemo", () => {
  it("makes 60 companies and 200 contacts with a year of work", () => {
    expect(demo.companies).toHaveLength(60);
    expect(demo.contacts).toHaveLength(200);
    expect(demo.interactions.length).toBeGreaterThan(800);
    expect(demo.tasks.length).toBeGreaterThan(15);
    const oldest = Math.min(...demo.interactions.map(({ happenedAt }) => Number(happenedAt)));
    expect((now.getTime() - oldest) / 86_400_000).toBeGreaterThan(330);
  });

  it("makes the same the same each time, and at another time the same stories on other days", () => {
    expect(build()).toEqual(demo);
    const later = build(new Date("2027-03-01T09:00:00Z"));
    expect(later.contacts.map(({ name }) => name)).toEqual(demo.contacts.map(({ name }) => name));
    expect(later.interactions[0]?.happenedAt).not.toEqual(demo.interactions[0]?.happenedAt);
  });

  it.each(["2026-11-22T02:00:00Z", "2026-11-23T00:30:00Z", "2026-12-31T23:59:00Z", "2028-02-29T12:00:00Z"])(
    "lets people work on weekdays, by day, in their own zone, and never in the future (%s)",
    (at) => {
      const moment = new Date(at);
      const { interactions, contacts, points, facts, tasks } = build(moment);
      for (const { happenedAt, createdAt, memberId } of interactions) {
        const local = DateTime.fromJSDate(happenedAt as Date, { zone: zoneOf.get(String(memberId)) ?? "utc" });
        expect(local.weekday, local.toISO() ?? "").toBeLessThan(6);
        expect(local.hour).toBeGreaterThanOrEqual(8);
        expect(local.hour).toBeLessThan(17);
        expect(Number(createdAt)).toBeGreaterThan(Number(happenedAt));
        expect(Number(createdAt)).toBeLessThanOrEqual(moment.getTime());
      }
      for (const row of [...contacts, ...points, ...facts, ...tasks]) {
        expect(Number(row.createdAt)).toBeLessThanOrEqual(moment.getTime());
      }
      for (const { validFrom, validTo } of [...points, ...facts]) {
        if (validTo) expect(Number(validTo)).toBeGreaterThan(Number(validFrom));
      }
    },
  );

  it("reaches nobody real: every address ends in .example", () => {
    for (const { kind, normal, typed } of demo.points) {
      if (kind === "email" || kind === "website") expect(normal, typed).toMatch(/\.example$/);
    }
  });

  it("writes the keys by which customers are found as the CRM itself would", () => {
    for (const { name, searchKey, nameKey: key } of demo.contacts) {
      expect([searchKey, key]).toEqual([foldName(name), nameKey(name)]);
    }
    for (const { name, nameKey: key } of demo.companies) expect(key).toBe(companyNameKey(name));
    for (const { kind, typed, normal } of demo.points) {
      if (kind === "email") expect(normaliseEmail(typed)).toEqual({ ok: true, normal });
      if (kind === "phone") expect(normalisePhone(typed, "ID")).toMatchObject({ ok: true, normal });
    }
    expect(new Set(demo.companies.map(({ nameKey: key }) => key)).size).toBe(60);
  });

  it("gives nobody two current values of one field, and nobody another's address", () => {
    const current = demo.facts.filter(({ validTo }) => !validTo).map(({ contactId, field }) => `${contactId} ${field}`);
    expect(new Set(current).size).toBe(current.length);
    const reached = demo.points.filter(({ kind, validTo }) => !validTo && (kind === "email" || kind === "phone"));
    expect(new Set(reached.map(({ normal }) => normal)).size).toBe(reached.length);
  });

  it("has something of everything that a card can show", () => {
    const { points, facts, contacts, interactions } = demo;
    const { quotes } = demo;
    expect(quotes.length).toBe(interactions.filter(({ type }) => type === "quote").length);
    expect(quotes.map(({ number }) => number)).toEqual(quotes.map((_, index) => index + 1));
    expect(new Set(quotes.map(({ state }) => state))).toEqual(new Set(["open", "won", "lost"]));
    const buyers = new Set(
      contacts.flatMap(({ id, stage }) => (stage === "customer" || stage === "former" ? [id] : [])),
    );
    expect(quotes.every(({ state, contactId }) => state !== "won" || buyers.has(contactId))).toBe(true);
    expect(new Set(contacts.map(({ stage }) => stage))).toEqual(new Set(["lead", "prospect", "customer", "former"]));
    expect(points.some(({ suspendedReason }) => suspendedReason === "bounced")).toBe(true);
    expect(points.some(({ suspendedReason }) => suspendedReason === "wrong number")).toBe(true);
    expect(points.filter(({ validTo }) => validTo).length).toBeGreaterThan(20);
    expect(facts.some(({ field, validTo }) => field === "job_title" && validTo)).toBe(true);
    expect(
      new Set(facts.filter(({ field }) => field === "value").map(({ currency }) => currency)).size,
    ).toBeGreaterThan(5);
    expect(interactions.some(({ note }) => note.includes("kirim penawaran"))).toBe(true);
    expect(interactions.some(({ note }) => note.includes("sent the quote"))).toBe(true);
    expect(interactions.every(({ note }) => !/[{}]/.test(note))).toBe(true);
  });

  it("works with one colleague of no department", () => {
    const alone = buildDemo({
      workspace: { id: "w", region: "ID" },
      colleagues: [{ id: "dewi", zone: "Asia/Jakarta", locale: "en-US", departments: [] }],
      now,
    });
    expect(new Set(alone.interactions.map(({ memberId }) => memberId))).toEqual(new Set(["dewi"]));
  });
});
