import type * as vscode from 'vscode';
import { EventEmitter } from './events.js';

/** The secret storage. Like VS Code's, it announces every change, and announces it after the fact. */
export class Secrets implements vscode.SecretStorage {
  readonly #changed = new EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;
  readonly values = new Map<string, string>();
  /** As some systems' keyrings do: takes a secret and keeps nothing. */
  isForgetful = false;
  /** While set, every access rejects with it. */
  failure: Error | undefined;

  /** How many listen to changes. */
  get listenerCount(): number {
    return this.#changed.listenerCount;
  }

  async keys(): Promise<string[]> {
    await this.#access();
    return [...this.values.keys()];
  }

  async get(key: string): Promise<string | undefined> {
    await this.#access();
    return this.values.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    await this.#access();
    if (!this.isForgetful) this.values.set(key, value);
    this.#changed.fire({ key });
  }

  async delete(key: string): Promise<void> {
    await this.#access();
    this.values.delete(key);
    this.#changed.fire({ key });
  }

  async #access(): Promise<void> {
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
  }
}
