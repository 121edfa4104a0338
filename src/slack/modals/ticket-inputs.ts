import type { InputBlock } from "@slack/types";
import { priorities } from "../../crm/tickets/ticket.ts";
import { input, option } from "../blocks.ts";
import { shorten } from "../mrkdwn.ts";
import { ticketDeskText as text } from "../views/ticket-desk.text.ts";

/** Slack's limit of a text input. */
const longestInput = 3000;

/** What the forms of a new ticket ask alike: how urgent it is … */
export function priorityInput(blockId: string): InputBlock {
  return input(blockId, text.priority(), {
    type: "static_select",
    action_id: "value",
    options: priorities.map((priority) => option(text.priorityNames[priority], priority)),
    initial_option: option(text.priorityNames.P3, "P3"),
  });
}

/** … and everything that there is to say of it. */
export function ticketTextInput(blockId: string, label: string, said: string): InputBlock {
  return input(
    blockId,
    label,
    {
      type: "plain_text_input",
      action_id: "value",
      multiline: true,
      max_length: longestInput,
      ...(said !== "" && { initial_value: shorten(said, longestInput) }),
    },
    { optional: true },
  );
}
