import assert from 'node:assert/strict';
import { LastShownConversations } from '../../../src/profile/lastShownConversations.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

describe('the conversations that were shown last', () => {
  let users: MemoryUsers;
  let lastShown: LastShownConversations;

  beforeEach(() => {
    users = new MemoryUsers();
    lastShown = new LastShownConversations(new LocalUserPreferences(users, 'ada', recordingLogger()));
  });

  it('are stored for each place', async () => {
    await lastShown.set('panel:w', { id: 'c1', isNew: false });
    assert.deepEqual(await lastShown.at('panel:w'), { id: 'c1', isNew: false });
    assert.equal(await lastShown.at('sideBar:w'), undefined);
    await lastShown.set('panel:w', { id: 'n1', isNew: true });
    assert.deepEqual(await lastShown.at('panel:w'), { id: 'n1', isNew: true });
  });

  it('are stored under the keys of earlier versions', async () => {
    await lastShown.set('panel:w', { id: 'c1', isNew: false });
    assert.deepEqual(users.preferences, { 'shown:panel:w': 'c1' });
  });
});
