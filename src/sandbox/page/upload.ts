import type { Uploaded } from "../page-protocol.ts";

/** A file that the local workspace has and nothing was sent with yet. */
export interface HeldFile {
  id: string;
  name: string;
  mimetype: string;
  /** bytes */
  size: number;
}

/** Hands one file to the local workspace; null when that failed. */
export async function uploadFile(as: string, file: File): Promise<HeldFile | null> {
  const query = new URLSearchParams({ as, name: file.name });
  const mimetype = file.type || "application/octet-stream";
  try {
    const answer = await fetch(`/sandbox/page/files?${query}`, {
      method: "POST",
      body: file,
      headers: { "content-type": mimetype },
    });
    if (!answer.ok) return null;
    const { id } = (await answer.json()) as Uploaded;
    return { id, name: file.name, mimetype, size: file.size };
  } catch {
    // The server is gone or refused mid-way: the caller says so beside the file.
    return null;
  }
}

/** "12 KB", "3.4 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [amount, unit] = bytes < 1e6 ? [bytes / 1000, "KB"] : [bytes / 1e6, "MB"];
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
}
