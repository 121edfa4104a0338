/** What is being typed at the caret that a list can complete, and where it begins in the text. */
export interface Completion {
  kind: "command" | "person" | "channel" | "emoji";
  /** offset of the sign (`/`, `@`, `#`, `:`) in the text */
  from: number;
  /** what follows the sign, up to the caret */
  typed: string;
}

/** Finds what the caret is completing. Slash commands only begin a message, and none does inside a thread. */
export function findCompletion(text: string, caret: number, inThread: boolean): Completion | null {
  const before = text.slice(0, caret);
  const command = /^\/(\S*)$/.exec(before);
  if (command?.[1] !== undefined) return inThread ? null : { kind: "command", from: 0, typed: command[1] };
  const person = /(?:^|[\s(])@([\p{L}\p{N}._'-]*(?: [\p{L}\p{N}._'-]*)?)$/u.exec(before);
  if (person?.[1] !== undefined) return { kind: "person", from: caret - person[1].length - 1, typed: person[1] };
  const channel = /(?:^|[\s(])#([\p{L}\p{N}_-]*)$/u.exec(before);
  if (channel?.[1] !== undefined) return { kind: "channel", from: caret - channel[1].length - 1, typed: channel[1] };
  const emoji = /(?:^|\s):([a-z0-9_+-]{2,})$/.exec(before);
  if (emoji?.[1] !== undefined) return { kind: "emoji", from: caret - emoji[1].length - 1, typed: emoji[1] };
  return null;
}

/** Whether `name` answers what was typed: every word of it begins a word of the name, accents and case aside. */
export function matchesName(name: string, typed: string): boolean {
  const words = fold(name).split(/[\s._-]+/);
  return fold(typed)
    .split(/[\s._-]+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
