import { cleanLine } from "../customers/clean-line.ts";
import { Refusal } from "../refusal.ts";

export const longestReason = 300;

/** @throws Refusal reason_missing, reason_too_long */
export function readReason(typed: string): string {
  const reason = cleanLine(typed);
  if (reason === "") throw new Refusal("reason_missing", {});
  if (reason.length > longestReason) throw new Refusal("reason_too_long", { longest: longestReason });
  return reason;
}
