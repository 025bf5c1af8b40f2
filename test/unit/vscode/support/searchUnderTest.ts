import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { SearchRequest, SearchResult, StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { searchChats } from '../../../../src/vscode/search/searchChats.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { says, ScriptedModels } from '../../../support/scriptedModels.js';
import type { FakeQuickPick } from '../../../support/vscodeStub/quickPick.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { settled } from './settled.js';
import { openPolicy } from '../../../support/openGate.js';

/** The search from the palette over a history with two chats, `floats`, the later one, and `tests`. */
export class SearchUnderTest {
  readonly #history = new MemoryHistory();
  readonly logger = recordingLogger();
  /** What the history was asked for, in order. */
  readonly requests: SearchRequest[] = [];
  /** What was opened, and `log`. */
  readonly opened: unknown[] = [];
  /** How the history answers. */
  answer = (request: SearchRequest): Promise<SearchResult> => this.#history.search(request);
  /** Resolves when the search is over. */
  end: Promise<void> = Promise.resolve();
  readonly #conversations: Conversations;

  constructor() {
    const { logger } = this;
    this.#conversations = new Conversations({
      lastUsed: lastUsedInMemory(),
      unsavable: new MemoryUnsavable(),
      history: this.#history,
      models: new ScriptedModels(says('ok')),
      logger,
      tasks: new TaskRegistry(recordingLogger()),
      workspace: 'file:///here',
      policy: openPolicy,
      onFirstAnswer: () => undefined,
    });
  }

  static async create(): Promise<SearchUnderTest> {
    const created = new SearchUnderTest();
    await created.converse('floats', 'Sorting floats', 'How do I sort floats?', 3);
    await created.converse('tests', 'Naming tests', 'How are tests named and what do I sort first?', 2);
    return created;
  }

  /** A chat with one question, whose id is `<id>-question`. */
  async converse(id: string, title: string, text: string, updatedAt: number): Promise<void> {
    const message: StoredMessage = {
      id: `${id}-question`,
      conversationId: id,
      parentId: null,
      role: 'user',
      parts: [{ type: 'text', text }],
      createdAt: updatedAt,
      status: 'complete',
    };
    const set = { type: 'conversation.set', id, fields: { title, updatedAt } } as const;
    await this.#history.append([set, { type: 'message.put', message }], 'synced');
  }

  /** Opens the list and resolves with it when everything that can be in it is. */
  async open(): Promise<FakeQuickPick> {
    this.end = searchChats({
      list: this.#conversations.list,
      history: {
        search: (request) => {
          this.requests.push(request);
          return this.answer(request);
        },
      },
      workspace: 'file:///here',
      displayNameOf: (provider) => `<${provider}>`,
      open: (...target) => {
        this.opened.push(target);
        return Promise.resolve();
      },
      showLog: () => void this.opened.push('log'),
      logger: this.logger,
    });
    await settled();
    return vscodeStub.quickPicks[0]!;
  }

  /** Closes the list without a choice. Resolves when the search is over. */
  async close(pick: FakeQuickPick): Promise<void> {
    pick.escape();
    await this.end;
  }

  /** From now on answers come when the test says so. */
  hold(): () => void {
    const gate = Promise.withResolvers<void>();
    const { answer } = this;
    this.answer = async (request) => {
      await gate.promise;
      return answer(request);
    };
    return gate.resolve;
  }

  dispose(): void {
    this.#conversations.dispose();
  }
}

/** What the list shows when the answer to this text is there. */
export async function typed(pick: FakeQuickPick, text: string): Promise<readonly string[]> {
  pick.type(text);
  await settled();
  return labelsOf(pick);
}

export function labelsOf(pick: FakeQuickPick): readonly string[] {
  return pick.visibleItems.map(({ label }) => label);
}
