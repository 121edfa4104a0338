import { Cron } from "croner";

const second = 1_000;
/** Missed slots are counted so far; whoever was away longer knows it. */
const mostMissed = 1_000;

/**
 * When a cron expression falls in a zone. A local time that the clocks jump over (02:30 on a spring night) falls at
 * the jump, one that they show twice falls the first time, and what recurs within the hour goes on through both: a daily
 * slot is there once every day. (node-cron leaves the skipped night out, and can only ask from now on.)
 */
export class Timetable {
  readonly #crons = new Map<string, Cron>();

  /** The latest slot at or before `at`; null when there was none. */
  findLatest(cron: string, zone: string, at: Date): Date | null {
    const beyond = new Date(Math.floor(at.getTime() / second) * second + second);
    return this.#read(cron, zone).previousRuns(1, beyond)[0] ?? null;
  }

  /** How many slots lie between two others, 1,000 at the most. */
  countBetween(cron: string, zone: string, after: Date, before: Date): number {
    const read = this.#read(cron, zone);
    let count = 0;
    for (let slot = read.nextRun(after); slot && slot < before && count < mostMissed; slot = read.nextRun(slot))
      count++;
    return count;
  }

  /** @throws when the zone does not exist */
  #read(cron: string, zone: string): Cron {
    const key = `${zone} ${cron}`;
    const known = this.#crons.get(key) ?? new Cron(cron, { timezone: zone });
    this.#crons.set(key, known);
    return known;
  }
}
