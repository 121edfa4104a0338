import type { KnownBlock } from "@slack/types";
import { encodeValue } from "../action-ref.ts";
import { actions, button } from "../blocks.ts";
import { kitActions } from "./access.actions.ts";

/** Slack's limit of a button's value; docs.slack.dev: button */
const longestValue = 2000;

/** A button that runs a command again as it was typed, unless it was no command or is too long for a button to carry. */
export function retryButton(label: string, typed: string | null): KnownBlock[] {
  if (!typed?.startsWith("/") || encodeValue(kitActions.retry, { typed }).length > longestValue) return [];
  return [actions(button(label, kitActions.retry, { typed }))];
}
