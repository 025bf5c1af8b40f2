import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Placeholders } from '../../../../src/privacy/placeholders.js';
import { SecretPlaceholderStore } from '../../../../src/vscode/privacy/secretPlaceholderStore.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { Secrets } from '../../../support/vscodeStub/secrets.js';

const dayMs = 86_400_000;
const key = 'scout.placeholders.c';
const secret = 'correct horse battery';

describe('placeholders in the store of secrets', () => {
  let secrets: Secrets;
  let logger: ReturnType<typeof recordingLogger>;
  let errors: unknown[];

  beforeEach(() => {
    secrets = new Secrets();
    logger = recordingLogger();
    errors = [];
  });

  const store = (): SecretPlaceholderStore => new SecretPlaceholderStore(secrets, logger);
  /** One window with a memory of its own. */
  const open = (): Placeholders => new Placeholders(store(), (error) => errors.push(error));
  const replace = (window: Placeholders, text = secret, id = 'c'): string => {
    const replaced = window.replace(id, text, [{ start: 0, end: text.length, kind: 'password' }]);
    window.keep(id);
    return replaced;
  };
  const settled = (): Promise<unknown> => delay(5);

  it('are restored after a reload, as soon as somebody looks at the chat', async () => {
    const placeholder = replace(open());
    await settled();
    const after = open();
    const changed: string[] = [];
    after.onChanged((id) => changed.push(id));
    assert.equal(after.restore('c', placeholder), placeholder);
    after.prepare('c');
    await settled();
    assert.deepEqual(changed, ['c']);
    assert.equal(after.restore('c', placeholder), secret);
    assert.equal(replace(after), placeholder);
    assert.deepEqual([...secrets.values.keys()], [key]);
  });

  it('of two windows are all kept, and known in both', async () => {
    const [one, other] = [open(), open()];
    await Promise.all([one.load('c'), other.load('c')]);
    const [first, second] = [replace(one, 'the first secret'), replace(other, 'the second secret')];
    assert.notEqual(first, second);
    await settled();
    const after = open();
    await after.load('c');
    for (const window of [one, other, after])
      assert.equal(window.restore('c', `${first} ${second}`), 'the first secret the second secret');
  });

  it('are not kept for what is no chat', async () => {
    replace(open(), secret, 'commit-message');
    await settled();
    assert.equal(secrets.values.size, 0);
  });

  it('are gone with the chat, and do not come back from another window', async () => {
    const [one, other] = [open(), open()];
    const placeholder = replace(one);
    await other.load('c');
    await settled();
    await one.forget(['c', 'never seen']);
    await settled();
    assert.equal(secrets.values.size, 0);
    assert.equal(one.restore('c', placeholder), placeholder);
  });

  it('that cannot be read are dropped, and the log says so without them', async () => {
    secrets.values.set(key, `{"version":1,"usedAt":1,"groups":[{"tag":"${secret}"`);
    const window = open();
    await window.load('c');
    assert.equal(secrets.values.size, 0);
    assert.equal(logger.lines.length, 1);
    assert.ok(!JSON.stringify(logger.lines).includes(secret));
    const placeholder = replace(window);
    assert.equal(window.restore('c', placeholder), secret);
    assert.deepEqual(errors, []);
  });

  it('work as long as the window lives where nothing can be stored', async () => {
    secrets.failure = new Error('The keyring is locked.');
    const window = open();
    await window.load('c');
    const placeholder = replace(window);
    await settled();
    assert.equal(window.restore('c', placeholder), secret);
    assert.equal(errors.length, 2);
    secrets.failure = undefined;
    await window.load('c');
    window.keep('c');
    await settled();
    assert.ok(secrets.values.has(key));
  });

  it('are removed when their chat is gone, or nobody has added to them for half a year; those of today stay', async () => {
    const groups = [{ tag: 'AAAAA', issued: [{ kind: 'password', secret }] }] as const;
    const now = 1_000 * dayMs;
    await store().save('gone', groups, now - 2 * dayMs);
    await store().save('not stored yet', groups, now);
    await store().save('old', groups, now - 181 * dayMs);
    await store().save('kept', groups, now - 179 * dayMs);
    secrets.values.set('scout.apiKey.openai', 'k');
    await store().removeAbandoned((id) => Promise.resolve(id === 'old' || id === 'kept'), now);
    assert.deepEqual(
      [...secrets.values.keys()],
      ['scout.placeholders.not stored yet', 'scout.placeholders.kept', 'scout.apiKey.openai'],
    );
  });

  it('are kept of 200 chats, those that were added to last', async () => {
    const groups = [{ tag: 'AAAAA', issued: [{ kind: 'password', secret }] }] as const;
    for (let index = 0; index < 203; index += 1) await store().save(`c${index}`, groups, 1_000 + index);
    assert.equal(secrets.values.size, 200);
    assert.ok(!secrets.values.has('scout.placeholders.c2') && secrets.values.has('scout.placeholders.c3'));
  });
});
