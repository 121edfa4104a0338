import { Icon } from "../kit/icon.tsx";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";
import { Mrkdwn } from "../text/rich.tsx";

interface NoticesProps {
  channel: string;
  draftIsEmpty: boolean;
  onPutBack: (text: string) => void;
}

/** What Slack itself says to this person here: a command that failed, a button that came too late. */
export function Notices({ channel, draftIsEmpty, onPutBack }: NoticesProps) {
  const { live, state } = usePage();
  const here = state.notices.filter((notice) => notice.channel === null || notice.channel === channel);
  return (
    <div class="notices" role="status" aria-live="polite">
      {here.map((notice) => (
        <div class="notice" key={notice.id}>
          <Icon name="info" size={16} />
          <span class="notice-words">
            <Mrkdwn text={notice.text} />
          </span>
          {notice.keepText !== null && !draftIsEmpty && (
            <button type="button" class="link-button" onClick={() => onPutBack(notice.keepText ?? "")}>
              {pageText.putBack}
            </button>
          )}
          <button
            type="button"
            class="icon-button small"
            aria-label={pageText.dismiss}
            onClick={() => live.dismiss(notice.id)}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}
