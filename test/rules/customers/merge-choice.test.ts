import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stages } from "../../../src/crm/customers/contact.ts";
import {
  betterSide,
  decideSides,
  differingFields,
  type MergeChoices,
  type Merging,
  mergeFields,
  sides,
  sinceSide,
  usualSide,
} from "../../../src/crm/customers/merge/merge-choice.ts";

const moment = fc.option(fc.date({ min: new Date("2020-01-01"), max: new Date("2026-11-22"), noInvalidDate: true }));
const merging: fc.Arbitrary<Merging> = fc.record({
  name: fc.constantFrom("Budi Santoso", "Budi S.", "Budi", "B. Santoso Wijaya"),
  jobTitle: fc.option(fc.record({ value: fc.constantFrom("Buyer", "Owner"), confirmedAt: moment, ...fact() })),
  company: fc.option(fc.constantFrom("a", "b").map((id) => ({ id, name: id, website: null }))),
  stage: fc.constantFrom(...stages),
  owner: fc.option(fc.constantFrom("m", "n").map((memberId) => ({ memberId, name: memberId }))),
  value: fc.option(fc.record({ minor: fc.constantFrom(1, 2), currency: fc.constant("IDR"), confirmedAt: moment })),
  customerSince: fc.option(fc.constantFrom("2020-01-01", "2021-01-01").map((on) => ({ on, how: null }))),
  birthDate: fc.constant(null),
  interests: fc.constant(null),
});

function fact() {
  return { source: fc.constant("typed"), validFrom: fc.constant(new Date(0)), validTo: fc.constant(null) };
}

const choices: fc.Arbitrary<MergeChoices> = fc.dictionary(fc.constantFrom(...mergeFields), fc.constantFrom(...sides));

describe("what a merge decides", () => {
  it("takes a value from whoever has one, and asks only where both do and differ", () => {
    fc.assert(
      fc.property(merging, merging, choices, (kept, gone, chosen) => {
        const asked = differingFields(kept, gone);
        const decided = decideSides(kept, gone, chosen);
        for (const field of mergeFields) {
          const [ours, theirs] = [kept[field], gone[field]];
          if (asked.includes(field)) expect(decided[field]).toBe(chosen[field] ?? usualSide(field, kept, gone));
          else if (theirs === null) expect(decided[field]).toBe("kept");
          else if (ours === null) expect(decided[field]).toBe("gone");
        }
      }),
    );
  });

  it("asks the same whichever way round the two are merged", () => {
    fc.assert(
      fc.property(merging, merging, (a, b) => {
        expect(differingFields(a, b)).toEqual(differingFields(b, a));
      }),
    );
  });

  it("prefers the stage further on, what was confirmed last, the name with more words written out, the earlier since", () => {
    const base: Merging = {
      ...{ name: "Budi Santoso", jobTitle: null, company: null, stage: "lead", owner: null, value: null },
      ...{ customerSince: null, birthDate: null, interests: null },
    };
    const with_ = (more: Partial<Merging>): Merging => ({ ...base, ...more });
    expect(usualSide("stage", base, with_({ stage: "customer" }))).toBe("gone");
    expect(usualSide("stage", with_({ stage: "customer" }), with_({ stage: "prospect" }))).toBe("kept");
    expect(usualSide("name", with_({ name: "Budi" }), base)).toBe("gone");
    expect(usualSide("name", base, with_({ name: "Budi Santoso S." }))).toBe("kept");
    const value = (at: string | null) => ({
      value: { minor: 1, currency: "IDR", confirmedAt: at === null ? null : new Date(at) },
    });
    expect(usualSide("value", with_(value("2026-01-01")), with_(value("2026-02-01")))).toBe("gone");
    expect(usualSide("value", with_(value("2026-01-01")), with_(value(null)))).toBe("kept");
    const since = (on: string) => with_({ customerSince: { on, how: null } });
    expect(sinceSide(since("2022-01-01"), since("2021-01-01"))).toBe("gone");
    expect(sinceSide(since("2021-01-01"), since("2022-01-01"))).toBe("kept");
    expect(sinceSide(base, since("2022-01-01"))).toBe("gone");
  });

  it("lets the last word on an address count, whether it confirms or suspends", () => {
    const said = (confirmedAt: string | null, suspendedAt: string | null = null) => ({
      confirmedAt: confirmedAt === null ? null : new Date(confirmedAt),
      suspendedAt: suspendedAt === null ? null : new Date(suspendedAt),
    });
    expect(betterSide(said("2026-01-01"), said("2026-02-01"))).toBe("gone");
    expect(betterSide(said("2026-01-01"), said("2025-01-01", "2026-02-01"))).toBe("gone");
    expect(betterSide(said("2026-03-01"), said("2025-01-01", "2026-02-01"))).toBe("kept");
    expect(betterSide(said(null), said(null))).toBe("kept");
  });
});
