import { createWriteStream, openAsBlob } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { WebClient } from "@slack/web-api";
import type { Posted } from "../../outbox/delivery.ts";
import type { NoticeFile } from "../define-notice.ts";

interface Attaching {
  client: WebClient;
  fetch: typeof globalThis.fetch;
  /** told of a file before its bytes are there, so that none can stand in Slack unknown */
  announced(file: { fileId: string; channel: string; about: string | null }): Promise<void>;
}

/**
 * Lays files into a message's thread by Slack's three steps: an address, the bytes, and the word that they are complete.
 * Contents that come in pieces go through a file of our own, since Slack wants their length first.
 * @throws whatever keeps one of them from arriving; nothing of it is seen then, as they appear together
 */
export async function attachFiles(
  { client, fetch, announced }: Attaching,
  files: readonly NoticeFile[],
  { channel, ts }: Posted,
): Promise<void> {
  const complete: { id: string; title: string }[] = [];
  for (const file of files) {
    await withBlob(file.contents, async (blob) => {
      const place = await client.files.getUploadURLExternal({ filename: file.name, length: blob.size });
      if (!place.upload_url || !place.file_id) throw new Error("Slack gave no place for a file");
      await announced({ fileId: place.file_id, channel, about: file.about });
      const taken = await fetch(place.upload_url, { method: "POST", body: blob });
      if (!taken.ok) throw new Error(`Slack did not take a file: http ${taken.status}`);
      complete.push({ id: place.file_id, title: file.title });
    });
  }
  const [first, ...others] = complete;
  if (!first) return;
  await client.files.completeUploadExternal({ files: [first, ...others], channel_id: channel, thread_ts: ts });
}

async function withBlob(contents: NoticeFile["contents"], use: (blob: Blob) => Promise<void>): Promise<void> {
  if (typeof contents === "string") return use(new Blob([contents]));
  const folder = await mkdtemp(join(tmpdir(), "steward-export-"));
  try {
    const path = join(folder, "contents");
    await pipeline(Readable.from(contents), createWriteStream(path, { mode: 0o600 }));
    await use(await openAsBlob(path));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
