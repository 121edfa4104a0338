import type { PageCommand } from "../../page-protocol.ts";
import type { Page } from "../page-context.ts";
import { listEmoji } from "../text/emoji.ts";
import { type Completion, matchesName } from "./completion.ts";

/** One line of the list above the composer. */
export interface Suggestion {
  key: string;
  /** what stands in the text when it is picked */
  label: string;
  /** the person or channel that the label stands for; null for commands and emoji */
  id: string | null;
  description: string;
  hint: string;
  /** a sign before the label */
  sign: { kind: "person"; id: string } | { kind: "glyph"; glyph: string } | { kind: "bolt" } | null;
}

/** Commands are all shown, so that typing the one prefix lists them; the rest would be too many. */
const mostNames = 8;

/** What the list offers for what is being typed. */
export function listSuggestions(completion: Completion, page: Page): Suggestion[] {
  const { state } = page;
  switch (completion.kind) {
    case "command":
      return matchingCommands(state.boot.commands, completion.typed).map((command) => ({
        key: command.command,
        label: command.command,
        id: null,
        description: command.description,
        hint: command.usageHint,
        sign: { kind: "bolt" },
      }));
    case "person":
      return state.people
        .filter((person) => !person.deactivated)
        .filter((person) => matchesName(`${person.realName} ${person.name}`, completion.typed))
        .slice(0, mostNames)
        .map((person) => ({
          key: person.id,
          label: `@${person.realName}`,
          id: person.id,
          description: person.title,
          hint: person.id === page.me.id ? "you" : "",
          sign: { kind: "person", id: person.id },
        }));
    case "channel":
      return state.channels
        .filter((channel) => channel.kind !== "dm" && matchesName(channel.name, completion.typed))
        .slice(0, mostNames)
        .map((channel) => ({
          key: channel.id,
          label: `#${channel.name}`,
          id: channel.id,
          description: channel.topic,
          hint: "",
          sign: null,
        }));
    case "emoji":
      return listEmoji(completion.typed, mostNames).map(({ name, glyph }) => ({
        key: name,
        label: `:${name}:`,
        id: null,
        description: "",
        hint: "",
        sign: { kind: "glyph", glyph },
      }));
  }
}

/** The registered commands that begin with (or, after those, contain) what was typed; the exact one first. */
export function matchingCommands(commands: readonly PageCommand[], typed: string): PageCommand[] {
  const wanted = `/${typed.toLowerCase()}`;
  const rank = (command: PageCommand) => {
    const name = command.command.toLowerCase();
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    return name.includes(typed.toLowerCase()) ? 2 : 3;
  };
  return commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.command.command.localeCompare(b.command.command))
    .map((one) => one.command);
}
