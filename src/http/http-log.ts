/** What the server writes to; pino's loggers fit. Details never hold a body or a header. */
export interface HttpLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
