import assert from 'node:assert/strict';
import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { LastUsedSelection } from '../../../../src/models/lastUsedSelection.js';
import type { StoredSelection } from '../../../../src/storage/api/chatHistory.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { says, ScriptedModels } from '../../../support/scriptedModels.js';
import { untilIdle } from '../support/untilIdle.js';
import { openPolicy } from '../../../support/openGate.js';

const mistral: StoredSelection = { ref: { endpoint: 'mistral', model: 'm-2' }, parameters: { temperature: 0.5 } };
const google: StoredSelection = { ref: { endpoint: 'google', model: 'g-1' }, parameters: { reasoningEffort: 'max' } };
const settings: StoredSelection = { ref: { endpoint: 'openai', model: 'm-1' }, parameters: {} };

interface Window {
  readonly models: ScriptedModels;
  readonly lastUsed: LastUsedSelection;
  readonly conversations: Conversations;
}

describe('who answers a conversation', () => {
  let history: MemoryHistory;
  let windows: Window[];

  beforeEach(() => {
    history = new MemoryHistory();
    windows = [];
  });
  afterEach(() => windows.forEach(({ conversations }) => conversations.dispose()));

  function openWindow(): Window {
    const logger = recordingLogger();
    const models = new ScriptedModels(says('Hello.'));
    const lastUsed = lastUsedInMemory(undefined, () => settings);
    const conversations = new Conversations({
      lastUsed,
      unsavable: new MemoryUnsavable(),
      history,
      models,
      logger,
      tasks: new TaskRegistry(logger),
      workspace: null,
      policy: openPolicy,
      onFirstAnswer: () => undefined,
    });
    const window = { models, lastUsed, conversations };
    windows.push(window);
    return window;
  }

  it('is what the settings say, and is kept with the first question', async () => {
    const { conversations, lastUsed } = openWindow();
    const { session } = conversations.create();
    assert.equal(session.selection, null);
    session.send('Hi');
    assert.deepEqual(session.selection, settings);
    await untilIdle(session);
    assert.deepEqual((await history.conversation(session.id))?.selection, settings);
    assert.equal(lastUsed.selection, null, 'the settings go on deciding on new chats');
    const events = history.appended.flatMap((each) => each.events);
    session.send('Once more');
    await untilIdle(session);
    const later = history.appended.flatMap((each) => each.events).slice(events.length);
    assert.ok(
      later.every((event) => event.type !== 'conversation.set' || !('selection' in event.fields)),
      'what has not changed is not written again',
    );
  });

  it('is what was chosen in it, before its first message and later', async () => {
    const { conversations, models, lastUsed } = openWindow();
    const { session } = conversations.create();
    session.select(mistral);
    assert.equal(history.appended.length, 0, 'nothing is stored before the first message');
    session.send('Hi');
    await untilIdle(session);
    assert.deepEqual([models.requests[0]?.model, models.requests[0]?.parameters], ['m-2', { temperature: 0.5 }]);
    assert.deepEqual(
      session.branch.map(({ provider, providerName, model }) => [provider, providerName, model]),
      [
        [undefined, undefined, undefined],
        ['mistral', 'Provider mistral', 'm-2'],
      ],
    );
    session.select(google);
    await conversations.writer.flush();
    assert.deepEqual((await history.conversation(session.id))?.selection, google);
    assert.deepEqual(lastUsed.selection, google);
  });

  it('is what was used last in this window for the next new chat, and for no other window', () => {
    const [here, there] = [openWindow(), openWindow()];
    const { session: open } = here.conversations.create();
    here.conversations.create().session.select(mistral);
    assert.deepEqual(here.conversations.create().session.selection, mistral);
    assert.equal(open.selection, null, 'a chat that is open already goes on as it is');
    assert.equal(there.conversations.create().session.selection, null);
  });

  it('is used last, too, where a chat of another model is asked', async () => {
    const { conversations } = openWindow();
    await history.append(
      [{ type: 'conversation.set', id: 'c', fields: { title: 'T', createdAt: 1, selection: google } }],
      'synced',
    );
    const { session } = (await conversations.open('c'))!;
    assert.deepEqual(session.selection, google);
    session.send('Hi');
    await untilIdle(session);
    assert.deepEqual(conversations.create().session.selection, google);
  });

  it('stays different in two chats, whichever is asked', async () => {
    const { conversations, models } = openWindow();
    const [one, other] = [conversations.create().session, conversations.create().session];
    one.select(mistral);
    other.select(google);
    for (const session of [one, other, one]) {
      session.send('Hi');
      await untilIdle(session);
    }
    assert.deepEqual(
      models.requests.map(({ model, parameters }) => [model, parameters]),
      [mistral, google, mistral].map(({ ref, parameters }) => [ref.model, parameters]),
    );
  });

  it('goes out with what is known of the files that its model takes', async () => {
    const { conversations, models } = openWindow();
    const { session } = conversations.create();
    for (const inputs of [undefined, { imageInput: false }]) {
      models.current = { ...models.current, ...(inputs === undefined ? {} : { inputs }) };
      session.send('Hi');
      await untilIdle(session);
      assert.deepEqual(models.requests.at(-1)?.inputs, inputs);
    }
  });

  it('is taken over from another window that has the same conversation open', async () => {
    const { conversations } = openWindow();
    const { session } = conversations.create();
    session.send('Hi');
    await untilIdle(session);
    let told = 0;
    session.onEvent(({ type }) => (told += Number(type === 'conversation')));
    history.changeElsewhere(
      [{ type: 'conversation.set', id: session.id, fields: { selection: google } }],
      new Set([session.id]),
    );
    await session.catchUp();
    assert.deepEqual(session.selection, google);
    assert.ok(told > 0);
  });

  it('stays with "Try Again" and "Continue"', async () => {
    const { conversations, models } = openWindow();
    const { session } = conversations.create();
    session.select(mistral);
    session.send('Hi');
    await untilIdle(session);
    session.retry(session.branch[1]!.id);
    await untilIdle(session);
    session.continueAnswer(session.branch[1]!.id);
    await untilIdle(session);
    assert.deepEqual(
      models.requests.map(({ model }) => model),
      ['m-2', 'm-2', 'm-2'],
    );
  });
});
