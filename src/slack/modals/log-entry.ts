import { z } from "zod";
import { createContact } from "../../crm/customers/create-contact.ts";
import { dropDraft, getDraft } from "../../crm/interactions/draft.ts";
import { type EntryFields, mostTasks, type PlannedTask } from "../../crm/interactions/interaction.ts";
import { logInteraction } from "../../crm/interactions/log-interaction.ts";
import { getReceipt } from "../../crm/interactions/receipt.ts";
import { input } from "../blocks.ts";
import { defineModal, type InputErrors, isInputErrors, type Typist, type ViewValues } from "../define.ts";
import { shorten } from "../mrkdwn.ts";
import { readerOf } from "../reader.ts";
import { type BuiltModal, replace } from "../reply.ts";
import { asName } from "../views/as-name.ts";
import { customerText } from "../views/customers.text.ts";
import { picked, pickerDay, type Reader } from "../views/dates.ts";
import { interactionText as text } from "../views/interactions.text.ts";
import { receiptMessage } from "../views/interactions.ts";
import { customerInput, longestName, newCustomerInput } from "./customer-input.ts";
import { entryBlock, kindInputs, momentInputs, noteInput, readEntryInputs } from "./entry-inputs.ts";

const block = {
  customer: "customer",
  newName: "new-name",
  newCompany: "new-company",
  newEmail: "new-email",
  newPhone: "new-phone",
  next: "next",
  nextDay: "next-day",
} as const;

/** Of a next step. */
const longestTitle = 300;
/** A next step without a time is due when the working day begins. */
const dueTime = "09:00";

export interface LogForm {
  /** chosen already */
  contact: { id: string; label: string } | null;
  /** for somebody new: what was typed of them */
  newContact: { name: string; email: string | null; phone: string | null } | null;
  fields: Partial<EntryFields>;
  draftId: string | null;
  link: string | null;
  openedAt: Date;
  reader: Reader;
}

interface LogFormInput {
  contactId: string | null;
  newContact: { name: string; companyName: string | null; emails: string[]; phones: string[] } | null;
  fields: EntryFields;
}

/** Inputs of the first next step keep their plain names; those behind it are numbered. */
const numbered = (id: string, index: number) => (index === 0 ? id : `${id}-${index + 1}`);

const memory = z.object({
  /** next steps that the form has room for */
  steps: z.number().int().min(1).max(mostTasks).default(1),
  draftId: z.uuid().nullable(),
  link: z.url().nullable(),
  openedAt: z.coerce.date(),
  /** in this form somebody new is written down, with their addresses */
  forNew: z.boolean(),
});

/** The form of an entry: for a customer chosen by typing, or for somebody new. */
export const logForm = defineModal({
  id: "log-entry",
  may: "interactions:write",
  memory,
  build(form: LogForm) {
    const { contact, newContact, fields, reader } = form;
    return {
      memory: {
        draftId: form.draftId,
        link: form.link,
        openedAt: form.openedAt.toISOString(),
        steps: Math.min(mostTasks, Math.max(1, fields.tasks?.length ?? 0)),
        forNew: newContact !== null,
      },
      title: text.formTitle(),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        ...(newContact === null ? chooseCustomer(contact) : writeCustomer(newContact)),
        ...kindInputs(fields),
        noteInput(fields),
        ...nextInputs(fields.tasks ?? [], reader),
        ...momentInputs(fields, reader),
      ],
    };
  },
  read: readForm,
  async submit(ctx, { contactId, newContact, fields }, { draftId, link, openedAt }) {
    // The draft's row is locked first: of two forms about the same words only one can be sent.
    if (draftId) await getDraft(ctx, draftId);
    const contact = newContact ? await createContact(ctx, { ...newContact, source: "entry" }) : null;
    const logged = await logInteraction(ctx, {
      ...fields,
      contactId: contact?.id ?? contactId ?? "",
      link,
      entryMs: Math.max(0, ctx.now.getTime() - openedAt.getTime()),
      evenIfRepeated: draftId !== null,
    });
    if (draftId) await dropDraft(ctx, draftId);
    return replace(receiptMessage(await getReceipt(ctx, logged.id), readerOf(ctx)));
  },
  blame: {
    bad_email: block.newEmail,
    bad_phone: block.newPhone,
    contact_exists: block.newName,
    name_missing: block.newName,
    name_too_long: block.newName,
    contact_not_found: block.customer,
    note_too_long: entryBlock.note,
    already_logged: entryBlock.note,
    bad_amount: entryBlock.amount,
    task_too_long: block.next,
    date_in_future: entryBlock.day,
  },
});

