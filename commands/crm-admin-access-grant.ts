import { countNewcomers } from "../src/crm/access/count-newcomers.ts";
import { grantAccess } from "../src/crm/access/grant-access.ts";
import { type Department, departments } from "../src/crm/access/permission.ts";
import { type AccessWords, readAccessWords } from "../src/slack/access-words.ts";
import { defineCommand } from "../src/slack/define.ts";
import { type GatheredPeople, gatherPeople } from "../src/slack/gather-people.ts";
import { choosePeople } from "../src/slack/modals/choose-people.ts";
import { workspaceReaderOf } from "../src/slack/reader.ts";
import { open, say } from "../src/slack/reply.ts";
import { accessText } from "../src/slack/views/access.text.ts";
import { grantedMessage } from "../src/slack/views/access.ts";
import { refusalSentence } from "../src/slack/views/refusal.ts";

export const crmAdminAccessGrant = defineCommand<AccessWords, GatheredPeople>({
  name: "/crm-admin access grant",
  usage: "@person … or #channel [viewer|member|manager|steward] [sales|marketing|support] [until DAY] [because …]",
  example: "/crm-admin access grant @maya @sari member support until 31 Dec because they cover for Rizky",
  summary: "Give people access, or change what they have",
  may: "access:manage",
  parse: (text, typist) => (text === "" ? null : readAccessWords(text, typist)),
  gather: (slack, words) => gatherPeople(slack, words),
  async run(ctx, words, gathered) {
    const { people, throughChannel, channels, refusal } = gathered;
    const form = (note: string | null, guess: readonly Department[] = []) =>
      open(
        choosePeople.build({
          people: people.map(({ slackUserId }) => slackUserId),
          ...(channels[0] && { channelId: channels[0].id }),
          ...(words.role && { role: words.role }),
          departments: words.departments ?? guess,
          ...(words.until && { lastDay: words.until }),
          ...(words.reason !== undefined && { reason: words.reason }),
          zone: ctx.workspace.zone,
          ...(note !== null && { note }),
        }),
      );
    // Which Maya is easier to choose than to spell.
    if (refusal?.code === "ambiguous_person") return form(refusalSentence(refusal));
    if (refusal) throw refusal;
    if (people.length + throughChannel.length === 0) return form(null);

    const answersForSomething = words.role === null || words.role === "member" || words.role === "manager";
    if (words.departments === null && answersForSomething) {
      const newcomers = await countNewcomers(ctx, [...people, ...throughChannel]);
      if (newcomers > 0) return form(accessText.departmentAsked(), departmentsNamed(channels));
    }
    const granted = await grantAccess(ctx, { ...words, people, throughChannel });
    return say(grantedMessage(granted, workspaceReaderOf(ctx), gathered));
  },
  form: async (ctx) => open(choosePeople.build({ zone: ctx.workspace.zone })),
});

/** A channel called #sales-jakarta is most likely that of sales; the form shows the guess, and a person confirms it. */
function departmentsNamed(channels: readonly { name: string }[]): Department[] {
  return departments.filter((department) => channels.some(({ name }) => name.includes(department)));
}
