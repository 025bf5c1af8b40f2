import type * as vscode from 'vscode';
import type { UnusedInstructions } from './readInstructions.js';

const key = 'instructions.told';

/** Which files the user was told of that are not used, and why; kept with the workspace. */
export class ToldInstructions {
  readonly #state: Pick<vscode.Memento, 'get' | 'update'>;

  constructor(state: Pick<vscode.Memento, 'get' | 'update'>) {
    this.#state = state;
  }

  /** Those of which the user was not told yet, or was told another reason. */
  untold(unused: readonly UnusedInstructions[]): readonly UnusedInstructions[] {
    const told = new Map(this.#all);
    return unused.filter(({ uri, reason }) => told.get(uri.toString()) !== reason);
  }

  /** These were told; of what is in order again, it would be told anew. @param unused all that there are in this workspace */
  async note(unused: readonly UnusedInstructions[]): Promise<void> {
    // It is noted whenever a chat is shown: nothing is written where nothing is new.
    if (this.untold(unused).length === 0 && this.#all.length === unused.length) return;
    await this.#state.update(key, Object.fromEntries(unused.map(({ uri, reason }) => [uri.toString(), reason])));
  }

  /** Whatever was stored. */
  get #all(): readonly (readonly [string, unknown])[] {
    const stored = this.#state.get<unknown>(key);
    return typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
  }
}
