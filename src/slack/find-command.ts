import type { AnyCommand } from "./define.ts";

export interface FoundCommand {
  command: AnyCommand;
  /** what follows the command's name */
  rest: string;
}

/**
 * The command somebody means: the longest name that the words begin with. Every command works after /crm too
 * ("/crm log budi" is "/crm-log budi").
 */
export function findCommand(commands: readonly AnyCommand[], slash: string, text: string): FoundCommand | null {
  const direct = longestMatch(commands, `${slash} ${text}`);
  if (slash !== "/crm" || text.trim() === "") return direct;
  return longestMatch(commands, `/crm-${text.trimStart()}`) ?? direct;
}

function longestMatch(commands: readonly AnyCommand[], typed: string): FoundCommand | null {
  let best: FoundCommand | null = null;
  for (const command of commands) {
    const pattern = new RegExp(`^${command.name.split(" ").map(RegExp.escape).join("\\s+")}(?=\\s|$)`, "iu");
    const found = pattern.exec(typed);
    if (found && (!best || command.name.length > best.command.name.length)) {
      best = { command, rest: typed.slice(found[0].length).trim() };
    }
  }
  return best;
}

/**
 * The commands that begin with this one: what its help lists. /crm lists one line for each slash command; what stands under
 * another of them ("/crm-admin access grant") is in that one's own help.
 */
export function family(commands: readonly AnyCommand[], slash: string): AnyCommand[] {
  if (slash === "/crm") return commands.filter(({ name }) => !name.includes(" ") || name.startsWith("/crm "));
  return commands.filter((command) => command.name === slash || command.name.startsWith(`${slash} `));
}

/** Whether somebody asks how something is done, in English or Indonesian. */
export function asksForHelp(text: string): boolean {
  return /^(help|bantuan|\?)$/iu.test(text.trim());
}
