import { findMember } from "../src/crm/access/find-member.ts";
import { listHolders } from "../src/crm/access/list-holders.ts";
import { matchPeople } from "../src/crm/access/match-people.ts";
import { revokeAccess } from "../src/crm/access/revoke-access.ts";
import { Refusal } from "../src/crm/refusal.ts";
import type { Context } from "../src/db/context.ts";
import { type AccessWords, readAccessWords } from "../src/slack/access-words.ts";
import { showAccess } from "../src/slack/actions/access-list.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { revokedMessage } from "../src/slack/views/access.ts";

export const crmAdminAccessRevoke = defineCommand<AccessWords>({
  name: "/crm-admin access revoke",
  usage: "@person … [because …]",
  example: "/crm-admin access revoke @maya",
  summary: "End people's access; what they logged stays",
  may: "access:manage",
  parse: (text, typist) => (text === "" ? null : readAccessWords(text, typist)),
  async run(ctx, words) {
    // Nobody is cut off by a channel: whoever is in it may be there for another reason.
    if (words.channelIds.length > 0) throw new Refusal("channel_cannot_be_revoked", {});
    const why = words.reason === undefined ? {} : { reason: words.reason };
    return say(revokedMessage(await revokeAccess(ctx, { memberIds: await findMeant(ctx, words), ...why })));
  },
  // Nobody named: the list, where each has a menu.
  form: async (ctx) => say(await showAccess(ctx)),
});

async function findMeant(ctx: Context, { personIds, phrases }: AccessWords): Promise<string[]> {
  const holders = (await listHolders(ctx)).map((holder) => ({ ...holder, names: [holder.name, holder.email ?? ""] }));
  const meant: string[] = [];
  for (const slackUserId of personIds) {
    const member = await findMember(ctx, { slackUserId });
    if (!member) throw new Refusal("stranger_has_no_access", {});
    meant.push(member.memberId);
  }
  for (const phrase of phrases) {
    const { found, ambiguous, unknown } = matchPeople(phrase, holders);
    const [unclear] = ambiguous;
    if (unknown[0] !== undefined) throw new Refusal("unknown_holder", { typed: unknown[0] });
    if (unclear) {
      const candidates = unclear.candidates.map(({ name }) => name);
      throw new Refusal("ambiguous_person", { typed: unclear.typed, candidates });
    }
    meant.push(...found.map(({ memberId }) => memberId));
  }
  return meant;
}
