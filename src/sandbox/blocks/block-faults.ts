import type { z } from "zod";
import { asText } from "../json.ts";

/** One thing Slack refuses, with the JSON pointer to it. */
export interface BlockFault {
  message: string;
  pointer: string;
}

export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
}

/** "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]": Slack's line for a fault. */
export function faultLine(fault: BlockFault): string {
  return `[ERROR] ${fault.message} [json-pointer:${fault.pointer}]`;
}

function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_big":
      if (issue.origin === "string") return `must be less than ${Number(issue.maximum) + 1} characters`;
      if (issue.origin === "array") return `no more than ${issue.maximum} items allowed`;
      return issue.message.startsWith("must") ? issue.message : `must be no more than ${issue.maximum}`;
    case "too_small":
      if (issue.origin === "string") return `must be more than ${Number(issue.minimum) - 1} characters`;
      if (issue.origin === "array") return `no less than ${issue.minimum} items allowed`;
      return issue.message.startsWith("must") ? issue.message : `must be no less than ${issue.minimum}`;
    case "invalid_type":
      return `must provide ${article(issue.expected)}`;
    case "invalid_value":
      return `must be one of: ${issue.values.map(String).join(", ")}`;
    case "unrecognized_keys":
      return `invalid additional property: ${issue.keys.join(", ")}`;
    default:
      return issue.message;
  }
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** Turns zod's issues into Slack's lines; `base` is the pointer to what was checked, e.g. ["blocks"]. */
export function faultsOf(error: z.ZodError, base: readonly PropertyKey[], input: unknown): BlockFault[] {
  return error.issues.map((issue) => {
    const path = [...base, ...issue.path];
    const value = issue.path.reduce<unknown>(
      (at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
      input,
    );
    const last = path.at(-1);
    if (issue.code === "invalid_union") {
      if (last !== "type") return { message: "failed to match all allowed schemas", pointer: pointerOf(path) };
      if (value === undefined)
        return { message: "missing required field: type", pointer: pointerOf(path.slice(0, -1)) };
      return { message: `unsupported type: ${asText(value)}`, pointer: pointerOf(path) };
    }
    if (value === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value")) {
      return { message: `missing required field: ${String(last)}`, pointer: pointerOf(path.slice(0, -1)) };
    }
    return { message: issueText(issue), pointer: pointerOf(path) };
  });
}
