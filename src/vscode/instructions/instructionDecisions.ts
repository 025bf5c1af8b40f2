import type * as vscode from 'vscode';

export type InstructionDecision = 'used' | 'declined';

const key = 'instructions.decisions';

/** What the user has decided about the instructions of each folder; kept with the workspace. */
export class InstructionDecisions {
  readonly #state: Pick<vscode.Memento, 'get' | 'update'>;

  constructor(state: Pick<vscode.Memento, 'get' | 'update'>) {
    this.#state = state;
  }

  /** `undefined`: nothing yet. */
  of(folder: vscode.Uri): InstructionDecision | undefined {
    const decision = this.#all.find(([uri]) => uri === folder.toString())?.[1];
    return decision;
  }

  async set(folder: vscode.Uri, decision: InstructionDecision): Promise<void> {
    const others = this.#all.filter(([uri]) => uri !== folder.toString());
    await this.#state.update(key, Object.fromEntries([...others, [folder.toString(), decision]]));
  }

  /** Whatever was stored. */
  get #all(): readonly (readonly [string, InstructionDecision])[] {
    const stored = this.#state.get<unknown>(key);
    if (typeof stored !== 'object' || stored === null) return [];
    return Object.entries(stored).flatMap(([uri, decision]: [string, unknown]) =>
      decision === 'used' || decision === 'declined' ? [[uri, decision] as const] : [],
    );
  }
}
