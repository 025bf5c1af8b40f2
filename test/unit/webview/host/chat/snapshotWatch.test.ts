import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as immediate } from 'node:timers/promises';
import { LocalUserPreferences } from '../../../../../src/profile/localUserPreferences.js';
import { PlainTextChats } from '../../../../../src/profile/plainTextChats.js';
import { SnapshotWatch } from '../../../../../src/webview/host/chat/snapshotWatch.js';
import { MemoryUsers } from '../../../../support/memoryUsers.js';
import { recordingLogger } from '../../../../support/recordingLogger.js';

describe('whether a view shows what it was sent', () => {
  let users: MemoryUsers;
  let watch: SnapshotWatch;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    users = new MemoryUsers();
    watch = new SnapshotWatch(new PlainTextChats(new LocalUserPreferences(users, 'ada', recordingLogger())));
  });
  afterEach(() => mock.timers.reset());

  const stored = async (): Promise<unknown> => {
    for (let turns = 0; turns < 10; turns += 1) await immediate();
    return users.preferences;
  };

  it('is remembered when it does not in time, under a key that is erased with the chat', async () => {
    watch.expect('c');
    mock.timers.tick(4_999);
    assert.deepEqual(await stored(), {});
    mock.timers.tick(1);
    assert.deepEqual(await stored(), { 'plainText:c': true });
  });

  it('is forgotten when it does so late', async () => {
    watch.expect('c');
    mock.timers.tick(60_000);
    await stored();
    watch.confirm('c');
    assert.deepEqual(await stored(), { 'plainText:c': null });
  });

  it('writes nothing when it does in time, also not for a chat that is sent again', async () => {
    watch.expect('c');
    watch.expect('c');
    watch.confirm('c');
    mock.timers.tick(60_000);
    await stored();
    assert.deepEqual(users.events, []);
  });

  it('counts from the first snapshot of a chat, and for the last chat alone', async () => {
    watch.expect('c');
    mock.timers.tick(3_000);
    watch.expect('c');
    mock.timers.tick(2_000);
    watch.expect('d');
    watch.confirm('c');
    mock.timers.tick(4_999);
    assert.deepEqual(await stored(), { 'plainText:c': true });
  });

  it('does not matter once the page is gone', async () => {
    watch.expect('c');
    watch.forget();
    mock.timers.tick(60_000);
    assert.deepEqual(await stored(), {});
  });
});
