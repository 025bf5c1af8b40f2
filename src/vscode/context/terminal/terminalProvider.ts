import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { fuzzyCandidates } from '../../../attachments/fuzzyCandidates.js';
import { newAttachment } from '../../../attachments/newAttachment.js';
import { plainOutput } from '../../../attachments/terminal/plainOutput.js';
import { terminalText } from '../../../attachments/terminal/terminalText.js';
import { endWithin } from '../../../attachments/textWithin.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import { commandOutput } from './commandOutput.js';
import { copiedFromTerminal } from './copiedFromTerminal.js';
import type { TerminalCommand, TerminalOutputs } from './terminalOutputs.js';

/** What a model is given of a terminal, in UTF-16 code units. */
const maximumTerminalText = 100_000;

export const terminalPrefix = 'terminal';
/** The last command of the active terminal. */
export const terminalCommandId = `${terminalPrefix}:command`;
export const terminalSelectionId = `${terminalPrefix}:selection`;

/** The active terminal's last command with its output, and what is selected there. */
export class TerminalProvider implements AttachmentProvider {
  readonly prefix = terminalPrefix;
  readonly #outputs: TerminalOutputs;

  constructor(outputs: TerminalOutputs) {
    this.#outputs = outputs;
  }

  find(query: string): Promise<readonly AttachmentCandidate[]> {
    const terminal = vscode.window.activeTerminal;
    if (terminal === undefined) return Promise.resolve([]);
    const last = this.#outputs.lastOf(terminal);
    const description = [labelOf(terminal.name, 60), ...(last === undefined ? [] : [labelOf(last.commandLine, 80)])];
    const candidates = [
      { id: terminalCommandId, label: vscode.l10n.t('Last Terminal Command'), description: description.join(' · ') },
      { id: terminalSelectionId, label: vscode.l10n.t('Terminal Selection'), description: description[0]! },
    ];
    return Promise.resolve(
      fuzzyCandidates(
        query,
        candidates.map((candidate) => ({ ...candidate, kind: 'terminal', matches: [] })),
      ),
    );
  }

  async capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const terminal = vscode.window.activeTerminal;
    if (terminal === undefined)
      throw new ScoutError('unsupported-input', vscode.l10n.t('No terminal is open. Nothing was attached.'));
    const part = candidateId === terminalSelectionId ? await selectionOf(terminal) : await this.#commandOf(terminal);
    signal.throwIfAborted();
    return [part];
  }

  async #commandOf(terminal: vscode.Terminal): Promise<AttachmentPart> {
    const last = this.#outputs.lastOf(terminal);
    if (last !== undefined) return commandPart(last, await commandOutput(last));
    const copied = await copiedFromTerminal('workbench.action.terminal.copyLastCommandAndLastCommandOutput');
    const text = plainOutput(copied ?? '');
    if (text === '') {
      const hint = vscode.l10n.t(
        'VS Code does not know the last command of this terminal, so nothing was attached. Run it again, or select its output and attach the selection.',
      );
      throw new ScoutError('unsupported-input', hint);
    }
    return terminalPart(text.split('\n', 1)[0]!, text, []);
  }
}

function commandPart({ commandLine, output, state }: TerminalCommand, written: string): AttachmentPart {
  const exitCode = state === 'running' ? undefined : state.exitCode;
  const text = terminalText(commandLine, written, exitCode);
  return terminalPart(commandLine, text, [
    ...(state === 'running' ? [vscode.l10n.t('still running')] : []),
    ...(output.isCut ? [onlyTheEnd()] : []),
  ]);
}

async function selectionOf(terminal: vscode.Terminal): Promise<AttachmentPart> {
  const text = plainOutput((await copiedFromTerminal('workbench.action.terminal.copySelection')) ?? '');
  if (text === '')
    throw new ScoutError(
      'unsupported-input',
      vscode.l10n.t('Nothing is selected in the terminal. Nothing was attached.'),
    );
  return terminalPart(vscode.l10n.t('Selection in {0}', labelOf(terminal.name, 60)), text, []);
}

function terminalPart(label: string, whole: string, notes: readonly string[]): AttachmentPart {
  const { text, isCut } = endWithin(whole, maximumTerminalText);
  const all = new Set(isCut ? [...notes, onlyTheEnd()] : notes);
  return newAttachment({
    kind: 'terminal',
    label: labelOf(label, 80) || vscode.l10n.t('Terminal'),
    text,
    bytes: Buffer.byteLength(whole),
    ...(all.size === 0 ? {} : { note: [...all].join(', ') }),
  });
}

function onlyTheEnd(): string {
  return vscode.l10n.t('only the end of it');
}
