import assert from 'node:assert/strict';
import { ScoutError } from '../../../src/core/errors.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

describe('the preferences of the local user', () => {
  let users: MemoryUsers;
  let logger: ReturnType<typeof recordingLogger>;
  let preferences: LocalUserPreferences;

  beforeEach(() => {
    users = new MemoryUsers();
    logger = recordingLogger();
    preferences = new LocalUserPreferences(users, 'ada', logger);
  });

  const created = (): string[] =>
    users.events.flatMap((event) => (event.type === 'user.set' ? [event.fields.name ?? ''] : []));

  it('create the user once, and find it at the next start', async () => {
    await Promise.all([preferences.setText('a', 'one'), preferences.setValue('b', [2])]);
    assert.deepEqual(created(), ['ada']);
    const later = new LocalUserPreferences(users, 'grace', logger);
    assert.equal(await later.text('a'), 'one');
    assert.deepEqual(await later.value('b'), [2]);
    assert.deepEqual(created(), ['ada']);
  });

  it('are all found later when two windows create the user at the same time', async () => {
    const other = new LocalUserPreferences(users, 'ada', logger);
    await Promise.all([preferences.setText('a', 'one'), other.setText('b', 'two')]);
    const later = new LocalUserPreferences(users, 'ada', logger);
    assert.deepEqual([await later.text('a'), await later.text('b')], ['one', 'two']);
    assert.equal((await users.users()).length, 1);
  });

  it('stay those of the user whom an earlier version has created', async () => {
    await users.append([{ type: 'user.set', id: '0196', fields: { name: 'grace', createdAt: 1 } }]);
    await preferences.setText('a', 'one');
    assert.equal(await users.preference('0196', 'a'), 'one');
  });

  it('have no text where something else is stored, or nothing', async () => {
    await preferences.setValue('a', 7);
    assert.equal(await preferences.text('a'), '');
    assert.equal(await preferences.text('b'), '');
    assert.equal(await preferences.value('b'), undefined);
  });

  it('forget a text that is empty', async () => {
    await preferences.setText('a', 'one');
    await preferences.setText('a', '');
    assert.equal(await preferences.value('a'), undefined);
    assert.deepEqual(users.preferences, { a: null });
  });

  it('fail nothing either when the user database fails later', async () => {
    await preferences.setText('a', 'one');
    users.failure = new ScoutError('storage', 'closed');
    assert.equal(await preferences.value('a'), undefined);
    await preferences.setText('a', 'two');
    users.failure = undefined;
    assert.equal(await preferences.text('a'), 'one');
  });

  it('fail nothing while the user database does, log no value, and recover with it', async () => {
    users.failure = new ScoutError('storage', 'read-only');
    assert.equal(await preferences.text('a'), '');
    await preferences.setText('a', 'secret words');
    assert.equal(logger.lines.length, 2);
    assert.equal(
      logger.lines.some((line) => line.includes('secret words')),
      false,
    );
    users.failure = undefined;
    await preferences.setText('a', 'x');
    assert.equal(await preferences.text('a'), 'x');
  });
});
