import assert from 'node:assert/strict';
import type { ErrorCode } from '../../../../../src/core/errors.js';
import type { StoredMessage } from '../../../../../src/storage/api/chatHistory.js';
import { messageView } from '../../../../../src/webview/host/chat/messageView.js';
import { storedMessage } from '../support/storedMessages.js';

describe('a message as the view shows it', () => {
  const view = (fields: Partial<StoredMessage>, isSaved = true, siblings: readonly string[] = ['m']) =>
    messageView(
      storedMessage('m', fields),
      isSaved,
      [{ messageId: 'm', index: 0 }],
      siblings,
      (id) => `Provider ${id}`,
    );
  const problem = (fields: Partial<StoredMessage>) => {
    const { title = '', detail = '', actions = [] } = view({ provider: 'p', ...fields }).problem ?? {};
    return { title, detail, buttons: actions.map(({ id }) => id) };
  };

  it('is the text, who wrote it, when, and whether it is saved', () => {
    assert.deepEqual(view({ createdAt: 5 }), {
      id: 'm',
      role: 'assistant',
      text: 'text of m',
      pictures: [],
      attachments: [],
      reasoning: '',
      status: 'complete',
      saved: true,
      createdAt: 5,
      author: '',
      details: '',
      problem: null,
      siblings: null,
      continues: [],
    });
    assert.equal(view({}, false).saved, false);
    assert.equal(view({ role: 'user' }).role, 'user');
    assert.equal(view({ role: 'tool' }).role, 'assistant');
    assert.equal(view({ status: 'streaming' }).status, 'streaming');
  });

  it('has a time that can be shown, whatever is stored', () => {
    for (const createdAt of [1e300, -1e300])
      assert.match(new Date(view({ createdAt }).createdAt).toISOString(), /^\d{4}-/u);
  });

  it('names provider and model as far as they are known', () => {
    assert.equal(view({ provider: 'p', model: 'm-1' }).author, 'Provider p · m-1');
    assert.equal(view({ provider: 'p' }).author, 'Provider p');
    assert.equal(view({ model: 'm-1' }).author, 'm-1');
  });

  it('keeps reasoning apart from the text', () => {
    const parts = [
      { type: 'reasoning', text: 'think ' },
      { type: 'text', text: 'say' },
      { type: 'reasoning', text: 'again' },
    ] as const;
    const { text, reasoning } = view({ parts });
    assert.deepEqual([text, reasoning], ['say', 'think again']);
  });

  it('says what tools did and which files there are', () => {
    const { text } = view({
      role: 'tool',
      parts: [
        { type: 'tool-call', id: 't', name: 'grep', input: { for: 'x' } },
        { type: 'tool-result', callId: 't', output: 'found', isError: false },
        { type: 'tool-result', callId: 't', output: 'broken', isError: true },
        { type: 'file', mediaType: 'application/pdf', data: 'AAAA', name: 'a.pdf' },
      ],
    });
    for (const words of ['Tool: `grep`', 'Tool result', 'Tool failed', 'Attachment: `a.pdf`'])
      assert.ok(text.includes(words), words);
  });

  it('lists each source once, after the text, by a title that cannot end its link', () => {
    const cite = (url: string, title?: string) =>
      ({ type: 'citation', citation: { url, ...(title === undefined ? {} : { title }) } }) as const;
    const { text } = view({
      parts: [
        { type: 'text', text: 'say' },
        cite('https://a.test', 'A](https://evil.test)'),
        cite('https://b.test'),
        cite('https://b.test'),
      ],
    });
    assert.equal(
      text,
      'say\n\n**Sources**\n\n- [A (https://evil.test)](<https://a.test>)\n- [https://b.test](<https://b.test>)',
    );
  });

  it('counts tokens in both directions', () => {
    assert.equal(view({ usage: { inputTokens: 12_345, outputTokens: 6 } }).details, '12,345 tokens in, 6 out');
  });

  it('stands among its versions', () => {
    const among = (...siblings: string[]) => view({}, true, siblings).siblings;
    assert.equal(among('m'), null);
    assert.deepEqual(among('a', 'm', 'z'), {
      position: 2,
      count: 3,
      label: 'Version 2 of 3',
      earlierId: 'a',
      laterId: 'z',
    });
    assert.deepEqual([among('m', 'z')?.earlierId, among('a', 'm')?.laterId], [null, null]);
  });

  describe('that ended early', () => {
    const error = (code: ErrorCode) => ({ code, message: 'the reason' });

    it('failed: why, and the next steps of that failure', () => {
      assert.deepEqual(problem({ status: 'failed', error: error('rate-limited') }), {
        title: 'Provider p accepts no more requests for a moment.',
        detail: 'the reason',
        buttons: ['retry', 'choose-provider', 'choose-model'],
      });
    });

    it('interrupted by a failure: asking for the rest comes first, once', () => {
      const interrupted = (code: ErrorCode) => problem({ status: 'interrupted', error: error(code) }).buttons;
      assert.deepEqual(interrupted('network'), ['continue', 'retry', 'choose-provider', 'open-settings', 'open-log']);
      assert.deepEqual(interrupted('stream-truncated'), ['continue', 'retry']);
    });

    it('interrupted: says whether anything had arrived', () => {
      const partial = problem({ status: 'interrupted' });
      assert.match(partial.title, /interrupted\. The part that arrived is kept/u);
      assert.deepEqual(partial.buttons, ['continue', 'retry']);
      assert.match(problem({ status: 'interrupted', parts: [] }).title, /before anything was received/u);
    });

    it('stopped by its reader: said in passing', () => {
      const { problem: quiet } = view({ status: 'interrupted', rawFinishReason: 'user-stop' });
      assert.deepEqual([quiet?.title, quiet?.detail, quiet?.isQuiet], ['Stopped', '', true]);
      assert.deepEqual(
        quiet?.actions.map(({ label }) => label),
        ['Continue', 'Try Again'],
      );
    });

    it('by the output limit', () => {
      const { title, buttons } = problem({ finishReason: 'length' });
      assert.match(title, /output limit/u);
      assert.deepEqual(buttons, ['continue', 'choose-parameters']);
    });

    it('by content rules: with the vendor’s word, if there was one', () => {
      const named = problem({ finishReason: 'content-filter', rawFinishReason: 'SAFETY' });
      assert.deepEqual([named.detail, named.buttons], ['SAFETY', ['retry', 'choose-model']]);
      assert.match(problem({ finishReason: 'content-filter' }).detail, /no reason/u);
    });

    it('by the model’s own choice', () => {
      const { title, buttons } = problem({ finishReason: 'refusal' });
      assert.match(title, /declined/u);
      assert.deepEqual(buttons, ['choose-model']);
    });

    it('with nothing in it but reasoning', () => {
      for (const parts of [[], [{ type: 'text', text: ' \n' }], [{ type: 'reasoning', text: 'Hm.' }]] as const)
        for (const finishReason of ['stop', 'other'] as const) {
          const { title, buttons } = problem({ finishReason, parts });
          assert.match(title, /is empty/u);
          assert.deepEqual(buttons, ['retry', 'choose-model']);
        }
      const named = problem({ finishReason: 'stop', rawFinishReason: 'STOP', parts: [] });
      assert.equal(named.detail, 'Provider p ended it without any text. Reason given: STOP');
      assert.match(problem({ finishReason: 'stop', parts: [] }).detail, /gave no reason/u);
    });

    it('by the output limit, before there was a text', () => {
      const { title, buttons } = problem({ finishReason: 'length', parts: [{ type: 'reasoning', text: 'Hm.' }] });
      assert.match(title, /before it had any text/u);
      assert.deepEqual(buttons, ['retry', 'choose-parameters']);
    });

    it('for a reason that nobody knows: the text may not be complete', () => {
      const parts = [{ type: 'text', text: 'Yes' }] as const;
      const { title, detail, buttons } = problem({ finishReason: 'other', rawFinishReason: 'ESCALATION', parts });
      assert.match(title, /may be incomplete/u);
      assert.match(detail, /unusual reason: ESCALATION$/u);
      assert.deepEqual(buttons, ['retry', 'choose-model']);
    });

    it('or did not: no problem', () => {
      const parts = [{ type: 'text', text: 'Yes.' }] as const;
      for (const finishReason of ['stop', 'tool-calls'] as const)
        assert.equal(view({ finishReason, parts }).problem, null);
    });
  });
});
