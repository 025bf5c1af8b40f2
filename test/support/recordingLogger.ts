import type { Logger } from '../../src/core/logger.js';

/** A logger that remembers its lines as `level: message`, with the error's text where one was given. */
export interface RecordingLogger extends Logger {
  readonly lines: string[];
}

export function recordingLogger(): RecordingLogger {
  const lines: string[] = [];
  const write = (level: string) => (message: string, error?: unknown) => {
    lines.push(
      `${level}: ${message}${error === undefined ? '' : ` (${error instanceof Error ? String(error) : typeof error})`}`,
    );
  };
  const logger: RecordingLogger = {
    lines,
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => logger,
  };
  return logger;
}
