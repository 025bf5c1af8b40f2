import assert from 'node:assert/strict';
import { Preferences } from '../../../src/profile/preferences.js';
import { UserPreferences } from '../../../src/profile/userPreferences.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

describe('what a chat view finds again', () => {
  let users: MemoryUsers;
  let preferences: Preferences;

  beforeEach(() => {
    users = new MemoryUsers();
    preferences = new Preferences(new UserPreferences(users, 'ada', recordingLogger()));
  });

  it('is the draft of each conversation, until it is empty', async () => {
    await preferences.setDraft('c1', 'half a sent');
    assert.equal(await preferences.draft('c1'), 'half a sent');
    assert.equal(await preferences.draft('c2'), '');
    await preferences.setDraft('c1', '');
    assert.equal(await preferences.draft('c1'), '');
  });

  it('is the conversation that was shown in each place', async () => {
    await preferences.setShownConversation('panel:w', 'c1');
    assert.equal(await preferences.shownConversation('panel:w'), 'c1');
    assert.equal(await preferences.shownConversation('sideBar:w'), '');
  });

  it('is kept under the keys of earlier versions', async () => {
    await preferences.setDraft('c1', 'text');
    await preferences.setShownConversation('panel:w', 'c1');
    assert.deepEqual(users.preferences, { 'draft:c1': 'text', 'shown:panel:w': 'c1' });
  });
});
