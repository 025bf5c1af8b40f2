import fc from 'fast-check';

/** So many lists in each other. */
export function nested(depth: number): unknown {
  return JSON.parse('['.repeat(depth) + ']'.repeat(depth));
}

/** What a server's JSON can become, and what it cannot but a fault could: everything that some way of saving does not take. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(200, 1_000, 4_000, 20_000).map(nested),
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.constantFrom('\ud800', 'a\0b', '\udfff\ud800', '__proto__', ''),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withTypedArray: true }),
  fc.constantFrom<unknown>(undefined, null, Number.NaN, Number.NEGATIVE_INFINITY, 10n ** 40n, Symbol('s'), () => 1),
  fc.constant(0).map(() => {
    const cyclic: Record<string, unknown> = { a: 1 };
    cyclic['self'] = [cyclic, cyclic];
    return cyclic;
  }),
  fc.constant(0).map(() => ({
    get broken(): never {
      throw new Error('unreadable');
    },
  })),
);
