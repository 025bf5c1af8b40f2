import type { LogOutputChannel } from 'vscode';
import type { Logger } from '../../core/logger.js';

/** How many causes of an error are followed. */
const maximumCauses = 5;

/** A named logger on VS Code's log channel; the channel's own level decides what is written. */
export function outputChannelLogger(channel: LogOutputChannel, name?: string): Logger {
  const prefix = name === undefined ? '' : `[${name}] `;
  return {
    trace: (message) => channel.trace(prefix + message),
    debug: (message) => channel.debug(prefix + message),
    info: (message) => channel.info(prefix + message),
    warn: (message) => channel.warn(prefix + message),
    error: (message, error) => channel.error(prefix + message + (error === undefined ? '' : `\n${describe(error)}`)),
    child: (childName) => outputChannelLogger(channel, name === undefined ? childName : `${name}.${childName}`),
  };
}

/**
 * The stack of an error and of its causes. Only name, message and stack are written: other properties
 * of vendors' errors hold requests, and with them prompts and keys.
 */
function describe(error: unknown): string {
  const lines: string[] = [];
  let current = error;
  for (let depth = 0; current !== undefined && depth < maximumCauses; depth += 1) {
    if (!(current instanceof Error)) {
      lines.push(`a thrown ${typeof current}`);
      break;
    }
    lines.push(current.stack ?? `${current.name}: ${current.message}`);
    current = current.cause;
  }
  return lines.join('\ncaused by ');
}
