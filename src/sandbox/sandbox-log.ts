/** What the sandbox writes to; pino's loggers fit. Details never hold tokens or message text. */
export interface SandboxLog {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
