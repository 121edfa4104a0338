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
  const rows = commands.map(
    (command) =>
      `${kitText.usage(command.name, escapeMrkdwn(command.usage))}\n${command.summary}. \`${escapeMrkdwn(command.example)}\``,
  );
  return {
    text: commands.map((command) => `${command.name}: ${command.summary}`).join("\n"),
    blocks: [...rows.map((row) => section(row)), context(kitText.helpIntro())],
  };
}
