import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../../src/chat/conversation/sessionEvent.js';
import { ScoutError } from '../../../../src/core/errors.js';
import { textOf } from '../../../../src/core/message.js';
import { exchange, openInBoth, settle, turnOfLoop, WindowOfFolder, type Frame } from '../support/windowOfFolder.js';

describe('a conversation that is open in two windows', () => {
  let folder: Frame[];
  let here: WindowOfFolder;
  let there: WindowOfFolder;
  let third: WindowOfFolder;
  let mine: ConversationSession;
  let theirs: ConversationSession;
  let events: SessionEvent[];

  const texts = (session: ConversationSession): string[] =>
    session.branch.map(({ status, parts }) => `${status}: ${textOf(parts)}`);
  const versions = (session: ConversationSession): string[] =>
    session.branch.map((message) => {
      const all = session.siblingsOf(message);
      return `${all.indexOf(message.id) + 1}/${all.length}`;
    });

  beforeEach(async () => {
    folder = [];
    here = new WindowOfFolder(folder, 'here');
    there = new WindowOfFolder(folder, 'there');
    third = new WindowOfFolder(folder, 'third');
    [mine, theirs] = await openInBoth(here, there);
    events = [];
    mine.onEvent((event) => events.push(event));
  });

  afterEach(async () => {
    for (const window of [here, there, third]) await window.close();
  });

  it('shows what the other one says as ordinary, saved messages, growing and then finished', async () => {
    theirs.send('Second');
    await exchange([here, there]);
    assert.deepEqual(texts(mine), [
      'complete: First',
      'complete: here answers, and has finished.',
      'complete: Second',
      'streaming: there answers',
    ]);
    assert.ok(mine.branch.every(({ id }) => mine.isSaved(id)));
    assert.equal(mine.turn, undefined);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['message', 'message', 'conversation'],
      'as messages that follow, not as another branch',
    );
    there.finishAnswer();
    await exchange([here, there]);
    assert.equal(texts(mine)[3], 'complete: there answers, and has finished.');
  });

  it('is read again while the other one streams into it, and nothing else is', async () => {
    third.receive();
    const other = third.conversations.create().session;
    other.send('Something else');
    await settle();
    third.finishAnswer();
    await settle();
    theirs.send('Second');
    await settle();
    for (const window of [here, third]) window.receive();
    await settle();
    const answerId = theirs.branch.at(-1)!.id;
    let listed = 0;
    for (const { conversations } of [here, third]) conversations.list.onChanged(() => (listed += 1));
    for (const window of [here, third]) window.asked.length = 0;
    for (let index = 10; index < 20; index++) {
      const parts = [{ type: 'text', text: '…' }] as const;
      folder.push({
        clock: 0n,
        writer: 'there',
        events: [{ type: 'message.delta', conversationId: mine.id, messageId: answerId, index, parts }],
      });
      for (const window of [here, third]) window.receive();
      await settle();
    }
    assert.equal(listed, 0);
    assert.deepEqual(third.asked, []);
    assert.ok(here.asked.includes('messages'));
    assert.match(texts(mine).at(-1)!, /^streaming: there answers…{10}$/);
    there.finishAnswer();
    await settle();
    for (const window of [here, third]) window.receive();
    await settle();
    assert.ok(listed > 0);
  });

  it('reads only what is new or unfinished, however long it is', async () => {
    for (let count = 0; count < 20; count += 1) {
      mine.send(`Question ${count}`);
      await settle();
      here.finishAnswer();
      await exchange([here, there]);
    }
    const readAgain = async (): Promise<readonly string[]> => {
      await settle();
      here.received.length = 0;
      here.receive();
      await mine.catchUp();
      // An answer that grows is read as often as it is asked for.
      return [...new Set(here.received)];
    };
    theirs.send('The last one');
    const [question, answer] = theirs.branch.slice(-2).map(({ id }) => id);
    assert.deepEqual(await readAgain(), [question, answer]);
    there.finishAnswer();
    assert.deepEqual(await readAgain(), [answer]);
    assert.deepEqual(texts(mine), texts(theirs));
    theirs.rename('Another title');
    assert.deepEqual(await readAgain(), []);
    assert.equal(mine.conversation?.title, 'Another title');
  });

  it('stays on its branch when the other one begins another, and shows that there is one', async () => {
    theirs.retry(theirs.branch[1]!.id);
    await settle();
    there.finishAnswer();
    const before = texts(mine);
    await exchange([here, there]);
    assert.deepEqual(texts(mine), before);
    assert.deepEqual(versions(mine), ['1/1', '1/2']);
    assert.ok(events.some(({ type }) => type === 'branch'));
    assert.equal(mine.showMessage(theirs.branch[1]!.id), 'shown');
    assert.deepEqual(texts(mine), texts(theirs));
    await exchange([here, there]);
    assert.equal((await there.history.conversation(mine.id))?.headId, theirs.branch[1]!.id, 'the choice is kept');
  });

  it('keeps both branches when both ask at once, in both windows and after they are opened anew', async () => {
    mine.send('From here');
    theirs.send('From there');
    await settle();
    here.finishAnswer();
    there.finishAnswer();
    await exchange([here, there]);
    assert.match(texts(mine).join(), /From here,complete: here answers, and has finished/u);
    assert.match(texts(theirs).join(), /From there,complete: there answers, and has finished/u);
    for (const session of [mine, theirs]) assert.match(versions(session)[2]!, /^[12]\/2$/u);
    // As after a reload: everything is read anew.
    third.receive();
    const reopened = (await third.conversations.open(mine.id))!.session;
    const other = reopened.siblingsOf(reopened.branch[2]!).find((id) => id !== reopened.branch[2]!.id)!;
    const first = texts(reopened);
    assert.equal(reopened.showMessage(other), 'shown');
    assert.deepEqual([first, texts(reopened)].map((branch) => branch[2]).sort(), [
      'complete: From here',
      'complete: From there',
    ]);
  });

  it('does not move the branch that is being answered here', async () => {
    mine.send('From here');
    theirs.send('From there');
    await settle();
    events = [];
    await exchange([here, there]);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['branch', 'conversation'],
      'nobody else says how the answer stands',
    );
    assert.deepEqual(texts(mine).slice(2), ['complete: From here', 'streaming: here answers']);
    assert.match(versions(mine)[2]!, /^[12]\/2$/u);
    assert.equal(mine.showMessage(theirs.branch[2]!.id), 'another branch is answered');
    here.finishAnswer();
    there.finishAnswer();
    await exchange([here, there]);
    assert.equal(texts(mine)[3], 'complete: here answers, and has finished.');
  });

  it('asks beside an answer that is still growing in the other window', async () => {
    theirs.send('Second');
    await exchange([here, there]);
    mine.send('And one more thing');
    await settle();
    assert.deepEqual(texts(mine).slice(2), [
      'complete: Second',
      'complete: And one more thing',
      'streaming: here answers',
    ]);
    assert.equal(
      here.models.requests
        .at(-1)!
        .messages.map(({ parts }) => textOf(parts))
        .at(-1),
      'Second\n\nAnd one more thing',
    );
    assert.equal(versions(mine)[3], '2/2');
    here.finishAnswer();
    there.finishAnswer();
    await exchange([here, there]);
    assert.deepEqual(texts(theirs).slice(2), ['complete: Second', 'complete: there answers, and has finished.']);
    assert.equal(versions(theirs)[3], '1/2');
  });

  it('calls an answer interrupted when nothing was heard of it for half a minute, and takes that back when it goes on', async () => {
    theirs.send('Second');
    await exchange([here, there]);
    here.now = 29_000;
    await mine.catchUp();
    assert.equal(mine.branch[3]!.status, 'streaming');
    here.now = 30_001;
    await mine.catchUp();
    assert.equal(mine.branch[3]!.status, 'interrupted');
    there.finishAnswer();
    await exchange([here, there]);
    assert.equal(mine.branch[3]!.status, 'complete');
  });

  it('looks again by itself while an answer grows elsewhere, should its window have gone', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      theirs.send('Second');
      await exchange([here, there]);
      for (const [now, status] of [
        [29_000, 'streaming'],
        [34_000, 'interrupted'],
      ] as const) {
        here.now = now;
        mock.timers.tick(5_000);
        await settle();
        assert.equal(mine.branch[3]!.status, status);
      }
    } finally {
      mock.timers.reset();
    }
  });

  it('takes over title, tags, pin and archive, but nothing that is waiting to be saved here', async () => {
    here.failure = new ScoutError('storage', 'disk full');
    mine.rename('Mine');
    await there.conversations.list.rename(theirs.id, 'Theirs');
    await there.conversations.list.setPinned([theirs.id], true);
    await there.conversations.list.changeTags([theirs.id], { add: ['x'], remove: [] });
    await exchange([here, there]);
    assert.equal(mine.conversation?.title, 'Mine');
    assert.equal(mine.conversation?.pinned, true);
    assert.deepEqual(mine.conversation?.tags, ['x']);
    here.failure = undefined;
    await here.conversations.flush();
    await exchange([here, there]);
    assert.equal(mine.conversation?.title, 'Mine');
    assert.equal(theirs.conversation?.title, 'Mine', 'written later, so it counts everywhere');
  });

  it('does not fall back to what it knew before, when it is changed while it is being read', async () => {
    theirs.send('Second');
    await settle();
    here.receive();
    await turnOfLoop();
    await turnOfLoop();
    mine.rename('Mine');
    // It reads again, after a pause as long as the first reading took, or longer.
    while (mine.branch.length < 4) await turnOfLoop();
    assert.equal(mine.conversation?.title, 'Mine');
  });

  it('keeps how an answer ended here while that cannot be saved', async () => {
    mine.send('Second');
    await settle();
    here.failure = new ScoutError('storage', 'disk full');
    await mine.stop();
    theirs.send('Something else');
    await exchange([here, there]);
    await exchange([here, there]);
    assert.equal(texts(mine).at(-1), 'interrupted: here answers');
  });

  it('notifies the list when the other window gives it another title', async () => {
    const events: (ReadonlySet<string> | undefined)[] = [];
    here.conversations.list.onChanged((ids) => events.push(ids));
    await there.conversations.list.rename(theirs.id, 'Theirs');
    await exchange([here, there]);
    assert.ok(events.length >= 2, 'once with the news and once when the open conversation knows it');
    assert.equal((await here.conversations.list.page({}, 5)).conversations[0]?.title, 'Theirs');
  });

  it('is gone here when the other window deletes it', async () => {
    await there.conversations.list.delete([theirs.id]);
    await exchange([here, there]);
    assert.deepEqual(events.at(-1), { type: 'deleted', deletion: 'elsewhere' });
    assert.equal(here.conversations.openCount, 0);
    assert.equal(await here.conversations.open(mine.id), undefined);
  });

  it('comes back when it is being answered here while the other window deletes it', async () => {
    mine.send('Wait for me');
    await settle();
    await there.conversations.list.delete([theirs.id]);
    await exchange([here, there]);
    here.finishAnswer();
    await exchange([here, there]);
    assert.equal(
      events.some(({ type }) => type === 'deleted'),
      false,
    );
    assert.equal((await there.history.conversation(mine.id))?.deletedAt, null);
    const answer = (await there.history.messages(mine.id)).find(({ id }) => id === mine.branch.at(-1)!.id);
    assert.equal(textOf(answer!.parts), 'here answers, and has finished.');
  });

  it('comes back when something was said here before the deletion was known', async () => {
    await there.conversations.list.delete([theirs.id]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    mine.send('Too late?');
    await settle();
    here.finishAnswer();
    await settle();
    assert.equal(mine.isIdle, true);
    await exchange([here, there]);
    await exchange([here, there]);
    assert.equal((await there.history.conversation(mine.id))?.deletedAt, null);
  });

  it('is gone, whatever is under way, when its tombstone was written', async () => {
    mine.send('Wait for me');
    await settle();
    await there.history.append([{ type: 'conversation.tombstone', id: mine.id }], 'synced');
    await exchange([here, there]);
    assert.deepEqual(events.at(-1), { type: 'deleted', deletion: 'elsewhere for good' });
    assert.equal(mine.turn, undefined);
  });

  it('hears of what happens while it is being opened', async () => {
    third.receive();
    theirs.send('Just now');
    await settle();
    const opening = third.conversations.open(mine.id);
    // Between the two questions that opening asks.
    await turnOfLoop();
    await turnOfLoop();
    third.receive();
    const { session } = (await opening)!;
    await settle();
    assert.equal(session.conversation?.headId, session.branch.at(-1)?.id);
    assert.equal(session.branch.length, 4);
  });

  it('does not say a conversation is gone that is not on disk yet', async () => {
    here.failure = new ScoutError('storage', 'disk full');
    const fresh = here.conversations.create().session;
    const events: SessionEvent[] = [];
    fresh.onEvent((event) => events.push(event));
    fresh.send('Nobody else knows this');
    theirs.send('Something else');
    await settle();
    here.receive(undefined, false);
    await settle();
    assert.equal(
      events.some(({ type }) => type === 'deleted'),
      false,
    );
    assert.equal(texts(fresh)[0], 'complete: Nobody else knows this');
  });
});
