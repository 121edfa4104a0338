import type { InputBlock } from "@slack/types";
import { longestReason } from "../../crm/privacy/read-reason.ts";
import { input, plain, section } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { customerSelect } from "./customers.actions.ts";
import { privacyText as text } from "./privacy.text.ts";

export function customerInput(blockId: string): InputBlock {
  return input(blockId, text.customer(), {
    type: "external_select",
    action_id: customerSelect,
    min_query_length: 0,
    focus_on_load: true,
    placeholder: plain(text.customerHint(), 150),
  });
}

export function reasonInput(blockId: string): InputBlock {
  return input(
    blockId,
    text.reason(),
    { type: "plain_text_input", action_id: "value", max_length: longestReason },
    { hint: text.reasonHint() },
  );
}

/** To the other stewards: what was exported, by whom and why. */
export function exportedMessage(told: {
  by: string | null;
  scope: "person" | "customers";
  name: string | null;
  rows: number | null;
  reason: string;
}): Message {
  const who = told.by === null ? text.commandLine() : `<@${told.by}>`;
  const first = told.scope === "person" ? text.exportedPerson(who, told.name) : text.exportedAll(who, told.rows);
  const lines = [first, ...(told.reason === "" ? [] : [text.because(told.reason)])].join("\n");
  return { text: lines, blocks: [section(lines)] };
}
