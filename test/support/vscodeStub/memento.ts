import type * as vscode from 'vscode';

/** What an extension keeps with a window's folder. Values go through JSON, as they do in VS Code. */
export class FakeMemento implements vscode.Memento {
  readonly #values = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get<T>(key: string, defaultValue?: T): T {
    const stored = this.#values.get(key);
    return stored === undefined ? defaultValue! : (JSON.parse(stored) as T);
  }

  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}
