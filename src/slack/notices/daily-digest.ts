import { z } from "zod";
import { digestKind } from "../../crm/attention/digest.ts";
import { noteDigestPlace } from "../../crm/digest/find-digest.ts";
import { defineNotice, type NoticeRenderer } from "../define-notice.ts";
import { drawDigest } from "../draw-digest.ts";

/**
 * A person's digest: what is due, and what waited for it, each as it stands now. What has nothing to say any more is left out.
 * @param kinds every other notice, by kind
 */
export function dailyDigestNotice(kinds: () => ReadonlyMap<string, NoticeRenderer>): NoticeRenderer {
  return defineNotice({
    kind: digestKind,
    payload: z.object({ digestId: z.uuid() }),
    render: (ctx, { digestId }) => drawDigest(ctx, kinds(), digestId),
    posted: (ctx, { digestId }, place) => noteDigestPlace(ctx, digestId, place),
  });
}
