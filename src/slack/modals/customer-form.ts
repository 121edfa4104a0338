import { z } from "zod";
import { changeContact, refuseMerged } from "../../crm/customers/change-contact.ts";
import { isStage, longest, type PointKind, type Stage, stages } from "../../crm/customers/contact.ts";
import { createContact } from "../../crm/customers/create-contact.ts";
import { type ContactDetails, getContactDetails } from "../../crm/customers/get-contact-details.ts";
import { normaliseEmail } from "../../crm/customers/normalise-email.ts";
import { type EmailRemark, remarkOnEmail } from "../../crm/customers/remark-on-email.ts";
import { majorAmount } from "../../crm/exports/major-amount.ts";
import { isPerishable, type PerishableField } from "../../crm/freshness/perishable.ts";
import { readAmount } from "../../crm/quotes/read-amount.ts";
import { Refusal } from "../../crm/refusal.ts";
import type { Context } from "../../db/context.ts";
import { context, input, option, section } from "../blocks.ts";
import { cardOf } from "../card-of.ts";
import { defineModal } from "../define.ts";
import { inline } from "../mrkdwn.ts";
import { type BuiltModal, replace, update } from "../reply.ts";
import { stageNames, customerText as text } from "../views/customers.text.ts";

const block = {
  name: "name",
  company: "company",
  jobTitle: "job-title",
  jobFunction: "job-function",
  email: "email",
  phone: "phone",
  address: "address",
  website: "website",
  stage: "stage",
  value: "value",
} as const;

/** Where the form is opened at what is to be changed. */
const blockOf: Record<PerishableField, string> = {
  ...{ email: block.email, phone: block.phone, address: block.address, website: block.website },
  ...{ organisation: block.company, job_title: block.jobTitle, job_function: block.jobFunction, value: block.value },
};

/** Slack's limit of a text input: all addresses of one kind, one a line. */
const longestList = 3000;

interface CustomerInput {
  name: string;
  companyName: string | null;
  jobTitle: string | null;
  /** of these two undefined: the form does not ask */
  jobFunction: string | null | undefined;
  /** as typed: "240 jt" */
  value: string | null | undefined;
  emails: string[];
  phones: string[];
  addresses: string[];
  websites: string[];
  stage: Stage;
}

/** A customer's form: empty for a new one, filled for one that changed. */
export const customerForm = defineModal({
  id: "customer",
  may: "customers:write",
  memory: z.object({
    contactId: z.uuid().nullable(),
    /** whether the doubts about its e-mail addresses have been told: saving again means to keep them */
    asked: z.boolean().default(false),
  }),
  build({
    details,
    typed,
    doubts = [],
    focus,
  }: {
    details: ContactDetails | null;
    typed?: CustomerInput;
    doubts?: EmailRemark[];
    /** what is to be changed */
    focus?: PerishableField;
  }) {
    const focused = (id: string) => focus !== undefined && blockOf[focus] === id && { focus_on_load: true };
    const lists = { email: typed?.emails, phone: typed?.phones, address: typed?.addresses, website: typed?.websites };
    const current = (kind: PointKind) =>
      (lists[kind] ?? details?.points[kind].map((point) => point.typed))?.join("\n") || null;
    const stage = typed?.stage ?? details?.stage ?? "lead";
    const line = (
      id: string,
      label: string,
      value: string | null,
      { longest: most, optional }: { longest: number; optional: boolean },
    ) =>
      input(
        id,
        label,
        {
          ...{ type: "plain_text_input", action_id: "value", max_length: most },
          ...(value && { initial_value: value }),
          ...focused(id),
        },
        { optional },
      );
    const lines = (id: string, label: string, value: string | null) =>
      input(
        id,
        label,
        {
          type: "plain_text_input",
          action_id: "value",
          max_length: longestList,
          ...(value && { initial_value: value, multiline: value.includes("\n") }),
          ...focused(id),
        },
        { optional: true, ...(value?.includes("\n") && { hint: text.oneALine() }) },
      );
    return {
      memory: { contactId: details?.contactId ?? null, asked: doubts.length > 0 },
      title: details ? text.editTitle() : text.addTitle(),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        ...doubts.slice(0, mostDoubts).map((doubt) => section(sayDoubt(doubt))),
        line(block.name, text.name(), typed?.name ?? details?.name ?? null, { longest: 200, optional: false }),
        line(block.company, text.company(), (typed ? typed.companyName : details?.company?.name) ?? null, {
          longest: 200,
          optional: true,
        }),
        line(block.jobTitle, text.jobTitle(), (typed ? typed.jobTitle : details?.jobTitle?.value) ?? null, {
          longest: 200,
          optional: true,
        }),
        ...(details
          ? [
              line(
                block.jobFunction,
                text.jobFunction(),
                (typed ? typed.jobFunction : details.jobFunction?.value) ?? null,
                { longest: longest.jobFunction, optional: true },
              ),
            ]
          : []),
        lines(block.email, text.email(), current("email")),
        lines(block.phone, text.phone(), current("phone")),
        lines(block.address, text.address(), current("address")),
        lines(block.website, text.website(), current("website")),
        input(block.stage, text.stage(), {
          type: "static_select",
          action_id: "value",
          options: stages.map((each) => option(stageNames[each], each)),
          initial_option: option(stageNames[stage], stage),
        }),
        ...(details
          ? [
              line(block.value, text.value(), (typed ? typed.value : typedValue(details)) ?? null, {
                longest: 60,
                optional: true,
              }),
            ]
          : []),
        ...(details ? [context(text.keptBefore())] : []),
      ],
    };
  },
  read(values): CustomerInput {
    const stage = values.chosen(block.stage) ?? "";
    return {
      name: values.text(block.name) ?? "",
      companyName: values.text(block.company),
      jobTitle: values.text(block.jobTitle),
      jobFunction: values.has(block.jobFunction) ? values.text(block.jobFunction) : undefined,
      value: values.has(block.value) ? values.text(block.value) : undefined,
      emails: listed(values.text(block.email)),
      phones: listed(values.text(block.phone)),
      addresses: listed(values.text(block.address)),
      websites: listed(values.text(block.website)),
      stage: isStage(stage) ? stage : "lead",
    };
  },
  async submit(ctx, { value, jobFunction, ...typed }, { contactId, asked }) {
    const customer: CustomerInput = { ...typed, value, jobFunction };
    if (contactId) await refuseMerged(ctx, contactId);
    const details = contactId && !asked ? await getContactDetails(ctx, contactId) : null;
    const doubts = asked ? [] : findDoubts(customer.emails, details);
    if (doubts.length > 0) return update(askAgain({ details, typed: customer, doubts }));
    const contact = contactId
      ? await changeContact(ctx, {
          contactId,
          ...typed,
          ...(jobFunction !== undefined && { jobFunction }),
          ...(value !== undefined && readTypedValue(value, ctx.workspace.currency)),
        })
      : await createContact(ctx, { ...typed, source: "entry" });
    return replace(await cardOf(ctx, contact.id));
  },
  blame: {
    name_missing: block.name,
    name_too_long: block.name,
    contact_exists: block.name,
    bad_email: block.email,
    bad_phone: block.phone,
    bad_address: block.address,
    bad_website: block.website,
    bad_stage: block.stage,
    bad_value: block.value,
    bad_currency: block.value,
  },
});

