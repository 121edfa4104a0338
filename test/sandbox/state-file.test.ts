import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientOf, openSandbox } from "./try-app.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-state-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the state file", () => {
  it("brings back tokens, messages, files, Home and open modals after a restart", async () => {
    const stateFile = join(folder, "workspace.json");
    const first = await openSandbox({ stateFile });
    const client = clientOf(first);
    const maya = first.user("maya");
    await first.as("rizky").send("sales", "remember me", { files: [{ name: "a.txt", content: "abc" }] });
    await client.views.publish({ user_id: maya, view: { type: "home", blocks: [{ type: "divider" }] } });
    await client.conversations.open({ users: maya });
    const before = { credentials: first.credentials, messages: first.as("rizky").messages("sales") };
    await first.stop();

    const second = await openSandbox({ stateFile });
    expect(second.credentials).toEqual(before.credentials);
    const messages = second.as("rizky").messages("sales");
    expect(messages).toEqual(before.messages);
    expect(second.as("maya").home()?.blocks).toHaveLength(1);
    const bytes = await fetch(new URL(messages[0]?.files[0]?.url ?? "", second.apiUrl));
    expect(await bytes.text()).toBe("abc");
    const next = await second.as("rizky").send("sales", "and me");
    expect(Number(next.ts)).toBeGreaterThan(Number(messages[0]?.ts));
    await second.stop();
  });

  it("is whole after each write, readable by its owner alone, and there from the first moment", async () => {
    const stateFile = join(folder, "workspace.json");
    const sandbox = await openSandbox({ stateFile });
    expect(JSON.parse(await readFile(stateFile, "utf8")).app.botToken).toBe(sandbox.credentials.botToken);
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
    await sandbox.as("rizky").send("sales", "one");
    await sandbox.stop();
    expect(await readdir(folder)).toEqual(["workspace.json"]);
    expect(await readFile(stateFile, "utf8")).toContain("one");
  });

  it("is named when it cannot be read", async () => {
    const stateFile = join(folder, "workspace.json");
    for (const broken of ["{", '{"version":2}', ""]) {
      await writeFile(stateFile, broken);
      await expect(openSandbox({ stateFile })).rejects.toThrow(
        `The local workspace's file ${stateFile} cannot be read: move it away or delete it to begin afresh.`,
      );
    }
  });
});
