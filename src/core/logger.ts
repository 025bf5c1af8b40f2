/**
 * Port to the log. A message is a plain sentence that holds no key, no header, no prompt and no answer.
 * Implementations never throw.
 */
export interface Logger {
  /** Per chunk, per frame: off unless somebody looks for a fault. */
  trace(message: string): void;
  /** A task or a module comes or goes. */
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  /** @param error logged with its stack and its causes. */
  error(message: string, error?: unknown): void;
  /** A logger whose lines carry `name`; names nest with a dot. */
  child(name: string): Logger;
}

/** A logger that keeps nothing, for code that runs without a host. */
export const silentLogger: Logger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};
