import type { Logger } from '../../../../src/core/logger.js';

/** Says what goes wrong, and nothing else. */
export const quietLogger: Logger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: (message) => console.error(message),
  error: (message, error) => console.error(message, error),
  child: () => quietLogger,
};
