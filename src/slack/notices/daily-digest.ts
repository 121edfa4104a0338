import { z } from "zod";
import { digestKind } from "../../crm/attention/digest.ts";
import { readTaken } from "../../crm/attention/held.ts";
import { defineNotice, type NoticeRenderer } from "../define-notice.ts";
import type { Message } from "../reply.ts";
import { heldMessage } from "../views/attention.ts";

/**
 * A person's digest: what waited for it, each as its own notice says it now. What has nothing to say any more is left out.
 * @param kinds every other notice, by kind
 */
export function dailyDigestNotice(kinds: () => ReadonlyMap<string, NoticeRenderer>): NoticeRenderer {
  return defineNotice({
    kind: digestKind,
    payload: z.object({ memberId: z.uuid(), day: z.iso.date(), heldIds: z.array(z.uuid()) }),
    async render(ctx, { heldIds }, recipient) {
      const messages: Message[] = [];
      for (const { kind, payload } of await readTaken(ctx, heldIds)) {
        const notice = kinds().get(kind);
        const read = notice?.payload.safeParse(payload);
        const message = notice && read?.success ? await notice.render(ctx, read.data, recipient) : null;
        if (message) messages.push(message);
      }
      return messages.length === 0 ? null : heldMessage(messages);
    },
  });
}
