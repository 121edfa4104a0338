import type { KnownBlock } from "@slack/types";
import type { DeadLetter } from "../../crm/operations/dead-letters.ts";
import type { JobLine, JobRunLine } from "../../crm/operations/list-job-runs.ts";
import { actions, button, context, divider, section, sections } from "../blocks.ts";
import { inlineWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { happened, pickerTime, type Reader } from "./dates.ts";
import { jobActions } from "./jobs.actions.ts";
import { countsInWords, jobText as text, tookInWords } from "./jobs.text.ts";

/** What a person reads at once, with two buttons each. */
export const lettersShown = 5;
export const runsShown = 10;
const longestError = 200;

/** Every job with how its latest run went, those in trouble first; then the messages that did not arrive. */
export function jobsMessage(
  jobs: readonly JobLine[],
  { letters, total }: { letters: readonly DeadLetter[]; total: number },
  reader: Reader,
  note: string | null = null,
): Message {
  const [troubled, well] = [jobs.filter(isTroubled), jobs.filter((job) => !isTroubled(job))];
  const lines = [...troubled, ...well].map((job) => jobLine(job, reader));
  const title = text.title(troubled.length);
  return {
    text: [...(note === null ? [] : [note]), title, ...lines, ...(total > 0 ? [text.lettersTitle(total)] : [])].join(
      "\n",
    ),
    blocks: [
      ...(note === null ? [] : [section(note)]),
      section(title),
      ...sections(lines),
      context(text.more()),
      ...(total > 0 ? [divider, section(text.lettersTitle(total))] : []),
      ...letters.flatMap((letter) => letterBlocks(letter, reader)),
      ...(total > letters.length ? [context(text.lettersMore(total - letters.length))] : []),
    ],
  };
}

/** One job's latest runs. */
export function jobRunsMessage(job: string, runs: readonly JobRunLine[], reader: Reader): Message {
  if (runs.length === 0) return { text: text.noRuns(job), blocks: [section(text.noRuns(job))] };
  const lines = runs.map((run) => `${sign(run)} ${runWords(run, reader)}`);
  const title = text.runsTitle(job);
  return { text: [title, ...lines].join("\n"), blocks: [section(title), ...sections(lines)] };
}

/** After a dead letter was sent again or left. */
export function letterSettledMessage(said: string): Message {
  return { text: said, blocks: [section(said)] };
}

function isTroubled({ latest }: JobLine): boolean {
  return latest?.state === "failed" || latest?.state === "retrying";
}

function sign({ state }: JobRunLine): string {
  if (state === "failed" || state === "retrying") return "⚠";
  return state === "done" ? "✓" : "◷";
}

function jobLine({ job, latest, failedThisWeek }: JobLine, reader: Reader): string {
  if (!latest) return `◷ *${text.name(job)}* ${text.never()}`;
  const failures = latest.state === "failed" ? null : text.failedThisWeek(failedThisWeek);
  return [`${sign(latest)} *${text.name(job)}* ${runWords(latest, reader)}`, failures].filter(isSaid).join(" · ");
}

/** "today 09:00 · done · 0.4 s · left 3": a slot, how it went, how long it took, what it did. */
function runWords(run: JobRunLine, reader: Reader): string {
  const parts = [
    slotWords(run.slot, reader),
    run.state === "done" ? null : text.state(run),
    tookInWords(run),
    text.attempt(run.attempt),
    countsInWords(run.counts),
    text.missed(run.missed),
  ];
  const said = parts.filter(isSaid).join(" · ");
  return run.error === null ? said : `${said}\n      ${inlineWithin(run.error, longestError)}`;
}

/** "today 09:00", "Thu 19 Nov 09:00" */
function slotWords(slot: Date, reader: Reader): string {
  const day = happened(slot, reader);
  return /\d\d:\d\d$/u.test(day) ? day : `${day} ${pickerTime(slot, reader)}`;
}

function letterBlocks({ id, kind, recipient, reason, createdAt }: DeadLetter, reader: Reader): KnownBlock[] {
  const to = /^[UW]/u.test(recipient) ? `<@${recipient}>` : `<#${recipient}>`;
  const remedy = `${text.remedy(reason)}${text.reason(inlineWithin(reason, longestError))}`;
  return [
    section(text.letter(to, text.kind(kind), happened(createdAt, reader), remedy)),
    actions(
      button(text.sendAgain(), jobActions.sendAgain, { deliveryId: id }),
      button(text.leave(), jobActions.leave, { deliveryId: id }),
    ),
  ];
}

function isSaid(part: string | null): part is string {
  return part !== null;
}
