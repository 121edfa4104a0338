import type { Context } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { cleanLine } from "./clean-line.ts";
import { longest, type Stage, stages } from "./contact.ts";
import { foldName } from "./fold-name.ts";
import { nameKey } from "./name-key.ts";

/** What may be said of a contact beside the name, as it is typed. */
export interface ContactFields {
  /** an existing company; wins over the name */
  companyId?: string | null;
  /** found by its name without legal form, or made */
  companyName?: string | null;
  emails?: string[];
  phones?: string[];
  addresses?: string[];
  /** of the company where there is one */
  websites?: string[];
  jobTitle?: string | null;
  jobFunction?: string | null;
  /** minor units a year */
  valueMinor?: number | null;
  /** ISO 4217, of `valueMinor`; the workspace's unless said otherwise */
  currency?: string | null;
  stage?: string;
  ownerId?: string | null;
  /** YYYY-MM-DD */
  customerSince?: string | null;
  /** how we know: "said by Maya" */
  customerSinceSource?: string | null;
  interests?: string | null;
}

/** @throws Refusal name_missing when nothing of it can be read aloud, name_too_long */
export function readName(typed: string): { name: string; searchKey: string; nameKey: string } {
  const name = cleanLine(typed);
  const searchKey = foldName(name);
  if (searchKey === "") throw new Refusal("name_missing", {});
  if (name.length > longest.name) throw new Refusal("name_too_long", { longest: longest.name });
  return { name, searchKey, nameKey: nameKey(name) };
}

/** One optional line: null when it is empty. @throws Refusal text_too_long */
export function readLine(field: "jobTitle" | "jobFunction" | "source", typed: string | null): string | null {
  const line = cleanLine(typed ?? "");
  if (line.length > longest[field]) throw new Refusal("text_too_long", { field, longest: longest[field] });
  return line === "" ? null : line;
}

/** What a contact cares about, in a few lines: line ends are kept. @throws Refusal text_too_long */
export function readInterests(typed: string | null): string | null {
  const text = (typed ?? "").split(/\r?\n/).map(cleanLine).join("\n").trim();
  if (text.length > longest.interests)
    throw new Refusal("text_too_long", { field: "interests", longest: longest.interests });
  return text === "" ? null : text;
}

/** @throws Refusal bad_stage */
export function readStage(typed: string): Stage {
  const stage = stages.find((one) => one === typed);
  if (!stage) throw new Refusal("bad_stage", { typed });
  return stage;
}

/** Minor units a year, with their currency. @throws Refusal bad_value, bad_currency */
export function readValue(minor: number, currency: string): { value: string; currency: string } {
  if (!Number.isSafeInteger(minor) || minor < 0) throw new Refusal("bad_value", { typed: String(minor) });
  const code = cleanLine(currency).toUpperCase();
  if (!Intl.supportedValuesOf("currency").includes(code))
    throw new Refusal("bad_currency", { typed: cleanLine(currency) });
  return { value: String(minor), currency: code };
}

/** A day of the calendar that is not after today (where the day begins first: UTC+14). @throws Refusal bad_date */
export function readPastDay(typed: string, now: Date): Date {
  const text = cleanLine(typed);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  const exists = day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  if (!exists || day.getTime() > now.getTime() + 14 * 3_600_000) throw new Refusal("bad_date", { typed: text });
  return day;
}

/** @throws Refusal owner_not_found unless it is a person of this workspace who still works there */
export async function checkOwner(ctx: Context, memberId: string): Promise<void> {
  const found = await ctx.tx.member.findFirst({ where: { id: memberId, deactivatedAt: null }, select: { id: true } });
  if (!found) throw new Refusal("owner_not_found", {});
}
