import { getHeapStatistics } from 'node:v8';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import type { Logger } from '../../core/logger.js';
import type { ProcessMemory } from '../../diagnostics/memoryBaseline.js';
import { memoryReport, type DatabaseMemory, type MemoryFigures } from '../../diagnostics/memoryReport.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ProviderManager } from '../../providers/providerManager.js';
import type { Storage } from '../../storage/host/storage.js';
import { memoryReportStrings } from './memoryReportStrings.js';
import { saveHeapSnapshot } from './memorySnapshot.js';
import { MemoryTracing } from './memoryTracing.js';
import { ReadOnlyDocument } from '../ui/readOnlyDocument.js';

export interface MemoryToolsDependencies {
  /** The process before SCOUT did anything. */
  readonly baseline: ProcessMemory;
  readonly storage: Pick<Storage, 'report'>;
  readonly manager: Pick<ProviderManager, 'loadedVendors'>;
  readonly tasks: Pick<TaskRegistry, 'running'>;
  /** Zeros as long as nobody has opened a chat; loads nothing. */
  readonly countChats: () => Promise<Pick<MemoryFigures, 'views' | 'conversations'>>;
  /** The folder of SCOUT's logs in this window. */
  readonly logFolder: vscode.Uri;
  readonly logger: Logger;
}

/** What the memory commands do; imported with the first of them. */
export class MemoryTools implements Disposable {
  readonly #dependencies: MemoryToolsDependencies;
  readonly #tracing: MemoryTracing;
  readonly #document = new ReadOnlyDocument('scout-memory', 'SCOUT memory report.md');

  constructor(dependencies: MemoryToolsDependencies) {
    this.#dependencies = dependencies;
    this.#tracing = new MemoryTracing(dependencies.logFolder.fsPath, dependencies.logger);
  }

  /** Shows what SCOUT holds at this moment. */
  async showReport(): Promise<void> {
    const figures = await this.#figures();
    this.#dependencies.logger.debug(
      `Memory report: ${figures.databases?.length ?? 0} databases, ${figures.modules.length} provider modules, ` +
        `${figures.tasks.length} tasks, ${figures.views} views, ${figures.conversations} conversations`,
    );
    await this.#document.show(memoryReport(figures, memoryReportStrings()));
  }

  /** Traces without a word to the user, as the setting asks for it. */
  async traceFromStart(): Promise<void> {
    await this.#tracing.start();
  }

  async startTracing(): Promise<void> {
    const text = (await this.#tracing.start())
      ? vscode.l10n.t('Memory tracing started. "SCOUT: Stop Memory Tracing" shows what has been allocated since.')
      : vscode.l10n.t('Memory tracing is already running.');
    void vscode.window.showInformationMessage(text);
  }

  /** Opens the profile of what was allocated since the start. */
  async stopTracing(): Promise<void> {
    const file = await this.#tracing.stop();
    if (file === undefined) void vscode.window.showInformationMessage(vscode.l10n.t('Memory tracing is not running.'));
    else await vscode.commands.executeCommand('vscode.open', file);
  }

  async saveHeapSnapshot(): Promise<void> {
    await saveHeapSnapshot(this.#dependencies.logger);
  }

  dispose(): void {
    this.#tracing.dispose();
    this.#document.dispose();
  }

  async #figures(): Promise<MemoryFigures> {
    const { baseline, manager, tasks, countChats } = this.#dependencies;
    const databases = await this.#databases();
    return {
      takenAt: Date.now(),
      baseline,
      now: process.memoryUsage(),
      heap: getHeapStatistics(),
      databases,
      modules: manager.loadedVendors.map(({ name }) => name),
      tasks: tasks.running,
      ...(await countChats()),
      isTracing: this.#tracing.isRunning,
    };
  }

  /** The rest of the report is worth seeing all the more when the storage is in trouble. */
  async #databases(): Promise<readonly DatabaseMemory[] | undefined> {
    try {
      const { users, history } = await this.#dependencies.storage.report();
      return [
        ...(users === undefined ? [] : [{ ...users, name: vscode.l10n.t('User database') }]),
        ...(history === undefined ? [] : [{ ...history, name: vscode.l10n.t('Chat history database') }]),
      ];
    } catch (error) {
      this.#dependencies.logger.error('Could not get the databases’ figures for the memory report', error);
      return undefined;
    }
  }
}
