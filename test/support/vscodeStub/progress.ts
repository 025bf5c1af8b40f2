import type * as vscode from 'vscode';
import { CancellationTokenSource } from './events.js';

interface ProgressReport {
  readonly message?: string;
  readonly increment?: number;
}

export interface ShownProgress {
  readonly options: vscode.ProgressOptions;
  readonly reports: readonly ProgressReport[];
  readonly isRunning: boolean;
  /** Presses Cancel; throws where there is no such button. */
  cancel(): void;
}

/** `withProgress`: runs the task at once and records what it reports. */
export class Progress {
  readonly shown: ShownProgress[] = [];

  async run<R>(
    options: vscode.ProgressOptions,
    task: (progress: vscode.Progress<ProgressReport>, token: vscode.CancellationToken) => Thenable<R>,
  ): Promise<R> {
    const source = new CancellationTokenSource();
    const reports: ProgressReport[] = [];
    const shown = {
      options,
      reports,
      isRunning: true,
      cancel: () => {
        if (options.cancellable !== true) throw new Error(`"${options.title ?? ''}" has no button to cancel it.`);
        source.cancel();
      },
    };
    this.shown.push(shown);
    try {
      return await task({ report: (report) => void reports.push(report) }, source.token);
    } finally {
      shown.isRunning = false;
      source.dispose();
    }
  }
}