/** What happens next and by when: one pair of inputs, or one for each step that was typed. */
function nextInputs(tasks: readonly PlannedTask[], reader: Reader) {
  const steps: readonly (PlannedTask | null)[] = tasks.length > 0 ? tasks : [null];
  return steps.slice(0, mostTasks).flatMap((task, index) => [
    input(
      numbered(block.next, index),
      text.next(),
      {
        type: "plain_text_input",
        action_id: "value",
        max_length: longestTitle,
        ...(task?.title && { initial_value: shorten(task.title, longestTitle) }),
      },
      { optional: true },
    ),
    input(
      numbered(block.nextDay, index),
      text.nextDay(),
      {
        type: "datepicker",
        action_id: "value",
        ...(task?.dueAt && { initial_date: pickerDay(task.dueAt, reader) }),
      },
      { optional: true },
    ),
  ]);
}

function chooseCustomer(contact: LogForm["contact"]) {
  const isOpen = contact === null;
  return [
    customerInput(block.customer, { contact, optional: isOpen, focused: isOpen }),
    ...(isOpen ? [newCustomerInput(block.newName)] : []),
  ];
}

function writeCustomer({ name, email, phone }: NonNullable<LogForm["newContact"]>) {
  return [
    input(block.newName, customerText.name(), {
      type: "plain_text_input",
      action_id: "value",
      max_length: longestName,
      ...(name && { initial_value: shorten(asName(name), longestName) }),
    }),
    input(
      block.newCompany,
      text.company(),
      { type: "plain_text_input", action_id: "value", max_length: longestName },
      { optional: true },
    ),
    input(
      block.newEmail,
      text.email(),
      // Slack's own e-mail input refuses addresses that are good; ours says what is wrong.
      { type: "plain_text_input", action_id: "value", ...(email && { initial_value: email }) },
      { optional: true },
    ),
    input(
      block.newPhone,
      text.phone(),
      { type: "plain_text_input", action_id: "value", ...(phone && { initial_value: phone }) },
      { optional: true },
    ),
  ];
}

function readForm(
  values: ViewValues,
  typist: Typist,
  { forNew, steps }: z.infer<typeof memory>,
): LogFormInput | InputErrors {
  const name = values.text(block.newName);
  const contactId = forNew ? null : values.chosen(block.customer);
  if (!contactId && !name) return { errors: { [forNew ? block.newName : block.customer]: text.whoIsMissing() } };
  if (contactId && name) return { errors: { [block.newName]: text.bothChosen() } };

  const entry = readEntryInputs(values, typist);
  if (isInputErrors(entry)) return entry;
  const tasks = Array.from({ length: steps }, (_, index) => ({
    title: values.text(numbered(block.next, index)),
    day: values.text(numbered(block.nextDay, index)),
  })).flatMap(({ title, day }): PlannedTask[] =>
    title ? [{ title, dueAt: day ? picked(day, dueTime, typist.zone) : null }] : [],
  );
  return {
    contactId,
    newContact: name
      ? {
          name,
          companyName: values.text(block.newCompany),
          emails: present(values.text(block.newEmail)),
          phones: present(values.text(block.newPhone)),
        }
      : null,
    // Left empty, it is what the note says.
    fields: { ...entry, tasks, amount: entry.amount ?? undefined },
  };
}

/** The same form after another kind was chosen, with what has been filled in so far. */
export function rebuildLogForm(
  values: ViewValues,
  { draftId, link, openedAt, forNew, steps }: z.infer<typeof memory>,
  { type, reader }: { type: EntryFields["type"]; reader: Reader },
): BuiltModal {
  const id = values.chosen(block.customer);
  const label = values.chosenLabel(block.customer);
  const tasks = Array.from({ length: steps }, (): PlannedTask => ({ title: "", dueAt: null }));
  return logForm.build({
    contact: values.has(block.newName) || id === null ? null : { id, label: label ?? "" },
    newContact: forNew
      ? {
          name: values.text(block.newName) ?? "",
          email: values.text(block.newEmail),
          phone: values.text(block.newPhone),
        }
      : null,
    fields: { type, tasks },
    ...{ draftId, link, openedAt, reader },
  });
}

const present = (value: string | null) => (value === null ? [] : [value]);
