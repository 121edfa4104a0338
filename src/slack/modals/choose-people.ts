import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { noteReviewed } from "../../crm/access/decide-review.ts";
import { grantAccess } from "../../crm/access/grant-access.ts";
import { listAccess } from "../../crm/access/list-access.ts";
import { type Department, departments, type Role, roles } from "../../crm/access/permission.ts";
import type { Context } from "../../db/context.ts";
import { input, option, plain, section } from "../blocks.ts";
import { defineModal } from "../define.ts";
import { type GatheredPeople, gatherPeople } from "../gather-people.ts";
import { readerOf, workspaceReaderOf } from "../reader.ts";
import { type Reply, replace, say } from "../reply.ts";
import { accessText } from "../views/access.text.ts";
import { accessListMessage, accessPageSize, grantedLines, grantedMessage, placeOf } from "../views/access.ts";
import { reviewMessage } from "../views/access-review.ts";

const blockIds = {
  people: "people",
  channel: "channel",
  role: "role",
  departments: "departments",
  until: "until",
  reason: "reason",
};

interface Prefilled {
  /** Slack's ids */
  people?: readonly string[];
  channelId?: string;
  role?: Role;
  departments?: readonly Department[];
  /** "2026-12-31" */
  lastDay?: string;
  reason?: string;
  /** the workspace's: by its clock access ends */
  zone: string;
  /** a line above: what is still missing */
  note?: string;
  /** what the answer takes the place of: the list or the review it was opened from, somebody's question, or nothing; then it is about `people` alone */
  instead?: "list" | "question" | "review" | "nothing";
}

interface Chosen {
  personIds: string[];
  channelIds: string[];
  role: Role;
  /** null: as they are */
  departments: Department[] | null;
  /** null: no end; missing: as it is */
  until?: string | null;
  reason?: string;
}

const memory = z.object({
  instead: z.enum(["list", "question", "review", "nothing"]).nullable(),
  /** Slack's ids of whom it is about, where that is not to be chosen */
  people: z.array(z.string()).nullable(),
  /** a department was ticked when the form opened, so that none now means none */
  hadDepartments: z.boolean(),
  /** likewise a last day and a reason */
  hadEnd: z.boolean().default(false),
  hadReason: z.string().nullable().default(null),
});

export const choosePeople = defineModal<Prefilled, z.infer<typeof memory>, Chosen, GatheredPeople>({
  id: "access.choose-people",
  may: "access:manage",
  memory,
  build: (prefilled) => ({
    memory: {
      instead: prefilled.instead ?? null,
      people: prefilled.instead ? [...(prefilled.people ?? [])] : null,
      hadDepartments: (prefilled.departments?.length ?? 0) > 0,
      hadEnd: prefilled.lastDay !== undefined,
      hadReason: prefilled.reason ?? null,
    },
    ...titles(prefilled),
    close: accessText.cancel(),
    blocks: buildBlocks(prefilled),
  }),
  read(values, _typist, { people, hadDepartments, hadEnd, hadReason }) {
    const personIds = people ?? values.many(blockIds.people);
    const channelId = values.chosen(blockIds.channel);
    if (personIds.length === 0 && channelId === null) {
      return { errors: { [blockIds.people]: accessText.nobodyChosen() } };
    }
    const chosen = departments.filter((department) => values.many(blockIds.departments).includes(department));
    const until = values.text(blockIds.until);
    const reason = values.text(blockIds.reason)?.trim();
    return {
      ...(until !== null ? { until } : hadEnd && { until: null }),
      ...(reason !== undefined && reason !== hadReason && { reason }),
      personIds,
      channelIds: channelId === null ? [] : [channelId],
      role: roles.find((role) => role === values.chosen(blockIds.role)) ?? "member",
      departments: chosen.length === 0 && !hadDepartments ? null : chosen,
    };
  },
  gather: (slack, chosen) => gatherPeople(slack, { ...chosen, phrases: [] }),
  async submit(ctx, { role, departments: chosen, until, reason }, { instead }, gathered): Promise<Reply> {
    if (gathered.refusal) throw gathered.refusal;
    const { people, throughChannel } = gathered;
    const granted = await grantAccess(ctx, {
      ...{ people, throughChannel, role, departments: chosen },
      ...(until !== undefined && { until }),
      ...(reason !== undefined && { reason }),
    });
    const house = workspaceReaderOf(ctx);
    if (instead === "list") return replace(await listAgain(ctx, grantedLines(granted, house, gathered)));
    if (instead === "review") {
      const review = await noteReviewed(
        ctx,
        [...granted.changed, ...granted.unchanged].map(({ memberId }) => memberId),
      );
      if (review) return replace(reviewMessage(review, readerOf(ctx), house, grantedLines(granted, house)));
    }
    const message = grantedMessage(granted, house, gathered);
    return instead === "question" ? replace(message) : say(message);
  },
  blame: {
    channel_unreadable: blockIds.channel,
    nobody_in_channel: blockIds.channel,
    last_steward: blockIds.role,
    last_lasting_steward: blockIds.until,
    end_passed: blockIds.until,
    unreadable_end: blockIds.until,
  },
});

