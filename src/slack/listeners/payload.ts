import type { Context } from "../../db/context.ts";
import type { Typist } from "../define.ts";

/** What the reader of a text needs to know of the person acting. */
export function typistOf(ctx: Context): Typist {
  return {
    zone: ctx.member?.zone ?? ctx.workspace.zone,
    locale: ctx.member?.locale ?? ctx.workspace.locale,
    region: ctx.workspace.region,
    now: ctx.now,
  };
}
