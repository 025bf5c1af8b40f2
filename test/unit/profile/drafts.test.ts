import assert from 'node:assert/strict';
import { Drafts } from '../../../src/profile/drafts.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

describe('drafts', () => {
  let users: MemoryUsers;
  let drafts: Drafts;

  beforeEach(() => {
    users = new MemoryUsers();
    drafts = new Drafts(new LocalUserPreferences(users, 'ada', recordingLogger()));
  });

  it('are stored for each conversation, until they are empty', async () => {
    await drafts.setText('c1', 'half a sent');
    assert.equal(await drafts.text('c1'), 'half a sent');
    assert.equal(await drafts.text('c2'), '');
    await drafts.setText('c1', '');
    assert.equal(await drafts.text('c1'), '');
  });

  it('are stored under the keys of earlier versions', async () => {
    await drafts.setText('c1', 'text');
    assert.deepEqual(users.preferences, { 'draft:c1': 'text' });
  });
});
