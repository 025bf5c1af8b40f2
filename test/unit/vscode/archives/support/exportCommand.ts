import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Conversation } from '../../../../../src/storage/api/chatHistory.js';
import { exportChats } from '../../../../../src/vscode/archives/exportChats.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { eventsOf, OrderedHistory, sample } from '../../../archives/support/conversations.js';
import { settled } from '../../support/settled.js';
import { archiveDependencies } from './archiveDependencies.js';

/** The command that exports, over a history that a test fills. */
export class ExportCommand {
  readonly history = new OrderedHistory();
  dependencies = archiveDependencies(this.history);

  /** Adds a conversation with the sample's first question. */
  async add(id: string, fields: Partial<Omit<Conversation, 'id'>> = {}): Promise<void> {
    const [question] = sample.messages;
    const messages = [{ ...question!, id: `${id}-1`, conversationId: id }];
    const conversation = { ...sample.conversation, pinned: false, headId: `${id}-1`, ...fields, id };
    await this.history.append(eventsOf({ conversation, messages, jobs: [] }), 'synced');
  }

  async run(ids?: unknown): Promise<void> {
    await exportChats(this.dependencies, ids);
    await settled();
  }

  /** Runs it and chooses this file or folder. */
  runTo(target: string, ids?: unknown): Promise<void> {
    vscodeStub.fileDialogs.answer(vscode.Uri.file(target));
    return this.run(ids);
  }

  /** The log, without the lines of the task registry. */
  get log(): readonly string[] {
    return this.dependencies.logger.lines.filter((line) => !line.startsWith('debug: '));
  }
}

/** Picks from the lists that are shown, in their order. */
export function pick(...labels: readonly string[]): void {
  for (const label of labels) vscodeStub.picks.answer(label);
}

export function titlesIn(jsonFile: string): readonly string[] {
  const { conversations } = JSON.parse(readFileSync(jsonFile, 'utf8')) as { conversations: { title: string }[] };
  return conversations.map(({ title }) => title);
}
