import { DateTime, IANAZone } from "luxon";

/** How much Steward may say unasked to one person, and when. */
export interface AttentionSettings {
  /** unasked messages a day, the digest included; 1: the digest alone */
  allowance: number;
  /** minutes of the local day; the end is not part of it, it may lie beyond midnight, and alike means no quiet hours */
  quietFrom: number;
  quietTo: number;
  /** 1 Monday … 7 Sunday */
  workDays: readonly number[];
  /** minute of the local day on which the digest comes: a whole quarter of an hour */
  digestAt: number;
}

/** Where somebody has not said otherwise: three a day, from eight to seven, Monday to Friday, the digest at nine. */
export const defaultAttention: AttentionSettings = {
  allowance: 3,
  quietFrom: 19 * 60,
  quietTo: 8 * 60,
  workDays: [1, 2, 3, 4, 5],
  digestAt: 9 * 60,
};

export const mostAllowance = 10;
/** The digest is looked for this often; every zone is a whole number of quarters from UTC. */
export const quarter = 15;

/** A moment as the wall clock and the calendar where somebody is say it. */
export interface LocalMoment {
  /** "2026-11-23" */
  day: string;
  /** 1 Monday … 7 Sunday */
  weekday: number;
  /** of the local day, 0 to 1439 */
  minute: number;
}

/** @param zone IANA; one that does not exist counts as UTC */
export function localMoment(at: Date, zone: string): LocalMoment {
  // Made once a zone and kept by the library; asking whether a name is valid would make one each time.
  const known = IANAZone.create(zone);
  const local = DateTime.fromJSDate(at, { zone: known.isValid ? known : "utc" });
  return { day: local.toFormat("yyyy-MM-dd"), weekday: local.weekday, minute: local.hour * 60 + local.minute };
}

export function isQuiet(
  { quietFrom, quietTo }: Pick<AttentionSettings, "quietFrom" | "quietTo">,
  minute: number,
): boolean {
  if (quietFrom === quietTo) return false;
  return quietFrom < quietTo ? minute >= quietFrom && minute < quietTo : minute >= quietFrom || minute < quietTo;
}

/**
 * How a message that nobody asked for at that moment is treated.
 * - asked: the person asked for it, set it for themself, or it is about a ticket that they work on: it goes, and is not counted
 * - at-once: it cannot wait: it goes whatever the hour and the allowance, and is counted
 * - may-wait: it is counted, and waits for the digest when the hour or the allowance says so, or the person
 * - digest: comes at the time that the person chose, brings what waited, and is counted
 */
export type Treatment = "asked" | "at-once" | "may-wait" | "digest";

export interface Occasion {
  treatment: Treatment;
  settings: AttentionSettings;
  local: LocalMoment;
  /** a holiday, or a day on which the person is away */
  isDayOff: boolean;
  /** the person has said "less of this" about messages of this kind */
  wantsLess: boolean;
  /** what has used the person's allowance of this local day, a digest on its way included */
  counted: number;
  /** today's digest is still to come: its place in the allowance is kept for it */
  isDigestToCome: boolean;
}

/** What becomes of a message whose turn it is: it goes, it goes and uses the day's allowance, or it waits for the digest. */
export function decideAttention(occasion: Occasion): "go" | "count" | "hold" {
  const { treatment, settings, local, isDayOff, wantsLess, counted, isDigestToCome } = occasion;
  if (treatment === "asked") return "go";
  if (treatment !== "may-wait") return "count";
  if (wantsLess || isDayOff || !settings.workDays.includes(local.weekday)) return "hold";
  if (isQuiet(settings, local.minute)) return "hold";
  return counted + (isDigestToCome ? 1 : 0) < settings.allowance ? "count" : "hold";
}
