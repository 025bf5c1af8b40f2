import assert from 'node:assert/strict';
import { ScoutError } from '../../../src/core/errors.js';
import { Drafts } from '../../../src/profile/drafts.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

describe('drafts', () => {
  let users: MemoryUsers;
  let drafts: Drafts;

  beforeEach(() => {
    users = new MemoryUsers();
    drafts = new Drafts(new LocalUserPreferences(users, 'ada', recordingLogger()), recordingLogger());
  });

  it('are stored for each conversation, until they are empty', async () => {
    await drafts.save('c1', 'half a sent');
    assert.equal(await drafts.text('c1'), 'half a sent');
    assert.equal(await drafts.text('c2'), '');
    await drafts.save('c1', '');
    assert.equal(await drafts.text('c1'), '');
  });

  it('are stored under the keys of earlier versions', async () => {
    await drafts.save('c1', 'text');
    assert.deepEqual(users.preferences, { 'draft:c1': 'text' });
  });

  it('leave nothing behind for a conversation that never had one', async () => {
    assert.equal(await drafts.save('c1', ''), true);
    assert.deepEqual(users.preferences, {});
  });

  it('are what was saved last, however soon one follows the other', async () => {
    const outcomes = await Promise.all([drafts.save('c1', 'typed'), drafts.save('c1', '')]);
    assert.deepEqual(outcomes, [true, true]);
    assert.equal(await drafts.text('c1'), '');
    await drafts.save('c1', 'sent');
    await Promise.all([drafts.removeSent('c1', 'sent'), drafts.save('c1', 'written since')]);
    assert.equal(await drafts.text('c1'), 'written since');
  });

  it('are known not to be stored when they are not', async () => {
    users.failure = new ScoutError('storage', 'The disk is full.');
    assert.equal(await drafts.save('c1', 'text'), false);
  });

  it('stay where they are when the chat that they would move to is the same', async () => {
    await drafts.save('c1', 'text');
    await drafts.move('c1', 'c1', (_earlier, stored) => stored);
    await drafts.save('c1', 'more text');
    assert.equal(await drafts.text('c1'), 'more text');
  });

  it('go with what was sent, unless something else was written since', async () => {
    await drafts.save('c1', 'sent');
    await drafts.removeSent('c1', 'another');
    assert.equal(await drafts.text('c1'), 'sent');
    await drafts.removeSent('c1', 'sent');
    assert.equal(await drafts.text('c1'), '');
  });

  it('of new chats: the first takes over the one that earlier versions had for all', async () => {
    await new LocalUserPreferences(users, 'ada', recordingLogger()).setText('draft:new', 'from before');
    assert.equal(await drafts.takeShared('n1'), 'from before');
    assert.equal(await drafts.text('n1'), 'from before');
    assert.equal(await drafts.takeShared('n2'), '');
    assert.equal(
      await new Drafts(new LocalUserPreferences(users, 'ada', recordingLogger()), recordingLogger()).takeShared('n3'),
      '',
    );
  });

  describe('are another window’s', () => {
    const view = Symbol('view');
    /** Writes a text; resolves with whether another window had written what stood there. */
    const write = async (text: string): Promise<boolean> => {
      let isOther = false;
      const note = (_: string, isForeign: boolean): string => {
        isOther = isForeign;
        return text;
      };
      await drafts.change('c1', note, view);
      return isOther;
    };
    const writeElsewhere = (text: string) =>
      new Drafts(new LocalUserPreferences(users, 'ada', recordingLogger()), recordingLogger()).save('c1', text);

    it('when it was stored after what was written here', async () => {
      assert.equal(await write('here'), false);
      await writeElsewhere('there');
      assert.equal(await write('here again'), true);
      assert.equal(await write('and again'), false);
    });

    it('but not when a view was given it, or has written the same', async () => {
      await write('here');
      await writeElsewhere('there');
      assert.equal(await drafts.open('c1'), 'there');
      assert.equal(await write('here'), false);
      await writeElsewhere('the same');
      await write('the same');
      assert.equal(await write('and more'), false);
    });

    it('but not when it is read for a view while that writes', async () => {
      const [, opened] = await Promise.all([write('one'), drafts.open('c1'), write('two')]);
      assert.equal(opened, 'one');
      assert.equal(await write('three'), false);
      await Promise.all([drafts.open('c1'), write('four')]);
      assert.equal(await write('five'), false);
    });
  });
});
