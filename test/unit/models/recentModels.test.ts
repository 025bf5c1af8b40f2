import assert from 'node:assert/strict';
import { RecentModels } from '../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

describe('the models that were used last', () => {
  let users: MemoryUsers;
  let recent: RecentModels;

  beforeEach(() => {
    users = new MemoryUsers();
    recent = new RecentModels(new LocalUserPreferences(users, 'ada', recordingLogger()));
  });

  it('are remembered for each provider and each role', async () => {
    await recent.setModel('llm', 'openai', 'm');
    assert.equal(await recent.model('llm', 'openai'), 'm');
    assert.equal(await recent.model('llm', 'mistral'), '');
    assert.equal(await recent.model('background', 'openai'), '');
    await recent.setModel('llm', 'openai', '');
    assert.equal(await recent.model('llm', 'openai'), '');
  });

  it('go with the providers of each role, the latest first', async () => {
    for (const id of ['openai', 'mistral', 'openai']) await recent.addProvider('llm', id);
    assert.deepEqual(await recent.providers('llm'), ['openai', 'mistral']);
    assert.deepEqual(await recent.providers('background'), []);
  });

  it('are stored under the keys of earlier versions', async () => {
    await recent.setModel('llm', 'openai', 'm');
    await recent.addProvider('background', 'mistral');
    assert.deepEqual(users.preferences, { 'model:llm:openai': 'm', 'providers:background': ['mistral'] });
  });

  it('are none where what was stored is no list of names', async () => {
    const store = new LocalUserPreferences(users, 'ada', recordingLogger());
    await store.setValue('providers:llm', { openai: true });
    assert.deepEqual(await recent.providers('llm'), []);
    await store.setValue('providers:llm', ['openai', 7, null]);
    assert.deepEqual(await recent.providers('llm'), ['openai']);
  });
});
