import { findMember } from "../src/crm/access/find-member.ts";
import { grantAccess } from "../src/crm/access/grant-access.ts";
import { Refusal } from "../src/crm/refusal.ts";
import { type AccessWords, readAccessWords } from "../src/slack/access-words.ts";
import { changeForm } from "../src/slack/actions/access-change.ts";
import { showAccess } from "../src/slack/actions/access-list.ts";
import { defineCommand } from "../src/slack/define.ts";
import { type GatheredPeople, gatherPeople } from "../src/slack/gather-people.ts";
import { workspaceReaderOf } from "../src/slack/reader.ts";
import { say } from "../src/slack/reply.ts";
import { grantedMessage } from "../src/slack/views/access.ts";

export const crmAdminAccessChange = defineCommand<AccessWords, GatheredPeople>({
  name: "/crm-admin access change",
  usage: "@person … [role] [department] [until DAY | no end] [because …]",
  example: "/crm-admin access change @maya manager until 31 Dec because she covers for Rizky",
  summary: "Change a role, a department or an end date; what was before is kept",
  may: "access:manage",
  parse: (text, typist) => (text === "" ? null : readAccessWords(text, typist)),
  gather: (slack, words) => gatherPeople(slack, words),
  async run(ctx, words, { people, throughChannel, refusal, apps, unseen }) {
    if (refusal) throw refusal;
    const [person, ...others] = people;
    if (!person && throughChannel.length === 0) throw new Refusal("nobody_named", {});
    const { role, departments, until, reason } = words;
    const saysNothing = role === null && departments === null && until === undefined && reason === undefined;
    if (saysNothing && person && others.length + throughChannel.length === 0) {
      const member = await findMember(ctx, person);
      if (!member?.access) throw new Refusal("has_no_access", { name: person.name });
      return changeForm(ctx, member, "nothing");
    }
    const granted = await grantAccess(ctx, { ...words, people, throughChannel, onlyChange: true });
    return say(grantedMessage(granted, workspaceReaderOf(ctx), { apps, unseen }));
  },
  // Nobody named: the list, where each has a menu.
  form: async (ctx) => say(await showAccess(ctx)),
});
