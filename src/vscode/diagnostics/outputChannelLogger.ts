import type { LogOutputChannel } from 'vscode';
import { redactedCause } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { redact } from '../../core/redaction.js';

/** Characters of one line, stack included. */
const maximumLine = 32_000;

/** A named logger on VS Code's log channel; the channel's own level decides what is written. Whatever is written passes `redact`. */
export function outputChannelLogger(channel: LogOutputChannel, name?: string): Logger {
  const line = (message: string): string => {
    // Further lines are indented: none can pretend to be an entry of its own.
    return redact(`${name === undefined ? '' : `[${name}] `}${message}`, maximumLine).replaceAll('\n', '\n  ');
  };
  return {
    trace: (message) => channel.trace(line(message)),
    debug: (message) => channel.debug(line(message)),
    info: (message) => channel.info(line(message)),
    warn: (message) => channel.warn(line(message)),
    error: (message, error) => channel.error(line(message) + (error === undefined ? '' : `\n${describe(error)}`)),
    child: (childName) => outputChannelLogger(channel, name === undefined ? childName : `${name}.${childName}`),
  };
}

/** The stack of an error and of its causes, and nothing else of them. */
function describe(error: unknown): string {
  const lines: string[] = [];
  let current: unknown = redactedCause(error);
  while (current instanceof Error) {
    lines.push(current.stack ?? `${current.name}: ${current.message}`);
    current = current.cause;
  }
  return lines.join('\ncaused by ');
}
