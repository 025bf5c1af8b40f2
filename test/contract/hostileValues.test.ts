import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { ScoutError } from '../../src/core/errors.js';
import type { ChatEvent, ChatRequest } from '../../src/providers/provider.js';
import { ask, codeOf, forEachProvider, outcomeOf, type Outcome } from './support/providersUnderTest.js';

const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;

/** What a server may put in the place of any value. */
const hostileValues: readonly unknown[] = [
  null,
  {},
  [],
  [{}],
  { toString: 1, text: { a: 1 } },
  -1,
  1.5,
  1e308,
  '',
  'null',
  '\n',
  'a\u202e\u0000\nb',
  true,
  deep(4_000),
  `${'['.repeat(4_000)}${']'.repeat(4_000)}`,
  'x'.repeat(100_000),
  [{ type: 'text', text: { a: 1 } }],
  [{ type: 'thinking', thinking: 7 }],
];
const seed = 20_261_129;
const runsPerScenario = 60;

/** Where a value is in JSON. */
type Place = readonly string[];

function placesOf(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([name, inner]) => placesOf(inner, [...place, name]))];
}

function replaced(value: unknown, [name, ...rest]: Place, hostile: unknown): unknown {
  if (name === undefined) return hostile;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = replaced(copy[name], rest, hostile);
  return copy;
}

/** Every place in every event of a recorded stream, with a function that replaces what is there. */
function mutationsOf(body: string): { place: string; mutate: (hostile: unknown) => string }[] {
  const lines = body.split('\n');
  return lines.flatMap((line, number) => {
    if (!line.startsWith('data: {')) return [];
    const data = JSON.parse(line.slice('data: '.length)) as unknown;
    return placesOf(data).map((place) => ({
      place: `event ${number}: ${place.join('.')}`,
      mutate: (hostile: unknown) =>
        lines.with(number, `data: ${JSON.stringify(replaced(data, place, hostile))}`).join('\n'),
    }));
  });
}

forEachProvider('hostile values', (subject) => {
  let server: Server;
  let body = '';

  before(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const answerTo = async (request: ChatRequest): Promise<Outcome> => {
    const { port } = server.address() as AddressInfo;
    const provider = await subject.connect({ baseUrl: `http://127.0.0.1:${port}/v1` });
    return outcomeOf(provider.streamChat(request, new AbortController().signal));
  };

  /** What the simulator sends for a request, as it goes over the wire. */
  const record = async (request: ChatRequest): Promise<string> => {
    const original = globalThis.fetch;
    let recorded = '';
    globalThis.fetch = async (...parameters) => {
      const response = await original(...parameters);
      recorded = await response.text();
      return new Response(recorded, response);
    };
    try {
      await outcomeOf((await subject.connect()).streamChat(request, new AbortController().signal));
    } finally {
      globalThis.fetch = original;
    }
    return recorded;
  };

  for (const scenario of ['plain', 'reasoning', 'tool-calls']) {
    it(`in the place of any value of "${scenario}" give an answer that can be stored, or an honest error`, async function () {
      this.timeout(120_000);
      const mutations = mutationsOf(await record(ask(scenario)));
      assert.ok(mutations.length > 10, `${mutations.length} places`);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...mutations),
          fc.constantFrom(...hostileValues),
          async ({ mutate }, hostile) => {
            body = mutate(hostile);
            checkOutcome(await answerTo(ask(scenario)));
          },
        ),
        { numRuns: runsPerScenario, seed },
      );
    });
  }

  it('end an answer of 20,000 tool calls with an error that says so', async function () {
    this.timeout(60_000);
    // Repeats the calls of the recorded answer in the middle of it.
    const lines = (await record(ask('tool-calls'))).split('\n\n');
    const calls = lines.filter((event) => event.includes('get_weather') || event.includes('call_weather'));
    body = [
      ...lines.slice(0, -3),
      ...Array.from({ length: 20_000 }, (_, at) => calls[at % calls.length]!),
      ...lines.slice(-3),
    ].join('\n\n');
    const { events, error } = await answerTo(ask('tool-calls'));
    checkOutcome({ events, error, text: '', reasoning: '' });
    assert.ok(events.filter(({ type }) => type === 'tool-call').length <= 1_000);
  });
});

function checkOutcome({ events, error }: Outcome): void {
  for (const event of events) checkEvent(event);
  const ids = events.flatMap((event) => (event.type === 'tool-call' ? [event.id] : []));
  assert.equal(new Set(ids).size, ids.length, 'every call has an id of its own');
  if (error === undefined) {
    assert.equal(events.at(-1)?.type, 'finish');
    return;
  }
  assert.ok(error instanceof ScoutError, codeOf(error) as string);
  assert.ok(error.message.length <= 600, error.message.slice(0, 700));
  assert.ok(!/\[object |[\u202a-\u202e\u2066-\u2069\u0000]/u.test(error.message), error.message);
}

function checkEvent(event: ChatEvent): void {
  structuredClone(event);
  assert.ok(!JSON.stringify(event).includes('[object '), event.type);
  if ('text' in event) assert.equal(typeof event.text, 'string');
  if (event.type === 'tool-call') {
    assert.ok(typeof event.id === 'string' && event.id !== '' && typeof event.name === 'string' && event.name !== '');
    assert.ok(typeof event.input === 'object' && event.input !== null && !Array.isArray(event.input));
  }
  if (event.type === 'usage') {
    for (const count of Object.values(event.usage)) assert.ok(Number.isSafeInteger(count) && count >= 0, String(count));
  }
  if (event.type === 'finish') assert.ok((event.rawReason ?? '').length <= 100);
}
