import { actions, button, context, section } from "../blocks.ts";
import { literalWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { reportActions } from "./reports.actions.ts";
import { reportsText as text } from "./reports.text.ts";

/** A report as `/crm-report` offers it. */
export interface OfferedReport {
  /** as it is typed: "usage" */
  name: string;
  /** on its button */
  label: string;
  /** what it tells, a few words */
  summary: string;
}

const longestRepeated = 100;

/** The reports there are, a button each; after words that name none of them, these words too. */
export function reportListMessage(reports: readonly OfferedReport[], unknown = ""): Message {
  const title = unknown === "" ? text.title() : text.notUnderstood(literalWithin(unknown, longestRepeated));
  const lines = reports.map(({ label, summary }) => text.line(label, summary));
  return {
    text: [title, ...lines].join("\n"),
    blocks: [
      section([title, ...lines].join("\n")),
      actions(
        ...reports.map(({ name, label }, nth) =>
          button(label, reportActions.show, { report: name, typed: "" }, { nth }),
        ),
      ),
      context(text.how()),
    ],
  };
}
