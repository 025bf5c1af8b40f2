import type * as vscode from 'vscode';
import { EventEmitter } from './events.js';
import { strict } from './strict.js';

/** Terminals, and what VS Code tells of commands where the shell is integrated. */
export class Terminals {
  readonly started = new EventEmitter<vscode.TerminalShellExecutionStartEvent>();
  readonly ended = new EventEmitter<vscode.TerminalShellExecutionEndEvent>();
  readonly closed = new EventEmitter<vscode.Terminal>();
  active: vscode.Terminal | undefined;
  /** What they were given, in order, and whether Enter was pressed behind it. */
  readonly texts: (readonly [text: string, enter: boolean])[] = [];

  /** Opens one, which is in use then. */
  open(name: string): vscode.Terminal {
    this.active = strict<vscode.Terminal>('Terminal', {
      name,
      show: () => undefined,
      sendText: (text: string, shouldExecute = true) => void this.texts.push([text, shouldExecute]),
    });
    return this.active;
  }

  /**
   * Runs a command that writes these pieces. Resolves when it has ended, if it has an exit code: without one it runs on.
   * @param exitCode `unknown`: it ended, and the shell does not say how
   */
  async run(
    terminal: vscode.Terminal,
    commandLine: string,
    pieces: readonly string[],
    exitCode?: number | 'unknown',
  ): Promise<void> {
    const read = async function* (): AsyncIterable<string> {
      for (const piece of pieces) {
        await Promise.resolve();
        yield piece;
      }
    };
    const execution = { commandLine: { value: commandLine, isTrusted: true, confidence: 2 }, cwd: undefined, read };
    const shellIntegration = strict<vscode.TerminalShellIntegration>('TerminalShellIntegration', {});
    this.started.fire({ terminal, shellIntegration, execution });
    for (let wait = 0; wait < 4 * pieces.length + 4; wait += 1) await Promise.resolve();
    if (exitCode === undefined) return;
    this.ended.fire({
      terminal,
      shellIntegration,
      execution,
      exitCode: exitCode === 'unknown' ? undefined : exitCode,
    });
  }
}
