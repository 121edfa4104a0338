/** Why a file cannot be read as a list, as a person can mend it. */
export type FileFault =
  | "gone"
  | "empty"
  | "header_only"
  | "workbook"
  | "archive"
  | "pdf"
  | "picture"
  | "web_page"
  | "binary"
  | "too_many_columns"
  | "header_too_long";

/** More than any export has; HubSpot's has some hundreds. */
export const mostColumns = 5000;

const looked = 64 * 1024;

const signatures: readonly [FileFault, readonly number[]][] = [
  // OLE: Excel before 2007
  ["workbook", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["archive", [0x1f, 0x8b]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["archive", [0x52, 0x61, 0x72, 0x21]],
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["picture", [0x89, 0x50, 0x4e, 0x47]],
  ["picture", [0xff, 0xd8, 0xff]],
  ["picture", [0x47, 0x49, 0x46, 0x38]],
];

/** What a file is that is no list, by its first bytes (the signatures of its format); null when it may be one. */
export function findFileFault(head: Uint8Array): FileFault | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, looked));
  const known = signatures.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte));
  if (known) return known[0];
  // A ZIP: Excel's, LibreOffice's and Apple's workbooks are one, with names of their own inside.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) {
    return ["[Content_Types].xml", "xl/", "oasis.opendocument.spreadsheet", "Index/Document.iwa"].some((name) =>
      bytes.includes(name),
    )
      ? "workbook"
      : "archive";
  }
  const start = bytes.subarray(0, 512).toString("latin1").trimStart().toLowerCase();
  if (start.startsWith("<!doctype html") || start.startsWith("<html")) return "web_page";
  return isBinary(bytes) ? "binary" : null;
}

/** UTF-16 is half NULs, by turns; any other text has hardly a control character. */
function isBinary(bytes: Buffer): boolean {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16 || isUtf16WithoutMark(bytes) !== null) return false;
  const controls = bytes.filter((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d).length;
  return bytes.length >= 16 && controls > bytes.length / 10;
}

/** By the NULs that every second byte of Western text is then. */
export function isUtf16WithoutMark(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [a, b, c, d] = bytes;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return "utf-16le";
  return a === 0 && b !== 0 && c === 0 && d !== 0 ? "utf-16be" : null;
}
