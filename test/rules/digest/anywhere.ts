import fc from "fast-check";

/** Zones with whole, half and quarter hours, at both ends of the day. */
export const zone = fc.constantFrom(
  "Asia/Jakarta",
  "Asia/Kathmandu",
  "America/St_Johns",
  "Pacific/Kiritimati",
  "Europe/London",
);
export const moment = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
