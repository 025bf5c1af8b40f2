/** The history that the pictures show: a few weeks of work on a small web shop. */

interface SeededAnswer {
  readonly provider: string;
  readonly model: string;
  readonly text: string;
}

export interface SeededChat {
  readonly title: string;
  readonly hoursAgo: number;
  readonly pinned?: boolean;
  readonly tags?: readonly string[];
  readonly question: string;
  /** Several are versions of one answer; the last one is shown. */
  readonly answers: readonly SeededAnswer[];
}

const claude = { provider: 'anthropic', model: 'claude-sonnet-5-5' };
const gpt = { provider: 'openai', model: 'gpt-5.5' };
const mistral = { provider: 'mistral', model: 'mistral-large-latest' };

export const versionsTitle = 'Status code for a failed validation';
export const exportedTitle = 'Slow query on the orders table';

export const seededChats: readonly SeededChat[] = [
  {
    title: 'Connection pool exhausted under load',
    hoursAgo: 52,
    pinned: true,
    tags: ['postgres'],
    question:
      'Four instances, a connection pool of 50 each, and Postgres refuses connections at noon. What should I change?',
    answers: [
      {
        ...claude,
        text: '4 × 50 is 200, and Postgres allows 100 by default. Make each connection pool smaller: about `2 × cores` connections per instance are enough. Then put PgBouncer in front, so that a new instance costs no connections.',
      },
    ],
  },
  {
    title: versionsTitle,
    hoursAgo: 3,
    tags: ['api'],
    question: 'Should my API answer a failed validation with 400 or with 422?',
    answers: [
      {
        ...gpt,
        text: 'Use **400 Bad Request**. Every client understands it, and the body can say which field is wrong.',
      },
      {
        ...mistral,
        text: 'Use **422 Unprocessable Content**, and keep 400 for requests that cannot be parsed:\n\n| Request | Status |\n|---|---|\n| Broken JSON | 400 |\n| `quantity: -1` | 422 |\n| No such product | 404 |\n\nClients can then tell their own bugs from the user’s mistakes.',
      },
    ],
  },
  {
    title: exportedTitle,
    hoursAgo: 28,
    tags: ['postgres'],
    question:
      'This takes two seconds, although there is an index on `created_at`:\n\n```sql\nSELECT * FROM orders\nWHERE customer_id = 42\nORDER BY created_at DESC\nLIMIT 20;\n```',
    answers: [
      {
        ...claude,
        text: 'The index on `created_at` gives the order but not the customer: Postgres walks it backwards and throws away the orders of everybody else.\n\nAn index on both columns answers the query directly:\n\n```sql\nCREATE INDEX CONCURRENTLY orders_by_customer\n  ON orders (customer_id, created_at DESC);\n```\n\n1. `CONCURRENTLY` does not block writes while the index is built.\n2. Check with `EXPLAIN (ANALYZE, BUFFERS)` that it is used.\n3. Then drop the old index if no other query needs it.\n\nIf requests pile up behind this query, look at the connection pool too: they wait for a connection, not for the database.',
      },
    ],
  },
  {
    title: 'Retry a payment safely',
    hoursAgo: 74,
    tags: ['api'],
    question: 'How can a client repeat a payment after a timeout without paying twice?',
    answers: [
      {
        ...gpt,
        text: 'With an **idempotency key**: the client sends the same key again, and the server returns the stored result. Do not hold a connection from the pool while you wait for the bank; the connection pool would be empty in seconds.',
      },
    ],
  },
  {
    title: 'Flaky test with fake timers',
    hoursAgo: 120,
    question: 'My debounce test fails one time in twenty. It uses fake timers.',
    answers: [{ ...claude, text: 'Advance the timers with `await vi.advanceTimersByTimeAsync(300)`.' }],
  },
  {
    title: 'Smaller Docker image',
    hoursAgo: 260,
    question: 'Our image has 1.2 GB. Which steps bring the most?',
    answers: [{ ...mistral, text: 'A build in two stages: compile in `node:24`, run in `node:24-slim`.' }],
  },
  {
    title: 'Release notes for 2.4',
    hoursAgo: 420,
    question: 'Turn these commits into release notes for our customers.',
    answers: [{ ...gpt, text: '### 2.4\n\n- Orders load in a fraction of a second.' }],
  },
];
