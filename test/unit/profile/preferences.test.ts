import assert from 'node:assert/strict';
import { ModelCatalogue } from '../../../src/models/modelCatalogue.js';
import { Preferences } from '../../../src/profile/preferences.js';
import { abortError, ScoutError } from '../../../src/core/errors.js';
import type { ModelInfo, ProviderDescriptor } from '../../../src/providers/provider.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

const fallback: ModelInfo = { id: 'built-in', displayName: 'Built in' };
const descriptor = { id: 'openai', displayName: 'OpenAI', fallbackModels: [fallback] } as unknown as ProviderDescriptor;

describe('Preferences', () => {
  it('creates the local user once, and keeps drafts and models under it', async () => {
    const users = new MemoryUsers();
    const preferences = new Preferences(users, 'ada', recordingLogger());
    await Promise.all([preferences.setDraft('c1', 'half a sent'), preferences.setLastModel('llm', 'openai', 'm')]);
    assert.equal(await preferences.draft('c1'), 'half a sent');
    assert.equal(await preferences.draft('c2'), '');
    assert.equal(await preferences.lastModel('llm', 'openai'), 'm');
    assert.equal(users.events.filter(({ type }) => type === 'user.set').length, 1);
    await preferences.setDraft('c1', '');
    assert.equal(await preferences.draft('c1'), '');
    assert.equal(await new Preferences(users, 'ada', recordingLogger()).lastModel('llm', 'openai'), 'm');
    assert.equal(users.events.filter(({ type }) => type === 'user.set').length, 1, 'the next start finds the user');
  });

  it('remembers the providers of each role, the latest first', async () => {
    const preferences = new Preferences(new MemoryUsers(), 'ada', recordingLogger());
    for (const id of ['openai', 'mistral', 'openai']) await preferences.addChosenProvider('llm', id);
    assert.deepEqual(await preferences.chosenProviders('llm'), ['openai', 'mistral']);
    assert.deepEqual(await preferences.chosenProviders('background'), []);
  });

  it('fails nothing while the user database does, and recovers with it', async () => {
    const users = new MemoryUsers();
    const logger = recordingLogger();
    const preferences = new Preferences(users, 'ada', logger);
    users.failure = new ScoutError('storage', 'read-only');
    assert.equal(await preferences.draft('c1'), '');
    await preferences.setDraft('c1', 'secret words');
    assert.ok(logger.lines.length > 0);
    assert.equal(
      logger.lines.some((line) => line.includes('secret words')),
      false,
    );
    users.failure = undefined;
    await preferences.setDraft('c1', 'x');
    assert.equal(await preferences.draft('c1'), 'x');
  });
});

describe('ModelCatalogue', () => {
  let answer: () => Promise<readonly ModelInfo[]>;
  let asked: number;
  let catalogue: ModelCatalogue;
  const signal = new AbortController().signal;
  const listed: ModelInfo = { id: 'listed', displayName: 'Listed' };

  beforeEach(() => {
    asked = 0;
    answer = () => Promise.resolve([listed]);
    const preferences = new Preferences(new MemoryUsers(), 'ada', recordingLogger());
    catalogue = new ModelCatalogue(
      (_descriptor, use) => {
        asked += 1;
        return use({ listModels: () => answer(), streamChat: () => [] as never, dispose: () => undefined });
      },
      preferences,
      recordingLogger(),
    );
  });

  it('asks the vendor once and keeps the list, until it is told to ask again', async () => {
    assert.deepEqual((await catalogue.list(descriptor, 'a', false, signal)).models, [listed]);
    assert.deepEqual((await catalogue.list(descriptor, 'a', false, signal)).models, [listed]);
    assert.equal(asked, 1);
    await catalogue.list(descriptor, 'a', true, signal);
    assert.equal(asked, 2);
  });

  it('does not offer one server the list of another', async () => {
    await catalogue.list(descriptor, 'a', false, signal);
    await catalogue.list(descriptor, 'b', false, signal);
    assert.equal(asked, 2);
  });

  it('offers the built-in list, with the reason, when the vendor cannot be asked, and the last list when there is one', async () => {
    answer = () => Promise.reject(new ScoutError('network', 'offline'));
    const first = await catalogue.list(descriptor, 'a', false, signal);
    assert.deepEqual(first.models, [fallback]);
    assert.equal(first.failure?.code, 'network');
    answer = () => Promise.resolve([listed]);
    await catalogue.list(descriptor, 'a', false, signal);
    answer = () => Promise.reject(new ScoutError('network', 'offline'));
    const later = await catalogue.list(descriptor, 'a', true, signal);
    assert.deepEqual(later.models, [listed]);
    assert.equal(later.failure?.code, 'network');
  });

  it('lets a cancellation through', async () => {
    answer = () => Promise.reject(abortError());
    await assert.rejects(catalogue.list(descriptor, 'a', false, signal), { name: 'AbortError' });
  });
});
