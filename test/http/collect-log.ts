import type { HttpLog } from "../../src/http/http-log.ts";

interface LogLine {
  level: "info" | "warn" | "error";
  details: object;
  message: string;
}

/** A log that keeps what it is told. */
export function collectLog(): { log: HttpLog; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = (level: LogLine["level"]) => (details: object, message: string) =>
    void lines.push({ level, details, message });
  return { log: { info: write("info"), warn: write("warn"), error: write("error") }, lines };
}
