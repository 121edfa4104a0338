import { isUtf16WithoutMark } from "./file-fault.ts";

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * The text of a file in pieces: UTF-8, UTF-16, or Windows-1252, which is what spreadsheets in the West
 * write. Decided once, by the first letter beyond ASCII; until then every one of them reads alike.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let held = Buffer.alloc(0);
  let began = false;
  for await (const chunk of bytes) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    held = Buffer.concat([held, chunk]);
    const encoding = recogniseEncoding(held, began);
    if (encoding) {
      decoder = new TextDecoder(encoding);
      yield decoder.decode(held, { stream: true });
    } else if (held.length > 4) {
      // ASCII so far: give what is certain, keep what a letter may begin in.
      yield held.subarray(0, -4).toString("latin1");
      held = Buffer.from(held.subarray(-4));
      began = true;
    }
  }
  yield decoder ? decoder.decode() : new TextDecoder(isUtf8(held) ? "utf-8" : "windows-1252").decode(held);
}

/** @param began whether the file's first bytes have been given already, which alone tell UTF-16; null while only ASCII has been seen, or too little of the first letter beyond it. */
function recogniseEncoding(bytes: Buffer, began: boolean): Encoding | null {
  if (bytes.length < 2) return null;
  if (!began && bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (!began && bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes.length < 4) return null;
  const unmarked = began ? null : isUtf16WithoutMark(bytes);
  if (unmarked) return unmarked;
  const first = bytes.findIndex((byte) => byte > 0x7f);
  // A letter of UTF-8 has four bytes at most.
  if (first === -1 || bytes.length - first < 4) return null;
  return beginsUtf8Letter(bytes.subarray(first, first + 4)) ? "utf-8" : "windows-1252";
}

function beginsUtf8Letter(bytes: Buffer): boolean {
  return [2, 3, 4].some((length) => isUtf8(bytes.subarray(0, length)));
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
