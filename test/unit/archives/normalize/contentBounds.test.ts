import assert from 'node:assert/strict';
import type { ImportedPart } from '../../../../src/archives/importedConversation.js';
import { archiveLimits, type ArchiveLimits } from '../../../../src/archives/limits.js';
import { ContentBounds } from '../../../../src/archives/normalize/contentBounds.js';
import * as chat from '../../../../src/chat/limits.js';
import { limits as adapters } from '../../../../src/providers/adapter/limits.js';

function bounded(limits: Partial<ArchiveLimits>, ...messages: readonly (readonly ImportedPart[])[]) {
  const notes: string[] = [];
  const bounds = new ContentBounds({ note: (code) => notes.push(code), limits: { ...archiveLimits, ...limits } });
  return { parts: messages.map((parts) => bounds.parts(parts)), notes };
}

const text = (length: number, type: 'text' | 'reasoning' = 'text'): ImportedPart => ({
  type,
  text: 'x'.repeat(length),
});
const picture = (data: string): ImportedPart => ({ type: 'file', mediaType: 'image/png', data });

describe('what a message may hold', () => {
  it('is no less than SCOUT’s own messages may', () => {
    assert.ok(archiveLimits.messageCharacters >= chat.maximumAnswerLength);
    assert.ok(archiveLimits.messageParts >= chat.maximumAnswerParts);
    assert.ok(archiveLimits.nameCharacters >= chat.maximumNameLength);
    assert.ok(archiveLimits.urlCharacters >= chat.maximumUrlLength);
    assert.ok(archiveLimits.messageValues >= adapters.answerValues);
    assert.ok(archiveLimits.errorCharacters >= chat.maximumErrorLength);
  });

  it('fits a frame of the log, however it has to be escaped', () => {
    const inline = archiveLimits.messageFiles * 16 * 1024;
    assert.ok(6 * archiveLimits.messageCharacters + inline < 240 * 1024 * 1024);
  });

  it('is left as it is when it fits', () => {
    const parts = [text(5), picture('AAAA'), { type: 'tool-call', id: 'i', name: 'n', input: { a: 1 } } as const];
    assert.deepEqual(bounded({}, parts), { parts: [parts], notes: [] });
  });

  it('is cut where its texts together are too long, never within a character', () => {
    const { parts, notes } = bounded({ messageCharacters: 8 }, [text(5), { type: 'refusal', text: 'ab😀' }, text(4)]);
    assert.deepEqual(parts, [[text(5), { type: 'refusal', text: 'ab' }, text(1)]]);
    assert.deepEqual(notes, ['long-text', 'long-text']);
  });

  it('counts names, addresses, inputs and results as texts', () => {
    const call = { type: 'tool-call', id: 'id', name: 'name', input: { long: 'x'.repeat(30) } } as const;
    const { parts, notes } = bounded({ messageCharacters: 20 }, [
      call,
      { type: 'citation', citation: { url: 'https://example.org' } },
      { type: 'tool-result', callId: 'id', output: 'y'.repeat(30), isError: false },
    ]);
    assert.deepEqual(parts, [
      [
        { ...call, input: null },
        { type: 'tool-result', callId: 'id', output: 'y'.repeat(12), isError: false },
      ],
    ]);
    assert.deepEqual(notes, ['deep-data', 'long-text', 'long-text']);
  });

  it('holds so many values in all inputs and opaque parts together: other threads are handed them in one piece', () => {
    const call = { type: 'tool-call', id: 'i', name: 'n', input: Array<number>(5).fill(0) } as const;
    const opaque = { type: 'opaque', vendor: 'openai', data: [1, 2] } as const;
    const { parts, notes } = bounded({ messageValues: 10 }, [call, call, opaque, opaque], [call]);
    assert.deepEqual(parts, [[call, { ...call, input: null }, opaque], [call]]);
    assert.deepEqual(notes, ['deep-data', 'opaque-hidden']);
    assert.ok(archiveLimits.messageValues <= 100_000, 'a million take the extension host 0.4 s');
  });

  it('loses the parts behind the last that is kept, each counted', () => {
    const { parts, notes } = bounded({ messageParts: 2 }, [
      text(1),
      text(1, 'reasoning'),
      text(1),
      text(1, 'reasoning'),
    ]);
    assert.deepEqual([parts[0]!.length, notes], [2, ['many-parts', 'many-parts']]);
  });

  it('is bounded in files by their number, and in bytes by message and by conversation', () => {
    const byNumber = bounded({ messageFiles: 1 }, [picture('AAAA'), picture('AAAA'), text(1)]);
    assert.deepEqual(byNumber, { parts: [[picture('AAAA'), text(1)]], notes: ['attachment-size'] });
    const deferred = {
      type: 'deferred-file',
      mediaType: 'image/png',
      size: 60,
      read: () => Promise.resolve(''),
    } as const;
    const byMessage = bounded({ messageAttachmentBytes: 100 }, [deferred, deferred], [deferred]);
    assert.deepEqual([byMessage.parts.map(({ length }) => length), byMessage.notes], [[1, 1], ['attachment-size']]);
    const byConversation = bounded({ conversationAttachmentBytes: 100 }, [deferred], [deferred]);
    assert.deepEqual(
      [byConversation.parts.map(({ length }) => length), byConversation.notes],
      [[1, 0], ['attachment-size']],
    );
  });

  it('counts a file that is no base64 as a text, as which the storage keeps it', () => {
    const { parts } = bounded({ messageCharacters: 4 }, [picture('no base64!'), picture('AB'), picture('AAAA')]);
    assert.deepEqual(parts, [[picture('no b'), picture(''), picture('AAAA')]]);
  });

  it('has no data that no thread can clone', () => {
    const deep = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as unknown;
    const { parts, notes } = bounded({}, [
      { type: 'opaque', vendor: 'openai', data: deep },
      { type: 'tool-call', id: '', name: '', input: deep },
    ]);
    assert.deepEqual(parts, [[{ type: 'tool-call', id: '', name: '', input: null }]]);
    assert.deepEqual(notes, ['opaque-hidden', 'deep-data']);
  });
});

