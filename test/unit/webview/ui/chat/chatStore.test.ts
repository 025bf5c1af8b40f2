import assert from 'node:assert/strict';
import type { ChatHostMessage, StatusView } from '../../../../../src/webview/protocol/chat.js';
import { isRequest } from '../../../../../src/webview/protocol/delivery.js';
import type { ViewMessage } from '../../../../../src/webview/protocol/protocol.js';
import { ChatStore } from '../../../../../src/webview/ui/chat/chatStore.js';
import { Outbox } from '../../../../../src/webview/ui/delivery/outbox.js';
import { answering, delta, idle, message, snapshot } from './chatStates.js';

/** A store whose frames are drawn when the test says so. */
function createStore() {
  const posted: ViewMessage[] = [];
  const frames: (() => void)[] = [];
  const outbox = new Outbox({ post: ({ request }) => posted.push(request), remember: () => undefined }, []);
  const store = new ChatStore({
    post: (message) => (isRequest(message) ? void outbox.add(message) : void posted.push(message)),
    requestFrame: (callback) => frames.push(callback),
    outbox,
  });
  return {
    store,
    posted,
    receive: (...messages: ChatHostMessage[]) => messages.forEach((received) => store.receive(received)),
    drawFrame: () => frames.splice(0).forEach((callback) => callback()),
    pendingFrames: () => frames.length,
    texts: () => store.entries.value.map(({ view }) => view.value.text),
  };
}

function answeringStore() {
  const chat = createStore();
  chat.receive(
    snapshot({ status: answering(), messages: [message('question'), message('answer', { status: 'streaming' })] }),
  );
  return chat;
}

