import { context, section } from "../blocks.ts";
import type { AnyCommand } from "../define.ts";
import { escapeMrkdwn } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { kitText } from "./kit.text.ts";

/** What a command does, how it is typed, and one worked example. */
export function helpMessage(commands: readonly AnyCommand[]): Message {
  const [only] = commands;
  if (only && commands.length === 1) {
    const lines = [
      kitText.usage(only.name, escapeMrkdwn(only.usage)),
      only.summary,
      kitText.example(escapeMrkdwn(only.example)),
    ];
    return { text: lines.join("\n"), blocks: [section(lines.join("\n"))] };
  }
  // One message holds fifty blocks, and nobody reads that many: of all, each family's verbs stand in one line.
  const told = commands.length > mostTold ? commands.filter((command) => !relativeOf(commands, command)) : commands;
  const rows = told.map((command) => {
    const usage = `${kitText.usage(command.name, escapeMrkdwn(command.usage))}\n${command.summary}. \`${escapeMrkdwn(command.example)}\``;
    const verbs = commands.flatMap((other) => (relativeOf(told, other) === command ? [verbOf(other, command)] : []));
    return verbs.length > 0 && told !== commands ? `${usage}\n${kitText.verbs(command.name, verbs.join(", "))}` : usage;
  });
  return {
    text: told.map((command) => `${command.name}: ${command.summary}`).join("\n"),
    blocks: [...rows.map((row) => section(row)), context(kitText.helpIntro())],
  };
}

/** More than these are told by family. */
const mostTold = 25;

/** The command whose verb this one is: "/crm-ticket" of "/crm-ticket take". Each verb of /crm stands for itself. */
function relativeOf(commands: readonly AnyCommand[], { name }: AnyCommand): AnyCommand | undefined {
  const [slash = ""] = name.split(" ");
  return slash === name || slash === "/crm" ? undefined : commands.find((command) => command.name === slash);
}

function verbOf(command: AnyCommand, { name }: AnyCommand): string {
  return command.name.slice(name.length + 1);
}
