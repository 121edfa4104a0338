import { type Logger, LogLevel } from "@slack/bolt";

/** Bolt's and the Web API client's own log lines, into ours: what they say of payloads stays out. */
export function boltLogger(log: {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}): Logger {
  const line = (messages: unknown[]) =>
    messages
      .map((message) => (message instanceof Error ? message.message : String(message)))
      .join(" ")
      .slice(0, 500);
  return {
    debug: () => {},
    info: () => {},
    warn: (...messages) => log.warn({ from: "slack" }, line(messages)),
    error: (...messages) => log.error({ from: "slack" }, line(messages)),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
