import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ScoutError } from '../../../src/core/errors.js';
import type { Lazy } from '../../../src/core/lazy.js';
import type { Logger } from '../../../src/core/logger.js';
import type { EndpointId } from '../../../src/providers/endpoint.js';
import type { ChatApplication } from '../../../src/app/chatApplication.js';
import { createFeatures, type Features } from '../../../src/app/features.js';
import type { Storage } from '../../../src/storage/host/storage.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { sharedStorage, TemporaryStorage } from './support/temporaryStorage.js';
import { WindowParts } from './support/windowParts.js';

const names = ['chat', 'memoryTools', 'archives', 'maintenance'] as const;

/** Those that show documents, each by a scheme of its own. */
const schemes = { memoryTools: 'scout-memory', archives: 'scout-import', maintenance: 'scout-check' } as const;

describe('the features', () => {
  const shared = sharedStorage();
  let parts: WindowParts;

  beforeEach(() => {
    parts = new WindowParts(shared.storage);
  });

  afterEach(() => parts.dispose());

  const canOpen = async (scheme: string): Promise<boolean> =>
    vscode.workspace.openTextDocument(vscode.Uri.from({ scheme, path: '/x.md' })).then(
      () => true,
      () => false,
    );

  it('are not there before their first use', async () => {
    const own = new TemporaryStorage();
    await parts.dispose();
    parts = new WindowParts(own.storage);
    for (const name of names) assert.equal(await parts.features[name].started(), undefined);
    for (const scheme of Object.values(schemes)) assert.equal(await canOpen(scheme), false);
    assert.deepEqual([own.isStarted, parts.providers.log], [false, []]);
    await own.dispose();
  });

  for (const name of names) {
    const featureOf = (features: Features) => features[name] as Lazy<unknown>;

    it(`make ${name} once`, async () => {
      const feature = featureOf(parts.features);
      const [first, second] = await Promise.all([feature.get(), feature.get()]);
      assert.ok(first);
      assert.deepEqual([first === second, first === (await feature.get())], [true, true]);
    });

    it(`make ${name} at the second try when the first fails`, async () => {
      let failures = 1;
      const logger: Logger = {
        ...parts.logger,
        child(part) {
          if (failures-- > 0) throw new Error('not yet');
          return parts.logger.child(part);
        },
      };
      const feature = featureOf(createFeatures({ ...parts.dependencies, logger }));
      await assert.rejects(feature.get(), { message: 'not yet' });
      assert.equal(await feature.started(), undefined);
      assert.ok(await feature.get());
      if (name === 'chat') await endChat(feature);
    });
  }

  /** Of a chat that the window's parts do not know of. */
  async function endChat(feature: Lazy<unknown>): Promise<void> {
    const { conversations, purge } = (await feature.get()) as ChatApplication;
    purge.dispose();
    conversations.dispose();
  }

  for (const [name, scheme] of Object.entries(schemes)) {
    it(`leave the release of ${name} to the store`, async () => {
      await parts.features[name as keyof typeof schemes].get();
      assert.equal(await canOpen(scheme), true);
      await parts.store.dispose();
      vscodeStub.documents.closeAll();
      assert.equal(await canOpen(scheme), false);
    });
  }

  it('report the memory of what there is: tasks, modules, databases, views and conversations', async () => {
    const { memoryTools, chat } = parts.features;
    const report = async (): Promise<string> => {
      await (await memoryTools.get()).showReport();
      return vscodeStub.documents.shown.at(-1)!.getText();
    };
    assert.match(await report(), /Open views +\| +0 \|\n\| Chats in memory \| +0 \|/u);
    assert.equal(await chat.started(), undefined, 'a report makes no chat');
    (await chat.get()).views.showPanel();
    (await chat.get()).conversations.create();
    (await parts.providers.manager.lease('google' as EndpointId)).release();
    const work = Promise.withResolvers<void>();
    const task = parts.tasks.run('long work', () => work.promise);
    await parts.storage.history.labels();
    const after = await report();
    work.resolve();
    await task;
    assert.match(after, /Open views +\| +1 \|\n\| Chats in memory \| +2 \|/u);
    for (const part of ['Chat history database', 'google', 'long work']) assert.ok(after.includes(part), part);
  });

  it('compare memory with what the process held at the start', async () => {
    const baseline = { rss: 2 ** 40, heapTotal: 2 ** 40, heapUsed: 2 ** 40, external: 2 ** 40, arrayBuffers: 2 ** 40 };
    const features = createFeatures({ ...parts.dependencies, memoryBaseline: baseline });
    await (await features.memoryTools.get()).showReport();
    assert.match(vscodeStub.documents.shown[0]!.getText(), /\| Resident set +\| +[\d.]+ MiB \| +1048576\.0 MiB \|/u);
  });

  it('offer to export what the chat could not save yet', async () => {
    const own = new TemporaryStorage();
    const full = () => Promise.reject(new ScoutError('storage', 'The disk is full.'));
    const storage = { ...own.storage, history: { ...own.storage.history, append: full } } as unknown as Storage;
    await parts.dispose();
    parts = new WindowParts(storage);
    const { conversations } = await parts.features.chat.get();
    vscodeStub.settings.set('llm.provider', 'google');
    const { session } = conversations.create();
    session.send('One?');
    await session.stop();
    vscodeStub.picks.dismiss();
    await (await parts.features.archives.get()).export();
    assert.deepEqual(vscodeStub.messages.shown, []);
    assert.equal(vscodeStub.picks.shown.length, 1);
    await parts.dispose();
    await own.dispose();
  });
});
