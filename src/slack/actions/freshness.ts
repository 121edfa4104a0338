import { askOwner } from "../../crm/freshness/ask-owner.ts";
import { confirmValue } from "../../crm/freshness/confirm-value.ts";
import { handOutTasks } from "../../crm/freshness/hand-out-tasks.ts";
import { getFreshnessSettings } from "../../crm/freshness/limits.ts";
import { requestFiguresFile } from "../../crm/freshness/request-figures-file.ts";
import { cardOf } from "../card-of.ts";
import { defineAction } from "../define.ts";
import { isStaleKind, ownStalePage, stalePage } from "../freshness-lists.ts";
import { openCustomerForm } from "../modals/customer-form.ts";
import { freshnessForm } from "../modals/freshness-limits.ts";
import { inline } from "../mrkdwn.ts";
import { readPlace } from "../read-place.ts";
import { open, replace, say } from "../reply.ts";
import { firstName } from "../views/first-name.ts";
import { freshnessActions } from "../views/freshness.actions.ts";
import { freshnessText as text } from "../views/freshness.text.ts";
import { tasksMadeMessage, taskTitle } from "../views/freshness.ts";
import { sentenceMessage } from "../views/sentence-message.ts";

export const openStale = defineAction({
  ref: freshnessActions.open,
  may: "reports:read",
  timeoutMs: 20_000,
  run: async (ctx, { kind }) => say(await stalePage(ctx, isStaleKind(kind) ? kind : "any", 0)),
});

export const pageStale = defineAction({
  ref: freshnessActions.list,
  may: "reports:read",
  timeoutMs: 20_000,
  run: async (ctx, { kind, from }) => replace(await stalePage(ctx, isStaleKind(kind) ? kind : "any", readPlace(from))),
});

export const filterStale = defineAction({
  ref: freshnessActions.filter,
  may: "reports:read",
  timeoutMs: 20_000,
  run: async (ctx, _value, { chosen }) =>
    replace(await stalePage(ctx, chosen !== null && isStaleKind(chosen) ? chosen : "any", 0)),
});

/** The card beneath: the list stays, to be gone on with. */
export const showStaleCard = defineAction({
  ref: freshnessActions.card,
  may: "customers:read",
  run: async (ctx, { contactId }) => say(await cardOf(ctx, contactId)),
});

export const askOwnerAction = defineAction({
  ref: freshnessActions.askOwner,
  may: "reports:read",
  async run(ctx, { contactId }) {
    const { name } = await askOwner(ctx, { contactId });
    return say(sentenceMessage(text.asked(inline(firstName(name)))));
  },
});

export const handOutAction = defineAction({
  ref: freshnessActions.handOut,
  may: "reports:read",
  async run(ctx, { day }) {
    const { owners } = await handOutTasks(ctx, { day, title: taskTitle });
    return say(tasksMadeMessage(owners));
  },
});

export const figuresFileAction = defineAction({
  ref: freshnessActions.file,
  may: "reports:read",
  async run(ctx, { day }) {
    await requestFiguresFile(ctx, { day });
    return say(sentenceMessage(text.fileBegun()));
  },
});

export const changeLimits = defineAction({
  ref: freshnessActions.settings,
  may: "settings:write",
  run: async (ctx, _value, { where }) =>
    open(
      freshnessForm.build({
        settings: await getFreshnessSettings(ctx),
        place: where.place === "home" ? "home" : "elsewhere",
      }),
    ),
});

export const showOwnStale = defineAction({
  ref: freshnessActions.own,
  may: "customers:read",
  run: async (ctx) => say(await ownStalePage(ctx, 0)),
});

export const pageOwnStale = defineAction({
  ref: freshnessActions.ownPage,
  may: "customers:read",
  run: async (ctx, { from }) => replace(await ownStalePage(ctx, readPlace(from))),
});

export const confirmInList = defineAction({
  ref: freshnessActions.right,
  may: "customers:write",
  async run(ctx, { valueId, from }) {
    await confirmValue(ctx, { valueId, how: "list" });
    return replace(await ownStalePage(ctx, readPlace(from)));
  },
});

export const changeInList = defineAction({
  ref: freshnessActions.change,
  may: "customers:write",
  run: async (ctx, { contactId, field }) => open(await openCustomerForm(ctx, { contactId, field })),
});
