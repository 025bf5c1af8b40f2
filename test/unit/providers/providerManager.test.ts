import assert from 'node:assert/strict';
import { ScoutError } from '../../../src/core/errors.js';
import type { Endpoint, EndpointId } from '../../../src/providers/endpoint.js';
import type { ChatProvider, ProviderModule, Vendor, VendorId } from '../../../src/providers/provider.js';
import { ProviderManager } from '../../../src/providers/providerManager.js';
import { recordingLogger } from '../../support/recordingLogger.js';

/** A vendor whose module a test watches. */
class WatchedVendor implements Vendor {
  loads = 0;
  created = 0;
  /** Of the clients, in the order they were made. */
  readonly keys: (string | undefined)[] = [];
  disposed = 0;
  failLoad = false;
  failDispose = false;
  readonly id: VendorId;
  readonly name: string;

  constructor(id: VendorId) {
    this.id = id;
    this.name = id.toUpperCase();
  }

  readonly load = (): Promise<ProviderModule> => {
    this.loads += 1;
    if (this.failLoad) return Promise.reject(new Error('chunk missing'));
    return Promise.resolve({ createProvider: ({ apiKey }) => this.#createProvider(apiKey) });
  };

  #createProvider(apiKey: string | undefined): ChatProvider {
    this.created += 1;
    this.keys.push(apiKey);
    return {
      listModels: () => Promise.resolve([]),
      streamChat: () => {
        throw new Error('not asked in this test');
      },
      dispose: () => {
        this.disposed += 1;
        if (this.failDispose) throw new Error('socket stuck');
      },
    };
  }
}

const endpoint = (id: string, { id: vendor, name }: Vendor): Endpoint => ({
  id: id as EndpointId,
  name,
  vendor,
  settingKey: id,
  keyVariables: [],
  needsKey: true,
  fallbackModels: [],
});

const openaiId = 'openai' as EndpointId;
const anthropicId = 'anthropic' as EndpointId;
const gatewayId = 'gateway' as EndpointId;

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('ProviderManager', () => {
  let openai: WatchedVendor;
  let anthropic: WatchedVendor;
  let key: string | undefined;
  let logger: ReturnType<typeof recordingLogger>;
  let manager: ProviderManager;

  beforeEach(() => {
    openai = new WatchedVendor('openai');
    anthropic = new WatchedVendor('anthropic');
    key = 'k';
    logger = recordingLogger();
    manager = new ProviderManager({
      endpoints: () => [endpoint('openai', openai), endpoint('anthropic', anthropic), endpoint('gateway', openai)],
      vendors: [openai, anthropic],
      optionsFor: () =>
        key === undefined
          ? Promise.reject(new ScoutError('missing-api-key', 'no key'))
          : Promise.resolve({ apiKey: key, baseUrl: undefined, idleTimeoutMs: 1_000, logger }),
      logger,
    });
  });

  it('imports nothing when a provider is chosen, and once however many ask at the same time', async () => {
    manager.choose('llm', openaiId);
    assert.equal(openai.loads, 0);
    const leases = await Promise.all([manager.lease(openaiId), manager.lease(openaiId)]);
    assert.equal(openai.loads, 1);
    assert.equal(openai.created, 1);
    assert.equal(leases[0].provider, leases[1].provider);
    assert.ok(logger.lines.includes('info: Loaded OPENAI module'));
    assert.deepEqual(manager.loadedVendors, [openai]);
  });

  it('does not import an SDK for which there is no key', async () => {
    key = undefined;
    manager.choose('llm', openaiId);
    await assert.rejects(manager.lease(openaiId), { code: 'missing-api-key' });
    assert.equal(openai.loads, 0);
    key = 'now there is one';
    (await manager.lease(openaiId)).release();
    assert.equal(openai.loads, 1);
  });

  it('tries a failed import again the next time', async () => {
    openai.failLoad = true;
    manager.choose('llm', openaiId);
    await assert.rejects(manager.lease(openaiId), { code: 'internal', retryable: true });
    openai.failLoad = false;
    await manager.lease(openaiId);
    assert.equal(openai.loads, 2);
  });

  it('disposes a provider that is no longer chosen, and keeps one that the other role still uses', async () => {
    manager.choose('llm', openaiId);
    manager.choose('background', openaiId);
    (await manager.lease(openaiId)).release();
    manager.choose('llm', anthropicId);
    await settled();
    assert.equal(openai.disposed, 0, 'the background provider still uses it');
    manager.choose('background');
    await settled();
    assert.equal(openai.disposed, 1);
    assert.ok(logger.lines.includes('info: Released OPENAI'));
  });

  it('lets an answer under way end before its provider is disposed', async () => {
    manager.choose('llm', openaiId);
    const lease = await manager.lease(openaiId);
    manager.choose('llm', anthropicId);
    await settled();
    assert.equal(openai.disposed, 0);
    lease.release();
    lease.release();
    await settled();
    assert.equal(openai.disposed, 1);
  });

  it('counts a lease that is released twice once', async () => {
    const [once, twice] = [await manager.lease(openaiId), await manager.lease(openaiId)];
    twice.release();
    twice.release();
    await settled();
    assert.equal(openai.disposed, 0, 'the other lease holds it');
    once.release();
    await settled();
    assert.equal(openai.disposed, 1);
  });

  it('makes a new client after the key changed', async () => {
    manager.choose('llm', openaiId);
    const before = await manager.lease(openaiId);
    manager.invalidate(openaiId);
    const after = await manager.lease(openaiId);
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
    manager.choose('llm', openaiId);
    const lease = manager.lease(openaiId);
    key = 'new';
    manager.invalidate(openaiId);
    const leases = [await lease, await manager.lease(openaiId)];
    assert.deepEqual(openai.keys, ['k', 'new']);
    assert.equal(leases[0]!.provider, leases[1]!.provider);
    await settled();
    assert.equal(openai.disposed, 1, 'the client with the old key is gone');
    for (const { release } of leases) release();
  });

  it('has a client for each endpoint, and one module for all endpoints of a vendor', async () => {
    const own = await manager.lease(openaiId);
    const gateway = await manager.lease(gatewayId);
    assert.notEqual(own.provider, gateway.provider);
    assert.equal(openai.loads, 1);
    manager.choose('llm', openaiId);
    gateway.release();
    await settled();
    assert.equal(openai.disposed, 1, 'only the client that nobody uses');
    own.release();
    manager.invalidate(gatewayId);
    assert.equal((await manager.lease(openaiId)).provider, own.provider, 'the key of another endpoint changed');
  });

  it('refuses an endpoint that it does not know', async () => {
    await assert.rejects(manager.lease('nowhere' as EndpointId), { code: 'missing-provider' });
  });

  it('logs a failing disposal and disposes the others', async () => {
    openai.failDispose = true;
    manager.choose('llm', openaiId);
    manager.choose('background', anthropicId);
    (await manager.lease(openaiId)).release();
    (await manager.lease(anthropicId)).release();
    await manager.dispose();
    assert.equal(anthropic.disposed, 1);
    assert.ok(logger.lines.includes('error: Could not release OPENAI (Error: socket stuck)'));
    await assert.rejects(manager.lease(openaiId), { code: 'internal' });
  });
});
