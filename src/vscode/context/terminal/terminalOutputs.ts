import * as vscode from 'vscode';
import { OutputTail } from '../../../attachments/terminal/outputTail.js';
import type { Logger } from '../../../core/logger.js';

/** How much is kept of what a command writes, in UTF-16 code units: the end says what went wrong. */
const keptOutput = 200_000;

/** A command that was begun in a terminal with shell integration. */
export interface TerminalCommand {
  readonly commandLine: string;
  /** Raw: with all sequences. It grows as long as the command runs. */
  readonly output: OutputTail;
  /** `running`, or what the command ended with, if the shell tells. */
  readonly state: 'running' | { readonly exitCode: number | undefined };
}

/**
 * The last command of each terminal with what it has written, from the moment this is made: VS Code tells extensions of nothing that was
 * before. Forgets a terminal when it is closed.
 */
export class TerminalOutputs implements vscode.Disposable {
  readonly #logger: Logger;
  readonly #last = new Map<vscode.Terminal, TerminalCommand & { readonly execution: vscode.TerminalShellExecution }>();
  readonly #registrations: readonly vscode.Disposable[];

  constructor(logger: Logger) {
    this.#logger = logger;
    this.#registrations = [
      vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => void this.#read(terminal, execution)),
      vscode.window.onDidEndTerminalShellExecution((event) => this.#end(event)),
      vscode.window.onDidCloseTerminal((terminal) => this.#last.delete(terminal)),
    ];
  }

  lastOf(terminal: vscode.Terminal): TerminalCommand | undefined {
    return this.#last.get(terminal);
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose();
    this.#last.clear();
  }

  async #read(terminal: vscode.Terminal, execution: vscode.TerminalShellExecution): Promise<void> {
    const output = new OutputTail(keptOutput);
    // At once: what is written before `read` is never told.
    const written = execution.read();
    const commandLine = execution.commandLine.value;
    if (commandLine.trim() !== '') this.#last.set(terminal, { execution, commandLine, output, state: 'running' });
    try {
      for await (const piece of written) output.add(piece);
    } catch (error) {
      this.#logger.error('The output of a terminal could not be read to its end', error);
    }
  }

  #end({ terminal, execution, exitCode }: vscode.TerminalShellExecutionEndEvent): void {
    const last = this.#last.get(terminal);
    if (last?.execution !== execution) return;
    // The command line may be known better now.
    const commandLine = execution.commandLine.value.trim() === '' ? last.commandLine : execution.commandLine.value;
    this.#last.set(terminal, { ...last, commandLine, state: { exitCode } });
  }
}
