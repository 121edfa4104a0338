import type { Context } from "../db/context.ts";
import { mentionedPeople, readableTyped } from "./typed-text.ts";

/** A message as its reader sees it: whoever is mentioned by name, as far as the CRM knows them. */
export async function readMessage(ctx: Context, text: string): Promise<string> {
  const mentioned = mentionedPeople(text);
  const members =
    mentioned.length === 0
      ? []
      : await ctx.tx.member.findMany({
          where: { slackUserId: { in: mentioned } },
          select: { slackUserId: true, name: true },
        });
  return readableTyped(text, new Map(members.map(({ slackUserId, name }) => [slackUserId, name])));
}
