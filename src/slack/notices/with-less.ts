import { kindsThatMayWait } from "../../crm/attention/notice-kinds.ts";
import type { NoticeRenderer } from "../define-notice.ts";
import { withLessButton } from "../views/attention.ts";

/** The notices as they are sent by themselves: those that could have waited say how to hear less of them. */
export function withLess(notices: ReadonlyMap<string, NoticeRenderer>): ReadonlyMap<string, NoticeRenderer> {
  return new Map(
    [...notices].map(([kind, notice]) => [
      kind,
      kindsThatMayWait.includes(kind)
        ? {
            ...notice,
            render: async (ctx, payload, recipient) => {
              const message = await notice.render(ctx, payload, recipient);
              return message && withLessButton(message, kind);
            },
          }
        : notice,
    ]),
  );
}
