import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Conversations } from '../../../src/chat/conversation/conversations.js';
import { textOf } from '../../../src/core/message.js';
import { TaskRegistry } from '../../../src/core/taskRegistry.js';
import { lastUsedInMemory } from '../../support/lastUsedInMemory.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { says, ScriptedModels } from '../../support/scriptedModels.js';
import { nested } from '../../support/hostileValues.js';
import { closeStorage, openStorage, withFolder, type OpenStorage } from '../storage/support/openStorage.js';
import { until } from '../storage/support/until.js';
import { openPolicy } from '../../support/openGate.js';

const hangingWorker = new URL('../storage/support/hangingWorker.ts', import.meta.url);

function chatOver({ storage }: OpenStorage): {
  readonly conversations: Conversations;
  readonly models: ScriptedModels;
} {
  const logger = recordingLogger();
  const models = new ScriptedModels(says('ok'));
  const { history, unsavable } = storage;
  const conversations = new Conversations({
    lastUsed: lastUsedInMemory(),
    history,
    unsavable,
    models,
    logger,
    tasks: new TaskRegistry(logger),
    workspace: null,
    policy: openPolicy,
    onFirstAnswer: () => undefined,
  });
  return { conversations, models };
}

describe('a chat over a real storage', function () {
  this.timeout(60_000);

  it('saves an answer that every storage thread hangs with beside the history, and all else in it', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder, hangingWorker, undefined, 300);
      const { conversations, models } = chatOver(open);
      const other = conversations.create().session;
      other.send('Before?');
      await until(() => other.isIdle);
      writeFileSync(path.join(folder, 'hang-before'), 'poison');

      models.script = says('This is poi', 'son.');
      const session = conversations.create().session;
      session.send('What is it?');
      await until(() => session.turn === undefined);
      models.script = says('still here');
      other.send('And now?');
      await until(() => other.isIdle && session.isIdle);
      assert.equal(conversations.writeError, undefined);
      assert.equal(open.workers.length, 3);
      const answer = session.branch[1]!;
      assert.equal(answer.error?.code, 'unsavable');
      const file = await open.storage.unsavable.fileOf(session.id, answer.id);
      assert.match(readFileSync(file!, 'utf8'), /This is poison\./u);
      conversations.dispose();
      await closeStorage(open);

      const again = openStorage(folder);
      const said = async (id: string) => (await again.storage.history.messages(id)).map(({ parts }) => textOf(parts));
      assert.deepEqual(await said(other.id), ['Before?', 'ok', 'And now?', 'still here']);
      assert.deepEqual(await said(session.id), ['What is it?', '']);
      await closeStorage(again);
    }));

  it('saves an answer with a tool call whose arguments are 4,000 nested brackets, and the chat that is asked meanwhile', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      const { conversations, models } = chatOver(open);
      const [hostile, ordinary] = [conversations.create().session, conversations.create().session];
      models.script = async function* ({ messages }) {
        await Promise.resolve();
        const isHostile = textOf(messages.at(-1)!.parts) === 'hostile';
        yield { type: 'text-delta', text: isHostile ? 'Look: ' : 'fine' };
        if (isHostile) yield { type: 'tool-call', id: 'call', name: 'run', input: nested(4_000) };
        yield { type: 'finish', reason: 'stop' };
      };
      hostile.send('hostile');
      ordinary.send('ordinary');
      await until(() => hostile.isIdle && ordinary.isIdle);
      hostile.send('and then?');
      await until(() => hostile.isIdle);
      conversations.dispose();
      await closeStorage(open);

      const again = openStorage(folder);
      const messages = await again.storage.history.messages(hostile.id);
      assert.deepEqual(
        messages.map(({ status }) => status),
        Array.from({ length: 4 }, () => 'complete'),
      );
      const call = messages[1]!.parts[1];
      assert.ok(call?.type === 'tool-call');
      assert.ok(call.input === '['.repeat(4_000) + ']'.repeat(4_000), 'as its text');
      assert.equal(textOf((await again.storage.history.messages(ordinary.id))[1]!.parts), 'fine');
      await closeStorage(again);
    }));
});
