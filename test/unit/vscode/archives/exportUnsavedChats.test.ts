import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import { ScoutError } from '../../../../src/core/errors.js';
import { textOf } from '../../../../src/core/message.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { exportChats } from '../../../../src/vscode/archives/exportChats.js';
import type { UnsavedChat } from '../../../../src/vscode/archives/withUnsaved.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { inFolder } from '../../archives/support/exporting.js';
import { until } from '../../storage/support/until.js';
import { ChatWindow } from '../../webview/host/support/chatWindow.js';
import { archiveDependencies, notifications } from './support/archiveDependencies.js';
import { pick, titlesIn } from './support/exportCommand.js';

describe('an export while nothing can be saved', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });

  afterEach(async () => {
    window.history.failure = undefined;
    await window.dispose();
  });

  async function ask(session: ConversationSession, question: string): Promise<void> {
    session.send(question);
    await until(() => session.turn === undefined);
  }

  /** Exports into a file. @returns its path. */
  function exportTo(folder: string, ids?: readonly string[]): Promise<string> {
    return exportOf(folder, window.conversations.unsaved, ids);
  }

  async function exportOf(folder: string, chats: readonly UnsavedChat[], ids?: readonly string[]): Promise<string> {
    const file = path.join(folder, 'chats.json');
    vscodeStub.fileDialogs.answer(vscode.Uri.file(file));
    const unsavedChats = () => Promise.resolve(chats);
    await exportChats({ ...archiveDependencies(window.history), unsavedChats }, ids);
    return file;
  }

  /** What is said in it, in its order. */
  function saidIn(file: string): readonly string[] {
    const { conversations } = JSON.parse(readFileSync(file, 'utf8')) as {
      conversations: { messages: StoredMessage[] }[];
    };
    return conversations.flatMap(({ messages }) => messages.map(({ parts }) => textOf(parts)));
  }

  function fillDisk(): void {
    window.history.failure = new ScoutError('storage', 'The disk is full.');
  }

  it('has what was said since then', () =>
    inFolder(async (folder) => {
      const { session } = window.conversations.create();
      await ask(session, 'One?');
      await until(() => session.isIdle);
      fillDisk();
      await ask(session, 'Two?');
      pick('JSON');
      const file = await exportTo(folder, [session.id]);
      assert.deepEqual(saidIn(file), ['One?', 'Hello there.', 'Two?', 'Hello there.']);
    }));

  it('has all of an answer of which only the beginning could be saved', () =>
    inFolder(async (folder) => {
      const { session } = window.conversations.create();
      window.models.script = async function* () {
        yield { type: 'text-delta', text: 'Hello ' };
        await until(() => session.messages.every(({ id }) => session.isSaved(id)));
        fillDisk();
        yield { type: 'text-delta', text: 'there.' };
        yield { type: 'finish', reason: 'stop', rawReason: 'end_turn' };
      };
      await ask(session, 'One?');
      pick('JSON');
      assert.deepEqual(saidIn(await exportTo(folder, [session.id])), ['One?', 'Hello there.']);
    }));

  it('of all chats has those of which nothing could be saved', () =>
    inFolder(async (folder) => {
      await window.store('saved', {});
      fillDisk();
      await ask(window.conversations.create().session, 'One?');
      await ask(window.conversations.create().session, 'Two?');
      pick('All chats', 'JSON');
      assert.deepEqual([...titlesIn(await exportTo(folder))].sort(), ['One?', 'Two?', 'saved']);
      assert.match(notifications().join(), /3 chats were exported/u);
    }));

  it('works also with what a history would never give', () =>
    inFolder(async (folder) => {
      let input: unknown = {};
      for (let depth = 0; depth < 50_000; depth += 1) input = { input };
      const { session } = window.conversations.create();
      fillDisk();
      await ask(session, 'One?');
      const parts = [
        { type: 'tool-call', id: 't', name: 'deep', input },
        { type: 'text', text: 7 },
      ] as unknown as StoredMessage['parts'];
      const messages = session.messages.map((message) => (message.role === 'user' ? message : { ...message, parts }));
      const { id, conversation } = session;
      pick('JSON');
      const file = await exportOf(folder, [{ id, conversation, messages, isSaved: () => false }], [id]);
      assert.equal(saidIn(file)[0], 'One?');
    }));
});
