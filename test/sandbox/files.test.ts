import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { clientOf, manifestWithout, openSandbox } from "./try-app.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await openSandbox();
});
afterEach(() => sandbox.stop());

interface FileObject {
  id: string;
  url_private_download: string;
  mimetype: string;
  size: number;
}

/** The file objects of the newest message in a channel, as the bot sees them. */
async function lastFiles(channel: string): Promise<FileObject[]> {
  const history = await clientOf(sandbox).conversations.history({ channel: sandbox.channel(channel) });
  return (history.messages?.[0]?.files ?? []) as FileObject[];
}

function download(url: string, token?: string) {
  return fetch(url, { redirect: "manual", ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) });
}

describe("a file that a person shares", () => {
  it("is downloaded by the bot with its token, and by nobody without", async () => {
    await sandbox
      .as("rizky")
      .send("sales", "customers", { files: [{ name: "customers.csv", content: "name\nBudi\n" }] });
    const [file] = await lastFiles("sales");
    expect(file).toMatchObject({ mimetype: "text/csv", size: 10 });
    const url = file?.url_private_download ?? "";
    const granted = await download(url, sandbox.credentials.botToken);
    expect([granted.status, await granted.text()]).toEqual([200, "name\nBudi\n"]);
    // As in Slack: a page to sign in, and no error status.
    expect((await download(url)).status).toBe(302);
    expect((await download(url, "xoxb-wrong")).status).toBe(302);
  });

  it("is out of the bot's reach where the bot is not", async () => {
    const shared = await sandbox
      .as("dewi")
      .send("pricing-review", "prices", { files: [{ name: "prices.csv", content: "a" }] });
    const id = shared.files[0]?.id ?? "";
    await expect(clientOf(sandbox).files.info({ file: id })).rejects.toMatchObject({
      data: { error: "file_not_found" },
    });
    const url = `${sandbox.apiUrl.replace("/api/", "/files/")}${sandbox.credentials.teamId}-${id}/download/prices.csv`;
    expect((await download(url, sandbox.credentials.botToken)).status).toBe(302);
  });

  it("needs files:read", async () => {
    await sandbox.stop();
    sandbox = await openSandbox({ manifest: manifestWithout("files:read") });
    await sandbox.as("rizky").send("sales", "a", { files: [{ name: "a.txt", content: "a" }] });
    const [file] = await lastFiles("sales");
    expect((await download(file?.url_private_download ?? "", sandbox.credentials.botToken)).status).toBe(302);
  });
});

describe("a file that the bot uploads", () => {
  it("goes up in three steps and appears in the channel", async () => {
    const client = clientOf(sandbox);
    await client.filesUploadV2({
      channel_id: sandbox.channel("sales"),
      filename: "report.csv",
      content: "week,calls\n47,41\n",
      initial_comment: "Last week",
    });
    const shown = sandbox.as("rizky").messages("sales").at(-1);
    expect(shown).toMatchObject({ text: "Last week", files: [{ name: "report.csv", size: 17 }] });
    const page = await fetch(new URL(shown?.files[0]?.url ?? "", sandbox.apiUrl));
    expect(await page.text()).toBe("week,calls\n47,41\n");
    expect(page.headers.get("content-security-policy")).toBe("sandbox");
  });

  it("is refused when the bytes differ from what was announced, or never came", async () => {
    const client = clientOf(sandbox);
    const wanted = await client.files.getUploadURLExternal({ filename: "a.txt", length: 3 });
    const upload = await fetch(wanted.upload_url ?? "", { method: "POST", body: "four" });
    expect(upload.status).toBe(400);
    const early = client.files.completeUploadExternal({ files: [{ id: wanted.file_id ?? "" }] });
    await expect(early).rejects.toMatchObject({ data: { error: "file_upload_size_mismatch" } });
    expect((await fetch(`${wanted.upload_url}x`, { method: "POST", body: "abc" })).status).toBe(404);
  });

  it("can be deleted again", async () => {
    const client = clientOf(sandbox);
    await client.filesUploadV2({ channel_id: sandbox.channel("sales"), filename: "a.txt", content: "a" });
    const [file] = await lastFiles("sales");
    await client.files.delete({ file: file?.id ?? "" });
    expect(sandbox.as("rizky").messages("sales").at(-1)?.files).toEqual([]);
    await expect(client.files.info({ file: file?.id ?? "" })).rejects.toMatchObject({
      data: { error: "file_deleted" },
    });
  });
});
