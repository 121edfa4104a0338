import { describe, expect, it } from "vitest";
import { enrolled } from "../crm/access/enrolled-workspace.ts";
import { testClient } from "../support/database.ts";
import { cliOn } from "./cli-fixture.ts";

const db = testClient();

describe("steward audit", () => {
  it("says that the log is whole, and its head, which it finds again", async () => {
    const { facts } = await enrolled(db);
    const cli = cliOn(db, async () => [{ teamId: facts.teamId, name: "Contoh", region: "ID", demo: false }]);
    const { said } = await cli.type("audit", "verify");
    expect(said[0]).toMatch(/^The audit log is whole: \d+ entries, each as it was written\.$/);
    const head = said[1]?.replace("Head: ", "") ?? "";
    expect(head).toMatch(/^\d+:[0-9a-f]{64}$/);
    expect((await cli.type("audit", "verify", "--head", head)).fault).toBeNull();
    const other = `1:${"0".repeat(64)}`;
    expect((await cli.type("audit", "verify", "--head", other)).fault).toBe(
      "The audit log is not whole: 1 fault in 2 entries.\nEntry 1 is not the one of the head you gave: the log was rewritten up to there.",
    );
    expect((await cli.type("audit", "verify", "--head", "abc")).fault).toContain("64 hexadecimal digits");
  });
});
