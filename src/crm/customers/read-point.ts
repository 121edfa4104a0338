import type { Workspace } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { cleanLine } from "./clean-line.ts";
import { longest, type PointKind } from "./contact.ts";
import { foldName } from "./fold-name.ts";
import { normaliseEmail } from "./normalise-email.ts";
import { normalisePhone } from "./normalise-phone.ts";
import { normaliseWebsite } from "./normalise-website.ts";

/** A point of contact as it was typed, with the form in which it is matched. */
export interface ReadPoint {
  kind: PointKind;
  typed: string;
  normal: string;
}

/**
 * Reads one point of contact; null when nothing was typed.
 * @throws Refusal bad_email, bad_phone, bad_website, bad_address, text_too_long
 */
export function readPoint(kind: PointKind, raw: string, workspace: Pick<Workspace, "region">): ReadPoint | null {
  const typed = cleanLine(raw);
  if (typed === "") return null;
  const most = kind === "address" ? longest.address : longest.point;
  if (typed.length > most) throw new Refusal("text_too_long", { field: kind, longest: most });
  return { kind, typed, normal: normalise(kind, typed, workspace) };
}

/** Reads a list of them; the same one twice is read once. */
export function readPoints(
  kind: PointKind,
  typed: readonly string[],
  workspace: Pick<Workspace, "region">,
): ReadPoint[] {
  const points = typed.map((one) => readPoint(kind, one, workspace)).filter((point) => point !== null);
  return [...new Map(points.map((point) => [point.normal, point])).values()];
}

function normalise(kind: PointKind, typed: string, { region }: Pick<Workspace, "region">): string {
  if (kind === "email") {
    const email = normaliseEmail(typed);
    if (email.ok) return email.normal;
    throw new Refusal("bad_email", { typed });
  }
  if (kind === "phone") {
    const phone = normalisePhone(typed, region);
    if (phone.ok) return phone.normal;
    throw new Refusal("bad_phone", { typed, region });
  }
  if (kind === "website") {
    const website = normaliseWebsite(typed);
    if (website.ok) return website.normal;
    throw new Refusal("bad_website", { typed });
  }
  const address = foldName(typed);
  if (address !== "") return address;
  throw new Refusal("bad_address", { typed });
}
