import { z } from "zod";
import { parseJson } from "../json.ts";

/** Arguments come as JSON or as form fields, where everything is text: these read both. */

export const text = z.preprocess(
  (value) => (typeof value === "number" || typeof value === "boolean" ? String(value) : value),
  z.string(),
);

export const wanted = text.pipe(z.string().min(1));

export const flag = z.preprocess((value) => {
  if (typeof value !== "string") return value;
  if (value === "true" || value === "1") return true;
  return value === "false" || value === "0" || value === "" ? false : value;
}, z.boolean());

export const count = z.preprocess(
  (value) => (typeof value === "string" && value !== "" ? Number(value) : value),
  z.int().min(0),
);

/** A value that a form sends as JSON text. Text that is no JSON is left as it is, for the schema to refuse. */
export function json<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (typeof value === "string" ? (parseJson(value) ?? value) : value), schema);
}

/** "a,b" or ["a","b"] */
export const list = z.preprocess((value) => {
  if (typeof value !== "string") return value;
  return value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}, z.array(z.string()));
