import type { HeapProfiler } from 'node:inspector';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { writeMemoryProfile } from '../../diagnostics/memoryProfile.js';
import { MemorySampler } from '../../diagnostics/memorySampler.js';

/** Traces which code allocates memory in the extension host, from `start` to `stop`. */
export class MemoryTracing implements Disposable {
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #sampler = new MemorySampler();

  /** @param folder where profiles are written; made when it is missing. */
  constructor(folder: string, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  get isRunning(): boolean {
    return this.#sampler.isRunning;
  }

  /** Resolves with `false`, and changes nothing, when it runs already. */
  async start(): Promise<boolean> {
    const started = await this.#sampler.start();
    if (started) this.#logger.info('Memory tracing started');
    // Reported in either case: an editor whose extension host died and was started anew may believe otherwise.
    await notifyEditor(true);
    return started;
  }

  /** Ends it and resolves with the file that holds the profile; with `undefined` when it does not run. */
  async stop(): Promise<vscode.Uri | undefined> {
    const profile = await this.#sampler.stop().finally(() => notifyEditor(this.isRunning));
    if (profile === undefined) return undefined;
    const file = await this.#write(profile);
    this.#logger.info(`Memory tracing stopped; profile saved to ${file}`);
    return vscode.Uri.file(file);
  }

  /** Ends it without a profile. */
  dispose(): void {
    if (!this.isRunning) return;
    this.#sampler.dispose();
    this.#logger.info('SCOUT stopped while memory tracing was on; the profile is discarded');
  }

  async #write(profile: HeapProfiler.SamplingHeapProfile): Promise<string> {
    try {
      return await writeMemoryProfile(this.#folder, profile);
    } catch (error) {
      throw new ScoutError('storage', vscode.l10n.t('The memory profile could not be saved to {0}.', this.#folder), {
        cause: error,
      });
    }
  }
}

/** For the `when` clauses of package.json. */
async function notifyEditor(isRunning: boolean): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'scout.memoryTracing', isRunning);
}
