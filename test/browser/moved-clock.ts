/** Imported by Node before Steward's own `main.ts`, in a process whose clock is moved. */
import { moveDate } from "./move-date.ts";

moveDate(Number(process.env["CLOCK_AHEAD_MS"]));
