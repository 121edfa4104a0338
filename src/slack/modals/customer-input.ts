import type { InputBlock } from "@slack/types";
import { input, option, plain } from "../blocks.ts";
import { shorten } from "../mrkdwn.ts";
import { asName } from "../views/as-name.ts";
import { customerSelect } from "../views/customers.actions.ts";
import { interactionText as text } from "../views/interactions.text.ts";

/** Of a name that is typed. */
export const longestName = 200;

interface CustomerInput {
  label?: string;
  /** chosen already */
  contact?: { id: string; label: string } | null;
  optional?: boolean;
  focused?: boolean;
}

/** Chooses one of the customers, found while one types. */
export function customerInput(
  blockId: string,
  { label = text.customer(), contact = null, optional = false, focused = false }: CustomerInput = {},
): InputBlock {
  return input(
    blockId,
    label,
    {
      type: "external_select",
      action_id: customerSelect,
      min_query_length: 0,
      focus_on_load: focused,
      placeholder: plain(text.customerHint(), 150),
      ...(contact && { initial_option: option(contact.label, contact.id) }),
    },
    { optional },
  );
}

/** Beside it: the name of somebody who is not among them. */
export function newCustomerInput(blockId: string, name = ""): InputBlock {
  return input(
    blockId,
    text.newCustomer(),
    {
      type: "plain_text_input",
      action_id: "value",
      max_length: longestName,
      ...(name !== "" && { initial_value: shorten(asName(name), longestName) }),
    },
    { optional: true, hint: text.newCustomerHint() },
  );
}
