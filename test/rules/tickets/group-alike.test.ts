import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupAlike } from "../../../src/crm/tickets/learning/group-alike.ts";

const words = ["login", "password", "reset", "printer", "jam", "invoice", "missing", "slow", "export", "fails"];
const subject = fc.array(fc.constantFrom(...words), { maxLength: 5 }).map((chosen) => chosen.join(" "));

describe("groupAlike", () => {
  it("puts together what says the same in nearly the same words, and leaves apart what does not", () => {
    const groups = groupAlike([
      "Cannot log in after password reset",
      "The label printer jams",
      "Cannot log in since the password reset",
      "Label printer is jammed",
      "Invoice 4711 is missing",
      "Can't log in after reseting the password",
    ]);
    expect(groups).toEqual([[0, 2, 5], [1, 3], [4]]);
  });

  it("does not wander from subject to subject", () => {
    const chain = ["red green blue", "green blue grey", "blue grey black", "grey black white", "black white pink"];
    const groups = groupAlike(chain);
    const first = groups.find((group) => group.includes(0)) ?? [];
    expect(first).not.toContain(chain.length - 1);
  });

  it("puts every subject into one group, in order, and the same ones together, whatever they say", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(subject, fc.string()), { maxLength: 40 }), (subjects) => {
        const groups = groupAlike(subjects);
        expect(groups.flat().toSorted((a, b) => a - b)).toEqual([...subjects.keys()]);
        for (const group of groups) expect(group).toEqual(group.toSorted((a, b) => a - b));
        expect(groups.map(([first = 0]) => first)).toEqual(
          groups.map(([first = 0]) => first).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it("is the same whatever order they come in, as far as nothing is equally near to two", () => {
    const subjects = ["cannot log in", "printer jams", "cannot log in today", "the printer jams again", "no sound"];
    const named = (list: readonly string[]) =>
      groupAlike(list)
        .map((group) => group.map((place) => list[place]).toSorted())
        .toSorted();
    expect(named(subjects.toReversed())).toEqual(named(subjects));
  });
});
