import fc from 'fast-check';

const chats = ['c', 'd', 'e'] as const;

/** What one person does in one of the views, or what happens around them. */
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('type' as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('send' as const) }) },
  {
    weight: 9,
    arbitrary: fc.record({
      what: fc.constantFrom(
        'pause' as const,
        'new' as const,
        'stop' as const,
        'reload' as const,
        'answer ends' as const,
        'host is busy' as const,
        'take back' as const,
        'undo deletion' as const,
        'archive' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('open' as const), chat: fc.constantFrom(...chats, 'gone' as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom('delete' as const, 'delete elsewhere' as const),
      chat: fc.constantFrom(...chats, 'shown' as const),
    }),
  },
);

/** How far what was said gets before the next action: to the host, to the other view's host, to the pages. */
const passing = fc.record({
  distance: fc.nat(3),
  turns: fc.nat(4),
  isOtherPageReading: fc.boolean(),
});

/** @param viewCount how many views somebody acts in. */
export function userActions(viewCount: number): fc.Arbitrary<readonly UserAction[]> {
  const one = fc.record({ view: fc.nat(viewCount - 1), action, passing });
  return fc.array(one, { minLength: 5, maxLength: 45, size: 'max' });
}

export type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

export interface UserAction {
  readonly view: number;
  readonly action: Action;
  readonly passing: typeof passing extends fc.Arbitrary<infer P> ? P : never;
}
