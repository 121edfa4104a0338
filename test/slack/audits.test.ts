import { expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { describeOverBoth, labelsOf, linesOf } from "./over-both.ts";

describeOverBoth("the audit log", (suite) => {
  it("says who did what, narrowed by what is typed, and goes back by a button", async () => {
    for (let number = 1; number <= 20; number++) {
      await suite.as("dewi", (ctx) => createContact(ctx, { name: `Joko ${number} <b>`, source: "test" }));
    }
    const whole = await suite.ask("dewi", "/crm-admin", "audit");
    expect(linesOf(whole)[0]).toBe("*Audit log*");
    expect(linesOf(whole)[1]).toMatch(/^22 Nov \d\d:05 · Dewi Lestari · added Joko 20 &lt;b&gt;$/);
    expect(labelsOf(whole)).toEqual(["Earlier", "Export"]);
    await suite.person("dewi").press({ message: whole, text: "Earlier" });
    await suite.person("dewi").until(() => {
      const now = suite.again("dewi", whole);
      return now && linesOf(now)[1]?.includes("Joko 5 ") ? now : null;
    });
    const narrowed = await suite.ask("dewi", "/crm-admin", `audit <@${suite.sandbox.user("dewi")}> contacts today`);
    expect(linesOf(narrowed)).toHaveLength(16);
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "audit xyzzy"))[0]).toContain('called "xyzzy"');
  });

  it("checks the log and says its head", async () => {
    const answer = linesOf(await suite.ask("dewi", "/crm-admin", "audit verify"));
    expect(answer[0]).toMatch(/^The audit log is whole: \d+ entries, each as it was written\.$/);
    const head = /`(\d+:[0-9a-f]{64})`/.exec(answer[1] ?? "")?.[1] ?? "";
    const again = linesOf(await suite.ask("dewi", "/crm-admin", `audit verify ${head}`));
    expect(again[0]).toContain("is whole");
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "audit verify 12"))[0]).toContain("is not a head");
  });
});