/** The form of a customer who is known, begun at what is to be changed. @param field where it begins; anything else: at the name */
export async function openCustomerForm(
  ctx: Context,
  { contactId, field }: { contactId: string; field: string },
): Promise<BuiltModal> {
  const details = await getContactDetails(ctx, contactId);
  return customerForm.build({ details, ...(isPerishable(field) && { focus: field }) });
}

/** A value as it can be typed again without losing anything: "240000000 IDR". */
function typedValue({ value }: ContactDetails): string | null {
  return value && `${majorAmount(String(value.minor), value.currency)} ${value.currency}`;
}

/** @throws Refusal bad_value */
function readTypedValue(
  typed: string | null,
  own: string,
): { valueMinor: number; currency: string } | { valueMinor: null } {
  if (typed === null) return { valueMinor: null };
  // Worth nothing is worth knowing, while an amount that is asked of somebody is never none.
  const nothing = /^0(?:[.,]0+)?(?:\s+([A-Z]{3}))?$/u.exec(typed.trim());
  const amount = nothing ? { minor: 0, currency: nothing[1] ?? own } : readAmount(typed, own);
  if (!amount) throw new Refusal("bad_value", { typed });
  return { valueMinor: amount.minor, currency: amount.currency };
}

/** The form with what was typed still in it, and what is doubted above it. */
function askAgain(form: { details: ContactDetails | null; typed: CustomerInput; doubts: EmailRemark[] }): BuiltModal {
  return customerForm.build(form);
}

/** More than one has are a list that was pasted; each is in the form all the same. */
const mostDoubts = 5;

/** What is doubted of addresses that were not there before. */
function findDoubts(emails: readonly string[], details: ContactDetails | null): EmailRemark[] {
  const before = new Set(details?.points.email.map(({ typed }) => typed));
  return emails.flatMap((typed) => {
    const email = before.has(typed) ? null : normaliseEmail(typed);
    const doubt = email?.ok ? remarkOnEmail(email.normal) : null;
    return doubt ? [doubt] : [];
  });
}

function sayDoubt(doubt: EmailRemark): string {
  const typed = inline(doubt.typed);
  return doubt.kind === "likely_typo" ? text.didYouMean(typed, inline(doubt.suggestion)) : text.disposable(typed);
}

/** One a line. */
const listed = (value: string | null) =>
  (value ?? "")
    .split("\n")
    .map((each) => each.trim())
    .filter((each) => each !== "");
