import { z } from "zod";
import { findMember } from "../../crm/access/find-member.ts";
import { type Department, departments } from "../../crm/access/permission.ts";
import { getTicketSettings, setEscalationPerson, type TicketSettings } from "../../crm/tickets/set-ticket-settings.ts";
import { input, plain, section } from "../blocks.ts";
import { defineModal } from "../define.ts";
import { Undone } from "../interact.ts";
import { errors, replace } from "../reply.ts";
import { ticketSettingsText as text } from "../views/ticket-settings.text.ts";
import { ticketSettingsMessage } from "../views/ticket-settings.ts";
import { ticketRefusals } from "../views/tickets.text.ts";

interface Named {
  people: { department: Department; slackUserId: string | null }[];
}

/** Who hears when a team is late, department by department. */
export const ticketEscalationForm = defineModal<
  Pick<TicketSettings, "escalation">,
  Record<string, never>,
  Named,
  ReadonlyMap<string, string>
>({
  id: "ticket-escalation",
  may: "settings:write",
  memory: z.object({}) as z.ZodType<Record<string, never>>,
  build: ({ escalation }) => ({
    memory: {},
    title: text.peopleTitle(),
    submit: text.save(),
    close: text.cancel(),
    blocks: [
      section(text.peopleIntro()),
      ...departments.map((department) => {
        const named = escalation.find((one) => one.department === department)?.person;
        return input(
          department,
          text.department(department),
          {
            type: "users_select",
            action_id: "chosen",
            placeholder: plain(text.personPlaceholder()),
            ...(named && { initial_user: named.slackUserId }),
          },
          { optional: true },
        );
      }),
    ],
  }),
  read: (values) => ({
    people: departments.map((department) => ({ department, slackUserId: values.chosen(department) })),
  }),
  async gather(slack, { people }) {
    const names = new Map<string, string>();
    for (const { slackUserId } of people) {
      const profile = slackUserId ? await slack.profile(slackUserId) : null;
      if (profile) names.set(profile.slackUserId, profile.name);
    }
    return names;
  },
  async submit(ctx, { people }, _memory, names) {
    const found = await Promise.all(
      people.map(async ({ slackUserId }) => (slackUserId ? await findMember(ctx, { slackUserId }) : null)),
    );
    const faults = people.flatMap(({ department, slackUserId }, at) => {
      if (!slackUserId) return [];
      const access = found[at]?.access ?? null;
      if (access !== null && access.role !== "viewer") return [];
      const name = found[at]?.name ?? names.get(slackUserId);
      const fault = name ? ticketRefusals.assignee_without_access({ name }) : ticketRefusals.assignee_not_found();
      return [[department, fault] as const];
    });
    if (faults.length > 0) throw new Undone(errors(Object.fromEntries(faults)));
    for (const [at, { department }] of people.entries())
      await setEscalationPerson(ctx, { department, memberId: found[at]?.memberId ?? null });
    return replace(ticketSettingsMessage(await getTicketSettings(ctx), { saved: true }));
  },
});
