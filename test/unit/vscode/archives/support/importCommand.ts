import * as vscode from 'vscode';
import { importChats } from '../../../../../src/vscode/archives/importChats.js';
import { MemoryHistory } from '../../../../support/memoryHistory.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { settled } from '../../support/settled.js';
import { archiveDependencies } from './archiveDependencies.js';

/** The command that imports, into an empty history. */
export class ImportCommand {
  readonly history = new MemoryHistory();
  dependencies = archiveDependencies(this.history);
  /** The ids of the conversations the lists were notified of, sorted. */
  readonly notified: (readonly string[])[] = [];

  constructor() {
    this.history.onChanged((ids) => this.notified.push([...(ids ?? ['any'])].sort()));
  }

  async run(): Promise<void> {
    await importChats(this.dependencies);
    await settled();
  }

  /** Runs it and chooses these; a text is a path. */
  runWith(kind: 'Files…' | 'Folder…', ...chosen: readonly (string | vscode.Uri)[]): Promise<void> {
    vscodeStub.picks.answer(kind);
    vscodeStub.fileDialogs.answer(
      ...chosen.map((place) => (typeof place === 'string' ? vscode.Uri.file(place) : place)),
    );
    return this.run();
  }

  /** The log, without the lines of the task registry. */
  get log(): readonly string[] {
    return this.dependencies.logger.lines.filter((line) => !line.startsWith('debug: '));
  }
}

/** `conversations.json` of ChatGPT, with chats of a question and an answer each. */
export function chatGptExport(...titles: readonly string[]): string {
  const node = (role: string, text: string, parent: string | null) => ({
    message: { author: { role }, content: { content_type: 'text', parts: [text] } },
    parent,
  });
  return JSON.stringify(
    titles.map((title, index) => ({
      title,
      conversation_id: `c-${title}`,
      create_time: 1_700_000_000 + index,
      mapping: { u: node('user', `About ${title}?`, null), a: node('assistant', 'Yes.', 'u') },
      current_node: 'a',
    })),
  );
}