/** Somebody who asked has no role yet; who is in the list has one, which changes. */
function titles({ instead, role }: Prefilled): { title: string; submit: string } {
  if (!instead) return { title: accessText.peopleTitle(), submit: accessText.giveSubmit() };
  if (role === undefined) return { title: accessText.giveTitle(), submit: accessText.giveSubmit() };
  return { title: accessText.changeTitle(), submit: accessText.save() };
}

function buildBlocks(prefilled: Prefilled): KnownBlock[] {
  const { role = "member", departments: held = [], note, lastDay, reason, zone } = prefilled;
  const roleOptions = roles.map((each) => option(accessText.roleName(each), each, accessText.roleHint(each)));
  const departmentOptions = departments.map((each) => option(accessText.departmentName(each), each));
  const ticked = departmentOptions.filter(({ value }) => held.some((department) => department === value));
  const initialRole = roleOptions[roles.indexOf(role)];
  return [
    ...(note ? [section(note)] : []),
    ...whoseAccess(prefilled),
    input(blockIds.role, accessText.role(), {
      type: "static_select",
      action_id: "chosen",
      options: roleOptions,
      ...(initialRole && { initial_option: initialRole }),
    }),
    input(
      blockIds.departments,
      accessText.departments(),
      {
        type: "checkboxes",
        action_id: "chosen",
        options: departmentOptions,
        ...(ticked.length > 0 && { initial_options: ticked }),
      },
      { optional: true, hint: accessText.departmentsHint() },
    ),
    input(
      blockIds.until,
      accessText.until(),
      { type: "datepicker", action_id: "chosen", ...(lastDay && { initial_date: lastDay }) },
      { optional: true, hint: accessText.untilHint(placeOf(zone)) },
    ),
    input(
      blockIds.reason,
      accessText.reason(),
      { type: "plain_text_input", action_id: "chosen", max_length: 300, ...(reason && { initial_value: reason }) },
      { optional: true, hint: accessText.reasonHint() },
    ),
  ];
}

function whoseAccess({ people = [], channelId, instead }: Prefilled): KnownBlock[] {
  if (instead) return [section(accessText.accessOf(people))];
  return [
    input(
      blockIds.people,
      accessText.people(),
      {
        type: "multi_users_select",
        action_id: "chosen",
        placeholder: plain(accessText.peoplePlaceholder()),
        ...(people.length > 0 && { initial_users: [...people] }),
      },
      { optional: true },
    ),
    input(
      blockIds.channel,
      accessText.channel(),
      {
        type: "conversations_select",
        action_id: "chosen",
        placeholder: plain(accessText.channelPlaceholder()),
        filter: { include: ["public", "private"] },
        ...(channelId && { initial_conversation: channelId }),
      },
      { optional: true, hint: accessText.channelHint() },
    ),
  ];
}

async function listAgain(ctx: Context, lead: string[]) {
  const page = await listAccess(ctx, { offset: 0, limit: accessPageSize });
  return accessListMessage(page, "", readerOf(ctx), workspaceReaderOf(ctx), lead);
}