describe('ChatStore', () => {
  describe('with a growing answer', () => {
    it('applies all deltas of a frame at once', () => {
      const { receive, texts, pendingFrames, drawFrame } = answeringStore();
      receive(delta(0, 'a'), delta(1, 'b'), delta(2, 'c'));
      assert.deepEqual(texts(), ['', '']);
      assert.equal(pendingFrames(), 1);
      drawFrame();
      assert.deepEqual(texts(), ['', 'abc']);
    });

    it('leaves the list and the other messages alone while one grows', () => {
      const { store, receive, drawFrame } = answeringStore();
      const entries = store.entries.value;
      const question = entries[0]!.view.value;
      receive(delta(0, 'a'));
      drawFrame();
      assert.equal(store.entries.value, entries);
      assert.equal(entries[0]!.view.value, question);
    });

    it('asks for a snapshot when a delta is missing, once, and shows nothing of what follows the gap', () => {
      const { receive, texts, drawFrame, posted } = answeringStore();
      receive(delta(0, 'a'), delta(2, 'c'), delta(3, 'd'));
      drawFrame();
      assert.deepEqual(posted, [{ type: 'resync' }]);
      assert.deepEqual(texts(), ['', 'a']);
    });

    it('asks for a snapshot when a delta comes twice', () => {
      const { receive, posted } = answeringStore();
      receive(delta(0, 'a'), delta(0, 'a'));
      assert.deepEqual(posted, [{ type: 'resync' }]);
    });

    it('asks for a snapshot when a delta belongs to a turn it does not know', () => {
      const { receive, posted } = answeringStore();
      receive(delta(0, 'a', 'another'));
      assert.deepEqual(posted, [{ type: 'resync' }]);
    });

    it('asks for a snapshot when the message that grows is not there', () => {
      const { receive, posted } = createStore();
      receive(snapshot({ status: answering() }), delta(0, 'a'));
      assert.deepEqual(posted, [{ type: 'resync' }]);
    });

    it('goes on from the snapshot it asked for', () => {
      const { receive, texts, drawFrame, posted } = answeringStore();
      receive(delta(1, 'lost'));
      receive(
        snapshot({
          status: answering(5),
          messages: [message('question'), message('answer', { status: 'streaming', text: 'all of it' })],
        }),
      );
      receive(delta(5, ', and more'));
      drawFrame();
      assert.deepEqual(texts(), ['', 'all of it, and more']);
      assert.equal(posted.length, 1);
    });

    it('drops what it had collected when a snapshot arrives before the frame', () => {
      const { receive, texts, drawFrame } = answeringStore();
      receive(delta(0, 'a'));
      receive(snapshot({ status: answering(1), messages: [message('answer', { status: 'streaming', text: 'a' })] }));
      drawFrame();
      assert.deepEqual(texts(), ['a']);
    });

    it('shows the finished message and not the deltas twice', () => {
      const { receive, texts, drawFrame } = answeringStore();
      receive(
        delta(0, 'a'),
        { type: 'message', message: message('answer', { text: 'a, finished' }) },
        { type: 'status', status: idle },
      );
      drawFrame();
      assert.deepEqual(texts(), ['', 'a, finished']);
    });

    it('shows what it had collected when the turn ends before the frame', () => {
      const { receive, texts } = answeringStore();
      receive(delta(0, 'a'), { type: 'status', status: idle });
      assert.deepEqual(texts(), ['', 'a']);
    });

    it('does not lose its place when the status of the same turn changes', () => {
      const { receive, texts, drawFrame, posted } = answeringStore();
      receive(delta(0, 'a'), { type: 'status', status: answering(0) }, delta(1, 'b'));
      drawFrame();
      assert.deepEqual(texts(), ['', 'ab']);
      assert.deepEqual(posted, []);
    });

    it('announces the end of an answer once, and not that it was saved', () => {
      const { store, receive } = answeringStore();
      receive({ type: 'message', message: message('answer', { saved: false }) });
      const announced = store.announcement.value;
      assert.equal(announced.text, '<answerFinished>');
      receive({ type: 'message', message: message('answer', { saved: true }) });
      assert.equal(store.announcement.value, announced);
    });

    it('announces why an answer ended early', () => {
      const { store, receive } = answeringStore();
      receive({
        type: 'message',
        message: message('answer', { status: 'failed', problem: { title: 'No key', detail: '', actions: [] } }),
      });
      assert.equal(store.announcement.value.text, 'No key');
    });
  });

  describe('whose chat asks another model', () => {
    const welcome = { title: 'Who?', text: '', choices: [] };
    const announced = (...states: readonly Partial<StatusView>[]): string => {
      const { store, receive } = createStore();
      receive(snapshot());
      for (const fields of states) receive({ type: 'status', status: { ...idle, ...fields } });
      return store.announcement.value.text;
    };

    it('announces it, and nothing while it asks the same', () => {
      assert.equal(announced({ modelLabel: 'N' }), 'N · P');
      assert.equal(announced({ effortLabel: 'High' }), '');
    });

    it('announces nobody whom nobody has chosen, and the default once somebody has', () => {
      assert.equal(announced({ welcome, modelLabel: 'N' }), '');
      assert.equal(announced({ welcome }, {}), 'M · P');
    });

    it('announces nothing that is there before anything is shown', () => {
      const { store, receive } = createStore();
      receive({ type: 'status', status: idle });
      assert.equal(store.announcement.value.text, '');
    });
  });

  describe('with a snapshot', () => {
    it('keeps the entry of a message it knows, so that its place on the page stays', () => {
      const { store, receive } = createStore();
      receive(snapshot({ messages: [message('a'), message('b')] }));
      const [, known] = store.entries.value;
      receive(snapshot({ messages: [message('b', { text: 'new' }), message('c')] }));
      assert.equal(store.entries.value[0], known);
      assert.equal(known!.view.value.text, 'new');
    });

    it('keeps the older messages a reader has fetched, and what is known of those before them', () => {
      const { store, receive } = createStore();
      receive(snapshot({ messages: [message('b')], hasOlder: true }));
      receive({ type: 'older', messages: [message('a')], hasOlder: false });
      receive(snapshot({ messages: [message('b'), message('c')], hasOlder: true }));
      assert.deepEqual(
        store.entries.value.map(({ id }) => id),
        ['a', 'b', 'c'],
      );
      assert.equal(store.hasOlder.value, false);
    });

    it('formats large messages frame by frame, the newest first, and those of a snapshot that follows after them', () => {
      const { store, receive, drawFrame, pendingFrames } = createStore();
      const large = (id: string) => message(id, { text: 'x'.repeat(80_000) });
      const formattings = () => store.entries.value.map(({ formatting }) => formatting.value);
      receive(snapshot({ messages: [large('a'), large('b'), large('c')] }));
      assert.deepEqual(formattings(), ['soon', 'soon', 'now']);
      drawFrame();
      assert.deepEqual(formattings(), ['soon', 'now', 'now']);
      receive(snapshot({ messages: [large('a'), large('b'), large('c'), large('d')] }));
      assert.deepEqual(formattings(), ['soon', 'now', 'now', 'now']);
      drawFrame();
      assert.deepEqual(formattings(), ['now', 'now', 'now', 'now']);
      assert.equal(pendingFrames(), 0);
    });

    it('formats nothing more of a conversation that has left the screen', () => {
      const { store, receive, drawFrame } = createStore();
      const large = (id: string) => message(id, { text: 'x'.repeat(80_000) });
      receive(snapshot({ chatId: 'one', messages: [large('a'), large('b')] }));
      const [before] = store.entries.value;
      receive(snapshot({ chatId: 'two', messages: [large('c'), large('d')] }));
      drawFrame();
      assert.equal(before!.formatting.value, 'soon');
      assert.equal(store.entries.value[0]!.formatting.value, 'now');
    });

    it('takes over what has changed in messages that come once more', () => {
      const { receive, texts } = createStore();
      receive(snapshot({ messages: [message('a'), message('b')] }));
      receive({ type: 'older', messages: [message('a', { text: 'new' })], hasOlder: false });
      assert.deepEqual(texts(), ['new', message('b').text]);
    });

    it('learns nothing of what is before them from messages in their midst', () => {
      const { store, receive } = createStore();
      receive(snapshot({ messages: [message('a'), message('b'), message('c')] }));
      receive({ type: 'older', messages: [message('b')], hasOlder: true });
      assert.equal(store.hasOlder.value, false);
    });

    it('keeps nothing of another conversation', () => {
      const { store, receive } = createStore();
      receive(snapshot({ messages: [message('a'), message('b')] }));
      receive(
        snapshot({ conversation: { id: 'other', title: '', updatedAt: 0 }, messages: [message('b')], hasOlder: true }),
      );
      assert.deepEqual(
        store.entries.value.map(({ id }) => id),
        ['b'],
      );
      assert.equal(store.hasOlder.value, true);
    });

    it('shows the end of another conversation, and leaves the reader alone in the same one', () => {
      const { store, receive } = createStore();
      receive(snapshot());
      const before = store.showEndRequests.value;
      receive(snapshot());
      assert.equal(store.showEndRequests.value, before);
      receive(snapshot({ conversation: { id: 'other', title: '', updatedAt: 0 } }));
      assert.equal(store.showEndRequests.value, before + 1);
    });
  });

  describe('with a draft', () => {
    it('takes over the draft of the conversation that comes on screen', () => {
      const { store, receive } = createStore();
      receive(snapshot({ draft: 'first' }));
      assert.equal(store.composer.draft.value, 'first');
      receive(snapshot({ conversation: { id: 'other', title: '', updatedAt: 0 }, draft: 'second' }));
      assert.equal(store.composer.draft.value, 'second');
    });

    it('keeps what is being written when a snapshot of the same conversation arrives', () => {
      const { store, receive } = createStore();
      receive(snapshot());
      store.type('half a sent');
      receive(snapshot({ draft: 'ha' }));
      assert.equal(store.composer.draft.value, 'half a sent');
      store.type('');
    });

    it('keeps what is being written when a new chat gets its name', () => {
      const { store, receive } = createStore();
      receive(snapshot({ chatId: 'c', conversation: null }));
      store.type('first message');
      store.send();
      store.type('next');
      receive(snapshot({ draft: '' }));
      assert.equal(store.composer.draft.value, 'next');
      store.type('');
    });

    it('prefers what the host does not have yet when the conversation comes on screen again', () => {
      const { store, receive } = createStore();
      receive(snapshot());
      store.type('newest');
      receive(snapshot({ conversation: { id: 'other', title: '', updatedAt: 0 } }));
      receive(snapshot({ draft: 'older' }));
      assert.equal(store.composer.draft.value, 'newest');
      store.type('');
    });

    it('posts what was typed before it leaves the conversation', () => {
      const { store, receive, posted } = createStore();
      receive(snapshot());
      store.type('unfinished');
      store.openConversation('other');
      assert.deepEqual(posted, [
        { type: 'draft', conversationId: 'c', text: 'unfinished' },
        { type: 'open-conversation', id: 'other', messageId: null, words: [] },
      ]);
    });

    it('posts it before a new chat too', () => {
      const { store, receive, posted } = createStore();
      receive(snapshot());
      store.type('unfinished');
      store.startNewChat();
      assert.deepEqual(posted, [{ type: 'draft', conversationId: 'c', text: 'unfinished' }, { type: 'new-chat' }]);
    });
  });

  it('says that it has read what was written elsewhere in the chat on screen, and of no other', () => {
    const { posted, receive } = createStore();
    receive(snapshot());
    receive({ type: 'draft', conversationId: 'c', text: 'elsewhere' });
    receive({ type: 'draft', conversationId: 'd', text: 'in another chat' });
    assert.deepEqual(posted, [{ type: 'draft-read', conversationId: 'c' }]);
  });

  it('sends no blank message', () => {
    const { store, posted, receive } = createStore();
    receive(snapshot());
    store.type(' \n ');
    store.send();
    assert.deepEqual(posted, []);
    store.type('');
  });

  it('stops the answer under way, and says when there is none', () => {
    const { store, posted, receive } = answeringStore();
    assert.equal(store.stop(), true);
    receive({ type: 'status', status: idle });
    assert.equal(store.stop(), false);
    assert.deepEqual(posted, [{ type: 'stop' }]);
  });

  it('asks for older messages once until they are there', () => {
    const { store, receive, posted } = createStore();
    receive(snapshot({ messages: [message('b')], hasOlder: true }));
    store.loadOlder();
    store.loadOlder();
    assert.deepEqual(posted, [{ type: 'load-older', beforeId: 'b' }]);
    receive({ type: 'older', messages: [message('a')], hasOlder: true });
    store.loadOlder();
    assert.deepEqual(posted.at(-1), { type: 'load-older', beforeId: 'a' });
  });
});
