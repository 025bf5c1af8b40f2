import type { Disposable } from '../core/disposables.js';
import { isCancellation } from '../core/errors.js';
import type { Logger } from '../core/logger.js';

/** How many different causes are distinguished; beyond that a fault is logged and no longer shown. */
const maximumCauses = 100;

/** The part of `process` that is observed. */
export interface ErrorSource {
  on(event: 'uncaughtExceptionMonitor' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
  off(event: 'uncaughtExceptionMonitor' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

/**
 * Watches for exceptions and rejections that nobody handled and that come from SCOUT's own code. The
 * extension host is shared: a stack that does not lead through `codeFolder` is not ours and is ignored;
 * cancellation passes silently. Nothing is swallowed or rethrown: the host's own handling goes on.
 *
 * `uncaughtExceptionMonitor`, not `uncaughtException`: VS Code wraps listeners of the latter, so that
 * they could never be removed again.
 *
 * @param codeFolder where SCOUT's scripts lie, as it appears in a stack trace.
 * @param show called once for each cause (name, message and innermost own frame).
 */
export function observeErrors(
  source: ErrorSource,
  codeFolder: string,
  logger: Logger,
  show: (error: Error) => void,
): Disposable {
  const shown = new Set<string>();
  const observe = (kind: string) => (error: unknown) => {
    if (!(error instanceof Error) || isCancellation(error)) return;
    const frame = ownFrame(error, codeFolder);
    if (frame === undefined) return;
    logger.error(kind, error);
    const cause = `${error.name}: ${error.message} ${frame}`;
    if (shown.has(cause) || shown.size >= maximumCauses) return;
    shown.add(cause);
    show(error);
  };
  const onException = observe('Uncaught exception');
  const onRejection = observe('Unhandled rejection');
  source.on('uncaughtExceptionMonitor', onException);
  source.on('unhandledRejection', onRejection);
  return {
    dispose: () => {
      source.off('uncaughtExceptionMonitor', onException);
      source.off('unhandledRejection', onRejection);
    },
  };
}

/** The innermost stack frame inside `codeFolder`. Paths are compared with `/`, as ES modules' URLs have it. */
function ownFrame(error: Error, codeFolder: string): string | undefined {
  const folder = codeFolder.replaceAll('\\', '/');
  return (error.stack ?? '')
    .split('\n')
    .slice(1)
    .find((line) => decodeFrame(line).replaceAll('\\', '/').includes(folder));
}

/** Frames of ES modules are URLs: a space in a path is `%20` there. */
function decodeFrame(line: string): string {
  try {
    return decodeURI(line);
  } catch {
    return line;
  }
}
