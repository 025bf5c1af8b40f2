import assert from 'node:assert/strict';
import { ScoutError } from '../../../src/core/errors.js';
import type { ChatProvider, ProviderDescriptor, ProviderId, ProviderModule } from '../../../src/providers/provider.js';
import { ProviderManager } from '../../../src/providers/providerManager.js';
import { recordingLogger } from '../../support/recordingLogger.js';

interface Vendor {
  readonly descriptor: ProviderDescriptor;
  loads: number;
  created: number;
  /** Of the clients, in the order they were made. */
  readonly keys: (string | undefined)[];
  disposed: number;
  failLoad: boolean;
  failDispose: boolean;
}

function vendor(id: ProviderId): Vendor {
  const state: Vendor = {
    loads: 0,
    created: 0,
    keys: [],
    disposed: 0,
    failLoad: false,
    failDispose: false,
    descriptor: {
      id,
      displayName: id.toUpperCase(),
      keyVariables: [],
      needsKey: true,
      fallbackModels: [],
      load: () => {
        state.loads += 1;
        if (state.failLoad) return Promise.reject(new Error('chunk missing'));
        return Promise.resolve(module);
      },
    },
  };
  const module: ProviderModule = {
    createProvider: ({ apiKey }) => {
      state.created += 1;
      state.keys.push(apiKey);
      const provider: ChatProvider = {
        listModels: () => Promise.resolve([]),
        streamChat: () => {
          throw new Error('not asked in this test');
        },
        dispose: () => {
          state.disposed += 1;
          if (state.failDispose) throw new Error('socket stuck');
        },
      };
      return provider;
    },
  };
  return state;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('ProviderManager', () => {
  let openai: Vendor;
  let anthropic: Vendor;
  let key: string | undefined;
  let logger: ReturnType<typeof recordingLogger>;
  let manager: ProviderManager;

  beforeEach(() => {
    openai = vendor('openai');
    anthropic = vendor('anthropic');
    key = 'k';
    logger = recordingLogger();
    manager = new ProviderManager({
      registry: [openai.descriptor, anthropic.descriptor],
      optionsFor: () =>
        key === undefined
          ? Promise.reject(new ScoutError('missing-api-key', 'no key'))
          : Promise.resolve({ apiKey: key, baseUrl: undefined, idleTimeoutMs: 1_000, logger }),
      logger,
    });
  });

  it('imports nothing when a provider is chosen, and once however many ask at the same time', async () => {
    manager.choose('llm', 'openai');
    assert.equal(openai.loads, 0);
    const leases = await Promise.all([manager.leaseCurrent('llm'), manager.leaseCurrent('llm')]);
    assert.equal(openai.loads, 1);
    assert.equal(openai.created, 1);
    assert.equal(leases[0].provider, leases[1].provider);
    assert.ok(logger.lines.includes('info: Loaded OPENAI module'));
    assert.deepEqual(manager.loadedModules, ['openai']);
  });

  it('does not import an SDK for which there is no key', async () => {
    key = undefined;
    manager.choose('llm', 'openai');
    await assert.rejects(manager.leaseCurrent('llm'), { code: 'missing-api-key' });
    assert.equal(openai.loads, 0);
    key = 'now there is one';
    (await manager.leaseCurrent('llm')).release();
    assert.equal(openai.loads, 1);
  });

  it('tries a failed import again the next time', async () => {
    openai.failLoad = true;
    manager.choose('llm', 'openai');
    await assert.rejects(manager.leaseCurrent('llm'), { code: 'internal', retryable: true });
    openai.failLoad = false;
    await manager.leaseCurrent('llm');
    assert.equal(openai.loads, 2);
  });

  it('disposes a provider that is no longer chosen, and keeps one that the other role still uses', async () => {
    manager.choose('llm', 'openai');
    manager.choose('background', 'openai');
    (await manager.leaseCurrent('llm')).release();
    manager.choose('llm', 'anthropic');
    await settled();
    assert.equal(openai.disposed, 0, 'the background provider still uses it');
    manager.choose('background', undefined);
    await settled();
    assert.equal(openai.disposed, 1);
    assert.ok(logger.lines.includes('info: Released OPENAI'));
  });

  it('lets an answer under way end before its provider is disposed', async () => {
    manager.choose('llm', 'openai');
    const lease = await manager.leaseCurrent('llm');
    manager.choose('llm', 'anthropic');
    await settled();
    assert.equal(openai.disposed, 0);
    lease.release();
    lease.release();
    await settled();
    assert.equal(openai.disposed, 1);
  });

  it('makes a new client after the key changed', async () => {
    manager.choose('llm', 'openai');
    const before = await manager.leaseCurrent('llm');
    manager.invalidate('openai');
    const after = await manager.leaseCurrent('llm');
    assert.notEqual(before.provider, after.provider);
    assert.equal(openai.loads, 1, 'the module is imported once');
    before.release();
    await settled();
    assert.equal(openai.disposed, 1);
    after.release();
    await settled();
    assert.equal(openai.disposed, 1, 'the new client is still chosen');
  });

  it('uses no client with the old key when the key changes while it is being made', async () => {
    manager.choose('llm', 'openai');
    const lease = manager.leaseCurrent('llm');
    key = 'new';
    manager.invalidate('openai');
    const leases = [await lease, await manager.leaseCurrent('llm')];
    assert.deepEqual(openai.keys, ['k', 'new']);
    assert.equal(leases[0]!.provider, leases[1]!.provider);
    await settled();
    assert.equal(openai.disposed, 1, 'the client with the old key is gone');
    for (const { release } of leases) release();
  });

  it('logs a failing disposal and disposes the others', async () => {
    openai.failDispose = true;
    manager.choose('llm', 'openai');
    manager.choose('background', 'anthropic');
    (await manager.leaseCurrent('llm')).release();
    (await manager.leaseCurrent('background')).release();
    await manager.dispose();
    assert.equal(anthropic.disposed, 1);
    assert.ok(logger.lines.includes('error: Could not release OPENAI (Error: socket stuck)'));
    await assert.rejects(manager.leaseCurrent('llm'), { code: 'internal' });
  });
});
