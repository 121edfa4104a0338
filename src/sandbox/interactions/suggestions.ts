import { z } from "zod";
import { faultLine, faultsOf } from "../blocks/block-faults.ts";
import { findElement } from "../blocks/stored-blocks.ts";
import { optionGroup, plainOption } from "../blocks/text-objects.ts";
import { type Core, reportProblem } from "../core.ts";
import { payloadChannelName } from "../model/channels.ts";
import { messageObject } from "../model/message-object.ts";
import { viewObject } from "../model/views.ts";
import type { SuggestData } from "../page-protocol.ts";
import type { Person } from "../workspace-state.ts";
import type { ActionPlace } from "./block-actions.ts";
import { payloadParts, type Refused, refused } from "./payload-parts.ts";

/** Slack asks the app from the third character on, unless the element says otherwise. */
const STANDARD_QUERY_LENGTH = 3;

export type SuggestOutcome = ({ ok: true } & SuggestData) | Refused;

const ackSchema = z
  .strictObject({
    options: z.array(plainOption).max(100).optional(),
    option_groups: z.array(optionGroup).max(100).optional(),
  })
  .refine(
    (answer) => (answer.options === undefined) !== (answer.option_groups === undefined),
    "must provide either options or option_groups",
  );

/** A person types in an external select: the app offers options. */
export async function suggestOptions(
  core: Core,
  person: Person,
  place: ActionPlace,
  asked: { blockId: string; actionId: string; value: string },
): Promise<SuggestOutcome> {
  const blocks = ("view" in place ? place.view.blocks : place.message.blocks) ?? [];
  const found = findElement(blocks, asked.blockId, asked.actionId);
  const type = found?.element["type"];
  if (!found || (type !== "external_select" && type !== "multi_external_select")) return refused("No results");
  const least = Number(found.element["min_query_length"] ?? STANDARD_QUERY_LENGTH);
  if (asked.value.length < least) return { ok: true, options: [] };
  const where =
    "view" in place
      ? { container: { type: "view", view_id: place.view.id }, view: viewObject(core, place.view) }
      : {
          container: {
            type: "message",
            message_ts: place.message.ts,
            channel_id: place.channel.id,
            is_ephemeral: place.message.onlyFor !== null,
          },
          channel: { id: place.channel.id, name: payloadChannelName(place.channel) },
          ...(place.message.onlyFor === null ? { message: messageObject(core, place.message) } : {}),
        };
  const ack = await core.delivery.send({
    kind: "interactive",
    acceptsResponse: true,
    payload: {
      type: "block_suggestion",
      ...payloadParts(core, person),
      ...where,
      block_id: asked.blockId,
      action_id: asked.actionId,
      value: asked.value,
    },
  });
  if (!ack.ok) return refused("Oops, something went wrong. Please try again later.");
  const parsed = ackSchema.safeParse(ack.body);
  if (!parsed.success) {
    reportProblem(
      core,
      "ack of block_suggestion",
      "invalid_options",
      faultsOf(parsed.error, [], ack.body).map(faultLine),
    );
    return refused("Oops, something went wrong. Please try again later.");
  }
  return { ok: true, ...(parsed.data as SuggestData) };
}