describe('a conversation', () => {
  it('has the first of its messages, the others are counted', () => {
    const notes: string[] = [];
    const bounds = new ContentBounds({ note: (code) => notes.push(code), limits: { ...archiveLimits, messages: 2 } });
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].filter(() => bounds.takeMessage()),
      ['a', 'b'],
    );
    assert.deepEqual(notes, ['many-messages', 'many-messages']);
  });
});

describe('more parts than a message may have', () => {
  it('are joined where texts of a kind follow each other, before any is left out', () => {
    const all = [text(2), text(1), text(1, 'reasoning'), picture('AAAA'), text(3), text(4)];
    const { parts, notes } = bounded({ messageParts: 4 }, all);
    assert.deepEqual(parts, [[text(3), text(1, 'reasoning'), picture('AAAA'), text(7)]]);
    assert.deepEqual(notes, []);
    const words = Array.from({ length: 200_000 }, (_, index) => ({ type: 'text' as const, text: `${index} ` }));
    const whole = words.map((word) => word.text).join('');
    assert.deepEqual(bounded({}, words), { parts: [[{ type: 'text', text: whole }]], notes: [] });
  });

  it('stay apart where they are few enough', () => {
    assert.deepEqual(bounded({ messageParts: 2 }, [text(2), text(1)]), { parts: [[text(2), text(1)]], notes: [] });
  });
});

describe('what a conversation is called', () => {
  const limits = { titleCharacters: 5, tagCharacters: 3, tags: 2, urlCharacters: 4, jobs: 1, nameCharacters: 2 };
  const labelled = <T>(use: (bounds: ContentBounds) => T): [T, string[]] => {
    const notes: string[] = [];
    const bounds = new ContentBounds({ note: (code) => notes.push(code), limits: { ...archiveLimits, ...limits } });
    return [use(bounds), notes];
  };

  it('is cut where it is too long, and counted', () => {
    assert.deepEqual(
      labelled((bounds) => bounds.label('a title')),
      ['a tit', ['long-text']],
    );
    assert.deepEqual(
      labelled((bounds) => bounds.label(' a\n\u202etit ')),
      ['a tit', []],
    );
    assert.deepEqual(
      labelled((bounds) => bounds.tags(['abcd', 'a', 'a', '', 'b', 'c'])),
      [
        ['abc', 'a'],
        ['long-text', 'many-labels', 'many-labels'],
      ],
    );
  });

  it('is left out where some of it is of no use, and counted', () => {
    assert.deepEqual(
      labelled((bounds) => [bounds.address('long:'), bounds.address('a:b'), bounds.address(null)]),
      [[null, 'a:b', null], ['long-text']],
    );
    assert.deepEqual(
      labelled((bounds) => bounds.jobs([1, 2, 3])),
      [[1], ['many-labels', 'many-labels']],
    );
    const named = { provider: 'abc', model: 'abc', rawFinishReason: 'ab' };
    assert.deepEqual(
      labelled((bounds) => bounds.fields(named)),
      [{ provider: 'ab', model: 'ab', rawFinishReason: 'ab' }, ['long-text', 'long-text']],
    );
  });
});
