import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import { family, findCommand } from "../../../src/slack/find-command.ts";
import { hostileText } from "../interactions/hostile-text.ts";

function found(typed: string): [string, string] | null {
  const [slash = "", ...rest] = typed.split(" ");
  const match = findCommand(commands, slash, rest.join(" "));
  return match && [match.command.name, match.rest];
}

describe("findCommand", () => {
  it.each([
    ["/crm-log budi no answer", "/crm-log", "budi no answer"],
    ["/crm log budi no answer", "/crm-log", "budi no answer"],
    ["/crm  LOG budi", "/crm-log", "budi"],
    ["/crm undo", "/crm undo", ""],
    ["/crm budi", "/crm", "budi"],
    ["/crm", "/crm", ""],
    ["/crm logistics company", "/crm", "logistics company"],
    ["/crm-customer budi", "/crm-customer", "budi"],
    ["/crm customer budi", "/crm-customer", "budi"],
    ["/crm-admin access grant <@U1> member", "/crm-admin access grant", "<@U1> member"],
    ["/crm admin access grant <@U1> member", "/crm-admin access grant", "<@U1> member"],
    ["/crm-admin access", "/crm-admin access", ""],
    ["/crm ticket solve T-31 x", "/crm-ticket solve", "T-31 x"],
    ["/crm-ticket newspaper is late", "/crm-ticket", "newspaper is late"],
    ["/crm-admin accessories", "/crm-admin", "accessories"],
  ])("takes %j for %s", (typed, name, rest) => {
    expect(found(typed)).toEqual([name, rest]);
  });

  it("knows nothing of other people's commands", () => {
    expect(found("/crmx budi")).toBeNull();
    expect(found("/remind budi")).toBeNull();
  });

  it("gives each command every word that was typed after it", () => {
    fc.assert(
      fc.property(fc.constantFrom("/crm", "/crm-log", "/crm-customer", "/crm-admin"), hostileText(), (slash, text) => {
        const match = findCommand(commands, slash, text);
        expect(match).not.toBeNull();
        expect(text.endsWith(match?.rest ?? "-") || text.trim().endsWith(match?.rest ?? "-")).toBe(true);
      }),
    );
  });
});

describe("family", () => {
  it("lists one line a slash command under /crm, and what stands under another in that one's own help", () => {
    expect(family(commands, "/crm").map(({ name }) => name)).toEqual([
      "/crm",
      "/crm-log",
      "/crm-customer",
      "/crm-ticket",
      "/crm-task",
      "/crm undo",
      "/crm-report",
      "/crm-admin",
    ]);
    const admin = family(commands, "/crm-admin").map(({ name }) => name);
    expect(admin).toContain("/crm-admin access grant");
    expect(admin.every((name) => name.startsWith("/crm-admin"))).toBe(true);
  });
});
