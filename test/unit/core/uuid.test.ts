import assert from 'node:assert/strict';
import { timeOfUuidv7, uuidv7 } from '../../../src/core/uuid.js';

describe('uuidv7', () => {
  it('has the layout of RFC 9562 and holds the time in its first 48 bits', () => {
    const id = uuidv7(0x0192_3456_789a);
    assert.match(id, /^01923456-789a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  });

  it('sorts by time as text, and does not repeat', () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => uuidv7(1_700_000_000_000 + index));
    assert.deepEqual([...ids].sort(), ids);
    assert.equal(new Set(Array.from({ length: 10_000 }, () => uuidv7(1))).size, 10_000);
  });

  it('is made at any time a clock may show', () => {
    const times = [-1, -8.64e15, 8.64e15].map((now) => timeOfUuidv7(uuidv7(now)));
    assert.deepEqual(times, [0, 0, 2 ** 48 - 1]);
  });

  it('tells when it was made; anything else was made long ago', () => {
    assert.equal(timeOfUuidv7(uuidv7(0x0192_3456_789a)), 0x0192_3456_789a);
    assert.deepEqual(['', 'r', '01923456-789a-4000-8000-000000000000'].map(timeOfUuidv7), [0, 0, 0]);
  });
});
