import { randomBytes, randomInt } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

function randomFrom(alphabet: string, length: number): string {
  let text = "";
  for (let index = 0; index < length; index += 1) text += alphabet[randomInt(alphabet.length)];
  return text;
}

/** An id in Slack's form: a letter that tells the kind, then ten upper-case letters or digits. */
export function slackId(prefix: "T" | "U" | "C" | "D" | "G" | "B" | "A" | "F" | "V" | "E" | "Ev" | "Q"): string {
  return `${prefix}0${randomFrom(LETTERS, 9)}`;
}

export function randomDigits(length: number): string {
  return randomFrom("123456789", 1) + randomFrom("0123456789", length - 1);
}

export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}

export function randomToken(length: number): string {
  return randomFrom("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
}

/** The short id that Slack gives to blocks and actions which came without one. */
export function elementId(): string {
  return randomFrom("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 5);
}
