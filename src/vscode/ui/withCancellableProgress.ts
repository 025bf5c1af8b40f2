import * as vscode from 'vscode';
import type { TaskRegistry } from '../../core/taskRegistry.js';

/**
 * Runs a task with a notification that shows how far it is and can cancel it; the end of SCOUT cancels it, too. Settles as the task does.
 *
 * @param name of the task, in the list of running ones
 */
export async function withCancellableProgress<T>(
  title: string,
  name: string,
  tasks: TaskRegistry,
  run: (signal: AbortSignal, report: (fraction: number, message: string) => void) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) =>
      tasks.run(name, async (shutdown) => {
        const stop = new AbortController();
        const listener = token.onCancellationRequested(() => stop.abort());
        let reported = 0;
        try {
          return await run(AbortSignal.any([shutdown, stop.signal]), (fraction, message) => {
            const percent = Math.max(fraction * 100, reported);
            progress.report({ message, increment: percent - reported });
            reported = percent;
          });
        } finally {
          listener.dispose();
        }
      }),
  );
}
