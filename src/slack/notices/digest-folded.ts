import { z } from "zod";
import { findDigest } from "../../crm/digest/find-digest.ts";
import { foldedKind, sumOfDigest } from "../../crm/digest/fold-digest.ts";
import { defineNotice } from "../define-notice.ts";
import { foldedMessage } from "../views/digest-fold.ts";

/**
 * An earlier digest in one line, where it stands: nobody is notified of an edit. Where it was deleted, or is too old for Slack to
 * change, there is nothing to do.
 */
export const digestFolded = defineNotice({
  kind: foldedKind,
  payload: z.object({ digestId: z.uuid() }),
  onlyInPlace: true,
  inPlaceOf: async (ctx, { digestId }) => (await findDigest(ctx, digestId))?.place ?? null,
  async render(ctx, { digestId }) {
    const digest = await findDigest(ctx, digestId);
    return digest && foldedMessage(sumOfDigest(digest), digest.day, { zone: digest.zone, now: ctx.now });
  },
});
