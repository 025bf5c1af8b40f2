import assert from 'node:assert/strict';
import { Conversations } from '../../src/chat/conversation/conversations.js';
import { silentLogger } from '../../src/core/logger.js';
import { textOf, type MessagePart } from '../../src/core/message.js';
import { TaskRegistry } from '../../src/core/taskRegistry.js';
import { lastUsedInMemory } from '../support/lastUsedInMemory.js';
import { MemoryHistory } from '../support/memoryHistory.js';
import { MemoryUnsavable } from '../support/memoryUnsavable.js';
import { thoughtTexts, unopenedThoughts } from '../support/simulator/thoughtTexts.js';
import { untilIdle } from '../unit/chat/support/untilIdle.js';
import { ConnectedModels } from './support/connectedModels.js';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';
import { openPolicy } from '../support/openGate.js';

const reasoningOf = (parts: readonly MessagePart[]): string =>
  parts.map((part) => (part.type === 'reasoning' ? part.text : '')).join('');

forEachProvider('thoughts in the text of an answer', (subject) => {
  for (const scenario of Object.keys(thoughtTexts)) {
    it(`${scenario}: is reasoning`, async () => {
      const provider = await subject.connect();
      const stream = provider.streamChat(ask(scenario), new AbortController().signal);
      const { text, reasoning, error, events } = await outcomeOf(stream);
      assert.deepEqual([text, reasoning, error], ['Paris.', 'A thought.', undefined]);
      assert.equal(events.at(-1)?.type, 'finish');
    });
  }

  for (const scenario of [...Object.keys(thoughtTexts), ...Object.keys(unopenedThoughts)]) {
    it(`${scenario}: is kept as reasoning, and not sent with the next question`, async () => {
      const history = new MemoryHistory();
      const provider = await subject.connect();
      const tasks = new TaskRegistry(silentLogger);
      const conversations = new Conversations({
        history,
        unsavable: new MemoryUnsavable(),
        models: new ConnectedModels({ [subject.id]: provider }, subject.id, 'm'),
        logger: silentLogger,
        lastUsed: lastUsedInMemory(),
        tasks,
        workspace: null,
        policy: openPolicy,
        onFirstAnswer: () => undefined,
      });
      try {
        const { session } = conversations.create();
        session.send(`Where? [scenario:${scenario}]`);
        await untilIdle(session);
        session.send('And now? [scenario:plain]');
        await untilIdle(session);
        const [, answer] = await history.messages(session.id);
        assert.deepEqual([textOf(answer!.parts), reasoningOf(answer!.parts)], ['Paris.', 'A thought.']);
        const sent = JSON.stringify(subject.lastRequest().body);
        assert.ok(sent.includes('Paris.') && sent.includes('And now?'), sent);
        assert.ok(!sent.includes('thought.'), sent);
      } finally {
        conversations.dispose();
      }
    });
  }
});
