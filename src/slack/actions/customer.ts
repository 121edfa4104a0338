import { may } from "../../crm/access/permission.ts";
import { getContactDetails } from "../../crm/customers/get-contact-details.ts";
import { findLastMerge } from "../../crm/customers/merge/find-merge.ts";
import { getCustomerCard } from "../../crm/interactions/customer-card.ts";
import { listTimeline } from "../../crm/interactions/list-entries.ts";
import { foundPage } from "../answer-search.ts";
import { cardOf } from "../card-of.ts";
import { defineAction } from "../define.ts";
import { inPlace } from "../in-place.ts";
import { chooseCustomerForm } from "../modals/choose-customer.ts";
import { customerForm } from "../modals/customer-form.ts";
import { readPlace } from "../read-place.ts";
import { readerOf } from "../reader.ts";
import { open } from "../reply.ts";
import { customerActions } from "../views/customers.actions.ts";
import { earlierMessage, sharedCardMessage, timelineMessage } from "../views/customers.ts";
import { gatherAudience, shareWith } from "./share.ts";
import { openTaskForm } from "./tasks.ts";

const entriesOnPage = 10;

export const showCard = defineAction({
  ref: customerActions.card,
  may: "customers:read",
  async run(ctx, { contactId }, click) {
    return inPlace(await cardOf(ctx, contactId), click);
  },
});

export const showTimeline = defineAction({
  ref: customerActions.timeline,
  may: "customers:read",
  async run(ctx, { contactId, after }, click) {
    const details = await getContactDetails(ctx, contactId);
    const which = { contactId: details.contactId, after: after === "" ? null : after };
    const page = await listTimeline(ctx, { ...which, limit: entriesOnPage });
    const isFirst = after === "";
    const merge = isFirst && may(ctx.member, "customers:write") ? await findLastMerge(ctx, details.contactId) : null;
    return inPlace(timelineMessage({ details, page, isFirst, merge }, readerOf(ctx)), click);
  },
});

export const showEarlier = defineAction({
  ref: customerActions.earlier,
  may: "customers:read",
  async run(ctx, { contactId, from }, click) {
    return inPlace(earlierMessage(await getContactDetails(ctx, contactId), readPlace(from), readerOf(ctx)), click);
  },
});

export const showFound = defineAction({
  ref: customerActions.found,
  may: "customers:read",
  async run(ctx, { typed, from }, click) {
    return inPlace(await foundPage(ctx, typed, readPlace(from)), click);
  },
});

export const editCustomer = defineAction({
  ref: customerActions.edit,
  may: "customers:write",
  async run(ctx, { contactId }) {
    return open(customerForm.build({ details: await getContactDetails(ctx, contactId) }));
  },
});

export const createCustomer = defineAction({
  ref: customerActions.create,
  may: "customers:write",
  run: async () => open(customerForm.build({ details: null })),
});

export const findCustomer = defineAction({
  ref: customerActions.find,
  may: "customers:read",
  run: async () => open(chooseCustomerForm.build({ purpose: "card" })),
});

export const planTask = defineAction({
  ref: customerActions.addTask,
  may: "interactions:write",
  async run(ctx, { contactId }) {
    return openTaskForm(ctx, { contactId });
  },
});

export const shareCustomer = defineAction({
  ref: customerActions.share,
  may: "customers:read",
  gather: (slack, _value, click) => gatherAudience(slack, click),
  async run(ctx, { contactId }, _click, audience) {
    const card = await getCustomerCard(ctx, contactId);
    return shareWith(audience, () => sharedCardMessage(card, readerOf(ctx), ctx.member));
  },
});
