import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { Scout } from '../../../../src/app/scout.js';
import { endpoints } from '../../../../src/providers/endpoints.js';
import type { FakeLogChannel } from '../../../support/vscodeStub/outputChannel.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { makeExtensionFolder } from './extensionFolder.js';

/** A window of the editor with all of SCOUT in it, in folders of its own and without keys in the environment. */
export class ScoutWindow {
  readonly context: vscode.ExtensionContext;
  /** What SCOUT stores is below it. */
  readonly storageFolder: string;
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'scout-app-'));
  readonly #environment = { ...process.env };
  #scout: Scout | undefined;

  constructor(storageWorker?: URL) {
    const extension = makeExtensionFolder(path.join(this.#folder, 'extension'), storageWorker);
    this.context = vscodeStub.extensionContext(this.#folder, extension);
    this.storageFolder = this.context.globalStorageUri.fsPath;
    for (const variable of endpoints.flatMap(({ keyVariables }) => keyVariables)) delete process.env[variable];
  }

  async start(): Promise<Scout> {
    this.#scout = await Scout.start(this.context);
    return this.#scout;
  }

  get channel(): FakeLogChannel {
    return vscodeStub.logChannels[0]!;
  }

  /** The lines of the log, those of a stack left out. */
  get lines(): readonly string[] {
    return this.channel.lines.map((line) => line.split('\n')[0]!);
  }

  async dispose(): Promise<void> {
    await this.#scout?.shutdown();
    Object.assign(process.env, this.#environment);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
