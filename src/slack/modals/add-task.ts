import { z } from "zod";
import { getContact } from "../../crm/customers/get-contact.ts";
import { addTask } from "../../crm/tasks/add-task.ts";
import { context, input, section } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { inline } from "../mrkdwn.ts";
import { readerOf } from "../reader.ts";
import { say } from "../reply.ts";
import { customerText as text } from "../views/customers.text.ts";
import { dueDay, picked } from "../views/dates.ts";

const block = { title: "title", day: "day" } as const;
const dueTime = "09:00";

/** What is to be done next for a customer. */
export const addTaskForm = defineModal({
  id: "add-task",
  may: "interactions:write",
  memory: z.object({ contactId: z.uuid() }),
  build({ contactId, name }: { contactId: string; name: string }) {
    return {
      memory: { contactId },
      title: text.taskTitle(),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        context(`*${inline(name)}*`),
        input(block.title, text.taskWhat(), {
          type: "plain_text_input",
          action_id: "value",
          max_length: 300,
          focus_on_load: true,
        }),
        input(block.day, text.taskDay(), { type: "datepicker", action_id: "value" }, { optional: true }),
      ],
    };
  },
  read(values, typist): { title: string; dueAt: Date | null } | InputErrors {
    const title = values.text(block.title);
    const day = values.text(block.day);
    if (!title) return { errors: { [block.title]: text.taskWhat() } };
    return { title, dueAt: day ? picked(day, dueTime, typist.zone) : null };
  },
  async submit(ctx, { title, dueAt }, { contactId }) {
    const contact = await getContact(ctx, contactId);
    const task = await addTask(ctx, { contactId: contact.id, title, dueAt, interactionId: null });
    const due = task.dueAt && dueDay(task.dueAt, readerOf(ctx));
    const said = text.taskAdded(inline(title), due);
    return say({ text: said, blocks: [section(`*${inline(contact.name)}*\n${said}`)] });
  },
  blame: { task_too_long: block.title },
});
