import { z } from "zod";
import { digestKind } from "../../crm/attention/digest.ts";
import { noteDigestPlace } from "../../crm/digest/find-digest.ts";
import { foldEarlierDigests } from "../../crm/digest/fold-digest.ts";
import { defineNotice, type NoticeRenderer } from "../define-notice.ts";
import { drawDigest } from "../draw-digest.ts";

/**
 * A person's digest: what is due, and what waited for it, each as it stands now. What has nothing to say any more is left out. Once it stands, those of earlier days fold up.
 * @param kinds every other notice, by kind
 */
export function dailyDigestNotice(kinds: () => ReadonlyMap<string, NoticeRenderer>): NoticeRenderer {
  return defineNotice({
    kind: digestKind,
    payload: z.object({ digestId: z.uuid() }),
    render: async (ctx, { digestId }) => (await drawDigest(ctx, kinds(), digestId))?.message ?? null,
    async posted(ctx, { digestId }, place) {
      await noteDigestPlace(ctx, digestId, place);
      await foldEarlierDigests(ctx, digestId);
    },
  });
}
