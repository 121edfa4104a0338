import type { BlockSuggestion, SlackOptionsMiddlewareArgs } from "@slack/bolt";
import type { Option } from "@slack/types";
import { interact } from "../interact.ts";
import type { Kit } from "../kit.ts";
import { readCarried } from "../modal-view.ts";
import { nothing } from "../reply.ts";

/** Typeahead: what to offer for what has been typed so far. Whoever may not see it is offered nothing. */
export function onSuggestion(kit: Kit) {
  return ({ body, ack }: SlackOptionsMiddlewareArgs): Promise<void> =>
    kit.inFlight.track(
      (async () => {
        const { action_id, value, user, view } = body as BlockSuggestion;
        const suggestion = kit.registry.suggestions.get(action_id);
        let offered: Option[] = [];
        if (suggestion) {
          await interact(
            kit.adapter,
            {
              teamId: kit.bot.teamId,
              slackUserId: user.id,
              key: null,
              surface: "slack-action",
              now: kit.clock(),
              typed: null,
              name: action_id,
            },
            {
              may: suggestion.may,
              async run(ctx) {
                offered = await suggestion.run(ctx, value, view ? readCarried(view.private_metadata)?.memory : null);
                return nothing();
              },
              responseUrl: null,
            },
          );
        }
        await ack({ options: offered } as never);
      })(),
    );
}
