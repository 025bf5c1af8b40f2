import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionsFormat } from '../../../../src/providers/adapter/chatCompletions/format.js';
import { chunkerFor } from '../support/chunkerFor.js';

describe('SseChunker', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const text = (pieces: readonly Uint8Array[]): string[] => pieces.map((piece) => new TextDecoder().decode(piece));

  it('passes whole events on, as they come', () => {
    const pieces = chunkerFor(completionsFormat);
    assert.deepEqual(text(pieces.take(bytes('data: {"a":1}\n\ndata'))), ['data: {"a":1}\n\n']);
    assert.deepEqual(text(pieces.take(bytes(': {}\n\n'))), ['data: {}\n\n']);
    assert.deepEqual(pieces.rest(), []);
  });

  it('passes a large event on in pieces, once it is whole', () => {
    const pieces = chunkerFor(completionsFormat);
    const event = bytes(`data: {"picture":"${'A'.repeat(5_000_000)}"}\n\n`);
    assert.deepEqual(pieces.take(event.subarray(0, 3_000_000)), []);
    const taken = pieces.take(event.subarray(3_000_000));
    assert.equal(Buffer.compare(Buffer.concat(taken), event), 0);
    assert.ok(taken.every(({ length }) => length <= 1024 * 1024));
  });

  it('gives out half an event as it is when the stream ends', () => {
    const pieces = chunkerFor(completionsFormat);
    assert.deepEqual(pieces.take(bytes('data: {"a":"x')), []);
    assert.deepEqual(text(pieces.rest()), ['data: {"a":"x']);
  });

  it('leaves out events without data, comments and empty lines, however the bytes are torn', () => {
    const without = ['event: x', 'id: 1\nretry: 5', 'x', 'dat', 'x: data: y'];
    const block = fc.constantFrom(
      ...[
        'data: {"x":1}',
        ': comment',
        '',
        '\n\n',
        'data: {"y":1}\n: comment',
        ': a\n: b',
        ':',
        'event: z\nid: 2\ndata: {}',
      ],
      ...without,
    );
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(120), { maxLength: 10 }),
        (blocks, newline, cuts) => {
          const stream = blocks.map((each) => `${each}\n\n`).join('');
          const encoded = bytes(stream.replaceAll('\n', newline));
          const pieces = chunkerFor(completionsFormat);
          const bounds = [0, ...cuts.filter((cut) => cut < encoded.length).sort((a, b) => a - b), encoded.length];
          const taken = bounds.slice(1).flatMap((end, index) => pieces.take(encoded.subarray(bounds[index], end)));
          const passed = text([Buffer.concat([...taken, ...pieces.rest()])]).join('');
          const dataIn = (all: string): string[] => all.split(/\r\n|\r|\n/u).filter((line) => line.startsWith('data'));
          assert.deepEqual(dataIn(passed), dataIn(stream));
          if (cuts.length > 0) return;
          assert.doesNotMatch(passed, /^:(?! comment)|(?:\r\n|\r|\n){3}:/u);
          const events = passed.split(newline.repeat(2)).map((event) => event.replaceAll(newline, '\n'));
          assert.deepEqual(
            events.filter((event) => without.includes(event)),
            [],
          );
        },
      ),
    );
    const flood = chunkerFor(completionsFormat);
    const passed = text(flood.take(bytes(`${'\r'.repeat(50_000)}data: {}\r\r${': ping\r\r'.repeat(5_000)}`)));
    assert.deepEqual(passed, ['data: {}\r\r']);
  });

  it('cuts large chunks between events and loses nothing', () => {
    const pieces = chunkerFor(completionsFormat);
    const stream = 'data: {"a":1}\n\n'.repeat(5000);
    const taken = text(pieces.take(bytes(stream)));
    assert.ok(taken.length > 2);
    assert.ok(taken.every((piece) => piece.endsWith('\n\n') && piece.length < 17_000));
    assert.equal(taken.join(''), stream);
  });
});
